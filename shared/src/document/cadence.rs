//! [`Cadence`]

use super::{Errors, Weekday};
use serde::{Deserialize, Serialize};

/// Shortest and longest check-in, in minutes.
const MINUTES: std::ops::RangeInclusive<u16> = 5..=480;

/// How often a board's check-in comes round: `every` with `on`, or a `rule`; in the organisation's time zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct Cadence {
    /// How often: each week, every second, or once a month (the first such weekday of it).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every: Option<Every>,
    /// The weekday.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Weekday>,
    /// Instead of both: a rule of RFC 5545, such as `FREQ=MONTHLY;BYDAY=-1FR`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// When it begins, such as `10:00`.
    pub at: String,
    /// How long it takes.
    pub minutes: u16,
    /// The day from which it counts (`YYYY-MM-DD`): none is before it, and every second week is counted from its week.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
}

/// How often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Every {
    /// Each week.
    Week,
    /// Every second week.
    TwoWeeks,
    /// Once a month.
    Month,
}

impl Cadence {
    /// Adds what is wrong with it, looked at alone; times, dates and the rule are read by the server.
    pub fn validate(&self, errors: &mut Errors) {
        let both = self.every.is_some() == self.rule.is_some();
        errors.require(!both, "/check_in", "write either \"every\" with \"on\", or a \"rule\"");
        let day = self.every.is_none() || self.on.is_some();
        errors.require(day, "/check_in/on", "on which weekday, such as \"tuesday\"");
        let doubled = self.rule.is_some() && self.on.is_some();
        errors.require(!doubled, "/check_in/on", "the rule says the day: remove this");
        errors.require(MINUTES.contains(&self.minutes), "/check_in/minutes", "5 to 480 minutes");
    }
}
