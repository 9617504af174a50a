//! Writing measurements: rows, keys, roll-ups and feeds; those of a group share one entry of the change log.

use super::cells::{self, CellError, Cells, Place};
use super::log::{Log, Refusal};
use super::rows;
use crate::store::{
    Applied, CommitError, Day, DocumentNo, FeedState, MEASUREMENTS_MAX, MeasurementWrite, Millis, NO_TEAM, TouchedCell,
};
use rusqlite::{Connection, OptionalExtension, Result, Statement, params};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use tandem_shared::{Cell, Quantity, Rollup};

/// Measurements on their way into the database.
pub(super) struct Facts<'db> {
    db: &'db Connection,
    find: Statement<'db>,
    insert: Statement<'db>,
    delete: Statement<'db>,
    others: Statement<'db>,
    send: Statement<'db>,
    cells: Cells<'db>,
    entry: Entry,
}

/// The entry of the change log that commands of facts share until it is flushed.
#[derive(Default)]
struct Entry {
    at: Millis,
    actors: Vec<Arc<str>>,
    rows: usize,
    feeds: HashMap<(DocumentNo, Arc<str>), Sent>,
}

/// What one sender adds to its feed.
#[derive(Clone, Copy)]
struct Sent {
    measurements: u64,
    newest_at: Millis,
    received_at: Millis,
}

/// A measurement that another one replaces.
struct Replaced {
    place: Place,
    no: i64,
    cell: Cell,
}

impl<'db> Facts<'db> {
    pub(super) fn new(db: &'db Connection) -> Result<Self> {
        Ok(Self {
            db,
            find: db
                .prepare("SELECT team, day, no, at, value, denominator FROM measurements WHERE kpi = ? AND key = ?")?,
            insert: db.prepare(
                "INSERT INTO measurements (kpi, team, day, no, at, value, denominator, key, note)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )?,
            delete: db.prepare("DELETE FROM measurements WHERE day = ? AND kpi = ? AND team = ? AND no = ?")?,
            others: db.prepare(
                "SELECT at, value, denominator FROM measurements
                 WHERE day = ? AND kpi = ? AND team = ? AND no <> ? ORDER BY no",
            )?,
            send: db.prepare(
                "INSERT INTO feeds (kpi, actor, measurements, newest_at, received_at) VALUES (?, ?, ?, ?, ?)
                 ON CONFLICT DO UPDATE SET measurements = measurements + excluded.measurements,
                     newest_at = max(newest_at, excluded.newest_at), received_at = excluded.received_at
                 RETURNING kpi, actor, measurements, newest_at, received_at",
            )?,
            cells: Cells::new(db)?,
            entry: Entry::default(),
        })
    }

    /// Whether this many more measurements go into the open entry.
    pub(super) fn has_room(&self, measurements: usize) -> bool {
        self.entry.rows + measurements <= MEASUREMENTS_MAX
    }

    /// Adds all measurements of one command to the open entry, which will be `seq`, or none.
    pub(super) fn add(
        &mut self,
        seq: u64,
        at: Millis,
        actor: &Arc<str>,
        measurements: &[MeasurementWrite],
    ) -> Result<(), Refusal> {
        // The order of arrival: the entry, then the place in it.
        let first_no = rows::signed(seq) * rows::signed(MEASUREMENTS_MAX) + rows::signed(self.entry.rows);
        let numbered = || measurements.iter().zip(first_no..);
        if measurements.len() == 1 || measurements.iter().all(|measurement| measurement.key.is_none()) {
            // None looks at what another one writes, so all can be refused before anything is written. A savepoint would
            // copy every page it touches.
            let mut replaced = None;
            for (index, (measurement, _)) in numbered().enumerate() {
                replaced = self.roll_up(measurement).map_err(|error| self.refuse(index, error))?;
            }
            for (measurement, no) in numbered() {
                self.write(measurement, no, replaced.take())?;
            }
        } else {
            self.db.execute_batch("SAVEPOINT command")?;
            for (index, (measurement, no)) in numbered().enumerate() {
                match self.roll_up(measurement) {
                    Ok(replaced) => self.write(measurement, no, replaced)?,
                    Err(error) => {
                        let refusal = self.refuse(index, error);
                        // After a failure of the database the whole group is rolled back, if it is not already.
                        if let Refusal::Command(_) = refusal {
                            self.db.execute_batch("ROLLBACK TO command; RELEASE command")?;
                        }
                        return Err(refusal);
                    }
                }
            }
            self.db.execute_batch("RELEASE command")?;
        }
        self.cells.keep();
        self.entry.add(at, actor, measurements);
        Ok(())
    }

    fn refuse(&mut self, index: usize, error: CellError) -> Refusal {
        self.cells.undo();
        match error {
            CellError::Overflow => Refusal::Command(CommitError::Overflow { index }),
            CellError::Database(error) => Refusal::Group(error),
        }
    }

    /// Moves the roll-ups, and says which measurement has to go.
    fn roll_up(&mut self, new: &MeasurementWrite) -> Result<Option<Replaced>, CellError> {
        let replaced = match &new.key {
            Some(key) => self.find(new.kpi, key, new.rollup)?,
            None => None,
        };
        if let Some(old) = &replaced {
            let from = self.cells.get(old.place)?;
            let to = match cells::without(new.rollup, from, old.cell) {
                Some(cell) => cell?,
                None => self.others(old, new.rollup)?,
            };
            self.cells.put(old.place, new.rollup, from, to)?;
        }
        let place = (new.kpi, new.team, new.day);
        let from = self.cells.get(place)?;
        let to = new.rollup.merge(from, cell(new.rollup, new.value, new.denominator, new.at))?;
        self.cells.put(place, new.rollup, from, to)?;
        Ok(replaced)
    }

    fn write(&mut self, new: &MeasurementWrite, no: i64, replaced: Option<Replaced>) -> Result<()> {
        if let Some(Replaced { place: (kpi, team, day), no, .. }) = replaced {
            self.delete.execute(params![day, kpi, team, no])?;
        }
        let MeasurementWrite { kpi, team, day, at, value, denominator, key, note, .. } = new;
        self.insert.execute(params![kpi, team, day, no, at, value, denominator, key, note])?;
        Ok(())
    }

    fn find(&mut self, kpi: DocumentNo, key: &str, rollup: Rollup) -> Result<Option<Replaced>> {
        self.find
            .query_row(params![kpi, key], |row| {
                let place = (kpi, row.get(0)?, row.get(1)?);
                Ok(Replaced { place, no: row.get(2)?, cell: cell(rollup, row.get(4)?, row.get(5)?, row.get(3)?) })
            })
            .optional()
    }

    /// The cell of the measurements beside this one, in the order of arrival.
    fn others(&mut self, gone: &Replaced, rollup: Rollup) -> Result<Cell, CellError> {
        let (kpi, team, day) = gone.place;
        let mut others = self.others.query(params![day, kpi, team, gone.no])?;
        let mut sum = Cell::default();
        while let Some(row) = others.next()? {
            sum = rollup.merge(sum, cell(rollup, row.get(1)?, row.get(2)?, row.get(0)?))?;
        }
        Ok(sum)
    }

    /// Writes the open entry, if anything is in it.
    pub(super) fn flush(&mut self, log: &mut Log<'_>) -> Result<Option<Applied>> {
        let entry = std::mem::take(&mut self.entry);
        if entry.rows == 0 {
            return Ok(None);
        }
        let cells = self.cells.flush()?;
        let mut feeds = entry.feeds.into_iter().collect::<Vec<_>>();
        feeds.sort_unstable_by(|(left, _), (right, _)| left.cmp(right));
        let feeds = feeds
            .into_iter()
            .map(|((kpi, actor), sent)| {
                let measurements = rows::signed(sent.measurements);
                self.send.query_row(params![kpi, actor, measurements, sent.newest_at, sent.received_at], rows::feed)
            })
            .collect::<Result<Vec<FeedState>>>()?;
        let seq = log.facts(entry.at, &entry.actors.join(", "), None, &touched_days(&cells))?;
        Ok(Some(Applied { seq, at: entry.at, cells, feeds, ..Applied::default() }))
    }

    /// Removes every measurement of documents that are removed. Nothing may be open.
    pub(super) fn purge(
        &mut self,
        log: &mut Log<'_>,
        at: Millis,
        actor: &str,
        purged: Vec<DocumentNo>,
    ) -> Result<Applied> {
        let mut cells = Vec::new();
        for kpi in &purged {
            self.cells.forget(*kpi)?;
            let mut find = self.db.prepare_cached("SELECT DISTINCT day FROM cells WHERE kpi = ?")?;
            let days = find.query_map([kpi], |row| row.get(0))?.collect::<Result<Vec<Day>>>()?;
            for day in days {
                for table in ["measurements", "cells"] {
                    let sql = format!("DELETE FROM {table} WHERE day = ? AND kpi = ?");
                    self.db.prepare_cached(&sql)?.execute(params![day, kpi])?;
                }
                cells.push(TouchedCell { kpi: *kpi, team: NO_TEAM, day, cell: Cell::default() });
            }
            self.db.execute("DELETE FROM feeds WHERE kpi = ?", [kpi])?;
        }
        let seq = log.facts(at, actor, Some("removed with every measurement"), &touched_days(&cells))?;
        Ok(Applied { seq, at, purged, ..Applied::default() })
    }

    /// Everything flushed is durable.
    pub(super) fn settle(&mut self) {
        self.cells.settle();
    }

    /// Takes note of every cell there is, so that they need not be read again.
    pub(super) fn know(&mut self, cells: &[TouchedCell]) {
        self.cells.know(cells);
    }

    /// Forgets everything that was rolled back.
    pub(super) fn reset(&mut self) {
        self.entry = Entry::default();
        self.cells.reset();
    }
}

impl Entry {
    fn add(&mut self, at: Millis, actor: &Arc<str>, measurements: &[MeasurementWrite]) {
        self.at = at;
        self.rows += measurements.len();
        if !self.actors.contains(actor) {
            self.actors.push(actor.clone());
        }
        for MeasurementWrite { kpi, at: newest_at, .. } in measurements {
            self.feeds
                .entry((*kpi, actor.clone()))
                .and_modify(|sent| {
                    sent.measurements += 1;
                    sent.newest_at = sent.newest_at.max(*newest_at);
                    sent.received_at = at;
                })
                .or_insert(Sent { measurements: 1, newest_at: *newest_at, received_at: at });
        }
    }
}

fn cell(rollup: Rollup, value: i64, denominator: i64, at: Millis) -> Cell {
    rollup.cell(Quantity::from_parts(value), Quantity::from_parts(denominator), at)
}

/// `[{"kpi":7,"days":[20778]}]`
fn touched_days(cells: &[TouchedCell]) -> String {
    #[derive(Serialize)]
    struct Touched {
        kpi: DocumentNo,
        days: BTreeSet<i32>,
    }
    let mut days = BTreeMap::<DocumentNo, BTreeSet<i32>>::new();
    for cell in cells {
        days.entry(cell.kpi).or_default().insert(cell.day);
    }
    let touched: Vec<_> = days.into_iter().map(|(kpi, days)| Touched { kpi, days }).collect();
    serde_json::to_string(&touched).unwrap_or_default()
}
