//! The boards of the organisation, one card each.

use super::Frame;
use super::period::period_view;
use super::tile::plain_tile;
use crate::world::{Entry, World};
use jiff::Timestamp;
use tandem_shared::Period;
use tandem_shared::document::{Board, Tile};
use tandem_shared::view::{BoardCard, BoardCards};

/// Cards on one page.
const PAGE: usize = 100;

/// The cards of the boards after the slug `after`, in their own periods or all in `period`.
pub(crate) fn board_cards(world: &World, now: Timestamp, period: Option<Period>, after: &str) -> BoardCards {
    let mut boards = world.boards().filter(|(slug, _)| *slug > after);
    let items: Vec<BoardCard> =
        boards.by_ref().take(PAGE).filter_map(|(slug, board)| card(world, now, period, slug, board)).collect();
    let next = boards.next().and(items.last()).map(|card| card.slug.clone());
    BoardCards { items, next }
}

fn card(world: &World, now: Timestamp, period: Option<Period>, slug: &str, board: &Entry<Board>) -> Option<BoardCard> {
    let frame = match period {
        Some(period) => Frame::new(world, now, period)?,
        None => Frame::of_board(world, now, &board.body)?,
    };
    let shown = board.body.sections.iter().flat_map(|section| &section.tiles).flat_map(|tile| match tile {
        Tile::Kpi { kpi } | Tile::Contribution { kpi, .. } => vec![kpi],
        Tile::Pair { quantity, quality } => vec![quantity, quality],
    });
    let mut tiles = (1..).zip(shown.filter_map(|slug| world.any_kpi(slug))).map(|(n, kpi)| plain_tile(&frame, kpi, n));
    Some(BoardCard {
        slug: slug.to_owned(),
        name: board.body.name.clone(),
        demo: board.demo,
        period: period_view(&frame),
        headline: tiles.next(),
        tiles: tiles.collect(),
    })
}
