//! [`BufferingProxy`]: a proxy that passes an answer on once it has all of it, as some between companies and the internet do.

use crate::Server;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::{CONNECTION, HOST, TRANSFER_ENCODING};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use reqwest::Client;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// The proxy; stops when dropped.
pub struct BufferingProxy {
    origin: String,
    task: JoinHandle<()>,
}

impl BufferingProxy {
    /// Starts one before a server.
    pub async fn before(server: &Server) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let origin = format!("http://{}", listener.local_addr().expect("a bound socket has an address"));
        let (http, far) = (Client::new(), server.origin().to_owned());
        let router = Router::new().fallback(move |request| pass_on(http.clone(), far.clone(), request));
        let task = tokio::spawn(async { axum::serve(listener, router).await.expect("the proxy serves") });
        Self { origin, task }
    }

    /// Where the server's pages are for those behind it.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }
}

impl Drop for BufferingProxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn pass_on(http: Client, far: String, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX).await.expect("a body");
    let address = format!("{far}{}", head.uri);
    let asked = http.request(head.method, address).headers(without(head.headers, &[HOST, CONNECTION])).body(body);
    let Ok(answer) = asked.send().await else { return StatusCode::BAD_GATEWAY.into_response() };
    let (status, headers) = (answer.status(), without(answer.headers().clone(), &[CONNECTION, TRANSFER_ENCODING]));
    let Ok(whole) = answer.bytes().await else { return StatusCode::BAD_GATEWAY.into_response() };
    (status, headers, Body::from(whole)).into_response()
}

fn without(mut headers: HeaderMap, names: &[HeaderName]) -> HeaderMap {
    for name in names {
        headers.remove(name);
    }
    headers
}
