//! Numbers as people type them: read by the reader's locale, never guessed.

use tandem_shared::{Quantity, Unit, UnitType};

use crate::fmt::number::{self, Format};
use crate::words;

/// Spaces and apostrophes that group digits somewhere; none of them is a decimal mark anywhere.
const GROUPS: [char; 6] = [' ', '\u{a0}', '\u{202f}', '\u{2009}', '\'', '’'];
/// Signs that say the unit again.
const SIGNS: [char; 6] = ['%', '×', '€', '$', '£', '¥'];
/// What stands before what is less than nothing.
const MINUS: [char; 3] = ['-', '−', '–'];
/// From this many times the old figure on, or as many times less, a new one is asked about.
const TIMES: f64 = 5.0;
/// How near the old figure lies what was most likely meant, as a natural logarithm: within two thirds and one and a half.
const NEAR: f64 = 0.5;

/// What somebody typed, as a number in a unit; else why it is none, and what to type instead.
///
/// # Errors
/// A sentence for the field.
pub fn read(typed: &str, unit: &Unit) -> Result<Quantity, String> {
    match unit.kind {
        UnitType::Duration => duration(typed),
        UnitType::Money => amount(typed, &[unit.currency.as_deref().unwrap_or("€"), "US$", "JP¥"]),
        _ => plain(typed),
    }
}

/// A number without a unit.
///
/// # Errors
/// A sentence for the field.
pub fn plain(typed: &str) -> Result<Quantity, String> {
    amount(typed, &[])
}

/// A number, by itself or with one of these names of its currency before or behind: `−CHF 84’001`, `84.500 CHF`.
fn amount(typed: &str, names: &[&str]) -> Result<Quantity, String> {
    let typed = typed.trim();
    let (mut sign, mut digits) = ("", typed);
    loop {
        let before = digits.len();
        for name in names {
            digits = digits.strip_prefix(name).unwrap_or(digits);
            digits = digits.strip_suffix(name).unwrap_or(digits);
        }
        digits = digits.trim_matches(|letter: char| SIGNS.contains(&letter) || letter.is_whitespace());
        if let (Some(rest), "") = (digits.strip_prefix(MINUS), sign) {
            (sign, digits) = ("-", rest);
        }
        if digits.len() == before {
            break;
        }
    }
    if digits.is_empty() {
        return Err(words::type_a_number().into());
    }
    let (decimal, group) = number::marks();
    let is_mark = |letter: char| matches!(letter, '.' | ',') || letter == decimal || letter == group;
    if let Some(odd) =
        digits.chars().find(|&letter| !letter.is_ascii_digit() && !is_mark(letter) && !GROUPS.contains(&letter))
    {
        return Err(words::odd_letter(&odd.to_string(), typed));
    }
    let (whole, fraction) = digits.split_once(decimal).unwrap_or((digits, ""));
    let mut groups = whole.split(|letter: char| letter == group || GROUPS.contains(&letter));
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let grouped = rest.is_empty() || (1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3);
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !grouped || !all_digits(first) || !rest.iter().all(|group| all_digits(group)) || !all_digits(fraction) {
        return Err(words::misplaced_mark(typed, &number::up_to(1234.5)));
    }
    let text = [sign, if first.is_empty() { "0" } else { first }, &rest.concat(), ".", fraction].concat();
    text.trim_end_matches('.').parse().map_err(|_| words::beyond(typed))
}

/// A time span: `1 h 52 min`, `90 min`, `45 s`. A number alone would be anybody's guess.
fn duration(typed: &str) -> Result<Quantity, String> {
    let (mut rest, negative) = match typed.trim().strip_prefix(MINUS) {
        Some(rest) => (rest.trim_start(), true),
        None => (typed.trim(), false),
    };
    let mut seconds = Quantity::ZERO;
    if rest.is_empty() {
        return Err(words::type_a_span().into());
    }
    while !rest.is_empty() {
        let unit_at = rest.find(char::is_alphabetic).ok_or_else(|| words::type_a_span().to_owned())?;
        let (count, after) = rest.split_at(unit_at);
        let (name, after) = after.split_at(after.find(|letter: char| !letter.is_alphabetic()).unwrap_or(after.len()));
        let factor = match name {
            "d" => 86_400,
            "h" => 3_600,
            "min" | "m" => 60,
            "s" => 1,
            _ => return Err(words::type_a_span().into()),
        };
        if count.contains(MINUS) {
            return Err(words::type_a_span().into());
        }
        let part = plain(count)?.parts().checked_mul(factor).map(Quantity::from_parts);
        seconds = part.and_then(|part| seconds.checked_add(part)).ok_or_else(|| words::beyond(typed))?;
        rest = after.trim_start();
    }
    Ok(if negative { Quantity::from_parts(-seconds.parts()) } else { seconds })
}

/// A time span to the last of its seconds: `104 d 4 h 1 min 1.5 s`.
fn span(seconds: Quantity) -> String {
    let mut rest = seconds.parts().unsigned_abs();
    let mut text = String::from(if seconds < Quantity::ZERO { "−" } else { "" });
    for (name, size) in [("d", 86_400), ("h", 3_600), ("min", 60)] {
        let size = size * Quantity::SCALE.unsigned_abs();
        if rest >= size {
            text.push_str(&[&*number::plain((rest / size) as f64), " ", name, " "].concat());
        }
        rest %= size;
    }
    if rest > 0 || seconds == Quantity::ZERO {
        text.push_str(&[&*number::up_to(rest as f64 / Quantity::SCALE as f64), " s"].concat());
    }
    text.trim_end().to_owned()
}

/// A number as it would be typed.
#[must_use]
pub fn write(quantity: Quantity, unit: &Unit) -> String {
    match unit.kind {
        UnitType::Duration => span(quantity),
        _ => bare(quantity),
    }
}

/// A number without its unit.
#[must_use]
pub fn bare(quantity: Quantity) -> String {
    number::up_to(quantity.to_f64())
}

/// Weights as they would be typed: `1 1 2`.
#[must_use]
pub fn weights(weights: &[Quantity]) -> String {
    weights.iter().map(|weight| bare(*weight)).collect::<Vec<_>>().join(" ")
}

/// A figure with every digit it has.
#[must_use]
pub fn full(quantity: Quantity, unit: &Unit) -> String {
    let format = Format::of(unit, &[Some(quantity)]);
    let text = format.text(quantity);
    match unit.kind {
        _ if read(&text, unit) == Ok(quantity) => text,
        UnitType::Duration => span(quantity),
        _ => format.exact(quantity),
    }
}

/// What to ask about a figure that is many times the old one, or a small part of it: most often a digit too many or too
/// few; and about one that is nothing, or less.
#[must_use]
pub fn doubt(old: Option<Quantity>, new: Quantity, unit: &Unit) -> Option<String> {
    if new < Quantity::ZERO || (new == Quantity::ZERO && old > Some(new)) {
        return Some(words::doubt(&full(new, unit), words::not_above_zero(), None));
    }
    let old = old.map(Quantity::to_f64).filter(|old| *old > 0.0)?;
    let times = new.to_f64() / old;
    if 1.0 / TIMES < times && times < TIMES {
        return None;
    }
    let mut meant = None;
    for shift in [0.001, 0.01, 0.1, 10.0, 100.0, 1_000.0] {
        let distance = (times * shift).ln().abs();
        if distance < meant.map_or(NEAR, |(_, nearest)| nearest) {
            meant = Some((shift, distance));
        }
    }
    let meant = meant.and_then(|(shift, _)| Quantity::nearest(new.to_f64() * shift)).map(|meant| full(meant, unit));
    let new = full(new, unit);
    let how =
        if times > 1.0 { words::times(&number::plain(times)) } else { words::only(&number::percent(times, true)) };
    Some(words::doubt(&new, &how, meant.as_deref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(kind: UnitType) -> Unit {
        Unit { kind, currency: None }
    }

    #[test]
    fn numbers_are_read_by_the_locale_and_nothing_is_guessed() {
        for (typed, means) in [
            ("2300", "2300"),
            (" 2,300 ", "2300"),
            ("2 300", "2300"),
            ("2’300.5", "2300.5"),
            ("1,234,567.25", "1234567.25"),
            ("1.234", "1.234"),
            ("1,234", "1234"),
            (".5", "0.5"),
            ("−12", "-12"),
            ("63 %", "63"),
            ("€ 84,000", "84000"),
        ] {
            assert_eq!(plain(typed).map(|read| read.to_string()), Ok(means.into()), "{typed}");
        }
        for (typed, says) in [
            ("13,4l0", "Letter l in 13,4l0. Use digits"),
            ("", "Type a number"),
            ("12,5", "1,234.5"),
            ("1.234.567", "1,234.5"),
            ("1,23,456", "1,234.5"),
            ("12 34", "1,234.5"),
            ("1,234.5,6", "1,234.5"),
            ("1e9", "Letter e"),
            ("1.23456", "four decimals"),
            ("99999999999999999999", "four decimals"),
            ("٣", "Letter ٣"),
        ] {
            let fault = plain(typed).expect_err(typed);
            assert!(fault.contains(says), "{typed}: {fault}");
        }
    }

    #[test]
    fn time_spans_say_their_unit() {
        for (typed, means) in [
            ("1 h 52 min", "6720"),
            ("90min", "5400"),
            ("2 d 4 h", "187200"),
            ("1.5 h", "5400"),
            ("45\u{202f}s", "45"),
            ("−1 h 52 min", "-6720"),
        ] {
            assert_eq!(
                read(typed, &unit(UnitType::Duration)).map(|read| read.to_string()),
                Ok(means.into()),
                "{typed}"
            );
        }
        for typed in ["90", "", "1:30", "two h", "3 weeks", "1 h -5 min", "--5 s"] {
            assert!(read(typed, &unit(UnitType::Duration)).is_err(), "{typed}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        for locale in ["en-GB", "en-US", "de-DE", "de-CH"] {
            words::choose(locale);
            for figure in ["0", "0.4", "1284.5", "-6720", "9000061.5", "3421000", "100000000000", "922337203685477"] {
                let figure: Quantity = figure.parse().expect("a quantity");
                for kind in [UnitType::Count, UnitType::Money, UnitType::Duration] {
                    let text = write(figure, &unit(kind));
                    assert_eq!(read(&text, &unit(kind)), Ok(figure), "{locale}: {text}");
                }
                for code in ["EUR", "USD", "CHF", "JPY"] {
                    let money = Unit { kind: UnitType::Money, currency: Some(code.into()) };
                    let text = Format::of(&money, &[]).exact(figure);
                    assert_eq!(read(&text, &money), Ok(figure), "{locale}: {text}");
                }
            }
        }
        words::choose("en-GB");
    }

    #[test]
    fn a_digit_too_many_is_asked_about() {
        let unit = unit(UnitType::Count);
        let ask = |old: &str, new: &str| doubt(old.parse().ok(), new.parse().expect("a quantity"), &unit);
        assert_eq!(ask("760", "8600").as_deref(), Some("8,600 is 11 times the old one. Did you mean 860?"));
        let less = ask("760", "78").expect("asked");
        assert!(less.contains("Did you mean 780?"), "{less}");
        let odd = ask("760", "4000").expect("asked");
        assert!(!odd.contains("mean"), "{odd}");
        assert_eq!(ask("760", "0").as_deref(), Some("0 is no longer above 0. Save again if it is right."));
        assert!(ask("0", "-3").is_some());
        for (before, plausible) in [("760", "860"), ("760", "3000"), ("760", "200"), ("0", "0")] {
            assert_eq!(ask(before, plausible), None, "{plausible}");
        }
    }
}
