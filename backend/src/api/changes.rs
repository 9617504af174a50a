//! `GET /changes`

use super::ApiError;
use super::auth::Reader;
use super::error::unreadable;
use super::query::Query;
use crate::app::App;
use crate::calendar::iso;
use crate::store::{Change, Day, DocumentNo};
use crate::world::World;
use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;
use std::sync::Arc;
use tandem_shared::Problem;
use tandem_shared::document::Kind;

/// Entries on one page, unless asked for fewer.
const PAGE: usize = 200;

/// From where to read.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ChangesQuery {
    /// Entries after this number; from the beginning, if not given.
    since: Option<u64>,
    /// At most this many, up to 200.
    limit: Option<usize>,
}

/// Entries of the change log, oldest first.
#[derive(Serialize, utoipa::ToSchema)]
pub(super) struct Changes {
    items: Vec<ChangeItem>,
    /// The `since` of the next page; null at the end.
    next: Option<u64>,
}

/// An entry of the change log.
#[derive(Serialize, utoipa::ToSchema)]
pub(super) struct ChangeItem {
    /// Its number.
    seq: u64,
    /// When.
    at: String,
    /// Who: `@` and the slug of a person, or the name of a token.
    actor: String,
    /// Who, as people know them.
    by: String,
    /// Kind of the document; `values` for measurements.
    kind: &'static str,
    /// Slug of the document.
    slug: Option<String>,
    /// Id of the document.
    id: Option<String>,
    /// The document's revision after it.
    revision: Option<u64>,
    /// Why.
    reason: Option<String>,
    /// Whether it archived the document.
    archived: bool,
    /// The document's body; of measurements, which days of which KPIs were touched.
    #[schema(value_type = Object)]
    body: Box<RawValue>,
}

impl ChangeItem {
    /// An entry as the API shows it.
    pub(super) fn new(world: &World, reader: &Reader, change: Change) -> Self {
        let at = world.calendar().rfc3339_ms(change.at);
        let body = match change.kind {
            Some(Kind::Person) => {
                reader.shown(Kind::Person, serde_json::from_str(&change.body).unwrap_or_default()).to_string()
            }
            Some(_) => change.body,
            None => named_days(world, &change.body).to_string(),
        };
        Self {
            seq: change.seq,
            at,
            by: world.name_of(&change.actor).to_owned(),
            actor: change.actor,
            kind: change.kind.map_or("values", |kind| kind.name()),
            slug: change.slug,
            id: change.id,
            revision: change.revision,
            reason: change.reason,
            archived: change.archived,
            body: RawValue::from_string(body).unwrap_or_else(|_| RawValue::NULL.to_owned()),
        }
    }
}

/// The touched days of a facts entry, with slugs and dates for the store's numbers.
fn named_days(world: &World, body: &str) -> Value {
    #[derive(Deserialize)]
    struct Touched {
        kpi: DocumentNo,
        days: Vec<Day>,
    }
    let touched: Vec<Touched> = serde_json::from_str(body).unwrap_or_default();
    let named = touched.into_iter().map(|touched| {
        let days: Vec<String> = touched.days.into_iter().map(iso).collect();
        serde_json::json!({ "kpi": world.kpi_slug(touched.kpi), "days": days })
    });
    Value::Array(named.collect())
}

/// The change log: everything that was ever written, by whom, when and why.
#[utoipa::path(
    get, path = "/changes", tag = "Changes", params(ChangesQuery),
    responses((status = 200, body = Changes), (status = "4XX", body = Problem, content_type = "application/problem+json")),
)]
pub(super) async fn list(
    State(app): State<Arc<App>>,
    reader: Reader,
    Query(query): Query<ChangesQuery>,
) -> Result<Json<Changes>, ApiError> {
    let limit = query.limit.unwrap_or(PAGE).clamp(1, PAGE);
    let mut changes = app.store.changes_since(query.since.unwrap_or(0), limit + 1).await.map_err(unreadable)?;
    let more = changes.len() > limit;
    changes.truncate(limit);
    let next = changes.last().filter(|_| more).map(|change| change.seq);
    let world = app.read_world();
    Ok(Json(Changes {
        items: changes.into_iter().map(|change| ChangeItem::new(&world, &reader, change)).collect(),
        next,
    }))
}
