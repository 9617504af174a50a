//! `GET /boards/{slug}/goals`, `POST /boards/{slug}/goals`

use super::ApiError;
use super::auth::{Reader, Writer};
use super::boards::{PeriodQuery, no_view, unless_known};
use super::body::DocumentBody;
use super::documents::document_response;
use super::query::{self, Query};
use crate::app::App;
use crate::commands::add_goal;
use crate::views::goals_view;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use std::hash::{DefaultHasher, Hasher};
use std::sync::Arc;
use tandem_shared::Problem;
use tandem_shared::document::Goal;
use tandem_shared::view::GoalsView;

/// The goals beside a board.
///
/// Those that touch the period, each with every figure and verdict of its own period, ready to draw. With
/// `If-None-Match` unchanged goals cost an empty 304.
#[utoipa::path(
    get, path = "/boards/{slug}/goals", tag = "Boards", params(("slug" = String, Path, description = "Slug of the board"), PeriodQuery),
    responses((status = 200, body = GoalsView), (status = 304, description = "Unchanged"), (status = "4XX", body = Problem, content_type = "application/problem+json")),
)]
pub(super) async fn show(
    State(app): State<Arc<App>>,
    _: Reader,
    Path(slug): Path<String>,
    Query(query): Query<PeriodQuery>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let period = query::period(query.period.as_deref())?;
    let view = goals_view(&app.read_world(), app.clock.now(), &slug, period);
    let view = view.ok_or_else(|| no_view(&app, &slug, period))?;
    Ok(unless_known(&headers, &etag(&view), || Json(&view).into_response()))
}

/// The same figures have the same tag, whenever they were worked out.
fn etag(view: &GoalsView) -> String {
    let timeless = GoalsView { as_of: String::new(), ..view.clone() };
    let mut hasher = DefaultHasher::new();
    hasher.write(&serde_json::to_vec(&timeless).unwrap_or_default());
    format!("\"{:016x}\"", hasher.finish())
}

/// A new goal, at the end of the board's.
///
/// Its slug is made of its name. Change and archive it at `/goals/{slug}`; the order is that of the board's document.
#[utoipa::path(
    post, path = "/boards/{slug}/goals", tag = "Boards", request_body = Goal, params(("slug" = String, Path, description = "Slug of the board")),
    responses((status = 201, body = Goal), (status = "4XX", body = Problem, content_type = "application/problem+json")),
    security(("token" = [])),
)]
pub(super) async fn add(
    State(app): State<Arc<App>>,
    Writer(actor): Writer,
    Path(slug): Path<String>,
    DocumentBody(body): DocumentBody,
) -> Result<Response, ApiError> {
    let put = add_goal(&app, &actor, &slug, body).await?;
    Ok(document_response(StatusCode::CREATED, &put.document))
}
