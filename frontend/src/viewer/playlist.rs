//! [`Playlist`]: whose turn it is on a wall, by the hours of its boards.

use tandem_shared::view::{WallGoal, WallPlan, WallTurn, WallWindow};

use crate::fmt::Moment;

/// The boards of a screen, in turn, and when it celebrates nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Playlist {
    turns: Vec<Turn>,
    quiet: Vec<Window>,
}

#[derive(Clone, Debug, PartialEq)]
struct Turn {
    seconds: u32,
    goals: Vec<Goal>,
    /// When it is on; `None` for always.
    windows: Option<Vec<Window>>,
}

/// A goal beside a board, and when it is spoken about next.
pub(super) type Goal = (WallGoal, Option<Moment>);

/// From when to when.
type Window = (Moment, Moment);

impl Playlist {
    /// Of a plan.
    #[must_use]
    pub(super) fn of(plan: &WallPlan) -> Self {
        let windows = |windows: &Vec<WallWindow>| {
            windows
                .iter()
                .filter_map(|window| Some((Moment::parse(&window.from)?, Moment::parse(&window.to)?)))
                .collect()
        };
        let turn = |turn: &WallTurn| {
            let check_in = turn.check_in.as_deref().and_then(Moment::parse);
            Turn {
                seconds: turn.seconds,
                goals: turn.goals.iter().map(|goal| (goal.clone(), check_in)).collect(),
                windows: turn.windows.as_ref().map(windows),
            }
        };
        Self { turns: plan.turns.iter().map(turn).collect(), quiet: windows(&plan.quiet) }
    }

    /// How long a board stands, in seconds.
    #[must_use]
    pub(super) fn seconds(&self, index: usize) -> u32 {
        self.turns.get(index).map_or(0, |turn| turn.seconds)
    }

    /// The goal of a board that stands below it this time, the next one each time that all boards had their turn.
    #[must_use]
    pub(super) fn goal(&self, index: usize, turn: usize) -> Option<&Goal> {
        let goals = &self.turns.get(index)?.goals;
        goals.get(turn / self.turns.len() % goals.len().max(1))
    }

    /// Whose turn it is at `now` (milliseconds since 1970) of a list that has gone on for ever: where a screen begins, so that all that
    /// show the same are at the same, and one that cannot run by itself is drawn in turns.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "`as` saturates, and now is after 1970"
    )]
    pub(super) fn due(&self, now: f64) -> usize {
        let on = || (0..self.turns.len()).filter(|index| self.is_on(*index, now));
        let round: u32 = on().map(|index| self.turns[index].seconds).sum();
        let mut past = (now / 1_000.0) as u64 % u64::from(round.max(1));
        on().find(|index| {
            let seconds = u64::from(self.turns[*index].seconds);
            let is_it = past < seconds;
            past = past.saturating_sub(seconds);
            is_it
        })
        .unwrap_or(0)
    }

    /// The board that is on at `now` (milliseconds since 1970): the one at `place`, or the next one round the list.
    #[must_use]
    pub(super) fn shown(&self, place: usize, now: f64) -> Option<usize> {
        let count = self.turns.len();
        (0..count).map(|step| (place + step) % count).find(|index| self.is_on(*index, now))
    }

    /// How many boards take turns at `now`, and which of them, from 0, is the one at `index`.
    #[must_use]
    pub(super) fn round(&self, index: usize, now: f64) -> (usize, usize) {
        let on = |end: usize| (0..end).filter(|index| self.is_on(*index, now)).count();
        (on(self.turns.len()), on(index))
    }

    /// When the first board is on after `now`, while none is.
    #[must_use]
    pub(super) fn resumes(&self, now: f64) -> Option<Moment> {
        let begins = self.turns.iter().filter_map(|turn| turn.windows.as_ref()).flatten().map(|(from, _)| *from);
        begins.filter(|from| from.millis > now).min_by(|one, other| one.millis.total_cmp(&other.millis))
    }

    /// Whether nothing is celebrated at `now`.
    #[must_use]
    pub(super) fn is_quiet(&self, now: f64) -> bool {
        is_within(&self.quiet, now)
    }

    fn is_on(&self, index: usize, now: f64) -> bool {
        self.turns[index].windows.as_ref().is_none_or(|windows| is_within(windows, now))
    }
}

fn is_within(windows: &[Window], now: f64) -> bool {
    windows.iter().any(|(from, to)| (from.millis..to.millis).contains(&now))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: f64) -> Moment {
        Moment { millis, ahead: 0.0 }
    }

    fn window((from, to): (f64, f64)) -> Window {
        (at(from), at(to))
    }

    fn playlist(windows: &[Option<&[(f64, f64)]>]) -> Playlist {
        let turn = |windows: &Option<&[(f64, f64)]>| Turn {
            seconds: 30,
            goals: Vec::new(),
            windows: windows.map(|windows| windows.iter().copied().map(window).collect()),
        };
        Playlist { turns: windows.iter().map(turn).collect(), quiet: vec![window((12.0, 14.0))] }
    }

    #[test]
    fn only_boards_that_are_on_take_turns() {
        let list = playlist(&[None, Some(&[(10.0, 20.0)]), None]);
        assert_eq!(list.shown(1, 9.0), Some(2), "not yet");
        assert_eq!(list.shown(1, 10.0), Some(1));
        assert_eq!(list.shown(1, 20.0), Some(2), "no more");
        assert_eq!(list.shown(3, 9.0), Some(0), "round the list");
        assert_eq!((list.round(2, 9.0), list.round(2, 15.0)), ((2, 1), (3, 2)));
    }

    #[test]
    fn turns_go_by_the_clock() {
        let list = playlist(&[None, Some(&[(0.0, 50_000.0)]), None]);
        assert_eq!([0.0, 29_999.0, 30_000.0].map(|now| list.due(now)), [0, 0, 1]);
        assert_eq!([60_000.0, 89_999.0, 90_000.0].map(|now| list.due(now)), [0, 0, 2], "of those that are on");
        assert_eq!(Playlist::default().due(7.0), 0);
    }

    #[test]
    fn quiet_hours_begin_and_end() {
        let list = playlist(&[None]);
        assert_eq!([11.9, 12.0, 13.9, 14.0].map(|now| list.is_quiet(now)), [false, true, true, false]);
    }

    #[test]
    fn a_dark_screen_knows_when_it_goes_on() {
        let list = playlist(&[Some(&[(30.0, 40.0), (10.0, 20.0)]), Some(&[(25.0, 40.0)])]);
        assert_eq!((list.shown(0, 22.0), list.resumes(22.0)), (None, Some(at(25.0))));
        assert_eq!((list.shown(0, 50.0), list.resumes(50.0)), (None, None));
        assert_eq!(Playlist::default().shown(0, 0.0), None);
    }
}
