//! Spreadsheets: the targets of a year ([`TargetSheet`]), the figures of a month ([`ValueSheet`]).

use super::TeamView;
use crate::{PeriodUnit, Quantity, Unit};

wire! {
/// Every target of a board's KPIs in a year.
pub struct TargetSheet {
    /// Slug of the board.
    pub board: String,
    /// Name of the board.
    pub name: String,
    /// Id of the year, such as `2026` or `FY27`.
    pub year: String,
    /// Id of the year before.
    pub previous: Option<String>,
    /// Id of the year after.
    pub next: Option<String>,
    /// Its months, its quarters, the year itself.
    pub periods: Vec<SheetPeriod>,
    /// Of each KPI the joint target, then those of its teams.
    pub rows: Vec<TargetRow>,
}

/// A column of the sheet.
pub struct SheetPeriod {
    /// Its id.
    pub id: String,
    /// Its sort.
    pub unit: PeriodUnit,
    /// Whether it is over, so that its targets can only be corrected.
    pub over: bool,
}

/// A row of the sheet.
pub struct TargetRow {
    /// Slug of the KPI.
    pub kpi: String,
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: Unit,
    /// The teams that own it.
    pub owners: Vec<TeamView>,
    /// Whether the targets of its teams add up to the joint one.
    pub adds_up: bool,
    /// The team it is for; null for the joint target.
    pub team: Option<TeamView>,
    /// A cell for each period.
    pub cells: Vec<TargetCell>,
}

/// A target of the sheet.
pub struct TargetCell {
    /// Its newest value; null where there is none.
    pub value: Option<Quantity>,
    /// The revision to change it by; null where there is no target.
    pub revision: Option<u64>,
    /// Who wrote that.
    pub by: Option<String>,
    /// When.
    pub at: Option<String>,
    /// The target of the same period a year before.
    pub last_year: Option<Quantity>,
}

/// The figures of a board's KPIs on each day of a month.
pub struct ValueSheet {
    /// Slug of the board.
    pub board: String,
    /// Name of the board.
    pub name: String,
    /// Id of the month.
    pub month: String,
    /// Id of the month before.
    pub previous: Option<String>,
    /// Id of the month after, if it has begun.
    pub next: Option<String>,
    /// Its days up to today.
    pub days: Vec<String>,
    /// A row for each KPI.
    pub rows: Vec<ValueRow>,
}

/// The figures of a KPI.
pub struct ValueRow {
    /// Slug of the KPI.
    pub kpi: String,
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: Unit,
    /// Whether it is a ratio, typed as numerator and denominator.
    pub is_ratio: bool,
    /// The teams that own it.
    pub owners: Vec<TeamView>,
    /// The systems that send its measurements.
    pub sources: Vec<String>,
    /// Whether the figure of a day that was measured can be typed over.
    pub typeable: bool,
    /// A figure for each day.
    pub days: Vec<DayValue>,
}

/// The figure of a day; all null where nothing was measured.
pub struct DayValue {
    /// The figure.
    pub value: Option<Quantity>,
    /// Of a ratio.
    pub numerator: Option<Quantity>,
    /// Of a ratio.
    pub denominator: Option<Quantity>,
}
}
