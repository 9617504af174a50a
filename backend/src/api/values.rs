//! `POST /values`, `POST /figures`, `GET /boards/{slug}/values`

use super::auth::{Reader, Writer};
use super::boards::{PeriodQuery, no_view};
use super::body::{BodyType, JsonBody, body_type, read_body, wrong_type};
use super::query::{self, Query};
use super::{ApiError, openapi};
use crate::app::App;
use crate::commands::{Accepted, DayFigure, NewValue, push_values, read_json, set_figures};
use crate::views::value_sheet;
use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use std::sync::Arc;
use tandem_shared::view::ValueSheet;
use tandem_shared::{FieldError, Problem, ProblemKind};

/// Push measurements.
///
/// One measurement or an array of at most 100,000; JSON or a form. Numbers may be strings. Of a ratio, send `numerator`
/// and `denominator`. All of them are stored or none; the answer means: on disk. A measurement with a `key` replaces an
/// earlier one of the same KPI and key, so that a push can be repeated.
#[utoipa::path(
    post, path = "/values", tag = "Values",
    request_body(content((openapi::OneOrMany = "application/json"), (NewValue = "application/x-www-form-urlencoded"))),
    responses((status = 200, body = Accepted), (status = "4XX", body = Problem, content_type = "application/problem+json")),
    security(("token" = [])),
)]
pub(super) async fn push(
    State(app): State<Arc<App>>,
    Writer(actor): Writer,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<Accepted>, ApiError> {
    let kind =
        body_type(&headers).ok_or_else(|| wrong_type("application/json or application/x-www-form-urlencoded"))?;
    let bytes = read_body(&headers, body, app.limits.values_bytes).await?;
    let (values, many) = match kind {
        BodyType::Json if is_array(&bytes) => (read_json::<Vec<NewValue>>(&bytes)?, true),
        BodyType::Json => (vec![read_json(&bytes)?], false),
        BodyType::Form => (vec![form(&bytes)?], false),
    };
    Ok(Json(push_values(&app, &actor, values, many).await?))
}

/// The figures of each day of a month.
///
/// Of every KPI of the board, in the last month that has begun of the period, or of now.
#[utoipa::path(
    get, path = "/boards/{slug}/values", tag = "Values", params(("slug" = String, Path, description = "Slug of the board"), PeriodQuery),
    responses((status = 200, body = ValueSheet), (status = "4XX", body = Problem, content_type = "application/problem+json")),
)]
pub(super) async fn sheet(
    State(app): State<Arc<App>>,
    _: Reader,
    Path(slug): Path<String>,
    Query(query): Query<PeriodQuery>,
) -> Result<Json<ValueSheet>, ApiError> {
    let period = query::period(query.period.as_deref())?;
    let sheet = value_sheet(&app.read_world(), app.clock.now(), &slug, period);
    Ok(Json(sheet.ok_or_else(|| no_view(&app, &slug, period))?))
}

/// Type the figures of many days: all of them or none.
///
/// What is missing to each is measured on its day: of a sum or ratio the difference, else the figure itself. A figure that
/// is there already is not measured again, so that the request can be repeated; one that is no longer what it replaces
/// (`was`) is refused.
#[utoipa::path(
    post, path = "/figures", tag = "Values", request_body = Vec<DayFigure>,
    responses((status = 200, body = Accepted), (status = "4XX", body = Problem, content_type = "application/problem+json")),
    security(("token" = [])),
)]
pub(super) async fn type_figures(
    State(app): State<Arc<App>>,
    Writer(actor): Writer,
    JsonBody(figures): JsonBody<Vec<DayFigure>>,
) -> Result<Json<Accepted>, ApiError> {
    Ok(Json(set_figures(&app, &actor, figures).await?))
}

fn is_array(bytes: &[u8]) -> bool {
    bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[')
}

fn form(bytes: &[u8]) -> Result<NewValue<'_>, ApiError> {
    serde_urlencoded::from_bytes(bytes).map_err(|error| {
        let fault = FieldError { pointer: String::new(), detail: format!("the form cannot be read: {error}") };
        ApiError(Problem {
            errors: vec![fault],
            ..Problem::new(ProblemKind::Invalid, format!("The form cannot be read: {error}."))
        })
    })
}
