//! `GET/PUT/DELETE /{kind}/{slug}`, `GET /{kind}`, `GET /{kind}/{slug}/history`: one set of operations for every kind.

use super::ApiError;
use super::auth::{Reader, Writer};
use super::body::{DocumentBody, JsonBody};
use super::changes::ChangeItem;
use super::error::{not_found, unreadable};
use super::query::Query;
use crate::app::App;
use crate::commands::{Precondition, delete_document, document_json, put_document, restore_document};
use crate::store::StoredDocument;
use axum::Json;
use axum::Router;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::header::{ETAG, IF_MATCH, IF_NONE_MATCH};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post, put};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::Arc;
use tandem_shared::document::Kind;
use tandem_shared::{Problem, ProblemKind};

/// Documents or versions on one page, unless asked for fewer.
const PAGE: usize = 200;

/// The routes of a kind. A board's own address answers with its view, so its document stands one step below.
pub(super) fn routes(kind: Kind) -> Router<Arc<App>> {
    let one = format!("/{}/{{slug}}", kind.plural());
    let write =
        put(
            move |app: State<Arc<App>>,
                  writer: Writer,
                  slug: Path<String>,
                  precondition: IfMatch,
                  body: DocumentBody| async move { put_one(kind, app, writer, slug, precondition, body).await },
        )
        .delete(
            move |app: State<Arc<App>>, writer: Writer, slug: Path<String>, precondition: IfMatch| async move {
                delete_one(kind, app, writer, slug, precondition).await
            },
        );
    let read: MethodRouter<Arc<App>> =
        get(move |app: State<Arc<App>>, reader: Reader, slug: Path<String>| async move {
            show(kind, app, reader, slug).await
        });
    let history =
        get(move |app: State<Arc<App>>, reader: Reader, slug: Path<String>, page: Query<HistoryQuery>| async move {
            history(kind, app, reader, slug, page).await
        });
    let restore = post(
        move |app: State<Arc<App>>,
              writer: Writer,
              slug: Path<String>,
              precondition: IfMatch,
              version: JsonBody<Version>| async move {
            restore(kind, app, writer, slug, precondition, version).await
        },
    );
    let router = Router::new().route(&format!("{one}/history"), history).route(&format!("{one}/restore"), restore);
    if kind == Kind::Board {
        return router.route(&one, write).route(&format!("{one}/document"), read);
    }
    let list = get(move |app: State<Arc<App>>, reader: Reader, page: Query<ListQuery>| async move {
        list(kind, app, reader, page).await
    });
    router.route(&one, write.merge(read)).route(&format!("/{}", kind.plural()), list)
}

/// `If-Match` and `If-None-Match` of a write.
pub(super) struct IfMatch(pub(super) Precondition);

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let text = |name| parts.headers.get(name).map(|value: &HeaderValue| value.to_str().unwrap_or_default());
        let if_match = text(IF_MATCH)
            .map(|tag| {
                let revision = tag.trim().trim_start_matches("W/").trim_matches('"').parse();
                let detail = "If-Match: send the ETag of the document as it came, such as \"3\".";
                revision.map_err(|_| ApiError(Problem::new(ProblemKind::BadHeader, detail)))
            })
            .transpose()?;
        Ok(Self(Precondition { if_match, only_new: text(IF_NONE_MATCH) == Some("*") }))
    }
}

/// A document with its `ETag`.
pub(super) fn document_response(status: StatusCode, document: &StoredDocument) -> Response {
    tagged(status, document.revision, &document_json(document))
}

fn tagged(status: StatusCode, revision: u64, body: &Value) -> Response {
    let mut response = (status, Json(body)).into_response();
    if let Ok(etag) = HeaderValue::from_str(&format!("\"{revision}\"")) {
        response.headers_mut().insert(ETAG, etag);
    }
    response
}

async fn show(
    kind: Kind,
    State(app): State<Arc<App>>,
    reader: Reader,
    Path(slug): Path<String>,
) -> Result<Response, ApiError> {
    let world = app.read_world();
    let document = world.document(kind, &slug).filter(|document| !document.archived);
    let document = document.ok_or_else(|| not_found(kind.name(), &slug))?;
    let body = reader.shown(kind, document_json(document));
    Ok(tagged(StatusCode::OK, document.revision, &body))
}

/// Which page of a list.
#[derive(Deserialize)]
struct ListQuery {
    after: Option<String>,
    limit: Option<usize>,
}

/// A page of a list.
#[derive(Serialize)]
struct Page<T, C> {
    items: Vec<T>,
    next: Option<C>,
}

async fn list(
    kind: Kind,
    State(app): State<Arc<App>>,
    reader: Reader,
    Query(query): Query<ListQuery>,
) -> Result<Response, ApiError> {
    let limit = query.limit.unwrap_or(PAGE).clamp(1, PAGE);
    let world = app.read_world();
    let mut documents = world.documents(kind, query.after.as_deref().unwrap_or_default());
    let page: Vec<&StoredDocument> = documents.by_ref().take(limit).collect();
    let next = documents.next().and(page.last()).map(|document| document.slug.clone());
    let items: Vec<Value> = page.into_iter().map(|document| reader.shown(kind, document_json(document))).collect();
    Ok(Json(Page { items, next }).into_response())
}

async fn put_one(
    kind: Kind,
    State(app): State<Arc<App>>,
    Writer(actor): Writer,
    Path(slug): Path<String>,
    IfMatch(precondition): IfMatch,
    DocumentBody(body): DocumentBody,
) -> Result<Response, ApiError> {
    let put = put_document(&app, &actor, kind, &slug, precondition, body).await?;
    let status = if put.created { StatusCode::CREATED } else { StatusCode::OK };
    Ok(document_response(status, &put.document))
}

async fn delete_one(
    kind: Kind,
    State(app): State<Arc<App>>,
    Writer(actor): Writer,
    Path(slug): Path<String>,
    IfMatch(precondition): IfMatch,
) -> Result<StatusCode, ApiError> {
    delete_document(&app, &actor, kind, &slug, precondition).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Which version to bring back.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Version {
    revision: u64,
}

async fn restore(
    kind: Kind,
    State(app): State<Arc<App>>,
    Writer(actor): Writer,
    Path(slug): Path<String>,
    IfMatch(precondition): IfMatch,
    JsonBody(version): JsonBody<Version>,
) -> Result<Response, ApiError> {
    let put = restore_document(&app, &actor, kind, &slug, version.revision, precondition).await?;
    Ok(document_response(StatusCode::OK, &put.document))
}

/// Which versions.
#[derive(Deserialize)]
struct HistoryQuery {
    before: Option<u64>,
    limit: Option<usize>,
}

async fn history(
    kind: Kind,
    State(app): State<Arc<App>>,
    reader: Reader,
    Path(slug): Path<String>,
    Query(query): Query<HistoryQuery>,
) -> Result<Response, ApiError> {
    if app.read_world().document(kind, &slug).is_none() {
        return Err(not_found(kind.name(), &slug));
    }
    let limit = query.limit.unwrap_or(PAGE).clamp(1, PAGE);
    let mut versions = app.store.history(kind, &slug, query.before, limit + 1).await.map_err(unreadable)?;
    let more = versions.len() > limit;
    versions.truncate(limit);
    let next = versions.last().filter(|_| more).and_then(|change| change.revision);
    let world = app.read_world();
    let items: Vec<ChangeItem> = versions.into_iter().map(|change| ChangeItem::new(&world, &reader, change)).collect();
    Ok(Json(Page { items, next }).into_response())
}
