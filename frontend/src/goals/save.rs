//! Writing a goal, and what to tell when somebody else was faster.

use super::draft::Draft;
use crate::api::{self, Failure, FieldFault, Verb};
use crate::words;

/// Which goal is written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Which {
    /// A new one on this board.
    NewOn(String),
    /// The one of this slug, as it stood at this revision.
    Of(String, u64),
}

/// Why a goal was not written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Fault {
    /// Somebody else wrote it: who, and at which revision it is now.
    Clash(String, u64),
    /// Something is wrong, and perhaps with which fields.
    Wrong(String, Vec<FieldFault>),
}

impl Fault {
    /// In one sentence.
    pub(super) fn say(&self) -> String {
        match self {
            Self::Clash(who, _) => words::goal_changed_by(who),
            Self::Wrong(says, _) => says.clone(),
        }
    }
}

/// Writes a goal.
pub(super) async fn save(which: &Which, draft: &Draft) -> Result<(), Fault> {
    let unreadable = draft.unreadable();
    if !unreadable.is_empty() {
        return Err(Fault::Wrong(words::not_saved().into(), unreadable));
    }
    let body = draft.json();
    let answer = match which {
        Which::NewOn(board) => {
            api::send(Verb::Post, &["/api/v1/boards/", board, "/goals"].concat(), None, Some(&body)).await
        }
        Which::Of(goal, revision) => api::send(Verb::Put, &address(goal), Some(*revision), Some(&body)).await,
    };
    match (answer, which) {
        (Ok(_), _) => Ok(()),
        (Err(failure), Which::Of(goal, _)) => Err(fault(failure, goal).await),
        (Err(failure), Which::NewOn(_)) => Err(wrong(&failure)),
    }
}

/// Archives a goal.
pub(super) async fn archive(goal: &str, revision: u64) -> Result<(), Fault> {
    match api::send(Verb::Delete, &address(goal), Some(revision), None).await {
        Ok(_) => Ok(()),
        Err(failure) => Err(fault(failure, goal).await),
    }
}

fn address(goal: &str) -> String {
    ["/api/v1/goals/", goal].concat()
}

fn wrong(failure: &Failure) -> Fault {
    let errors = match failure {
        Failure::Refused { errors, .. } => errors.to_vec(),
        _ => Vec::new(),
    };
    Fault::Wrong(failure.say(), errors)
}

async fn fault(failure: Failure, goal: &str) -> Fault {
    let Failure::Stale(current) = &failure else { return wrong(&failure) };
    let revision = api::revision(&api::object(current)).unwrap_or(0);
    Fault::Clash(api::last_writer(&address(goal)).await.unwrap_or_else(|| words::somebody().into()), revision)
}
