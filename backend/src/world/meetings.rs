//! [`Meetings`]: the check-ins that were held and the actions that were agreed.

use super::Entry;
use std::collections::HashMap;
use tandem_shared::document::{Action, CheckIn};
use tandem_shared::view::ActionState;

/// Check-ins and actions in force.
#[derive(Default)]
pub(crate) struct Meetings {
    pub(super) check_ins: HashMap<String, Entry<CheckIn>>,
    pub(super) actions: HashMap<String, Entry<Action>>,
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

    /// The check-ins of a board, the oldest first.
    pub(crate) fn check_ins(&self, board: &str) -> Vec<(&str, &CheckIn)> {
        let of_board = self.check_ins.iter().map(|(slug, entry)| (slug.as_str(), &entry.body));
        let mut held: Vec<(&str, &CheckIn)> = of_board.filter(|(_, check_in)| check_in.board == board).collect();
        held.sort_by_key(|(slug, check_in)| (&check_in.held, *slug));
        held
    }
}
