//! A section: its title and its panels; the joint target stands alone, the rest in a grid. A pair shares one panel and one
//! sentence that says what its quantity and quality mean together.

use tandem_shared::view::TileView;
use yew::prelude::*;

use super::hero::Hero;
use super::key::key;
use super::model::{Panel, Place, Section, is_over};
use super::tile::Tile;
use crate::shared::Shared;
use crate::words;

/// The section of a place on the board. `with_key`: the key stands beside its title. `opened`: the KPI shown in detail.
pub(super) fn section(
    index: usize,
    section: &Section,
    place: &Shared<Place>,
    with_key: bool,
    opened: Option<&str>,
) -> Html {
    let is_opened = |tile: &TileView| opened.is_some() && tile.kpi.as_deref() == opened;
    let (heroes, rest): (Vec<&Panel>, Vec<&Panel>) =
        section.panels.iter().partition(|panel| matches!(panel, Panel::Contribution(_)));
    let hero = |panel: &&Panel| match panel {
        Panel::Contribution(tile) => html! { <Hero key={tile.number} tile={tile.clone()} place={place.clone()} /> },
        Panel::Single(_) | Panel::Pair(..) => Html::default(),
    };
    let panel = |panel: &&Panel| match panel {
        Panel::Single(tile) => html! {
            <div class="single" key={tile.number}>
                <Tile tile={tile.clone()} place={place.clone()} opened={is_opened(tile)} single=true />
            </div>
        },
        Panel::Pair(quantity, quality) => {
            let half = |tile: &Shared<TileView>| {
                html! { <Tile tile={tile.clone()} place={place.clone()} opened={is_opened(tile)} /> }
            };
            let id = ["pair-", &quantity.number.to_string()].concat();
            html! {
                <div class="pair" key={quantity.number} role="group" aria-labelledby={id.clone()}>
                    <h3 class="pair__say" {id}>{ words::pair(quantity, quality) }</h3>
                    { half(quantity) }
                    { half(quality) }
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
