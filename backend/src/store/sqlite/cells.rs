//! The roll-ups an open entry of the change log has touched: read once, written once.

use super::rows;
use crate::store::{Day, DocumentNo, TouchedCell};
use rusqlite::{Connection, OptionalExtension, Statement, params};
use std::collections::HashMap;
use tandem_shared::{Cell, Overflow, Rollup};

/// Most committed cells kept at hand between groups.
const KNOWN_MAX: usize = 16 * 1024;

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

/// Σ |a| and Σ |b| of a KPI: while they fit the range, every sum over any days and teams does.
type Reach = [i128; 2];

/// Roll-ups between the database and their next values.
pub(super) struct Cells<'db> {
    db: &'db Connection,
    read: Statement<'db>,
    write: Statement<'db>,
    remove: Statement<'db>,
    touched: HashMap<Place, Cell>,
    /// Written, but not yet committed.
    written: HashMap<Place, Cell>,
    /// As committed, of the days written lately: most measurements are of today, again and again.
    known: HashMap<Place, Cell>,
    /// Of every KPI, as committed; unknown until first needed.
    reach: Option<HashMap<DocumentNo, Reach>>,
    /// Of the KPIs touched since.
    next_reach: HashMap<DocumentNo, Reach>,
    /// What the command at work changed, and whether it was the first to touch it.
    undo: Vec<(Place, Rollup, Cell, bool)>,
}

impl<'db> Cells<'db> {
    pub(super) fn new(db: &'db Connection) -> rusqlite::Result<Self> {
        Ok(Self {
            db,
            read: db.prepare("SELECT count, a, b FROM cells WHERE day = ? AND kpi = ? AND team = ?")?,
            write: db.prepare(
                "INSERT INTO cells (kpi, team, day, count, a, b) VALUES (?, ?, ?, ?, ?, ?)
                 ON CONFLICT DO UPDATE SET count = excluded.count, a = excluded.a, b = excluded.b",
            )?,
            remove: db.prepare("DELETE FROM cells WHERE day = ? AND kpi = ? AND team = ?")?,
            touched: HashMap::new(),
            written: HashMap::new(),
            known: HashMap::new(),
            reach: None,
            next_reach: HashMap::new(),
            undo: Vec::new(),
        })
    }

    /// The cell as it stands, empty if there is none.
    pub(super) fn get(&mut self, place: Place) -> rusqlite::Result<Cell> {
        let at_hand = [&self.touched, &self.written, &self.known].into_iter().find_map(|cells| cells.get(&place));
        if let Some(cell) = at_hand {
            return Ok(*cell);
        }
        let (kpi, team, day) = place;
        let cell = self
            .read
            .query_row(params![day, kpi, team], |row| Ok(Cell { count: row.get(0)?, a: row.get(1)?, b: row.get(2)? }))
            .optional()?;
        Ok(cell.unwrap_or_default())
    }

    /// Replaces `from`, what [`Cells::get`] gave, by `to`, unless sums of the KPI might then overflow.
    pub(super) fn put(&mut self, place: Place, rollup: Rollup, from: Cell, to: Cell) -> Result<(), CellError> {
        if sums(rollup) {
            let next = moved(self.reach(place.0)?, from, to);
            if next.iter().any(|sum| *sum > i128::from(i64::MAX)) {
                return Err(CellError::Overflow);
            }
            self.next_reach.insert(place.0, next);
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
                && let Some(reach) = self.next_reach.get_mut(&place.0)
            {
                *reach = moved(*reach, to, from);
            }
        }
    }

    /// The transaction was rolled back.
    pub(super) fn reset(&mut self) {
        self.touched.clear();
        self.written.clear();
        self.next_reach.clear();
        self.undo.clear();
    }

    /// The transaction was committed.
    pub(super) fn settle(&mut self) {
        if let Some(reach) = &mut self.reach {
            reach.extend(self.next_reach.drain());
        }
        if self.known.len() + self.written.len() > KNOWN_MAX {
            (self.known, self.written) = Default::default();
        }
        self.known.extend(self.written.drain());
    }

    /// Every cell of the KPI will be removed.
    pub(super) fn forget(&mut self, kpi: DocumentNo) -> rusqlite::Result<()> {
        // What is committed must be known before it is gone: the removal may be rolled back.
        self.reach(kpi)?;
        self.next_reach.insert(kpi, Reach::default());
        self.known.retain(|place, _| place.0 != kpi);
        self.written.retain(|place, _| place.0 != kpi);
        Ok(())
    }

    /// Takes note of every cell there is, so that they need not be read again.
    pub(super) fn know(&mut self, cells: &[TouchedCell]) {
        let mut reach = HashMap::new();
        for touched in cells {
            let sum = reach.entry(touched.kpi).or_default();
            *sum = moved(*sum, Cell::default(), touched.cell);
        }
        self.reach = Some(reach);
    }

    /// Writes what was touched.
    pub(super) fn flush(&mut self) -> rusqlite::Result<Vec<TouchedCell>> {
        let mut cells: Vec<_> =
            self.touched.drain().map(|((kpi, team, day), cell)| TouchedCell { kpi, team, day, cell }).collect();
        // In the order of the file.
        cells.sort_unstable_by_key(|touched| (touched.day, touched.kpi, touched.team));
        for TouchedCell { kpi, team, day, cell } in &cells {
            self.written.insert((*kpi, *team, *day), *cell);
            if cell.count == 0 {
                self.remove.execute(params![day, kpi, team])?;
            } else {
                self.write.execute(params![kpi, team, day, cell.count, cell.a, cell.b])?;
            }
        }
        Ok(cells)
    }

    fn reach(&mut self, kpi: DocumentNo) -> rusqlite::Result<Reach> {
        if let Some(reach) = self.next_reach.get(&kpi) {
            return Ok(*reach);
        }
        if self.reach.is_none() {
            self.know(&rows::cells(self.db)?);
        }
        Ok(self.reach.as_ref().and_then(|reach| reach.get(&kpi)).copied().unwrap_or_default())
    }
}

fn moved([a, b]: Reach, from: Cell, to: Cell) -> Reach {
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
