//! `/screens`: the screens on walls, what each shows, and pairing another by the code on it.

use super::form::{Faults, choice, field, line};
use super::lang::Lang;
use super::layout::{page, see_other};
use super::session::{Lead, Nothing, OwnForm};
use crate::accounts::Opens;
use crate::app::App;
use crate::commands::{Fields, Precondition, delete_document, pair_screen, put_document, read_fields};
use crate::store::StoredDocument;
use crate::world::World;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use tandem_shared::Problem;
use tandem_shared::document::{Kind, Screen, Theme};

/// A screen as it is typed. How long a board stands comes as one field each, `seconds-growth=30`; an empty one is not
/// shown.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Entry {
    #[serde(default)]
    code: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    theme: String,
    #[serde(default)]
    locale: String,
    /// A checkbox: sent with any value if it is checked.
    public: Option<String>,
    #[serde(default)]
    revision: u64,
    #[serde(flatten)]
    more: BTreeMap<String, String>,
}

impl Entry {
    /// One that is there, to be changed.
    fn of(document: &StoredDocument, screen: &Screen) -> Self {
        Self {
            code: String::new(),
            name: screen.name.clone(),
            theme: screen.theme.name().to_owned(),
            locale: screen.locale.clone(),
            public: screen.public.then(String::new),
            revision: document.revision,
            more: screen
                .boards
                .iter()
                .map(|turn| (["seconds-", &turn.board].concat(), turn.seconds.to_string()))
                .collect(),
        }
    }

    fn seconds(&self, board: &str) -> &str {
        self.more.get(&["seconds-", board].concat()).map_or("", |seconds| seconds.trim())
    }

    fn body(&self) -> Result<Fields, Problem> {
        let turns = self.more.iter().filter_map(|(field, seconds)| {
            let board = field.strip_prefix("seconds-")?;
            // What is no number becomes one that is refused, at its field.
            let seconds: u32 =
                if seconds.trim().is_empty() { return None } else { seconds.trim().parse().unwrap_or(0) };
            Some(json!({ "board": board, "seconds": seconds }))
        });
        let turns: Vec<_> = turns.collect();
        let body = json!({ "name": self.name.trim(), "boards": turns, "theme": self.theme, "locale": self.locale, "public": self.public.is_some() });
        read_fields(body.to_string().as_bytes())
    }
}

/// What is wrong, with the form of which screen (by slug, or the one that is to be paired), and what was typed there.
#[derive(Default)]
struct Told {
    changed: Option<String>,
    entry: Entry,
    faults: Faults,
}

/// All of them.
pub(super) async fn show(State(app): State<Arc<App>>, lang: Lang, Lead(_): Lead) -> Response {
    draw(&app, lang, StatusCode::OK, &Told::default())
}

/// The same, for somebody who scanned the code of a screen.
pub(super) async fn show_code(
    State(app): State<Arc<App>>,
    lang: Lang,
    Lead(_): Lead,
    Path(code): Path<String>,
) -> Response {
    draw(&app, lang, StatusCode::OK, &Told { entry: Entry { code, ..Entry::default() }, ..Told::default() })
}

fn draw(app: &App, lang: Lang, status: StatusCode, told: &Told) -> Response {
    let title = lang.say("Screens", "Bildschirme");
    let held = app.accounts.held(|opens| matches!(opens, Opens::Screen { .. }));
    let world = app.read_world();
    let seen = |slug: &str| {
        let of_it = held.iter().find(|held| matches!(&held.opens, Opens::Screen { screen } if screen == slug));
        of_it.map(|held| held.used).filter(|used| *used > 0)
    };
    let screens: Vec<(&StoredDocument, &Screen)> = world
        .documents(Kind::Screen, "")
        .filter_map(|document| Some((document, world.screen(&document.slug)?)))
        .collect();
    let content = html! {
        header.pagehead {
            h1 { (title) }
            p { (lang.say("A screen only looks at its boards: no account, nothing to click.", "Ein Bildschirm sieht nur seine Boards: kein Konto, nichts zu klicken.")) }
        }
        @if told.faults.any() && told.changed.as_deref() == Some("") { (told.faults.summary(lang, &[])) }
        @if !screens.is_empty() {
            section.panel {
                table.tb {
                    thead { tr {
                        th { "Name" } th { (lang.say("Shows", "Zeigt")) } th { (lang.say("Last seen", "Zuletzt gesehen")) }
                        th { span.tandem-vh { (lang.say("Actions", "Aktionen")) } }
                    } }
                    tbody { @for (document, screen) in &screens {
                        tr {
                            td { b { (screen.name) } span.xs { (theme_name(lang, screen.theme)) ", " (screen.locale) } }
                            td { @for turn in &screen.boards { span.xs { (board_name(&world, &turn.board)) ", " (turn.seconds) " s" } } }
                            td.nw { @match seen(&document.slug) { Some(at) => (lang.time(world.calendar(), at)), None => (lang.say("never", "nie")) } }
                            td.r { (actions(&world, lang, document, screen, told)) }
                        }
                    } }
                }
            }
        }
        div.sec {
            h2 { (lang.say("Add a screen", "Bildschirm hinzufügen")) }
            p { (lang.say("Open ", "Öffnen Sie dort ")) b { (app.public_url) "/wall" } (lang.say(" on it and type the code it shows.", " und geben Sie den Code ein, den er zeigt.")) }
        }
        section.panel { div.blk { @let (fresh, none) = (Told::default(), told.changed.is_some());
            (form(&world, lang, "/screens", true, if none { (&fresh.entry, &fresh.faults) } else { (&told.entry, &told.faults) }))
        } }
    };
    page(lang, status, title, &content)
}

fn actions(world: &World, lang: Lang, document: &StoredDocument, screen: &Screen, told: &Told) -> Markup {
    let slug = &document.slug;
    let (kept, fresh) = (Entry::of(document, screen), Faults::none().within(slug));
    let is_told = told.changed.as_ref() == Some(slug);
    let at = if is_told { (&told.entry, &told.faults) } else { (&kept, &fresh) };
    html! {
        div.acts {
            details open[is_told] {
                summary.tandem-btn.tandem-btn--quiet.tandem-btn--small aria-label=(lang.say(format!("Change {}", screen.name), format!("{} ändern", screen.name))) { (lang.say("Change", "Ändern")) }
                div.pop { (form(world, lang, &["/screens/", slug].concat(), false, at)) }
            }
            details {
                summary.tandem-btn.tandem-btn--quiet.tandem-btn--small aria-label=(lang.say(format!("Revoke {}", screen.name), format!("{} widerrufen", screen.name))) { (lang.say("Revoke", "Widerrufen")) }
                form.pop.form.form--one method="post" action={ "/screens/" (slug) "/removal" } {
                    p { (lang.say(
                        format!("“{}” shows nothing any more at once, and a code instead.", screen.name),
                        format!("„{}“ zeigt sofort nichts mehr außer einem Code.", screen.name))) }
                    div.go { button.tandem-btn.tandem-btn--primary { (lang.say("Revoke", "Widerrufen")) } }
                }
            }
        }
    }
}

fn form(world: &World, lang: Lang, action: &str, pairs: bool, (entry, faults): (&Entry, &Faults)) -> Markup {
    let (code, boards) = (lang.say("Code on the screen", "Code auf dem Bildschirm"), lang.say("Boards", "Boards"));
    let themes = [Theme::Dark, Theme::Light].map(|theme| (theme.name().to_owned(), theme_name(lang, theme).to_owned()));
    let locales = [("en-GB", "English (UK)"), ("en-US", "English (US)"), ("de-DE", "Deutsch")];
    let locales = locales.map(|(tag, name)| (tag.to_owned(), name.to_owned()));
    let locale = if entry.locale.is_empty() { lang.say("en-GB", "de-DE") } else { &entry.locale };
    let hint = lang.say(
        "Seconds each stands; empty for those it does not show.",
        "Sekunden, die jedes steht; leer, was er nicht zeigt.",
    );
    html! {
        form.form.form--one[!pairs] method="post" action=(action) novalidate {
            @if faults.any() { div.wide { (faults.summary(lang, &[("/code", code), ("/name", "Name"), ("/boards", boards)])) } }
            @if pairs { (line(("/code", code, ""), ("text", "off"), &entry.code, faults)) }
            @else { input type="hidden" name="revision" value=(entry.revision); }
            (line(("/name", lang.say("Name, so that people find it", "Name, unter dem man ihn findet"), ""), ("text", "off"), &entry.name, faults))
            (choice(("/theme", lang.say("Theme", "Farben"), ""), &themes, &entry.theme, faults))
            (choice(("/locale", lang.say("Language", "Sprache"), ""), &locales, locale, faults))
            (field("/boards", boards, hint, faults, |id, _, about| html! {
                div.boxes.boxes--seconds id=(id) role="group" aria-describedby=[about] {
                    @for board in world.documents(Kind::Board, "") {
                        label.opt1 {
                            input.in type="text" inputmode="numeric" autocomplete="off" size="4" name={ "seconds-" (board.slug) } value=(entry.seconds(&board.slug));
                            (board_name(world, &board.slug))
                        }
                    }
                }
            }))
            label.opt1.wide {
                input type="checkbox" name="public" checked[entry.public.is_some()];
                (lang.say("Strangers see it too: no persons, and per cent of targets instead of money", "Auch Fremde sehen ihn: keine Personen, und statt Geld Prozent der Ziele"))
            }
            div.go.wide { button.tandem-btn.tandem-btn--primary { @if pairs { (lang.say("Pair screen", "Koppeln")) } @else { (lang.say("Save", "Speichern")) } } }
        }
    }
}

fn board_name<'a>(world: &'a World, slug: &'a str) -> &'a str {
    world.board(slug).map_or(slug, |board| &board.body.name)
}

fn theme_name(lang: Lang, theme: Theme) -> &'static str {
    match theme {
        Theme::Dark => lang.say("dark", "dunkel"),
        Theme::Light => lang.say("light", "hell"),
    }
}

/// Pairs the screen whose code was typed.
pub(super) async fn pair(
    State(app): State<Arc<App>>,
    lang: Lang,
    Lead(visitor): Lead,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    OwnForm(entry): OwnForm<Entry>,
) -> Response {
    let address = peer.ip().to_canonical().to_string();
    let paired = match entry.body() {
        Ok(body) => pair_screen(&app, &visitor.actor, &address, &entry.code, body).await,
        Err(problem) => Err(problem),
    };
    done(&app, lang, paired, |faults| Told { changed: None, entry, faults })
}

/// Changes name, boards and looks; the screen follows by itself.
pub(super) async fn change(
    State(app): State<Arc<App>>,
    lang: Lang,
    Lead(visitor): Lead,
    Path(slug): Path<String>,
    OwnForm(entry): OwnForm<Entry>,
) -> Response {
    let precondition = Precondition { if_match: Some(entry.revision), only_new: false };
    let put = match entry.body() {
        Ok(body) => put_document(&app, &visitor.actor, Kind::Screen, &slug, precondition, body).await.map(drop),
        Err(problem) => Err(problem),
    };
    done(&app, lang, put, |faults| Told { faults: faults.within(&slug), changed: Some(slug), entry })
}

/// Takes a screen back: it shows a code again.
pub(super) async fn remove(
    State(app): State<Arc<App>>,
    lang: Lang,
    Lead(visitor): Lead,
    Path(slug): Path<String>,
    OwnForm(Nothing {}): OwnForm<Nothing>,
) -> Response {
    let revision = app.read_world().document(Kind::Screen, &slug).map(|document| document.revision);
    let precondition = Precondition { if_match: revision, only_new: false };
    let removed = delete_document(&app, &visitor.actor, Kind::Screen, &slug, precondition).await;
    done(&app, lang, removed, |faults| Told { changed: Some(String::new()), faults, ..Told::default() })
}

/// Back to the page, or what went wrong on it.
fn done(app: &App, lang: Lang, result: Result<(), Problem>, told: impl FnOnce(Faults) -> Told) -> Response {
    match result {
        Ok(()) => see_other("/screens"),
        Err(problem) => {
            let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            draw(app, lang, status, &told(problem.into()))
        }
    }
}
