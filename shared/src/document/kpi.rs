//! [`Kpi`]

use super::{Document, Errors, Kind};
use crate::formula::Range;
use crate::{Direction, Elapsed, Quantity, Rollup, Unit, UnitType};
use serde::{Deserialize, Serialize};

/// A number both teams agreed to look at, and how it is worked out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Kpi {
    /// Its name.
    pub name: String,
    /// What counts and what does not, in plain words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What its numbers measure.
    pub unit: Unit,
    /// Which way is good.
    pub direction: Direction,
    /// The good range; required where the direction is `within`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<Range>,
    /// How measurements roll up over time. Fixed once there are measurements.
    pub rollup: Rollup,
    /// How the figures of several teams become one.
    #[serde(default)]
    pub team_rollup: TeamRollup,
    /// Slugs of the teams that own it, at least one.
    pub owners: Vec<String>,
    /// How often a measurement is expected; twice as long without one is stale.
    pub interval: Interval,
    /// Which days count towards the elapsed share.
    #[serde(default)]
    pub elapsed: Elapsed,
    /// Tolerance of the verdict in per cent, 5 if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tolerance: Option<Quantity>,
    /// Fewest cases (denominator) for a verdict on a ratio, 20 if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum_cases: Option<u32>,
    /// Where the numbers come from, such as `HubSpot`; shown on the tile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// How the figures of several teams become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TeamRollup {
    /// All measurements in one pot, rolled up as over time.
    #[default]
    Pool,
    /// Each team's figure by itself, then added up: open pipeline of two teams.
    Sum,
}

/// How often a measurement is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Interval {
    /// Every hour.
    Hour,
    /// Every day.
    Day,
    /// Every week.
    Week,
    /// Every month (31 days).
    Month,
    /// Every quarter (92 days).
    Quarter,
}

impl Interval {
    /// Its length in seconds.
    #[must_use]
    pub fn seconds(self) -> i64 {
        3_600
            * match self {
                Self::Hour => 1,
                Self::Day => 24,
                Self::Week => 24 * 7,
                Self::Month => 24 * 31,
                Self::Quarter => 24 * 92,
            }
    }
}

impl Kpi {
    /// Tolerance of the verdict as a share.
    #[must_use]
    pub fn tolerance_share(&self) -> f64 {
        self.tolerance.map_or(0.05, |percent| percent.to_f64() / 100.0)
    }

    /// Fewest cases for a verdict on a ratio.
    #[must_use]
    pub fn fewest_cases(&self) -> u32 {
        self.minimum_cases.unwrap_or(20)
    }

    /// Whether ratios are shown per hundred.
    #[must_use]
    pub fn is_percent(&self) -> bool {
        self.unit.kind == UnitType::Percent
    }
}

impl Document for Kpi {
    const KIND: Kind = Kind::Kpi;

    fn validate(&self, errors: &mut Errors) {
        errors.name("/name", &self.name);
        if let Some(text) = &self.description {
            errors.text("/description", text);
        }
        if let Some(text) = &self.source {
            errors.name("/source", text);
        }
        errors.unit("/unit", &self.unit);
        match (self.direction, self.range) {
            (Direction::Within, None) => {
                errors.add("/range", "the direction \"within\" needs a range, such as {\"low\":2,\"high\":4}")
            }
            (Direction::Within, Some(range)) => {
                errors.require(range.low < range.high, "/range", "\"low\" must be below \"high\"")
            }
            (_, Some(_)) => errors.add("/range", "only the direction \"within\" has a range: remove it"),
            (_, None) => {}
        }
        errors.owners(&self.owners);
        if let Some(tolerance) = self.tolerance {
            let fine = tolerance >= Quantity::ZERO && tolerance <= Quantity::from_parts(50 * Quantity::SCALE);
            errors.require(fine, "/tolerance", "a tolerance lies between 0 and 50 per cent");
        }
        errors.require(
            self.team_rollup == TeamRollup::Pool || self.rollup != Rollup::Ratio,
            "/team_rollup",
            "ratios of several teams cannot be added: use \"pool\"",
        );
    }
}
