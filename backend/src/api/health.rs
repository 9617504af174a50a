//! `/healthz`, `/readyz`, `/metrics`: for those who keep the server running.

use super::auth::Reader;
use crate::app::App;
use axum::Router;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::get;
use std::sync::Arc;

/// Their routes.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new().route("/healthz", get(alive)).route("/readyz", get(ready)).route("/metrics", get(metrics))
}

/// The process answers.
async fn alive() -> &'static str {
    "ok\n"
}

/// The store answers too.
async fn ready(State(app): State<Arc<App>>) -> Result<&'static str, super::ApiError> {
    app.store.changes_since(0, 1).await.map_err(super::error::unreadable)?;
    Ok("ready\n")
}

async fn metrics(State(app): State<Arc<App>>, _: Reader) -> impl IntoResponse {
    ([(CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], app.metrics.text(&app))
}
