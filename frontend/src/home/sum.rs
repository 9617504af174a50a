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
    let all = || cards.items.iter().flat_map(tiles);
    let period = cards.items.first().map(|card| &card.period);
    let shared = period.filter(|period| cards.items.iter().all(|card| card.period.id == period.id));
    let when = shared.map(|period| (date::period(&period.id, &period.label), period.day, period.days));
    let (behind, silent) = (count(all(), Status::Behind), count(all(), Status::NoVerdict));
    words::boards_say(cards.items.len(), when, behind, all().count(), silent)
}
