//! Where a sum will end if the days left resemble the last four weeks.

use crate::Quantity;

/// Days looked back on.
const WINDOW: usize = 28;
/// Fewest days of data for a forecast.
const FEWEST: usize = 14;
/// Half width of the middle 80 % of a normal distribution, in standard deviations.
const Z80: f64 = 1.2816;

/// A sum at the end of its period, and the band it ends in 8 times out of 10.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, utoipa::ToSchema))]
#[cfg_attr(feature = "viewer", derive(miniserde::Deserialize))]
pub struct Forecast {
    /// The mean.
    pub value: Quantity,
    /// Lower end of the 80 % band.
    pub low: Quantity,
    /// Upper end of the 80 % band.
    pub high: Quantity,
}

/// The forecast of a sum: `actual` + Σ over the days left of the mean of the same weekday in the trailing 28 days;
/// the 80 % band is ± 1.2816 · s · √(days left), s the standard deviation of those days' residuals.
///
/// `trailing` holds the daily sums of the days before today with data in view, oldest first; its last entry is
/// yesterday. Entries before the first measurement of the KPI must not be in it. `days_left` counts today's successors
/// to the end of the period. `None` before 14 days of data, so every weekday has been seen.
#[must_use]
pub fn forecast(actual: Quantity, trailing: &[Quantity], days_left: usize) -> Option<Forecast> {
    if trailing.len() < FEWEST {
        return None;
    }
    let trailing = &trailing[trailing.len().saturating_sub(WINDOW)..];
    // Weekday 0 is that of yesterday, counted backwards: only sameness matters.
    let weekday = |age: usize| age % 7;
    let (mut sums, mut counts) = ([0.0; 7], [0.0; 7]);
    for (age, day) in trailing.iter().rev().enumerate() {
        sums[weekday(age)] += day.to_f64();
        counts[weekday(age)] += 1.0;
    }
    let means: Vec<f64> = sums.iter().zip(counts).map(|(sum, count)| sum / count).collect();
    let squares: f64 =
        trailing.iter().rev().enumerate().map(|(age, day)| (day.to_f64() - means[weekday(age)]).powi(2)).sum();
    let deviation = (squares / trailing.len() as f64).sqrt();
    // Today is one day after yesterday (age 0), so the k-th day after today has age −(k + 1).
    let rest: f64 = (1..=days_left).map(|k| means[(7 - (k + 1) % 7) % 7]).sum();
    let value = actual.to_f64() + rest;
    let half = Z80 * deviation * (days_left as f64).sqrt();
    Some(Forecast {
        value: Quantity::nearest(value)?,
        low: Quantity::nearest(value - half)?,
        high: Quantity::nearest(value + half)?,
    })
}
