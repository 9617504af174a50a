//! [`ApiError`]: a problem as a response.

use axum::http::header::{CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use tandem_shared::{Problem, ProblemKind};

/// A problem, on its way out as `application/problem+json`.
#[derive(Debug)]
pub(crate) struct ApiError(pub(crate) Problem);

impl From<Problem> for ApiError {
    fn from(problem: Problem) -> Self {
        Self(problem)
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, serde_json::to_vec(&self.0).unwrap_or_default()).into_response();
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// There is no such thing.
pub(crate) fn not_found(what: &str, slug: &str) -> ApiError {
    let slug: String = slug.chars().take(80).collect();
    ApiError(Problem::new(ProblemKind::NotFound, format!("There is no {what} \"{slug}\".")))
}

/// A fault of ours; what happened is in the log, not in the answer.
pub(crate) fn internal() -> ApiError {
    ApiError(Problem::new(
        ProblemKind::Internal,
        "Something failed inside Tandem; its log says what. Nothing half-done was kept.",
    ))
}

/// A read from the store that failed.
pub(crate) fn unreadable(error: anyhow::Error) -> ApiError {
    tracing::error!(%error, "the store could not be read");
    internal()
}
