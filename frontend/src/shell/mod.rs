//! What stands around every page: the bar, and the page that is not there.

use yew::prelude::*;

use crate::route::Route;
use crate::words;

/// What stands within.
#[derive(Properties, PartialEq)]
pub struct ShellProps {
    /// Where the reader is.
    pub here: Option<Route>,
    /// The page.
    #[prop_or_default]
    pub children: Html,
}

/// The frame of every page.
#[component]
pub fn Shell(props: &ShellProps) -> Html {
    html! { <main id="main">{ props.children.clone() }</main> }
}

/// An address where nothing stands.
#[component]
pub fn Missing() -> Html {
    html! {
        <div class="board"><h1 tabindex="-1">{ words::missing() }</h1><p><a href="/">{ words::all_boards() }</a></p></div>
    }
}
