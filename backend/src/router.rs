//! [`router`]: all addresses; and [`answer`], which watches over whatever is answered at them.

use crate::api::{self, ApiError, bad_address, internal};
use crate::app::App;
use crate::pages::{self, page_of, takes_page};
use axum::Router;
use axum::extract::Request;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_TYPE, ETAG, VARY};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use futures_util::FutureExt;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;
use tandem_shared::{Problem, ProblemKind};
use tower::ServiceExt;

/// Everything the server answers, before [`answer`] watches over it.
pub(crate) fn router(app: Arc<App>) -> Router {
    Router::new()
        .merge(api::routes())
        .merge(pages::routes())
        .method_not_allowed_fallback(method_not_allowed)
        .with_state(app)
}

/// Answers a request in time, whatever its handler does; counts and logs it: its path, never its query or headers, where
/// tokens travel. Around the router as a whole: a layer of it would be one more boxed service a route.
pub(crate) async fn answer(app: Arc<App>, router: Router, request: Request) -> Response {
    let level_debug = tracing::enabled!(tracing::Level::DEBUG);
    let line = level_debug.then(|| (request.method().clone(), request.uri().path().to_owned()));
    let has_key = |query: &str| query.split('&').any(|pair| pair.starts_with("key="));
    // Where a frame is asked for, the key is part of the address that is asked about.
    let with_key = request.uri().query().is_some_and(has_key) || request.uri().path() == "/oembed";
    let time = Duration::from_secs(app.limits.request_seconds);
    let handled = AssertUnwindSafe(router.oneshot(request)).catch_unwind();
    let mut response = match tokio::time::timeout(time, handled).await {
        // Axum found the address unreadable before any handler saw it.
        Ok(Ok(Ok(response))) if response.status() == StatusCode::BAD_REQUEST && is_plain(&response) => bad_address(
            "The address cannot be read: slugs are lower-case letters, digits and hyphens, everything else UTF-8.",
        )
        .into_response(),
        Ok(Ok(Ok(response))) => response,
        Ok(Err(_panic)) => internal().into_response(),
        Err(_elapsed) => ApiError(Problem::new(
            ProblemKind::TooSlow,
            "The request did not arrive and get answered in time: send less at once, or try again.",
        ))
        .into_response(),
    };
    if with_key {
        // Whoever has a key may read from any page: it is the key that is asked, not the browser's cookies.
        response.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    }
    keep_private(response.headers_mut());
    app.metrics.request(response.status().as_u16());
    if let Some((method, path)) = line {
        tracing::debug!(%method, path, status = response.status().as_u16(), "request");
    }
    response
}

/// Whatever says nothing else is one reader's: no cache between keeps it, and their own asks again, or keeps nothing where
/// there is nothing to ask with. It depends on who asks, and how.
fn keep_private(headers: &mut HeaderMap) {
    if !headers.contains_key(CACHE_CONTROL) {
        let rule = if headers.contains_key(ETAG) { "private, no-cache" } else { "no-store" };
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(rule));
        headers.insert(VARY, HeaderValue::from_static("cookie, authorization, accept-language, accept-encoding"));
    }
}

fn is_plain(response: &Response) -> bool {
    response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"))
}

/// The address of a form, opened by hand, is the page it stands on; anything else is a program's mistake.
async fn method_not_allowed(method: Method, address: Uri, headers: HeaderMap) -> Response {
    if method == Method::GET && takes_page(&address, &headers) {
        return Redirect::to(&page_of(address.path())).into_response();
    }
    let problem =
        Problem::new(ProblemKind::MethodNotAllowed, "This address exists but takes other methods: see /docs.");
    ApiError(problem).into_response()
}
