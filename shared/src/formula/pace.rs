//! Pace and status: the verdict on a figure.

use crate::{Direction, Quantity, Rollup};

/// Below this elapsed share a sum is too young for a verdict.
pub const TOO_EARLY: f64 = 0.1;

/// The verdict on a figure: shape, colour and word of a tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
#[cfg_attr(feature = "viewer", derive(miniserde::Deserialize))]
pub enum Status {
    /// Pace below 1 − tolerance.
    #[serde(rename = "behind")]
    Behind,
    /// Pace within the tolerance.
    #[serde(rename = "on_pace")]
    OnPace,
    /// Pace above 1 + tolerance.
    #[serde(rename = "ahead")]
    Ahead,
    /// No verdict yet; the reason says why.
    #[serde(rename = "no_verdict")]
    NoVerdict,
}

/// Why there is no verdict yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, utoipa::ToSchema))]
#[cfg_attr(feature = "viewer", derive(miniserde::Deserialize))]
pub enum NoVerdict {
    /// Nobody set a target for this period.
    #[serde(rename = "no_target")]
    NoTarget,
    /// Nothing was measured in this period.
    #[serde(rename = "no_value")]
    NoValue,
    /// The newest measurement is older than its limit.
    #[serde(rename = "stale")]
    Stale,
    /// Less than a tenth of the period is over.
    #[serde(rename = "too_early")]
    TooEarly,
    /// A rate of fewer cases than the KPI asks for.
    #[serde(rename = "too_few_cases")]
    TooFewCases,
    /// Nothing is expected by now, so nothing can be ahead or behind.
    #[serde(rename = "nothing_expected")]
    NothingExpected,
}

/// The bounds of a KPI that is best within a range, in its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
#[cfg_attr(feature = "server", serde(deny_unknown_fields))]
#[cfg_attr(feature = "viewer", derive(miniserde::Deserialize))]
pub struct Range {
    /// Lowest good figure.
    pub low: Quantity,
    /// Highest good figure.
    pub high: Quantity,
}

/// The ratio of what is to what should be: above 1 is better, whichever way is good.
///
/// Higher is better: actual ÷ expected; lower is better: expected ÷ actual; within a range: 1 inside, below it
/// actual ÷ low, above it high ÷ actual. `None` where the ratio means nothing: expected (or the bound crossed) 0 or
/// negative. A lower-is-better
/// figure of 0 against a positive limit is as good as can be: infinite pace.
#[must_use]
pub fn pace(direction: Direction, actual: Quantity, expected: Quantity, range: Option<Range>) -> Option<f64> {
    let (actual, expected) = (actual.to_f64(), expected.to_f64());
    match (direction, range) {
        (Direction::Within, Some(range)) => {
            let (low, high) = (range.low.to_f64(), range.high.to_f64());
            if actual < low {
                (low > 0.0).then(|| (actual / low).max(0.0))
            } else if actual > high {
                (high > 0.0).then(|| high / actual)
            } else {
                Some(1.0)
            }
        }
        _ if expected <= 0.0 => None,
        (Direction::Lower, _) if actual <= 0.0 => Some(f64::INFINITY),
        (Direction::Lower, _) => Some(expected / actual),
        (Direction::Higher | Direction::Within, _) => Some((actual / expected).max(0.0)),
    }
}

/// The status of a pace: ahead above 1 + tolerance, behind below 1 − tolerance, on pace between, bounds included.
#[must_use]
pub fn status(pace: f64, tolerance: f64) -> Status {
    // A hair of slack, so that 0.95 of a decimal target is not pushed over the edge by binary fractions.
    const SLACK: f64 = 1e-9;
    if pace > 1.0 + tolerance + SLACK {
        Status::Ahead
    } else if pace < 1.0 - tolerance - SLACK {
        Status::Behind
    } else {
        Status::OnPace
    }
}

/// Everything a verdict looks at.
#[derive(Clone, Copy, Debug)]
pub struct Evidence {
    /// How the KPI rolls up.
    pub rollup: Rollup,
    /// Which way is good.
    pub direction: Direction,
    /// Its good range, for [`Direction::Within`].
    pub range: Option<Range>,
    /// The figure so far.
    pub actual: Option<Quantity>,
    /// What is expected by now; `None` without a target.
    pub expected: Option<Quantity>,
    /// Elapsed share of the period, 0 to 1.
    pub elapsed: f64,
    /// Whether the newest measurement is too old.
    pub stale: bool,
    /// Cases behind a rate (its denominator); `None` if it is none.
    pub cases: Option<Quantity>,
    /// Fewest cases a rate needs for a verdict.
    pub minimum_cases: Quantity,
    /// Tolerance as a share: 0.05 is 5 %.
    pub tolerance: f64,
}

/// Pace and status of a figure, or the reason why there is no verdict yet.
///
/// Reasons are looked for in the order a person can act on them: a target, a value, a fresh value, enough time, enough
/// cases.
///
/// # Errors
/// The first [`NoVerdict`] that applies.
pub fn verdict(evidence: &Evidence) -> Result<(f64, Status), NoVerdict> {
    let expected = match (evidence.expected, evidence.direction, evidence.range) {
        (Some(expected), _, _) => expected,
        // A range is its own target.
        (None, Direction::Within, Some(range)) => range.low,
        (None, _, _) => return Err(NoVerdict::NoTarget),
    };
    let actual = evidence.actual.ok_or(NoVerdict::NoValue)?;
    if evidence.stale {
        return Err(NoVerdict::Stale);
    }
    if evidence.rollup.is_sum() && evidence.elapsed < TOO_EARLY {
        return Err(NoVerdict::TooEarly);
    }
    if evidence.cases.is_some_and(|cases| cases < evidence.minimum_cases) {
        return Err(NoVerdict::TooFewCases);
    }
    let pace = pace(evidence.direction, actual, expected, evidence.range).ok_or(NoVerdict::NothingExpected)?;
    Ok((pace, status(pace, evidence.tolerance)))
}
