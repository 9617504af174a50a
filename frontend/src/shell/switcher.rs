//! The board switcher: where the reader is, and every other board with its verdict.

use tandem_shared::view::Me;
use yew::prelude::*;

use super::boards::Boards;
use super::menu::Menu;
use crate::me::Who;
use crate::part::icon::{Sign, icon};
use crate::part::status::verdict;
use crate::route::Route;
use crate::words;

/// The switcher.
pub(super) fn switcher(here: Option<&Route>, boards: &Boards, who: &Who) -> Html {
    let board = here.and_then(Route::board);
    let period = here.and_then(Route::period).map(str::to_owned);
    let cards = boards.cards.as_ref().map_or(&[][..], |cards| &cards.items);
    let says = match board {
        Some(slug) => boards.card(slug).map_or(slug, |card| &card.name),
        None if boards.cards.is_some() && cards.is_empty() => words::no_board_yet(),
        None => words::all_boards(),
    };
    let row = |(slug, name, status): (&str, &str, Option<_>)| {
        let current = board == Some(slug);
        let href = Route::Board { board: slug.into(), period: period.clone() }.href();
        html! {
            <a key={slug} {href} class={classes!(current.then_some("on"))} role="menuitemradio" tabindex="-1"
                aria-checked={if current { "true" } else { "false" }}>
                <span>{ name }</span>
                <span class="end">{ for status.map(|status| html! { { verdict(status, None) } }) }</span>
            </a>
        }
    };
    let all = Route::Home { period: period.clone() }.href();
    let rows = cards.iter().map(|card| (&*card.slug, &*card.name, card.headline.as_ref().map(|tile| tile.status)));
    html! {
        <Menu class="pick" pop="menu--boards" label={words::boards()} on_open={boards.again.clone()}
            button={html! { <><span class="pick__name">{ says }</span>{ icon(Sign::Down) }</> }}>
            if !cards.is_empty() {
                <p aria-hidden="true">{ words::boards() }</p>
                <div role="group" aria-label={words::boards()}>{ for rows.map(row) }</div>
                <hr />
            }
            <a href={all} role="menuitem" tabindex="-1" aria-keyshortcuts="B">
                { words::all_boards() }<span class="end"><kbd>{ "B" }</kbd></span>
            </a>
            if who.may(Me::edits) {
                <a href={Route::NewBoard.href()} role="menuitem" tabindex="-1">{ words::new_board() }</a>
            }
        </Menu>
    }
}
