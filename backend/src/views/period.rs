//! The period of a board and how much of it is gone.

use super::Frame;
use crate::calendar::{Span, iso};
use crate::store::Day;
use tandem_shared::view::{Mark, PeriodView};
use tandem_shared::{Elapsed, PeriodUnit};

/// The view of a frame's period.
pub(crate) fn period_view(frame: &Frame) -> PeriodView {
    let (calendar, span) = (frame.calendar(), frame.span);
    let share = |day: Day| f64::from(day - span.from) / f64::from(span.days().max(1));
    let starts = |unit: PeriodUnit| -> Vec<Day> {
        let buckets = calendar.buckets(Some(unit), span);
        buckets.into_iter().map(|(_, bucket)| bucket.from).filter(|day| span.contains(*day)).collect()
    };
    let marks = match frame.period.unit() {
        PeriodUnit::Year | PeriodUnit::Quarter => starts(PeriodUnit::Month),
        PeriodUnit::FiscalYear | PeriodUnit::FiscalQuarter => starts(PeriodUnit::FiscalPeriod),
        PeriodUnit::Month | PeriodUnit::FiscalPeriod => starts(PeriodUnit::Week),
        PeriodUnit::Week => (span.from..span.to).collect(),
    };
    let day = (frame.today - span.from + 1).clamp(0, span.days());
    PeriodView {
        id: frame.period.to_string(),
        label: frame.period.label(),
        unit: frame.period.unit(),
        from: iso(span.from),
        to: iso(span.to),
        day: u32::try_from(day).unwrap_or(0),
        days: u32::try_from(span.days()).unwrap_or(0),
        elapsed: calendar.elapsed(span, frame.today, Elapsed::CalendarDays),
        previous: calendar.before(frame.period).map(|period| period.to_string()),
        next: calendar.after(frame.period).filter(|_| span.to <= frame.today).map(|period| period.to_string()),
        marks: marks.into_iter().map(|day| Mark { date: iso(day), share: share(day) }).collect(),
        weeks: starts(PeriodUnit::Week).into_iter().map(share).collect(),
    }
}

/// The same share of another span as `frame` has gone of its own: at least its first day.
pub(crate) fn same_share(frame: &Frame, other: Span) -> Span {
    let gone = f64::from(frame.so_far().days()) / f64::from(frame.span.days().max(1));
    #[expect(clippy::cast_possible_truncation, reason = "a share of the days of a period")]
    let days = (gone * f64::from(other.days())).round().max(1.0) as Day;
    Span { from: other.from, to: other.from + days.min(other.days()) }
}
