//! [`AgendaView`]: a board's next check-in, its records and its open actions, finished.

use super::{PeriodView, TargetVersion, TeamView, TileView};
use crate::formula::{NoVerdict, Status};
use crate::{Quantity, Unit};

wire! {
/// What there is to talk about at a board's next check-in, and what was said at the last.
pub struct AgendaView {
    /// Slug of the board.
    pub board: String,
    /// Name of the board.
    pub name: String,
    /// When these figures were worked out.
    pub as_of: String,
    /// IANA name of the organisation's time zone.
    pub time_zone: String,
    /// Today.
    pub today: String,
    /// Whether the board belongs to the demo workspace.
    pub demo: bool,
    /// The period shown.
    pub period: PeriodView,
    /// When the last check-in was held; null before the first: changes are then counted from the period's first day.
    pub since: Option<String>,
    /// KPIs with another status than then, or still without one: what is worse first.
    pub changed: Vec<PaceChange>,
    /// Targets that changed or were answered since then, or still wait for a team's word, the newest first.
    pub targets: Vec<TargetChange>,
    /// What was won and no record of the board has told of yet, the newest first.
    pub wins: Vec<WinView>,
    /// The board's open actions, the longest due first.
    pub actions: Vec<ActionView>,
    /// The board's goals of this period.
    pub goals: Vec<GoalTopic>,
    /// Everybody who speaks for a team.
    pub people: Vec<PersonView>,
    /// The teams that own something here, for new actions.
    pub teams: Vec<TeamView>,
    /// The next check-in by the board's cadence.
    pub next: Option<NextCheckIn>,
    /// The record asked for, or the last.
    pub record: Option<RecordView>,
    /// Every record, the newest first.
    pub records: Vec<RecordLine>,
}

/// A KPI whose status changed.
pub struct PaceChange {
    /// Its status then; null if it was not on the board.
    pub before: Option<Status>,
    /// Its tile now, without charts.
    pub tile: TileView,
}

/// A target that changed.
pub struct TargetChange {
    /// The new version, of which `before` is the old value.
    pub version: TargetVersion,
    /// Its KPI's tile, without charts.
    pub tile: TileView,
}

/// Something that was won.
pub struct WinView {
    /// What it is known by, for good: the slug of a declared win, `target:{kpi}:{period}` or `goal:{goal}`.
    pub key: String,
    /// What was won.
    pub sort: WinSort,
    /// Title of the win, name of the KPI or the goal.
    pub name: String,
    /// The day it was won.
    pub day: String,
    /// The teams that it is credited to.
    pub teams: Vec<TeamView>,
    /// What else was said about a declared win, as it stands now.
    pub note: Option<String>,
    /// Name of who declared it.
    pub by: Option<String>,
}

/// What a board won.
pub struct WinList {
    /// All wins of its period so far, the newest first.
    pub items: Vec<WinView>,
}

/// A goal to be talked about.
pub struct GoalTopic {
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its attainment, 0 to 1.2; null without any.
    pub attainment: Option<f64>,
    /// The verdict.
    pub status: Status,
    /// Why there is none.
    pub reason: Option<NoVerdict>,
    /// What each owning team last said.
    pub said: Vec<SaidView>,
}

/// How sure a team is.
pub struct SaidView {
    /// The team.
    pub team: TeamView,
    /// What it says; null if nothing.
    pub level: Option<Confidence>,
    /// What it said the time before.
    pub before: Option<Confidence>,
    /// In a record: who of another team wrote it down for it.
    pub noted_by: Option<String>,
}

/// Somebody who may be at a check-in.
pub struct PersonView {
    /// Their slug.
    pub slug: String,
    /// Their name.
    pub name: String,
    /// The teams they speak for.
    pub teams: Vec<TeamView>,
}

/// A check-in to come.
pub struct NextCheckIn {
    /// When it begins.
    pub at: String,
    /// How long it takes.
    pub minutes: u32,
}

/// The check-ins that a cadence makes.
pub struct ComingView {
    /// The next three, the soonest first.
    pub next: Vec<NextCheckIn>,
}

/// An action.
pub struct ActionView {
    /// Its slug.
    pub slug: String,
    /// The revision of its document, to change it by.
    pub revision: u64,
    /// Slug of its board.
    pub board: String,
    /// What will be done.
    pub text: String,
    /// Who does it, as the document says.
    pub owner: String,
    /// Their name.
    pub owner_name: String,
    /// The team it is for.
    pub team: TeamView,
    /// By which day.
    pub due: String,
    /// Days it is overdue; 0 if not.
    pub overdue: u32,
    /// Slug of the goal it helps.
    pub goal: Option<String>,
    /// Whether it is still to be done.
    pub state: ActionState,
    /// The day it was done.
    pub done: Option<String>,
}

/// A check-in in a list.
pub struct RecordLine {
    /// Its slug.
    pub slug: String,
    /// When it was held.
    pub held: String,
    /// Name of who led it.
    pub led_by: Option<String>,
    /// How many were there.
    pub present: u32,
    /// How many could have been.
    pub of: u32,
}

/// A check-in that was held.
pub struct RecordView {
    /// When, and who was there.
    pub line: RecordLine,
    /// What was said about each goal.
    pub goals: Vec<GoalRecord>,
    /// What was agreed, as it stands now.
    pub actions: Vec<ActionView>,
    /// What was won until then.
    pub wins: Vec<WinView>,
    /// How each KPI stood then.
    pub kpis: Vec<KpiRecord>,
}

/// What was said about a goal.
pub struct GoalRecord {
    /// Its name then.
    pub name: String,
    /// Its status then.
    pub status: Status,
    /// What each team said, in the order of the goal's owners.
    pub said: Vec<SaidView>,
    /// What is to be remembered.
    pub note: Option<String>,
}

/// How a KPI stood.
pub struct KpiRecord {
    /// Its name then.
    pub name: String,
    /// Its unit; null if the KPI is gone.
    pub unit: Option<Unit>,
    /// Its figure then.
    pub value: Option<Quantity>,
    /// Its target then.
    pub target: Option<Quantity>,
    /// Its status then.
    pub status: Status,
}

/// What people said about a goal, check-in by check-in.
pub struct TalkView {
    /// When each check-in was held, the oldest first.
    pub held: Vec<String>,
    /// What each team said.
    pub lines: Vec<ConfidenceLine>,
    /// The last note.
    pub note: Option<NoteView>,
    /// Its open actions.
    pub actions: Vec<ActionView>,
}

/// What a team said, check-in by check-in.
pub struct ConfidenceLine {
    /// The team.
    pub team: TeamView,
    /// One a check-in; null where it said nothing.
    pub levels: Vec<Option<Confidence>>,
}

/// A note of a check-in.
pub struct NoteView {
    /// What it says.
    pub text: String,
    /// When the check-in was held.
    pub held: String,
    /// Name of who led it.
    pub led_by: Option<String>,
}
}

/// How sure people are that a goal will be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
#[cfg_attr(feature = "viewer", derive(miniserde::Deserialize))]
pub enum Confidence {
    /// Hardly.
    #[serde(rename = "low")]
    Low,
    /// Perhaps.
    #[serde(rename = "medium")]
    Medium,
    /// Quite.
    #[serde(rename = "high")]
    High,
}

/// What was won.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
#[cfg_attr(feature = "viewer", derive(miniserde::Deserialize))]
pub enum WinSort {
    /// What somebody declared.
    #[serde(rename = "declared")]
    Declared,
    /// The target of a KPI.
    #[serde(rename = "target")]
    Target,
    /// A goal, with every key result.
    #[serde(rename = "goal")]
    Goal,
}

/// Whether an action is still to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
#[cfg_attr(feature = "viewer", derive(miniserde::Deserialize))]
pub enum ActionState {
    /// Still to be done.
    #[serde(rename = "open")]
    Open,
    /// Done.
    #[serde(rename = "done")]
    Done,
    /// Given up.
    #[serde(rename = "dropped")]
    Dropped,
}
