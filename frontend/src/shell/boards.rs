//! [`Boards`]: the cards of all boards, asked for once and shared by the bar and the home page.

use tandem_shared::view::{BoardCard, BoardCards, PeriodView};
use yew::prelude::*;

use crate::api::Failure;
use crate::load::{When, use_load};
use crate::route::Route;
use crate::shared::Shared;

/// The boards as last told.
#[derive(Clone, PartialEq)]
pub struct Boards {
    /// One card a board; `None` before the first answer.
    pub cards: Option<Shared<BoardCards>>,
    /// Why the last question had no answer.
    pub failure: Option<Failure>,
    /// Asks again.
    pub again: Callback<()>,
}

impl Boards {
    /// The card of a board.
    #[must_use]
    pub fn card(&self, slug: &str) -> Option<&BoardCard> {
        self.cards.as_ref()?.items.iter().find(|card| card.slug == slug)
    }

    /// Whether there may be such a board in the period asked for; before the first answer, there may.
    #[must_use]
    pub fn may_have(&self, slug: &str) -> bool {
        let refused = self.failure.as_ref().is_some_and(Failure::is_refusal);
        !refused && (self.cards.is_none() || self.card(slug).is_some())
    }

    /// The period that all boards show, if it is one and the same.
    #[must_use]
    pub fn period(&self) -> Option<&PeriodView> {
        let cards = &self.cards.as_ref()?.items;
        let first = &cards.first()?.period;
        cards.iter().all(|card| card.period.id == first.id).then_some(first)
    }
}

/// The boards in the period of a page.
#[hook]
pub fn use_boards(here: Option<&Route>) -> Boards {
    let path = match here.and_then(Route::period) {
        Some(period) => AttrValue::from(["/api/v1/boards?period=", period].concat()),
        None => AttrValue::Static("/api/v1/boards"),
    };
    let (load, again) = use_load::<BoardCards>(path, When::Once);
    Boards { cards: load.answer.map(|(_, cards)| cards), failure: load.failure, again }
}
