//! [`Visitor`]: a browser without a screen: keeps cookies, sends forms, says from which page.

use crate::{Answer, documents::PASSWORD};
use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, RequestBuilder, Response};
use std::collections::BTreeMap;
use std::sync::Mutex;

/// Somebody with a browser.
pub struct Visitor {
    http: Client,
    origin: String,
    cookies: Mutex<BTreeMap<String, String>>,
}

/// What a page answered.
#[derive(Debug)]
pub struct Page {
    /// HTTP status.
    pub status: u16,
    /// Where it leads, or nothing.
    pub location: String,
    /// The first cookie it sets, with its attributes, or nothing.
    pub cookie: String,
    /// Its text.
    pub text: String,
}

impl Visitor {
    /// Somebody unknown at the server at `origin`.
    #[must_use]
    pub fn new(origin: &str) -> Self {
        let http = Client::builder().redirect(Policy::none()).build().expect("a client");
        Self { http, origin: origin.to_owned(), cookies: Mutex::default() }
    }

    /// Somebody who signed in.
    pub async fn signed_in(origin: &str, slug: &str) -> Self {
        let visitor = Self::new(origin);
        let answer = visitor.sign_in(&format!("{slug}@halden.example"), PASSWORD).await;
        assert_eq!(answer.status, 303, "{}", answer.text);
        visitor
    }

    /// Sends the form to sign in.
    pub async fn sign_in(&self, mail: &str, password: &str) -> Page {
        self.send("/sign-in", &[("mail", mail), ("password", password)]).await
    }

    /// A request with the cookies kept so far, to be filled by hand; the path begins with a slash.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.origin));
        request.header(COOKIE, self.cookie().as_str())
    }

    /// Opens a page.
    pub async fn open(&self, path: &str) -> Page {
        self.page(self.request(Method::GET, path)).await
    }

    /// Sends a form, as one of our own pages does.
    pub async fn send(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        self.page(self.request(Method::POST, path).header("sec-fetch-site", "same-origin").form(fields)).await
    }

    /// Asks the API as the page would; paths are below `/api/v1`.
    pub async fn api(&self, method: Method, path: &str) -> Answer {
        let request = self.request(method, &format!("/api/v1{path}"));
        Answer::of(request.header("sec-fetch-site", "same-origin")).await
    }

    /// Its cookies.
    #[must_use]
    pub fn cookie(&self) -> String {
        let cookies = self.cookies.lock().expect("no test panicked with it");
        cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    /// Takes cookies as its own.
    pub fn take_cookie(&self, cookies: &str) {
        let pairs = cookies.split("; ").filter_map(|pair| pair.split_once('='));
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        self.cookies.lock().expect("no test panicked with it").extend(pairs);
    }

    /// Sends any request and keeps the cookies it sets.
    pub async fn page(&self, request: RequestBuilder) -> Page {
        let response = request.send().await.expect("the server answers");
        let header = |response: &Response, name| {
            response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
        };
        let (location, cookie) = (header(&response, LOCATION), header(&response, SET_COOKIE));
        for set in response.headers().get_all(SET_COOKIE).iter().filter_map(|set| set.to_str().ok()) {
            self.take_cookie(set.split(';').next().unwrap_or_default());
        }
        let status = response.status().as_u16();
        Page { status, location, cookie, text: response.text().await.expect("the body arrives whole") }
    }
}
