//! The formulas of pace, status, forecast and change, as pure functions.
//!
//! Shares run from 0 to 1, pace is a ratio around 1, figures are in the KPI's unit.

mod change;
mod expected;
mod forecast;
mod freshness;
mod goal;
mod pace;

pub use change::{Change, ChangeAs, change};
pub use expected::{curve_share, expected};
pub use forecast::{Forecast, forecast};
pub use freshness::{STALE_AFTER_INTERVALS, is_stale};
pub use goal::{ATTAINMENT_MAX, GOAL_TOLERANCE, Weighed, attainment, manual_pace, progress, weigh};
pub use pace::{Evidence, NoVerdict, Range, Status, TOO_EARLY, pace, status, verdict};
