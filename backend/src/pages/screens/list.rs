//! The page: what each screen shows now, its playlist, and what can be done with it.

use super::entry::{DAY_NAMES, Entry};
use super::form::{LOCALES, SHORT, board_name, form, theme_name};
use crate::accounts::{Held, Opens};
use crate::app::App;
use crate::pages::form::Faults;
use crate::pages::lang::Lang;
use crate::pages::layout::page;
use crate::screens::Seen;
use crate::store::{Millis, StoredDocument};
use crate::world::World;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use tandem_frontend::viewer::Picture;
use tandem_shared::document::{Kind, Screen, Turn};
use tandem_shared::{Problem, ProblemKind};

/// A screen that was paired or opened its page says within so long what it shows, in ms. One without WebAssembly never does, and opens
/// its page every 30 seconds.
const START_MILLIS: Millis = 45_000;
/// Width of a picture in the list, in CSS pixels.
const PICTURE: u32 = 248;

/// What is wrong, where, and what was typed there.
#[derive(Default)]
pub(super) struct Told {
    pub(super) of: Sent,
    pub(super) entry: Entry,
    pub(super) faults: Faults,
}

/// What somebody sent.
#[derive(Default)]
pub(super) enum Sent {
    /// The form that pairs a screen.
    #[default]
    Pairing,
    /// That of the screen of this slug, to change it.
    Change(String),
    /// A button of a screen.
    Button(String),
}

/// The page.
pub(super) fn draw(app: &App, lang: Lang, status: StatusCode, told: &Told) -> Response {
    let title = lang.say("Screens", "Bildschirme");
    let held = app.accounts.keys.held(|opens| matches!(opens, Opens::Screen { .. }));
    let now = app.clock.now().as_millisecond();
    let world = app.read_world();
    let screens: Vec<Shown> = world
        .documents(Kind::Screen, "")
        .filter_map(|document| {
            let of_it = |held: &&Held| matches!(&held.opens, Opens::Screen { screen } if *screen == document.slug);
            let seen = app.screens.known(&document.slug).seen;
            let used = held.iter().find(of_it).map_or(0, |held| held.used);
            // Every use of its secret is a sign of it, but one since it last spoke is that of a page that just opened.
            let opened = if seen.as_ref().is_some_and(|seen| used <= seen.at) { 0 } else { used };
            let paired = if document.revision == 1 { document.at } else { 0 };
            Some(Shown {
                document,
                screen: world.screen(&document.slug)?,
                live: seen.filter(|seen| seen.is_fresh(now)).map(|seen| {
                    // One that was just archived is on its way off the screen.
                    let shows = seen.shows.filter(|board| world.board(board).is_some());
                    Seen { shows, ..seen }
                }),
                is_starting: now - opened.max(paired) < START_MILLIS,
                last: Some(used).filter(|at| *at > 0),
            })
        })
        .collect();
    let live = screens.iter().filter(|shown| shown.live.is_some()).count();
    let count = screens.len();
    let is_gone = match &told.of {
        Sent::Change(slug) | Sent::Button(slug) => screens.iter().all(|shown| shown.document.slug != *slug),
        Sent::Pairing => false,
    };
    let content = html! {
        header.pagehead {
            h1 { (title) }
            p {
                @if count > 0 { (lang.say(format!("Screens: {count}, showing: {live}. "), format!("Bildschirme: {count}, davon zeigen etwas: {live}. "))) }
                (lang.say("A screen only looks at its boards: no account, nothing to click.", "Ein Bildschirm sieht nur seine Boards: kein Konto, nichts zu klicken."))
            }
        }
        @if is_gone { (Faults::from(Problem::new(ProblemKind::NotFound, gone(lang))).summary(lang, &[])) }
        @else if matches!(told.of, Sent::Button(_)) { (told.faults.summary(lang, &[])) }
        @for (index, shown) in screens.iter().enumerate() { (article(&world, lang, index + 1, shown, now, told)) }
        div.sec #pair {
            h2 { (lang.say("Add a screen", "Bildschirm hinzufügen")) }
            p { (lang.say("Open ", "Öffnen Sie dort ")) b { (app.public_url) "/wall" } (lang.say(" on it and type the code it shows.", " und geben Sie den Code ein, den er zeigt.")) }
        }
        // What was typed for a screen that is gone may be what its next pairing needs.
        @let (fresh, typed_here) = (Told::default(), matches!(told.of, Sent::Pairing));
        @let (entry, faults) = (if typed_here || is_gone { &told.entry } else { &fresh.entry }, if typed_here { &told.faults } else { &fresh.faults });
        section.panel { div.blk { (form(&world, lang, "/screens#pair", true, (entry, faults))) } }
        script defer src="/screens.js" {}
    };
    page(lang, status, title, &content)
}

/// A screen of the list.
struct Shown<'a> {
    document: &'a StoredDocument,
    screen: &'a Screen,
    /// What it says, if it is there.
    live: Option<Seen>,
    /// Whether it was paired or opened its page so lately that it is about to say so.
    is_starting: bool,
    /// When it was last heard of.
    last: Option<Millis>,
}

/// Somebody pressed a button of a screen that somebody else revoked meanwhile.
fn gone(lang: Lang) -> &'static str {
    lang.say(
        "This screen is not paired any more: somebody revoked it while the page was open, and it shows a code now. To pair it again, type that code under “Add a screen” below; what was typed for it stands there.",
        "Dieser Bildschirm ist nicht mehr gekoppelt: Jemand hat ihn widerrufen, während die Seite offen war, und er zeigt jetzt einen Code. Um ihn neu zu koppeln, geben Sie diesen Code unten bei „Bildschirm hinzufügen“ ein; was für ihn eingegeben war, steht dort.",
    )
}

fn article(world: &World, lang: Lang, number: usize, shown: &Shown, now: Millis, told: &Told) -> Markup {
    let Shown { document, screen, live, is_starting, last } = shown;
    let at = |at: Millis| lang.time(world.calendar(), at);
    let (badge, says) = match (live, last) {
        (Some(seen), _) if seen.shows.is_some() => (lang.say("showing", "zeigt").to_owned(), None),
        (Some(_), _) => (why_dark(world, lang, screen).to_owned(), None),
        (None, _) if *is_starting => (
            lang.say("starting", "startet").to_owned(),
            Some(lang.say(
                "It says within seconds what it shows. A browser without WebAssembly shows its boards, too, but never says so.",
                "In wenigen Sekunden sagt er, was er zeigt. Ein Browser ohne WebAssembly zeigt seine Boards auch, sagt es aber nie.",
            )),
        ),
        (None, Some(last)) => (
            lang.say(format!("offline since {}", at(*last)), format!("offline seit {}", at(*last))),
            Some(lang.say(
                "It stopped answering then. Most often a screen was switched off or lost the network. It returns by itself and needs no new code.",
                "Seitdem antwortet er nicht. Meist ist ein Bildschirm ausgeschaltet oder ohne Netz. Er kommt von selbst wieder und braucht keinen neuen Code.",
            )),
        ),
        (None, None) => (lang.say("not seen yet", "noch nie gesehen").to_owned(), None),
    };
    html! {
        article.panel.scr id=(document.slug) aria-labelledby={ (document.slug) "-name" } {
            header {
                h2 id={ (document.slug) "-name" } { span.scr__no { (number) } (screen.name) " " span.badge.badge--word { (badge) } }
                p { (described(lang, screen, live.as_ref(), now)) }
            }
            p.scr__says hidden[says.is_none()] { (says.unwrap_or_default()) }
            div.scr__now { (picture(world, lang, shown)) }
            table.tb {
                thead { tr {
                    th { (lang.say("Shows", "Zeigt")) } th.r { (lang.say("For", "Dauer")) }
                    th { (lang.say("Between", "Zwischen")) } th { (lang.say("On", "An")) }
                } }
                tbody { @for turn in &screen.boards {
                    @let now = live.as_ref().is_some_and(|seen| seen.shows.as_ref() == Some(&turn.board));
                    tr {
                        @let name = board_name(world, lang, &turn.board);
                        td { @if now { b { (name) } span.xs { (lang.say("now", "jetzt")) } } @else { (name) } }
                        td.r { (turn.seconds) " s" }
                        td.nw { (hours(lang, turn)) }
                        td.nw { (days(lang, turn)) }
                    }
                } }
            }
            (actions(world, lang, document, screen, told))
        }
    }
}

/// Why a screen that is there shows no board.
fn why_dark(world: &World, lang: Lang, screen: &Screen) -> &'static str {
    if screen.boards.iter().any(|turn| world.board(&turn.board).is_some()) {
        lang.say("dark until its hours", "dunkel bis zu seinen Zeiten")
    } else {
        lang.say("its boards are gone", "seine Boards gibt es nicht mehr")
    }
}

/// What stands on it now, small; of its boards in turn the how manieth.
fn picture(world: &World, lang: Lang, Shown { screen, live, .. }: &Shown) -> Markup {
    let Some(seen) = live else {
        return html! { div.scr__none { (lang.say("nothing shown, as far as we know", "zeigt nichts, soweit wir wissen")) } };
    };
    let Some(board) = &seen.shows else {
        return html! { div.scr__none.scr__none--dark { (why_dark(world, lang, screen)) } };
    };
    let (of, theme) = (screen.boards.len(), screen.theme.name());
    let at = screen.boards.iter().position(|turn| turn.board == *board).map_or(1, |index| index + 1);
    let name = board_name(world, lang, board);
    let query = format!("theme={theme}&lang={}&width={}", screen.locale, 2 * PICTURE);
    html! {
        img src={ "/embed/" (board) "/picture.png?" (query) } width=(PICTURE) height=(Picture::height(PICTURE)) loading="lazy"
            alt=(lang.say(format!("{name}, as the screen shows it now"), format!("{name}, wie der Bildschirm es jetzt zeigt")));
        p { (lang.say("now", "jetzt")) @if of > 1 { (lang.say(format!(", {at} of {of}"), format!(", {at} von {of}"))) } }
    }
}

/// What kind of screen it is, and how fresh that is.
fn described(lang: Lang, screen: &Screen, live: Option<&Seen>, now: Millis) -> String {
    let mut parts = Vec::new();
    if let Some(Seen { at, size: (width, height), is_current, .. }) = live {
        parts.push(match width > height {
            true => lang.say("landscape", "quer").to_owned(),
            false => lang.say("portrait", "hoch").to_owned(),
        });
        parts.push(format!("{width} × {height}"));
        let seconds = (now - at).max(0) / 1_000;
        parts.push(lang.say(format!("answered {seconds} s ago"), format!("Antwort vor {seconds} s")));
        if !is_current {
            parts.push(lang.say("older version, renews itself", "ältere Version, erneuert sich").to_owned());
        }
    }
    parts.push(theme_name(lang, screen.theme).to_owned());
    let name = LOCALES.iter().find(|(tag, _)| *tag == screen.locale).map_or(&*screen.locale, |(_, name)| name);
    parts.push(name.to_owned());
    parts.join(", ")
}

fn hours(lang: Lang, turn: &Turn) -> String {
    match (&turn.from, &turn.until) {
        (None, None) => lang.say("all day", "ganztags").to_owned(),
        (from, until) => {
            let of = |time: &Option<String>, edge: &str| time.as_deref().unwrap_or(edge).to_owned();
            format!("{}–{}", of(from, "00:00"), of(until, "24:00"))
        }
    }
}

/// `Mon–Fri`, `Mon, Wed`, `every day`: runs of three days and more are told by their ends.
fn days(lang: Lang, turn: &Turn) -> String {
    let short = |day: usize| lang.say(SHORT.0[day], SHORT.1[day]);
    let on: Vec<usize> =
        (0..DAY_NAMES.len()).filter(|day| turn.days.iter().any(|on| usize::from(on.number()) == *day)).collect();
    if on.is_empty() {
        return lang.say("every day", "jeden Tag").to_owned();
    }
    let runs = on.chunk_by(|day, next| day + 1 == *next).flat_map(|run| match run {
        [first, .., last] if run.len() > 2 => vec![format!("{}–{}", short(*first), short(*last))],
        few => few.iter().map(|day| short(*day).to_owned()).collect(),
    });
    runs.collect::<Vec<_>>().join(", ")
}

fn actions(world: &World, lang: Lang, document: &StoredDocument, screen: &Screen, told: &Told) -> Markup {
    let (slug, name, count) = (&document.slug, &screen.name, screen.boards.len());
    let (kept, fresh) = (Entry::of(document, screen), Faults::none().within(slug));
    let is_told = matches!(&told.of, Sent::Change(changed) if changed == slug);
    let at = if is_told { (&told.entry, &told.faults) } else { (&kept, &fresh) };
    let button = |to: &str, label: String, word: &str| {
        html! {
            form method="post" action={ "/screens/" (slug) "/" (to) } {
                button.tandem-btn.tandem-btn--small aria-label=(label) { (word) }
            }
        }
    };
    html! {
        div.scr__acts {
            (button("flash", lang.say(format!("Identify {name}"), format!("Wer bist du? {name} zeigt es")), lang.say("Identify", "Wer bist du?")))
            @if count > 1 {
                (button("skip", lang.say(format!("Skip to the next board of {name}"), format!("Nächstes Board von {name}")), lang.say("Skip to next", "Nächstes Board")))
            }
            details open[is_told] {
                summary.tandem-btn.tandem-btn--small aria-label=(lang.say(format!("Change {name}"), format!("{name} ändern"))) { (lang.say("Change", "Ändern")) }
                (form(world, lang, &["/screens/", slug, "#", slug].concat(), false, at))
            }
            details {
                summary.tandem-btn.tandem-btn--quiet.tandem-btn--small aria-label=(lang.say(format!("Revoke {name}"), format!("{name} widerrufen"))) { (lang.say("Revoke", "Widerrufen")) }
                form.form.form--one method="post" action={ "/screens/" (slug) "/removal" } {
                    p { (lang.say(
                        format!("“{name}” shows nothing any more at once, and a code instead. Boards it leaves: {count}."),
                        format!("„{name}“ zeigt sofort nichts mehr außer einem Code. Boards, die er verlässt: {count}."))) }
                    div.go { button.tandem-btn.tandem-btn--primary { (lang.say("Revoke", "Widerrufen")) } }
                }
            }
        }
    }
}
