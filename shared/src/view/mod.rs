//! [`BoardView`]: a board, finished. The server computes it, every browser draws it.
//!
//! Plain structs and unit enums only, so that the browser can read them with the smallest reader there is.
//! Dates are `YYYY-MM-DD`, spans half-open, times RFC 3339, shares 0 to 1.

use crate::formula::{ChangeAs, Forecast, NoVerdict, Range, Status};
use crate::{Direction, Elapsed, PeriodUnit, Quantity, Rollup, Unit};

/// Gives a struct its wire derives: written by the server, read by the viewer.
macro_rules! wire {
    ($($(#[$meta:meta])* pub struct $name:ident { $($body:tt)* })*) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        #[cfg_attr(feature = "server", derive(serde::Serialize, utoipa::ToSchema))]
        #[cfg_attr(feature = "viewer", derive(miniserde::Deserialize))]
        pub struct $name { $($body)* }
    )*};
}

mod goals;
mod meeting;
mod sheet;
mod wall;

pub use goals::{GoalView, GoalsView, KeyResultView, PartOf};
pub use meeting::{
    ActionState, ActionView, AgendaView, ComingView, Confidence, ConfidenceLine, GoalRecord, GoalTopic, KpiRecord,
    NextCheckIn, NoteView, PaceChange, PersonView, RecordLine, RecordView, SaidView, TalkView, TargetChange, WinList,
    WinSort, WinView,
};
pub use sheet::{DayValue, SheetPeriod, TargetCell, TargetRow, TargetSheet, ValueRow, ValueSheet};
pub use wall::{WallGoal, WallPlan, WallTurn, WallWindow};

wire! {
/// Who is looking, for the pages that offer what they may do.
pub struct Me {
    /// Their name; null for somebody without an account, at this machine.
    pub name: Option<String>,
    /// Slug of the person; null for tokens.
    pub person: Option<String>,
    /// What they may do.
    pub may: MeMay,
    /// The teams a lead speaks for.
    pub teams: Vec<TeamView>,
    /// Whether there are accounts at all; without, nobody can sign in yet.
    pub accounts: bool,
}

/// A board with every figure of one period.
pub struct BoardView {
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Grows with every change of the view; the `ETag`, and the `id` of live frames.
    pub revision: u64,
    /// Since when these figures stand: the last change of the view.
    pub as_of: String,
    /// IANA name of the organisation's time zone.
    pub time_zone: String,
    /// Whether it belongs to the demo workspace.
    pub demo: bool,
    /// The period shown.
    pub period: PeriodView,
    /// Its sections, in order.
    pub sections: Vec<SectionView>,
    /// Its open actions, the longest due first.
    pub actions: Vec<ActionView>,
}

/// The period of a board and how much of it is gone.
pub struct PeriodView {
    /// Its id, such as `2026-Q4`.
    pub id: String,
    /// How people write it, such as `Q4 2026`; a month is left to the reader's language.
    pub label: String,
    /// Its sort.
    pub unit: PeriodUnit,
    /// First day.
    pub from: String,
    /// Day after the last.
    pub to: String,
    /// Today's number in the period, from 1; 0 before it, `days` after it.
    pub day: u32,
    /// Days in the period.
    pub days: u32,
    /// Share of the calendar days gone.
    pub elapsed: f64,
    /// Id of the period before.
    pub previous: Option<String>,
    /// Id of the period after, if it has begun.
    pub next: Option<String>,
    /// Where its months (of a year or quarter) or weeks (of a month) begin.
    pub marks: Vec<Mark>,
    /// Where its weeks begin, as shares.
    pub weeks: Vec<f64>,
}

/// A named day on the ruler.
pub struct Mark {
    /// The day.
    pub date: String,
    /// Share of the period before it.
    pub share: f64,
}

/// A titled row of tiles.
pub struct SectionView {
    /// Its title; may be empty.
    pub title: String,
    /// Its tiles, in order.
    pub tiles: Vec<TileView>,
}

/// A tile. Which fields are filled depends on `kind`: a pair holds two KPI tiles, a contribution is a KPI tile with
/// parts and a path.
pub struct TileView {
    /// What it is.
    pub kind: TileKind,
    /// Its number on the board, counted in reading order through pairs: the address of a patch. 0 for a pair itself.
    pub number: u32,
    /// The KPI's slug.
    pub kpi: Option<String>,
    /// The KPI's name.
    pub name: Option<String>,
    /// What the KPI counts, in plain words.
    pub description: Option<String>,
    /// The teams that own it.
    pub owners: Vec<TeamView>,
    /// Its unit.
    pub unit: Option<Unit>,
    /// Which way is good.
    pub direction: Direction,
    /// How it rolls up.
    pub rollup: Rollup,
    /// Good range, if it is best within one.
    pub range: Option<Range>,
    /// The figure of the period so far.
    pub value: Option<Quantity>,
    /// Of a ratio: its numerator.
    pub numerator: Option<Quantity>,
    /// Of a ratio: its denominator.
    pub denominator: Option<Quantity>,
    /// The target in force.
    pub target: Option<Quantity>,
    /// Names of the teams whose word on the newest version of the target is awaited.
    pub waits_for: Vec<String>,
    /// Names of the teams that object to it.
    pub objectors: Vec<String>,
    /// Where the figure should be today.
    pub expected: Option<Quantity>,
    /// Actual against expected, above 1 is better; null without a verdict.
    pub pace: Option<f64>,
    /// The verdict.
    pub status: Status,
    /// Why there is none.
    pub reason: Option<NoVerdict>,
    /// Whether amounts of money are withheld: all its figures are then in per cent of the target.
    pub withheld: bool,
    /// Tolerance of the verdict, in per cent.
    pub tolerance: Option<Quantity>,
    /// The day on which the target was reached.
    pub reached: Option<String>,
    /// Where a sum will end.
    pub forecast: Option<Forecast>,
    /// Against the same share of the period before.
    pub previous: Option<DeltaView>,
    /// Against the same share of the same period a year ago.
    pub year_ago: Option<DeltaView>,
    /// Where the newest measurement came from.
    pub source: Option<String>,
    /// Whether a person typed it.
    pub typed: bool,
    /// Whether the figure may be typed over: its period runs, and no live source would contradict.
    pub typeable: bool,
    /// When the newest measurement was true.
    pub measured_at: Option<String>,
    /// Whether that is too long ago.
    pub stale: bool,
    /// The last 13 weeks.
    pub spark: Option<SparkView>,
    /// Of a pair: how many.
    #[cfg_attr(feature = "server", schema(no_recursion))]
    pub quantity: Option<Box<TileView>>,
    /// Of a pair: how good.
    #[cfg_attr(feature = "server", schema(no_recursion))]
    pub quality: Option<Box<TileView>>,
    /// Of a contribution: who brought what; with what is left, they sum to the value exactly.
    pub parts: Vec<PartView>,
    /// Of a contribution: the way through the period.
    pub path: Option<PathView>,
}

/// A team, as a chip.
pub struct TeamView {
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its side.
    pub side: Side,
}

/// A change against an earlier figure.
pub struct DeltaView {
    /// Id of the earlier period.
    pub period: String,
    /// Its label.
    pub label: String,
    /// Its figure at the same share.
    pub value: Quantity,
    /// The change.
    pub by: Quantity,
    /// What the change is counted in.
    pub said_as: ChangeAs,
}

/// Weekly figures and the weekly target beside them.
pub struct SparkView {
    /// First day of the first week.
    pub from: String,
    /// One figure a week, oldest first; null where nothing was measured. The last week may be under way: of a sum, then,
    /// the 7 days up to today.
    pub points: Vec<Option<Quantity>>,
    /// The target of each week.
    pub targets: Vec<Option<Quantity>>,
    /// When the target last changed within these weeks.
    pub changed: Option<StepView>,
    /// What was noted about these weeks, in order of the days.
    pub comments: Vec<CommentView>,
}

/// What somebody noted about a KPI on a day.
pub struct CommentView {
    /// Its slug.
    pub slug: String,
    /// Its revision.
    pub revision: u64,
    /// The day.
    pub date: String,
    /// Where its middle lies on the chart, 0 to 1.
    pub share: f64,
    /// What was noted.
    pub text: String,
    /// The name of who wrote it.
    pub by: String,
    /// Their slug, if they are a person.
    pub person: Option<String>,
}

/// A moment on a chart.
pub struct StepView {
    /// The day.
    pub date: String,
    /// Where it lies on the chart.
    pub share: f64,
    /// The target from then on.
    pub target: Quantity,
}

/// A share of a contribution.
pub struct PartView {
    /// Its KPI; null for what is not attributed.
    pub kpi: Option<String>,
    /// Its name.
    pub name: String,
    /// Whose it is.
    pub side: PartSide,
    /// How much.
    pub value: Quantity,
}

/// A sum's way through its period.
pub struct PathView {
    /// The running sum at the end of each day so far, from the period's first day.
    pub points: Vec<Quantity>,
    /// The share of the target due at the end of each day of the period, for a target with a curve of its own or
    /// working days; empty for a straight line.
    pub plan: Vec<f64>,
    /// The target's versions, in order of their dates.
    pub targets: Vec<StepView>,
}
}

/// What somebody may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, utoipa::ToSchema))]
#[cfg_attr(feature = "viewer", derive(miniserde::Deserialize))]
pub enum MeMay {
    /// Read.
    #[serde(rename = "read")]
    Read,
    /// Also edit what their teams own, and what is joint.
    #[serde(rename = "lead")]
    Lead,
    /// Everything.
    #[serde(rename = "everything")]
    Everything,
}

impl Me {
    /// Whether they may edit what is joint, such as a board.
    #[must_use]
    pub fn edits(&self) -> bool {
        self.may != MeMay::Read
    }

    /// Whether they may edit what these teams own.
    #[must_use]
    pub fn edits_of(&self, owners: &[TeamView]) -> bool {
        match self.may {
            MeMay::Read => false,
            MeMay::Lead => self.teams.iter().any(|team| owners.iter().any(|owner| owner.slug == team.slug)),
            MeMay::Everything => true,
        }
    }
}

/// The sorts of tiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, utoipa::ToSchema))]
#[cfg_attr(feature = "viewer", derive(miniserde::Deserialize))]
pub enum TileKind {
    /// One KPI.
    #[serde(rename = "kpi")]
    Kpi,
    /// A quantity beside its quality.
    #[serde(rename = "pair")]
    Pair,
    /// A sum and who contributed what.
    #[serde(rename = "contribution")]
    Contribution,
}

/// The side a team is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
#[cfg_attr(feature = "viewer", derive(miniserde::Deserialize))]
pub enum Side {
    /// Sells.
    #[serde(rename = "sales")]
    Sales,
    /// Markets.
    #[serde(rename = "marketing")]
    Marketing,
    /// Anything else.
    #[serde(rename = "other")]
    Other,
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

/// Whose a part of a contribution is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, utoipa::ToSchema))]
#[cfg_attr(feature = "viewer", derive(miniserde::Deserialize))]
pub enum PartSide {
    /// One sales team's or several'.
    #[serde(rename = "sales")]
    Sales,
    /// Owned by both sides.
    #[serde(rename = "both")]
    Both,
    /// One marketing team's or several'.
    #[serde(rename = "marketing")]
    Marketing,
    /// Another team's.
    #[serde(rename = "other")]
    Other,
    /// What the parts leave of the whole.
    #[serde(rename = "not_attributed")]
    NotAttributed,
}

wire! {
/// A live frame: the tiles of a board that changed, and the board's revision after it.
pub struct BoardPatch {
    /// The board.
    pub board: String,
    /// The revision this patch leads to.
    pub revision: u64,
    /// The revision it applies to; a viewer at another one fetches the board.
    pub follows: u64,
    /// When these figures were true.
    pub as_of: String,
    /// The changed KPI tiles and contributions; pairs never, their two tiles are addressed one by one.
    pub tiles: Vec<TileView>,
}

/// A board on the home page.
pub struct BoardCard {
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Whether it belongs to the demo workspace.
    pub demo: bool,
    /// The period shown.
    pub period: PeriodView,
    /// Its first tile, without charts.
    pub headline: Option<TileView>,
    /// Every KPI tile but the headline, without charts.
    pub tiles: Vec<TileView>,
}

/// The boards of the organisation.
pub struct BoardCards {
    /// One card a board, by name.
    pub items: Vec<BoardCard>,
    /// Cursor of the next page; null on the last.
    pub next: Option<String>,
}

/// The templates for boards.
pub struct TemplateViews {
    /// One after the other.
    pub items: Vec<TemplateView>,
    /// Cursor of the next page; null on the last.
    pub next: Option<String>,
}

/// A template for a board.
pub struct TemplateView {
    /// Its name in addresses.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// What its board is for.
    pub about: String,
}

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
