//! The inspector: what is chosen, and everything about it that can be changed.

use yew::prelude::*;

use super::act::Act;
use super::definition::definition;
use super::desk::Desk;
use super::draft::Tile;
use super::editor::{Chosen, Doc};
use crate::part::field::{Field, error};
use crate::part::icon::{Sign, icon};
use crate::words;

/// The inspector; `archive` archives the board.
pub(super) fn inspector(desk: &Desk, archive: Callback<MouseEvent>) -> Html {
    let editor = desk.editor;
    let Chosen { id, of } = editor.chosen;
    let (name, kind, form) = match editor.draft.block(id) {
        Some(block) => {
            let kpi = block.tile.kpis().get(of).map_or_else(String::new, |(_, kpi)| (*kpi).to_owned());
            let name = if matches!(block.tile, Tile::Other(_)) { editor.name_of(id) } else { editor.kpi_name(&kpi) };
            (name, kind(&block.tile), tile(desk, &block.tile, &kpi))
        }
        None if id == 0 => (words::the_board().to_owned(), "", board(desk, archive)),
        None => (editor.name_of(id), words::title(), section(desk, id)),
    };
    html! {
        <aside class="insp" aria-labelledby="inspector">
            <div class="hd">
                <div><h2 id="inspector" tabindex="-1" dir="auto">{ name }</h2><p>{ kind }</p></div>
                if id != 0 {
                    <button type="button" class="icon" aria-label={words::close_inspector()} onclick={desk.click(Act::Choose(Chosen::default()))}>
                        { icon(Sign::Close) }
                    </button>
                }
            </div>
            <div class="form">{ form }</div>
        </aside>
    }
}

fn kind(tile: &Tile) -> &'static str {
    match tile {
        Tile::Kpi(_) => words::sort(super::Sort::Kpi),
        Tile::Pair(_) => words::sort(super::Sort::Pair),
        Tile::Contribution(..) => words::sort(super::Sort::Contribution),
        Tile::Other(_) => "",
    }
}

fn board(desk: &Desk, archive: Callback<MouseEvent>) -> Html {
    let editor = desk.editor;
    let fault = |field| editor.fault(&Doc::Board, 0, field);
    let mut periods: Vec<(String, String)> = owned(&words::periods());
    if !periods.iter().any(|(id, _)| *id == editor.draft.period) {
        periods.push((editor.draft.period.clone(), editor.draft.period.clone()));
    }
    html! {
        <>
            { Field::new("edit-board", words::name(), fault("name")).line(&editor.draft.name, desk.typed(Act::Name)) }
            { Field::new("edit-period", words::opens_with(), fault("period")).choice(&editor.draft.period, &periods, desk.typed(Act::Period)) }
            { error("edit-sections-err", fault("sections")) }
            <hr />
            <p class="wide">
                <button type="button" class="tandem-btn tandem-btn--small" onclick={archive}>{ words::archive_board() }</button>
            </p>
            <p class="hint wide">{ words::archive_why() }</p>
        </>
    }
}

fn section(desk: &Desk, id: u32) -> Html {
    let title = desk.editor.draft.sections.iter().find(|section| section.id == id).map_or("", |section| &section.title);
    let fault = desk.editor.fault(&Doc::Board, id, "title");
    html! {
        <>
            { Field::new("edit-title", words::title(), fault).line(title, desk.typed(move |title| Act::Title(id, title))) }
            <p class="wide">
                <button type="button" class="tandem-btn tandem-btn--quiet tandem-btn--small" onclick={desk.click(Act::Remove(id))}>
                    { words::remove_section() }
                </button>
            </p>
            <p class="hint wide">{ words::remove_why() }</p>
        </>
    }
}

fn tile(desk: &Desk, tile: &Tile, kpi: &str) -> Html {
    let Chosen { id, of } = desk.editor.chosen;
    let fault = |field: &str| desk.editor.fault(&Doc::Board, id, field).map(str::to_owned);
    let which = |at: usize, label: &str| {
        let (field, slug) = tile.kpis().into_iter().nth(at).unwrap_or_default();
        let slot = ["edit-kpi-", &at.to_string()].concat();
        let fault = fault(&field);
        let field = Field::new(&slot, label, fault.as_deref());
        field.choice(slug, &kpis(desk, words::choose_kpi(), ""), desk.typed(move |kpi| Act::Show(id, at, kpi)))
    };
    let form = match tile {
        Tile::Kpi(_) | Tile::Pair(_) => {
            let other = if let Tile::Pair(both) = tile { &*both[1 - of.min(1)] } else { "" };
            let own = kpi.to_owned();
            let pair = desk.typed(move |with| Act::Pair(id, own.clone(), with));
            let fault = fault(if of == 0 { "quality" } else { "quantity" });
            let says = if let Tile::Pair([quantity, quality]) = tile {
                desk.editor.figures(quantity).zip(desk.editor.figures(quality))
            } else {
                None
            };
            let with = Field::new("edit-with", words::goes_with(), fault.as_deref());
            let with = with.hint(says.map_or("", |(many, good)| words::pair(many, good)));
            html! { <>{ which(of, words::kpi()) }{ with.choice(other, &kpis(desk, words::goes_alone(), kpi), pair) }</> }
        }
        Tile::Contribution(_, parts) => {
            let part = |at: usize| {
                html! {
                    <div class="wide part" key={at}>
                        { which(at, words::part()) }
                        <button type="button" class="icon" aria-label={words::take_away()} onclick={desk.click(Act::RemovePart(id, at))}>
                            { icon(Sign::Close) }
                        </button>
                    </div>
                }
            };
            html! {
                <>
                    { which(0, words::whole()) }
                    { for (1..=parts.len()).map(part) }
                    <p class="wide">
                        <button type="button" class="tandem-btn tandem-btn--small" onclick={desk.click(Act::Show(id, parts.len() + 1, String::new()))}>
                            { words::add_part() }
                        </button>
                        { error("edit-parts-err", fault("parts").as_deref()) }
                    </p>
                </>
            }
        }
        Tile::Other(_) => Html::default(),
    };
    let owners = desk.me.teams.iter().map(|team| team.slug.clone()).collect();
    html! {
        <>
            { form }
            <p class="wide">
                if !matches!(tile, Tile::Other(_)) {
                    <button type="button" class="tandem-btn tandem-btn--small" onclick={desk.click(Act::NewKpi(id, of, owners))}>
                        { words::new_kpi() }
                    </button>
                }
                <button type="button" class="tandem-btn tandem-btn--quiet tandem-btn--small" onclick={desk.click(Act::Remove(id))}>
                    { words::remove_tile() }
                </button>
            </p>
            <p class="hint wide">{ words::remove_why() }</p>
            { for desk.editor.kpi(kpi).map(|document| definition(desk, kpi, document)) }
        </>
    }
}

/// Every KPI but one by name, after an option for none.
fn kpis(desk: &Desk, none: &str, but: &str) -> Vec<(String, String)> {
    let Some(base) = &desk.editor.base else { return Vec::new() };
    let fresh = desk.editor.draft.kpis.keys().filter(|slug| !base.kpis.contains_key(*slug));
    let mut kpis = vec![(String::new(), none.to_owned())];
    for slug in base.kpis.keys().chain(fresh).filter(|slug| *slug != but || but.is_empty()) {
        let name = desk.editor.kpi_name(slug);
        let at = 1 + kpis[1..].partition_point(|(_, before)| *before < name);
        kpis.insert(at, (slug.clone(), name));
    }
    kpis
}

/// Options as they are kept.
pub(super) fn owned(options: &[(&str, &str)]) -> Vec<(String, String)> {
    options.iter().map(|(id, name)| ((*id).to_owned(), (*name).to_owned())).collect()
}
