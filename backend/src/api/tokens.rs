//! `GET /tokens`, `POST /tokens`, `DELETE /tokens/{slug}`

use super::ApiError;
use super::auth::Writer;
use super::body::DocumentBody;
use super::documents::IfMatch;
use crate::access::Owned;
use crate::accounts::Opens;
use crate::app::App;
use crate::commands::{self, delete_document, document_json, may_change};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Serialize;
use serde_json::Value;
use std::sync::Arc;
use tandem_shared::Problem;
use tandem_shared::document::{Kind, Token};

/// A token that was created.
#[derive(Serialize, utoipa::ToSchema)]
pub(super) struct NewToken {
    /// The token itself. Copy it now: it is not shown again.
    secret: String,
    /// Its document.
    #[schema(value_type = Token)]
    token: Value,
}

/// Tokens.
#[derive(Serialize, utoipa::ToSchema)]
pub(super) struct Tokens {
    /// Their documents, with when each was last used (`used_at`).
    #[schema(value_type = Vec<Token>)]
    items: Vec<Value>,
    /// Always null: they fit one page.
    next: Option<String>,
}

/// The tokens that you may revoke, without their secrets.
///
/// An admin sees all; a lead those that show boards, or their check-ins, which are the leads' to make, list and revoke.
#[utoipa::path(
    get, path = "/tokens", tag = "People",
    responses((status = 200, body = Tokens), (status = "4XX", body = Problem, content_type = "application/problem+json")),
    security(("token" = [])),
)]
pub(super) async fn list(State(app): State<Arc<App>>, Writer(actor): Writer) -> Result<Json<Tokens>, ApiError> {
    actor.check_write(&Owned::Jointly)?;
    let world = app.read_world();
    let held = app.accounts.keys.held(|opens| matches!(opens, Opens::Token { .. }));
    let used = |slug: &str| {
        held.iter().find(|held| matches!(&held.opens, Opens::Token { token } if token == slug)).map(|held| held.used)
    };
    let own = world.documents(Kind::Token, "").filter(|document| may_change(&world, &actor, document));
    let items = own.map(|document| {
        let mut token = document_json(document);
        let used = used(&document.slug).filter(|used| *used > 0);
        token["used_at"] = used.map(|used| world.calendar().rfc3339_ms(used)).into();
        token
    });
    Ok(Json(Tokens { items: items.collect(), next: None }))
}

/// Create a token. Its secret is in the answer, and nowhere else.
#[utoipa::path(
    post, path = "/tokens", tag = "People", request_body = Token,
    responses((status = 201, body = NewToken), (status = "4XX", body = Problem, content_type = "application/problem+json")),
    security(("token" = [])),
)]
pub(super) async fn create(
    State(app): State<Arc<App>>,
    Writer(actor): Writer,
    DocumentBody(body): DocumentBody,
) -> Result<(StatusCode, Json<NewToken>), ApiError> {
    let (put, secret) = commands::create_token(&app, &actor, body).await?;
    let token = document_json(&put.document);
    Ok((StatusCode::CREATED, Json(NewToken { secret: secret.show().to_owned(), token })))
}

/// Revoke a token: it opens nothing any more, at once.
#[utoipa::path(
    delete, path = "/tokens/{slug}", tag = "People",
    params(("If-Match" = Option<String>, Header, description = "The revision of the token"), ("slug" = String, Path, description = "Slug of the token")),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")),
    security(("token" = [])),
)]
pub(super) async fn revoke(
    State(app): State<Arc<App>>,
    Writer(actor): Writer,
    Path(slug): Path<String>,
    IfMatch(precondition): IfMatch,
) -> Result<StatusCode, ApiError> {
    delete_document(&app, &actor, Kind::Token, &slug, precondition).await?;
    Ok(StatusCode::NO_CONTENT)
}
