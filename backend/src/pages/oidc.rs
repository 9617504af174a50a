//! `/sign-in/oidc`: signing in where people have an account already.

use super::lang::Lang;
use super::layout::{notice, see_other};
use super::session::{put_cookie, sign_in};
use super::sign_in::{To, own_path};
use crate::accounts::{Answer, Provider, Refusal, WAIT_MILLIS};
use crate::api::{ApiError, cookie};
use crate::app::App;
use axum::extract::{ConnectInfo, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use std::net::SocketAddr;
use std::sync::Arc;

/// Name of the cookie by which the browser that comes back is known as the one that went.
const COOKIE: &str = "tandem_oidc";

/// Leads to the provider.
pub(super) async fn begin(
    State(app): State<Arc<App>>,
    lang: Lang,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Query(To { to }): Query<To>,
) -> Response {
    let Some(provider) = &app.provider else { return see_other("/sign-in") };
    match provider.begin(own_path(&to.unwrap_or_default()), peer.ip()).await {
        Ok(begun) => {
            let mut response = see_other(&begun.address);
            put_cookie(&mut response, &app, COOKIE, begun.browser.show(), WAIT_MILLIS / 1_000);
            response
        }
        Err(refusal) => refused(lang, provider, refusal),
    }
}

/// Signs in whom the provider sends back.
pub(super) async fn finish(
    State(app): State<Arc<App>>,
    lang: Lang,
    peer: ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Query(answer): Query<Answer>,
) -> Response {
    let Some(provider) = &app.provider else { return see_other("/sign-in") };
    let arrived = match provider.finish(cookie(&headers, COOKIE).unwrap_or_default(), answer).await {
        Ok(arrived) => arrived,
        Err(refusal) => return refused(lang, provider, refusal),
    };
    let person = app.read_world().person_by_email(&arrived.mail).map(|(slug, _)| slug.to_owned());
    let Some(person) = person else {
        tracing::warn!("somebody whom the provider knows has no account here");
        return no_account(lang, &arrived.mail);
    };
    let signed_in = sign_in(&app, &headers, peer, person, &arrived.to).await;
    signed_in.unwrap_or_else(|problem| ApiError(problem).into_response())
}

/// Somebody signed in elsewhere whom nobody invited.
pub(super) fn no_account(lang: Lang, mail: &str) -> Response {
    let title = lang.say("Not invited yet", "Noch nicht eingeladen");
    let text = lang.say(
        format!("You are signed in as {mail}, and nobody here has that address. Ask an admin to invite you with it."),
        format!("Sie sind als {mail} angemeldet, und diese Adresse hat hier niemand. Bitten Sie einen Admin, Sie damit einzuladen."),
    );
    leads_back(lang, StatusCode::FORBIDDEN, title, &text)
}

/// Says why somebody was not signed in, and what to do.
fn refused(lang: Lang, provider: &Provider, refusal: Refusal) -> Response {
    let (name, host) = (&provider.name, provider.host());
    let (status, title, text) = match refusal {
        Refusal::Unreachable => (
            StatusCode::BAD_GATEWAY,
            lang.say(format!("{host} does not answer"), format!("{host} antwortet nicht")),
            lang.say(
                "Try again in a minute, or sign in with a password.".to_owned(),
                "Versuchen Sie es in einer Minute wieder, oder melden Sie sich mit einem Passwort an.".to_owned(),
            ),
        ),
        Refusal::TooMany => (
            StatusCode::TOO_MANY_REQUESTS,
            lang.say("Too many sign in at once", "Zu viele melden sich zugleich an").to_owned(),
            lang.say(
                "More than 200 from your network are on the way. Try again in some minutes, or sign in with a password.".to_owned(),
                "Aus Ihrem Netz sind mehr als 200 unterwegs. Versuchen Sie es in einigen Minuten wieder, oder melden Sie sich mit einem Passwort an.".to_owned(),
            ),
        ),
        Refusal::Lost => (
            StatusCode::BAD_REQUEST,
            lang.say("This sign-in is over", "Diese Anmeldung ist vorbei").to_owned(),
            lang.say(
                "It took longer than 10 minutes, was finished before, or was begun in another browser or tab. Begin again here.".to_owned(),
                "Sie hat länger als 10 Minuten gedauert, war schon fertig oder wurde in einem anderen Browser oder Tab begonnen. Beginnen Sie hier noch einmal.".to_owned(),
            ),
        ),
        Refusal::Declined => (
            StatusCode::FORBIDDEN,
            lang.say("You are not signed in", "Sie sind nicht angemeldet").to_owned(),
            lang.say(
                format!("{host} ended it without signing you in. Begin again, or ask whoever looks after your {name} whether you may use Tandem with it."),
                format!("{host} hat ohne Anmeldung abgebrochen. Beginnen Sie noch einmal, oder fragen Sie, wer Ihr Konto dort betreut ({name}), ob Sie Tandem damit nutzen dürfen."),
            ),
        ),
        Refusal::Untrusted => (
            StatusCode::BAD_GATEWAY,
            lang.say(format!("The answer of {host} does not hold"), format!("Die Antwort von {host} hält nicht stand")),
            lang.say(
                "So you are not signed in. Begin again; if that does not help, tell an admin: the log of the server says why.".to_owned(),
                "Darum sind Sie nicht angemeldet. Beginnen Sie noch einmal; hilft das nicht, sagen Sie es einem Admin: Das Log des Servers sagt, warum.".to_owned(),
            ),
        ),
        Refusal::NoMail => (
            StatusCode::FORBIDDEN,
            lang.say(format!("{host} does not tell your mail address"), format!("{host} nennt Ihre E-Mail-Adresse nicht")),
            lang.say(
                format!("Tandem knows people by it. Ask whoever looks after {host} to let Tandem see it (the claim “email”)."),
                format!("Daran erkennt Tandem Sie. Bitten Sie, wer {host} betreut, sie Tandem zu nennen (der Claim „email“)."),
            ),
        ),
        Refusal::Unverified(mail) => (
            StatusCode::FORBIDDEN,
            lang.say(format!("{mail} is not confirmed"), format!("{mail} ist nicht bestätigt")),
            lang.say(
                format!("{host} does not know yet whether this address is yours. Confirm it there, then begin again."),
                format!("{host} weiß noch nicht, ob diese Adresse Ihre ist. Bestätigen Sie sie dort und beginnen Sie noch einmal."),
            ),
        ),
    };
    leads_back(lang, status, &title, &text)
}

fn leads_back(lang: Lang, status: StatusCode, title: &str, text: &str) -> Response {
    notice(lang, status, title, text, ("/sign-in", lang.say("Go to sign-in", "Zur Anmeldung")))
}
