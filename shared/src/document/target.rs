//! [`Target`]

use super::{Document, Errors, Kind};
use crate::Quantity;
use serde::{Deserialize, Serialize};

/// Most weights of a curve: one a day of a year.
const WEIGHTS_MAX: usize = 366;

/// What both teams agreed to reach in a period. KPI and period stand in the address.
///
/// Every version is kept, with its author and reason; what was in force on a day is the newest version with
/// `from` not after that day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// What to reach, in the KPI's unit.
    pub value: Quantity,
    /// The team it is for; without one it is the joint target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    /// The day from which this version counts (`YYYY-MM-DD`); without one, the period's first day for the first version
    /// and the day of writing for later ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Weights of equal slices of the period, such as `[1, 1, 2]`; without them the target is due evenly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub curve: Option<Vec<Quantity>>,
    /// Must be `true` to change the target of a period that is over; such a version stays marked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub correction: bool,
    /// Slugs of the teams that are asked to acknowledge this version. The server fills it in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<String>,
}

impl Target {
    /// The slug of the target of a KPI, period and team.
    #[must_use]
    pub fn slug(kpi: &str, period: &str, team: Option<&str>) -> String {
        team.map_or_else(|| format!("{kpi}:{period}"), |team| format!("{kpi}:{period}:{team}"))
    }
}

impl Document for Target {
    const KIND: Kind = Kind::Target;

    fn validate(&self, errors: &mut Errors) {
        errors.require(self.value >= Quantity::ZERO, "/value", "a target is not negative: turn the KPI around instead");
        if let Some(team) = &self.team {
            errors.slug("/team", team);
        }
        if let Some(curve) = &self.curve {
            let fine = (1..=WEIGHTS_MAX).contains(&curve.len())
                && curve.iter().all(|weight| *weight >= Quantity::ZERO)
                && curve.iter().any(|weight| *weight > Quantity::ZERO);
            errors.require(
                fine,
                "/curve",
                "a curve is a list of 1 to 366 weights, none negative and not all 0, such as [1, 1, 2]",
            );
        }
    }
}
