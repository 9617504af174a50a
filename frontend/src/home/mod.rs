//! The home page: one card a board, live.

mod card;
mod first;
mod sum;

use gloo_timers::callback::Interval;
use tandem_shared::view::Me;
use yew::prelude::*;

use crate::live::{Event, use_live};
use crate::me::use_who;
use crate::page;
use crate::route::Route;
use crate::shell::Boards;
use crate::together::use_together;
use crate::words;
use card::card;
use first::first;

/// How often a page without boards looks whether there is one: no stream tells of it.
const LOOK_MS: u32 = 3_000;

/// Which boards.
#[derive(Properties, PartialEq)]
pub struct HomeProps {
    /// The page itself.
    pub here: Route,
    /// The boards as last told.
    pub boards: Boards,
}

/// Every board on a card.
#[component]
pub fn Home(props: &HomeProps) -> Html {
    let Boards { cards, failure, again } = &props.boards;
    let edits = use_who().may(Me::edits);
    use_effect_with(cards.is_some(), |arrived| {
        if *arrived {
            page::set_title("Tandem");
            page::focus("#home-name");
        }
    });
    let slugs = cards.iter().flat_map(|cards| &cards.items).map(|card| &*card.slug).collect::<Vec<_>>().join(",");
    let ask = use_together(again.clone());
    let on_event = use_callback(ask, |event, ask| {
        // No card tells of goals.
        if !matches!(event, Event::Goals) {
            ask.emit(());
        }
    });
    use_live(slugs.into(), on_event);
    use_effect_with((cards.as_ref().is_some_and(|cards| cards.items.is_empty()), again.clone()), |(empty, again)| {
        let again = again.clone();
        let look = empty.then(|| Interval::new(LOOK_MS, move || again.emit(())));
        move || drop(look)
    });

    let failed = failure.as_ref().map(|failure| {
        let onclick = again.reform(|_: MouseEvent| ());
        html! {
            <div class="note" role="alert">
                <p>{ failure.say() }</p>
                <button type="button" class="tandem-btn tandem-btn--small" {onclick}>{ words::try_again() }</button>
            </div>
        }
    });
    let Some(cards) = cards else {
        let waiting = failed.is_none().then(|| html! { <p>{ words::loading_boards() }</p> });
        return html! {
            <div class="page" aria-busy={waiting.is_some().then_some("true")}>
                <header class="pagehead"><h1>{ words::boards() }</h1></header>
                { for failed }{ for waiting }
            </div>
        };
    };
    if cards.items.is_empty() {
        return html! { <div class="page">{ for failed }{ first(edits) }</div> };
    }
    let asked = props.here.period();
    html! {
        <div class="page">
            <header class="pagehead pagehead--acts">
                <div>
                    <h1 id="home-name" tabindex="-1">{ words::boards() }</h1>
                    <p>{ sum::sentence(cards) }</p>
                </div>
                if edits { <a class="tandem-btn" href={Route::NewBoard.href()}>{ words::new_board() }</a> }
            </header>
            { for failed }
            if cards.items.iter().any(|card| card.demo) {
                <p class="invented"><span class="badge">{ words::demo() }</span>
                    <span>{ words::invented().0 }<code>{ "tandem demo remove" }</code>{ words::invented().1 }</span>
                </p>
            }
            <div class="boards">{ for cards.items.iter().map(|it| card(it, asked)) }</div>
        </div>
    }
}
