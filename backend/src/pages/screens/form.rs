//! The form of a screen: its name and looks, its boards, their order and their hours.

use super::entry::{DAY_NAMES, DAYS, Entry, FROM, PUBLIC, QUIET_FROM, QUIET_UNTIL, REVISION, SECONDS, SOUND, UNTIL};
use crate::pages::form::{Faults, choice, line, warning};
use crate::pages::lang::Lang;
use crate::world::World;
use maud::{Markup, html};
use std::borrow::Cow;
use tandem_shared::document::{Board, Kind, Theme};

/// What a screen may speak: tags and names.
pub(super) const LOCALES: [(&str, &str); 4] =
    [("en-GB", "English (UK)"), ("en-US", "English (US)"), ("de-DE", "Deutsch"), ("de-CH", "Deutsch (Schweiz)")];
/// The days, in English and German.
pub(super) const SHORT: ([&str; 7], [&str; 7]) =
    (["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"]);

pub(super) fn form(world: &World, lang: Lang, action: &str, pairs: bool, (entry, faults): (&Entry, &Faults)) -> Markup {
    let (code, boards) = (lang.say("Code on the screen", "Code auf dem Bildschirm"), lang.say("Boards", "Boards"));
    let themes = [Theme::Dark, Theme::Light].map(|theme| (theme.name().to_owned(), theme_name(lang, theme).to_owned()));
    let locales = LOCALES.map(|(tag, name)| (tag.to_owned(), name.to_owned()));
    let locale = Some(entry.typed("locale")).filter(|tag| !tag.is_empty()).unwrap_or(lang.say("en-GB", "de-DE"));
    let zone = world.calendar().zone_name();
    let hint = lang.say(
        format!("They take turns in this order. Seconds each stands; empty for those it does not show. Without hours all day, without days every day; times of {zone}."),
        format!("Sie wechseln sich in dieser Reihenfolge ab. Sekunden, die jedes steht; leer, was er nicht zeigt. Ohne Zeiten ganztags, ohne Tage jeden Tag; Uhrzeit von {zone}."),
    );
    // First what was ordered, then what could be shown too.
    let mut rows: Vec<&str> = entry.boards().collect();
    rows.extend(
        world
            .documents(Kind::Board, "")
            .map(|board| &*board.slug)
            .filter(|slug| !entry.boards().any(|known| known == *slug)),
    );
    html! {
        form.form.scr__form method="post" action=(action) novalidate {
            // What Enter presses: the first button of a form, which would be one that moves a board.
            button.tandem-vh tabindex="-1" aria-hidden="true" {}
            @if faults.any() { div.wide { (faults.summary(lang, &[("/code", code), ("/name", "Name"), ("/boards", boards), ("/quiet", lang.say("Quiet hours", "Ruhezeit"))])) } }
            @if pairs { (line(("/code", code, ""), ("text", "off"), entry.typed("code"), faults)) }
            @else { input type="hidden" name=(REVISION) value=(entry.typed(REVISION)); }
            (line(("/name", lang.say("Name, so that people find it", "Name, unter dem man ihn findet"), ""), ("text", "off"), entry.typed("name"), faults))
            (choice(("/theme", lang.say("Theme", "Farben"), ""), &themes, entry.typed("theme"), faults))
            (choice(("/locale", lang.say("Language", "Sprache"), ""), &locales, locale, faults))
            div.wide { (playlist(world, lang, (boards, &hint), &rows, (entry, faults))) }
            @for (name, says) in [
                (PUBLIC, lang.say("Strangers see it too: no persons, and per cent of targets instead of money", "Auch Fremde sehen ihn: keine Personen, und statt Geld Prozent der Ziele")),
                (SOUND, lang.say("Three notes when something was won", "Drei Töne, wenn etwas gewonnen wurde")),
            ] {
                label.opt1.wide { input type="checkbox" name=(name) checked[entry.is_checked(name)]; (says) }
            }
            (quiet(lang, entry, faults))
            div.go.wide { button.tandem-btn.tandem-btn--primary { @if pairs { (lang.say("Pair screen", "Koppeln")) } @else { (lang.say("Save", "Speichern")) } } }
        }
    }
}

/// The hours of a form in which nothing is celebrated.
fn quiet(lang: Lang, entry: &Entry, faults: &Faults) -> Markup {
    let says = lang.say("Quiet hours", "Ruhezeit");
    let id = faults.id("/quiet");
    html! {
        div.field.wide {
            span.lab { (says) }
            span.plan__hours id=(id) role="group" aria-label=(says) aria-describedby={ (id) "-about" } {
                @for (name, says) in [(QUIET_FROM, lang.say("Quiet from", "Ruhe ab")), (QUIET_UNTIL, lang.say("Quiet until", "Ruhe bis"))] {
                    @if name == QUIET_UNTIL { "–" }
                    input.in type="time" name=(name) value=(entry.typed(name)) aria-label=(says);
                }
            }
            @if let Some(fault) = faults.of("/quiet/") {
                p.err id={ (id) "-about" } { (warning()) span { (fault) } }
            } @else {
                p.hint id={ (id) "-about" } { (lang.say("What is won then is celebrated afterwards.", "Was dann gewonnen wird, wird danach gefeiert.")) }
            }
        }
    }
}

/// The boards of a form: which, how long, when, and in which order.
fn playlist(
    world: &World,
    lang: Lang,
    (label, hint): (&str, &str),
    rows: &[&str],
    (entry, faults): (&Entry, &Faults),
) -> Markup {
    let turns: Vec<&str> = entry.turns().collect();
    let id = faults.id("/boards");
    // The button that was pressed has the focus again; at the end of its way, the one beside it.
    let (moved_way, moved) = entry.typed("move").split_once(' ').unwrap_or_default();
    let last = rows.len().saturating_sub(1);
    html! {
        div.field {
            span.lab { (label) }
            div.plan id=(id) role="group" aria-label=(label) aria-describedby={ (id) "-about" } {
                @for (index, board) in rows.iter().enumerate() {
                    @let fault = turns.iter().position(|turn| turn == board).and_then(|turn| faults.of(&format!("/boards/{turn}/")));
                    @let name = board_name(world, lang, board);
                    div.plan__row role="group" aria-label=(name) {
                        span.plan__stands { input.in.in--bad[fault.is_some()] type="text" inputmode="numeric" autocomplete="off" size="4" name={ (SECONDS) (board) } value=(entry.of_board(SECONDS, board)) aria-label=(lang.say(format!("Seconds of {name}"), format!("Sekunden von {name}"))); " s" }
                        span.plan__name { (name) }
                        span.plan__hours {
                            input.in type="time" name={ (FROM) (board) } value=(entry.of_board(FROM, board)) aria-label=(lang.say(format!("{name} from"), format!("{name} ab")));
                            "–"
                            input.in type="time" name={ (UNTIL) (board) } value=(entry.of_board(UNTIL, board)) aria-label=(lang.say(format!("{name} until"), format!("{name} bis")));
                        }
                        span.plan__days { @for (day, value) in DAY_NAMES.iter().enumerate() {
                            label { input type="checkbox" name={ (DAYS) (board) } value=(value) checked[entry.is_on(board, value)]; (lang.say(SHORT.0[day], SHORT.1[day])) }
                        } }
                        span.plan__move {
                            @for (way, arrow, is_end, says) in [
                                ("up", "↑", index == 0, lang.say(format!("Move {name} up"), format!("{name} nach oben"))),
                                ("down", "↓", index == last, lang.say(format!("Move {name} down"), format!("{name} nach unten"))),
                            ] {
                                @let at_end = if moved_way == "up" { index == 0 } else { index == last };
                                button.tandem-btn.tandem-btn--quiet.tandem-btn--small name="move" value={ (way) " " (board) } disabled[is_end]
                                    autofocus[moved == *board && (way == moved_way) != at_end] aria-label=(says) { (arrow) }
                            }
                        }
                        @if let Some(fault) = fault { p.err { (warning()) span { (fault) } } }
                    }
                }
            }
            @if let Some(fault) = faults.of("/boards").filter(|_| turns.is_empty()) {
                p.err id={ (id) "-about" } { (warning()) span { (fault) } }
            } @else { p.hint id={ (id) "-about" } { (hint) } }
        }
    }
}

/// What a board is called, and that it is gone, once it is: no screen shows it then.
pub(super) fn board_name<'a>(world: &'a World, lang: Lang, slug: &'a str) -> Cow<'a, str> {
    if let Some(board) = world.board(slug) {
        return Cow::Borrowed(&board.body.name);
    }
    let before = world.document(Kind::Board, slug).and_then(|it| serde_json::from_str::<Board>(&it.body).ok());
    let name = before.map_or_else(|| slug.to_owned(), |board| board.name);
    Cow::Owned(lang.say(format!("{name} (archived, not shown)"), format!("{name} (archiviert, nicht gezeigt)")))
}

/// What a theme is called.
pub(super) fn theme_name(lang: Lang, theme: Theme) -> &'static str {
    match theme {
        Theme::Dark => lang.say("dark", "dunkel"),
        Theme::Light => lang.say("light", "hell"),
    }
}
