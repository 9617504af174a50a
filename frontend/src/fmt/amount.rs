//! Digits with their marks, and amounts of money.

use super::{Locale, MINUS, NARROW, Piece};
use crate::words;

/// What a product of decimals may have lost on the way, of its size and at most: 1.005 × 100 is 100.49999999999999.
const LOST: (f64, f64) = (4.0 * f64::EPSILON, 1e-3);

/// With exactly these decimals; what is halfway goes away from zero.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "not negative; `as` saturates")]
pub(super) fn number(value: f64, decimals: u8) -> String {
    let (group, point) = words::locale().marks();
    let scale = 10_u64.pow(decimals.into());
    // Whole and fraction by themselves: together they may have more digits than a float.
    let (whole, factor) = (value.abs().floor(), scale as f64);
    let lost = (value.abs() * factor * LOST.0).min(LOST.1);
    let fraction = ((value.abs() - whole) * factor + lost + 0.5) as u64;
    let mut rest = (whole as u64).saturating_mul(scale).saturating_add(fraction);
    let negative = value < 0.0 && rest > 0;
    // From the last digit to the first.
    let mut text = String::new();
    let mut place = 0;
    while rest > 0 || place <= decimals {
        if place > 0 && place == decimals {
            text.insert(0, point);
        } else if place > decimals && (place - decimals).is_multiple_of(3) {
            text.insert(0, group);
        }
        text.insert(0, char::from(b'0' + (rest % 10) as u8));
        rest /= 10;
        place += 1;
    }
    if negative {
        text.insert(0, MINUS);
    }
    text
}

/// With as many decimals as it has, up to these.
pub(super) fn number_up_to(value: f64, decimals: u8) -> String {
    let text = number(value, decimals);
    let point = words::locale().marks().1;
    if decimals > 0 { text.trim_end_matches('0').trim_end_matches(point).to_owned() } else { text }
}

/// `€3.42 M` or `€84,000`; `3,42 Mio. €` or `84.000 €`; `CHF 84’000`.
pub(super) fn money(value: f64, currency: &str, millions: bool, decimals: u8) -> Vec<Piece> {
    let amount = number(if millions { value / 1e6 } else { value }, decimals);
    let unit = |text: &str| Piece::Unit([&NARROW.to_string(), text].concat());
    let sign = sign(currency);
    let after = words::locale() == Locale::German;
    let mut pieces = Vec::new();
    if after {
        pieces.push(Piece::Number(amount));
    } else {
        let positive = amount.trim_start_matches(MINUS);
        if positive.len() < amount.len() {
            pieces.push(Piece::Number(MINUS.to_string()));
        }
        // Letters would run into the digits.
        let apart = if sign.ends_with(|last: char| last.is_ascii_alphabetic()) { "\u{202f}" } else { "" };
        pieces.push(Piece::Currency([sign, apart].concat()));
        pieces.push(Piece::Number(positive.to_owned()));
    }
    if millions {
        pieces.push(unit(words::pick("M", "Mio.")));
    }
    if after {
        pieces.push(unit(sign));
    }
    pieces
}

/// The sign of a currency; its code where it has none of its own.
fn sign(currency: &str) -> &str {
    match (currency, words::locale()) {
        ("EUR", _) => "€",
        ("GBP", _) => "£",
        ("INR", _) => "₹",
        ("USD", Locale::British) => "US$",
        ("USD", _) => "$",
        ("JPY", Locale::British) => "JP¥",
        ("JPY", _) => "¥",
        (code, _) => code,
    }
}

#[cfg(test)]
mod tests {
    use tandem_shared::Quantity;

    use super::*;
    use crate::fmt::Figure;

    #[test]
    fn numbers_are_rounded_as_by_hand() {
        words::choose("en-GB");
        for (value, decimals, written) in [
            (1.005, 2, "1.01"),
            (2.5, 0, "3"),
            (0.125, 0, "0"),
            (999.95, 1, "1,000.0"),
            (-3.45, 1, "−3.5"),
            (-0.04, 1, "0.0"),
            (0.0, 2, "0.00"),
            (1.07, 2, "1.07"),
            (1_234_567.0, 0, "1,234,567"),
        ] {
            assert_eq!(number(value, decimals), written);
        }
        assert_eq!([1.5, 2.0, 100.0].map(|value| number_up_to(value, 4)), ["1.5", "2", "100"]);
        assert_eq!(number_up_to(100.0, 0), "100");
    }

    #[test]
    fn every_quantity_is_rounded_on_the_digits_it_has() {
        words::choose("en-GB");
        // A walk over all sizes, without chance: each step is a little longer than the one before.
        let mut parts = 1_i64;
        while parts < i64::MAX / 998 * 997 {
            // Beyond that a float has no four decimals.
            if parts > 1_000_000_000 * Quantity::SCALE {
                parts = parts / Quantity::SCALE * Quantity::SCALE;
            }
            for decimals in 0..=4_u32 {
                let grain = 10_i64.pow(4 - decimals);
                let exact = (parts + grain / 2) / grain;
                let written = number(Quantity::from_parts(parts).to_f64(), u8::try_from(decimals).expect("few"));
                let digits: i64 = written.replace([',', '.'], "").parse().expect("digits");
                assert_eq!(digits, exact, "{parts} parts with {decimals} decimals: {written}");
            }
            parts += 1 + parts / 997;
        }
    }

    #[test]
    fn each_locale_writes_amounts_its_own_way() {
        for (tag, currency, full, millions) in [
            ("en-GB", "EUR", "−€84,001", "€3.42\u{202f}M"),
            ("en-GB", "USD", "−US$84,001", "US$3.42\u{202f}M"),
            ("en-US", "USD", "−$84,001", "$3.42\u{202f}M"),
            ("en-GB", "CHF", "−CHF\u{202f}84,001", "CHF\u{202f}3.42\u{202f}M"),
            ("de-DE", "EUR", "−84.001\u{202f}€", "3,42\u{202f}Mio.\u{202f}€"),
            ("de-CH", "CHF", "−CHF\u{202f}84’001", "CHF\u{202f}3.42\u{202f}Mio."),
        ] {
            words::choose(tag);
            assert_eq!(Figure::new(money(-84_000.5, currency, false, 0)).text(), full, "{tag}");
            assert_eq!(Figure::new(money(3_421_000.0, currency, true, 2)).text(), millions, "{tag}");
        }
        words::choose("en-GB");
    }
}
