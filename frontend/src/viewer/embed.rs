//! [`Embed`]: a board on somebody else's page.

use yew::prelude::*;

use crate::api::Failure;
use crate::board::{Act, Board, Head, VIEWED, header, sections, use_board};
use crate::clock::{Minute, use_minute};
use crate::live::Line;
use crate::part::defs::defs;
use crate::shared::Shared;
use crate::words;

/// Which board, and what of it.
#[derive(Properties, PartialEq)]
pub struct EmbedProps {
    /// Its slug.
    pub board: AttrValue,
    /// Id of the period; without one, its own.
    pub period: Option<AttrValue>,
    /// Slugs of the KPIs to show, separated by commas; none for all.
    pub tiles: AttrValue,
    /// The board as it came with the page.
    pub first: Option<Shared<Board>>,
    /// Called when the board has been drawn.
    pub drawn: Callback<()>,
}

/// The board, live. Nothing before it came: what the server drew stands there until then.
#[component]
pub fn Embed(props: &EmbedProps) -> Html {
    let (held, line) = use_board(props.board.clone(), props.period.clone(), props.first.clone());
    let minute = use_minute();
    use_effect_with((held.board.is_some(), props.drawn.clone()), |(is_there, drawn)| {
        if *is_there {
            drawn.emit(());
        }
    });
    // A line that breaks does not say why; a question does: the key may be revoked, the board gone.
    use_effect_with((matches!(line, Line::Lost(_)), held.dispatcher()), |(lost, held)| {
        if *lost {
            held.dispatch(Act::Wanted);
        }
    });
    let Some(board) = &held.board else { return Html::default() };
    html! {
        <ContextProvider<Minute> context={minute}>
            { embedded(board, &props.tiles, line, held.failure.as_ref()) }
            <p class="tandem-vh" role="status">{ held.said.clone() }</p>
        </ContextProvider<Minute>>
    }
}

/// A board as it is embedded.
pub(super) fn embedded(board: &Board, tiles: &str, line: Line, failure: Option<&Failure>) -> Html {
    let some = (!tiles.is_empty()).then(|| board.only(&tiles.split(',').collect::<Vec<_>>()));
    let board = some.as_ref().unwrap_or(board);
    html! {
        <div class="tandem embed">
            { defs() }
            <div class="board">
                { header(&Head::of(board), line) }
                // What somebody was shown before stays; that it is refused now is said above it.
                if let Some(failure) = failure.filter(|failure| failure.is_refusal()) {
                    <p class="note" role="alert">{ failure.say() }</p>
                }
                { for sections(board, VIEWED, None) }
                if board.tiles().next().is_none() { <p class="note">{ words::empty_board() }</p> }
            </div>
        </div>
    }
}
