//! `GET /templates`, `POST /templates/{name}`

use super::ApiError;
use super::auth::{Reader, Writer};
use super::body::DocumentBody;
use super::documents::document_response;
use crate::app::App;
use crate::commands::{NewBoard, use_template};
use crate::templates::{Language, Template};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use std::sync::Arc;
use tandem_shared::Problem;
use tandem_shared::document::Board;
use tandem_shared::view::{TemplateView, TemplateViews};

/// The templates for boards, in the reader's language (English or German).
#[utoipa::path(
    get, path = "/templates", tag = "Boards",
    responses((status = 200, body = TemplateViews), (status = "4XX", body = Problem, content_type = "application/problem+json")),
)]
pub(super) async fn list(_: Reader, headers: HeaderMap) -> Json<TemplateViews> {
    let language = language(&headers);
    let view = |template: &Template| TemplateView {
        name: template.name.to_owned(),
        title: template.title(language),
        about: template.about(language),
    };
    Json(TemplateViews { items: Template::ALL.iter().map(view).collect(), next: None })
}

/// Make a board of a template, with every KPI it needs that is not there yet.
///
/// All of it or nothing. Their owners are the team of sales and the team of marketing; KPIs that are there stay as they are.
#[utoipa::path(
    post, path = "/templates/{name}", tag = "Boards", request_body = NewBoard,
    params(("name" = String, Path, description = "Name of the template")),
    responses((status = 201, body = Board), (status = "4XX", body = Problem, content_type = "application/problem+json")),
    security(("token" = [])),
)]
pub(super) async fn make(
    State(app): State<Arc<App>>,
    Writer(actor): Writer,
    Path(name): Path<String>,
    headers: HeaderMap,
    DocumentBody(body): DocumentBody,
) -> Result<Response, ApiError> {
    let made = use_template(&app, &actor, &name, &body, language(&headers)).await?;
    Ok(document_response(StatusCode::CREATED, &made))
}

/// The language a browser prefers, as far as templates are written in it.
fn language(headers: &HeaderMap) -> Language {
    let preferred = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if preferred.trim_start().to_ascii_lowercase().starts_with("de") { Language::German } else { Language::English }
}
