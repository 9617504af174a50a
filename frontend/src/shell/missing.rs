//! The page of an address where nothing stands.

use yew::prelude::*;

use crate::words;

/// The page.
pub fn missing() -> Html {
    html! {
        <div class="page">
            <h1 id="missing" tabindex="-1">{ words::missing() }</h1>
            <p>{ words::missing_why() }</p>
            <p><a class="tandem-btn" href="/">{ words::all_boards() }</a></p>
        </div>
    }
}
