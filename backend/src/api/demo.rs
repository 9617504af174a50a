//! `POST /demo`, `DELETE /demo`

use super::ApiError;
use super::auth::Writer;
use crate::app::App;
use crate::commands::{DemoSize, load_demo, remove_demo};
use axum::Json;
use axum::extract::State;
use std::sync::Arc;
use tandem_shared::Problem;

/// Load the demo workspace, marked as such.
///
/// Refused if a document of yours has one of its names.
#[utoipa::path(
    post, path = "/demo", tag = "Demo",
    responses((status = 200, body = DemoSize), (status = "4XX", body = Problem, content_type = "application/problem+json")),
    security(("token" = [])),
)]
pub(super) async fn load(State(app): State<Arc<App>>, Writer(actor): Writer) -> Result<Json<DemoSize>, ApiError> {
    actor.check_admin()?;
    Ok(Json(load_demo(&app).await?))
}

/// Remove the demo workspace and its measurements; what you made yourself stays.
#[utoipa::path(
    delete, path = "/demo", tag = "Demo",
    responses((status = 200, body = DemoSize), (status = "4XX", body = Problem, content_type = "application/problem+json")),
    security(("token" = [])),
)]
pub(super) async fn remove(State(app): State<Arc<App>>, Writer(actor): Writer) -> Result<Json<DemoSize>, ApiError> {
    Ok(Json(remove_demo(&app, &actor).await?))
}
