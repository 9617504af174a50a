//! [`Api`]: a client of the API as a script would be one.

use crate::TOKEN;
use reqwest::header::{CONTENT_TYPE, IF_MATCH};
use reqwest::{Client, Method, RequestBuilder};
use serde_json::Value;
use tandem_shared::Quantity;

/// A client with a token. Paths are below `/api/v1`.
#[derive(Clone)]
pub struct Api {
    http: Client,
    origin: String,
    token: String,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// `Content-Type`, or nothing.
    pub content_type: String,
    /// `ETag`, with its quotes, or nothing.
    pub etag: String,
    /// The body as text.
    pub text: String,
}

impl Api {
    /// A client of the server at `origin`, such as `http://127.0.0.1:8080`, with the admin token.
    #[must_use]
    pub fn new(origin: &str) -> Self {
        Self::with_token(origin, TOKEN)
    }

    /// A client with another token.
    #[must_use]
    pub fn with_token(origin: &str, token: &str) -> Self {
        Self { http: Client::new(), origin: origin.to_owned(), token: token.to_owned() }
    }

    /// The full address of a path below the API.
    #[must_use]
    pub fn address(&self, path: &str) -> String {
        format!("{}/api/v1{path}", self.origin)
    }

    /// A request with the token, to be filled by hand.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, self.address(path)).bearer_auth(&self.token)
    }

    /// Reads.
    pub async fn get(&self, path: &str) -> Answer {
        Answer::of(self.request(Method::GET, path)).await
    }

    /// Reads a page outside the API, without a token.
    pub async fn page(&self, path: &str) -> Answer {
        Answer::of(self.http.get(format!("{}{path}", self.origin))).await
    }

    /// Creates a document.
    pub async fn put(&self, path: &str, body: Value) -> Answer {
        Answer::of(self.request(Method::PUT, path).json(&body)).await
    }

    /// Changes a document that stood at `revision`.
    pub async fn put_at(&self, path: &str, revision: u64, body: Value) -> Answer {
        Answer::of(self.request(Method::PUT, path).header(IF_MATCH, format!("\"{revision}\"")).json(&body)).await
    }

    /// Posts JSON.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        Answer::of(self.request(Method::POST, path).json(&body)).await
    }

    /// Pushes measurements and returns their `seq`.
    pub async fn push(&self, values: Value) -> u64 {
        self.post("/values", values).await.ok()["seq"].as_u64().expect("a seq")
    }

    /// The newest `seq` of the change log, read page by page; 0 while it is empty.
    pub async fn last_seq(&self) -> u64 {
        let mut seq = 0;
        loop {
            let page = self.get(&format!("/changes?since={seq}")).await.ok();
            match page["items"].as_array().expect("a list").last() {
                Some(newest) => seq = newest["seq"].as_u64().expect("a seq"),
                None => return seq,
            }
        }
    }
}

impl Answer {
    /// Sends a request and reads its answer.
    pub async fn of(request: RequestBuilder) -> Self {
        let response = request.send().await.expect("the server answers");
        let header =
            |name| response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        Self {
            status: response.status().as_u16(),
            content_type: header(CONTENT_TYPE),
            etag: header(reqwest::header::ETAG),
            text: response.text().await.expect("the body arrives whole"),
        }
    }

    /// The body of a success, as JSON.
    #[track_caller]
    pub fn ok(self) -> Value {
        assert!((200..300).contains(&self.status), "{} {}", self.status, self.text);
        self.json()
    }

    /// The body as JSON, whatever the status.
    #[track_caller]
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("not JSON ({error}): {}", self.text))
    }
}

/// A number of an answer, exactly.
#[track_caller]
#[must_use]
pub fn quantity(value: &Value) -> Quantity {
    value.to_string().parse().unwrap_or_else(|error| panic!("{value}: {error}"))
}
