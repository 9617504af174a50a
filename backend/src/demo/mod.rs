//! The demo workspace: an invented company's boards, KPIs, targets and measurements, ending at a given moment.
//!
//! A pure function of that moment: no clock, no entropy. The quarter that runs is scaled so that every state of a tile
//! is on the boards whenever it is started.

mod boards;
mod documents;
mod goals;
mod measurements;
mod meetings;
mod moment;
mod rhythm;
mod table;
mod targets;

use jiff::civil::Date;
use jiff::{Timestamp, Zoned};
use moment::Moment;
use tandem_shared::Quantity;
use tandem_shared::document::Kind;

/// The time zone of the invented company; `now` should be told in it.
pub const TIME_ZONE: &str = "Europe/Berlin";

/// Everything to write into an empty store.
#[derive(Clone, Debug, PartialEq)]
pub struct Workspace {
    /// Versions of documents in the order they were written: what others name comes first.
    pub documents: Vec<DocumentVersion>,
    /// Who sends measurements.
    pub feeds: Vec<Feed>,
}

/// One version of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentVersion {
    /// Its kind.
    pub kind: Kind,
    /// Its slug.
    pub slug: String,
    /// Its typed body, as JSON.
    pub body: String,
    /// When it was written.
    pub at: Timestamp,
    /// Who wrote it.
    pub author: &'static str,
    /// Why.
    pub reason: Option<&'static str>,
}

/// A sender and what it sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Feed {
    /// Its name: a system, or a person who types.
    pub sender: &'static str,
    /// Its measurements, KPI by KPI, each oldest first.
    pub measurements: Vec<Measurement>,
}

/// One measurement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measurement {
    /// Slug of the KPI.
    pub kpi: &'static str,
    /// The local date it belongs to.
    pub day: Date,
    /// When it was true; on that date, not after `now`.
    pub at: Timestamp,
    /// Value, or numerator of a ratio.
    pub value: Quantity,
    /// Denominator of a ratio, otherwise 0.
    pub denominator: Quantity,
}

/// The demo workspace as it stands at `now`.
#[must_use]
pub fn workspace(now: Zoned) -> Workspace {
    let moment = Moment::new(now);
    Workspace { documents: documents::documents(&moment), feeds: measurements::feeds(&moment) }
}
