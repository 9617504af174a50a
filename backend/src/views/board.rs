//! The finished board.

use super::Frame;
use super::action::open_actions;
use super::contribution::contribution_tile;
use super::period::period_view;
use super::tile::{blank, kpi_tile, missing_tile};
use crate::world::Entry;
use tandem_shared::document::{Board, Tile};
use tandem_shared::view::{BoardView, SectionView, TileKind, TileView};

/// An earlier view of the same board in the same frame, and the last change in it. No document has changed since.
#[derive(Clone, Copy)]
pub(crate) struct Before<'a> {
    /// The view.
    pub(crate) view: &'a BoardView,
    /// Number of the last change in it.
    pub(crate) seq: u64,
}

/// The view of a board in a frame; its revision is set by who keeps it. Tiles of which nothing was measured since `before`
/// are taken from there.
pub(crate) fn board_view(frame: &Frame, slug: &str, board: &Entry<Board>, before: Option<Before>) -> BoardView {
    let same = |tile: &Tile, place: (usize, usize)| {
        let Before { view, seq } = before?;
        let same =
            tile.kpis().iter().all(|(_, kpi)| !frame.world.any_kpi(kpi).is_some_and(|kpi| kpi.is_measured_after(seq)));
        view.sections.get(place.0)?.tiles.get(place.1).filter(|_| same).cloned()
    };
    let mut number = 1;
    let sections = board.body.sections.iter().enumerate().map(|(s, section)| SectionView {
        title: section.title.clone().unwrap_or_default(),
        tiles: (section.tiles.iter().enumerate())
            .map(|(t, tile)| {
                let first = number;
                number += tile.size();
                same(tile, (s, t)).unwrap_or_else(|| tile_view(frame, tile, first))
            })
            .collect(),
    });
    BoardView {
        slug: slug.to_owned(),
        name: board.body.name.clone(),
        revision: 0,
        as_of: frame.calendar().rfc3339(frame.now),
        demo: board.demo,
        period: period_view(frame),
        sections: sections.collect(),
        actions: open_actions(frame.world, frame.today, slug),
    }
}

/// The view of a tile whose first number on the board is `first`.
fn tile_view(frame: &Frame, tile: &Tile, first: u32) -> TileView {
    let one = |slug: &str, number| {
        frame.world.any_kpi(slug).map_or_else(|| missing_tile(slug, number), |state| kpi_tile(frame, state, number))
    };
    match tile {
        Tile::Kpi { kpi } => one(kpi, first),
        Tile::Pair { quantity, quality } => {
            let (quantity, quality) = (Box::new(one(quantity, first)), Box::new(one(quality, first + 1)));
            TileView { quantity: Some(quantity), quality: Some(quality), ..blank(TileKind::Pair) }
        }
        Tile::Contribution { kpi, parts } => match frame.world.any_kpi(kpi) {
            Some(whole) => contribution_tile(frame, whole, parts, first),
            None => missing_tile(kpi, first),
        },
    }
}
