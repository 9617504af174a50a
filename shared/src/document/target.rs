//! [`Target`], [`Curve`]

use super::{Document, Errors, Kind};
use crate::{Elapsed, Quantity};
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
    /// How it falls due through the period; without one evenly, by the days its KPI counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub curve: Option<Curve>,
    /// Must be `true` to change the target of a period that is over; such a version stays marked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub correction: bool,
    /// Slugs of the teams that are asked to acknowledge this version. The server fills it in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<String>,
}

/// How the target of a sum falls due through its period: evenly by the days named, or by weights of equal slices of the
/// period, such as `[1, 1, 2]` for the months of a quarter.
///
/// In JSON a text or a list. Slices are counted in the days its KPI counts; within one the share grows evenly.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(untagged, expecting = "a curve is \"calendar_days\", \"working_days\" or a list of weights such as [1, 1, 2]")]
pub enum Curve {
    /// Evenly.
    Even(Elapsed),
    /// By weights.
    Weights(Vec<Quantity>),
}

impl Curve {
    /// The days by which it counts, if it says so itself.
    #[must_use]
    pub fn days(&self) -> Option<Elapsed> {
        match self {
            Self::Even(days) => Some(*days),
            Self::Weights(_) => None,
        }
    }

    /// Its weights; none if it is even.
    #[must_use]
    pub fn weights(&self) -> &[Quantity] {
        match self {
            Self::Even(_) => &[],
            Self::Weights(weights) => weights,
        }
    }

    /// Whether something is due at all, and nothing is taken back on the way.
    #[must_use]
    pub fn is_fine(&self) -> bool {
        let Self::Weights(weights) = self else { return true };
        (1..=WEIGHTS_MAX).contains(&weights.len())
            && weights.iter().all(|weight| *weight >= Quantity::ZERO)
            && weights.iter().any(|weight| *weight > Quantity::ZERO)
    }
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
        errors.require(
            self.curve.as_ref().is_none_or(Curve::is_fine),
            "/curve",
            "the weights of a curve are 1 to 366 numbers, none negative and not all 0, such as [1, 1, 2]",
        );
    }
}
