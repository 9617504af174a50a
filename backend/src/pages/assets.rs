//! The application's page and files, built into the binary.

use super::lang::Lang;
use super::layout::notice;
use crate::api::ApiError;
use crate::app::App;
use axum::Router;
use axum::extract::Path;
use axum::http::header::{
    ACCEPT, ACCEPT_ENCODING, ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG,
    IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use std::sync::Arc;
use tandem_shared::{Problem, ProblemKind};

/// A file of the front end, compressed when the server was built.
struct Asset {
    name: &'static str,
    media_type: &'static str,
    /// Hash of its content, quoted.
    etag: &'static str,
    brotli: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// Only what comes from here may run, be drawn or be asked; WebAssembly may be compiled. In frames of: nobody's yet.
macro_rules! rules {
    () => {
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
         connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors "
    };
}

const POLICY: &str = concat!(rules!(), "'none'");

/// The same, in frames of these pages (origins with spaces between, or a keyword).
pub(super) fn policy(pages: &str) -> String {
    [rules!(), pages].concat()
}

/// The application's addresses, which get the page of the bundle they are in, and its files.
pub(crate) fn routes() -> Router<Arc<App>> {
    let page_of = |name: &'static str| {
        get(move |address: Uri, lang: Lang, headers: HeaderMap| async move {
            serve(name, &headers).unwrap_or_else(|| missing(&address, lang, &headers))
        })
    };
    let (page, team, builder) = (|| page_of("index.html"), || page_of("team.html"), || page_of("builder.html"));
    Router::new()
        .route("/", builder())
        .route("/new-board", builder())
        .route("/boards/{board}", page())
        .route("/boards/{board}/edit", builder())
        .route("/boards/{board}/targets", builder())
        .route("/boards/{board}/values", builder())
        .route("/boards/{board}/kpis/{kpi}", page())
        .route("/boards/{board}/goals", team())
        .route("/boards/{board}/goals/{goal}", team())
        .route("/boards/{board}/new-goal", team())
        .route("/boards/{board}/check-in", team())
        .route("/{file}", get(file))
        .fallback(|address: Uri, lang: Lang, headers: HeaderMap| async move {
            without_slash(&address).unwrap_or_else(|| missing(&address, lang, &headers))
        })
}

/// The same page without the slash that somebody typed at the end of its address; never of another host (`//…`).
fn without_slash(address: &Uri) -> Option<Response> {
    let path = address.path().strip_suffix('/').filter(|path| !path.is_empty() && !path.starts_with("/api/"))?;
    let is_own = !path.starts_with("//") && !path.ends_with('/') && !path.contains('\\');
    let to = [path, address.query().map_or("", |_| "?"), address.query().unwrap_or_default()].concat();
    is_own.then(|| Redirect::permanent(&to).into_response())
}

/// Headers of every page.
pub(super) fn page_headers() -> [(HeaderName, HeaderValue); 5] {
    [
        (CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (HeaderName::from_static("content-security-policy"), HeaderValue::from_static(POLICY)),
        (HeaderName::from_static("x-content-type-options"), HeaderValue::from_static("nosniff")),
        (HeaderName::from_static("referrer-policy"), HeaderValue::from_static("same-origin")),
        (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    ]
}

async fn file(Path(name): Path<String>, address: Uri, lang: Lang, headers: HeaderMap) -> Response {
    serve(&name, &headers).unwrap_or_else(|| missing(&address, lang, &headers))
}

/// Nothing is there: a page for whoever typed the address into a browser, a problem for programs.
fn missing(address: &Uri, lang: Lang, headers: &HeaderMap) -> Response {
    if takes_page(address, headers) && !ASSETS.is_empty() {
        let title = lang.say("There is nothing at this address", "Unter dieser Adresse ist nichts");
        let text = lang.say(
            "A letter of it may be missing, or what was here has another name now.",
            "Vielleicht fehlt ein Buchstabe, oder was hier war, heißt jetzt anders.",
        );
        return notice(lang, StatusCode::NOT_FOUND, title, text, ("/", lang.say("All boards", "Alle Boards")));
    }
    let text = if ASSETS.is_empty() {
        "This binary was built without the front end: build it with \"make build\". The API is at /api/v1, its description at /docs."
    } else {
        "There is nothing at this address: the boards are at /, the API at /api/v1, its description at /docs."
    };
    ApiError(Problem::new(ProblemKind::NotFound, text)).into_response()
}

/// Whether somebody typed this address into a browser, and is no program that asks the API.
pub(crate) fn takes_page(address: &Uri, headers: &HeaderMap) -> bool {
    let takes = headers.get(ACCEPT).is_some_and(|takes| takes.as_bytes().starts_with(b"text/html"));
    takes && !address.path().starts_with("/api/")
}

/// A file of the front end, if it is one.
fn serve(name: &str, headers: &HeaderMap) -> Option<Response> {
    let asset = ASSETS.iter().find(|asset| asset.name == name)?;
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).unwrap_or_default();
    let mut response = if text(IF_NONE_MATCH).contains(asset.etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else if text(ACCEPT_ENCODING).contains("br") {
        ([(CONTENT_ENCODING, "br")], asset.brotli).into_response()
    } else {
        plain(asset).into_response()
    };
    response.headers_mut().extend(page_headers());
    // A file is everybody's, and its ETag is asked for.
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(asset.media_type));
    response.headers_mut().insert(ETAG, HeaderValue::from_static(asset.etag));
    // Pages elsewhere load it, and what is embedded in a sandbox has no origin of its own. There is nothing secret in a file.
    response.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
        .headers_mut()
        .insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin"));
    response.headers_mut().insert(VARY, HeaderValue::from_static("accept-encoding"));
    Some(response)
}

/// The file for the rare reader without brotli.
fn plain(asset: &Asset) -> Vec<u8> {
    let mut out = Vec::new();
    brotli::BrotliDecompress(&mut &asset.brotli[..], &mut out).expect("what the build compressed can be read");
    out
}
