//! [`OrgCalendar`]: which dates a period covers, in the organisation's time zone.

mod day;
mod rhythm;
mod rule;
#[cfg(test)]
mod tests;

pub(crate) use day::weekday_of;
pub use day::{Span, date_of, day_of, iso};
pub(crate) use rhythm::Rhythm;

use crate::store::{Day, Millis};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use std::collections::{BTreeMap, BTreeSet};
use tandem_shared::document::{Calendar, Errors, FiscalYearName};
use tandem_shared::{Elapsed, Period, PeriodUnit};

/// The calendar in force, ready to answer.
#[derive(Clone, Debug)]
pub struct OrgCalendar {
    zone: TimeZone,
    fiscal_year_start: i8,
    fiscal_year_name: FiscalYearName,
    working: [bool; 7],
    holidays: BTreeSet<Day>,
    table: BTreeMap<Period, Span>,
}

impl Default for OrgCalendar {
    fn default() -> Self {
        Self {
            zone: TimeZone::UTC,
            fiscal_year_start: 1,
            fiscal_year_name: FiscalYearName::End,
            working: [true, true, true, true, true, false, false],
            holidays: BTreeSet::new(),
            table: BTreeMap::new(),
        }
    }
}

impl OrgCalendar {
    /// Makes the calendar of a document, or says in `errors` why it cannot be.
    pub fn new(document: &Calendar, errors: &mut Errors) -> Option<Self> {
        let mut day = |pointer: String, text: &str| -> Option<Day> {
            let date = text.parse::<Date>().ok();
            if date.is_none() {
                errors.add(pointer, "write a date like 2026-12-24");
            }
            date.map(day_of)
        };
        let holidays: BTreeSet<Day> = document
            .holidays
            .iter()
            .enumerate()
            .filter_map(|(index, text)| day(format!("/holidays/{index}"), text))
            .collect();
        let rows: Vec<(usize, &str, Option<Day>, Option<Day>)> = document
            .fiscal_periods
            .iter()
            .enumerate()
            .map(|(index, row)| {
                let from = day(format!("/fiscal_periods/{index}/from"), &row.from);
                (index, row.id.as_str(), from, day(format!("/fiscal_periods/{index}/to"), &row.to))
            })
            .collect();
        let mut table = BTreeMap::<Period, Span>::new();
        for (index, id, from, to) in rows {
            let at = format!("/fiscal_periods/{index}");
            match (id.parse(), from, to) {
                (Ok(period @ Period::FiscalPeriod(..)), Some(from), Some(to)) => {
                    errors.require(from < to, &at, "\"from\" must be before \"to\"");
                    errors.require(
                        table.insert(period, Span { from, to }).is_none(),
                        &at,
                        "this period stands twice: remove one",
                    );
                }
                (Ok(Period::FiscalPeriod(..)), ..) => {}
                _ => errors.add(format!("{at}/id"), "write a fiscal period like FY27-P03"),
            }
        }
        for ((period, span), (next, after)) in table.iter().zip(table.iter().skip(1)) {
            let detail = format!("{period} ends after {next} begins: each day lies in one period");
            errors.require(span.to <= after.from, "/fiscal_periods", &detail);
        }
        let zone = TimeZone::get(&document.time_zone).ok();
        errors.require(zone.is_some(), "/time_zone", "no such time zone: write an IANA name like Europe/Berlin");
        let mut working = [false; 7];
        for weekday in &document.working_days {
            working[usize::from(weekday.number())] = true;
        }
        Some(Self {
            zone: zone?,
            fiscal_year_start: i8::try_from(document.fiscal_year_start).ok()?,
            fiscal_year_name: document.fiscal_year_name,
            working,
            holidays,
            table,
        })
    }

    /// IANA name of the zone.
    #[must_use]
    pub fn zone_name(&self) -> &str {
        self.zone.iana_name().unwrap_or("UTC")
    }

    /// The zone.
    #[must_use]
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// A time as RFC 3339 with the zone's offset, to the second.
    #[must_use]
    pub fn rfc3339(&self, at: Timestamp) -> String {
        let zoned = at.to_zoned(self.zone.clone());
        zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }

    /// The same from milliseconds.
    #[must_use]
    pub fn rfc3339_ms(&self, at: Millis) -> String {
        self.rfc3339(Timestamp::from_millisecond(at).unwrap_or_default())
    }

    /// A moment as people here write it, by a pattern of `strftime`.
    #[must_use]
    pub fn written(&self, at: Millis, pattern: &str) -> String {
        let at = Timestamp::from_millisecond(at).unwrap_or_default();
        at.to_zoned(self.zone.clone()).strftime(pattern).to_string()
    }

    /// The local date of a moment.
    #[must_use]
    pub fn day_at(&self, at: Timestamp) -> Day {
        day_of(self.zone.to_datetime(at).date())
    }

    /// The last millisecond of a local date: the next date's first instant, whatever the clocks did that night, less one.
    #[must_use]
    pub fn last_millisecond(&self, day: Day) -> Millis {
        let next = date_of(day + 1).to_zoned(self.zone.clone());
        next.map_or(i64::MAX, |start| start.timestamp().as_millisecond() - 1)
    }

    /// The dates of a period; `None` where the calendar has no such period (week 53 of a short year, a fiscal period
    /// missing from the table).
    #[must_use]
    pub fn span(&self, period: Period) -> Option<Span> {
        let months = |year: i16, month: i8, count: i64| {
            let from = Date::new(year, month, 1).ok()?;
            Some(Span { from: day_of(from), to: day_of(from.checked_add(count.months()).ok()?) })
        };
        match period {
            Period::Year(year) => months(year, 1, 12),
            Period::Quarter(year, n) => months(year, i8::try_from(n).ok()? * 3 - 2, 3),
            Period::Month(year, n) => months(year, i8::try_from(n).ok()?, 1),
            Period::Week(year, n) => {
                let week =
                    jiff::civil::ISOWeekDate::new(year, i8::try_from(n).ok()?, jiff::civil::Weekday::Monday).ok()?;
                let from = day_of(week.date());
                Some(Span { from, to: from + 7 })
            }
            Period::FiscalYear(year) => self.fiscal(year, 1, 12),
            Period::FiscalQuarter(year, n) => self.fiscal(year, n * 3 - 2, n * 3),
            Period::FiscalPeriod(year, n) => self.fiscal(year, n, n),
        }
    }

    /// The dates of the fiscal periods `first` to `last` (1 to 12) of a fiscal year.
    fn fiscal(&self, year: u8, first: u8, last: u8) -> Option<Span> {
        if !self.table.is_empty() {
            let from = self.table.get(&Period::FiscalPeriod(year, first))?.from;
            let to = self.table.get(&Period::FiscalPeriod(year, last))?.to;
            return Some(Span { from, to });
        }
        let begins_before = self.fiscal_year_name == FiscalYearName::End && self.fiscal_year_start > 1;
        let start = Date::new(full_year(year) - i16::from(begins_before), self.fiscal_year_start, 1).ok()?;
        let from = start.checked_add(i64::from(first - 1).months()).ok()?;
        let to = start.checked_add(i64::from(last).months()).ok()?;
        Some(Span { from: day_of(from), to: day_of(to) })
    }

    /// The period of a sort that a day lies in; `None` where the 4-4-5 table does not reach.
    #[must_use]
    pub fn period_on(&self, unit: PeriodUnit, day: Day) -> Option<Period> {
        let date = date_of(day);
        let (year, month) = (date.year(), u8::try_from(date.month()).ok()?);
        match unit {
            PeriodUnit::Year => Some(Period::Year(year)),
            PeriodUnit::Quarter => Some(Period::Quarter(year, (month - 1) / 3 + 1)),
            PeriodUnit::Month => Some(Period::Month(year, month)),
            PeriodUnit::Week => {
                let week = date.iso_week_date();
                Some(Period::Week(week.year(), u8::try_from(week.week()).ok()?))
            }
            PeriodUnit::FiscalYear | PeriodUnit::FiscalQuarter | PeriodUnit::FiscalPeriod => {
                let (year, n) = self.fiscal_period_on(day)?;
                Some(match unit {
                    PeriodUnit::FiscalYear => Period::FiscalYear(year),
                    PeriodUnit::FiscalQuarter => Period::FiscalQuarter(year, (n - 1) / 3 + 1),
                    _ => Period::FiscalPeriod(year, n),
                })
            }
        }
    }

    fn fiscal_period_on(&self, day: Day) -> Option<(u8, u8)> {
        if !self.table.is_empty() {
            return self.table.iter().find_map(|(period, span)| match period {
                Period::FiscalPeriod(year, n) if span.contains(day) => Some((*year, *n)),
                _ => None,
            });
        }
        let date = date_of(day);
        let after_start = date.month() - self.fiscal_year_start;
        let begin_year = date.year() - i16::from(after_start < 0);
        let names_next = self.fiscal_year_name == FiscalYearName::End && self.fiscal_year_start > 1;
        let year = u8::try_from((begin_year + i16::from(names_next)).rem_euclid(100)).ok()?;
        Some((year, u8::try_from(after_start.rem_euclid(12)).ok()? + 1))
    }

    /// The period before.
    #[must_use]
    pub fn before(&self, period: Period) -> Option<Period> {
        self.period_on(period.unit(), self.span(period)?.from - 1)
    }

    /// The period after.
    #[must_use]
    pub fn after(&self, period: Period) -> Option<Period> {
        self.period_on(period.unit(), self.span(period)?.to)
    }

    /// The same period a year earlier; of week 53, week 52 where that year is short.
    #[must_use]
    pub fn year_before(&self, period: Period) -> Option<Period> {
        let fiscal = |year: u8| (year + 99) % 100;
        let earlier = match period {
            Period::Year(year) => Period::Year(year - 1),
            Period::Quarter(year, n) => Period::Quarter(year - 1, n),
            Period::Month(year, n) => Period::Month(year - 1, n),
            Period::Week(year, n) => {
                let same = Period::Week(year - 1, n);
                if self.span(same).is_some() { same } else { Period::Week(year - 1, 52) }
            }
            Period::FiscalYear(year) => Period::FiscalYear(fiscal(year)),
            Period::FiscalQuarter(year, n) => Period::FiscalQuarter(fiscal(year), n),
            Period::FiscalPeriod(year, n) => Period::FiscalPeriod(fiscal(year), n),
        };
        self.span(earlier).map(|_| earlier)
    }

    /// The share of a span gone by the end of `day`, 0 to 1.
    #[must_use]
    pub fn elapsed(&self, span: Span, day: Day, by: Elapsed) -> f64 {
        let gone = (day + 1).clamp(span.from, span.to);
        match by {
            Elapsed::CalendarDays => f64::from(gone - span.from) / f64::from(span.days().max(1)),
            Elapsed::WorkingDays => {
                let count = |to: Day| (span.from..to).filter(|day| self.is_working(*day)).count();
                match count(span.to) {
                    // A span without a working day passes like any other.
                    0 => self.elapsed(span, day, Elapsed::CalendarDays),
                    all => count(gone) as f64 / all as f64,
                }
            }
        }
    }

    fn is_working(&self, day: Day) -> bool {
        self.working[usize::from(weekday_of(day))] && !self.holidays.contains(&day)
    }

    /// The buckets of a sort that touch a span, oldest first; weeks and longer are whole, so the first may begin before.
    #[must_use]
    pub fn buckets(&self, unit: Option<PeriodUnit>, span: Span) -> Vec<(Option<Period>, Span)> {
        let mut buckets = Vec::new();
        let mut day = span.from;
        while day < span.to {
            let (period, bucket) = match unit {
                None => (None, Span { from: day, to: day + 1 }),
                Some(unit) => {
                    let Some((period, bucket)) =
                        self.period_on(unit, day).and_then(|period| Some((period, self.span(period)?)))
                    else {
                        break;
                    };
                    (Some(period), bucket)
                }
            };
            buckets.push((period, bucket));
            day = bucket.to;
        }
        buckets
    }
}

/// The year of its last two digits: 65 to 99 are of the last century, as the first day kept may lie in fiscal 1969.
fn full_year(two_digits: u8) -> i16 {
    i16::from(two_digits) + if two_digits >= 65 { 1900 } else { 2000 }
}
