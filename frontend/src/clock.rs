//! The time as the server tells it, and a tick a minute for ages that grow.

use std::cell::Cell;

use gloo_timers::callback::Interval;
use yew::prelude::*;

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

/// What to tell the time.
#[derive(Properties, PartialEq)]
pub struct ClockProps {
    /// The page.
    #[prop_or_default]
    pub children: Html,
}

/// Hands the minute down to every age below it.
#[component]
pub fn Clock(props: &ClockProps) -> Html {
    let minute = use_state_eq(|| Minute(now()));
    let set = minute.setter();
    use_effect_with((), move |()| {
        let tick = Interval::new(60_000, move || set.set(Minute(now())));
        move || drop(tick)
    });
    html! { <ContextProvider<Minute> context={*minute}>{ props.children.clone() }</ContextProvider<Minute>> }
}
