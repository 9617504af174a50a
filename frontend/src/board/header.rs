//! The head of a board: name and period, live dot; the ruler is its rule. The period is switched in the bar.

use yew::prelude::*;

use super::model::Board;
use super::now::Now;
use super::ruler::ruler;
use crate::fmt::date::{self, Shape};
use crate::live::Line;
use crate::words;

/// The head.
pub(super) fn header(board: &Board, line: Line) -> Html {
    let period = &board.place.period;
    let label = date::period(&period.id, &period.label);
    html! {
        <>
            <header class="head">
                <div class="head__name">
                    <h1 id="board-name" tabindex="-1">{ &board.name }{ " — " }{ &label }</h1>
                    if board.demo { <span class="badge">{ words::demo() }</span> }
                </div>
                { live(board, line) }
            </header>
            { ruler(period) }
        </>
    }
}

fn live(board: &Board, line: Line) -> Html {
    let zone = &board.place.zone;
    match line {
        Line::Lost(since) => html! {
            <p class="live live--lost" role="status"><i></i>{ words::not_live(&date::moment(since, Shape::Time, zone)) }</p>
        },
        Line::Live => html! { <p class="live live--on"><i></i><Now {zone} /></p> },
        Line::Opening => html! {
            <p class="live">
                <i></i>{ words::as_of(&date::time(&board.as_of, Shape::Time, zone)) }
            </p>
        },
    }
}
