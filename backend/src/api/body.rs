//! Reading bodies: within bounds, of a known type, with faults a person can find.

use super::ApiError;
use crate::app::App;
use crate::commands::{Fields, read_fields, read_json};
use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use std::sync::Arc;
use tandem_shared::{Problem, ProblemKind};

/// A body too large is read on and thrown away up to this size, so that its sender gets to read the answer.
const DISCARD_MAX: usize = 64 << 20;

/// The types of bodies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyType {
    Json,
    Form,
}

/// The type a request says its body has.
pub(crate) fn body_type(headers: &HeaderMap) -> Option<BodyType> {
    let text = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    match text.split(';').next()?.trim().to_ascii_lowercase().as_str() {
        "application/json" => Some(BodyType::Json),
        "application/x-www-form-urlencoded" => Some(BodyType::Form),
        _ => None,
    }
}

/// The problem of a body of a type that is not taken.
pub(crate) fn wrong_type(taken: &str) -> ApiError {
    ApiError(Problem::new(ProblemKind::UnsupportedMediaType, format!("Send {taken}, and say so in Content-Type.")))
}

/// Reads a body of at most `limit` bytes.
pub(crate) async fn read_body(headers: &HeaderMap, body: Body, limit: usize) -> Result<Bytes, ApiError> {
    let announced = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    let mut stream = body.into_data_stream();
    let (mut kept, mut size) = (BytesMut::with_capacity(announced.unwrap_or(0).min(limit)), 0);
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|_| malformed("The connection ended before the body did."))?;
        size += chunk.len();
        if size <= limit {
            kept.extend_from_slice(&chunk);
        } else if size > DISCARD_MAX {
            break;
        } else {
            kept = BytesMut::new();
        }
    }
    if size <= limit {
        return Ok(kept.freeze());
    }
    let detail = format!("The body is larger than the {} MiB taken here: send it in several requests.", limit >> 20);
    Err(ApiError(Problem::new(ProblemKind::TooLarge, detail)))
}

fn malformed(detail: impl Into<String>) -> ApiError {
    ApiError(Problem::new(ProblemKind::MalformedBody, detail))
}

/// A JSON body of a fixed shape.
pub(crate) struct JsonBody<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<Arc<App>> for JsonBody<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, ApiError> {
        let (parts, body) = request.into_parts();
        if body_type(&parts.headers) != Some(BodyType::Json) {
            return Err(wrong_type("application/json"));
        }
        let bytes = read_body(&parts.headers, body, app.limits.document_bytes).await?;
        Ok(Self(read_json(&bytes)?))
    }
}

/// A JSON body of a document.
pub(crate) struct DocumentBody(pub(crate) Fields);

impl FromRequest<Arc<App>> for DocumentBody {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, ApiError> {
        let (parts, body) = request.into_parts();
        if body_type(&parts.headers) != Some(BodyType::Json) {
            return Err(wrong_type("application/json"));
        }
        let bytes = read_body(&parts.headers, body, app.limits.document_bytes).await?;
        Ok(Self(read_fields(&bytes)?))
    }
}
