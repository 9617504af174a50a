//! Creating a token for a machine.

use super::fields::Fields;
use super::people::unwritten;
use super::put_document::{Precondition, Put, put};
use super::slugs::free_slug;
use crate::access::Actor;
use crate::accounts::{Opens, Secret};
use crate::app::App;
use crate::calendar::day_of;
use tandem_shared::document::{Kind, Token};
use tandem_shared::{FieldError, Problem};

/// Creates a token; its secret is shown this once.
pub(crate) async fn create_token(app: &App, actor: &Actor, body: Fields) -> Result<(Put, Secret), Problem> {
    let text = |field: &str| body.get(field).and_then(|text| serde_json::from_str::<String>(text.get()).ok());
    let name = text("name").unwrap_or_default();
    let today = app.read_world().calendar().day_at(app.clock.now());
    if text("until").and_then(|until| until.parse().ok()).is_some_and(|until| day_of(until) < today) {
        let detail = "this day is over: write today, a later day, or none for as long as it is not revoked".to_owned();
        return Err(Problem::invalid(vec![FieldError { pointer: "/until".to_owned(), detail }]));
    }
    let slug = free_slug(&app.read_world(), Kind::Token, &name);
    let put = put::<Token>(app, actor, &slug, Precondition::default(), body).await?;
    let secret = app.accounts.keys.admit(Opens::Token { token: slug }).await.map_err(unwritten)?;
    Ok((put, secret))
}
