//! `/people`: who has an account, and what they may do; the tokens below.

use super::form::{Faults, choice, field, line};
use super::lang::Lang;
use super::layout::{page, see_other};
use super::session::{Admin, Nothing, OwnForm};
use super::tokens;
use crate::accounts::Opens;
use crate::app::App;
use crate::commands::{self, Fields, Precondition, delete_document, free_slug, put_document};
use crate::store::StoredDocument;
use crate::world::World;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::value::to_raw_value;
use std::sync::Arc;
use tandem_shared::document::{Kind, Person, Role};
use tandem_shared::view::Side;
use tandem_shared::{Problem, ProblemKind};

/// Somebody to invite, or what becomes of somebody. Teams come as one field each, `team-sales=on`.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Entry {
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    revision: u64,
    #[serde(flatten)]
    more: std::collections::BTreeMap<String, String>,
}

impl Entry {
    fn teams(&self) -> Vec<&str> {
        self.more.keys().filter_map(|name| name.strip_prefix("team-")).collect()
    }

    fn body(&self, name: &str, email: &str) -> Result<Fields, Problem> {
        let raw = |value: serde_json::Result<_>| {
            value.map_err(|_| Problem::new(ProblemKind::Internal, "The form could not be written down."))
        };
        Ok(Fields::from([
            ("name".to_owned(), raw(to_raw_value(name.trim()))?),
            ("email".to_owned(), raw(to_raw_value(email.trim()))?),
            ("role".to_owned(), raw(to_raw_value(&self.role))?),
            ("teams".to_owned(), raw(to_raw_value(&self.teams()))?),
        ]))
    }
}

/// What a page shows once, or what is wrong.
pub(super) struct Told {
    /// A secret, with the sentence above it.
    pub(super) secret: Option<(String, String)>,
    /// What is wrong with the form to invite somebody, and what was typed there.
    pub(super) invited: (Entry, Faults),
    /// What is wrong with the form to create a token, and what was typed there.
    pub(super) token: (tokens::Entry, Faults),
    /// What is wrong with anything else.
    pub(super) faults: Faults,
}

impl Default for Told {
    fn default() -> Self {
        Self {
            secret: None,
            invited: (Entry::default(), Faults::none()),
            token: (tokens::Entry::default(), Faults::none().within("token")),
            faults: Faults::none(),
        }
    }
}

/// Everybody.
pub(super) async fn show(State(app): State<Arc<App>>, lang: Lang, Admin(_): Admin) -> Response {
    draw(&app, lang, StatusCode::OK, &Told::default())
}

/// The page.
pub(super) fn draw(app: &App, lang: Lang, status: StatusCode, told: &Told) -> Response {
    let title = lang.say("People and access", "Personen und Zugang");
    let sessions = app.accounts.keys.held(|opens| matches!(opens, Opens::Session { .. } | Opens::Invitation { .. }));
    let world = app.read_world();
    let people: Vec<(&StoredDocument, &Person)> = world
        .documents(Kind::Person, "")
        .filter_map(|document| Some((document, world.person(&document.slug)?)))
        .collect();
    let last_here = |slug: &str| {
        let seen = sessions.iter().filter_map(|held| match &held.opens {
            Opens::Session { person, at, .. } if person == slug => Some(held.used.max(*at)),
            _ => None,
        });
        seen.max()
    };
    let is_invited = |slug: &str| {
        sessions.iter().any(|held| matches!(&held.opens, Opens::Invitation { person, .. } if person == slug))
    };
    let content = html! {
        header.pagehead { h1 { (title) } }
        @if let Some((sentence, secret)) = &told.secret {
            section.panel.shown role="status" {
                p { (sentence) }
                input.in.mono readonly value=(secret) aria-label=(sentence);
            }
        }
        (told.faults.summary(lang, &[]))
        div.sec { h2 { (lang.say("People", "Personen")) } }
        section.panel {
            table.tb {
                thead { tr {
                    th { "Name" } th { (lang.say("Team", "Team")) } th { (lang.say("Role", "Rolle")) }
                    th { (lang.say("Last here", "Zuletzt hier")) } th { span.tandem-vh { (lang.say("Actions", "Aktionen")) } }
                } }
                tbody { @for (document, person) in &people {
                    tr {
                        td { b { (person.name) } span.xs { (person.email) } }
                        td { span.tandem-chips { @for team in &person.teams { (chip(&world, team)) } } }
                        td { (role_name(lang, person.role)) }
                        td.nw {
                            @if let Some(at) = last_here(&document.slug) { (lang.time(world.calendar(), at)) }
                            @else if is_invited(&document.slug) { span.badge.badge--word { (lang.say("invited", "eingeladen")) } }
                            @else { (lang.say("never", "nie")) }
                        }
                        td.r { (actions(&world, lang, document, person)) }
                    }
                } }
            }
            (invite_form(&world, lang, &told.invited))
            div.roles {
                @for role in [Role::Viewer, Role::Lead, Role::Admin] {
                    p { b { (role_name(lang, role)) } (role_words(lang, role)) }
                }
            }
            footer { (lang.say(
                "The last admin cannot be removed. Who leaves keeps their name in the history.",
                "Der letzte Admin kann nicht entfernt werden. Wer geht, behält seinen Namen in der Historie.")) }
        }
        (tokens::section(app, &world, lang, &told.token))
    };
    page(lang, status, title, &content)
}

fn actions(world: &World, lang: Lang, document: &StoredDocument, person: &Person) -> Markup {
    let slug = &document.slug;
    let faults = Faults::none().within(slug);
    html! {
        div.acts {
            details {
                summary.tandem-btn.tandem-btn--quiet.tandem-btn--small aria-label=(lang.say(format!("Change {}", person.name), format!("{} ändern", person.name))) { (lang.say("Change", "Ändern")) }
                form.pop.form.form--one method="post" action={ "/people/" (slug) } {
                    input type="hidden" name="revision" value=(document.revision);
                    (line(("/name", "Name", ""), ("text", "off"), &person.name, &faults))
                    (line(("/email", lang.say("Mail", "E-Mail"), ""), ("email", "off"), &person.email, &faults))
                    (choice(("/role", lang.say("Role", "Rolle"), ""), &roles(lang), role_id(person.role), &faults))
                    (team_boxes(world, lang, &person.teams, &faults))
                    div.go { button.tandem-btn.tandem-btn--primary { (lang.say("Save", "Speichern")) } }
                }
            }
            form method="post" action={ "/people/" (slug) "/invitation" } {
                button.tandem-btn.tandem-btn--quiet.tandem-btn--small aria-label=(lang.say(format!("New link for {}", person.name), format!("Neuer Link für {}", person.name))) { (lang.say("New link", "Neuer Link")) }
            }
            details {
                summary.tandem-btn.tandem-btn--quiet.tandem-btn--small aria-label=(lang.say(format!("Remove {}", person.name), format!("{} entfernen", person.name))) { (lang.say("Remove", "Entfernen")) }
                form.pop.form.form--one method="post" action={ "/people/" (slug) "/removal" } {
                    p { (lang.say(
                        format!("{} is signed out everywhere at once and cannot sign in any more.", person.name),
                        format!("{} wird überall sofort abgemeldet und kann sich nicht mehr anmelden.", person.name))) }
                    div.go { button.tandem-btn.tandem-btn--primary { (lang.say("Remove", "Entfernen")) } }
                }
            }
        }
    }
}

fn invite_form(world: &World, lang: Lang, (entry, faults): &(Entry, Faults)) -> Markup {
    let (mail, role) = (lang.say("Mail", "E-Mail"), lang.say("Role", "Rolle"));
    let teams: Vec<String> = entry.teams().into_iter().map(str::to_owned).collect();
    html! {
        details.blk.adding open[faults.any()] {
            summary.tandem-btn.tandem-btn--small { (lang.say("Invite somebody", "Jemanden einladen")) }
            form.form method="post" action="/people" novalidate {
                @if faults.any() { div.wide { (faults.summary(lang, &[("/name", "Name"), ("/email", mail), ("/role", role), ("/teams", "Teams")])) } }
                (line(("/name", "Name", ""), ("text", "off"), &entry.name, faults))
                (line(("/email", mail, ""), ("email", "off"), &entry.email, faults))
                (choice(("/role", role, ""), &roles(lang), if entry.role.is_empty() { "lead" } else { &entry.role }, faults))
                (team_boxes(world, lang, &teams, faults))
                div.go.wide { button.tandem-btn.tandem-btn--primary { (lang.say("Create link", "Link erstellen")) } }
            }
        }
    }
}

fn team_boxes(world: &World, lang: Lang, chosen: &[String], faults: &Faults) -> Markup {
    field("/teams", lang.say("Speaks for", "Spricht für"), "", faults, |id, _, about| {
        html! {
            div.boxes id=(id) role="group" aria-describedby=[about] {
                @for team in world.documents(Kind::Team, "") {
                    label.opt1 {
                        input type="checkbox" name={ "team-" (team.slug) } checked[chosen.contains(&team.slug)];
                        (chip(world, &team.slug))
                    }
                }
            }
        }
    })
}

/// A team's chip.
fn chip(world: &World, slug: &str) -> Markup {
    let team = world.team(slug);
    let side = team.map_or("other", |team| match team.body.side {
        Side::Sales => "sales",
        Side::Marketing => "marketing",
        Side::Other => "other",
    });
    html! { span class={ "tandem-chip tandem-chip--" (side) } { (team.map_or(slug, |team| &team.body.name)) } }
}

fn roles(lang: Lang) -> Vec<(String, String)> {
    [Role::Viewer, Role::Lead, Role::Admin]
        .map(|role| (role_id(role).to_owned(), role_name(lang, role).to_owned()))
        .into()
}

fn role_id(role: Role) -> &'static str {
    match role {
        Role::Viewer => "viewer",
        Role::Lead => "lead",
        Role::Admin => "admin",
    }
}

fn role_name(lang: Lang, role: Role) -> &'static str {
    match role {
        Role::Viewer => lang.say("Viewer", "Betrachterin"),
        Role::Lead => lang.say("Lead", "Leitung"),
        Role::Admin => "Admin",
    }
}

fn role_words(lang: Lang, role: Role) -> &'static str {
    match role {
        Role::Viewer => lang.say("reads boards and records", "liest Boards und Protokolle"),
        Role::Lead => lang.say(
            "also types values and changes targets of the own teams, edits boards and goals",
            "trägt auch Werte ein, ändert Ziele der eigenen Teams, bearbeitet Boards",
        ),
        Role::Admin => lang.say("also people, tokens, calendar", "auch Personen, Tokens, Kalender"),
    }
}

/// Creates an account and the link to it.
pub(super) async fn add(
    State(app): State<Arc<App>>,
    lang: Lang,
    Admin(visitor): Admin,
    OwnForm(entry): OwnForm<Entry>,
) -> Response {
    let slug = free_slug(&app.read_world(), Kind::Person, &entry.name);
    let put = match entry.body(&entry.name, &entry.email) {
        Ok(body) => put_document(&app, &visitor.actor, Kind::Person, &slug, Precondition::default(), body).await,
        Err(problem) => Err(problem),
    };
    match put {
        Ok(_) => link_to(&app, lang, &visitor.actor, &slug).await,
        Err(problem) => {
            let told = Told { invited: (entry, problem.into()), ..Told::default() };
            draw(&app, lang, StatusCode::UNPROCESSABLE_ENTITY, &told)
        }
    }
}

/// Changes name, address, role and teams.
pub(super) async fn change(
    State(app): State<Arc<App>>,
    lang: Lang,
    Admin(visitor): Admin,
    Path(slug): Path<String>,
    OwnForm(entry): OwnForm<Entry>,
) -> Response {
    let precondition = Precondition { if_match: Some(entry.revision), only_new: false };
    let put = match entry.body(&entry.name, &entry.email) {
        Ok(body) => put_document(&app, &visitor.actor, Kind::Person, &slug, precondition, body).await,
        Err(problem) => Err(problem),
    };
    done(&app, lang, put.map(drop))
}

/// A new link for somebody.
pub(super) async fn invite(
    State(app): State<Arc<App>>,
    lang: Lang,
    Admin(visitor): Admin,
    Path(slug): Path<String>,
    OwnForm(Nothing {}): OwnForm<Nothing>,
) -> Response {
    link_to(&app, lang, &visitor.actor, &slug).await
}

/// Takes an account away.
pub(super) async fn remove(
    State(app): State<Arc<App>>,
    lang: Lang,
    Admin(visitor): Admin,
    Path(slug): Path<String>,
    OwnForm(Nothing {}): OwnForm<Nothing>,
) -> Response {
    let revision = app.read_world().document(Kind::Person, &slug).map(|document| document.revision);
    let precondition = Precondition { if_match: revision, only_new: false };
    done(&app, lang, delete_document(&app, &visitor.actor, Kind::Person, &slug, precondition).await)
}

async fn link_to(app: &App, lang: Lang, actor: &crate::access::Actor, slug: &str) -> Response {
    match commands::invite(app, actor, slug).await {
        Ok(secret) => {
            let name = app.read_world().person(slug).map(|person| person.name.clone()).unwrap_or_default();
            let sentence = lang.say(
                format!("Send {name} this link; it works once, for 7 days, and is not shown again."),
                format!("Schicken Sie {name} diesen Link; er gilt einmal, 7 Tage, und wird nicht noch einmal gezeigt."),
            );
            let link = format!("{}/invitation?link={}", app.public_url, secret.show());
            draw(app, lang, StatusCode::OK, &Told { secret: Some((sentence, link)), ..Told::default() })
        }
        Err(problem) => done(app, lang, Err(problem)),
    }
}

/// Back to the page, or what went wrong on top of it.
pub(super) fn done(app: &App, lang: Lang, result: Result<(), Problem>) -> Response {
    match result {
        Ok(()) => see_other("/people"),
        Err(problem) => {
            let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            draw(app, lang, status, &Told { faults: problem.into(), ..Told::default() }).into_response()
        }
    }
}
