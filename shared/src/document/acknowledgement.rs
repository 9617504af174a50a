//! [`Acknowledgement`]

use super::{Document, Errors, Kind};
use crate::view::Verdict;
use serde::{Deserialize, Serialize};

/// A team's word on a version of a target; both stand in its slug. It is no version of the target, whose value it leaves
/// alone; a later word of the team replaces it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Acknowledgement {
    /// What the team says.
    pub verdict: Verdict,
}

impl Acknowledgement {
    /// The slug of a team's word on a version of the target of this slug.
    #[must_use]
    pub fn slug(target: &str, revision: u64, team: &str) -> String {
        format!("{target}:{revision}:{team}")
    }

    /// The target, its version and the team that a slug names.
    #[must_use]
    pub fn read_slug(slug: &str) -> Option<(&str, u64, &str)> {
        let mut parts = slug.rsplitn(3, ':');
        let (team, revision, target) = (parts.next()?, parts.next()?.parse().ok()?, parts.next()?);
        Some((target, revision, team))
    }
}

impl Document for Acknowledgement {
    const KIND: Kind = Kind::Acknowledgement;

    fn validate(&self, _: &mut Errors) {}
}
