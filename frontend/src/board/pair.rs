//! A pair: a quantity and its quality share one panel and one sentence that says what they mean together.

use tandem_shared::view::TileView;
use yew::prelude::*;

use super::model::Place;
use super::tile::Tile;
use crate::shared::Shared;
use crate::words;

/// Which pair.
#[derive(Properties, PartialEq)]
pub(super) struct PairProps {
    /// How many.
    pub quantity: Shared<TileView>,
    /// How good.
    pub quality: Shared<TileView>,
    /// Where it stands.
    pub place: Shared<Place>,
    /// Whether the one or the other is opened in detail.
    pub opened: (bool, bool),
}

/// The panel.
#[component]
pub(super) fn Pair(props: &PairProps) -> Html {
    let PairProps { quantity, quality, place, opened } = props;
    let id = ["pair-", &quantity.number.to_string()].concat();
    html! {
        <div class="pair" role="group" aria-labelledby={id.clone()}>
            <h3 class="pair__say" {id}>{ words::pair(quantity, quality) }</h3>
            <Tile tile={quantity.clone()} place={place.clone()} opened={opened.0} />
            <Tile tile={quality.clone()} place={place.clone()} opened={opened.1} />
        </div>
    }
}
