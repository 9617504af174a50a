//! [`Provider`]: a provider of OpenID Connect, on a real socket, whose faults a test switches on.

use crate::ManualClock;
use axum::extract::{Form, Query, State};
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use rsa::pkcs1v15::SigningKey;
use rsa::rand_core::OsRng;
use rsa::sha2::{Digest, Sha256};
use rsa::signature::{SignatureEncoding, Signer};
use rsa::traits::PublicKeyParts;
use rsa::{RsaPrivateKey, rand_core::RngCore};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};
use tandem::Oidc;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// How it knows the server under test, and what that proves it by.
const CLIENT: (&str, &str) = ("tandem-of-halden", "a secret & a half");

/// A provider; stops when dropped.
pub struct Provider {
    issuer: String,
    desk: Arc<Desk>,
    running: Option<JoinHandle<()>>,
}

struct Desk {
    issuer: String,
    clock: ManualClock,
    faults: Mutex<Faults>,
    key: Mutex<Key>,
    /// What each code, unused so far, stands for: the query of the request to authorise.
    codes: Mutex<HashMap<String, Asked>>,
    /// How often the keys were fetched.
    key_fetches: Mutex<u32>,
}

type Asked = HashMap<String, String>;

struct Key {
    id: String,
    key: RsaPrivateKey,
}

/// Who signs in, and what the provider does wrong.
#[derive(Clone)]
pub struct Faults {
    /// The mail address of whom it signs in.
    pub mail: Option<String>,
    /// Whether it says to have checked that; `None` if it says nothing.
    pub is_verified: Option<bool>,
    /// Whether the mail is told at the user info alone.
    pub mail_when_asked: bool,
    /// For whom the ID token is; the client, if not given.
    pub audience: Option<String>,
    /// Who the ID token says has made it; the provider, if not given.
    pub issuer: Option<String>,
    /// The nonce of the ID token; the one asked for, if not given.
    pub nonce: Option<String>,
    /// How long the ID token holds, in seconds.
    pub seconds: i64,
    /// Whether the signature is that of a key nobody published, under the name of the one published.
    pub is_forged: bool,
    /// Whether it ends with an error instead of a code.
    pub declines: bool,
}

impl Default for Faults {
    fn default() -> Self {
        Self {
            mail: Some("priya@halden.example".to_owned()),
            is_verified: Some(true),
            mail_when_asked: false,
            audience: None,
            issuer: None,
            nonce: None,
            seconds: 300,
            is_forged: false,
            declines: false,
        }
    }
}

impl Provider {
    /// Starts one that tells the time of this clock.
    pub async fn start(clock: &ManualClock) -> Self {
        let mut provider = Self::down(clock).await;
        provider.go_up().await;
        provider
    }

    /// One that does not answer until it goes up.
    pub async fn down(clock: &ManualClock) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let issuer = format!("http://{}", listener.local_addr().expect("a bound socket has an address"));
        let desk = Arc::new(Desk {
            issuer: issuer.clone(),
            clock: clock.clone(),
            faults: Mutex::default(),
            key: Mutex::new(Key::random()),
            codes: Mutex::default(),
            key_fetches: Mutex::default(),
        });
        Self { issuer, desk, running: None }
    }

    /// Answers from now on.
    pub async fn go_up(&mut self) {
        let address = self.issuer.trim_start_matches("http://");
        let listener = TcpListener::bind(address).await.expect("its port is free again");
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(configuration))
            .route("/keys", get(keys))
            .route("/authorize", get(authorize))
            .route("/token", post(token))
            .route("/userinfo", get(user_info))
            .with_state(Arc::clone(&self.desk));
        let served = async { axum::serve(listener, router).await.expect("it serves until it is stopped") };
        self.running = Some(tokio::spawn(served));
    }

    /// The settings of a server that signs people in here.
    #[must_use]
    pub fn settings(&self) -> Oidc {
        Oidc {
            issuer: self.issuer.clone(),
            client_id: CLIENT.0.to_owned(),
            client_secret: Some(CLIENT.1.to_owned()),
            name: Some("Halden account".to_owned()),
        }
    }

    /// Where it is.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// Does right, but for this.
    pub fn fail(&self, change: impl FnOnce(&mut Faults)) {
        let mut faults = Faults::default();
        change(&mut faults);
        *lock(&self.desk.faults) = faults;
    }

    /// Signs with a new key from now on; the old one is published no more.
    pub fn rotate_keys(&self) {
        *lock(&self.desk.key) = Key::random();
    }

    /// How often its keys were fetched.
    #[must_use]
    pub fn key_fetches(&self) -> u32 {
        *lock(&self.desk.key_fetches)
    }

    /// Signs somebody in at the address a browser was led to, and says where it leads back: path and query.
    pub async fn visit(&self, address: &str) -> String {
        assert!(address.starts_with(&self.issuer), "{address}");
        let browser = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client");
        let answer = browser.get(address).send().await.expect("the provider answers");
        let location = answer.headers().get("location").map(|value| value.to_str().expect("text").to_owned());
        let status = answer.status();
        let Some(location) = location else { panic!("{status}: {}", answer.text().await.expect("a body")) };
        let path = location.splitn(4, '/').nth(3).expect("a whole address");
        format!("/{path}")
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        if let Some(running) = &self.running {
            running.abort();
        }
    }
}

impl Key {
    fn random() -> Self {
        Self { id: random(), key: RsaPrivateKey::new(&mut OsRng, 2_048).expect("a key") }
    }
}

async fn configuration(State(desk): State<Arc<Desk>>) -> Json<Value> {
    let at = |path: &str| format!("{}{path}", desk.issuer);
    Json(json!({
        "issuer": desk.issuer,
        "authorization_endpoint": at("/authorize"),
        "token_endpoint": at("/token"),
        "userinfo_endpoint": at("/userinfo"),
        "jwks_uri": at("/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "scopes_supported": ["openid", "email"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        "code_challenge_methods_supported": ["S256"],
    }))
}

async fn keys(State(desk): State<Arc<Desk>>) -> Json<Value> {
    *lock(&desk.key_fetches) += 1;
    let key = lock(&desk.key);
    let number = |number: &rsa::BigUint| BASE64_URL_SAFE_NO_PAD.encode(number.to_bytes_be());
    let (n, e) = (number(key.key.n()), number(key.key.e()));
    Json(json!({ "keys": [{ "kty": "RSA", "use": "sig", "alg": "RS256", "kid": key.id, "n": n, "e": e }] }))
}

/// The page where somebody would sign in; they did so already.
async fn authorize(State(desk): State<Arc<Desk>>, Query(asked): Query<Asked>) -> Response {
    let says = |name: &str| asked.get(name).map(String::as_str).unwrap_or_default();
    let scopes: Vec<&str> = says("scope").split(' ').collect();
    let is_right = says("response_type") == "code"
        && says("client_id") == CLIENT.0
        && says("code_challenge_method") == "S256"
        && says("redirect_uri").ends_with("/sign-in/oidc/return")
        && ["openid", "email"].iter().all(|scope| scopes.contains(scope))
        && ["state", "nonce", "code_challenge"].iter().all(|name| says(name).len() >= 16);
    if !is_right {
        return (StatusCode::BAD_REQUEST, format!("{asked:?}")).into_response();
    }
    let (back, state) = (says("redirect_uri").to_owned(), says("state").to_owned());
    if lock(&desk.faults).declines {
        return Redirect::to(&format!("{back}?error=access_denied&state={state}")).into_response();
    }
    let code = random();
    lock(&desk.codes).insert(code.clone(), asked);
    Redirect::to(&format!("{back}?code={code}&state={state}")).into_response()
}

/// Gives tokens for a code, once, to the client that began with the challenge of this verifier.
async fn token(State(desk): State<Arc<Desk>>, headers: HeaderMap, Form(given): Form<Asked>) -> Response {
    let fault = |error: &str| (StatusCode::BAD_REQUEST, Json(json!({ "error": error }))).into_response();
    let text = |asked: &Asked, name: &str| asked.get(name).cloned().unwrap_or_default();
    // RFC 6749 has both parts of the password form-encoded.
    let password = BASE64_STANDARD.encode(format!("{}:{}", CLIENT.0, "a+secret+%26+a+half"));
    if headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()) != Some(&format!("Basic {password}")) {
        return (StatusCode::UNAUTHORIZED, Json(json!({ "error": "invalid_client" }))).into_response();
    }
    let Some(asked) = lock(&desk.codes).remove(&text(&given, "code")) else { return fault("invalid_grant") };
    let challenge = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(text(&given, "code_verifier")));
    let fits = text(&given, "grant_type") == "authorization_code"
        && text(&given, "redirect_uri") == text(&asked, "redirect_uri")
        && challenge == text(&asked, "code_challenge");
    if !fits {
        return fault("invalid_grant");
    }
    let id_token = desk.id_token(&text(&asked, "nonce"));
    Json(json!({ "access_token": "for-user-info", "token_type": "Bearer", "expires_in": 300, "id_token": id_token }))
        .into_response()
}

async fn user_info(State(desk): State<Arc<Desk>>, headers: HeaderMap) -> Response {
    if headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()) != Some("Bearer for-user-info") {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let faults = lock(&desk.faults).clone();
    let mut claims = json!({ "sub": "4711" });
    faults.add_mail(&mut claims);
    Json(claims).into_response()
}

impl Desk {
    fn id_token(&self, nonce: &str) -> String {
        let faults = lock(&self.faults).clone();
        let now = self.clock.clock().now().as_second();
        let mut claims = json!({
            "iss": faults.issuer.as_deref().unwrap_or(&self.issuer),
            "sub": "4711",
            "aud": faults.audience.as_deref().unwrap_or(CLIENT.0),
            "exp": now + faults.seconds,
            "iat": now,
            "nonce": faults.nonce.as_deref().unwrap_or(nonce),
        });
        if !faults.mail_when_asked {
            faults.add_mail(&mut claims);
        }
        let key = lock(&self.key);
        let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(&json!({ "alg": "RS256", "typ": "JWT", "kid": key.id })), part(&claims));
        let private = if faults.is_forged { Key::random().key } else { key.key.clone() };
        let signature = SigningKey::<Sha256>::new(private).sign(signed.as_bytes()).to_vec();
        format!("{signed}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature))
    }
}

impl Faults {
    fn add_mail(&self, claims: &mut Value) {
        if let Some(mail) = &self.mail {
            claims["email"] = json!(mail);
        }
        if let Some(is_verified) = self.is_verified {
            claims["email_verified"] = json!(is_verified);
        }
    }
}

fn random() -> String {
    BASE64_URL_SAFE_NO_PAD.encode(OsRng.next_u64().to_be_bytes())
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().expect("no test panicked with it")
}
