//! What a number measures and which way is good: [`Unit`], [`Direction`], [`Elapsed`].

#[cfg(feature = "server")]
use serde::{Deserialize, Serialize};

/// What a KPI's numbers count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, utoipa::ToSchema))]
#[cfg_attr(feature = "viewer", derive(miniserde::Deserialize))]
pub enum UnitType {
    /// Things, counted: leads, meetings.
    #[default]
    #[serde(rename = "count")]
    Count,
    /// An amount in one currency.
    #[serde(rename = "money")]
    Money,
    /// Per hundred: 63 means 63 %.
    #[serde(rename = "percent")]
    Percent,
    /// Seconds.
    #[serde(rename = "duration")]
    Duration,
    /// A plain factor: 3.1 means 3.1 ×.
    #[serde(rename = "ratio")]
    Ratio,
}

/// A unit: its type and, for money, the currency.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, utoipa::ToSchema), serde(deny_unknown_fields))]
#[cfg_attr(feature = "viewer", derive(miniserde::Deserialize))]
pub struct Unit {
    /// What is counted; durations are in seconds, percent per hundred.
    #[serde(rename = "type")]
    pub kind: UnitType,
    /// ISO 4217 code in capitals; required for money, absent otherwise.
    pub currency: Option<String>,
}

/// Which way is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, utoipa::ToSchema))]
#[cfg_attr(feature = "viewer", derive(miniserde::Deserialize))]
pub enum Direction {
    /// More is better.
    #[default]
    #[serde(rename = "higher")]
    Higher,
    /// Less is better: the target is a limit.
    #[serde(rename = "lower")]
    Lower,
    /// Best inside the KPI's range.
    #[serde(rename = "within")]
    Within,
}

/// Which days count towards the elapsed share of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[cfg_attr(feature = "server", derive(Serialize, Deserialize, utoipa::ToSchema))]
#[cfg_attr(feature = "viewer", derive(miniserde::Deserialize))]
pub enum Elapsed {
    /// Every day.
    #[default]
    #[serde(rename = "calendar_days")]
    CalendarDays,
    /// Working days of the calendar, without holidays.
    #[serde(rename = "working_days")]
    WorkingDays,
}
