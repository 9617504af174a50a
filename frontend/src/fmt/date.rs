//! Dates, times of day and ages.

use super::moment::{Moment, Shape};
use crate::words;

const MINUTE_MS: f64 = 60_000.0;
const HOUR_MS: f64 = 60.0 * MINUTE_MS;
const DAY_MS: f64 = 24.0 * HOUR_MS;

/// Milliseconds since 1970 of a time (RFC 3339) or the start of a date; NaN if it is neither.
#[must_use]
pub fn millis(text: &str) -> f64 {
    Moment::parse(text).map_or(f64::NAN, |moment| moment.millis)
}

/// A date such as `2026-11-17`, or a time (RFC 3339) by the clock of the place it names; what is neither is shown as it came.
#[must_use]
pub fn write(text: &str, shape: Shape) -> String {
    Moment::parse(text).map_or_else(|| text.to_owned(), |moment| moment.write(shape))
}

/// The day before a date: the last day of a half-open span.
#[must_use]
pub fn day_before(date: &str, shape: Shape) -> String {
    let before = |day: Moment| Moment { millis: day.millis - DAY_MS, ..day };
    Moment::parse(date).map_or_else(|| date.to_owned(), |day| before(day).write(shape))
}

/// Its label, but a month by its name in the reader's language.
#[must_use]
pub fn period(id: &str, label: &str) -> String {
    let month = id.len() == 7 && id.as_bytes()[4] == b'-' && id.as_bytes()[5].is_ascii_digit();
    if month { write(&[id, "-01"].concat(), Shape::MonthYear) } else { label.to_owned() }
}

/// How people write the id of a period: `Q4 2026`, `W47 2026`, `Q1 FY27`; a month by its name.
#[must_use]
pub fn period_id(id: &str) -> String {
    id.split_once('-').map_or_else(|| id.to_owned(), |(year, part)| period(id, &[part, " ", year].concat()))
}

/// The label of an earlier period beside a later one: `Q3 2026` next to `Q4 2026` is `Q3`.
#[must_use]
pub fn period_beside(id: &str, label: &str, beside: &str) -> String {
    let same_year = match (label.rsplit_once(' '), beside.rsplit_once(' ')) {
        (Some((name, year)), Some((_, other))) if year == other => Some(name),
        _ => None,
    };
    same_year.map_or_else(|| period(id, label), str::to_owned)
}

/// How long ago: minutes within the hour, hours within the day, then the moment itself.
#[must_use]
pub fn age(time: &str, now: f64) -> String {
    match span(now - millis(time)) {
        Span::Moment => words::just_now().into(),
        Span::Minutes(count) => words::minutes_ago(count),
        Span::Hours(count) => words::hours_ago(count),
        Span::Days(_) => write(time, Shape::Moment),
    }
}

/// How old, for the badge of a value too old.
#[must_use]
pub fn old(time: &str, now: f64) -> String {
    match span(now - millis(time)) {
        Span::Moment | Span::Minutes(_) => words::stale().into(),
        Span::Hours(count) => words::hours_old(count),
        Span::Days(count) => words::days_old(count),
    }
}

#[derive(Debug, PartialEq)]
enum Span {
    Moment,
    Minutes(u32),
    Hours(u32),
    Days(u32),
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates, and an age is positive")]
fn span(millis: f64) -> Span {
    if millis < MINUTE_MS {
        Span::Moment
    } else if millis < HOUR_MS {
        Span::Minutes((millis / MINUTE_MS) as u32)
    } else if millis < DAY_MS {
        Span::Hours((millis / HOUR_MS) as u32)
    } else {
        // Something unreadable is old beyond measure, never fresh.
        Span::Days((millis / DAY_MS) as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_grow_through_their_units() {
        for (millis, is) in [
            (-5_000.0, Span::Moment),
            (59_999.0, Span::Moment),
            (60_000.0, Span::Minutes(1)),
            (3_599_999.0, Span::Minutes(59)),
            (3_600_000.0, Span::Hours(1)),
            (86_400_000.0, Span::Days(1)),
            (260_000_000.0, Span::Days(3)),
        ] {
            assert_eq!(span(millis), is, "{millis}");
        }
    }

    #[test]
    fn ids_of_periods_are_written_as_people_do() {
        for (id, written) in
            [("2026-Q4", "Q4 2026"), ("2026-W47", "W47 2026"), ("FY27-P03", "P03 FY27"), ("2026", "2026")]
        {
            assert_eq!(period_id(id), written);
        }
    }

    #[test]
    fn a_period_beside_another_of_its_year_leaves_the_year_out() {
        assert_eq!(period_beside("2026-Q3", "Q3 2026", "Q4 2026"), "Q3");
        assert_eq!(period_beside("2025-Q4", "Q4 2025", "Q4 2026"), "Q4 2025");
        assert_eq!(period_beside("2025", "2025", "2026"), "2025");
    }
}
