//! The time as the server tells it.

use std::cell::Cell;

const MINUTE_MS: f64 = 60_000.0;

thread_local! {
    /// Milliseconds the server's clock is ahead of this machine's.
    static AHEAD: Cell<f64> = const { Cell::new(0.0) };
}

/// Now, in milliseconds since 1970, by the server's clock as last heard.
#[must_use]
pub fn now() -> f64 {
    js_sys::Date::now() + AHEAD.get()
}

/// Sets the clock by a time of the server (RFC 3339). A second or two of travel are no difference.
pub fn hear(time: &str) {
    let ahead = js_sys::Date::parse(time) - js_sys::Date::now();
    if ahead.is_finite() {
        AHEAD.set(if ahead.abs() < 2_000.0 { 0.0 } else { ahead });
    }
}

/// Milliseconds until the next minute begins.
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 60 000")]
pub fn until_next_minute() -> u32 {
    (MINUTE_MS - now() % MINUTE_MS).ceil() as u32
}

/// The calendar quarter of today, as periods are called: `2026-Q4`.
#[must_use]
pub fn quarter() -> String {
    let today = js_sys::Date::new(&now().into());
    [&*today.get_full_year().to_string(), "-Q", &(today.get_month() / 3 + 1).to_string()].concat()
}

/// The current minute; its readers are drawn again when it changes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Minute(pub f64);
