//! The browser's formats without a browser: what the server draws first reads as the browser will write it.
//!
//! In British and American English and in German, as Unicode's CLDR has them and `Intl` writes them.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::date::Shape;
use super::{MINUS, NARROW, Piece};
use crate::words::{self, Language};

/// With exactly these decimals.
pub(super) fn number(value: f64, decimals: u8) -> String {
    let (group, point) = words::pick((',', '.'), ('.', ','));
    let (whole, fraction) = rounded(value.abs(), usize::from(decimals));
    let mut text = String::new();
    if value < 0.0 {
        text.push(MINUS);
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(group);
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(point);
        text.push_str(&fraction);
    }
    text
}

/// The digits before and after the point; what is halfway is rounded up, as `Intl` does, on the digits that are written.
fn rounded(value: f64, decimals: usize) -> (String, String) {
    let written = value.to_string();
    let (whole, fraction) = written.split_once('.').unwrap_or((&written, ""));
    let kept = &fraction[..decimals.min(fraction.len())];
    let up = fraction.as_bytes().get(decimals).is_some_and(|digit| *digit >= b'5');
    // Figures end long before 38 digits do.
    let digits: u128 = [whole, kept].concat().parse().unwrap_or_default();
    let padded = 10_u128.pow(u32::try_from(decimals - kept.len()).unwrap_or_default());
    let all = format!("{:0>width$}", digits * padded + u128::from(up), width = decimals + 1);
    let (whole, fraction) = all.split_at(all.len() - decimals);
    (whole.to_owned(), fraction.to_owned())
}

/// With as many decimals as it has, up to these.
pub(super) fn number_up_to(value: f64, decimals: u8) -> String {
    let text = number(value, decimals);
    let point = words::pick('.', ',');
    if text.contains(point) { text.trim_end_matches('0').trim_end_matches(point).to_owned() } else { text }
}

/// `€3.42 M` or `€84,000`; `3,42 Mio. €` or `84.000 €`.
pub(super) fn money(value: f64, currency: &str, millions: bool, decimals: u8) -> Vec<Piece> {
    let digits = number(if millions { value / 1e6 } else { value }, decimals);
    let unit = |text: &str| Piece::Unit([&NARROW.to_string(), text].concat());
    let sign = sign(currency);
    if words::spoken() == Language::German {
        let millions = millions.then(|| unit("Mio."));
        return [Piece::Number(digits)].into_iter().chain(millions).chain([unit(sign)]).collect();
    }
    let minus = digits.starts_with(MINUS).then(|| Piece::Number(MINUS.to_string()));
    let digits = Piece::Number(digits.trim_start_matches(MINUS).to_owned());
    let currency = Piece::Currency(sign.to_owned());
    minus.into_iter().chain([currency, digits]).chain(millions.then(|| unit("M"))).collect()
}

/// The sign of a currency; its code where it has none of its own.
fn sign(currency: &str) -> &str {
    let british = words::spoken() == Language::English && !is_american();
    match currency {
        "EUR" => "€",
        "GBP" => "£",
        "USD" if british => "US$",
        "USD" => "$",
        "JPY" if british => "JP¥",
        "JPY" => "¥",
        code => code,
    }
}

fn is_american() -> bool {
    words::locale() == "en-US"
}

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const GERMAN: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];
/// Beside a day or a year.
const GERMAN_SHORT: [&str; 12] =
    ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."];
const WEEKDAYS: [(&str, &str); 7] =
    [("Mon", "Mo."), ("Tue", "Di."), ("Wed", "Mi."), ("Thu", "Do."), ("Fri", "Fr."), ("Sat", "Sa."), ("Sun", "So.")];

/// A moment in one of the [`Shape`]s, in a time zone; UTC for civil dates.
#[expect(clippy::cast_possible_truncation, reason = "milliseconds of a date; `as` saturates")]
pub(super) fn date(millis: f64, shape: Shape, zone: &str) -> String {
    let Ok(timestamp) = Timestamp::from_millisecond(millis as i64) else { return String::new() };
    let at = timestamp.to_zoned(TimeZone::get(zone).unwrap_or(TimeZone::UTC));
    if words::spoken() == Language::German { german(&at, shape) } else { english(&at, shape) }
}

fn place(number: i8) -> usize {
    usize::try_from(number).map_or(0, |number| number.saturating_sub(1))
}

fn english(at: &Zoned, shape: Shape) -> String {
    let (day, year, american) = (at.day(), at.year(), is_american());
    let long = ENGLISH[place(at.month())];
    // British September is one letter longer than the others.
    let short = if long == "September" && !american { "Sept" } else { &long[..3] };
    let weekday = WEEKDAYS[place(at.weekday().to_monday_one_offset())].0;
    let time = if american { at.strftime("%I:%M %p") } else { at.strftime("%H:%M") };
    match (shape, american) {
        (Shape::Day, false) => format!("{day} {short}"),
        (Shape::Day, true) => format!("{short} {day}"),
        (Shape::DayLong, false) => format!("{day} {long}"),
        (Shape::DayLong, true) => format!("{long} {day}"),
        (Shape::DayYear, false) => format!("{day} {short} {year}"),
        (Shape::DayYear, true) => format!("{short} {day}, {year}"),
        (Shape::Month, _) => short.to_owned(),
        (Shape::MonthYear, _) => format!("{long} {year}"),
        (Shape::MonthShort, _) => format!("{short} {year}"),
        (Shape::Weekday, false) => format!("{weekday} {day} {short}"),
        (Shape::Weekday, true) => format!("{weekday}, {short} {day}"),
        (Shape::Time, _) => time.to_string(),
        (Shape::Moment, false) => format!("{day} {short}, {time}"),
        (Shape::Moment, true) => format!("{short} {day}, {time}"),
    }
}

fn german(at: &Zoned, shape: Shape) -> String {
    let (day, year, month) = (at.day(), at.year(), place(at.month()));
    let (long, short) = (GERMAN[month], GERMAN_SHORT[month]);
    let weekday = WEEKDAYS[place(at.weekday().to_monday_one_offset())].1;
    let time = at.strftime("%H:%M");
    match shape {
        Shape::Day => format!("{day}. {short}"),
        Shape::DayLong => format!("{day}. {long}"),
        Shape::DayYear => format!("{day}. {short} {year}"),
        // Alone, a month has three letters and no point.
        Shape::Month => long.chars().take(3).collect(),
        Shape::MonthYear => format!("{long} {year}"),
        Shape::MonthShort => format!("{short} {year}"),
        Shape::Weekday => format!("{weekday}, {day}. {short}"),
        Shape::Time => time.to_string(),
        Shape::Moment => format!("{day}. {short}, {time}"),
    }
}

/// Milliseconds since 1970 of a date (its start in UTC) or time; NaN if it is neither.
pub(super) fn parse(text: &str) -> f64 {
    let date = || Some(text.parse::<Date>().ok()?.to_zoned(TimeZone::UTC).ok()?.timestamp());
    let timestamp = if text.len() > "2026-11-22".len() { text.parse::<Timestamp>().ok() } else { date() };
    timestamp.map_or(f64::NAN, |timestamp| timestamp.as_millisecond() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_rounded_up_on_the_digits_that_are_written() {
        words::choose("en-GB");
        for (value, decimals, written) in [
            (1.005, 2, "1.01"),
            (2.5, 0, "3"),
            (0.125, 0, "0"),
            (999.95, 1, "1,000.0"),
            (-3.45, 1, "−3.5"),
            (0.0, 2, "0.00"),
        ] {
            assert_eq!(number(value, decimals), written);
        }
    }

    #[test]
    fn each_language_writes_its_own_way() {
        let at = 1_795_338_300_000.0; // 22 November 2026, 09:05 in UTC
        for (locale, moment, amount) in [
            ("en-GB", "22 Nov, 09:05", "−€84,001"),
            ("en-US", "Nov 22, 09:05 AM", "−€84,001"),
            ("de-DE", "22. Nov., 09:05", "−84.001\u{202f}€"),
        ] {
            words::choose(locale);
            assert_eq!(date(at, Shape::Moment, "UTC"), moment);
            assert_eq!(super::super::Figure::new(money(-84_000.5, "EUR", false, 0)).text(), amount);
        }
        assert_eq!(parse("2026-11-22T09:05:00Z"), at);
        assert!(parse("soon").is_nan());
        words::choose("en-GB");
    }
}
