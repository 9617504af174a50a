//! The browser's `Intl`, with one cached formatter for each shape.

use std::cell::RefCell;

use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

use super::date::Shape;
use super::{MINUS, NARROW, Piece};
use crate::words;

thread_local! {
    static AMOUNTS: RefCell<Vec<(String, Intl::NumberFormat)>> = const { RefCell::new(Vec::new()) };
    /// By least and most decimals.
    static PLAIN: RefCell<Vec<((u8, u8), Function)>> = const { RefCell::new(Vec::new()) };
    static DATES: RefCell<Vec<(Shape, String, Function)>> = const { RefCell::new(Vec::new()) };
}

/// Forgets the formatters: they are of another language now.
pub(crate) fn forget() {
    AMOUNTS.take();
    PLAIN.take();
    DATES.take();
}

fn locales() -> Array {
    Array::of1(&JsValue::from_str(&words::locale()))
}

fn options(pairs: &[(&str, JsValue)]) -> Object {
    let options = Object::new();
    for (name, value) in pairs {
        // Setting a property of a fresh object cannot fail.
        let _ = Reflect::set(&options, &JsValue::from_str(name), value);
    }
    options
}

/// The parts of a formatted amount, with the minus sign and the narrow spaces of the house.
fn parts(key: String, pairs: &[(&str, JsValue)], value: f64) -> Vec<Piece> {
    let parts = AMOUNTS.with_borrow_mut(|known| {
        if let Some((_, format)) = known.iter().find(|(known, _)| *known == key) {
            return format.format_to_parts(value);
        }
        let format = Intl::NumberFormat::new(&locales(), &options(pairs));
        let parts = format.format_to_parts(value);
        known.push((key, format));
        parts
    });
    let mut pieces: Vec<Piece> = Vec::new();
    for part in parts.iter() {
        let field = |name: &str| Reflect::get(&part, &JsValue::from_str(name)).ok().and_then(|text| text.as_string());
        let (kind, text) = (field("type").unwrap_or_default(), field("value").unwrap_or_default());
        match (kind.as_str(), pieces.last_mut()) {
            ("literal", _) => {}
            // British English writes a lower-case m, which is a metre to everybody else.
            ("compact", _) if text == "m" => pieces.push(Piece::Unit([&NARROW.to_string(), "M"].concat())),
            ("currency", None) => pieces.push(Piece::Currency(text)),
            ("currency", Some(Piece::Number(number))) if *number == MINUS.to_string() => {
                pieces.push(Piece::Currency(text));
            }
            ("currency" | "compact", _) => pieces.push(Piece::Unit([&NARROW.to_string(), &*text].concat())),
            ("minusSign", _) => pieces.push(Piece::Number(MINUS.to_string())),
            (_, Some(Piece::Number(number))) => number.push_str(&text),
            _ => pieces.push(Piece::Number(text)),
        }
    }
    pieces
}

/// With exactly these decimals.
pub(super) fn number(value: f64, decimals: u8) -> String {
    plain(value, decimals, decimals)
}

/// With as many decimals as it has, up to these.
pub(super) fn number_up_to(value: f64, decimals: u8) -> String {
    plain(value, 0, decimals)
}

/// A number without a unit, in one call to the browser: a board is full of them.
fn plain(value: f64, least: u8, most: u8) -> String {
    let written = PLAIN.with_borrow_mut(|known| {
        let index = known.iter().position(|(decimals, _)| *decimals == (least, most)).unwrap_or_else(|| {
            let pairs =
                [("minimumFractionDigits", JsValue::from(least)), ("maximumFractionDigits", JsValue::from(most))];
            known.push(((least, most), Intl::NumberFormat::new(&locales(), &options(&pairs)).format()));
            known.len() - 1
        });
        known[index].1.call1(&JsValue::UNDEFINED, &JsValue::from_f64(value))
    });
    written.ok().and_then(|text| text.as_string()).unwrap_or_default().replace('-', &MINUS.to_string())
}

/// An amount, in full or in millions.
pub(super) fn money(value: f64, currency: &str, millions: bool, decimals: u8) -> Vec<Piece> {
    let count = JsValue::from(decimals);
    let pairs = [
        ("style", "currency".into()),
        ("currency", currency.into()),
        ("notation", if millions { "compact" } else { "standard" }.into()),
        ("minimumFractionDigits", count.clone()),
        ("maximumFractionDigits", count),
    ];
    parts([currency, if millions { "m" } else { "f" }, digit(decimals)].concat(), &pairs, value)
}

/// One digit as text, for keys.
fn digit(decimals: u8) -> &'static str {
    ["0", "1", "2", "3", "4"][usize::from(decimals.min(4))]
}

/// A moment in one of the [`Shape`]s, in a time zone; UTC for civil dates.
pub(super) fn date(millis: f64, shape: Shape, zone: &str) -> String {
    DATES.with_borrow_mut(|known| {
        let index = known.iter().position(|(s, z, _)| *s == shape && z == zone).unwrap_or_else(|| {
            let mut pairs: Vec<(&str, JsValue)> =
                shape.fields().iter().map(|(name, value)| (*name, JsValue::from_str(value))).collect();
            pairs.push(("timeZone", zone.into()));
            known.push((shape, zone.to_owned(), Intl::DateTimeFormat::new(&locales(), &options(&pairs)).format()));
            known.len() - 1
        });
        let written = known[index].2.call1(&JsValue::UNDEFINED, &JsValue::from_f64(millis));
        written.ok().and_then(|text| text.as_string()).unwrap_or_default()
    })
}

/// Milliseconds since 1970 of a date (its start in UTC) or time; NaN if it is neither.
pub(super) fn parse(text: &str) -> f64 {
    Date::parse(text)
}
