//! Where a KPI should be today.

use crate::{Quantity, Rollup};

/// What is expected by now: for a sum the share of the target that is due, for any level the target itself.
///
/// `due` is the share of the target due by today, 0 to 1: the elapsed share e, or that of the target's own curve
/// ([`curve_share`]).
#[must_use]
pub fn expected(rollup: Rollup, target: Quantity, due: f64) -> Quantity {
    if rollup.is_sum() { Quantity::nearest(target.to_f64() * due).unwrap_or(target) } else { target }
}

/// The share of a target due at the elapsed share `e` under its own curve.
///
/// A curve is a list of weights of equal slices of the period: `[1, 1, 2]` over a quarter makes the last third count
/// twice as much. Within a slice the share grows evenly. No weights, or weights that sum to 0: `e` itself.
#[must_use]
pub fn curve_share(weights: &[Quantity], e: f64) -> f64 {
    let total: f64 = weights.iter().map(|w| w.to_f64()).sum();
    if total <= 0.0 {
        return e;
    }
    let position = e.clamp(0.0, 1.0) * weights.len() as f64;
    let done: f64 = weights
        .iter()
        .enumerate()
        .map(|(slice, weight)| weight.to_f64() * (position - slice as f64).clamp(0.0, 1.0))
        .sum();
    done / total
}
