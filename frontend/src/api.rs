//! Questions to the server, and what may go wrong with them.

use miniserde::Deserialize;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCache, RequestInit, Response};

use crate::page;
use crate::words;

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The server was not reached.
    Unreachable,
    /// The server refused, and says why.
    Refused {
        /// HTTP status.
        status: u16,
        /// What a person can do about it; may be empty.
        detail: String,
    },
    /// The answer is none this version understands: the page is older or newer than the server.
    Unreadable,
}

impl Failure {
    /// Whether the server answered that it has no such thing to show: asking again may not help.
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        matches!(self, Self::Refused { .. })
    }

    /// What to tell the reader.
    #[must_use]
    pub fn say(&self) -> String {
        match self {
            Self::Refused { detail, .. } if !detail.is_empty() => detail.clone(),
            Self::Refused { .. } => words::refused().into(),
            Self::Unreachable => words::unreachable().into(),
            Self::Unreadable => words::unreadable().into(),
        }
    }
}

/// The part of an RFC 9457 problem that people read.
#[derive(Deserialize)]
struct Problem {
    detail: Option<String>,
}

/// Reads a JSON answer.
///
/// # Errors
/// [`Failure::Unreadable`].
pub fn read<T: Deserialize>(text: &str) -> Result<T, Failure> {
    miniserde::json::from_str(text).map_err(|_| Failure::Unreadable)
}

/// Gets an answer. The browser keeps the copy and asks the server by `ETag` whether it still holds.
///
/// # Errors
/// See [`Failure`].
pub async fn get(path: &str) -> Result<String, Failure> {
    let init = RequestInit::new();
    init.set_cache(RequestCache::NoCache);
    let request = page::window().fetch_with_str_and_init(path, &init);
    let response = JsFuture::from(request).await.map_err(|_| Failure::Unreachable)?;
    let response: Response = response.dyn_into().map_err(|_| Failure::Unreadable)?;
    let body = response.text().map_err(|_| Failure::Unreadable)?;
    let text = JsFuture::from(body).await.map_err(|_| Failure::Unreachable)?.as_string().unwrap_or_default();
    if response.ok() {
        return Ok(text);
    }
    let detail = miniserde::json::from_str::<Problem>(&text).ok().and_then(|problem| problem.detail);
    Err(Failure::Refused { status: response.status(), detail: detail.unwrap_or_default() })
}

/// Path of a board's view in its own period or another.
#[must_use]
pub fn board_path(slug: &str, period: Option<&str>) -> String {
    let mut path = ["/api/v1/boards/", slug].concat();
    if let Some(period) = period {
        path.push_str("?period=");
        path.push_str(period);
    }
    path
}
