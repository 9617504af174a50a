//! [`Series`]: the daily roll-ups of one KPI and team, in memory.

use crate::calendar::Span;
use crate::store::Day;
use tandem_shared::{Cell, Rollup};

/// A day's roll-up, packed: millions of them are held.
#[derive(Clone, Copy, Debug)]
struct DayCell {
    day: Day,
    count: u32,
    a: i64,
    b: i64,
}

impl DayCell {
    fn cell(self) -> Cell {
        Cell { count: self.count, a: self.a, b: self.b }
    }
}

/// Daily roll-ups in order of their days; days without measurements are not in it.
#[derive(Debug, Default)]
pub(crate) struct Series(Vec<DayCell>);

impl Series {
    /// Puts the roll-up of a day; an empty one removes it.
    pub(crate) fn put(&mut self, day: Day, cell: Cell) {
        let packed = DayCell { day, count: cell.count, a: cell.a, b: cell.b };
        // The usual case, and millions of times while the world is rebuilt: a day after all others.
        if cell.count > 0 && self.0.last().is_none_or(|last| last.day < day) {
            return self.0.push(packed);
        }
        let at = self.0.partition_point(|known| known.day < day);
        let known = self.0.get(at).is_some_and(|known| known.day == day);
        match (known, cell.count) {
            (true, 0) => drop(self.0.remove(at)),
            (false, 0) => {}
            (true, _) => self.0[at] = packed,
            (false, _) => self.0.insert(at, packed),
        }
    }

    /// The days of a span that have measurements, oldest first.
    pub(crate) fn days(&self, span: Span) -> impl Iterator<Item = (Day, Cell)> + '_ {
        let from = self.0.partition_point(|cell| cell.day < span.from);
        let to = self.0.partition_point(|cell| cell.day < span.to);
        self.0[from..to.max(from)].iter().map(|cell| (cell.day, cell.cell()))
    }

    /// The roll-up of a span. Sums fit: the store refuses measurements that would make them overflow.
    pub(crate) fn fold(&self, rollup: Rollup, span: Span) -> Cell {
        rollup.fold(self.days(span).map(|(_, cell)| cell)).unwrap_or_default()
    }

    /// The first day with a measurement.
    pub(crate) fn first_day(&self) -> Option<Day> {
        self.0.first().map(|cell| cell.day)
    }

    /// The last day with a measurement, up to and including `day`.
    pub(crate) fn last_day(&self, day: Day) -> Option<Day> {
        let known = self.0.partition_point(|cell| cell.day <= day);
        known.checked_sub(1).map(|index| self.0[index].day)
    }

    /// Makes room for so many days, and no more.
    pub(crate) fn reserve(&mut self, days: usize) {
        self.0.reserve_exact(days);
    }
}
