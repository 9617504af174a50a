//! Reading addresses.

use super::ApiError;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use tandem_shared::{Period, Problem, ProblemKind};

/// The parameters of an address.
pub(crate) struct Query<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        serde_urlencoded::from_str(parts.uri.query().unwrap_or_default())
            .map(Self)
            .map_err(|error| bad_address(format!("A parameter of the address cannot be read: {error}.")))
    }
}

/// The problem of an address that cannot be.
pub(crate) fn bad_address(detail: impl Into<String>) -> ApiError {
    ApiError(Problem::new(ProblemKind::BadAddress, detail))
}

/// A period of the address.
pub(crate) fn period(text: Option<&str>) -> Result<Option<Period>, ApiError> {
    text.map(|text| text.parse().map_err(|error| bad_address(format!("\"period\": {error}.")))).transpose()
}

/// A date of the address.
pub(crate) fn date(name: &str, text: Option<&str>) -> Result<Option<Date>, ApiError> {
    let read = |text: &str| text.parse().map_err(|_| bad_address(format!("\"{name}\": write a date like 2026-11-20.")));
    text.map(read).transpose()
}
