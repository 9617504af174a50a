//! [`SeriesView`]: the history of a KPI, and who sends it.

use super::CommentView;
use crate::Quantity;
use crate::formula::{Forecast, NoVerdict, Status};

wire! {
/// The history of a KPI in buckets.
pub struct SeriesView {
    /// The KPI.
    pub kpi: String,
    /// The buckets, oldest first.
    pub points: Vec<PointView>,
    /// What was noted about these days, in order.
    pub comments: Vec<CommentView>,
}

/// A bucket of a history.
pub struct PointView {
    /// First day.
    pub from: String,
    /// Day after the last.
    pub to: String,
    /// The figure; null where nothing was measured.
    pub value: Option<Quantity>,
    /// Of a ratio: its numerator.
    pub numerator: Option<Quantity>,
    /// Of a ratio: its denominator.
    pub denominator: Option<Quantity>,
    /// The target: of a sum what falls on these days, each version weighted by the days it was in force; of a level the
    /// one in force on the last day.
    pub target: Option<Quantity>,
    /// The verdict against the target of the whole bucket (of a running one: against its elapsed share).
    pub status: Status,
    /// Why there is none.
    pub reason: Option<NoVerdict>,
    /// Whether the bucket is still running.
    pub running: bool,
    /// Where a running bucket of a sum will end.
    pub forecast: Option<Forecast>,
    /// The figure of the same bucket a year ago.
    pub year_ago: Option<Quantity>,
}

/// Who sends the measurements of a KPI.
pub struct Feeds {
    /// Newest first.
    pub items: Vec<Feed>,
    /// Cursor of the next page; null on the last.
    pub next: Option<String>,
}

/// A sender of measurements.
pub struct Feed {
    /// Its name.
    pub source: String,
    /// How many measurements it has sent.
    pub measurements: u64,
    /// When it last sent one.
    pub received_at: String,
}
}
