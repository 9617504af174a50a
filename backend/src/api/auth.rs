//! Who may do what: writing with the admin token, reading on loopback.

use super::ApiError;
use crate::app::App;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::header::{AUTHORIZATION, HOST};
use axum::http::request::Parts;
use std::net::SocketAddr;
use std::sync::Arc;
use tandem_shared::{Problem, ProblemKind};

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
