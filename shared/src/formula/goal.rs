//! How far a goal is: progress and attainment of its key results, and their weighted mean.

use super::TOO_EARLY;
use crate::Quantity;

/// One key result makes up for another up to here: 1.2 times what was expected.
pub const ATTAINMENT_MAX: f64 = 1.2;
/// Tolerance of a goal's status, as a share.
pub const GOAL_TOLERANCE: f64 = 0.05;

/// The share of the way from `start` to `target` that is done, 0 to 1; downwards as well. The score at the end.
///
/// Without a way (start = target, which no goal has) it is 1 from the target on, 0 below.
#[must_use]
pub fn progress(start: Quantity, target: Quantity, now: Quantity) -> f64 {
    let [start, target, now] = [start, target, now].map(Quantity::to_f64);
    let way = target - start;
    if way == 0.0 { f64::from(u8::from(now >= target)) } else { ((now - start) / way).clamp(0.0, 1.0) }
}

/// The attainment of a pace: the same, 0 to [`ATTAINMENT_MAX`].
#[must_use]
pub fn attainment(pace: f64) -> f64 {
    pace.clamp(0.0, ATTAINMENT_MAX)
}

/// The pace of a key result kept by hand: its progress against the elapsed share `e` of the period; `None` while that is
/// too small for a verdict.
#[must_use]
pub fn manual_pace(progress: f64, e: f64) -> Option<f64> {
    (e >= TOO_EARLY).then(|| progress / e)
}

/// A weighted mean, and the share of the weight that has a figure at all, above 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weighed {
    /// The mean of what has a figure.
    pub mean: f64,
    /// How much of the whole weight that is.
    pub share: f64,
}

/// The mean of figures by their weights. What has no figure yet is left out, and so is what weighs 0 (or less); `None`
/// if nothing is left.
#[must_use]
pub fn weigh(parts: &[(Quantity, Option<f64>)]) -> Option<Weighed> {
    let parts = || parts.iter().filter(|(weight, _)| *weight > Quantity::ZERO);
    let whole: f64 = parts().map(|(weight, _)| weight.to_f64()).sum();
    let known = || parts().filter_map(|(weight, figure)| Some((weight.to_f64(), (*figure)?)));
    let weight: f64 = known().map(|(weight, _)| weight).sum();
    let sum: f64 = known().map(|(weight, figure)| weight * figure).sum();
    (weight > 0.0).then(|| Weighed { mean: sum / weight, share: weight / whole })
}
