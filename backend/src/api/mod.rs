//! The API, version 1: one file an operation.

mod boards;
mod body;
mod changes;
mod demo;
mod documents;
mod error;
mod health;
mod kpis;
mod live;
mod openapi;
mod query;
mod reference;
mod values;

pub(crate) use body::{Fields, field_problem};
pub(crate) use demo::DemoSize;
pub(crate) use error::ApiError;
pub use openapi::openapi_json;

use crate::app::App;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use std::time::Duration;
use tandem_shared::{Problem, ProblemKind};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

/// Everything the server answers.
pub(crate) fn router(app: Arc<App>) -> Router {
    let (api, _) = openapi::api().split_for_parts();
    let in_time =
        TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, Duration::from_secs(app.limits.request_seconds));
    Router::new()
        .nest("/api/v1", api)
        .merge(health::routes())
        .merge(reference::routes())
        .merge(crate::pages::routes())
        .method_not_allowed_fallback(method_not_allowed)
        .layer(in_time)
        .layer(CatchPanicLayer::custom(|_| error::internal().into_response()))
        .layer(from_fn_with_state(Arc::clone(&app), observe))
        .with_state(app)
}

/// Counts and logs a request: its path, never its query or headers, where tokens travel.
async fn observe(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let level_debug = tracing::enabled!(tracing::Level::DEBUG);
    let line = level_debug.then(|| (request.method().clone(), request.uri().path().to_owned()));
    let response = next.run(request).await;
    let response = match response.status() {
        // The layer that keeps time answers without words.
        StatusCode::REQUEST_TIMEOUT => ApiError(Problem::new(
            ProblemKind::TooSlow,
            "The request did not arrive and get answered in time: send less at once, or try again.",
        ))
        .into_response(),
        // Axum found the address unreadable before any handler saw it.
        StatusCode::BAD_REQUEST if is_plain(&response) => query::bad_address(
            "The address cannot be read: slugs are lower-case letters, digits and hyphens, everything else UTF-8.",
        )
        .into_response(),
        _ => response,
    };
    app.metrics.request(response.status().as_u16());
    if let Some((method, path)) = line {
        tracing::debug!(%method, path, status = response.status().as_u16(), "request");
    }
    response
}

fn is_plain(response: &Response) -> bool {
    response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"))
}

async fn method_not_allowed() -> ApiError {
    ApiError(Problem::new(ProblemKind::MethodNotAllowed, "This address exists but takes other methods: see /docs."))
}
