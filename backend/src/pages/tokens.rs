//! Tokens on the page of people: what each may do, when it was last used, and taking it back.

use super::form::{Faults, choice, field, line};
use super::lang::Lang;
use super::people::{Told, done, draw};
use super::session::{Admin, Nothing, OwnForm};
use crate::accounts::Opens;
use crate::app::App;
use crate::commands::{Fields, Precondition, create_token, delete_document, fields_of};
use crate::world::World;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use tandem_shared::document::{Kind, Scope, Token};
use tandem_shared::{FieldError, Problem};

/// A token to create. KPIs come as one field each, `kpi-leads=on`.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Entry {
    #[serde(default)]
    name: String,
    #[serde(default)]
    can: String,
    #[serde(default)]
    until: String,
    #[serde(flatten)]
    more: BTreeMap<String, String>,
}

impl Entry {
    fn kpis(&self) -> Vec<String> {
        self.more.keys().filter_map(|name| name.strip_prefix("kpi-")).map(str::to_owned).collect()
    }

    fn body(&self) -> Result<Fields, Problem> {
        let scope = match self.can.as_str() {
            "everything" => Scope::Everything,
            "values" => Scope::Values { kpis: self.kpis() },
            "read" => Scope::Read,
            _ => {
                let detail = "choose what the token can do".to_owned();
                return Err(Problem::invalid(vec![FieldError { pointer: "/can".to_owned(), detail }]));
            }
        };
        let until = Some(self.until.clone()).filter(|day| !day.is_empty());
        fields_of(&Token { name: self.name.trim().to_owned(), scope, until })
    }
}

/// The section of the page.
pub(super) fn section(app: &App, world: &World, lang: Lang, (entry, faults): &(Entry, Faults)) -> Markup {
    let held = app.accounts.keys.held(|opens| matches!(opens, Opens::Token { .. }));
    let used = |slug: &str| {
        let of_it = held.iter().find(|held| matches!(&held.opens, Opens::Token { token } if token == slug));
        of_it.map(|held| held.used).filter(|used| *used > 0)
    };
    let tokens: Vec<_> = world
        .documents(Kind::Token, "")
        .filter_map(|document| Some((document, world.token(&document.slug)?)))
        .collect();
    html! {
        div.sec {
            h2 { (lang.say("API tokens", "API-Tokens")) }
            p { (lang.say("a token can do exactly what stands beside it", "ein Token kann genau das, was daneben steht")) }
        }
        section.panel {
            @if tokens.is_empty() {
                p.blk { (lang.say("No token yet. One lets a CRM, a script or a spreadsheet push values.", "Noch kein Token. Mit einem trägt ein CRM, ein Skript oder eine Tabelle Werte ein.")) }
            } @else {
                table.tb {
                    thead { tr {
                        th { "Name" } th { (lang.say("Can", "Kann")) } th { (lang.say("Made", "Erstellt")) }
                        th { (lang.say("Last used", "Zuletzt benutzt")) } th { span.tandem-vh { (lang.say("Actions", "Aktionen")) } }
                    } }
                    tbody { @for (document, token) in &tokens {
                        tr {
                            td { b { (token.name) } @if let Some(until) = &token.until { span.xs { (lang.say("until ", "bis ")) (until) } } }
                            td { (scope_words(world, lang, &token.scope)) }
                            td.nw { (lang.time(world.calendar(), document.at)) }
                            td.nw { @match used(&document.slug) { Some(at) => (lang.time(world.calendar(), at)), None => (lang.say("never", "nie")) } }
                            td.r { (revoke_button(lang, &document.slug, token)) }
                        }
                    } }
                }
            }
            (create_form(world, lang, entry, faults))
            footer { (lang.say(
                "The admin token that the first start printed works, too; starting with another TANDEM_ADMIN_TOKEN ends it. Revoking works at once. The tiles it fed keep their last value and lose the verdict when it gets too old.",
                "Auch das Admin-Token des ersten Starts gilt; ein Start mit einem anderen TANDEM_ADMIN_TOKEN beendet es. Widerrufen wirkt sofort. Die Kacheln behalten ihren letzten Wert und verlieren das Urteil, wenn er zu alt wird.")) }
        }
    }
}

fn revoke_button(lang: Lang, slug: &str, token: &Token) -> Markup {
    html! {
        div.acts { details {
            summary.tandem-btn.tandem-btn--quiet.tandem-btn--small aria-label=(lang.say(format!("Revoke {}", token.name), format!("{} widerrufen", token.name))) { (lang.say("Revoke", "Widerrufen")) }
            form.pop.form.form--one method="post" action={ "/tokens/" (slug) "/revocation" } {
                p { (lang.say(
                    format!("Whatever uses “{}” stops working at once.", token.name),
                    format!("Was „{}“ benutzt, funktioniert sofort nicht mehr.", token.name))) }
                div.go { button.tandem-btn.tandem-btn--primary { (lang.say("Revoke", "Widerrufen")) } }
            }
        } }
    }
}

fn create_form(world: &World, lang: Lang, entry: &Entry, faults: &Faults) -> Markup {
    let scopes = [
        ("values", lang.say("push values of the KPIs below", "Werte der KPIs unten eintragen")),
        ("read", lang.say("read everything", "alles lesen")),
        ("everything", lang.say("everything an admin may", "alles, was ein Admin darf")),
    ];
    let scopes: Vec<_> = scopes.map(|(id, text)| (id.to_owned(), text.to_owned())).into();
    let chosen = entry.kpis();
    let mut kpis: Vec<_> = world.kpis().map(|kpi| (kpi.slug(), &kpi.definition().name)).collect();
    kpis.sort();
    let (can, until) = (lang.say("Can", "Kann"), lang.say("Works until", "Gilt bis"));
    html! {
        details.blk.adding open[faults.any()] {
            summary.tandem-btn.tandem-btn--small { (lang.say("Create token", "Token erstellen")) }
            form.form method="post" action="/tokens" novalidate {
                @if faults.any() { div.wide { (faults.summary(lang, &[("/name", "Name"), ("/can", can), ("/scope", "KPIs"), ("/until", until)])) } }
                (line(("/name", "Name", lang.say("Its name stands beside every value it sends.", "Sein Name steht neben jedem Wert, den es schickt.")), ("text", "off"), &entry.name, faults))
                (choice(("/can", can, ""), &scopes, &entry.can, faults))
                (line(("/until", until, lang.say("Empty for as long as it is not revoked.", "Leer, solange es nicht widerrufen wird.")), ("date", "off"), &entry.until, faults))
                (field("/scope", "KPIs", "", faults, |id, _, about| html! {
                    div.boxes id=(id) role="group" aria-describedby=[about] {
                        @for (slug, name) in &kpis {
                            label.opt1 { input type="checkbox" name={ "kpi-" (slug) } checked[chosen.iter().any(|kpi| kpi == slug)]; (name) }
                        }
                    }
                }))
                div.go.wide { button.tandem-btn.tandem-btn--primary { (lang.say("Create token", "Token erstellen")) } }
            }
        }
    }
}

fn scope_words(world: &World, lang: Lang, scope: &Scope) -> String {
    match scope {
        Scope::Read => lang.say("read everything", "alles lesen").to_owned(),
        Scope::Everything => lang.say("everything an admin may", "alles, was ein Admin darf").to_owned(),
        Scope::Values { kpis } => {
            let name =
                |slug: &String| world.any_kpi(slug).map_or_else(|| slug.clone(), |kpi| kpi.definition().name.clone());
            let names = kpis.iter().map(name).collect::<Vec<_>>().join(", ");
            lang.say(format!("push values of {names}"), format!("Werte eintragen: {names}"))
        }
        Scope::Look { boards, .. } => {
            let name = |slug: &String| world.board(slug).map_or_else(|| slug.clone(), |board| board.body.name.clone());
            let names = boards.iter().map(name).collect::<Vec<_>>().join(", ");
            lang.say(format!("show {names}"), format!("{names} zeigen"))
        }
        Scope::Feed { board } => {
            let name = world.board(board).map_or(board, |board| &board.body.name);
            lang.say(format!("the calendar of {name}"), format!("Kalender von {name}"))
        }
    }
}

/// Creates one, and shows its secret this once.
pub(super) async fn create(
    State(app): State<Arc<App>>,
    lang: Lang,
    Admin(visitor): Admin,
    OwnForm(entry): OwnForm<Entry>,
) -> Response {
    let created = match entry.body() {
        Ok(body) => create_token(&app, &visitor.actor, body).await,
        Err(problem) => Err(problem),
    };
    match created {
        Ok((_, secret)) => {
            let name = entry.name.trim();
            let sentence = lang.say(
                format!("Token “{name}” made. Copy it now, it is not shown again."),
                format!("Token „{name}“ erstellt. Jetzt kopieren, es wird nicht noch einmal gezeigt."),
            );
            let told = Told { secret: Some((sentence, secret.show().to_owned())), ..Told::default() };
            draw(&app, lang, StatusCode::OK, &told)
        }
        Err(problem) => {
            let told = Told { token: (entry, Faults::from(problem).within("token")), ..Told::default() };
            draw(&app, lang, StatusCode::UNPROCESSABLE_ENTITY, &told)
        }
    }
}

/// Takes one back.
pub(super) async fn revoke(
    State(app): State<Arc<App>>,
    lang: Lang,
    Admin(visitor): Admin,
    Path(slug): Path<String>,
    OwnForm(Nothing {}): OwnForm<Nothing>,
) -> Response {
    let revision = app.read_world().document(Kind::Token, &slug).map(|document| document.revision);
    let precondition = Precondition { if_match: revision, only_new: false };
    done(&app, lang, delete_document(&app, &visitor.actor, Kind::Token, &slug, precondition).await)
}
