//! [`Bucket`]: how a history is divided, and how far back it reaches.

use tandem_shared::PeriodUnit;
use tandem_shared::view::PeriodView;

use crate::fmt::civil;

/// A division of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bucket {
    /// By days.
    Day,
    /// By ISO weeks.
    Week,
    /// By calendar months.
    Month,
    /// By calendar quarters.
    Quarter,
    /// By calendar years.
    Year,
}

impl Bucket {
    /// All, the shortest first.
    pub const ALL: [Self; 5] = [Self::Day, Self::Week, Self::Month, Self::Quarter, Self::Year];

    /// Its name in addresses.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// Reads its name.
    #[must_use]
    pub fn read(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|bucket| bucket.id() == id)
    }

    /// The one that suits a board of such periods.
    #[must_use]
    pub fn of(unit: PeriodUnit) -> Self {
        match unit {
            PeriodUnit::Week => Self::Day,
            PeriodUnit::Month | PeriodUnit::FiscalPeriod => Self::Week,
            PeriodUnit::Quarter | PeriodUnit::FiscalQuarter | PeriodUnit::Year | PeriodUnit::FiscalYear => Self::Month,
        }
    }

    /// First and last day of the history of a period: it ends with the last day gone (of a period still to come, with its
    /// first), and reaches back 31 days, 13 weeks, a year and the month under way, 8 quarters or 5 years. `None` where the
    /// period's dates cannot be read.
    #[must_use]
    pub fn span(self, period: &PeriodView) -> Option<(String, String)> {
        let last = civil::number(&period.from)? + i64::from(period.day.max(1)) - 1;
        let first = match self {
            Self::Day => last - 30,
            Self::Week => last - 12 * 7,
            Self::Month => civil::months_before(last, 12),
            Self::Quarter => civil::months_before(last, 21),
            Self::Year => civil::months_before(last, 48),
        };
        Some((civil::date(first), civil::date(last)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_history_ends_with_the_last_day_gone() {
        let period = |from: &str, day| PeriodView {
            id: "2026-Q4".into(),
            label: "Q4 2026".into(),
            unit: PeriodUnit::Quarter,
            from: from.into(),
            to: "2027-01-01".into(),
            day,
            days: 92,
            elapsed: 0.5,
            previous: None,
            next: None,
            marks: Vec::new(),
            weeks: Vec::new(),
        };
        for (bucket, day, from, to) in [
            (Bucket::Day, 53, "2026-10-23", "2026-11-22"),
            (Bucket::Week, 53, "2026-08-30", "2026-11-22"),
            (Bucket::Month, 53, "2025-11-01", "2026-11-22"),
            (Bucket::Quarter, 53, "2025-02-01", "2026-11-22"),
            (Bucket::Year, 92, "2022-12-01", "2026-12-31"),
            (Bucket::Day, 0, "2026-09-01", "2026-10-01"),
        ] {
            assert_eq!(bucket.span(&period("2026-10-01", day)), Some((from.into(), to.into())), "{bucket:?} {day}");
        }
        assert_eq!(Bucket::Day.span(&period("soon", 1)), None);
    }
}
