//! The pages of a board on a wall: as many numbers as are read from across the room, then the next ones in the same turn.

use gloo_timers::callback::Interval;
use tandem_shared::view::TileView;
use yew::prelude::*;

use crate::board::{Board, Panel};

/// Most columns of a page, of two numbers each.
const COLUMNS_MAX: usize = 3;
/// Shortest time a page stands, in seconds.
const STANDS_MIN: u32 = 8;

/// One number above the other.
pub(super) type Column<'a> = (&'a TileView, Option<&'a TileView>);

/// The joint number of a board, and what stands below it: a pair is a column, two single numbers in a row are one.
pub(super) fn split(board: &Board) -> (Option<&TileView>, Vec<Column<'_>>) {
    let (mut hero, mut columns): (Option<&TileView>, Vec<Column>) = (None, Vec::new());
    for panel in board.sections.iter().flat_map(|section| &section.panels) {
        match panel {
            Panel::Contribution(tile) if hero.is_none() => hero = Some(tile),
            Panel::Pair(quantity, quality) => columns.push((quantity, Some(quality))),
            Panel::Single(tile) | Panel::Contribution(tile) => match columns.last_mut() {
                Some((_, below @ None)) => *below = Some(tile),
                _ => columns.push((tile, None)),
            },
        }
    }
    (hero, columns)
}

/// How many pages so many columns take.
pub(super) fn pages(columns: usize) -> usize {
    columns.div_ceil(COLUMNS_MAX).max(1)
}

/// The columns of a page, shared out evenly.
pub(super) fn page<'a, 'b>(columns: &'a [Column<'b>], page: usize) -> &'a [Column<'b>] {
    columns.chunks(columns.len().div_ceil(pages(columns.len())).max(1)).nth(page).unwrap_or_default()
}

/// How many pages a board takes, and for how many seconds it stands if it shall for `seconds`: every page is read.
pub(super) fn stands(board: Option<&Board>, seconds: u32) -> (usize, u32) {
    let count = board.map_or(1, |board| pages(split(board).1.len()));
    let least = u32::try_from(count).unwrap_or(1).saturating_mul(STANDS_MIN);
    (count, if count > 1 { seconds.max(least) } else { seconds })
}

/// The page of a turn: each of `count` for the same part of its `seconds`.
#[hook]
pub(super) fn use_page(turn: usize, count: usize, seconds: u32) -> usize {
    let page = use_state_eq(|| (turn, 0));
    use_effect_with((turn, count, seconds), {
        let set_page = page.setter();
        move |(turn, count, seconds)| {
            let (turn, last) = (*turn, count - 1);
            let each = seconds.saturating_mul(1_000) / u32::try_from(*count).unwrap_or(1);
            let mut at = 0;
            let next = Interval::new(each, move || {
                at = last.min(at + 1);
                set_page.set((turn, at));
            });
            move || drop(next)
        }
    });
    if page.0 == turn { page.1.min(count - 1) } else { 0 }
}
