//! The head of a board: name and period, live dot; the ruler is its rule. The period is switched in the bar.

use yew::prelude::*;

use super::model::Place;
use super::ruler::Ruler;
use crate::fmt::date::{self, Shape};
use crate::live::Line;
use crate::shared::Shared;
use crate::words;

/// Whose head.
#[derive(Properties, PartialEq)]
pub(super) struct HeaderProps {
    /// The board's name.
    pub name: AttrValue,
    /// Whether it belongs to the demo workspace.
    pub demo: bool,
    /// When its figures were true.
    pub as_of: AttrValue,
    /// Its period, zone and address.
    pub place: Shared<Place>,
    /// How its line stands.
    pub line: Line,
}

/// The head.
#[component]
pub(super) fn Header(props: &HeaderProps) -> Html {
    let period = &props.place.period;
    let label = date::period(&period.id, &period.label);
    html! {
        <>
            <header class="head">
                <div class="head__name">
                    <h1 id="board-name" tabindex="-1">{ &props.name }{ " — " }{ &label }</h1>
                    if props.demo { <span class="badge">{ words::demo() }</span> }
                </div>
                { live(props) }
            </header>
            <Ruler period={period.clone()} />
        </>
    }
}

fn live(props: &HeaderProps) -> Html {
    let zone = &props.place.zone;
    match props.line {
        Line::Lost(since) => html! {
            <p class="live live--lost" role="status"><i></i>{ words::not_live(&date::moment(since, Shape::Time, zone)) }</p>
        },
        line => html! {
            <p class={classes!("live", (line == Line::Live).then_some("live--on"))}>
                <i></i>{ words::as_of(&date::time(&props.as_of, Shape::Time, zone)) }
            </p>
        },
    }
}
