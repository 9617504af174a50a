//! [`GoalsView`]: the goals beside a board, finished.

use super::{NextCheckIn, PeriodView, TalkView, TeamView, TileView};
use crate::Quantity;
use crate::formula::{NoVerdict, Status};

wire! {
/// The goals beside a board that touch one period.
pub struct GoalsView {
    /// Slug of the board.
    pub board: String,
    /// Name of the board.
    pub name: String,
    /// When these figures were worked out.
    pub as_of: String,
    /// Whether the board belongs to the demo workspace.
    pub demo: bool,
    /// The period shown.
    pub period: PeriodView,
    /// Ids of the periods that a new goal is likely for: the one shown, the one after, and their years.
    pub periods: Vec<String>,
    /// The goals, in the board's order.
    pub goals: Vec<GoalView>,
    /// The board's next check-in.
    pub next: Option<NextCheckIn>,
    /// How many of the board's actions are overdue.
    pub overdue: u32,
}

/// A goal with every figure of its own period.
pub struct GoalView {
    /// Its slug.
    pub slug: String,
    /// The revision of its document, to change it by.
    pub revision: u64,
    /// Its name.
    pub name: String,
    /// Id of its period.
    pub period: String,
    /// Share of its period gone, by calendar days.
    pub elapsed: f64,
    /// Whether its period is over.
    pub over: bool,
    /// The teams that own it.
    pub owners: Vec<TeamView>,
    /// The goal it is part of, while that one is in force.
    pub part_of: Option<PartOf>,
    /// What else there is to say about it.
    pub note: Option<String>,
    /// Weighted mean of its key results' attainments, 0 to 1.2; null without any.
    pub attainment: Option<f64>,
    /// How much of the weight that mean rests on, 0 to 1.
    pub weighed: f64,
    /// The verdict.
    pub status: Status,
    /// Why there is none.
    pub reason: Option<NoVerdict>,
    /// Weighted mean of its key results' progresses, 0 to 1: its score at the end; null without any.
    pub score: Option<f64>,
    /// Its key results, in order.
    pub key_results: Vec<KeyResultView>,
    /// What people say about it.
    pub talk: TalkView,
}

/// The goal another is part of.
pub struct PartOf {
    /// Its slug.
    pub goal: String,
    /// Its name.
    pub name: String,
    /// Id of its period.
    pub period: String,
    /// Slug of a board that shows it.
    pub board: Option<String>,
}

/// A key result.
pub struct KeyResultView {
    /// Its name.
    pub name: String,
    /// Its weight as it was written.
    pub weight: Quantity,
    /// Its share of all weights, 0 to 1.
    pub share: f64,
    /// Kept by hand: where it began; null where a KPI measures it.
    pub start: Option<Quantity>,
    /// Share of the way to the target that is done, 0 to 1.
    pub progress: Option<f64>,
    /// Its pace, 0 to 1.2; null without a verdict.
    pub attainment: Option<f64>,
    /// Measured by a KPI that was archived: the figures go on as long as somebody sends them.
    pub archived: bool,
    /// Slug of a board that shows the KPI.
    pub board: Option<String>,
    /// Its figures and verdict; `kpi` and its name where a KPI measures it.
    pub tile: TileView,
}
}
