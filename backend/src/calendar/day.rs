//! Days as numbers, and ranges of them: [`Span`].

use crate::store::Day;
use jiff::ToSpan;
use jiff::civil::Date;

const EPOCH: Date = Date::constant(1970, 1, 1);

/// A half-open range of local dates: `from` to the day before `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First day.
    pub from: Day,
    /// Day after the last.
    pub to: Day,
}

impl Span {
    /// How many days it has.
    #[must_use]
    pub fn days(self) -> Day {
        self.to - self.from
    }

    /// Whether the day is in it.
    #[must_use]
    pub fn contains(self, day: Day) -> bool {
        (self.from..self.to).contains(&day)
    }
}

/// The day number of a date.
#[must_use]
pub fn day_of(date: Date) -> Day {
    EPOCH.until(date).map_or(0, |span| span.get_days())
}

/// The date of a day number; days beyond year 9999 are its last.
#[must_use]
pub fn date_of(day: Day) -> Date {
    EPOCH.checked_add(i64::from(day).days()).unwrap_or(Date::MAX)
}

/// A day as `YYYY-MM-DD`.
#[must_use]
pub fn iso(day: Day) -> String {
    date_of(day).to_string()
}

/// The weekday of a day: 0 for Monday to 6 for Sunday.
pub(crate) fn weekday_of(day: Day) -> u8 {
    // 1970-01-01 was a Thursday, the weekday numbered 3.
    u8::try_from((day + 3).rem_euclid(7)).unwrap_or(0)
}
