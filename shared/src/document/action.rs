//! [`Action`]

use super::{Document, Errors, Kind};
use crate::view::ActionState;
use serde::{Deserialize, Serialize};

/// What somebody promised to do by a day. It stays on its board until it is done or dropped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// Slug of the board.
    pub board: String,
    /// What will be done, in one line.
    pub text: String,
    /// Who does it: slug of a person; of somebody without an account, their name.
    pub owner: String,
    /// Slug of the team it is for.
    pub team: String,
    /// By which day (`YYYY-MM-DD`).
    pub due: String,
    /// Slug of the goal it helps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<String>,
    /// Whether it is still to be done.
    #[serde(default = "Action::open")]
    pub state: ActionState,
    /// The day it was done; without one, the day this was written down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<String>,
    /// Why it was dropped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

impl Action {
    fn open() -> ActionState {
        ActionState::Open
    }
}

impl Document for Action {
    const KIND: Kind = Kind::Action;

    fn validate(&self, errors: &mut Errors) {
        errors.slug("/board", &self.board);
        errors.line("/text", &self.text, "write what will be done");
        errors.line("/owner", &self.owner, "name who does it");
        errors.slug("/team", &self.team);
        if let Some(goal) = &self.goal {
            errors.slug("/goal", goal);
        }
        if let Some(why) = &self.why {
            errors.text("/why", why);
        }
        let said = self.why.as_ref().is_some_and(|why| !why.trim().is_empty());
        let dropped = self.state == ActionState::Dropped;
        errors.require(
            said || !dropped,
            "/why",
            "say in a word why it is dropped: who was counting on it will read it",
        );
        let done = self.state == ActionState::Done;
        errors.require(
            done || self.done.is_none(),
            "/done",
            "it is not done: remove the day, or set the state \"done\"",
        );
    }
}
