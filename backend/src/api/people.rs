//! `POST /people/{slug}/password`, `POST /people/{slug}/invitation`

use super::ApiError;
use super::auth::Writer;
use super::body::JsonBody;
use crate::app::App;
use crate::commands;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tandem_shared::Problem;

/// A password.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Password {
    /// At least 12 characters.
    password: String,
}

/// A link to be sent to somebody.
#[derive(Serialize, utoipa::ToSchema)]
pub(super) struct Invitation {
    /// Path of the page where they choose a password; it works once, for 7 days.
    link: String,
}

/// Give somebody a password; their sessions end.
#[utoipa::path(
    post, path = "/people/{slug}/password", tag = "People", request_body = Password, params(("slug" = String, Path, description = "Slug of the person")),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")),
    security(("token" = [])),
)]
pub(super) async fn password(
    State(app): State<Arc<App>>,
    Writer(actor): Writer,
    Path(slug): Path<String>,
    JsonBody(body): JsonBody<Password>,
) -> Result<StatusCode, ApiError> {
    actor.check_admin()?;
    commands::set_password(&app, &slug, body.password).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Invite somebody, or somebody again: they choose a password at the link.
#[utoipa::path(
    post, path = "/people/{slug}/invitation", tag = "People", params(("slug" = String, Path, description = "Slug of the person")),
    responses((status = 200, body = Invitation), (status = "4XX", body = Problem, content_type = "application/problem+json")),
    security(("token" = [])),
)]
pub(super) async fn invitation(
    State(app): State<Arc<App>>,
    Writer(actor): Writer,
    Path(slug): Path<String>,
) -> Result<Json<Invitation>, ApiError> {
    let secret = commands::invite(&app, &actor, &slug).await?;
    Ok(Json(Invitation { link: format!("/invitation?link={}", secret.show()) }))
}
