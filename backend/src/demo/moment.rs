//! [`Moment`]: the moment the demo ends at, and the quarters before it.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan, Zoned};
use tandem_shared::Period;

/// The moment the demo ends at.
pub(super) struct Moment {
    pub(super) now: Zoned,
}

/// A calendar quarter.
#[derive(Clone, Copy)]
pub(super) struct Quarter {
    /// Its first day.
    pub(super) first: Date,
    /// The day after its last.
    pub(super) next: Date,
    /// How many quarters ago it was; 0 for the one that runs.
    pub(super) back: i32,
}

impl Moment {
    pub(super) fn new(now: Zoned) -> Self {
        Self { now }
    }

    pub(super) fn today(&self) -> Date {
        self.now.date()
    }

    /// The quarter so many before the one that runs.
    pub(super) fn quarter(&self, back: i32) -> Quarter {
        let today = self.today();
        let running = today.first_of_month().saturating_sub(i32::from((today.month() - 1) % 3).months());
        let first = running.saturating_sub((3 * back).months());
        Quarter { first, next: first.saturating_add(3.months()), back }
    }

    /// The moment of a local time; where the clocks skip it, the time they show instead.
    pub(super) fn at(&self, day: Date, hour: i8, minute: i8) -> Timestamp {
        let zone = self.now.time_zone();
        zone.to_timestamp(day.at(hour, minute, 0, 0)).unwrap_or_else(|_| self.now.timestamp())
    }
}

impl Quarter {
    /// Its name.
    pub(super) fn period(self) -> Period {
        Period::Quarter(self.first.year(), self.first.month().unsigned_abs().div_ceil(3))
    }

    /// Its days, in order.
    pub(super) fn days(self) -> impl Iterator<Item = Date> {
        self.first.series(1.day()).take_while(move |day| *day < self.next)
    }

    /// Share of it gone by the end of a day of it, 0 to 1.
    pub(super) fn elapsed(self, day: Date) -> f64 {
        let days = |to: Date| f64::from((to - self.first).get_days());
        (days(day) + 1.0) / days(self.next)
    }
}
