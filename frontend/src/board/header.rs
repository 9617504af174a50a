//! The head of a board's pages: name and period, live dot; the ruler is its rule. The period is switched in the bar.

use tandem_shared::view::PeriodView;
use yew::prelude::*;

use super::age::{Age, as_of};
use super::model::Board;
use super::ruler::ruler;
use crate::clock;
use crate::fmt::{Moment, Shape, date};
use crate::live::Line;
use crate::words;

/// Whose head.
pub struct Head<'a> {
    /// What the page shows.
    pub name: &'a str,
    /// Whether it belongs to the demo workspace.
    pub demo: bool,
    /// The period shown.
    pub period: &'a PeriodView,
    /// When the figures were true (RFC 3339).
    pub as_of: &'a str,
}

impl<'a> Head<'a> {
    /// Of a board.
    #[must_use]
    pub fn of(board: &'a Board) -> Self {
        Self { name: &board.name, demo: board.demo, period: &board.place.period, as_of: &board.as_of }
    }
}

/// The head; `line`: how the live stream stands.
pub fn header(head: &Head, line: Line) -> Html {
    let label = date::period(&head.period.id, &head.period.label);
    html! {
        <>
            <header class="head" part="head">
                <div class="head__name">
                    <h1 id="board-name" tabindex="-1">{ head.name }{ " — " }{ &label }</h1>
                    if head.demo { <span class="badge">{ words::demo() }</span> }
                </div>
                { live(head, line) }
            </header>
            { ruler(head.period) }
        </>
    }
}

fn live(head: &Head, line: Line) -> Html {
    match line {
        Line::Lost(since) => html! {
            <p class="live live--lost" role="status"><i></i>{ words::not_live(&clock::local(since).write(Shape::Time)) }</p>
        },
        Line::Live => html! { <p class="live live--on"><i></i><Age /></p> },
        Line::Opening => html! { <p class="live"><i></i>{ for Moment::parse(head.as_of).map(as_of) }</p> },
    }
}
