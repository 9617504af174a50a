//! The bar of changes: how many and which, what came of saving them, and, where somebody was faster, whose version counts.

use miniserde::json::Object;
use yew::prelude::*;

use super::act::Act;
use super::body;
use super::desk::Desk;
use super::draft::Draft;
use super::editor::{Chosen, Conflict, Doc, Fault, State};
use crate::api::Failure;
use crate::fmt::{Shape, date};
use crate::part::icon::{Sign, icon};
use crate::route::Route;
use crate::words;

/// Steps that are named; the rest is counted.
const NAMED: usize = 3;

/// The bar; nothing where there is nothing to say.
pub(super) fn bar(desk: &Desk, board: &str, save: &Callback<()>) -> Html {
    let editor = desk.editor;
    if !editor.is_dirty() && matches!(editor.state, State::Quiet) {
        return Html::default();
    }
    let onclick = save.reform(|_: MouseEvent| ());
    let count = editor.steps.len();
    let mut named: Vec<String> = editor.steps.iter().rev().take(NAMED).map(|step| step.said.clone()).collect();
    if count > NAMED {
        named.push(words::and_more(count - NAMED));
    }
    let says = match &editor.state {
        State::Saving => html! { <p role="status">{ words::saving() }</p> },
        State::Failed(Failure::Refused { status: 401, .. }) => html! {
            <p role="alert">{ words::session_over() }{ " " }<a href="/sign-in" target="_blank">{ words::sign_in() }</a></p>
        },
        State::Failed(failure) => html! { <p role="alert">{ failure.say() }</p> },
        State::Saved if count == 0 => {
            let href = Route::Board { board: board.to_owned(), period: None }.href();
            html! { <p role="status">{ words::saved() }{ " " }<a {href}>{ words::show_board() }</a></p> }
        }
        _ => html! { <p dir="auto">{ named.join(", ") }</p> },
    };
    html! {
        <div class="savebar" role="region" aria-label={words::unsaved_changes()}>
            if let State::Conflict(it) = &editor.state { { conflict(desk, it, save) } }
            if !editor.faults.is_empty() { { faults(desk) } }
            <div>
                if count > 0 { <b>{ words::changes(count) }</b> }
                { says }
                if count > 0 {
                    <span class="go">
                        <button type="button" class="tandem-btn tandem-btn--quiet" onclick={desk.click(Act::Undo)}>{ words::undo_last() }</button>
                        <button type="button" class="tandem-btn" onclick={desk.click(Act::Discard)}>{ words::discard_draft() }</button>
                        <button type="button" class="tandem-btn tandem-btn--primary" {onclick}>{ words::save_board() }</button>
                    </span>
                }
            </div>
        </div>
    }
}

/// What was refused, each leading to its place.
fn faults(desk: &Desk) -> Html {
    let link = |fault: &Fault| {
        let (name, chosen) = match &fault.doc {
            Doc::Board => (desk.editor.name_of(fault.id), Chosen { id: fault.id, of: fault_of(desk, fault) }),
            Doc::Kpi(slug) => (desk.editor.kpi_name(slug), place_of(desk, slug)),
        };
        html! {
            <li><button type="button" onclick={desk.click(Act::Choose(chosen))} dir="auto">{ name }</button>{ ": " }{ &fault.detail }</li>
        }
    };
    html! {
        <div class="sum" role="alert">
            { icon(Sign::Warn) }
            <div>{ words::not_saved() }<ul>{ for desk.editor.faults.iter().map(link) }</ul></div>
        </div>
    }
}

/// Which of a tile's KPIs a fault is about.
fn fault_of(desk: &Desk, fault: &Fault) -> usize {
    let kpis = desk.editor.draft.block(fault.id).map(|block| block.tile.kpis()).unwrap_or_default();
    kpis.iter().position(|(field, _)| *field == fault.field).unwrap_or(0)
}

/// Where a KPI stands on the board.
fn place_of(desk: &Desk, slug: &str) -> Chosen {
    let of = |kpis: Vec<(String, &str)>| kpis.iter().position(|(_, kpi)| *kpi == slug);
    let place = desk.editor.draft.blocks().find_map(|block| Some(Chosen { id: block.id, of: of(block.tile.kpis())? }));
    place.unwrap_or_default()
}

/// Both versions, side by side.
fn conflict(desk: &Desk, conflict: &Conflict, save: &Callback<()>) -> Html {
    let Conflict { doc, theirs, by } = conflict;
    let (name, mine) = match doc {
        Doc::Board => (body::text(theirs, "name").to_owned(), None),
        Doc::Kpi(slug) => (desk.editor.kpi_name(slug), body::inner(&desk.editor.draft.kpis, slug)),
    };
    let when = by.as_ref().map(|(who, at)| (&**who, date::write(at, Shape::Moment)));
    let (left, right) = match mine {
        Some(mine) => differing(theirs, mine),
        None => (sections(desk, &Draft::read(theirs)), sections(desk, &desk.editor.draft)),
    };
    let side = |title: &'static str, says: Vec<String>, button: Html| {
        html! { <div><h3>{ title }</h3>{ for says.into_iter().map(|line| html! { <p dir="auto">{ line }</p> }) }{ button }</div> }
    };
    let (page, save) = (desk.page.clone(), save.clone());
    let use_mine = Callback::from(move |_: MouseEvent| {
        page.dispatch(Act::Mine);
        save.emit(());
    });
    html! {
        <div class="panel conflict" role="alertdialog" aria-labelledby="conflict">
            <header><h2 id="conflict" tabindex="-1">{ words::conflict(&name, when.as_ref().map(|(who, at)| (*who, &**at))) }</h2></header>
            <div class="conflict__two">
                { side(words::theirs(), left, html! {
                    <button type="button" class="tandem-btn tandem-btn--primary" onclick={desk.click(Act::Theirs)}>{ words::keep_theirs() }</button>
                }) }
                { side(words::mine(), right, html! {
                    <button type="button" class="tandem-btn" onclick={use_mine}>{ words::use_mine() }</button>
                }) }
            </div>
            <footer>{ words::conflict_why() }</footer>
        </div>
    }
}

/// The fields in which two versions of a KPI differ.
fn differing(theirs: &Object, mine: &Object) -> (Vec<String>, Vec<String>) {
    let written = |object: &Object, key: &str| object.get(key).map(miniserde::json::to_string).unwrap_or_default();
    let fields =
        ["name", "description", "owners", "source", "direction", "range", "tolerance", "interval", "unit", "rollup"];
    let said = |object: &Object, key: &str| {
        let text = body::text(object, key);
        let text = if text.is_empty() { written(object, key) } else { text.to_owned() };
        [words::definition(key), ": ", &text].concat()
    };
    let differ = fields.into_iter().filter(|key| written(theirs, key) != written(mine, key));
    differ.map(|key| (said(theirs, key), said(mine, key))).unzip()
}

/// The tiles of a version of the board, a line a section.
fn sections(desk: &Desk, draft: &Draft) -> Vec<String> {
    let sections = draft.sections.iter().map(|section| {
        let tiles: Vec<String> = section.blocks.iter().map(|block| desk.editor.tile_name(&block.tile)).collect();
        let title = if section.title.is_empty() { words::untitled_section() } else { &section.title };
        [title, ": ", &tiles.join("; ")].concat()
    });
    std::iter::once(draft.name.clone()).chain(sections).collect()
}
