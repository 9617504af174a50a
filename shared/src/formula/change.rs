//! How a figure differs from an earlier one.

use crate::{Quantity, UnitType};

/// How a difference is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, utoipa::ToSchema))]
#[cfg_attr(feature = "viewer", derive(miniserde::Deserialize))]
pub enum ChangeAs {
    /// In per cent of the earlier figure: counts and money.
    #[serde(rename = "percent")]
    Percent,
    /// In percentage points: rates.
    #[serde(rename = "points")]
    Points,
    /// In the unit itself: durations and factors.
    #[serde(rename = "unit")]
    Unit,
}

/// A difference and how to say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The difference, positive where the figure grew.
    pub by: Quantity,
    /// Its meaning.
    pub said_as: ChangeAs,
}

/// The change from `before` to `now`; `None` where it says nothing (growth from 0) or leaves the range.
#[must_use]
pub fn change(unit: UnitType, before: Quantity, now: Quantity) -> Option<Change> {
    let (said_as, by) = match unit {
        UnitType::Count | UnitType::Money if before == Quantity::ZERO => return None,
        UnitType::Count | UnitType::Money => {
            let growth = (now.to_f64() - before.to_f64()) / before.to_f64().abs() * 100.0;
            (ChangeAs::Percent, Quantity::nearest(growth)?)
        }
        UnitType::Percent => (ChangeAs::Points, now.checked_sub(before)?),
        UnitType::Duration | UnitType::Ratio => (ChangeAs::Unit, now.checked_sub(before)?),
    };
    Some(Change { by, said_as })
}
