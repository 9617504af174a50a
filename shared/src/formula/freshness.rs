//! Whether a figure is too old for a verdict.

/// A figure is stale after this many of its expected intervals.
pub const STALE_AFTER_INTERVALS: i64 = 2;

/// Whether a newest measurement `age` old (any unit) is stale for an expected `interval` (the same unit).
#[must_use]
pub fn is_stale(age: i64, interval: i64) -> bool {
    age > interval.saturating_mul(STALE_AFTER_INTERVALS)
}
