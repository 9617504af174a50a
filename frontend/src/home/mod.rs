//! The home page: one card a board.

use yew::prelude::*;

use crate::words;

/// Every board on a card.
#[component]
pub fn Home() -> Html {
    html! { <div class="board"><h1 tabindex="-1">{ words::all_boards() }</h1></div> }
}
