//! One KPI in detail: a panel over its board, with an address of its own.

use tandem_shared::view::{PeriodView, TileView};
use yew::prelude::*;

use crate::shared::Shared;

/// Whose detail.
#[derive(Properties, PartialEq)]
pub struct DetailProps {
    /// The board's slug.
    pub board: AttrValue,
    /// The KPI's tile, live; a contribution is one too. `None` where the board has no such KPI.
    pub tile: Option<Shared<TileView>>,
    /// The period the board shows.
    pub period: Shared<PeriodView>,
    /// IANA name of the organisation's time zone.
    pub time_zone: AttrValue,
    /// Address of the board behind the panel: where closing leads.
    pub back: AttrValue,
}

/// The panel.
#[component]
pub fn Detail(props: &DetailProps) -> Html {
    let name = props.tile.as_ref().and_then(|tile| tile.name.clone());
    html! { <aside class="detail"><h1 tabindex="-1">{ name }</h1><a href={&props.back}>{ "×" }</a></aside> }
}
