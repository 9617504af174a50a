//! The time as the server tells it.

use std::cell::Cell;

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

/// The current minute; its readers are drawn again when it changes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Minute(pub f64);
