//! `GET /boards/{slug}/targets`, `POST /targets`

use super::ApiError;
use super::auth::{Reader, Writer};
use super::boards::{PeriodQuery, no_view};
use super::body::JsonBody;
use super::query::{self, Query};
use crate::app::App;
use crate::commands::{Changed, NewTargets, put_targets};
use crate::views::target_sheet;
use axum::Json;
use axum::extract::{Path, State};
use std::sync::Arc;
use tandem_shared::Problem;
use tandem_shared::view::TargetSheet;

/// The targets of a year.
///
/// Of every KPI of the board, for each month and quarter of the year that the period lies in, and the year itself.
#[utoipa::path(
    get, path = "/boards/{slug}/targets", tag = "KPIs", params(("slug" = String, Path, description = "Slug of the board"), PeriodQuery),
    responses((status = 200, body = TargetSheet), (status = "4XX", body = Problem, content_type = "application/problem+json")),
)]
pub(super) async fn sheet(
    State(app): State<Arc<App>>,
    _: Reader,
    Path(slug): Path<String>,
    Query(query): Query<PeriodQuery>,
) -> Result<Json<TargetSheet>, ApiError> {
    let period = query::period(query.period.as_deref())?;
    let sheet = target_sheet(&app.read_world(), app.clock.now(), &slug, period);
    Ok(Json(sheet.ok_or_else(|| no_view(&app, &slug, period))?))
}

/// Agree on many targets: all of them or none, with one reason.
///
/// Each is checked like a single one, and every fault points to its row. A target that is there is changed by its
/// `revision`; if somebody was faster, 412 names the rows, with the documents as they are now. What a target says already is no
/// change, so that the request can be repeated.
#[utoipa::path(
    post, path = "/targets", tag = "KPIs", request_body = NewTargets,
    responses((status = 200, body = Changed), (status = "4XX", body = Problem, content_type = "application/problem+json")),
    security(("token" = [])),
)]
pub(super) async fn put(
    State(app): State<Arc<App>>,
    Writer(actor): Writer,
    JsonBody(body): JsonBody<NewTargets>,
) -> Result<Json<Changed>, ApiError> {
    Ok(Json(put_targets(&app, &actor, body).await?))
}
