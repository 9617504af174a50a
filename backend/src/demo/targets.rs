//! The targets of the invented company, version by version.

use super::moment::{Moment, Quarter};
use super::table::{Good, Row};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use tandem_shared::Quantity;
use tandem_shared::document::{Curve, Target};

/// How many quarters have targets.
pub(super) const QUARTERS: i32 = 3;

/// A target that was changed while its quarter ran.
struct Change {
    kpi: &'static str,
    /// Days after the first of the quarter.
    day: i32,
    value: f64,
    author: &'static str,
    reason: &'static str,
}

#[rustfmt::skip]
const CHANGES: [Change; 2] = [
    Change { kpi: "leads", day: 11, value: 2100.0, author: "Priya", reason: "A second person answers leads from today." },
    Change { kpi: "revenue", day: 18, value: 6.0e6, author: "Jonas", reason: "Two more sellers have started, and the second campaign was brought forward." },
];

/// KPIs of which half is due in the last month of the quarter.
const LATE: [&str; 1] = ["expansion-revenue"];

/// A version of the target of one KPI and quarter.
pub(super) struct Version {
    pub(super) target: Target,
    pub(super) at: Timestamp,
    pub(super) author: &'static str,
    pub(super) reason: &'static str,
}

impl Version {
    /// The other side's word on it, the day after: whose, by whom and when.
    pub(super) fn word(&self) -> (&'static str, &'static str, Timestamp) {
        let (team, by) = other_side(self.author);
        (team, by, self.at.saturating_add(24.hours()).unwrap_or(self.at))
    }
}

/// The team that is asked about what somebody agreed on, and who speaks for it.
fn other_side(author: &str) -> (&'static str, &'static str) {
    if matches!(author, "Priya" | "Jonas") { ("marketing", "Lea") } else { ("sales", "Jonas") }
}

/// The versions of a KPI's target of a quarter written by now, oldest first. A range is its own target.
pub(super) fn versions(row: &Row, moment: &Moment, quarter: Quarter) -> Vec<Version> {
    let Some(aim) = row.aim.filter(|_| !matches!(row.good, Good::Within(..))) else { return Vec::new() };
    let Some(value) = usize::try_from(2 - quarter.back).ok().and_then(|index| aim.targets.get(index)) else {
        return Vec::new();
    };
    let author = match row.owners {
        ["sales"] => "Priya",
        ["marketing"] => "Lea",
        _ => "Ben",
    };
    let reason = match quarter.back {
        0 => "New quarter, as agreed in the yearly plan.",
        1 => "Agreed by both teams at the quarterly planning.",
        _ => "First target for this KPI.",
    };
    let agreed = quarter.first.saturating_sub(3.days());
    let target = |value, from: Date, author| Target {
        value: Quantity::nearest(value).unwrap_or_default(),
        team: None,
        from: Some(from.to_string()),
        curve: LATE
            .contains(&row.slug)
            .then(|| Curve::Weights([1, 1, 2].map(|n| Quantity::from_parts(n * 10_000)).to_vec())),
        correction: false,
        asked: vec![other_side(author).0.to_owned()],
    };
    let first = Version { target: target(*value, quarter.first, author), at: moment.at(agreed, 8, 0), author, reason };
    let later = CHANGES.iter().filter(|change| quarter.back == 0 && change.kpi == row.slug).map(|change| {
        let from = quarter.first.saturating_add(change.day.days());
        let (author, reason) = (change.author, change.reason);
        Version { target: target(change.value, from, author), at: moment.at(from, 14, 2), author, reason }
    });
    std::iter::once(first).chain(later).filter(|version| version.at <= moment.now.timestamp()).collect()
}
