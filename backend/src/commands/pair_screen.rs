//! Making a screen that waits with a code one of ours.

use super::fields::Fields;
use super::put_document::{Precondition, put};
use super::slugs::free_slug;
use crate::access::Actor;
use crate::accounts::Claim;
use crate::app::App;
use tandem_shared::Problem;
use tandem_shared::document::{Kind, Screen};

/// Pairs the screen whose code was typed: from then on it is the one that `body` describes. Its slug is given back.
pub(crate) async fn pair_screen(app: &App, actor: &Actor, claim: Claim, body: Fields) -> Result<String, Problem> {
    let name = body.get("name").and_then(|name| serde_json::from_str::<String>(name.get()).ok()).unwrap_or_default();
    let slug = free_slug(&app.read_world(), Kind::Screen, &name);
    let written = put::<Screen>(app, actor, &slug, Precondition::default(), body).await;
    app.accounts.end_claim(claim, written.is_ok().then(|| slug.clone()));
    written.map(|_| slug)
}
