//! The page "Embed this board", drawn.

use super::asked::KEY_PLACE;
use super::doctor::{Finding, Outcome};
use super::editor::Editor;
use super::host::Host;
use crate::accounts::Opens;
use crate::api::{ApiError, no_view};
use crate::app::App;
use crate::commands::{board_key, unwritten};
use crate::pages::assets::policy;
use crate::pages::form::{Faults, choice, field, line, warning};
use crate::pages::lang::Lang;
use crate::pages::layout::page;
use crate::store::{Change, Millis};
use crate::world::World;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use tandem_shared::document::{Board, Kind, Scope};

/// Where a fault of the pages stands.
const PAGES: &str = "/scope/pages";
/// Where one of the page to check stands.
pub(super) const CHECKED: &str = "/page";

/// What the page says once.
#[derive(Default)]
pub(super) struct Told {
    /// What was wrong.
    pub(super) faults: Faults,
    /// What was typed, if that was wrong.
    pub(super) typed: String,
    /// The page that was checked.
    pub(super) named: String,
    /// What the check found.
    pub(super) findings: Vec<Finding>,
}

/// A key, as far as people may know it.
struct Key {
    slug: String,
    revision: u64,
    pages: Vec<String>,
    /// The first version of its document.
    made: Option<Change>,
    /// When it was last used; 0 for never.
    used: Millis,
}

/// The page.
pub(super) async fn draw(app: &App, editor: &Editor, told: Told) -> Response {
    let (lang, slug) = (editor.lang, editor.board.as_str());
    let key = match key_of(app, slug).await {
        Ok(key) => key,
        Err(error) => return ApiError(unwritten(error)).into_response(),
    };
    let Some(board) = app.read_world().board(slug).map(|board| board.body.clone()) else {
        return no_view(app, slug, None).into_response();
    };
    let world = app.read_world();
    let title = lang.say("Embed this board", "Dieses Board einbetten");
    let tiles = tiles(&world, &board);
    let named: Vec<&str> = tiles.iter().map(|(kpi, _)| *kpi).collect();
    let secret = key.as_ref().and_then(|key| app.accounts.shown(&editor.visitor.actor.name, &key.slug));
    let secret = secret.as_deref();
    let key_shown = secret.unwrap_or(KEY_PLACE);
    let address = [&app.public_url, &*editor.asked.path(slug, &named, Some(key_shown))].concat();
    let snippet = editor.asked.snippet(&address, &board.name);
    let element = editor.asked.element(&app.public_url, slug, &named, key_shown);
    let content = html! {
        header.pagehead {
            h1 { (title) }
            p { a href={ "/boards/" (slug) } { (board.name) } (lang.say(
                ", on a page your teams already open. Readers need no account on pages you allow.",
                ", auf einer Seite, die Ihre Teams schon öffnen. Auf erlaubten Seiten braucht niemand ein Konto.")) }
        }
        @if told.faults.any() && [PAGES, CHECKED].iter().all(|at| told.faults.of(at).is_none()) { (told.faults.summary(lang, &[])) }
        div.em {
            div {
                (place(editor, &app.public_url))
                (look(editor, &tiles))
                (paste(editor, &snippet, element.as_deref(), secret, key.is_some()))
                @if let Some(key) = &key {
                    (pages(editor, key, &told))
                    (about(editor, &world, &board.name, key))
                }
            }
            div.prev {
                (preview(editor, &named, &board.name))
                (doctor(editor, &told))
            }
        }
    };
    let status = if told.faults.any() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let mut response = page(lang, status, title, &content);
    // It shows a board in a frame of its own.
    if let Ok(policy) = HeaderValue::from_str(&policy("'none'; frame-src 'self'")) {
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    }
    response
}

async fn key_of(app: &App, board: &str) -> anyhow::Result<Option<Key>> {
    let (slug, revision, pages) = match board_key(&app.read_world(), board) {
        Some((key, pages)) => (key.slug.clone(), key.revision, pages.to_vec()),
        None => return Ok(None),
    };
    let made = app.store.history(Kind::Token, &slug, Some(2), 1).await?.pop();
    let held = app.accounts.keys.held(|opens| matches!(opens, Opens::Token { token } if *token == slug));
    Ok(Some(Key { slug, revision, pages, made, used: held.first().map_or(0, |held| held.used) }))
}

/// The tiles of a board: the KPI that names each in addresses, and what people read.
fn tiles<'a>(world: &World, board: &'a Board) -> Vec<(&'a str, String)> {
    let mut tiles: Vec<(&str, String)> = Vec::new();
    for tile in board.sections.iter().flat_map(|section| &section.tiles) {
        let kpis = tile.kpis();
        let names = kpis.iter().filter_map(|(_, kpi)| Some(world.any_kpi(kpi)?.definition().name.as_str()));
        let names = names.collect::<Vec<_>>().join(" · ");
        if let Some((_, first)) = kpis.first().filter(|(_, first)| tiles.iter().all(|(known, _)| known != first)) {
            tiles.push((first, names));
        }
    }
    tiles
}

fn step(title: &str, content: &Markup) -> Markup {
    html! { section.step { h2 { (title) } (content) } }
}

fn place(editor: &Editor, origin: &str) -> Markup {
    let lang = editor.lang;
    let chosen = editor.asked.host();
    let title = lang.say("Where will it stand?", "Wo soll es stehen?");
    step(
        title,
        &html! {
            nav.hosts aria-label=(title) { @for host in Host::ALL {
                @let (name, what) = host.name(lang);
                a href=(editor.path_for(host, "")) aria-current=[(host == chosen).then_some("true")] { (name) span { (what) } }
            } }
            ol.how { @for step in chosen.steps(lang, origin) { li { span { (step) } } } }
        },
    )
}

fn look(editor: &Editor, tiles: &[(&str, String)]) -> Markup {
    let (lang, asked, faults) = (editor.lang, &editor.asked, Faults::none());
    let option = |id: &str, text: &str| (id.to_owned(), text.to_owned());
    let themes = [
        option("", lang.say("as the reader's device", "wie das Gerät der Leserin")),
        option("light", lang.say("light", "hell")),
        option("dark", lang.say("dark", "dunkel")),
    ];
    let languages = [
        option("", lang.say("as the reader's browser", "wie der Browser der Leserin")),
        option("en-GB", "English (UK)"),
        option("en-US", "English (US)"),
        option("de-DE", "Deutsch"),
        option("de-CH", "Deutsch (Schweiz)"),
    ];
    step(
        lang.say("How should it look?", "Wie soll es aussehen?"),
        &html! {
            form.form method="get" action={ "/boards/" (editor.board) "/embed" } {
                input type="hidden" name="host" value=(asked.host().id());
                (choice(("/theme", lang.say("Theme", "Farben"), ""), &themes, &asked.theme, &faults))
                (choice(("/lang", lang.say("Language", "Sprache"), ""), &languages, &asked.lang, &faults))
                fieldset.wide {
                    legend.lab { (lang.say("Tiles", "Kacheln")) }
                    div.tiles { @for (kpi, name) in tiles {
                        label.opt1 { input type="checkbox" name={ "tile-" (kpi) } checked[asked.shows(kpi)]; (name) }
                    } }
                }
                div.go.wide { button.tandem-btn { (lang.say("Show it like this", "So zeigen")) } }
            }
        },
    )
}

/// What to paste: a frame, or an element of the page where that is a way.
fn paste(editor: &Editor, snippet: &str, element: Option<&str>, secret: Option<&str>, has_key: bool) -> Markup {
    let lang = editor.lang;
    let title = if editor.asked.host().takes_address() {
        lang.say("Paste this address", "Diese Adresse einfügen")
    } else {
        lang.say("Paste this", "Das einfügen")
    };
    if !has_key {
        return step(
            title,
            &html! {
                p.lead { (lang.say(
                    "What you paste carries a key that can only read this board, and only on the pages you allow next.",
                    "Was Sie einfügen, trägt einen Schlüssel. Er kann nur dieses Board lesen, und nur auf den Seiten, die Sie danach erlauben.")) }
                form method="post" action=(editor.path("/key")) {
                    button.tandem-btn.tandem-btn--primary { (lang.say("Make the key", "Schlüssel erstellen")) }
                }
            },
        );
    }
    let or = lang.say("Or, as a part of the page:", "Oder, als Teil der Seite:");
    let about = match secret {
        Some(_) => lang.say(
            "Copy it now: the key in it is shown for ten minutes, and only to you.",
            "Jetzt kopieren: der Schlüssel darin wird zehn Minuten lang gezeigt, und nur Ihnen.",
        ),
        None => lang.say(
            "The key is left out: only who made it saw it, for ten minutes. Put it in the place of YOUR-KEY, or replace the key below.",
            "Der Schlüssel fehlt: nur wer ihn erstellt hat, sah ihn, zehn Minuten lang. Setzen Sie ihn statt YOUR-KEY ein, oder ersetzen Sie ihn unten.",
        ),
    };
    let copy = |field: &str| {
        html! { p.copy aria-live="polite" {
            button.tandem-btn.tandem-btn--small type="button" hidden data-copies=(field) data-copied=(lang.say("Copied", "Kopiert")) { (lang.say("Copy", "Kopieren")) }
        } }
    };
    step(
        title,
        &html! {
            div.shown[secret.is_some()] role=[secret.map(|_| "status")] {
                textarea.code.mono #paste-frame readonly rows="5" spellcheck="false" aria-label=(title) aria-describedby="paste-about" { (snippet) }
                (copy("paste-frame"))
                @if let Some(element) = element {
                    p.lead { b { (or) } " " (lang.say(
                        "the board is then as high as it has to be, and as light or dark as the page.",
                        "das Board ist dann so hoch wie nötig und so hell oder dunkel wie die Seite.")) }
                    textarea.code.mono #paste-element readonly rows="4" spellcheck="false" aria-label=(or) aria-describedby="paste-about" { (element) }
                    (copy("paste-element"))
                }
                p.hint #paste-about { (about) }
            }
            script defer src="/copy.js" {}
        },
    )
}

fn pages(editor: &Editor, key: &Key, told: &Told) -> Markup {
    let lang = editor.lang;
    let label = lang.say("Add a page or site", "Seite oder Website hinzufügen");
    // What the host has is proposed until it is allowed.
    let proposed = editor.asked.host().pages();
    let is_new = proposed.split(' ').any(|page| !key.pages.iter().any(|known| known == page));
    let value = if told.typed.is_empty() && is_new { proposed } else { &told.typed };
    let hint = lang.say(
        "Of an address, its site counts. Your own is narrower than everybody's: https://halden.sharepoint.com instead of https://*.sharepoint.com.",
        "Von einer Adresse zählt die Website. Die eigene ist enger als alle: https://halden.sharepoint.com statt https://*.sharepoint.com.",
    );
    step(
        lang.say("Pages that may show it", "Seiten, die es zeigen dürfen"),
        &html! {
            @if key.pages.is_empty() {
                p.lead { (lang.say("None yet: the board stays empty everywhere else.", "Noch keine: überall sonst bleibt das Board leer.")) }
            }
            ul.allow { @for page in &key.pages {
                li {
                    code { (page) }
                    form method="post" action=(editor.path("/pages/removal")) {
                        input type="hidden" name="pages" value=(page);
                        button.tandem-btn.tandem-btn--quiet.tandem-btn--small aria-label=(lang.say(format!("Remove {page}"), format!("{page} entfernen"))) { (lang.say("Remove", "Entfernen")) }
                    }
                }
            } }
            form.addl method="post" action=(editor.path("/pages")) novalidate {
                (field(PAGES, label, hint, &told.faults, |id, class, about| html! {
                    input id=(id) class=(class) name="pages" value=(value) autocomplete="off" spellcheck="false"
                        aria-invalid=[told.faults.of(PAGES).map(|_| "true")] aria-describedby=[about] autofocus[told.faults.of(PAGES).is_some()];
                }))
                button.tandem-btn { (lang.say("Allow page", "Seite erlauben")) }
            }
        },
    )
}

fn about(editor: &Editor, world: &World, board: &str, key: &Key) -> Markup {
    let lang = editor.lang;
    let time = |at| lang.time(world.calendar(), at);
    let others: Vec<&str> = world
        .documents(Kind::Token, "")
        .filter_map(|document| world.token(&document.slug))
        .filter(|token| matches!(&token.scope, Scope::Look { boards, .. } if boards.contains(&editor.board)))
        .map(|token| token.name.as_str())
        .collect();
    let count = key.pages.len();
    let effect = lang.say(
        format!("From then on no page shows the board with this key ({count} may). Pages that are open keep the last figures, marked as old."),
        format!("Von da an zeigt keine Seite das Board mit diesem Schlüssel ({count} dürfen). Offene Seiten behalten die letzten Zahlen, als alt markiert."),
    );
    let act = |action: &str, name: &str, effect: &str| {
        html! {
            details {
                summary.tandem-btn.tandem-btn--small { (name) }
                form.pop.form.form--one method="post" action=(editor.path(action)) {
                    input type="hidden" name="key" value=(key.slug);
                    input type="hidden" name="revision" value=(key.revision);
                    p { (effect) }
                    div.go { button.tandem-btn.tandem-btn--primary { (name) } }
                }
            }
        }
    };
    let replace = lang.say(
        format!("{effect} A new key is made for the same pages: paste it in again."),
        format!("{effect} Ein neuer Schlüssel für dieselben Seiten entsteht: fügen Sie ihn wieder ein."),
    );
    step(
        lang.say("Key", "Schlüssel"),
        &html! {
            div.panel {
                dl.tok {
                    dt { (lang.say("Can", "Kann")) }
                    dd { (lang.say(format!("read the board “{board}”, nothing else"), format!("das Board „{board}“ lesen, sonst nichts"))) }
                    @if let Some(made) = &key.made {
                        dt { (lang.say("Made", "Erstellt")) }
                        dd { (time(made.at)) (lang.say(" by ", " von ")) (world.name_of(&made.actor)) }
                    }
                    dt { (lang.say("Last used", "Zuletzt benutzt")) }
                    dd { @if key.used > 0 { (time(key.used)) } @else { (lang.say("never", "nie")) } }
                    @if others.len() > 1 {
                        dt { (lang.say("All keys", "Alle Schlüssel")) }
                        dd { (others.join(", ")) (lang.say(" show this board; leads revoke the others over the API, admins under People and access.", " zeigen dieses Board; die anderen widerrufen Leitungen über die API, Admins unter Personen und Zugang.")) }
                    }
                }
                div.acts.blk {
                    (act("/key", lang.say("Replace key", "Schlüssel ersetzen"), &replace))
                    (act("/revocation", lang.say("Revoke key", "Schlüssel widerrufen"), &effect))
                }
            }
        },
    )
}

fn preview(editor: &Editor, tiles: &[&str], name: &str) -> Markup {
    let title = editor.lang.say("Preview", "Vorschau");
    html! {
        section.panel {
            header { h2 { (title) } p { (editor.lang.say("live, 450 px wide", "live, 450 px breit")) } }
            iframe src=(editor.asked.path(&editor.board, tiles, None)) title={ (name) " — " (title) } {}
        }
    }
}

fn doctor(editor: &Editor, told: &Told) -> Markup {
    let lang = editor.lang;
    let problems = told.findings.iter().filter(|it| it.outcome == Outcome::Problem).count();
    let checked = told.findings.len();
    let label = lang.say("Page that is to show the board", "Seite, die das Board zeigen soll");
    let hint = lang.say(
        "Its whole address, if it can be opened without signing in.",
        "Ihre ganze Adresse, falls man sie ohne Anmeldung öffnen kann.",
    );
    let letter = lang.say("Text for the admin", "Text für die Administration");
    html! {
        section.panel #doctor {
            header {
                h2 { (lang.say("Doctor", "Doktor")) }
                @if checked > 0 {
                    p role="status" { (lang.say(format!("{checked} checked, problems: {problems}"), format!("{checked} geprüft, Probleme: {problems}"))) }
                }
            }
            ul.doc { @for finding in &told.findings {
                @let (sign, word) = outcome(lang, finding.outcome);
                li.bad[finding.outcome == Outcome::Problem] {
                    (sign)
                    div {
                        b { (finding.says) }
                        @if !finding.cause.is_empty() { p { (finding.cause) } }
                        @if let Some(text) = &finding.letter {
                            label { span.lab { (letter) } textarea.in readonly rows="3" { (text) } }
                        }
                    }
                    span.st { (word) }
                }
            } }
            form.addl.blk method="post" action={ (editor.path("/check")) "#doctor" } novalidate {
                (line((CHECKED, label, hint), ("url", "off"), &told.named, &told.faults))
                button.tandem-btn { @if checked > 0 { (lang.say("Check again", "Erneut prüfen")) } @else { (lang.say("Check", "Prüfen")) } }
            }
        }
    }
}

/// How a check ended, as a sign and a word.
fn outcome(lang: Lang, outcome: Outcome) -> (Markup, &'static str) {
    let sign =
        |path: &str| html! { svg.tandem-i.tandem-i--line viewBox="0 0 12 12" aria-hidden="true" { path d=(path) {} } };
    match outcome {
        Outcome::Problem => (warning(), lang.say("problem", "Problem")),
        Outcome::Open => (sign("M3.6 4.2a2.4 2.4 0 1 1 3.4 2.2q-1 .5-1 1.4M6 10v.1"), lang.say("open", "offen")),
        Outcome::Fine => (sign("M2 6.4 4.8 9.2 10 3"), lang.say("checked", "geprüft")),
    }
}
