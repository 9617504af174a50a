//! [`Embed`]: a board on somebody else's page.

use std::rc::Rc;

use tandem_shared::view::TileView;
use yew::prelude::*;

use crate::api::Failure;
use crate::board::{Board, Head, Held, Tongue, VIEWED, header, sections};
use crate::fmt::date;
use crate::live::Line;
use crate::part::defs::defs;
use crate::shared::Shared;
use crate::words;

/// What a place is told about its board.
pub(super) enum Told {
    /// It stands there; the slugs of the KPIs that changed.
    Stands(Shared<Board>, Vec<String>),
    /// There was no answer.
    Failed(Failure),
}

/// What to show.
#[derive(Properties, PartialEq)]
pub(super) struct EmbedProps {
    /// What is known of the board.
    pub(super) held: Rc<Held>,
    /// How the line stands.
    pub(super) line: Line,
    /// Slugs of the KPIs to show, separated by commas; none for all.
    pub(super) tiles: AttrValue,
    /// The language to speak, as a BCP 47 tag.
    pub(super) lang: AttrValue,
    /// Called when something was drawn.
    pub(super) tell: Callback<Told>,
}

/// The board, live. Nothing before it came: what the server drew stands there until then.
#[component]
pub(super) fn Embed(props: &EmbedProps) -> Html {
    let EmbedProps { held, line, tiles, lang, tell } = props;
    words::choose(lang);
    // What was shown before stays until what is asked for now has come.
    let last = use_mut_ref(|| None::<Shared<Board>>);
    if held.board.is_some() || held.is_refused() {
        last.borrow_mut().clone_from(&held.board);
    }
    let board = last.borrow().clone();
    let told = use_mut_ref(|| None::<Shared<Board>>);
    use_effect_with((held.board.clone(), tell.clone()), move |(board, tell)| {
        if let Some(board) = board {
            let before = told.replace(Some(board.clone()));
            tell.emit(Told::Stands(board.clone(), changed(before.as_deref(), board)));
        }
    });
    use_effect_with((held.failure.clone(), tell.clone()), |(failure, tell)| {
        if let Some(failure) = failure {
            tell.emit(Told::Failed(failure.clone()));
        }
    });
    html! {
        <ContextProvider<Tongue> context={Tongue(lang.clone())}>
            { embedded(board.as_deref(), tiles, *line, held.failure.as_ref()) }
            <p class="tandem-vh" role="status">{ held.said.clone() }</p>
        </ContextProvider<Tongue>>
    }
}

/// Why a board is not shown.
pub(super) fn say(failure: &Failure) -> String {
    match failure {
        Failure::Refused { status, detail, .. } if !detail.is_empty() => words::not_shown(*status, detail).to_owned(),
        other => other.say(),
    }
}

/// The KPIs whose tiles say something else now; a board that was fetched again may say the same.
fn changed(before: Option<&Board>, after: &Board) -> Vec<String> {
    let says = |tile: &TileView| (tile.value, tile.target, tile.status);
    let is_same = |known: &Shared<TileView>, tile: &Shared<TileView>| {
        known == tile || says(known) == says(tile) && known.measured_at == tile.measured_at
    };
    let known = |tile: &TileView| before?.tiles().find(|known| known.kpi == tile.kpi);
    let was = |tile: &Shared<TileView>| known(tile).is_some_and(|known| is_same(known, tile));
    after.tiles().filter(|tile| !was(tile)).filter_map(|tile| tile.kpi.clone()).collect()
}

/// A board as it is embedded. What somebody was shown before stays; that it is refused now is said above it.
pub(super) fn embedded(board: Option<&Board>, tiles: &str, line: Line, failure: Option<&Failure>) -> Html {
    let failure = failure.filter(|failure| !matches!(failure, Failure::Unreachable));
    let note = failure.map(|failure| html! { <p class="note" role="alert">{ say(failure) }</p> }).unwrap_or_default();
    let Some(board) = board else {
        return html! { <div class="tandem embed" part="board">{ note }</div> };
    };
    let line = match (line, failure) {
        (Line::Live | Line::Opening, Some(_)) => Line::Lost(date::millis(&board.as_of)),
        (line, _) => line,
    };
    let some = (!tiles.is_empty()).then(|| board.only(&tiles.split(',').collect::<Vec<_>>()));
    let board = some.as_ref().unwrap_or(board);
    html! {
        <div class="tandem embed" part="board">
            { defs() }
            <div class="board">
                { header(&Head::of(board), line) }
                { note }
                { for sections(board, VIEWED, None) }
                if board.tiles().next().is_none() {
                    <p class="note">{ if tiles.is_empty() { words::empty_board().into() } else { words::none_of_them(tiles) } }</p>
                }
            </div>
        </div>
    }
}
