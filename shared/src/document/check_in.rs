//! [`CheckIn`], and [`NewCheckIn`] as it comes in.

use super::{Action, Document, Errors, Kind, Win};
use crate::Quantity;
use crate::formula::Status;
use crate::view::{Confidence, WinSort};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Most people, goals, new actions or new wins of one check-in.
const MANY: usize = 200;
/// Longest key, in characters.
const KEY_MAX: usize = 80;

/// The record of a check-in: what was said, beside the numbers of that moment. Written once, never changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckIn {
    /// Slug of the board.
    pub board: String,
    /// When it was finished (RFC 3339, in UTC).
    pub held: String,
    /// The key it was sent with.
    pub key: String,
    /// Who led it: slug of a person, or a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub led_by: Option<String>,
    /// Who wrote it down, as the change log names them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Slugs of the teams that they spoke for; what others said, they noted for them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by_teams: Vec<String>,
    /// Who was there.
    #[serde(default)]
    pub present: Vec<String>,
    /// Who could not come.
    #[serde(default)]
    pub excused: Vec<String>,
    /// What was said about each goal.
    pub goals: Vec<GoalThen>,
    /// How each KPI of the board and its goals stood.
    pub kpis: Vec<KpiThen>,
    /// Slugs of the actions that were agreed.
    #[serde(default)]
    pub actions: Vec<String>,
    /// What was won since the record before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wins: Vec<WinThen>,
}

/// A goal at a check-in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GoalThen {
    /// Its slug.
    pub goal: String,
    /// Its name then.
    pub name: String,
    /// Its status then.
    pub status: Status,
    /// Its attainment then, in per cent of what was expected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attainment: Option<Quantity>,
    /// How sure each owning team was.
    pub confidence: BTreeMap<String, Confidence>,
    /// What is to be remembered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A KPI at a check-in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KpiThen {
    /// Its slug.
    pub kpi: String,
    /// Its name then.
    pub name: String,
    /// Its status then.
    pub status: Status,
    /// Its figure then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Quantity>,
    /// Its target then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Quantity>,
}

/// A win that a check-in told of; no later one of the board tells of it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WinThen {
    /// What it is known by: the slug of a declared win, `target:{kpi}:{period}` or `goal:{goal}`.
    pub key: String,
    /// What was won.
    pub sort: WinSort,
    /// Title of the win, name of the KPI or the goal, then.
    pub name: String,
    /// The day it was won.
    pub day: String,
    /// Slugs of the teams that it was credited to.
    pub teams: Vec<String>,
}

/// A check-in that is finished: the server adds the numbers of the moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCheckIn {
    /// Chosen by who sends it: sent again under the same key, the record that is there is the answer.
    pub key: String,
    /// Who led it: slug of a person, or a name.
    #[serde(default)]
    pub led_by: Option<String>,
    /// Who was there: slugs, or names.
    #[serde(default)]
    pub present: Vec<String>,
    /// Who could not come.
    #[serde(default)]
    pub excused: Vec<String>,
    /// What was said about goals of the board.
    #[serde(default)]
    pub goals: Vec<GoalSaid>,
    /// What was agreed.
    #[serde(default)]
    pub actions: Vec<NewAction>,
    /// What was won today, besides what the agenda shows.
    #[serde(default)]
    pub wins: Vec<NewWin>,
}

/// What is said about a goal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GoalSaid {
    /// Its slug.
    pub goal: String,
    /// How sure each owning team is, by its slug.
    #[serde(default)]
    pub confidence: BTreeMap<String, Confidence>,
    /// What is to be remembered.
    #[serde(default)]
    pub note: Option<String>,
}

/// An action that is agreed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAction {
    /// What will be done, in one line.
    pub text: String,
    /// Who does it: slug or name of a person.
    pub owner: String,
    /// Slug of the team it is for.
    pub team: String,
    /// By which day (`YYYY-MM-DD`).
    pub due: String,
    /// Slug of the goal it helps.
    #[serde(default)]
    pub goal: Option<String>,
}

/// A win that is declared: of today and of this board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewWin {
    /// What was won, in one line.
    pub title: String,
    /// Slugs of the teams that it is credited to; all of the board, if none is named.
    #[serde(default)]
    pub teams: Vec<String>,
}

impl NewCheckIn {
    /// Adds what is wrong with it, looked at alone.
    pub fn validate(&self, errors: &mut Errors) {
        errors.line("/key", &self.key, "choose a key, such as a random number");
        errors.require(self.key.chars().count() <= KEY_MAX, "/key", "shorten it to 80 characters");
        if let Some(name) = &self.led_by {
            errors.line("/led_by", name, "name who led it");
        }
        for (field, people) in [("/present", &self.present), ("/excused", &self.excused)] {
            errors.require(people.len() <= MANY, field, "at most 200 people");
            for (index, name) in people.iter().enumerate() {
                errors.line(&format!("{field}/{index}"), name, "name somebody");
            }
        }
        errors.require(self.goals.len() <= MANY, "/goals", "at most 200 goals");
        for (index, said) in self.goals.iter().enumerate() {
            let pointer = format!("/goals/{index}");
            let twice = self.goals[..index].iter().any(|other| other.goal == said.goal);
            errors.require(!twice, &format!("{pointer}/goal"), "named twice: say it once");
            if let Some(note) = &said.note {
                errors.text(&format!("{pointer}/note"), note);
            }
        }
        errors.require(self.actions.len() <= MANY, "/actions", "at most 200 actions");
        errors.require(self.wins.len() <= MANY, "/wins", "at most 200 wins");
    }
}

impl NewAction {
    /// The document of an action agreed for a board.
    #[must_use]
    pub fn of_board(self, board: &str) -> Action {
        let Self { text, owner, team, due, goal } = self;
        let state = crate::view::ActionState::Open;
        Action { board: board.to_owned(), text, owner, team, due, goal, state, done: None, why: None }
    }
}

impl NewWin {
    /// The document of a win declared over a board, of a day.
    #[must_use]
    pub fn of_board(self, board: &str, day: &str) -> Win {
        let Self { title, teams } = self;
        let (boards, day) = (vec![board.to_owned()], day.to_owned());
        Win { title, day, boards, teams, goal: None, kpi: None, note: None, by: String::new() }
    }
}

impl Document for CheckIn {
    const KIND: Kind = Kind::CheckIn;

    /// A record is made by the server, from what was checked before.
    fn validate(&self, _: &mut Errors) {}
}
