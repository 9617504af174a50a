//! `/invitation`: somebody who was invited chooses a password.

use super::form::{Faults, line};
use super::lang::Lang;
use super::layout::{notice, page};
use super::session::{OwnForm, sign_in};
use crate::accounts::PASSWORD_MIN;
use crate::app::App;
use crate::commands::set_password;
use axum::extract::{ConnectInfo, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use maud::html;
use serde::Deserialize;
use std::net::SocketAddr;
use std::sync::Arc;

/// The link.
#[derive(Deserialize)]
pub(super) struct Link {
    #[serde(default)]
    link: String,
}

/// What is typed.
#[derive(Deserialize)]
pub(super) struct Entry {
    link: String,
    password: String,
}

/// The form, for whoever holds the link.
pub(super) async fn show(State(app): State<Arc<App>>, lang: Lang, Query(Link { link }): Query<Link>) -> Response {
    form(&app, lang, StatusCode::OK, &link, &Faults::none())
}

fn form(app: &App, lang: Lang, status: StatusCode, link: &str, faults: &Faults) -> Response {
    let person = app.accounts.invited(link);
    let person = person.and_then(|person| app.read_world().person(&person).cloned());
    let Some(person) = person else {
        let title = lang.say("This link opens nothing any more", "Dieser Link öffnet nichts mehr");
        let text = lang.say(
            "An invitation works once, for 7 days. Ask an admin to invite you again.",
            "Eine Einladung gilt einmal und 7 Tage. Bitten Sie einen Admin, Sie noch einmal einzuladen.",
        );
        return notice(lang, StatusCode::GONE, title, text, ("/sign-in", lang.say("Go to sign-in", "Zur Anmeldung")));
    };
    let title = lang.say("Welcome to Tandem", "Willkommen bei Tandem");
    let label = lang.say("Choose a password", "Passwort wählen");
    let hint = lang.say(
        format!("At least {PASSWORD_MIN} characters, for example four words."),
        format!("Mindestens {PASSWORD_MIN} Zeichen, zum Beispiel vier Wörter."),
    );
    let content = html! {
        form.panel.narrow method="post" action="/invitation" novalidate {
            header { h1 { (title) } }
            div.blk.form.form--one {
                p { (person.name) ", " (person.email) }
                input type="hidden" name="link" value=(link);
                // For password managers, which ask whose password it is.
                input type="email" name="mail" value=(person.email) autocomplete="username" hidden;
                (line(("/password", label, &hint), ("password", "new-password"), "", faults))
                div.go { button.tandem-btn.tandem-btn--primary { (lang.say("Save and sign in", "Speichern und anmelden")) } }
            }
        }
    };
    page(lang, status, title, &content)
}

/// Keeps the password and signs in; the link opens nothing any more.
pub(super) async fn accept(
    State(app): State<Arc<App>>,
    lang: Lang,
    peer: ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    OwnForm(Entry { link, password }): OwnForm<Entry>,
) -> Response {
    let Some(person) = app.accounts.invited(&link) else {
        return form(&app, lang, StatusCode::GONE, &link, &Faults::none());
    };
    let done = match set_password(&app, &person, password).await {
        Ok(()) => sign_in(&app, &headers, peer, person, "/").await,
        Err(problem) => Err(problem),
    };
    done.unwrap_or_else(|problem| form(&app, lang, StatusCode::UNPROCESSABLE_ENTITY, &link, &problem.into()))
}
