//! [`TileView`]: a KPI on a board, and what is drawn of it.

use super::TeamView;
use crate::formula::{ChangeAs, Forecast, NoVerdict, Range, Status};
use crate::{Direction, Quantity, Rollup, Unit};

wire! {
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
