//! `GET /boards`, `GET /boards/{slug}`

use super::ApiError;
use super::auth::{Looker, Reader};
use super::error::not_found;
use super::query::{self, Query};
use crate::app::App;
use crate::views::{Built, board_cards};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use std::sync::Arc;
use tandem_shared::view::{BoardCards, BoardView};
use tandem_shared::{Period, Problem};

/// Which period.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct PeriodQuery {
    /// Such as `2026-Q3`; without one, the period the board opens with.
    pub(super) period: Option<String>,
}

/// Which page of a list, in which period.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct CardsQuery {
    /// Such as `2026-Q3`; without one, the period each board opens with.
    period: Option<String>,
    /// The `next` of the page before.
    after: Option<String>,
}

/// The boards, one card each.
#[utoipa::path(
    get, path = "/boards", tag = "Boards", params(CardsQuery),
    responses((status = 200, body = BoardCards), (status = "4XX", body = Problem, content_type = "application/problem+json")),
)]
pub(super) async fn list(
    State(app): State<Arc<App>>,
    _: Reader,
    Query(query): Query<CardsQuery>,
) -> Result<Json<BoardCards>, ApiError> {
    let period = query::period(query.period.as_deref())?;
    let after = query.after.unwrap_or_default();
    Ok(Json(board_cards(&app.read_world(), app.clock.now(), period, &after)))
}

/// A finished board.
///
/// Every figure, verdict and chart point of one period, ready to draw. `ETag` is the revision; with `If-None-Match` an
/// unchanged board costs an empty 304.
#[utoipa::path(
    get, path = "/boards/{slug}", tag = "Boards", params(("slug" = String, Path, description = "Slug of the board"), PeriodQuery),
    responses((status = 200, body = BoardView), (status = 304, description = "Unchanged"), (status = "4XX", body = Problem, content_type = "application/problem+json")),
)]
pub(super) async fn show(
    State(app): State<Arc<App>>,
    looker: Looker,
    Path(slug): Path<String>,
    Query(query): Query<PeriodQuery>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    looker.check(&slug)?;
    let period = query::period(query.period.as_deref())?;
    let built = app.view(&slug, period).ok_or_else(|| no_view(&app, &slug, period))?;
    Ok(respond(built.seen(looker.sight()), &headers))
}

/// Why a board cannot be shown in a period.
pub(crate) fn no_view(app: &App, slug: &str, period: Option<Period>) -> ApiError {
    match (app.read_world().board(slug), period) {
        (Some(_), Some(period)) => query::bad_address(format!("The calendar has no period {period}.")),
        (Some(_), None) => {
            query::bad_address("The calendar's table of fiscal periods does not reach today: add a year to it.")
        }
        (None, _) => not_found("board", slug),
    }
}

/// A built board in the best form its reader takes, or 304.
fn respond(built: &Built, headers: &HeaderMap) -> Response {
    let etag = format!("\"{}\"", built.view.revision);
    unless_known(headers, &etag, || {
        let takes = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let (body, encoding) = match () {
            () if takes.contains("br") => (built.brotli(), Some("br")),
            () if takes.contains("gzip") => (built.gzip(), Some("gzip")),
            () => (built.json().clone(), None),
        };
        let mut response = body.into_response();
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        if let Some(encoding) = encoding {
            response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    })
}

/// A text made for one reader, in brotli if they take it.
pub(crate) fn compressed(headers: &HeaderMap, text: String) -> Response {
    if !headers.get(ACCEPT_ENCODING).is_some_and(|value| value.as_bytes().windows(2).any(|two| two == b"br")) {
        return text.into_response();
    }
    let mut response = crate::views::brotli(text.as_bytes()).into_response();
    response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static("br"));
    response
}

/// Whether a reader has what is under this `ETag`.
pub(crate) fn knows(headers: &HeaderMap, etag: &str) -> bool {
    let known = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    known.is_some_and(|known| known.split(',').any(|tag| tag.trim().trim_start_matches("W/") == etag))
}

/// An answer under its `ETag`, or 304 for a reader who has it.
pub(crate) fn unless_known(headers: &HeaderMap, etag: &str, answer: impl FnOnce() -> Response) -> Response {
    let mut response = if knows(headers, etag) { StatusCode::NOT_MODIFIED.into_response() } else { answer() };
    if let Ok(etag) = HeaderValue::from_str(etag) {
        response.headers_mut().insert(ETAG, etag);
    }
    response
}
