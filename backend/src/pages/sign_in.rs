//! `/sign-in`, `/sign-out`

use super::form::{Faults, line};
use super::lang::Lang;
use super::layout::{page, see_other};
use super::session::{Nothing, OwnForm, device, forget_cookie, sign_in};
use crate::accounts::{Accounts, Refused};
use crate::api::{ApiError, session};
use crate::app::App;
use axum::extract::{ConnectInfo, Query, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use maud::html;
use serde::Deserialize;
use std::net::SocketAddr;
use std::sync::Arc;

const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");

/// Where to go afterwards.
#[derive(Deserialize)]
pub(super) struct To {
    pub(super) to: Option<String>,
}

/// What is typed.
#[derive(Deserialize)]
pub(super) struct Entry {
    mail: String,
    password: String,
    #[serde(default)]
    to: String,
}

/// The form.
pub(super) async fn show(State(app): State<Arc<App>>, lang: Lang, Query(To { to }): Query<To>) -> Response {
    if !app.read_world().has_people() {
        let title = lang.say("Not set up yet", "Noch nicht eingerichtet");
        let text = lang.say(
            "There are no accounts yet. The server printed a link for setting up when it started; restarting it prints a new one.",
            "Es gibt noch keine Konten. Der Server hat beim Start einen Link zum Einrichten ausgegeben; ein Neustart gibt einen neuen aus.",
        );
        let back = ("/", lang.say("All boards", "Alle Boards"));
        return super::layout::notice(lang, StatusCode::OK, title, text, back);
    }
    form(&app, lang, StatusCode::OK, "", &to.unwrap_or_default(), &Faults::none())
}

fn form(app: &App, lang: Lang, status: StatusCode, mail: &str, to: &str, faults: &Faults) -> Response {
    let title = lang.say("Sign in", "Anmelden");
    let elsewhere = format!("/sign-in/oidc?{}", serde_urlencoded::to_string([("to", to)]).unwrap_or_default());
    let content = html! {
        form.panel.narrow method="post" action="/sign-in" novalidate {
            header { h1 { (title) } }
            @if let Some(provider) = &app.provider {
                div.blk.elsewhere {
                    a.tandem-btn.tandem-btn--primary href=(elsewhere) {
                        (lang.say("Continue with ", "Weiter mit ")) (provider.name)
                    }
                    p.hint { (lang.say("opens ", "öffnet ")) (provider.host()) }
                    p.or { (lang.say("or with a password", "oder mit einem Passwort")) }
                }
            }
            div.blk.form.form--one {
                input type="hidden" name="to" value=(to);
                (line(("/mail", lang.say("Mail", "E-Mail"), ""), ("email", "username"), mail, faults))
                (line(("/password", lang.say("Password", "Passwort"), ""), ("password", "current-password"), "", faults))
                div.go { button.tandem-btn.tandem-btn--primary[app.provider.is_none()] { (title) } }
                p.hint { (lang.say(
                    "Forgotten the password? An admin can send you a new link.",
                    "Passwort vergessen? Ein Admin kann Ihnen einen neuen Link schicken.")) }
            }
        }
    };
    page(lang, status, title, &content)
}

/// Checks what was typed.
pub(super) async fn enter(
    State(app): State<Arc<App>>,
    lang: Lang,
    peer: ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    OwnForm(entry): OwnForm<Entry>,
) -> Response {
    let address = peer.ip().to_canonical().to_string();
    let tried = app.accounts.sign_in(app.world(), &entry.mail, entry.password, &address, device(&headers)).await;
    let refused = match tried {
        Ok(Ok(person)) => {
            let signed_in = sign_in(&app, &headers, peer, person, own_path(&entry.to)).await;
            return signed_in.unwrap_or_else(|problem| ApiError(problem).into_response());
        }
        Ok(Err(refused)) => refused,
        Err(error) => return ApiError(crate::commands::unwritten(error)).into_response(),
    };
    let text = match refused {
        Refused::Wrong(0) => lang.say(
            "Mail and password do not fit together. Try again in 15 minutes.".to_owned(),
            "E-Mail und Passwort passen nicht zusammen. Versuchen Sie es in 15 Minuten wieder.".to_owned(),
        ),
        Refused::Wrong(left) => lang.say(
            format!("Mail and password do not fit together. Tries left: {left}, then 15 minutes pause."),
            format!("E-Mail und Passwort passen nicht zusammen. Versuche übrig: {left}, dann 15 Minuten Pause."),
        ),
        Refused::Pause(left) => {
            let minutes = left / 60_000 + 1;
            lang.say(
                format!("Too many wrong tries. Wait {minutes} min, or ask an admin for a new link."),
                format!("Zu viele falsche Versuche. Warten Sie {minutes} min, oder bitten Sie einen Admin um einen neuen Link."),
            )
        }
    };
    form(&app, lang, StatusCode::UNAUTHORIZED, &entry.mail, &entry.to, &Faults::at("/password", text))
}

/// Ends the session of this browser.
pub(super) async fn leave(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    OwnForm(Nothing {}): OwnForm<Nothing>,
) -> Response {
    if let Some(id) = session(&headers).map(Accounts::session_id)
        && let Err(error) = app.accounts.keys.revoke(|held| held.id == id).await
    {
        return ApiError(crate::commands::unwritten(error)).into_response();
    }
    let mut response = see_other("/sign-in");
    forget_cookie(&mut response, &app);
    // Else the back button would bring a page back as it was.
    response.headers_mut().insert(CLEAR_SITE_DATA, HeaderValue::from_static("\"cache\""));
    response
}

/// A path of ours; anything else leads home, so that nobody is led astray by a link to this page.
pub(super) fn own_path(to: &str) -> &str {
    let own = to.starts_with('/') && !to.starts_with("//") && !to.contains(['\\', '\r', '\n', '\t']);
    if own { to } else { "/" }
}
