//! A section: its title and its panels; the joint target stands alone, the rest in a grid.

use tandem_shared::view::TileView;
use yew::prelude::*;

use super::hero::Hero;
use super::key::key;
use super::model::{Panel, Place, Section};
use super::pair::Pair;
use super::tile::Tile;
use crate::shared::Shared;

/// Which section.
#[derive(Properties, PartialEq)]
pub(super) struct SectionProps {
    /// Its place on the board.
    pub index: usize,
    /// The section.
    pub section: Section,
    /// Where it stands.
    pub place: Shared<Place>,
    /// Whether the key stands beside its title.
    pub with_key: bool,
    /// The KPI opened in detail.
    pub opened: Option<AttrValue>,
}

/// The section.
#[component]
pub(super) fn SectionRow(props: &SectionProps) -> Html {
    let SectionProps { index, section, place, with_key, opened } = props;
    let is_opened = |tile: &TileView| opened.is_some() && tile.kpi.as_deref() == opened.as_deref();
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
        Panel::Pair(quantity, quality) => html! {
            <Pair key={quantity.number} quantity={quantity.clone()} quality={quality.clone()} place={place.clone()}
                opened={(is_opened(quantity), is_opened(quality))} />
        },
        Panel::Contribution(_) => Html::default(),
    };
    let id = ["section-", &index.to_string()].concat();
    html! {
        <section aria-labelledby={(!section.title.is_empty()).then(|| id.clone())}>
            { for heroes.iter().map(hero) }
            if !section.title.is_empty() {
                <div class="sec"><h2 {id}>{ &section.title }</h2>if *with_key { { key() } }</div>
            }
            if !rest.is_empty() { <div class="panels">{ for rest.iter().map(panel) }</div> }
        </section>
    }
}
