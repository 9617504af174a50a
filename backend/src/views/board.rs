//! The finished board.

use super::Frame;
use super::action::open_actions;
use super::contribution::contribution_tile;
use super::period::period_view;
use super::tile::{blank, kpi_tile, missing_tile};
use crate::world::Entry;
use tandem_shared::document::{Board, Tile};
use tandem_shared::view::{BoardView, SectionView, TileKind, TileView};

/// The view of a board in a frame; its revision is set by who keeps it.
pub(crate) fn board_view(frame: &Frame, slug: &str, board: &Entry<Board>) -> BoardView {
    let mut number = 0;
    let mut next = || {
        number += 1;
        number
    };
    let sections = board.body.sections.iter().map(|section| SectionView {
        title: section.title.clone().unwrap_or_default(),
        tiles: section.tiles.iter().map(|tile| tile_view(frame, tile, &mut next)).collect(),
    });
    BoardView {
        slug: slug.to_owned(),
        name: board.body.name.clone(),
        revision: 0,
        as_of: frame.calendar().rfc3339(frame.now),
        time_zone: frame.calendar().zone_name().to_owned(),
        demo: board.demo,
        period: period_view(frame),
        sections: sections.collect(),
        actions: open_actions(frame.world, frame.today, slug),
    }
}

fn tile_view(frame: &Frame, tile: &Tile, next: &mut impl FnMut() -> u32) -> TileView {
    let mut one = |slug: &str| {
        let number = next();
        frame.world.any_kpi(slug).map_or_else(|| missing_tile(slug, number), |state| kpi_tile(frame, state, number))
    };
    match tile {
        Tile::Kpi { kpi } => one(kpi),
        Tile::Pair { quantity, quality } => {
            let (quantity, quality) = (Box::new(one(quantity)), Box::new(one(quality)));
            TileView { quantity: Some(quantity), quality: Some(quality), ..blank(TileKind::Pair) }
        }
        Tile::Contribution { kpi, parts } => match frame.world.any_kpi(kpi) {
            Some(whole) => contribution_tile(frame, whole, parts, next()),
            None => missing_tile(kpi, next()),
        },
    }
}
