//! Plain English formats without a browser, for native tests.

use super::{MINUS, NARROW, Piece};

/// `1,284.5`.
pub(super) fn number(value: f64, decimals: u8) -> String {
    let text = format!("{:.*}", usize::from(decimals), value.abs());
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let minus = if value < 0.0 { MINUS.to_string() } else { String::new() };
    [&minus, &*grouped, rest].concat()
}

/// With as many decimals as it has.
pub(super) fn number_up_to(value: f64, decimals: u8) -> String {
    let text = number(value, decimals);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// `€3.42 M` or `€84,000`.
pub(super) fn money(value: f64, currency: &str, millions: bool, decimals: u8) -> Vec<Piece> {
    let sign = if currency == "EUR" { "€" } else { currency };
    let mut pieces = vec![Piece::Currency(sign.into())];
    if millions {
        pieces.push(Piece::Number(number(value / 1e6, decimals)));
        pieces.push(Piece::Unit(format!("{NARROW}M")));
    } else {
        pieces.push(Piece::Number(number(value, decimals)));
    }
    pieces
}

/// A civil date in one of the [`Shape`](super::date::Shape)s.
pub(super) fn date(millis: f64, shape: super::date::Shape, _zone: &str) -> String {
    format!("{shape:?} {millis}")
}

/// Milliseconds since 1970 of a date or time.
pub(super) fn parse(_text: &str) -> f64 {
    f64::NAN
}
