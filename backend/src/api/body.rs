//! Reading bodies: within bounds, of a known type, with faults a person can find.

use super::ApiError;
use crate::app::App;
use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use tandem_shared::{FieldError, Problem, ProblemKind};

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

/// The problem of JSON that cannot be read: half of it, or a number like 1e400.
pub(crate) fn json_problem(error: &serde_json::Error) -> Problem {
    Problem::new(ProblemKind::MalformedBody, format!("This is not JSON that can be read: {error}."))
}

/// The problem of JSON in which a field is wrong, with a pointer to it.
pub(crate) fn field_problem(error: &serde_path_to_error::Error<serde_json::Error>) -> Problem {
    if error.inner().is_syntax() || error.inner().is_eof() {
        return json_problem(error.inner());
    }
    let mut pointer = String::new();
    for segment in error.path() {
        use serde_path_to_error::Segment::{Enum, Map, Seq, Unknown};
        match segment {
            Seq { index } => pointer.push_str(&format!("/{index}")),
            Map { key } => pointer.push_str(&format!("/{}", key.replace('~', "~0").replace('/', "~1"))),
            Enum { .. } | Unknown => {}
        }
    }
    // The pointer says where; serde's line and column would only repeat it.
    let detail = error.inner().to_string();
    let detail = detail.split(" at line ").next().unwrap_or_default();
    // What Rust calls a struct, people call an object.
    let detail = match detail.split_once(", expected struct ") {
        Some((found, _)) => format!("{found}, expected an object"),
        None => detail.to_owned(),
    };
    Problem::invalid(vec![FieldError { pointer, detail }])
}

/// The fields of a JSON object, as they were sent.
pub(crate) type Fields = BTreeMap<String, Box<RawValue>>;

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
        serde_json::from_slice::<OnceEach>(&bytes)
            .map(|fields| Self(fields.0))
            .map_err(|error| ApiError(json_problem(&error)))
    }
}

/// An object that names no field twice: which of the two was meant, nobody knows.
struct OnceEach(Fields);

impl<'de> Deserialize<'de> for OnceEach {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = OnceEach;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<OnceEach, A::Error> {
                let mut fields = Fields::new();
                while let Some((name, value)) = map.next_entry::<String, Box<RawValue>>()? {
                    if fields.contains_key(&name) {
                        return Err(A::Error::custom(format_args!("duplicate field `{name}`")));
                    }
                    fields.insert(name, value);
                }
                Ok(OnceEach(fields))
            }
        }
        deserializer.deserialize_map(Reader)
    }
}
