//! [`Meetings`]: the check-ins that were held, the actions that were agreed and the wins that were declared.

use super::Entry;
use std::collections::HashMap;
use tandem_shared::document::{Action, CheckIn, Win};
use tandem_shared::view::ActionState;

/// Check-ins, actions and wins in force.
#[derive(Default)]
pub(crate) struct Meetings {
    pub(super) check_ins: HashMap<String, Entry<CheckIn>>,
    pub(super) actions: HashMap<String, Entry<Action>>,
    pub(super) wins: HashMap<String, Entry<Win>>,
}

impl Meetings {
    /// An action.
    pub(crate) fn action(&self, slug: &str) -> Option<&Entry<Action>> {
        self.actions.get(slug)
    }

    /// The open actions of a board, the longest due first.
    pub(crate) fn open_actions(&self, board: &str) -> Vec<(&str, &Action)> {
        let of_board = |action: &Action| action.board == board && action.state == ActionState::Open;
        let mut open: Vec<(&str, &Action)> = self
            .actions
            .iter()
            .map(|(slug, action)| (slug.as_str(), &action.body))
            .filter(|(_, action)| of_board(action))
            .collect();
        // Dates as they are written sort as days do.
        open.sort_by_key(|(slug, action)| (&action.due, *slug));
        open
    }

    /// A declared win.
    pub(crate) fn win(&self, slug: &str) -> Option<&Win> {
        self.wins.get(slug).map(|win| &win.body)
    }

    /// The wins declared for a board, in no order.
    pub(crate) fn wins(&self, board: &str) -> impl Iterator<Item = (&str, &Win)> {
        let wins = self.wins.iter().map(|(slug, win)| (slug.as_str(), &win.body));
        wins.filter(move |(_, win)| win.boards.iter().any(|of| of == board))
    }

    /// The check-ins of a board, the oldest first.
    pub(crate) fn check_ins(&self, board: &str) -> Vec<(&str, &CheckIn)> {
        let of_board = self.check_ins.iter().map(|(slug, entry)| (slug.as_str(), &entry.body));
        let mut held: Vec<(&str, &CheckIn)> = of_board.filter(|(_, check_in)| check_in.board == board).collect();
        held.sort_by_key(|(slug, check_in)| (&check_in.held, *slug));
        held
    }
}
