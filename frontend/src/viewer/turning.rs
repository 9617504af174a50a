//! [`use_turning`]: whose turn it is on a wall, and what the server wants of the screen meanwhile.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use tandem_shared::view::WallPlan;
use yew::prelude::*;

use super::playlist::Playlist;
use crate::clock;

/// How long a screen says which one it is, in ms.
const FLASH_MS: u32 = 10_000;

/// Whose turn it is.
#[derive(Clone, PartialEq)]
pub(super) struct Turning {
    /// The boards and their hours.
    pub(super) playlist: Playlist,
    /// How many turns there were.
    pub(super) turn: usize,
    /// Whether the screen says which one it is.
    pub(super) flashing: bool,
    /// Where in the playlist the next board is looked for.
    place: usize,
    /// How often the screen was asked to say so, and for its next board.
    asked: (u32, u32),
}

/// What happens to the turns.
pub(super) enum Move {
    /// The board at this place had its turn.
    Past(usize),
    /// The server tells the hours of the days to come, and what it wants of the screen.
    Told(WallPlan),
    /// Whoever looked for the screen has seen it.
    Found,
}

impl Turning {
    fn of(plan: &WallPlan) -> Self {
        let (playlist, asked) = (Playlist::of(plan), (plan.flashes, plan.skips));
        Self { place: playlist.due(clock::now()), playlist, turn: 0, flashing: false, asked }
    }

    /// The board that is on at `now` (milliseconds since 1970), by its place in the playlist.
    pub(super) fn shown(&self, now: f64) -> Option<usize> {
        self.playlist.shown(self.place, now)
    }
}

impl Reducible for Turning {
    type Action = Move;

    fn reduce(self: Rc<Self>, what: Move) -> Rc<Self> {
        let mut next = (*self).clone();
        match what {
            Move::Past(place) => (next.place, next.turn) = (place + 1, next.turn + 1),
            Move::Found => next.flashing = false,
            Move::Told(plan) => {
                next.playlist = Playlist::of(&plan);
                // Counted anew since the server began again: fewer asks for nothing.
                next.asked = (plan.flashes, plan.skips);
                next.flashing |= plan.flashes > self.asked.0;
                if let Some(shown) = next.shown(clock::now()).filter(|_| plan.skips > self.asked.1) {
                    (next.place, next.turn) = (shown + 1, next.turn + 1);
                }
            }
        }
        Rc::new(next)
    }
}

/// The turns of a plan.
#[hook]
pub(super) fn use_turning(plan: &WallPlan) -> UseReducerHandle<Turning> {
    let turning = use_reducer_eq(|| Turning::of(plan));
    use_effect_with(turning.flashing, {
        let turns = turning.dispatcher();
        move |flashing| {
            let timeout = flashing.then(|| Timeout::new(FLASH_MS, move || turns.dispatch(Move::Found)));
            move || drop(timeout)
        }
    });
    turning
}

/// Ends the turn of the board at `shown` when it has stood for so many seconds; never without one.
#[hook]
pub(super) fn use_past(turning: &UseReducerHandle<Turning>, shown: Option<usize>, seconds: u32) {
    use_effect_with((turning.turn, shown, seconds), {
        let turns = turning.dispatcher();
        move |(_, shown, seconds)| {
            let past = |index| Timeout::new(seconds.saturating_mul(1_000), move || turns.dispatch(Move::Past(index)));
            let timeout = shown.map(past);
            move || drop(timeout)
        }
    });
}
