//! The time as the server tells it.

use std::cell::{Cell, RefCell};

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use crate::fmt::Moment;

const MINUTE_MS: f64 = 60_000.0;
/// What the clock may be off by before anybody minds: a second or two of travel are no difference.
const NEAR_MS: f64 = 2_000.0;

thread_local! {
    /// Milliseconds the server's clock is ahead of this machine's.
    static AHEAD: Cell<f64> = const { Cell::new(0.0) };
    /// Milliseconds the organisation's clocks are ahead of UTC.
    static AHEAD_OF_UTC: Cell<f64> = const { Cell::new(0.0) };
    /// Sets the minute of the page.
    static SET_MINUTE: RefCell<Option<UseStateSetter<Minute>>> = const { RefCell::new(None) };
}

/// Now, in milliseconds since 1970, by the server's clock as last heard.
#[must_use]
pub fn now() -> f64 {
    machine() + AHEAD.get()
}

#[cfg(target_arch = "wasm32")]
fn machine() -> f64 {
    js_sys::Date::now()
}

/// Where the server draws, time is what it last said.
#[cfg(not(target_arch = "wasm32"))]
fn machine() -> f64 {
    0.0
}

/// A moment (milliseconds since 1970) as the organisation's clocks show it, as last heard.
#[must_use]
pub fn local(millis: f64) -> Moment {
    Moment { millis, ahead: AHEAD_OF_UTC.get() }
}

/// Sets the clock by a time of the server (RFC 3339). What was drawn before by another is drawn again.
pub fn hear(time: &str) {
    let Some(heard) = Moment::parse(time) else { return };
    let ahead = heard.millis - machine();
    let ahead = if ahead.abs() < NEAR_MS { 0.0 } else { ahead };
    let turned = (ahead - AHEAD.replace(ahead)).abs() > NEAR_MS;
    let moved = AHEAD_OF_UTC.replace(heard.ahead) != heard.ahead;
    if let (true, Some(set_minute)) = (turned || moved, SET_MINUTE.with_borrow(Clone::clone)) {
        set_minute.set(Minute(now()));
    }
}

/// Milliseconds until the next minute begins.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 60 000")]
fn until_next_minute() -> u32 {
    let now = now();
    // Without the remainder of floats, which a browser has to be sent.
    (((now / MINUTE_MS).floor() + 1.0) * MINUTE_MS - now).ceil() as u32
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

/// The current minute, of the one place of a page that passes it on.
#[hook]
pub fn use_minute() -> Minute {
    let minute = use_state_eq(|| Minute(now()));
    use_effect_with(*minute, {
        let set_minute = minute.setter();
        move |_| {
            SET_MINUTE.set(Some(set_minute.clone()));
            let turn = Timeout::new(until_next_minute(), move || set_minute.set(Minute(now())));
            move || drop(turn)
        }
    });
    *minute
}
