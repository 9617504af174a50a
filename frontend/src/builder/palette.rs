//! The palette: the sorts of tiles there are.

use yew::prelude::*;

use super::act::Act;
use super::desk::Desk;
use super::editor::Sort;
use crate::words;

/// The palette. A button adds a tile; dragged, it puts one where it is dropped.
pub(super) fn palette(desk: &Desk) -> Html {
    let sort = |sort: Sort| {
        let page = desk.page.clone();
        let onpointerdown = Callback::from(move |_: PointerEvent| page.dispatch(Act::LiftNew(sort)));
        html! {
            <button type="button" onclick={desk.click(Act::Add(sort))} {onpointerdown}>
                <svg viewBox="0 0 44 28" aria-hidden="true">{ sketch(sort) }</svg><span>{ words::sort(sort) }</span>
            </button>
        }
    };
    html! {
        <aside class="pal" aria-labelledby="palette">
            <h2 id="palette">{ words::add_tile() }</h2>
            <p>{ words::add_tile_how() }</p>
            <div class="kinds">{ for Sort::ALL.into_iter().map(sort) }</div>
        </aside>
    }
}

/// What a tile of a sort looks like: class, left and upper edge, width and height of its marks.
fn sketch(sort: Sort) -> Html {
    let marks: &'static [[&'static str; 5]] = match sort {
        Sort::Kpi => &[
            ["k-i", "4", "5", "16", "7"],
            ["k-t", "4", "18", "36", "4"],
            ["k-m", "4", "18", "24", "4"],
            ["k-i", "30", "15", "2", "10"],
        ],
        Sort::Pair => &[
            ["k-i", "3", "6", "9", "6"],
            ["k-t", "3", "18", "17", "4"],
            ["k-m", "3", "18", "11", "4"],
            ["k-i", "24", "6", "9", "6"],
            ["k-t", "24", "18", "17", "4"],
            ["k-m", "24", "18", "14", "4"],
        ],
        Sort::Contribution => &[
            ["k-t", "4", "10", "36", "8"],
            ["k-a", "4", "10", "12", "8"],
            ["k-b", "17", "10", "8", "8"],
            ["k-k", "26", "10", "6", "8"],
        ],
    };
    let mark = |[class, x, y, width, height]: &[&'static str; 5]| {
        html! { <rect class={*class} x={*x} y={*y} width={*width} height={*height} /> }
    };
    html! { <>{ for marks.iter().map(mark) }</> }
}
