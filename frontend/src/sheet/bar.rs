//! The bar of changes of a sheet: how many and which, why, what came of saving them, and where somebody was faster.

use yew::prelude::*;

use super::grid::{At, Grid};
use super::state::{Act, Mark, Sheet, State};
use super::table::Page;
use crate::api::Failure;
use crate::fmt::{Shape, date};
use crate::page;
use crate::part::field::Field;
use crate::part::icon::{Sign, icon};
use crate::words;

/// Steps and faults that are named; the rest is counted.
const NAMED: usize = 3;
const FAULTS: usize = 12;

/// The bar; nothing where there is nothing to say. `saves` is what its button says; `reason`: whether one is asked for.
pub(super) fn bar(
    sheet: &Sheet,
    grid: &Grid,
    page: &Page,
    saves: &str,
    reason: bool,
    back: &str,
    save: Callback<MouseEvent>,
) -> Html {
    let changes = sheet.changes(grid);
    let count = changes.len();
    if count == 0 && matches!(sheet.state, State::Quiet) {
        return Html::default();
    }
    let act = |act: fn() -> Act| {
        let page = page.clone();
        Callback::from(move |_: MouseEvent| page.dispatch(act()))
    };
    let says = match &sheet.state {
        State::Saving => html! { <p role="status">{ words::saving() }</p> },
        State::Failed(Failure::Refused { status: 401, .. }) => html! {
            <p role="alert">{ words::session_over() }{ " " }<a href="/sign-in" target="_blank">{ words::sign_in() }</a></p>
        },
        State::Failed(failure) => html! { <p role="alert">{ failure.say() }</p> },
        State::Saved if count == 0 => html! {
            <p role="status">{ words::saved() }{ " " }<a href={back.to_owned()}>{ words::show_board() }</a></p>
        },
        _ => {
            let mut said: Vec<&str> = sheet.said().take(NAMED).collect();
            let more = sheet.said().count().checked_sub(NAMED + 1).map(|more| words::and_more(more + 1));
            said.extend(more.as_deref());
            html! { <p role="status" dir="auto">{ said.join("; ") }</p> }
        }
    };
    let fault = sheet.faults.iter().find(|(at, _)| at.is_none()).map(|(_, why)| &**why);
    let on_reason = {
        let page = page.clone();
        Callback::from(move |text| page.dispatch(Act::Reason(text)))
    };
    let clashes: Vec<At> =
        changes.iter().filter(|(_, mark)| matches!(mark, Mark::Clashed)).map(|(at, _)| *at).collect();
    html! {
        <div class="savebar" role="region" aria-label={words::unsaved_changes()}>
            if !clashes.is_empty() { { conflict(sheet, grid, page, &clashes) } }
            if !sheet.faults.is_empty() { { faults(sheet, grid) } }
            <div class={classes!((count > 0 && reason).then_some("savebar--why"))}>
                if count > 0 { <b>{ words::changes(count) }</b> }
                { says }
                if count > 0 && reason {
                    { Field::new("sheet-reason", words::reason_for_all(), fault).line(&sheet.reason, on_reason) }
                }
                if count > 0 {
                    <span class="go">
                        <button type="button" class="tandem-btn tandem-btn--quiet" onclick={act(|| Act::Undo)}>{ words::undo_last() }</button>
                        <button type="button" class="tandem-btn" onclick={act(|| Act::Discard)}>{ words::discard_draft() }</button>
                        <button type="button" class="tandem-btn tandem-btn--primary" onclick={save}>{ saves }</button>
                    </span>
                }
            </div>
        </div>
    }
}

/// What is in the way, each leading to its cell.
fn faults(sheet: &Sheet, grid: &Grid) -> Html {
    let link = |(at, why): &(Option<At>, String)| {
        let (name, to) = match at {
            Some(at) => (grid.name_of(*at), ["#cell-", &at.0.to_string(), "-", &at.1.to_string()].concat()),
            None => (words::reason_label().to_owned(), "#sheet-reason".to_owned()),
        };
        let onclick = Callback::from(move |_: MouseEvent| page::focus(&to));
        html! { <li><button type="button" {onclick} dir="auto">{ name }</button>{ ": " }{ why }</li> }
    };
    html! {
        <div class="sum" role="alert" tabindex="-1">
            { icon(Sign::Warn) }
            <div>
                { words::not_saved() }
                <ul>
                    { for sheet.faults.iter().take(FAULTS).map(link) }
                    if let Some(more) = sheet.faults.len().checked_sub(FAULTS + 1) { <li>{ words::and_more(more + 1) }</li> }
                </ul>
            </div>
        </div>
    }
}

/// Both values of each cell that somebody else changed.
fn conflict(sheet: &Sheet, grid: &Grid, page: &Page, clashes: &[At]) -> Html {
    let button = |says: &'static str, act: fn(At) -> Act, at: At| {
        let page = page.clone();
        let onclick = Callback::from(move |_: MouseEvent| page.dispatch(act(at)));
        let label = [says, ": ", &*grid.name_of(at)].concat();
        html! { <button type="button" class="tandem-btn tandem-btn--small" aria-label={label} {onclick}>{ says }</button> }
    };
    let row = |&at: &At| {
        let full = |value: Option<_>| match value {
            None => words::taken_back().to_owned(),
            value => grid.lines[at.0].write(value),
        };
        let cell = grid.cell(at);
        let by = cell.by.as_ref().map(|(who, when)| [who, ", ", &*date::write(when, Shape::Moment)].concat());
        html! {
            <tr key={grid.name_of(at)}>
                <th scope="row" dir="auto">{ grid.name_of(at) }</th>
                <td><b>{ full(cell.value) }</b>{ " " }<small>{ by }</small></td>
                <td><b>{ full(sheet.value(grid, at)) }</b></td>
                <td class="r">{ button(words::keep_theirs(), Act::Theirs, at) }{ " " }{ button(words::use_mine(), |at| Act::Mine(Some(at)), at) }</td>
            </tr>
        }
    };
    let all = {
        let page = page.clone();
        Callback::from(move |_: MouseEvent| page.dispatch(Act::Mine(None)))
    };
    html! {
        <div class="panel conflict" role="alertdialog" aria-labelledby="conflict">
            <header><h2 id="conflict" tabindex="-1">{ words::cells_clash(clashes.len()) }</h2></header>
            <table class="tb">
                <thead><tr><th scope="col"></th><th scope="col">{ words::theirs() }</th><th scope="col">{ words::mine() }</th><th scope="col"></th></tr></thead>
                <tbody>{ for clashes.iter().map(row) }</tbody>
            </table>
            <footer>
                { words::other_stays() }{ " " }
                if clashes.len() > 1 { <button type="button" class="tandem-btn tandem-btn--small" onclick={all}>{ words::all_mine() }</button> }
            </footer>
        </div>
    }
}
