//! The roll-ups an open entry of the change log has touched: read once, written once.

use crate::store::{Day, DocumentNo, TouchedCell};
use rusqlite::{Connection, OptionalExtension, Statement, params};
use std::collections::HashMap;
use tandem_shared::{Cell, Overflow, Rollup};

/// Where a cell is: KPI, team, day.
pub(super) type Place = (DocumentNo, DocumentNo, Day);

/// Why a measurement was not rolled up.
pub(super) enum CellError {
    /// A sum would leave the range.
    Overflow,
    /// The database failed.
    Database(rusqlite::Error),
}

impl From<Overflow> for CellError {
    fn from(Overflow: Overflow) -> Self {
        Self::Overflow
    }
}

impl From<rusqlite::Error> for CellError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(error)
    }
}

/// Roll-ups between the database and their next values.
pub(super) struct Cells<'db> {
    read: Statement<'db>,
    write: Statement<'db>,
    remove: Statement<'db>,
    read_reach: Statement<'db>,
    touched: HashMap<Place, Cell>,
    /// Σ |a| and Σ |b| of each KPI of which sums are made: while they fit, every sum over any days and teams does.
    reach: HashMap<DocumentNo, [i128; 2]>,
    /// What the command at work changed, and whether it was the first to touch it.
    undo: Vec<(Place, Rollup, Cell, bool)>,
}

impl<'db> Cells<'db> {
    pub(super) fn new(db: &'db Connection) -> rusqlite::Result<Self> {
        Ok(Self {
            read: db.prepare("SELECT count, a, b FROM cells WHERE kpi = ? AND team = ? AND day = ?")?,
            write: db.prepare(
                "INSERT INTO cells (kpi, team, day, count, a, b) VALUES (?, ?, ?, ?, ?, ?)
                 ON CONFLICT DO UPDATE SET count = excluded.count, a = excluded.a, b = excluded.b",
            )?,
            remove: db.prepare("DELETE FROM cells WHERE kpi = ? AND team = ? AND day = ?")?,
            read_reach: db.prepare("SELECT a, b FROM cells WHERE kpi = ?")?,
            touched: HashMap::new(),
            reach: HashMap::new(),
            undo: Vec::new(),
        })
    }

    /// The cell as it stands, empty if there is none.
    pub(super) fn get(&mut self, place: Place) -> rusqlite::Result<Cell> {
        if let Some(cell) = self.touched.get(&place) {
            return Ok(*cell);
        }
        let (kpi, team, day) = place;
        let cell = self
            .read
            .query_row(params![kpi, team, day], |row| Ok(Cell { count: row.get(0)?, a: row.get(1)?, b: row.get(2)? }))
            .optional()?;
        Ok(cell.unwrap_or_default())
    }

    /// Replaces `from`, what [`Cells::get`] gave, by `to`, unless sums of the KPI might then overflow.
    pub(super) fn put(&mut self, place: Place, rollup: Rollup, from: Cell, to: Cell) -> Result<(), CellError> {
        if sums(rollup) {
            let reach = match self.reach.get(&place.0) {
                Some(reach) => *reach,
                None => self.read_reach(place.0)?,
            };
            let next = moved(reach, from, to);
            if next.iter().any(|sum| *sum > i128::from(i64::MAX)) {
                return Err(CellError::Overflow);
            }
            self.reach.insert(place.0, next);
        }
        let first = self.touched.insert(place, to).is_none();
        self.undo.push((place, rollup, from, first));
        Ok(())
    }

    /// The command succeeded: what it replaced need not come back.
    pub(super) fn keep(&mut self) {
        self.undo.clear();
    }

    /// Everything as it was before the command at work.
    pub(super) fn undo(&mut self) {
        for (place, rollup, from, first) in self.undo.drain(..).rev() {
            let to = self.touched.insert(place, from).unwrap_or_default();
            if first {
                self.touched.remove(&place);
            }
            if sums(rollup)
                && let Some(reach) = self.reach.get_mut(&place.0)
            {
                *reach = moved(*reach, to, from);
            }
        }
    }

    /// Everything as it is in the database.
    pub(super) fn reset(&mut self) {
        self.touched.clear();
        self.reach.clear();
        self.undo.clear();
    }

    /// Writes what was touched, sorted.
    pub(super) fn flush(&mut self) -> rusqlite::Result<Vec<TouchedCell>> {
        let mut cells: Vec<_> =
            self.touched.drain().map(|((kpi, team, day), cell)| TouchedCell { kpi, team, day, cell }).collect();
        cells.sort_unstable_by_key(|touched| (touched.kpi, touched.team, touched.day));
        for TouchedCell { kpi, team, day, cell } in &cells {
            if cell.count == 0 {
                self.remove.execute(params![kpi, team, day])?;
            } else {
                self.write.execute(params![kpi, team, day, cell.count, cell.a, cell.b])?;
            }
        }
        Ok(cells)
    }

    fn read_reach(&mut self, kpi: DocumentNo) -> rusqlite::Result<[i128; 2]> {
        let mut rows = self.read_reach.query([kpi])?;
        let mut reach = [0; 2];
        while let Some(row) = rows.next()? {
            reach = moved(reach, Cell::default(), Cell { count: 1, a: row.get(0)?, b: row.get(1)? });
        }
        Ok(reach)
    }
}

fn moved([a, b]: [i128; 2], from: Cell, to: Cell) -> [i128; 2] {
    let size = |part: i64| i128::from(part.unsigned_abs());
    [a + size(to.a) - size(from.a), b + size(to.b) - size(from.b)]
}

/// Whether cells of it are added up.
fn sums(rollup: Rollup) -> bool {
    matches!(rollup, Rollup::Sum | Rollup::Average | Rollup::Ratio)
}

/// The cell without one of its measurements; `None` if only the others can tell.
pub(super) fn without(rollup: Rollup, cell: Cell, gone: Cell) -> Option<Result<Cell, Overflow>> {
    let count = cell.count.saturating_sub(gone.count);
    if count == 0 {
        return Some(Ok(Cell::default()));
    }
    match rollup {
        Rollup::Sum | Rollup::Average | Rollup::Ratio => {
            let rest = cell.a.checked_sub(gone.a).zip(cell.b.checked_sub(gone.b));
            Some(rest.map(|(a, b)| Cell { count, a, b }).ok_or(Overflow))
        }
        Rollup::Min | Rollup::Max => (gone.a != cell.a).then_some(Ok(Cell { count, ..cell })),
        Rollup::Last => (gone.b < cell.b).then_some(Ok(Cell { count, ..cell })),
    }
}
