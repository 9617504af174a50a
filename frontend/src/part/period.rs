//! The period switcher: where in time the figures stand, and the steps before and after.

use tandem_shared::view::PeriodView;
use yew::prelude::*;

use crate::fmt::date;
use crate::part::icon::{Sign, icon};
use crate::route::Route;
use crate::words;

/// The switcher of a page that shows a period.
pub fn period_nav(here: &Route, period: &PeriodView) -> Html {
    let step = |to: Option<&str>, sign: Sign, label: &str| match to {
        Some(id) => {
            let href = here.in_period(id).href();
            html! { <a {href} aria-label={[label, ", ", &date::period_id(id)].concat()}>{ icon(sign) }</a> }
        }
        None => {
            let label = [label, ", ", words::not_open_yet()].concat();
            html! { <button type="button" disabled=true aria-label={label}>{ icon(sign) }</button> }
        }
    };
    let PeriodView { id, label, previous, next, .. } = period;
    html! {
        <nav class="period" aria-label={words::period()}>
            { step(previous.as_deref(), Sign::Previous, words::previous_period()) }
            <span>{ date::period(id, label) }</span>
            { step(next.as_deref(), Sign::Next, words::next_period()) }
        </nav>
    }
}
