//! `POST /values`

use super::auth::Writer;
use super::body::{BodyType, body_type, read_body, wrong_type};
use super::{ApiError, openapi};
use crate::app::App;
use crate::commands::{Accepted, NewValue, field_problem, json_problem, push_values};
use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use serde::Deserialize;
use std::sync::Arc;
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
        BodyType::Json if is_array(&bytes) => (json::<Vec<NewValue>>(&bytes)?, true),
        BodyType::Json => (vec![json(&bytes)?], false),
        BodyType::Form => (vec![form(&bytes)?], false),
    };
    Ok(Json(push_values(&app, &actor, values, many).await?))
}

fn is_array(bytes: &[u8]) -> bool {
    bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[')
}

/// Reads JSON; only if that fails, again, to find out where.
fn json<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, ApiError> {
    serde_json::from_slice(bytes).map_err(|error| {
        let mut reader = serde_json::Deserializer::from_slice(bytes);
        let found = serde_path_to_error::deserialize::<_, T>(&mut reader).err();
        ApiError(found.map_or_else(|| json_problem(&error), |found| field_problem(&found)))
    })
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
