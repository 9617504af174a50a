//! [`Problem`]: what went wrong, for machines and people (RFC 9457).

use serde::Serialize;

/// The sorts of problems; each has a stable `type` and HTTP status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// 400: not JSON, or not the JSON this call takes.
    MalformedBody,
    /// 400: an address with a part or parameter that cannot be.
    BadAddress,
    /// 400: a header that cannot be read.
    BadHeader,
    /// 401: no token, or an unknown one.
    Unauthorized,
    /// 403: known, but not allowed.
    Forbidden,
    /// 404.
    NotFound,
    /// 405.
    MethodNotAllowed,
    /// 408: the request did not arrive in time.
    TooSlow,
    /// 409: the request contradicts what is stored.
    Conflict,
    /// 412: the document changed since it was read.
    StaleRevision,
    /// 413: a body or a list above its limit.
    TooLarge,
    /// 415.
    UnsupportedMediaType,
    /// 422: understood, but against the rules; `errors` names every field.
    Invalid,
    /// 428: a change of an existing document needs `If-Match`.
    RevisionRequired,
    /// 503: too many streams, or shutting down.
    Busy,
    /// 507: nothing could be written.
    StorageFull,
    /// 500: a fault of ours.
    Internal,
}

impl ProblemKind {
    /// The HTTP status, the `type`, and the title.
    #[must_use]
    pub fn facts(self) -> (u16, &'static str, &'static str) {
        match self {
            Self::MalformedBody => (400, "urn:tandem:problem:malformed-body", "The body cannot be read"),
            Self::BadAddress => (400, "urn:tandem:problem:bad-address", "The address cannot be read"),
            Self::BadHeader => (400, "urn:tandem:problem:bad-header", "A header cannot be read"),
            Self::Unauthorized => (401, "urn:tandem:problem:unauthorized", "A token is needed"),
            Self::Forbidden => (403, "urn:tandem:problem:forbidden", "Not allowed"),
            Self::NotFound => (404, "urn:tandem:problem:not-found", "Not found"),
            Self::MethodNotAllowed => {
                (405, "urn:tandem:problem:method-not-allowed", "This address does not take this method")
            }
            Self::TooSlow => (408, "urn:tandem:problem:too-slow", "The request took too long to arrive"),
            Self::Conflict => (409, "urn:tandem:problem:conflict", "This contradicts what is stored"),
            Self::StaleRevision => (412, "urn:tandem:problem:stale-revision", "Somebody changed this in the meantime"),
            Self::TooLarge => (413, "urn:tandem:problem:too-large", "Too much at once"),
            Self::UnsupportedMediaType => (415, "urn:tandem:problem:unsupported-media-type", "Unknown content type"),
            Self::Invalid => (422, "urn:tandem:problem:invalid", "Some fields need a change"),
            Self::RevisionRequired => (428, "urn:tandem:problem:revision-required", "Say which revision you change"),
            Self::Busy => (503, "urn:tandem:problem:busy", "Too busy right now"),
            Self::StorageFull => (507, "urn:tandem:problem:storage-full", "The disk is full"),
            Self::Internal => (500, "urn:tandem:problem:internal", "Tandem failed"),
        }
    }
}

/// One field that needs a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct FieldError {
    /// JSON pointer to the field, such as `/3/value`.
    pub pointer: String,
    /// What is wrong and what to do about it.
    pub detail: String,
}

/// A problem as `application/problem+json`.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// Stable name of the sort of problem, `urn:tandem:problem:…`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The sort in words.
    pub title: &'static str,
    /// HTTP status.
    pub status: u16,
    /// What happened here and what to do about it.
    pub detail: String,
    /// The fields that need a change, if any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// Of a stale revision: the document as it is now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current: Option<Box<serde_json::Value>>,
}

impl Problem {
    /// A problem of a sort, with a sentence a person can act on.
    #[must_use]
    pub fn new(kind: ProblemKind, detail: impl Into<String>) -> Self {
        let (status, kind, title) = kind.facts();
        Self { kind, title, status, detail: detail.into(), errors: Vec::new(), current: None }
    }

    /// An [`ProblemKind::Invalid`] problem of these fields.
    #[must_use]
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        let detail = match errors.as_slice() {
            [only] if only.pointer.is_empty() => only.detail.clone(),
            [only] => format!("{}: {}", only.pointer, only.detail),
            many => format!("{} fields need a change; nothing was stored.", many.len()),
        };
        Self { errors, ..Self::new(ProblemKind::Invalid, detail) }
    }
}
