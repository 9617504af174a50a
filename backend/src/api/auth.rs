//! Who is asking: by token, by a trusted proxy, by the session of a browser, or, while nobody has an account, from this machine.

use super::ApiError;
use crate::access::{self, Actor, May, Owned, Sight};
use crate::accounts::Pass;
use crate::app::App;
use crate::origin::Origin as Page;
use crate::proxy::ProxyMail;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::header::{AUTHORIZATION, COOKIE, HOST, ORIGIN};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName};
use serde_json::Value;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use tandem_shared::document::Kind;
use tandem_shared::{Problem, ProblemKind};

/// Name of the cookie that holds a session.
pub(crate) const SESSION_COOKIE: &str = "tandem_session";

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Somebody who wants to write; whether they may is for the command to say, who knows what is written.
pub(crate) struct Writer(pub(crate) Actor);

/// What a reader came in with, for those who stay long.
pub(crate) struct LongPass(pub(crate) Vec<Pass>);

impl FromRequestParts<Arc<App>> for LongPass {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Self::Rejection> {
        let pass = match (token(parts), parts.extensions.get()) {
            (Some((keys, _)), _) => return Ok(Self(keys.split(',').map(Pass::of).collect())),
            (None, Some(ProxyMail(mail))) => {
                app.read_world().person_by_email(mail).map(|(slug, _)| Pass::Proxied(slug.to_owned()))
            }
            (None, None) => session(&parts.headers).map(Pass::of),
        };
        Ok(Self(pass.into_iter().collect()))
    }
}

/// Somebody who may read. Without a name: somebody at this machine, while nobody has an account.
pub(crate) struct Reader(pub(crate) Option<Actor>);

impl Reader {
    /// A document of a kind as this reader may know it: the mail addresses of people are for those who work with them, leads
    /// and admins.
    pub(crate) fn shown(&self, kind: Kind, mut document: Value) -> Value {
        let works = self.0.as_ref().is_some_and(|actor| actor.check_write(&Owned::Jointly).is_ok());
        if kind == Kind::Person
            && !works
            && let Some(fields) = document.as_object_mut()
        {
            fields.remove("email");
        }
        document
    }
}

impl FromRequestParts<Arc<App>> for Writer {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        identify(parts, app)?.map(Self).ok_or_else(|| {
            unauthorized(
                "Writing needs to know who you are: sign in, or send a token as \"Authorization: Bearer …\". The first start printed one.",
            )
        })
    }
}

impl FromRequestParts<Arc<App>> for Reader {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        let actor = let_in(parts, app)?;
        if let Some(actor) = &actor {
            actor.check_read()?;
        }
        Ok(Self(actor))
    }
}

/// Somebody who may look at some boards: whoever may read, and whoever holds keys of theirs (with commas between). Nobody in
/// particular, where everybody may.
pub(crate) struct Looker(Vec<Actor>);

impl Looker {
    /// Whether they may look at a board.
    pub(crate) fn check(&self, board: &str) -> Result<(), ApiError> {
        self.any(|actor| actor.check_look(board))
    }

    /// Whether they may subscribe to the check-ins of a board.
    pub(crate) fn check_subscribe(&self, board: &str) -> Result<(), ApiError> {
        self.any(|actor| actor.check_subscribe(board))
    }

    /// Whether one of them may, or why the first may not.
    fn any(&self, check: impl Fn(&Actor) -> Result<(), Problem>) -> Result<(), ApiError> {
        let mut checked = self.0.iter().map(check);
        let Some(first) = checked.next() else { return Ok(()) };
        Ok(first.or_else(|refused| checked.find(Result::is_ok).unwrap_or(Err(refused)))?)
    }

    /// Whoever holds a key that came in another way than in the address.
    pub(crate) fn with_key(app: &App, key: &str) -> Result<Self, ApiError> {
        let actor = app.accounts.by_token(&app.read_world(), key, None);
        actor.map(|actor| Self(vec![actor])).ok_or_else(|| unknown(Place::Address))
    }

    /// How much of it they are handed: as little as one of them.
    pub(crate) fn sight(&self) -> Sight {
        let sight = |actor: &Actor| match actor.may {
            May::Look { sight, .. } => Some(sight),
            _ => None,
        };
        self.0.iter().filter_map(sight).max().unwrap_or(Sight::Whole)
    }

    /// Origins of the pages that may show what they look at.
    pub(crate) fn pages(&self) -> Vec<&str> {
        self.0.iter().flat_map(pages_of).map(String::as_str).collect()
    }
}

impl FromRequestParts<Arc<App>> for Looker {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        let Some((keys, place)) = token(parts) else { return Ok(Self(let_in(parts, app)?.into_iter().collect())) };
        let actors = keys.split(',').map(|key| holder(parts, app, key, place)).collect::<Result<Vec<_>, _>>()?;
        // A frame is kept to its pages by the browser, an element by us. What is locked in, as our own frames are, has no origin.
        let page = parts.headers.get(ORIGIN).and_then(|origin| Page::of(origin.to_str().ok()?));
        match page.filter(|page| actors.iter().any(|actor| is_kept_from(actor, page))) {
            Some(page) => Err(ApiError(Problem::new(
                ProblemKind::Forbidden,
                format!(
                    "This board may not be shown on {page}: whoever edits it adds that site under \"Embed this board\", \"Pages that may show it\"."
                ),
            ))),
            None => Ok(Self(actors)),
        }
    }
}

fn pages_of(actor: &Actor) -> &[String] {
    match &actor.may {
        May::Look { pages, .. } => pages,
        _ => &[],
    }
}

/// Whether somebody looks with a key that does not name the page they look from.
fn is_kept_from(actor: &Actor, page: &Page) -> bool {
    matches!(actor.may, May::Look { .. }) && !pages_of(actor).iter().any(|named| page.is_named_by(named, page))
}

/// Who asks to read something. Nobody in particular is let in at this machine, while nobody has an account.
fn let_in(parts: &Parts, app: &App) -> Result<Option<Actor>, ApiError> {
    let actor = identify(parts, app)?;
    match &actor {
        Some(_) => Ok(actor),
        None if app.read_world().has_people() => {
            Err(unauthorized("Sign in to read, or send a token as \"Authorization: Bearer …\"."))
        }
        None if is_local(parts) => Ok(None),
        None => Err(unauthorized(
            "Until there are accounts, reading without a token works on this machine only (at 127.0.0.1 or localhost): send the admin token as \"Authorization: Bearer …\".",
        )),
    }
}

/// Who holds a token that came in this place.
fn holder(parts: &Parts, app: &App, token: &str, place: Place) -> Result<Actor, ApiError> {
    let origin = address(parts).map(access::Origin::program);
    let actor = app.accounts.by_token(&app.read_world(), token, origin).ok_or_else(|| unknown(place))?;
    if place == Place::Address && !actor.may_stand_in_address() {
        return Err(unauthorized(
            "This token may not stand in an address, where histories and logs keep it: send it in a header, as \"Authorization: Bearer …\".",
        ));
    }
    Ok(actor)
}

/// Who is asking; `None` for nobody in particular. A token that is wrong or over is refused rather than ignored.
pub(crate) fn identify(parts: &Parts, app: &App) -> Result<Option<Actor>, ApiError> {
    if let Some((token, place)) = token(parts) {
        return holder(parts, app, &token, place).map(Some);
    }
    let (world, origin) = (app.read_world(), address(parts).map(access::Origin::browser));
    let actor = match parts.extensions.get() {
        Some(ProxyMail(mail)) => {
            let (slug, person) = world.person_by_email(mail).ok_or_else(|| no_account(mail))?;
            Some(Actor::person(slug, person, origin))
        }
        None => session(&parts.headers).and_then(|session| app.accounts.by_session(&world, session, origin)),
    };
    if actor.is_some() && !parts.method.is_safe() {
        check_own_page(&parts.headers)?;
    }
    Ok(actor)
}

fn address(parts: &Parts) -> Option<IpAddr> {
    parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip())
}

/// The session a browser holds.
pub(crate) fn session(headers: &HeaderMap) -> Option<&str> {
    cookie(headers, SESSION_COOKIE)
}

/// What a browser holds under this name.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
    cookies
        .flat_map(|cookies| cookies.split(';'))
        .find_map(|cookie| cookie.trim().strip_prefix(name)?.strip_prefix('='))
}

/// A browser sends its cookie whatever page has it write; only our own pages may. Browsers say which it was.
pub(crate) fn check_own_page(headers: &HeaderMap) -> Result<(), ApiError> {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let own = match (text(SEC_FETCH_SITE), text(ORIGIN)) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => origin.split_once("://").map(|(_, host)| host) == text(HOST),
        // Neither: no browser of this decade, and nothing that another page could have sent.
        (None, None) => true,
    };
    if own {
        return Ok(());
    }
    Err(ApiError(Problem::new(
        ProblemKind::Forbidden,
        "Another page tried to write here in your name; nothing was stored. Do it from Tandem's own pages.",
    )))
}

fn unauthorized(detail: &str) -> ApiError {
    ApiError(Problem::new(ProblemKind::Unauthorized, detail))
}

fn no_account(mail: &str) -> ApiError {
    let detail =
        format!("The proxy signed you in as {mail}, and nobody here has that address: ask an admin for an account.");
    ApiError(Problem::new(ProblemKind::Forbidden, detail))
}

fn unknown(place: Place) -> ApiError {
    unauthorized(match place {
        Place::Header => {
            "This token is not known, or no longer: check that it was copied whole, or have an admin create one."
        }
        Place::Address => {
            "This key is not known, or no longer: check that it was copied whole. Whoever edits the board makes another under \"Embed this board\"."
        }
    })
}

/// Where a token came.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Header,
    Address,
}

/// The token of a request: Bearer, the password of Basic; or, of those that may stand there, `?token=` or `?key=`.
fn token(parts: &Parts) -> Option<(String, Place)> {
    if let Some(header) = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()) {
        let (scheme, rest) = header.split_once(' ').unwrap_or((header, ""));
        if scheme.eq_ignore_ascii_case("bearer") {
            return Some((rest.trim().to_owned(), Place::Header));
        }
        if scheme.eq_ignore_ascii_case("basic") {
            let text = String::from_utf8(from_base64(rest.trim())?).ok()?;
            return text.split_once(':').map(|(_, password)| (password.to_owned(), Place::Header));
        }
    }
    let query = parts.uri.query()?;
    if !query.contains("token=") && !query.contains("key=") {
        return None;
    }
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).ok()?;
    pairs.into_iter().find(|(name, _)| name == "token" || name == "key").map(|(_, token)| (token, Place::Address))
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
