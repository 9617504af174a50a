//! The board as it is arranged: sections, tiles, and what is said while one of them moves.
//!
//! Its events are heard once, on the whole: what an element is for, its `data-` attributes say.

use tandem_shared::view::TileView;
use yew::prelude::*;

use super::act::Act;
use super::desk::Desk;
use super::draft::{Block, Section, Tile};
use super::editor::{Chosen, Doc};
use crate::board::Reading;
use crate::chart::bullet::Bullet;
use crate::part::bullet::bar;
use crate::part::chip::chips;
use crate::part::figure::figure;
use crate::part::icon::{Sign, icon};
use crate::part::status::verdict;
use crate::route::Route;
use crate::words;

/// The board of a slug.
pub(super) fn canvas(desk: &Desk, board: &str) -> Html {
    let editor = desk.editor;
    let mut kpis: Vec<&str> = Vec::new();
    for (_, kpi) in editor.draft.blocks().flat_map(|block| block.tile.kpis()) {
        if !kpis.contains(&kpi) {
            kpis.push(kpi);
        }
    }
    let size = words::board_size(editor.draft.sections.len(), kpis.len());
    let targets = Route::Targets { board: board.to_owned(), period: None };
    let values = Route::Values { board: board.to_owned(), period: None };
    html! {
        <div class="canvas" role="group" aria-label={words::arrange()}>
            <header>
                <h1 id="edit-name" tabindex="-1" dir="auto">{ &editor.draft.name }</h1>
                <p>{ size }{ " · " }<a href={targets.href()}>{ words::all_targets() }</a>{ " · " }<a href={values.href()}>{ words::many_values() }</a></p>
            </header>
            <p class="tandem-vh" id="grip-how">{ words::grip_how() }</p>
            { for editor.draft.sections.iter().map(|it| section(desk, it)) }
            <p>
                <button type="button" class="tandem-btn tandem-btn--small" onclick={desk.click(Act::AddSection)}>
                    { icon(Sign::Plus) }{ words::add_section() }
                </button>
            </p>
        </div>
    }
}

fn section(desk: &Desk, section: &Section) -> Html {
    let editor = desk.editor;
    let id = section.id;
    let name = editor.name_of(id);
    let lifted = editor.lift.as_ref().filter(|lift| !lift.dragged).map(|lift| lift.id);
    let here = lifted.is_some_and(|lifted| lifted == id || section.blocks.iter().any(|block| block.id == lifted));
    let state = [(editor.chosen.id == id).then_some("sct--sel"), is_lifted(desk, id).then_some("lifted")];
    html! {
        <section class={classes!("sct", state.to_vec())} key={id} data-section={id.to_string()} aria-label={name.clone()}>
            <header>
                { grip(id, &name) }
                <h2><button type="button" data-choose={id.to_string()} dir="auto">{ &name }{ icon(Sign::Pencil) }</button></h2>
                { flaw(desk, id) }
            </header>
            if here { { keys(desk) } }
            if section.blocks.is_empty() { <div class="empty1">{ words::empty_section() }</div> }
            { for section.blocks.iter().map(|it| block(desk, it)) }
        </section>
    }
}

fn block(desk: &Desk, block: &Block) -> Html {
    let name = desk.editor.tile_name(&block.tile);
    let (kind, says) = match &block.tile {
        Tile::Kpi(_) => (words::sort(super::Sort::Kpi), String::new()),
        Tile::Pair([quantity, quality]) => {
            let halves = desk.editor.figures(quantity).zip(desk.editor.figures(quality));
            (words::sort(super::Sort::Pair), halves.map_or("", |(many, good)| words::pair(many, good)).to_owned())
        }
        Tile::Contribution(_, parts) => {
            let parts: Vec<String> = parts.iter().map(|part| desk.editor.kpi_name(part)).collect();
            (words::sort(super::Sort::Contribution), parts.join(", "))
        }
        Tile::Other(_) => ("", name.clone()),
    };
    let cells = match &block.tile {
        Tile::Contribution(kpi, _) => vec![&**kpi],
        tile => tile.kpis().into_iter().map(|(_, kpi)| kpi).collect(),
    };
    let pair = (cells.len() == 2).then_some("bl--two");
    let cells = cells.into_iter().enumerate().map(|(of, kpi)| cell(desk, Chosen { id: block.id, of }, kpi));
    html! {
        <div class={classes!("bl", pair, is_lifted(desk, block.id).then_some("lifted"))} key={block.id} data-block={block.id.to_string()}>
            <div class="say">
                { grip(block.id, &name) }
                <span dir="auto">{ says }</span>
                { flaw(desk, block.id) }
                <span class="end">{ kind }</span>
            </div>
            { for cells }
        </div>
    }
}

/// One KPI of a tile; a click chooses it.
fn cell(desk: &Desk, place: Chosen, kpi: &str) -> Html {
    let editor = desk.editor;
    let owners = editor.kpi(kpi).map(|kpi| editor.teams(&super::body::texts(kpi, "owners"))).unwrap_or_default();
    let choose = [&*place.id.to_string(), " ", &place.of.to_string()].concat();
    let chosen = editor.chosen == place || editor.chosen.id == place.id && place.of == 0 && editor.chosen.of > 1;
    html! {
        <div class={classes!("cell", chosen.then_some("sel"))} data-choose={choose.clone()}>
            <h3><button type="button" data-choose={choose} aria-pressed={if chosen { "true" } else { "false" }} dir="auto">
                { editor.kpi_name(kpi) }
            </button></h3>
            { chips(&owners) }
            { for editor.figures(kpi).map(read) }
        </div>
    }
}

/// The figure as readers see it now.
fn read(tile: &TileView) -> Html {
    let reading = Reading::new(tile);
    let value = tile.value.map_or_else(|| html! { <>{ "–" }</> }, |value| figure(&reading.format().figure(value)));
    html! {
        <>
            <p class="rd"><b>{ value }</b>{ verdict(tile.status, None) }</p>
            { bar(tile.value.and_then(|_| Bullet::of(tile)), reading.bar().into(), tile.stale) }
        </>
    }
}

fn is_lifted(desk: &Desk, id: u32) -> bool {
    desk.editor.lift.as_ref().is_some_and(|lift| lift.id == id)
}

fn grip(id: u32, name: &str) -> Html {
    html! {
        <button type="button" class="grip" data-grip={id.to_string()} aria-label={words::move_it(name)} aria-describedby="grip-how">
            { icon(Sign::Grip) }
        </button>
    }
}

/// That something of a tile or section was refused.
fn flaw(desk: &Desk, id: u32) -> Html {
    let refused = desk.editor.faults.iter().any(|fault| fault.doc == Doc::Board && fault.id == id);
    html! { if refused { <span class="err">{ icon(Sign::Warn) }</span> } }
}

/// Which keys move what is lifted.
fn keys(desk: &Desk) -> Html {
    let key = |keys: &'static [&'static str], word: &'static str| {
        html! { <span>{ for keys.iter().map(|key| html! { <kbd>{ *key }</kbd> }) }{ " " }{ word }</span> }
    };
    let pair = desk.editor.lift.as_ref().and_then(|lift| desk.editor.draft.block(lift.id));
    html! {
        <p class="keysay" aria-hidden="true">
            <b>{ desk.editor.said.clone() }</b>
            { key(&["↑", "↓"], words::key_move()) }
            if pair.is_some_and(|block| matches!(block.tile, Tile::Pair(_))) { { key(&["←", "→"], words::key_swap()) } }
            { key(&["Enter"], words::key_down()) }
            { key(&["Esc"], words::key_back()) }
        </p>
    }
}
