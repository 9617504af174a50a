//! Making a screen that waits with a code one of ours.

use super::fields::Fields;
use super::put_document::{Precondition, put};
use super::slugs::free_slug;
use crate::access::{Actor, Owned};
use crate::accounts::Unclaimed;
use crate::app::App;
use tandem_shared::document::{Kind, Screen};
use tandem_shared::{FieldError, Problem};

/// Pairs the screen that shows this code: from then on it is the one that `body` describes. `address` is whose tries are
/// counted. The slug of the screen is given back.
pub(crate) async fn pair_screen(
    app: &App,
    actor: &Actor,
    address: &str,
    code: &str,
    body: Fields,
) -> Result<String, Problem> {
    actor.check_write(&Owned::Jointly)?;
    let wrong = |detail: String| Problem::invalid(vec![FieldError { pointer: "/code".to_owned(), detail }]);
    // Nothing was guessed.
    if code.is_empty() {
        return Err(wrong("type the code that is on the screen now".to_owned()));
    }
    let claim = app.accounts.claim_pairing(&actor.name, address, code).map_err(|refused| {
        let detail = match refused {
            Unclaimed::Wrong(left) => format!(
                "no screen shows this code (any more): type the one that is on it now. Tries left: {left}, then 15 minutes pause"
            ),
            Unclaimed::Pause => "too many codes that no screen shows: try again in 15 minutes".to_owned(),
            Unclaimed::Taken => "this code was typed a moment ago: its screen is in the list and can be changed there".to_owned(),
        };
        wrong(detail)
    })?;
    let name = body.get("name").and_then(|name| serde_json::from_str::<String>(name.get()).ok()).unwrap_or_default();
    let slug = free_slug(&app.read_world(), Kind::Screen, &name);
    let written = put::<Screen>(app, actor, &slug, Precondition::default(), body).await;
    app.accounts.end_claim(claim, written.is_ok().then(|| slug.clone()));
    written?;
    Ok(slug)
}
