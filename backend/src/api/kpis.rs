//! What belongs to one KPI: history, targets, feeds.

use super::auth::{Reader, Writer};
use super::body::DocumentBody;
use super::documents::{IfMatch, document_response};
use super::error::not_found;
use super::query::{self, Query, bad_address};
use super::{ApiError, openapi};
use crate::app::App;
use crate::calendar::{Span, day_of};
use crate::commands::{
    Accepted, NewAcknowledgement, NewFigure, acknowledge, asked, delete_document, put_target, set_figure,
};
use crate::views::{Bucket, Draft, Frame, feeds_view, series_view, target_preview, target_versions};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use jiff::ToSpan;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::Error as ValueError;
use serde_json::value::to_raw_value;
use std::sync::Arc;
use tandem_shared::document::{Curve, Kind, Target};
use tandem_shared::view::{Feeds, SeriesView, TargetPreview, TargetVersions};
use tandem_shared::{Elapsed, Period, Problem, Quantity};

/// Most buckets of one answer: days of eleven years.
const BUCKETS_MAX: i32 = 4_018;

/// Which history.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct SeriesQuery {
    /// How it is divided; by month, if not given.
    bucket: Option<Bucket>,
    /// First day; a year before the last, if not given.
    from: Option<String>,
    /// Last day; today, if not given.
    to: Option<String>,
}

/// The history of a KPI.
///
/// Buckets that touch the days `from` to `to` (both included), each with its figure, target and verdict.
#[utoipa::path(
    get, path = "/kpis/{slug}/series", tag = "KPIs", params(("slug" = String, Path, description = "Slug of the KPI"), SeriesQuery),
    responses((status = 200, body = SeriesView), (status = "4XX", body = Problem, content_type = "application/problem+json")),
)]
pub(super) async fn series(
    State(app): State<Arc<App>>,
    _: Reader,
    Path(slug): Path<String>,
    Query(query): Query<SeriesQuery>,
) -> Result<Json<SeriesView>, ApiError> {
    read_series(&app, &slug, &query).map(Json)
}

/// The history of a KPI as CSV, for a spreadsheet.
#[utoipa::path(
    get, path = "/kpis/{slug}/series.csv", tag = "KPIs", params(("slug" = String, Path, description = "Slug of the KPI"), SeriesQuery),
    responses((status = 200, content_type = "text/csv", body = String), (status = "4XX", body = Problem, content_type = "application/problem+json")),
)]
pub(super) async fn series_csv(
    State(app): State<Arc<App>>,
    _: Reader,
    Path(slug): Path<String>,
    Query(query): Query<SeriesQuery>,
) -> Result<Response, ApiError> {
    let series = read_series(&app, &slug, &query)?;
    let number = |quantity: Option<Quantity>| quantity.map(|quantity| quantity.to_string()).unwrap_or_default();
    let mut csv = String::from("from,to,value,numerator,denominator,target,year_ago\r\n");
    for point in &series.points {
        let numbers =
            [point.value, point.numerator, point.denominator, point.target, point.year_ago].map(number).join(",");
        csv.push_str(&format!("{},{},{numbers}\r\n", point.from, point.to));
    }
    let name = format!("attachment; filename=\"{slug}.csv\"");
    Ok(([(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, name)], csv).into_response())
}

fn read_series(app: &App, slug: &str, query: &SeriesQuery) -> Result<SeriesView, ApiError> {
    let world = app.read_world();
    let state = world.any_kpi(slug).ok_or_else(|| not_found("KPI", slug))?;
    let now = app.clock.now();
    let last = query::date("to", query.to.as_deref())?.map_or_else(|| world.calendar().day_at(now), day_of);
    let first = match query::date("from", query.from.as_deref())? {
        Some(date) => day_of(date),
        None => day_of(crate::calendar::date_of(last).saturating_sub(1.year())) + 1,
    };
    if first > last {
        return Err(bad_address("\"from\" lies after \"to\"."));
    }
    let bucket = query.bucket.unwrap_or(Bucket::Month);
    if (last - first) / bucket.days() >= BUCKETS_MAX {
        return Err(bad_address(format!(
            "That would be more than {BUCKETS_MAX} buckets: ask for fewer days or larger buckets."
        )));
    }
    Ok(series_view(&world, now, state, bucket, Span { from: first, to: last + 1 }))
}

/// Every version of every target of a KPI, the newest first.
#[utoipa::path(
    get, path = "/kpis/{slug}/targets", tag = "KPIs", params(("slug" = String, Path, description = "Slug of the KPI")),
    responses((status = 200, body = TargetVersions), (status = "4XX", body = Problem, content_type = "application/problem+json")),
)]
pub(super) async fn targets(
    State(app): State<Arc<App>>,
    _: Reader,
    Path(slug): Path<String>,
) -> Result<Json<TargetVersions>, ApiError> {
    let world = app.read_world();
    let state = world.any_kpi(&slug).ok_or_else(|| not_found("KPI", &slug))?;
    Ok(Json(target_versions(&world, state)))
}

/// Who sends the measurements of a KPI, the newest first.
#[utoipa::path(
    get, path = "/kpis/{slug}/feeds", tag = "KPIs", params(("slug" = String, Path, description = "Slug of the KPI")),
    responses((status = 200, body = Feeds), (status = "4XX", body = Problem, content_type = "application/problem+json")),
)]
pub(super) async fn feeds(
    State(app): State<Arc<App>>,
    _: Reader,
    Path(slug): Path<String>,
) -> Result<Json<Feeds>, ApiError> {
    let world = app.read_world();
    let state = world.any_kpi(&slug).ok_or_else(|| not_found("KPI", &slug))?;
    Ok(Json(feeds_view(&world, state)))
}

/// Which team's target; the joint one, if not given.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct TeamQuery {
    /// Slug of the team.
    team: Option<String>,
}

/// The target of a KPI and period as it stands.
#[utoipa::path(
    get, path = "/kpis/{slug}/targets/{period}", tag = "KPIs",
    params(("slug" = String, Path, description = "Slug of the KPI"), ("period" = String, Path, description = "Such as 2026-Q4"), TeamQuery),
    responses((status = 200, body = Target), (status = "4XX", body = Problem, content_type = "application/problem+json")),
)]
pub(super) async fn target(
    State(app): State<Arc<App>>,
    _: Reader,
    Path((slug, period)): Path<(String, String)>,
    Query(query): Query<TeamQuery>,
) -> Result<Response, ApiError> {
    let slug = Target::slug(&slug, &period, query.team.as_deref());
    let world = app.read_world();
    let document = world.document(Kind::Target, &slug).filter(|document| !document.archived);
    Ok(document_response(StatusCode::OK, document.ok_or_else(|| not_found("target", &slug))?))
}

/// Agree on a target: a new version, with a reason.
///
/// What was in force before stays in the history. A first version needs no `If-Match`, a later one does.
#[utoipa::path(
    put, path = "/kpis/{slug}/targets/{period}", tag = "KPIs", request_body = openapi::TargetBody,
    params(("If-Match" = Option<String>, Header, description = "The ETag of the target that is changed; none for a first one"),
        ("slug" = String, Path, description = "Slug of the KPI"), ("period" = String, Path, description = "Such as 2026-Q4"), TeamQuery),
    responses((status = 200, body = Target), (status = 201, body = Target), (status = "4XX", body = Problem, content_type = "application/problem+json")),
    security(("token" = [])),
)]
pub(super) async fn set_target(
    State(app): State<Arc<App>>,
    Writer(actor): Writer,
    Path((slug, period)): Path<(String, String)>,
    Query(query): Query<TeamQuery>,
    IfMatch(precondition): IfMatch,
    DocumentBody(mut body): DocumentBody,
) -> Result<Response, ApiError> {
    // Named in the address as when it is read, or in the body.
    if let Some(team) = query.team.and_then(|team| to_raw_value(&team).ok()) {
        body.entry("team".to_owned()).or_insert(team);
    }
    let put = put_target(&app, &actor, &slug, &period, precondition, body).await?;
    let status = if put.created { StatusCode::CREATED } else { StatusCode::OK };
    Ok(document_response(status, &put.document))
}

/// Take a target back; its history stays.
#[utoipa::path(
    delete, path = "/kpis/{slug}/targets/{period}", tag = "KPIs",
    params(("If-Match" = Option<String>, Header, description = "The ETag of the target that is taken back"),
        ("slug" = String, Path, description = "Slug of the KPI"), ("period" = String, Path, description = "Such as 2026-Q4"), TeamQuery),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")),
    security(("token" = [])),
)]
pub(super) async fn remove_target(
    State(app): State<Arc<App>>,
    Writer(actor): Writer,
    Path((slug, period)): Path<(String, String)>,
    Query(query): Query<TeamQuery>,
    IfMatch(precondition): IfMatch,
) -> Result<StatusCode, ApiError> {
    let slug = Target::slug(&slug, &period, query.team.as_deref());
    delete_document(&app, &actor, Kind::Target, &slug, precondition).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A target as it might be.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct DraftQuery {
    /// Slug of the team it is for; the joint one, if not given.
    team: Option<String>,
    /// Its value; as it stands, if not given.
    value: Option<String>,
    /// How it falls due: `calendar_days`, `working_days` or weights such as `1,1,2`; as it stands, if not given.
    curve: Option<String>,
    /// The day from which it counts.
    from: Option<String>,
}

/// What a change of a target would do: who would be asked, and the verdict before and after.
#[utoipa::path(
    get, path = "/kpis/{slug}/targets/{period}/preview", tag = "KPIs",
    params(("slug" = String, Path, description = "Slug of the KPI"), ("period" = String, Path, description = "Such as 2026-Q4"), DraftQuery),
    responses((status = 200, body = TargetPreview), (status = "4XX", body = Problem, content_type = "application/problem+json")),
    security(("token" = [])),
)]
pub(super) async fn preview_target(
    State(app): State<Arc<App>>,
    Writer(actor): Writer,
    Path((slug, period)): Path<(String, String)>,
    Query(query): Query<DraftQuery>,
) -> Result<Json<TargetPreview>, ApiError> {
    actor.check_read()?;
    let world = app.read_world();
    let state = world.kpi(&slug).ok_or_else(|| not_found("KPI", &slug))?;
    let frame = period.parse::<Period>().ok().and_then(|period| Frame::new(&world, app.clock.now(), period));
    let frame = frame.ok_or_else(|| bad_address(format!("The calendar has no period {period}.")))?;
    let value = query.value.as_deref().map(str::parse::<Quantity>).transpose();
    let team = query.team.as_deref();
    let draft = Draft {
        team,
        value: value.map_err(|error| bad_address(format!("value: {error}.")))?,
        curve: query.curve.as_deref().map(read_curve).transpose()?,
        from: query::date("from", query.from.as_deref())?.map(day_of),
        asked: &asked(&world, &actor, &slug, team),
    };
    Ok(Json(target_preview(&frame, state, &draft)))
}

/// A curve as an address says it: as in JSON, without brackets and quotes.
fn read_curve(text: &str) -> Result<Curve, ApiError> {
    let even = Elapsed::deserialize(text.into_deserializer()).map(Curve::Even).map_err(|_: ValueError| ());
    let weights = || text.split(',').map(str::parse).collect::<Result<_, _>>().map(Curve::Weights);
    let curve = even.or_else(|()| weights()).ok().filter(Curve::is_fine);
    curve.ok_or_else(|| bad_address("\"curve\": write calendar_days, working_days, or weights such as 1,1,2."))
}

/// Acknowledge a target, or object to it.
///
/// For a team that was asked. The target counts either way. Answers with every version of every target of the KPI.
#[utoipa::path(
    post, path = "/kpis/{slug}/targets/{period}/acknowledgement", tag = "KPIs", request_body = NewAcknowledgement,
    params(("slug" = String, Path, description = "Slug of the KPI"), ("period" = String, Path, description = "Such as 2026-Q4"), TeamQuery),
    responses((status = 200, body = TargetVersions), (status = "4XX", body = Problem, content_type = "application/problem+json")),
    security(("token" = [])),
)]
pub(super) async fn acknowledge_target(
    State(app): State<Arc<App>>,
    Writer(actor): Writer,
    Path((slug, period)): Path<(String, String)>,
    Query(query): Query<TeamQuery>,
    DocumentBody(body): DocumentBody,
) -> Result<Json<TargetVersions>, ApiError> {
    acknowledge(&app, &actor, &slug, &period, query.team.as_deref(), body).await?;
    let world = app.read_world();
    let state = world.any_kpi(&slug).ok_or_else(|| not_found("KPI", &slug))?;
    Ok(Json(target_versions(&world, state)))
}

/// Type the figure of a running period.
///
/// What is missing to it is measured today: of a sum or ratio the difference, of a level the figure itself.
#[utoipa::path(
    post, path = "/kpis/{slug}/figure", tag = "Values", request_body = NewFigure,
    params(("slug" = String, Path, description = "Slug of the KPI")),
    responses((status = 200, body = Accepted), (status = "4XX", body = Problem, content_type = "application/problem+json")),
    security(("token" = [])),
)]
pub(super) async fn type_figure(
    State(app): State<Arc<App>>,
    Writer(actor): Writer,
    Path(slug): Path<String>,
    DocumentBody(body): DocumentBody,
) -> Result<Json<Accepted>, ApiError> {
    Ok(Json(set_figure(&app, &actor, &slug, body).await?))
}
