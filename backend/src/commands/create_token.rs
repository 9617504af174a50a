//! Creating a token for a machine.

use super::fields::Fields;
use super::people::unwritten;
use super::put_document::{Precondition, Put, put};
use super::slugs::free_slug;
use crate::access::Actor;
use crate::accounts::{Opens, Secret};
use crate::app::App;
use tandem_shared::Problem;
use tandem_shared::document::{Kind, Token};

/// Creates a token; its secret is shown this once.
pub(crate) async fn create_token(app: &App, actor: &Actor, body: Fields) -> Result<(Put, Secret), Problem> {
    let name = body.get("name").and_then(|name| serde_json::from_str::<String>(name.get()).ok()).unwrap_or_default();
    let slug = free_slug(&app.read_world(), Kind::Token, &name);
    let put = put::<Token>(app, actor, &slug, Precondition::default(), body).await?;
    let secret = app.accounts.keys.admit(Opens::Token { token: slug }).await.map_err(unwritten)?;
    Ok((put, secret))
}
