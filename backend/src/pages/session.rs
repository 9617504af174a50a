//! [`Visitor`]: who opens a page; and the cookie that holds their session.

use super::lang::Lang;
use super::layout::see_other;
use super::oidc::no_account;
use crate::access::{Actor, May, Owned};
use crate::accounts::{DEVICE_MILLIS, Opens, SESSION_MILLIS, Secret};
use crate::api::{SESSION_COOKIE, check_own_page, cookie, identify};
use crate::app::App;
use crate::proxy::ProxyMail;
use axum::extract::{ConnectInfo, FromRequest, FromRequestParts, Request};
use axum::http::header::{SET_COOKIE, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use std::net::SocketAddr;
use std::sync::Arc;
use tandem_shared::Problem;

/// Name of the cookie by which a browser is known.
const DEVICE_COOKIE: &str = "tandem_device";
/// Most characters of a browser's name that are kept.
const BROWSER_MAX: usize = 200;

/// Somebody who signed in.
pub(super) struct Visitor {
    /// Who.
    pub(super) actor: Actor,
    /// Slug of the person.
    pub(super) person: String,
}

/// Somebody who signed in and may do everything.
pub(super) struct Admin(pub(super) Visitor);

impl FromRequestParts<Arc<App>> for Visitor {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Response> {
        if let Some(ProxyMail(mail)) = parts.extensions.get().cloned()
            && app.read_world().person_by_email(&mail).is_none()
        {
            let Ok(lang) = Lang::from_request_parts(parts, app).await;
            return Err(no_account(lang, &mail));
        }
        let actor = identify(parts, app).map_err(IntoResponse::into_response)?;
        let person = actor.as_ref().and_then(Actor::person_slug).map(str::to_owned);
        match (actor, person) {
            (Some(actor), Some(person)) => Ok(Self { actor, person }),
            // Whoever has no session is asked to sign in, and comes back to the page, if it can be opened again.
            _ => {
                let to = if parts.method.is_safe() { parts.uri.path() } else { "/" };
                Err(see_other(&format!("/sign-in?to={to}")))
            }
        }
    }
}

impl FromRequestParts<Arc<App>> for Admin {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Response> {
        let visitor = Visitor::from_request_parts(parts, app).await?;
        if visitor.actor.may == May::Everything {
            return Ok(Self(visitor));
        }
        let Ok(lang) = Lang::from_request_parts(parts, app).await;
        let title = lang.say("For admins", "Für Admins");
        let text = lang.say(
            "Accounts, tokens and the history of everything are for admins. Ask one of them.",
            "Konten, Tokens und die ganze Historie sind Sache der Admins. Fragen Sie eine von ihnen.",
        );
        Err(refuse(lang, title, text))
    }
}

/// Somebody who signed in and may edit what is joint.
pub(super) struct Lead(pub(super) Visitor);

impl FromRequestParts<Arc<App>> for Lead {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Response> {
        let visitor = Visitor::from_request_parts(parts, app).await?;
        if visitor.actor.check_write(&Owned::Jointly).is_ok() {
            return Ok(Self(visitor));
        }
        let Ok(lang) = Lang::from_request_parts(parts, app).await;
        let title = lang.say("For leads", "Für Leitungen");
        let text = lang.say(
            "What hangs on the walls is for leads and admins. Ask one of them.",
            "Was an den Wänden hängt, ist Sache der Leitungen und Admins. Fragen Sie eine von ihnen.",
        );
        Err(refuse(lang, title, text))
    }
}

fn refuse(lang: Lang, title: &str, text: &str) -> Response {
    super::layout::notice(lang, StatusCode::FORBIDDEN, title, text, ("/", lang.say("All boards", "Alle Boards")))
}

/// A form of a button alone.
#[derive(serde::Deserialize)]
pub(super) struct Nothing {}

/// A form sent from one of our own pages, whoever sent it.
pub(super) struct OwnForm<T>(pub(super) T);

impl<T: serde::de::DeserializeOwned> FromRequest<Arc<App>> for OwnForm<T> {
    type Rejection = Response;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Response> {
        check_own_page(request.headers()).map_err(IntoResponse::into_response)?;
        let (mut parts, body) = request.into_parts();
        let Ok(lang) = Lang::from_request_parts(&mut parts, app).await;
        let form = axum::Form::<T>::from_request(Request::from_parts(parts, body), app).await;
        form.map(|axum::Form(form)| Self(form)).map_err(|error| {
            let title = lang.say("This form cannot be read", "Dieses Formular ist nicht lesbar");
            let text = if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
                lang.say(
                    "Nothing was changed: more was typed than fits into a form. Go back, and shorten it.",
                    "Nichts wurde geändert: Es wurde mehr eingegeben, als in ein Formular passt. Zurückgehen und kürzen.",
                )
            } else {
                lang.say(
                "Nothing was changed: a field is missing, or is not what the page sends. Go back, reload the page, and send it again.",
                "Nichts wurde geändert: Ein Feld fehlt oder ist anders, als die Seite es sendet. Zurückgehen, die Seite neu laden und noch einmal senden.",
            )
            };
            let home = ("/", lang.say("All boards", "Alle Boards"));
            super::layout::notice(lang, error.status(), title, text, home)
        })
    }
}

/// Signs somebody in on this browser and leads on. Always a new session: one that somebody else planted stays empty.
pub(super) async fn sign_in(
    app: &App,
    headers: &HeaderMap,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    person: String,
    to: &str,
) -> Result<Response, Problem> {
    let browser = headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let at = app.clock.now().as_millisecond();
    let device = match device(headers).filter(|device| app.accounts.knows_device(device, &person)) {
        Some(device) => device.to_owned(),
        None => admit(app, Opens::Device { person: person.clone(), at }).await?.show().to_owned(),
    };
    let opens = Opens::Session {
        person,
        browser: browser.chars().take(BROWSER_MAX).collect(),
        address: peer.ip().to_canonical().to_string(),
        at,
    };
    let session = admit(app, opens).await?;
    let mut response = see_other(to);
    put_cookie(&mut response, app, SESSION_COOKIE, session.show(), SESSION_MILLIS / 1_000);
    put_cookie(&mut response, app, DEVICE_COOKIE, &device, DEVICE_MILLIS / 1_000);
    Ok(response)
}

async fn admit(app: &App, opens: Opens) -> Result<Secret, Problem> {
    app.accounts.keys.admit(opens).await.map_err(crate::commands::unwritten)
}

/// What says that somebody has signed in in this browser before; it stays when they sign out.
pub(super) fn device(headers: &HeaderMap) -> Option<&str> {
    cookie(headers, DEVICE_COOKIE)
}

/// Takes the session out of this browser.
pub(super) fn forget_cookie(response: &mut Response, app: &App) {
    put_cookie(response, app, SESSION_COOKIE, "", 0);
}

/// Has this browser hold a secret.
pub(super) fn put_cookie(response: &mut Response, app: &App, name: &str, secret: &str, seconds: i64) {
    // Scripts never see it; other sites' pages never send it with a write.
    let secure = if app.public_url.starts_with("https:") { "; Secure" } else { "" };
    let cookie = format!("{name}={secret}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
}
