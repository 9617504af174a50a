//! [`Goals`]: the goals in force, and which boards show a figure through them.

use super::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use tandem_shared::document::{Board, Goal};

/// The goals in force.
#[derive(Default)]
pub(super) struct Goals {
    pub(super) entries: HashMap<String, Entry<Goal>>,
    boards: BTreeSet<String>,
    boards_of_kpi: HashMap<String, BTreeSet<String>>,
}

impl Goals {
    /// Finds out again which boards show goals; after a change of either.
    pub(super) fn index(&mut self, boards: &BTreeMap<String, Entry<Board>>) {
        self.boards.clear();
        self.boards_of_kpi.clear();
        for (slug, board) in boards.iter().filter(|(_, board)| !board.body.goals.is_empty()) {
            self.boards.insert(slug.clone());
            let goals = board.body.goals.iter().filter_map(|goal| self.entries.get(goal));
            for (_, kpi) in goals.flat_map(|goal| goal.body.kpis()) {
                self.boards_of_kpi.entry(kpi.to_owned()).or_default().insert(slug.clone());
            }
        }
    }

    /// The boards that show goals.
    pub(super) fn boards(&self) -> impl Iterator<Item = &String> {
        self.boards.iter()
    }

    /// The boards with a goal that a KPI measures.
    pub(super) fn boards_of(&self, kpi: &str) -> impl Iterator<Item = &String> {
        self.boards_of_kpi.get(kpi).into_iter().flatten()
    }
}
