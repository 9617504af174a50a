//! The calendar: days as numbers, and numbers as days.

/// Days before 1970-01-01 in the proleptic Gregorian calendar, counted from 0000-03-01.
const EPOCH: i64 = 719_468;
/// Days in 400 years.
const ERA: i64 = 146_097;

/// The number of a date (`YYYY-MM-DD`), counted from 1970-01-01.
#[must_use]
pub fn number(date: &str) -> Option<i64> {
    let (year, month, day) = (digits(date, 0, 4)?, digits(date, 5, 2)?, digits(date, 8, 2)?);
    (date.len() == 10 && (1..=12).contains(&month) && (1..=31).contains(&day)).then(|| joined(year, month, day))
}

/// The number that so many digits say.
pub(super) fn digits(text: &str, from: usize, count: usize) -> Option<i64> {
    let digits = text.as_bytes().get(from..from + count)?;
    digits.iter().try_fold(0, |number, digit| digit.is_ascii_digit().then(|| number * 10 + i64::from(digit - b'0')))
}

/// The date of a number.
#[must_use]
pub fn date(number: i64) -> String {
    let (year, month, day) = split(number);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The first day of the month so many months before the month of a day.
#[must_use]
pub fn months_before(day: i64, months: i64) -> i64 {
    let (year, month, _) = split(day);
    let month = year * 12 + month - 1 - months;
    joined(month.div_euclid(12), month.rem_euclid(12) + 1, 1)
}

/// Years that begin in March end with the leap day, so that every month has its place.
fn joined(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - EPOCH
}

/// Year, month and day of a number.
pub(super) fn split(number: i64) -> (i64, i64, i64) {
    let (era, of_era) = ((number + EPOCH).div_euclid(ERA), (number + EPOCH).rem_euclid(ERA));
    let years = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * years + years / 4 - years / 100);
    let march = (5 * of_year + 2) / 153;
    let month = if march < 10 { march + 3 } else { march - 9 };
    let year = era * 400 + years + i64::from(month <= 2);
    (year, month, of_year - (153 * march + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_numbers_are_one_to_one() {
        assert_eq!(number("1970-01-01"), Some(0));
        assert_eq!(number("2026-11-22"), Some(20_779));
        for day in (-40_000..60_000).step_by(7) {
            assert_eq!(number(&date(day)), Some(day));
        }
        assert_eq!(date(number("2028-02-29").expect("a date") + 1), "2028-03-01");
        for odd in ["", "2026-13-01", "2026-11", "2026-11-xx"] {
            assert_eq!(number(odd), None, "{odd}");
        }
    }

    #[test]
    fn months_are_counted_back_over_years() {
        let back = |from: &str, months| date(months_before(number(from).expect("a date"), months));
        assert_eq!(back("2026-11-22", 12), "2025-11-01");
        assert_eq!(back("2026-03-31", 1), "2026-02-01");
        assert_eq!(back("2026-01-15", 1), "2025-12-01");
    }
}
