//! What was won: found by the agenda, declared in one line, kept in records.

use tandem_shared::view::{AgendaView, WinSort, WinView};
use web_sys::KeyboardEvent;
use yew::prelude::*;

use super::draft::WINS;
use super::form::{Act, Held, wrong};
use super::goal::said_wrong;
use super::topics::since;
use crate::fmt::{Shape, date};
use crate::page;
use crate::part::chip::chips;
use crate::words;

/// What was won since the last check-in; `edits`: with a line for more.
pub(super) fn wins(agenda: &AgendaView, held: &UseReducerHandle<Held>, edits: bool) -> Html {
    let added = held.draft.added(&WINS);
    html! {
        <section aria-labelledby="wins">
            <h2 id="wins">{ words::wins_since(&since(agenda)) }</h2>
            if agenda.wins.is_empty() && added == 0 { <p>{ words::no_wins() }</p> }
            { list(&agenda.wins) }
            if edits {
                <ul class="wins">{ for (0..added).map(|at| declared(agenda, held, at)) }</ul>
                { line(agenda, held, added) }
            }
        </section>
    }
}

/// Wins, each with its day and whom it is credited to.
pub(super) fn list(wins: &[WinView]) -> Html {
    let win = |win: &WinView| {
        let says = match win.sort {
            WinSort::Declared => "",
            WinSort::Target => words::target_reached(),
            WinSort::Goal => words::goal_finished(),
        };
        html! {
            <li key={&*win.key}>
                <time datetime={win.day.clone()}>{ date::write(&win.day, Shape::Day) }</time>
                <b>{ &win.name }</b>
                if !says.is_empty() { <span>{ says }</span> }
                { chips(&win.teams) }
                { for win.note.as_ref().map(|note| html! { <span>{ note }</span> }) }
            </li>
        }
    };
    html! { <ul class="wins">{ for wins.iter().map(win) }</ul> }
}

/// One that is declared with this check-in.
fn declared(agenda: &AgendaView, held: &UseReducerHandle<Held>, at: usize) -> Html {
    let text = |field: &str| held.draft.text(&WINS.added(at, field)).to_owned();
    let title = text("title");
    let credited: Vec<_> =
        agenda.teams.iter().filter(|team| [&team.slug, ""].contains(&&*text("teams"))).cloned().collect();
    let faults = WINS.fields.iter().filter_map(|field| fault(held, at, field));
    let dispatch = held.dispatcher();
    let remove = move |_: MouseEvent| {
        dispatch.dispatch(Act::Take(&WINS, at, false));
        page::focus_soon("#won-title".into());
    };
    html! {
        <li key={at}>
            <b>{ &title }</b>
            { chips(&credited) }
            { for faults.map(|fault| said_wrong(Some(fault))) }
            <button type="button" class="tandem-btn tandem-btn--quiet tandem-btn--small" onclick={remove}
                aria-label={words::remove_of(&title)}>{ words::remove() }</button>
        </li>
    }
}

fn fault<'a>(held: &'a Held, at: usize, field: &str) -> Option<&'a crate::api::FieldFault> {
    wrong(held.fault.as_ref(), &["/wins/", &at.to_string(), "/", field].concat())
}

/// The line of another; `at`: its place, if the check-in is finished with it. Enter adds it.
fn line(agenda: &AgendaView, held: &UseReducerHandle<Held>, at: usize) -> Html {
    let credited = held.draft.text(&WINS.typed("teams"));
    let radio = |slug: &str, name: &str| {
        html! {
            <label key={slug.to_owned()}>
                <input type="radio" name={WINS.typed("teams")} value={slug.to_owned()} checked={credited == slug} />{ name }
            </label>
        }
    };
    let add = {
        let (dispatch, typing) = (held.dispatcher(), held.draft.is_typing(&WINS));
        Callback::from(move |()| {
            if typing {
                dispatch.dispatch(Act::Add(&WINS));
            }
            page::focus_soon("#won-title".into());
        })
    };
    let onkeydown = {
        let add = add.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" {
                event.prevent_default();
                add.emit(());
            }
        })
    };
    let bad = fault(held, at, "title");
    html! {
        <div class="won">
            <label class="lab" for="won-title">{ words::what_else_won() }</label>
            <input class={classes!("in", bad.map(|_| "in--bad"))} id="won-title" name={WINS.typed("title")} dir="auto"
                value={held.draft.text(&WINS.typed("title")).to_owned()} autocomplete="off" {onkeydown}
                aria-invalid={bad.map(|_| "true")} />
            { said_wrong(bad) }
            if agenda.teams.len() > 1 {
                <div class="seg" role="radiogroup" aria-label={words::credited_to()}>
                    { radio("", words::all_teams(agenda.teams.len())) }
                    { for agenda.teams.iter().map(|team| radio(&team.slug, &team.name)) }
                </div>
            }
            { said_wrong(fault(held, at, "teams")) }
            <button type="button" class="tandem-btn tandem-btn--small" onclick={add.reform(|_: MouseEvent| ())}>{ words::add_win() }</button>
        </div>
    }
}
