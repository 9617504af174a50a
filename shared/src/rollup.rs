//! Rolling measurements up over time and teams: [`Rollup`] and [`Cell`].

use crate::Quantity;

/// How the measurements of a KPI become one figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
#[cfg_attr(feature = "viewer", derive(miniserde::Deserialize))]
pub enum Rollup {
    /// Everything added up: leads, revenue.
    #[default]
    #[serde(rename = "sum")]
    Sum,
    /// The newest measurement: open pipeline.
    #[serde(rename = "last")]
    Last,
    /// The mean of the measurements.
    #[serde(rename = "average")]
    Average,
    /// The smallest.
    #[serde(rename = "min")]
    Min,
    /// The largest.
    #[serde(rename = "max")]
    Max,
    /// Σ numerator ÷ Σ denominator: a ratio of sums, never a mean of ratios.
    #[serde(rename = "ratio")]
    Ratio,
}

/// Measurements rolled up: what is kept for a day, and what days add up to.
///
/// What `a` and `b` hold depends on the [`Rollup`] that made the cell:
///
/// | rollup | `a` | `b` |
/// |---|---|---|
/// | sum, average | Σ value | 0 |
/// | ratio | Σ numerator | Σ denominator |
/// | min, max | the extreme | 0 |
/// | last | the newest value | its time, ms since 1970 |
///
/// `a` and `b` are ten-thousandths (but for the time). Cells merge associatively, and commutatively but for measurements
/// of the very same time, of which the later to arrive is the newest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// How many measurements.
    pub count: u32,
    /// See the table above.
    pub a: i64,
    /// See the table above.
    pub b: i64,
}

/// A sum left the range of [`Quantity`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overflow;

impl Rollup {
    /// The cell of one measurement: its `value` (the numerator of a ratio), `denominator` and time `at` in ms.
    #[must_use]
    pub fn cell(self, value: Quantity, denominator: Quantity, at: i64) -> Cell {
        let b = match self {
            Self::Last => at,
            Self::Ratio => denominator.parts(),
            Self::Sum | Self::Average | Self::Min | Self::Max => 0,
        };
        Cell { count: 1, a: value.parts(), b }
    }

    /// Both cells as one; of equal times `right` is the newer.
    ///
    /// # Errors
    /// [`Overflow`] if a sum leaves the range.
    pub fn merge(self, left: Cell, right: Cell) -> Result<Cell, Overflow> {
        if left.count == 0 {
            return Ok(right);
        }
        if right.count == 0 {
            return Ok(left);
        }
        let add = |x: i64, y: i64| x.checked_add(y).ok_or(Overflow);
        let (a, b) = match self {
            Self::Sum | Self::Average | Self::Ratio => (add(left.a, right.a)?, add(left.b, right.b)?),
            Self::Min => (left.a.min(right.a), 0),
            Self::Max => (left.a.max(right.a), 0),
            Self::Last if right.b >= left.b => (right.a, right.b),
            Self::Last => (left.a, left.b),
        };
        Ok(Cell { count: left.count.checked_add(right.count).ok_or(Overflow)?, a, b })
    }

    /// All cells as one.
    ///
    /// # Errors
    /// [`Overflow`] if a sum leaves the range.
    pub fn fold(self, cells: impl IntoIterator<Item = Cell>) -> Result<Cell, Overflow> {
        cells.into_iter().try_fold(Cell::default(), |sum, cell| self.merge(sum, cell))
    }

    /// The figure a cell stands for, in the KPI's unit; `None` without measurements, or for a ratio over 0.
    ///
    /// `percent` scales a ratio to per hundred.
    #[must_use]
    pub fn figure(self, cell: Cell, percent: bool) -> Option<Quantity> {
        if cell.count == 0 {
            return None;
        }
        match self {
            Self::Sum | Self::Min | Self::Max | Self::Last => Some(Quantity::from_parts(cell.a)),
            Self::Average => Quantity::nearest(cell.a as f64 / f64::from(cell.count) / 10_000.0),
            Self::Ratio if cell.b == 0 => None,
            Self::Ratio => Quantity::nearest(cell.a as f64 / cell.b as f64 * if percent { 100.0 } else { 1.0 }),
        }
    }

    /// Whether the figure grows through the period, so that it is compared with the share of the target due by today.
    #[must_use]
    pub fn is_sum(self) -> bool {
        self == Self::Sum
    }
}
