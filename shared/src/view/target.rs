//! [`TargetVersion`]: what was agreed on, what teams say to it, and what a change would mean.

use super::TeamView;
use crate::formula::{NoVerdict, Status};
use crate::{Elapsed, Quantity};

wire! {
/// The versions of a KPI's targets.
pub struct TargetVersions {
    /// Newest first.
    pub items: Vec<TargetVersion>,
    /// Cursor of the next page; null on the last.
    pub next: Option<String>,
}

/// A version of a target.
pub struct TargetVersion {
    /// The period it is for.
    pub period: String,
    /// The team it is for; null for the joint target.
    pub team: Option<String>,
    /// Its value; null where the target was taken back.
    pub value: Option<Quantity>,
    /// The value before; null for the first.
    pub before: Option<Quantity>,
    /// The weights by which it falls due; empty for an even one. The next version has none unless it says them again.
    pub curve: Vec<Quantity>,
    /// The days by which it counts; null for those of its KPI.
    pub counts_by: Option<Elapsed>,
    /// The day from which it counts.
    pub from: String,
    /// When it was written.
    pub at: String,
    /// Who wrote it.
    pub by: String,
    /// The teams they speak for.
    pub teams: Vec<TeamView>,
    /// Why.
    pub reason: String,
    /// Its number, from 1.
    pub revision: u64,
    /// Whether no newer version replaced it.
    pub is_newest: bool,
    /// Whether it was written after its period was over.
    pub correction: bool,
    /// What other teams say to it.
    pub acknowledgements: Vec<AcknowledgementView>,
    /// The teams whose word is still awaited; none once there is a newer version.
    pub waits_for: Vec<TeamView>,
}

/// A team's word on a version of a target.
pub struct AcknowledgementView {
    /// The team.
    pub team: TeamView,
    /// What it says.
    pub verdict: Verdict,
    /// Why; an objection always says so.
    pub reason: Option<String>,
    /// Who spoke for it.
    pub by: String,
    /// When.
    pub at: String,
}

/// What changing a target would do, worked out before it is written.
pub struct TargetPreview {
    /// The target as it stands, with its author and reason; null if there never was one.
    pub last: Option<TargetVersion>,
    /// First day of the period.
    pub from: String,
    /// Day after its last.
    pub to: String,
    /// Id of the period before.
    pub previous: Option<String>,
    /// Id of the period after.
    pub next: Option<String>,
    /// The day from which a new version counts unless it says otherwise.
    pub counts_from: String,
    /// Whether the period is over, so that only a correction can change the target.
    pub over: bool,
    /// The teams that would be asked to acknowledge it.
    pub asked: Vec<TeamView>,
    /// The days by which it counts if it does not say so itself: its KPI's.
    pub counts_by: Elapsed,
    /// As it would be: the share due at the end of each day of the period; empty for a level, which is due at once.
    pub plan: Vec<f64>,
    /// Share of the period's days gone, today included.
    pub today: f64,
    /// The teams that can have a part of it: the KPI's owners if there are several, and whoever has one.
    pub teams: Vec<TeamTarget>,
    /// As it would be, of a sum: what the teams' targets add up to; null if no team has one.
    pub together: Option<Quantity>,
    /// As it would be: what the joint target has more than that; below 0 the teams promise more than it.
    pub gap: Option<Quantity>,
    /// As it is.
    pub before: OutlookView,
    /// As it would be.
    pub after: OutlookView,
}

/// A team's part of a target.
pub struct TeamTarget {
    /// The team.
    pub team: TeamView,
    /// Its target as it stands; null if it has none.
    pub value: Option<Quantity>,
}

/// What a target asks for by today, and the verdict by it.
pub struct OutlookView {
    /// Where the figure should be today.
    pub expected: Option<Quantity>,
    /// The verdict.
    pub status: Status,
    /// Why there is none.
    pub reason: Option<NoVerdict>,
}
}

/// A team's word on a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
#[cfg_attr(feature = "viewer", derive(miniserde::Deserialize))]
pub enum Verdict {
    /// Seen, and no objection.
    #[serde(rename = "acknowledged")]
    Acknowledged,
    /// Seen, and not agreed to; the target counts nevertheless.
    #[serde(rename = "objected")]
    Objected,
}
