//! The panel itself: its frame, its focus and how it closes.

use gloo_timers::callback::Timeout;
use tandem_shared::view::TileView;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};
use yew::prelude::*;

use super::definition::use_definition;
use super::feeds::use_feeds;
use super::history::use_history;
use super::place::Place;
use super::targets::use_targets;
use crate::board::{self, Board};
use crate::page;
use crate::part::icon::{Sign, icon};
use crate::route::{self, Route};
use crate::shared::Shared;
use crate::shell::event::use_document_event;
use crate::words;

/// Whose detail.
#[derive(Properties, PartialEq)]
pub struct DetailProps {
    /// The board behind the panel, live.
    pub board: Shared<Board>,
    /// The page: a KPI of the board.
    pub here: Route,
}

/// The panel.
#[component]
pub fn Detail(props: &DetailProps) -> Html {
    let DetailProps { board, here } = props;
    let (kpi, by) = match here {
        Route::Kpi { kpi, by, .. } => (kpi.as_str(), *by),
        _ => Default::default(),
    };
    let panel = use_node_ref();
    let tile = board.tiles().find(|tile| tile.kpi.as_deref() == Some(kpi)).cloned();
    let name = tile.as_ref().and_then(|tile| tile.name.clone()).unwrap_or_else(|| words::not_on_board().into());

    use_effect_with((name.clone(), board.name.clone()), |(name, board)| {
        page::set_title(&[name, " — ", board, " — Tandem"].concat());
    });
    // A panel takes the focus on its name, and begins at its top.
    use_effect_with(kpi.to_owned(), {
        let panel = panel.clone();
        move |_| {
            if let Some(panel) = panel.cast::<Element>() {
                panel.set_scroll_top(0);
            }
            page::focus("#kpi-name");
        }
    });
    use_return_of_focus(&board.place.detail(kpi));
    let on_key = use_callback(board.place.clone(), |event: Event, place| {
        let escape = event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == "Escape");
        if escape && !event.default_prevented() {
            event.prevent_default();
            route::go(&Route::Board { board: place.board.clone(), period: place.asked.clone() });
        }
    });
    use_document_event("keydown", Some(on_key));

    let beside = |kpi: &str| {
        let (board, period) = (board.place.board.clone(), board.place.asked.clone());
        Route::Kpi { board, kpi: kpi.into(), period, by }.href()
    };
    let place = Place::of(board, kpi);
    let back = board.place.board();
    html! {
        <div class="over">
            <a class="over__veil" href={back.clone()} tabindex="-1" aria-hidden="true"></a>
            <div class="side" role="dialog" aria-labelledby="kpi-name" ref={panel}>
                <header>
                    <div class="side__top">
                        { for tile.as_ref().map(|tile| super::head::owners(tile, place.as_ref())) }
                        <nav class="side__nav" aria-label={words::kpis_of_board()}>
                            { for place.as_ref().map(|place| steps(place, &beside)) }
                            <a class="icon" href={back} aria-label={words::close_detail()}>{ icon(Sign::Close) }</a>
                        </nav>
                    </div>
                    <h1 id="kpi-name" tabindex="-1">{ name }</h1>
                    { for tile.as_ref().map(|tile| super::head::head(tile, &board.place.period)) }
                    if tile.is_none() { <p class="side__why">{ words::not_on_board_why() }</p> }
                </header>
                { for tile.map(|tile| html! { <Blocks {tile} place={board.place.clone()} here={here.clone()} /> }) }
            </div>
        </div>
    }
}

/// What the blocks below the head tell.
#[derive(Properties, PartialEq)]
struct BlocksProps {
    tile: Shared<TileView>,
    place: Shared<board::Place>,
    here: Route,
}

/// The blocks below the head: drawn again when this KPI changes, not with the rest of the board.
#[component]
fn Blocks(props: &BlocksProps) -> Html {
    let BlocksProps { tile, place, here } = props;
    let definition = use_definition(tile);
    let history = use_history(tile, &place.period, here);
    let targets = use_targets(tile);
    let feeds = use_feeds(tile);
    html! { <>{ definition }{ history }{ targets }{ feeds }</> }
}

/// To the KPI before and after, in the board's order.
fn steps(place: &Place, beside: &impl Fn(&str) -> String) -> Html {
    let step = |to: Option<&super::place::Neighbour>, sign: Sign, label: &str| match to {
        Some(to) => html! {
            <a class="icon" href={beside(&to.kpi)} aria-label={[label, ": ", &to.name].concat()}>{ icon(sign) }</a>
        },
        None => html! {
            <button type="button" class="icon" disabled=true aria-label={label.to_owned()}>{ icon(sign) }</button>
        },
    };
    html! {
        <>
            { step(place.previous.as_ref(), Sign::Previous, words::previous_kpi()) }
            <span>{ words::one_of(place.number, place.count) }</span>
            { step(place.next.as_ref(), Sign::Next, words::next_kpi()) }
        </>
    }
}

/// When the panel is gone, the focus returns to the tile that was open last.
#[hook]
fn use_return_of_focus(tile: &str) {
    let last = use_mut_ref(String::new);
    tile.clone_into(&mut last.borrow_mut());
    use_effect_with((), move |()| {
        move || {
            let tile = ["article a[href=\"", &*last.borrow(), "\"]"].concat();
            // Once the board behind is no longer inert.
            Timeout::new(0, move || page::focus(&tile)).forget();
        }
    });
}
