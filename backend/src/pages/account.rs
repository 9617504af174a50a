//! `/account`: one's own sessions and password.

use super::form::{Faults, line};
use super::lang::Lang;
use super::layout::{page, see_other};
use super::session::{OwnForm, Visitor, device, sign_in};
use crate::access::Owned;
use crate::accounts::{Accounts, Opens, PASSWORD_MIN, Refused};
use crate::api::{ApiError, session};
use crate::app::App;
use crate::commands::{set_password, unwritten};
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use maud::html;
use serde::Deserialize;
use std::net::SocketAddr;
use std::sync::Arc;
use tandem_shared::Problem;

/// Which session to end; without one, every other.
#[derive(Deserialize)]
pub(super) struct Ended {
    #[serde(default)]
    session: String,
}

/// What is typed to change the password.
#[derive(Deserialize)]
pub(super) struct Passwords {
    current: String,
    password: String,
}

/// Sessions and password.
pub(super) async fn show(State(app): State<Arc<App>>, lang: Lang, visitor: Visitor, headers: HeaderMap) -> Response {
    draw(&app, lang, StatusCode::OK, &visitor, &headers, &Faults::none())
}

fn draw(
    app: &App,
    lang: Lang,
    status: StatusCode,
    visitor: &Visitor,
    headers: &HeaderMap,
    faults: &Faults,
) -> Response {
    let title = lang.say("Your account", "Ihr Konto");
    let mine = session(headers).map(Accounts::session_id);
    let sessions =
        app.accounts.keys.held(|opens| matches!(opens, Opens::Session { person, .. } if *person == visitor.person));
    let world = app.read_world();
    let person = world.person(&visitor.person);
    let (current, new) =
        (lang.say("Current password", "Jetziges Passwort"), lang.say("New password", "Neues Passwort"));
    let hint = lang.say(
        format!("At least {PASSWORD_MIN} characters. You are signed out everywhere else."),
        format!("Mindestens {PASSWORD_MIN} Zeichen. Überall sonst werden Sie abgemeldet."),
    );
    let content = html! {
        header.pagehead.pagehead--acts {
            div {
                h1 { (title) }
                @if let Some(person) = person { p { (person.name) ", " (person.email) } }
            }
            @if visitor.actor.check_write(&Owned::Jointly).is_ok() { a.tandem-btn href="/screens" { (lang.say("Screens on walls", "Bildschirme an Wänden")) } }
            form method="post" action="/sign-out" { button.tandem-btn { (lang.say("Sign out", "Abmelden")) } }
        }
        section.panel.medium {
            header {
                h2 { (lang.say("Where you are signed in", "Wo Sie angemeldet sind")) }
                @if sessions.len() > 1 {
                    form method="post" action="/account/sessions" {
                        button.tandem-btn.tandem-btn--small { (lang.say("Sign out everywhere else", "Überall sonst abmelden")) }
                    }
                }
            }
            table.tb {
                thead { tr {
                    th { (lang.say("Browser", "Browser")) } th { (lang.say("Address", "Adresse")) }
                    th { (lang.say("Last here", "Zuletzt hier")) } th { span.tandem-vh { (lang.say("Actions", "Aktionen")) } }
                } }
                tbody {
                    @for held in &sessions {
                        @if let Opens::Session { browser, address, at, .. } = &held.opens {
                            tr {
                                td title=(browser) { b { (named(browser)) } }
                                td { (address) }
                                td.nw { (lang.time(world.calendar(), held.used.max(*at))) }
                                td.r {
                                    @if mine.as_deref() == Some(&held.id) { span.badge.badge--word { (lang.say("this one", "diese")) } }
                                    @else {
                                        form method="post" action="/account/sessions" {
                                            input type="hidden" name="session" value=(held.id);
                                            button.tandem-btn.tandem-btn--quiet.tandem-btn--small { (lang.say("Sign out", "Abmelden")) }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        form.panel.medium method="post" action="/account/password" novalidate {
            header { h2 { (lang.say("Change password", "Passwort ändern")) } }
            div.blk.form {
                @if faults.any() { div.wide { (faults.summary(lang, &[("/current", current), ("/password", new)])) } }
                (line(("/current", current, ""), ("password", "current-password"), "", faults))
                (line(("/password", new, &hint), ("password", "new-password"), "", faults))
                div.go.wide { button.tandem-btn.tandem-btn--primary { (lang.say("Change password", "Passwort ändern")) } }
            }
        }
    };
    page(lang, status, title, &content)
}

/// A browser's name in a word; the whole is in its title.
fn named(browser: &str) -> &str {
    ["Edg/", "OPR/", "Firefox/", "Chrome/", "Safari/", "curl/"]
        .into_iter()
        .zip(["Edge", "Opera", "Firefox", "Chrome", "Safari", "curl"])
        .find_map(|(mark, name)| browser.contains(mark).then_some(name))
        .unwrap_or("–")
}

/// Ends one of one's own sessions, or all others.
pub(super) async fn end_session(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    headers: HeaderMap,
    OwnForm(ended): OwnForm<Ended>,
) -> Response {
    let mine = session(&headers).map(Accounts::session_id).unwrap_or_default();
    let own = |opens: &Opens| matches!(opens, Opens::Session { person, .. } if *person == visitor.person);
    let meant = |id: &str| if ended.session.is_empty() { id != mine } else { id == ended.session };
    match app.accounts.keys.revoke(|held| own(&held.opens) && meant(&held.id)).await {
        Ok(_) => see_other("/account"),
        Err(error) => ApiError(unwritten(error)).into_response(),
    }
}

/// Changes the password: whoever finds an open browser must not be able to.
pub(super) async fn change_password(
    State(app): State<Arc<App>>,
    lang: Lang,
    visitor: Visitor,
    peer: ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    OwnForm(Passwords { current, password }): OwnForm<Passwords>,
) -> Response {
    let faults = match change(&app, lang, &visitor, (&peer, &headers), current, password).await {
        Ok(()) => match sign_in(&app, &headers, peer, visitor.person.clone(), "/account").await {
            Ok(response) => return response,
            Err(problem) => problem.into(),
        },
        Err(faults) => faults,
    };
    draw(&app, lang, StatusCode::UNPROCESSABLE_ENTITY, &visitor, &headers, &faults)
}

async fn change(
    app: &App,
    lang: Lang,
    visitor: &Visitor,
    (peer, headers): (&ConnectInfo<SocketAddr>, &HeaderMap),
    current: String,
    password: String,
) -> Result<(), Faults> {
    let email = app.read_world().person(&visitor.person).map(|person| person.email.clone()).unwrap_or_default();
    let address = peer.ip().to_canonical().to_string();
    match app.accounts.sign_in(app.world(), &email, current, &address, device(headers)).await {
        Ok(Ok(_)) => Ok(set_password(app, &visitor.person, password).await?),
        Ok(Err(Refused::Wrong(_))) => Err(Faults::at(
            "/current",
            lang.say("This is not your current password.", "Das ist nicht Ihr jetziges Passwort."),
        )),
        Ok(Err(Refused::Pause(_))) => Err(Faults::at(
            "/current",
            lang.say("Too many wrong tries: wait 15 minutes.", "Zu viele falsche Versuche: warten Sie 15 Minuten."),
        )),
        Err(error) => Err(Problem::into(unwritten(error))),
    }
}
