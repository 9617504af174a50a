//! The verdict on a figure of a KPI.

use crate::world::Figure;
use tandem_shared::Quantity;
use tandem_shared::document::Kpi;
use tandem_shared::formula::{Evidence, NoVerdict, Status, verdict};

/// A verdict as a view says it.
pub(crate) struct Judged {
    /// Null where there is no verdict, or where pace is beyond numbers (a limit of which nothing is used).
    pub(crate) pace: Option<f64>,
    /// The status.
    pub(crate) status: Status,
    /// Why there is no verdict.
    pub(crate) reason: Option<NoVerdict>,
}

/// Judges a figure against what is `expected` after the `elapsed` share of its span.
pub(crate) fn judge(kpi: &Kpi, figure: &Figure, expected: Option<Quantity>, elapsed: f64, stale: bool) -> Judged {
    let verdict = verdict(&Evidence {
        rollup: kpi.rollup,
        direction: kpi.direction,
        range: kpi.range,
        actual: figure.value,
        expected,
        elapsed,
        stale,
        cases: figure.denominator,
        minimum_cases: Quantity::from_whole(i64::from(kpi.fewest_cases())).unwrap_or_default(),
        tolerance: kpi.tolerance_share(),
    });
    match verdict {
        Ok((pace, status)) => Judged { pace: Some(pace).filter(|pace| pace.is_finite()), status, reason: None },
        Err(reason) => Judged { pace: None, status: Status::NoVerdict, reason: Some(reason) },
    }
}
