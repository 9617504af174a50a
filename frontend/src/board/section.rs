//! A section: its title and its panels; the joint target stands alone, the rest in a grid. A pair shares one panel and one
//! sentence that says what its quantity and quality mean together.

use tandem_shared::view::TileView;
use yew::prelude::*;

use super::hero::{Hero, HeroProps};
use super::key::key;
use super::model::{Board, Panel, Place, Section, is_over};
use super::tile::{Tile, TileProps};
use crate::shared::Shared;
use crate::words;

/// Which components draw the tiles of a board: a viewer's, or those of whoever may edit.
#[derive(Clone, Copy)]
pub struct Make {
    /// A tile.
    pub tile: fn(TileProps) -> Html,
    /// A joint target.
    pub hero: fn(HeroProps) -> Html,
}

/// To be looked at.
pub const VIEWED: Make = Make {
    tile: |props| html! { <Tile ..props /> },
    hero: |props| {
        let key = props.tile.number;
        html! { <Hero {key} ..props /> }
    },
};

/// The sections of a board. `opened`: the KPI shown in detail.
pub fn sections<'a>(board: &'a Board, make: Make, opened: Option<&'a str>) -> impl Iterator<Item = Html> + 'a {
    // The key stands once, at the first section with a title.
    let keyed = board.sections.iter().position(|section| !section.title.is_empty());
    board
        .sections
        .iter()
        .enumerate()
        .map(move |(index, row)| section(index, row, &board.place, make, keyed == Some(index), opened))
}

/// The section of a place on the board. `with_key`: the key stands beside its title.
fn section(
    index: usize,
    section: &Section,
    place: &Shared<Place>,
    make: Make,
    with_key: bool,
    opened: Option<&str>,
) -> Html {
    let is_opened = |tile: &TileView| opened.is_some() && tile.kpi.as_deref() == opened;
    let (heroes, rest): (Vec<&Panel>, Vec<&Panel>) =
        section.panels.iter().partition(|panel| matches!(panel, Panel::Contribution(_)));
    let half = |tile: &Shared<TileView>, single| {
        (make.tile)(TileProps { tile: tile.clone(), place: place.clone(), opened: is_opened(tile), single })
    };
    let hero = |panel: &&Panel| match panel {
        Panel::Contribution(tile) => (make.hero)(HeroProps { tile: tile.clone(), place: place.clone() }),
        Panel::Single(_) | Panel::Pair(..) => Html::default(),
    };
    let panel = |panel: &&Panel| match panel {
        Panel::Single(tile) => html! { <div class="single" key={tile.number}>{ half(tile, true) }</div> },
        Panel::Pair(quantity, quality) => {
            let id = ["pair-", &quantity.number.to_string()].concat();
            html! {
                <div class="pair" key={quantity.number} role="group" aria-labelledby={id.clone()}>
                    <h3 class="pair__say" {id}>{ words::pair(quantity, quality) }</h3>
                    { half(quantity, false) }
                    { half(quality, false) }
                </div>
            }
        }
        Panel::Contribution(_) => Html::default(),
    };
    let id = ["section-", &index.to_string()].concat();
    html! {
        <section key={index} aria-labelledby={(!section.title.is_empty()).then(|| id.clone())}>
            { for heroes.iter().map(hero) }
            if !section.title.is_empty() {
                <div class="sec"><h2 {id}>{ &section.title }</h2>if with_key { { key(is_over(&place.period)) } }</div>
            }
            if !rest.is_empty() { <div class="panels">{ for rest.iter().map(panel) }</div> }
        </section>
    }
}
