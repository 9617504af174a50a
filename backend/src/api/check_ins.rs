//! `GET /boards/{slug}/agenda`, `POST /boards/{slug}/check-ins`, `GET /boards/{slug}/check-ins.ics`, `GET /cadence`

use super::ApiError;
use super::auth::{Looker, Reader, Writer};
use super::boards::no_view;
use super::body::DocumentBody;
use super::documents::document_response;
use super::error::not_found;
use super::query::Query;
use crate::app::App;
use crate::commands::hold_check_in;
use crate::views::{agenda_view, check_in_calendar, coming as coming_view, win_list};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use std::sync::Arc;
use tandem_shared::Problem;
use tandem_shared::document::{Cadence, CheckIn, NewCheckIn};
use tandem_shared::view::{AgendaView, ComingView, WinList};

/// Which record stands below the agenda.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct RecordQuery {
    /// Slug of a check-in of the board; the last, if not given.
    record: Option<String>,
}

/// The agenda of a board's next check-in.
///
/// What changed since the last one, ready to draw: paces, targets, wins, open actions, goals with what teams last said;
/// and the record of a check-in.
#[utoipa::path(
    get, path = "/boards/{slug}/agenda", tag = "Check-ins", params(("slug" = String, Path, description = "Slug of the board"), RecordQuery),
    responses((status = 200, body = AgendaView), (status = "4XX", body = Problem, content_type = "application/problem+json")),
)]
pub(super) async fn agenda(
    State(app): State<Arc<App>>,
    _: Reader,
    Path(slug): Path<String>,
    Query(query): Query<RecordQuery>,
) -> Result<Json<AgendaView>, ApiError> {
    let (now, record) = (app.clock.now(), query.record.as_deref());
    if let Some(view) = agenda_view(&app.read_world(), now, &slug, record) {
        return Ok(Json(view));
    }
    let world = app.read_world();
    let held = |record: &&str| world.meetings().check_ins(&slug).iter().any(|(held, _)| held == record);
    Err(match record.filter(|record| world.board(&slug).is_some() && !held(record)) {
        Some(record) => not_found("check-in", record),
        None => no_view(&app, &slug, None),
    })
}

/// What a board won in its period: targets reached, goals finished, wins declared, the newest first.
///
/// A win is known by its `key` for good: a figure that falls and rises again wins nothing twice, and a correction wins
/// nothing. The event `goals` of the stream tells of declared ones.
#[utoipa::path(
    get, path = "/boards/{slug}/wins", tag = "Check-ins", params(("slug" = String, Path, description = "Slug of the board")),
    responses((status = 200, body = WinList), (status = "4XX", body = Problem, content_type = "application/problem+json")),
)]
pub(super) async fn wins(
    State(app): State<Arc<App>>,
    looker: Looker,
    Path(slug): Path<String>,
) -> Result<Json<WinList>, ApiError> {
    looker.check(&slug)?;
    let list = win_list(&app.read_world(), app.clock.now(), &slug, looker.sight());
    list.map(Json).ok_or_else(|| no_view(&app, &slug, None))
}

/// Finishes a check-in: writes its record, the actions that were agreed and the wins that were declared, all or nothing.
///
/// The record holds the numbers of this moment and is never changed afterwards. Sent again under the same key, the record
/// that is there is the answer (200).
#[utoipa::path(
    post, path = "/boards/{slug}/check-ins", tag = "Check-ins", request_body = NewCheckIn, params(("slug" = String, Path, description = "Slug of the board")),
    responses((status = 201, body = CheckIn), (status = 200, body = CheckIn, description = "Written before"), (status = "4XX", body = Problem, content_type = "application/problem+json")),
    security(("token" = [])),
)]
pub(super) async fn hold(
    State(app): State<Arc<App>>,
    Writer(actor): Writer,
    Path(slug): Path<String>,
    DocumentBody(body): DocumentBody,
) -> Result<Response, ApiError> {
    let put = hold_check_in(&app, &actor, &slug, body).await?;
    let status = if put.created { StatusCode::CREATED } else { StatusCode::OK };
    Ok(document_response(status, &put.document))
}

/// The check-ins that a cadence would make, before a board has it.
#[utoipa::path(
    get, path = "/cadence", tag = "Check-ins", params(Cadence),
    responses((status = 200, body = ComingView), (status = "4XX", body = Problem, content_type = "application/problem+json")),
)]
pub(super) async fn coming(
    State(app): State<Arc<App>>,
    _: Reader,
    Query(cadence): Query<Cadence>,
) -> Result<Json<ComingView>, ApiError> {
    let view = coming_view(&app.read_world(), app.clock.now(), &cadence);
    Ok(Json(view.map_err(|errors| ApiError(Problem::invalid(errors)))?))
}

/// The check-ins of a board as a calendar, for Outlook and Google: those held, with their record, and those to come.
///
/// Calendars send no headers: a token of the scope `feed` stands in the address, as `?token=…`. It reads this and nothing else.
#[utoipa::path(
    get, path = "/boards/{slug}/check-ins.ics", tag = "Check-ins", params(("slug" = String, Path, description = "Slug of the board")),
    responses((status = 200, content_type = "text/calendar", body = String), (status = "4XX", body = Problem, content_type = "application/problem+json")),
)]
pub(super) async fn calendar(
    State(app): State<Arc<App>>,
    looker: Looker,
    Path(slug): Path<String>,
) -> Result<Response, ApiError> {
    looker.check_subscribe(&slug)?;
    let text = check_in_calendar(&app.read_world(), app.clock.now(), &slug, &app.public_url);
    let text = text.ok_or_else(|| not_found("board", &slug))?;
    Ok(([(CONTENT_TYPE, "text/calendar; charset=utf-8")], text).into_response())
}
