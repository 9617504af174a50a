//! [`Win`]

use super::{Document, Errors, Kind};
use serde::{Deserialize, Serialize};

/// Most boards that tell of one win.
const BOARDS_MAX: usize = 20;

/// Something to be glad about together: a deal closed, a first week without a complaint. Reached targets and finished
/// goals are found by the server and need none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Win {
    /// What was won, in one line.
    pub title: String,
    /// The day it was won (`YYYY-MM-DD`).
    pub day: String,
    /// Slugs of the boards that tell of it, at least one.
    pub boards: Vec<String>,
    /// Slugs of the teams that it is credited to; all that own something on the boards, if none is named.
    #[serde(default)]
    pub teams: Vec<String>,
    /// Slug of the goal it helped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<String>,
    /// Slug of the KPI it shows in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kpi: Option<String>,
    /// What else there is to say: who did what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Who declared it, as the change log names them. The server writes it, whatever is sent.
    #[serde(default)]
    pub by: String,
}

impl Document for Win {
    const KIND: Kind = Kind::Win;

    /// The day is read by the server, which knows dates.
    fn validate(&self, errors: &mut Errors) {
        errors.line("/title", &self.title, "write what was won");
        errors.require(!self.boards.is_empty(), "/boards", "name the board that tells of it");
        errors.slugs("/boards", &self.boards, BOARDS_MAX, "at most 20 boards");
        errors.require(!self.teams.is_empty(), "/teams", "nobody owns anything on the board: name a team");
        errors.slugs("/teams", &self.teams, Errors::TEAMS_MAX, "at most 10 teams");
        for (pointer, slug) in [("/goal", &self.goal), ("/kpi", &self.kpi)] {
            if let Some(slug) = slug {
                errors.slug(pointer, slug);
            }
        }
        if let Some(note) = &self.note {
            errors.text("/note", note);
        }
    }
}
