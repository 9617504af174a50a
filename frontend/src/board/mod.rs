//! A board, live.

use yew::prelude::*;

/// What to show.
#[derive(Properties, PartialEq)]
pub struct BoardPageProps {
    /// The board's slug.
    pub board: AttrValue,
    /// The period asked for; without it the board's own.
    #[prop_or_default]
    pub period: Option<AttrValue>,
    /// The KPI opened in detail.
    #[prop_or_default]
    pub kpi: Option<AttrValue>,
}

/// A board and, over it, the KPI that is opened.
#[component]
pub fn BoardPage(props: &BoardPageProps) -> Html {
    html! { <div class="board"><h1>{ &props.board }</h1></div> }
}
