//! What all boards say together, in one sentence.

use tandem_shared::formula::Status;
use tandem_shared::view::{BoardCard, BoardCards, TileView};

use crate::fmt::date;
use crate::words;

/// Every number on a card.
pub(super) fn tiles(card: &BoardCard) -> impl Iterator<Item = &TileView> {
    card.headline.iter().chain(&card.tiles)
}

/// How many numbers have a status.
pub(super) fn count<'a>(tiles: impl Iterator<Item = &'a TileView>, status: Status) -> usize {
    tiles.filter(|tile| tile.status == status).count()
}

/// `4 boards in Q4 2026, day 53 of 92. 7 of 32 numbers are behind, 5 have no verdict yet.`
pub(super) fn sentence(cards: &BoardCards) -> String {
    // What stands on several boards is one number.
    let mut all: Vec<_> = cards.items.iter().flat_map(|card| tiles(card).map(|tile| (&card.period.id, tile))).collect();
    all.sort_by_key(|(period, tile)| (*period, tile.kpi.as_deref()));
    all.dedup_by_key(|(period, tile)| (*period, tile.kpi.as_deref()));
    let of = |status| count(all.iter().map(|(_, tile)| *tile), status);
    let period = cards.items.first().map(|card| &card.period);
    let shared = period.filter(|period| cards.items.iter().all(|card| card.period.id == period.id));
    let when = shared.map(|period| (date::period(&period.id, &period.label), period.day, period.days));
    words::boards_say(cards.items.len(), when, of(Status::Behind), all.len(), of(Status::NoVerdict))
}
