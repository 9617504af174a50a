//! The page of a board's next check-in: waiting, failing, or drawn.

use miniserde::json::{self, Object, Value};
use tandem_shared::view::{ActionView, AgendaView, ComingView, Me, PersonView};
use wasm_bindgen_futures::spawn_local;
use web_sys::{FocusEvent, HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use super::action::Actions;
use super::form::{Act, Held, on_input, said, use_finish, use_form};
use super::goal::{actions, goals, silent};
use super::record::record;
use super::rhythm::{preview_path, rhythm};
use super::topics::{moment, paces, targets, topic};
use super::wins::wins;
use crate::api::{self, Verb};
use crate::board::{failed, waiting};
use crate::detail::use_word;
use crate::fmt::{Shape, date};
use crate::load::{When, use_load};
use crate::me::use_who;
use crate::page;
use crate::part::chip::chips;
use crate::words;

/// What to show.
#[derive(Properties, PartialEq)]
pub struct CheckInPageProps {
    /// The board's slug.
    pub board: AttrValue,
    /// Slug of the record to show; without one, the last.
    pub record: Option<String>,
}

/// The next check-in over a board. Its numbers stand still while people talk.
#[component]
pub fn CheckInPage(props: &CheckInPageProps) -> Html {
    let board = &props.board;
    let who = use_who();
    let asked = props.record.as_ref().map(|record| ["?record=", record].concat()).unwrap_or_default();
    let (load, again) =
        use_load::<AgendaView>(["/api/v1/boards/", board, "/agenda", &asked].concat().into(), When::Once);
    let agenda = load.answer.as_ref().map(|(_, agenda)| agenda);
    let held = use_form(board);
    let finish = use_finish(&held, agenda, &again);
    let word = use_word(again.clone());
    let (coming, _) = use_load::<ComingView>(preview_path(&held).into(), When::Once);
    let title = agenda.map(|agenda| [words::check_in(), ": ", &*agenda.name, " — Tandem"].concat());
    use_effect_with(title, |title| {
        if let Some(title) = title {
            page::set_title(title);
        }
    });
    // Not by its name, which may change while somebody is at work here.
    use_effect_with(agenda.map(|agenda| agenda.board.clone()), |shown| {
        if shown.is_some() {
            page::focus("#check-in");
        }
    });
    // A record that was asked for or just written is where its reader goes on.
    let shown = agenda.and_then(|agenda| agenda.record.as_ref()).map(|record| record.line.slug.clone());
    use_effect_with((shown, props.record.is_some() || held.finished), |(shown, wanted)| {
        if shown.is_some() && *wanted {
            page::focus("#record");
        }
    });
    let retry = again.reform(|_: MouseEvent| ());
    let failure = load.failure.as_ref().map(|failure| failed(failure, retry));
    let Some(agenda) = agenda else { return waiting(words::check_in(), words::loading_agenda(), failure) };
    let edits = who.may(Me::edits);
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        finish.emit(());
    });
    // Enter in a field writes no record by mistake.
    let onkeydown = Callback::from(|event: KeyboardEvent| {
        if event.key() == "Enter" && page::is_input(&event) {
            event.prevent_default();
        }
    });
    html! {
        <div class="page checkin">
            { head(agenda) }
            { for failure }
            <div class="meet" oninput={on_input(&held)}>
                <form {onsubmit} {onkeydown} novalidate=true autocomplete="off">
                    <ol class="ag">
                        { paces(agenda) }
                        { targets(agenda, &word, who.known()) }
                        { open(agenda, &again) }
                        if edits { { goals(agenda, &held) }{ actions(agenda, &held) } }
                    </ol>
                    if edits { { end(agenda, &held) } } else { <p class="note">{ words::leads_hold_it() }</p> }
                </form>
                <aside>
                    if edits && !agenda.people.is_empty() { { here(&agenda.people, &held) } }
                    { wins(agenda, &held, edits) }
                    { finish_says(agenda) }
                    { meet(agenda, who.known(), &held, edits.then(|| rhythm(agenda, &held, &coming, &again))) }
                </aside>
            </div>
            <p class="tandem-vh" role="status">if held.finished { { words::finished() } }</p>
            { record(agenda) }
        </div>
    }
}

fn head(agenda: &AgendaView) -> Html {
    let since = agenda.since.as_ref().map(|since| date::write(since, Shape::Day));
    html! {
        <header class="pagehead">
            <h1 id="check-in" tabindex="-1">{ words::check_in_on(&date::write(&agenda.today, Shape::Weekday)) }</h1>
            <p>{ words::wrote_itself(since.as_deref(), &date::write(&agenda.as_of, Shape::Time)) }</p>
        </header>
    }
}

/// The open actions: those that are overdue first, because they are the longest due.
fn open(agenda: &AgendaView, again: &Callback<()>) -> Html {
    let all = agenda.actions.clone();
    let late = all.iter().filter(|action: &&ActionView| action.overdue > 0).count();
    let body = html! {
        <>
            if all.is_empty() { <p class="ag__none">{ words::nothing_open() }</p> }
            <Actions actions={all} changed={again.clone()} />
        </>
    };
    topic(words::open_actions(), &words::late_of(late), body)
}

/// Finishes the check-in; before that, what is missing or wrong.
fn end(agenda: &AgendaView, held: &Held) -> Html {
    let missing = silent(agenda, &held.draft).map(|(index, team, goal)| {
        let href = ["#/goals/", &index.to_string(), "/name"].concat();
        html! { <p>{ words::has_not_said(team) }<a {href}>{ goal }</a>{ words::finish_anyway() }</p> }
    });
    html! {
        <>
            { for held.fault.as_ref().map(|fault| said("check-in-fault", fault)) }
            <div class="done1">
                { missing.unwrap_or_else(|| html! { <p></p> }) }
                <button type="submit" class="tandem-btn tandem-btn--primary">{ words::finish_check_in() }</button>
            </div>
        </>
    }
}

/// Who is here: everybody, until said otherwise.
fn here(people: &[PersonView], held: &Held) -> Html {
    let person = |person: &PersonView| {
        let here = held.draft.is_here(&person.slug);
        html! {
            <li key={&*person.slug}>
                <label class="opt1">
                    <input type="checkbox" name={["here:", &person.slug].concat()} checked={here} />
                    { &person.name }{ chips(&person.teams) }
                </label>
                if !here { <span class="sub">{ words::excused() }</span> }
            </li>
        }
    };
    html! { <section><h2>{ words::here() }</h2><ul class="here">{ for people.iter().map(person) }</ul></section> }
}

fn finish_says(agenda: &AgendaView) -> Html {
    let next = agenda.next.as_ref().map(|next| words::next_is(&moment(&next.at)));
    html! { <section><h2>{ words::when_you_finish() }</h2><p>{ words::kept_for_good() }{ for next }</p></section> }
}

/// When the next is, the form that sets it, and the address a calendar hears of it by.
fn meet(agenda: &AgendaView, me: Option<&Me>, held: &UseReducerHandle<Held>, rhythm: Option<Html>) -> Html {
    let next = agenda.next.as_ref();
    let next = next.map(|next| [&*moment(&next.at), ", ", &words::takes(next.minutes)].concat());
    // Calendars send no headers: where there are accounts, a token stands in the address.
    let asks = me.is_some_and(|me| me.accounts);
    let token = held.feed.as_deref().unwrap_or("…");
    let token = if asks { ["?token=", token].concat() } else { String::new() };
    let origin = page::window().location().origin().unwrap_or_default();
    let feed = [&*origin, "/api/v1/boards/", &agenda.board, "/check-ins.ics", &token].concat();
    // Whoever comes here wants to copy it.
    let onfocus = |event: FocusEvent| event.target_unchecked_into::<HtmlInputElement>().select();
    let makes = asks && rhythm.is_some() && held.feed.is_none();
    let says = if held.feed.is_some() { words::feed_shown_once() } else { words::calendar_token() };
    html! {
        <section>
            <h2>{ words::when_we_meet() }</h2>
            <p role="status">{ next.unwrap_or_else(|| words::none_planned().into()) }</p>
            { rhythm.unwrap_or_default() }
            <p class="field">
                <label for="feed">{ words::calendar_feed() }</label>
                <input class="in" id="feed" readonly=true value={feed} {onfocus} />
            </p>
            if makes {
                <button type="button" class="tandem-btn tandem-btn--small" onclick={make_feed(agenda, held)}>
                    { words::make_feed() }
                </button>
            }
            <p class="sub">{ says }</p>
        </section>
    }
}

/// Makes a token with which a calendar reads this board's check-ins, and nothing else.
fn make_feed(agenda: &AgendaView, held: &UseReducerHandle<Held>) -> Callback<MouseEvent> {
    let object = |fields: [(&str, Value); 2]| {
        let mut object = Object::new();
        object.extend(fields.map(|(name, value)| (name.to_owned(), value)));
        Value::Object(object)
    };
    let text = |text: &str| Value::String(text.to_owned());
    let scope = object([("can", text("feed")), ("board", text(&agenda.board))]);
    let name = ["calendar of ", &*agenda.board, ", ", &agenda.as_of].concat();
    let body = json::to_string(&object([("name", text(&name)), ("scope", scope)]));
    let dispatch = held.dispatcher();
    Callback::from(move |_| {
        let (dispatch, body) = (dispatch.clone(), body.clone());
        spawn_local(async move {
            let made = api::send(Verb::Post, "/api/v1/tokens", None, Some(&body)).await;
            dispatch.dispatch(match made.and_then(|made| api::read::<NewSecret>(&made)) {
                Ok(made) => Act::Feed(made.secret),
                Err(failure) => Act::Faulted(failure),
            });
        });
    })
}

/// What is read of a token just made.
#[derive(miniserde::Deserialize)]
struct NewSecret {
    secret: String,
}
