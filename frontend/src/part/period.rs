//! The period switcher: where in time the figures stand, and the steps before and after.

use tandem_shared::view::PeriodView;
use yew::prelude::*;

use crate::fmt::date;
use crate::part::icon::{Icon, Sign};
use crate::route::Route;
use crate::words;

/// Which period of which page.
#[derive(Properties, PartialEq)]
pub struct PeriodNavProps {
    /// The page.
    pub here: Route,
    /// The period it shows.
    pub period: PeriodView,
}

/// The switcher.
#[component]
pub fn PeriodNav(props: &PeriodNavProps) -> Html {
    let step = |to: Option<&str>, sign: Sign, label: &str| match to {
        Some(id) => {
            let href = props.here.in_period(id).href();
            html! { <a {href} aria-label={[label, ", ", &date::period_id(id)].concat()}><Icon {sign} /></a> }
        }
        None => {
            let label = [label, ", ", words::not_open_yet()].concat();
            html! { <button type="button" disabled=true aria-label={label}><Icon {sign} /></button> }
        }
    };
    let PeriodView { id, label, previous, next, .. } = &props.period;
    html! {
        <nav class="period" aria-label={words::period()}>
            { step(previous.as_deref(), Sign::Previous, words::previous_period()) }
            <span>{ date::period(id, label) }</span>
            { step(next.as_deref(), Sign::Next, words::next_period()) }
        </nav>
    }
}
