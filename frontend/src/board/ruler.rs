//! The ruler: how much of the period is gone, with its months and weeks.

use tandem_shared::PeriodUnit;
use tandem_shared::view::PeriodView;
use yew::prelude::*;

use super::model::is_over;
use crate::chart::svg::{percent, within};
use crate::fmt::number;
use crate::fmt::{Shape, date};
use crate::words;

/// Further left than this, the words beside today's mark stand to its right.
const ROOM_LEFT: f64 = 0.5;
/// Marks later than this would run into the last day's.
const ROOM_RIGHT: f64 = 0.88;

/// The ruler.
pub(super) fn ruler(period: &PeriodView) -> Html {
    let running = period.day > 0 && !is_over(period);
    let (bold, rest) = if running {
        let day = number::plain(period.day.into());
        words::day_of(&day, &number::plain(period.days.into()), &number::percent(period.elapsed, false))
    } else {
        (String::new(), if period.day == 0 { words::not_begun() } else { words::over() }.to_owned())
    };
    let mark_shape = match period.unit {
        PeriodUnit::Month | PeriodUnit::FiscalPeriod | PeriodUnit::Week => Shape::Day,
        _ => Shape::Month,
    };
    let at = within(period.elapsed, 0.0, 1.0);
    let now = percent(at * 100.0);
    let (anchor, dx) = if at < ROOM_LEFT { ("start", "7") } else { ("end", "-7") };
    let week = |share: &f64| {
        let x = percent(share * 100.0);
        html! { <line x1={x.clone()} x2={x} y1="27" y2="31" /> }
    };
    let mark = |x: String, text: String, end: bool| {
        let (anchor, dx) = if end { ("end", "-6") } else { ("start", "6") };
        html! {
            <>
                <line class="month" x1={x.clone()} x2={x.clone()} y1="36" y2="50" />
                <text {x} {dx} y="47" text-anchor={anchor}>{ text }</text>
            </>
        }
    };
    html! {
        <svg class="tandem-chart ruler" role="img" aria-label={[bold.as_str(), &rest].concat()}>
            <line x1="0" x2="100%" y1="29" y2="29" />
            { for period.weeks.iter().map(week) }
            <line class="gone" x1="0" x2={now.clone()} y1="29" y2="29" />
            { for period.marks.iter().filter(|mark| mark.share < ROOM_RIGHT).map(|m| {
                mark(percent(m.share * 100.0), date::write(&m.date, mark_shape), false)
            }) }
            { mark("100%".into(), date::day_before(&period.to, Shape::Day), true) }
            <line class="now" x1={now.clone()} x2={now.clone()} y1="2" y2="29" />
            <text class="today" x={now} {dx} y="14" text-anchor={anchor}><tspan>{ bold }</tspan>{ rest }</text>
        </svg>
    }
}
