//! [`Host`]: a page of somebody else's that shows one of ours in a frame.

use axum::Router;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::response::Html;
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A server of one page, of another origin than any of ours; stops when dropped.
pub struct Host {
    origin: String,
    task: JoinHandle<()>,
}

impl Host {
    /// Listens, so that its origin is known before its page is.
    pub async fn listen() -> (String, TcpListener) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("a bound socket has an address").port();
        // By another name than our servers, so that even without its port it is another site.
        (format!("http://localhost:{port}"), listener)
    }

    /// Serves `body` as its page, under a Content-Security-Policy; an empty one is none.
    #[must_use]
    pub fn serve((origin, listener): (String, TcpListener), policy: &str, body: &str) -> Self {
        let page = format!(
            "<!doctype html><html><head><title>Intranet</title><link rel=\"icon\" href=\"data:,\"></head><body>{body}</body></html>"
        );
        let policy = policy.to_owned();
        let show = move || async move { ([(CONTENT_SECURITY_POLICY, policy)], Html(page)) };
        let router = Router::new().route("/", get(show));
        let task = tokio::spawn(async { axum::serve(listener, router).await.expect("the host serves") });
        Self { origin, task }
    }

    /// Where its page is.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.task.abort();
    }
}
