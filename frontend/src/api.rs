//! Questions to the server, and what may go wrong with them.

use std::cell::RefCell;
use std::rc::Rc;

use miniserde::Deserialize;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestCache, RequestInit, Response};

use crate::page;
use crate::parse;
use crate::words;

/// Why there is no answer.
#[derive(Clone, Debug)]
pub enum Failure {
    /// The server was not reached.
    Unreachable,
    /// The server refused, and says why.
    Refused {
        /// HTTP status.
        status: u16,
        /// What a person can do about it; may be empty.
        detail: String,
        /// What is wrong with which field.
        errors: Rc<[FieldFault]>,
    },
    /// Somebody was faster: what they wrote is there now, as JSON.
    Stale(Rc<miniserde::json::Value>),
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
            Self::Stale(_) => words::changed_meanwhile().into(),
            Self::Unreachable => words::unreachable().into(),
            Self::Unreadable => words::unreadable().into(),
        }
    }
}

/// Two failures are the same if they read the same; what lies in a stale one is compared by address.
impl PartialEq for Failure {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Unreachable, Self::Unreachable) | (Self::Unreadable, Self::Unreadable) => true,
            (
                Self::Refused { status, detail, errors },
                Self::Refused { status: other_status, detail: other_detail, errors: other_errors },
            ) => status == other_status && detail == other_detail && errors == other_errors,
            (Self::Stale(current), Self::Stale(other)) => Rc::ptr_eq(current, other),
            _ => false,
        }
    }
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct FieldFault {
    /// JSON pointer to the field, such as `/reason`.
    pub pointer: String,
    /// What is wrong and what to do about it.
    pub detail: String,
}

/// The part of an RFC 9457 problem that pages use.
#[derive(Deserialize)]
struct Problem {
    detail: Option<String>,
    errors: Option<Vec<FieldFault>>,
}

/// The part that only what was written is answered with: what somebody faster wrote.
#[derive(Deserialize)]
struct Overtaken {
    current: Option<miniserde::json::Value>,
}

/// How a document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// A document, new or changed.
    Put,
    /// Something that has no address yet.
    Post,
    /// Archives a document.
    Delete,
}

/// Reads a JSON answer.
///
/// # Errors
/// [`Failure::Unreadable`].
pub fn read<T: Deserialize>(text: &str) -> Result<T, Failure> {
    parse::json(text).ok_or(Failure::Unreadable)
}

/// Gets an answer. The browser keeps the copy and asks the server by `ETag` whether it still holds.
///
/// # Errors
/// See [`Failure`].
pub async fn get(path: &str) -> Result<String, Failure> {
    let init = RequestInit::new();
    init.set_cache(RequestCache::NoCache);
    ask(path, &init).await?.map_err(|(status, text)| refused(status, &text))
}

/// Writes JSON. An existing document is named by its revision, so that nobody's change is lost.
///
/// # Errors
/// See [`Failure`]; [`Failure::Stale`] if somebody was faster.
pub async fn send(verb: Verb, path: &str, revision: Option<u64>, body: Option<&str>) -> Result<String, Failure> {
    let init = RequestInit::new();
    init.set_method(match verb {
        Verb::Put => "PUT",
        Verb::Post => "POST",
        Verb::Delete => "DELETE",
    });
    let headers = Headers::new().map_err(|_| Failure::Unreadable)?;
    let set = |name: &str, value: &str| headers.set(name, value).map_err(|_| Failure::Unreadable);
    if let Some(revision) = revision {
        set("if-match", &["\"", &revision.to_string(), "\""].concat())?;
    }
    if let Some(body) = body {
        set("content-type", "application/json")?;
        init.set_body(&body.into());
    }
    init.set_headers(&headers);
    ask(path, &init).await?.map_err(|(status, text)| match read::<Overtaken>(&text) {
        Ok(Overtaken { current: Some(current) }) => Failure::Stale(Rc::new(current)),
        _ => refused(status, &text),
    })
}

thread_local! {
    /// Where the server is, if the page is not its own.
    static ORIGIN: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Asks the server at this origin from now on.
pub fn ask_at(origin: String) {
    ORIGIN.set(origin);
}

/// An address of the server, as the page has to write it.
#[must_use]
pub fn address(path: &str) -> String {
    ORIGIN.with_borrow(|origin| [origin, path].concat())
}

/// A path with what opens it, if anything has to: an event stream takes it nowhere else.
#[must_use]
pub fn keyed(path: &str, key: &str) -> String {
    match (key, path.contains('?')) {
        ("", _) => path.to_owned(),
        (key, true) => [path, "&key=", key].concat(),
        (key, false) => [path, "?key=", key].concat(),
    }
}

/// An answer, or the status and the text of a refusal.
async fn ask(path: &str, init: &RequestInit) -> Result<Result<String, (u16, String)>, Failure> {
    let request = page::window().fetch_with_str_and_init(&address(path), init);
    let response = JsFuture::from(request).await.map_err(|_| Failure::Unreachable)?;
    let response: Response = response.dyn_into().map_err(|_| Failure::Unreadable)?;
    let body = response.text().map_err(|_| Failure::Unreadable)?;
    let text = JsFuture::from(body).await.map_err(|_| Failure::Unreachable)?.as_string().unwrap_or_default();
    Ok(if response.ok() { Ok(text) } else { Err((response.status(), text)) })
}

fn refused(status: u16, text: &str) -> Failure {
    let (detail, errors) = read::<Problem>(text).map_or((None, None), |it| (it.detail, it.errors));
    Failure::Refused { status, detail: detail.unwrap_or_default(), errors: errors.unwrap_or_default().into() }
}

/// A document out of an answer; an empty one, if it is none.
#[must_use]
pub fn object(value: &miniserde::json::Value) -> miniserde::json::Object {
    match value {
        miniserde::json::Value::Object(object) => object.clone(),
        _ => miniserde::json::Object::new(),
    }
}

/// Name of who wrote the document at an address last.
pub async fn last_writer(path: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct History {
        items: Vec<Version>,
    }
    #[derive(Deserialize)]
    struct Version {
        by: String,
    }
    let history = get(&[path, "/history?limit=1"].concat()).await.ok()?;
    read::<History>(&history).ok()?.items.pop().map(|version| version.by)
}

/// The revision of a document.
#[must_use]
pub fn revision(document: &miniserde::json::Object) -> Option<u64> {
    match document.get("revision") {
        Some(miniserde::json::Value::Number(miniserde::json::Number::U64(revision))) => Some(*revision),
        _ => None,
    }
}

/// Path of a board's view in its own period or another.
#[must_use]
pub fn board_path(slug: &str, period: Option<&str>) -> String {
    in_period(["/api/v1/boards/", slug].concat(), period)
}

/// Path of the goals beside a board, likewise.
#[must_use]
pub fn goals_path(slug: &str, period: Option<&str>) -> String {
    in_period(["/api/v1/boards/", slug, "/goals"].concat(), period)
}

fn in_period(mut path: String, period: Option<&str>) -> String {
    if let Some(period) = period {
        path.push_str("?period=");
        path.push_str(period);
    }
    path
}
