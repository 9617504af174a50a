//! Who may do what: the admin token, and reading on loopback.

use crate::api::ApiError;
use crate::app::App;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::header::{AUTHORIZATION, HOST};
use axum::http::request::Parts;
use sha2::{Digest, Sha256};
use std::net::SocketAddr;
use std::sync::Arc;
use tandem_shared::{Problem, ProblemKind};

/// Name of the setting that holds the admin token's hash.
const SETTING: &str = "admin_token_sha256";

/// The tokens that open this server. Only hashes are held.
#[derive(Debug)]
pub(crate) struct Tokens {
    admin: [u8; 32],
}

impl Tokens {
    /// The tokens of a store: the preset admin token, or the one known from an earlier start, or a new one, which is
    /// returned to be shown once.
    pub(crate) async fn load(
        store: &dyn crate::store::Store,
        preset: Option<&str>,
    ) -> anyhow::Result<(Self, Option<String>)> {
        let known = store.setting(SETTING).await?.and_then(|hex| from_hex(&hex));
        let (admin, shown) = match (preset, known) {
            (Some(token), _) => (hash(token), None),
            (None, Some(admin)) => (admin, None),
            (None, None) => {
                let token = new_token();
                (hash(&token), Some(token))
            }
        };
        if known != Some(admin) {
            store.set_setting(SETTING, &to_hex(&admin)).await?;
        }
        Ok((Self { admin }, shown))
    }

    /// Who holds a token. Hashes are compared, so the time it takes says nothing about the token.
    fn actor(&self, token: &str) -> Option<Arc<str>> {
        (hash(token) == self.admin).then(|| Arc::from("admin"))
    }
}

/// A token of 256 random bits, with a prefix that secret scanners can look for.
fn new_token() -> String {
    format!("tandem_{}", to_hex(&rand::random::<[u8; 32]>()))
}

fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn from_hex(hex: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if hex.len() != 64 || !hex.is_ascii() {
        return None;
    }
    for (index, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&hex[index * 2..index * 2 + 2], 16).ok()?;
    }
    Some(bytes)
}

/// Somebody who may write, by name.
pub(crate) struct Writer(pub(crate) Arc<str>);

/// Somebody who may read.
pub(crate) struct Reader;

impl FromRequestParts<Arc<App>> for Writer {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        match token(parts) {
            Some(token) => app.tokens.actor(&token).map(Self).ok_or_else(unknown_token),
            None => Err(ApiError(Problem::new(
                ProblemKind::Unauthorized,
                "Writing needs the admin token that the first start printed: send it as \"Authorization: Bearer …\".",
            ))),
        }
    }
}

impl FromRequestParts<Arc<App>> for Reader {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        if let Some(token) = token(parts) {
            return app.tokens.actor(&token).map(|_| Self).ok_or_else(unknown_token);
        }
        if is_local(parts) {
            return Ok(Self);
        }
        Err(ApiError(Problem::new(
            ProblemKind::Unauthorized,
            "Reading without a token works on this machine only (at 127.0.0.1 or localhost): send the admin token as \"Authorization: Bearer …\".",
        )))
    }
}

fn unknown_token() -> ApiError {
    ApiError(Problem::new(
        ProblemKind::Unauthorized,
        "This token is not known: check that it was copied whole. A new one can be set with TANDEM_ADMIN_TOKEN.",
    ))
}

/// The token of a request: Bearer, the password of Basic, or `?token=`.
fn token(parts: &Parts) -> Option<String> {
    if let Some(header) = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()) {
        let (scheme, rest) = header.split_once(' ').unwrap_or((header, ""));
        if scheme.eq_ignore_ascii_case("bearer") {
            return Some(rest.trim().to_owned());
        }
        if scheme.eq_ignore_ascii_case("basic") {
            let text = String::from_utf8(from_base64(rest.trim())?).ok()?;
            return text.split_once(':').map(|(_, password)| password.to_owned());
        }
    }
    let query = parts.uri.query()?;
    if !query.contains("token=") {
        return None;
    }
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).ok()?;
    pairs.into_iter().find(|(name, _)| name == "token").map(|(_, token)| token)
}

fn from_base64(text: &str) -> Option<Vec<u8>> {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.decode(text).ok()
}

/// Whether a request comes from this machine and was meant for it. The name it asks for must be a local one too: else a
/// page of somebody else's, whose name suddenly points here, could read along.
fn is_local(parts: &Parts) -> bool {
    let from_here = parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .is_some_and(|ConnectInfo(peer)| peer.ip().to_canonical().is_loopback());
    let host = parts.headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let name = name.trim_start_matches('[').trim_end_matches(']');
    from_here && (name == "localhost" || name.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback()))
}
