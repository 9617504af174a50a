//! The head of the panel: whose KPI it is, its figure and verdict, its bar and where it will end.

use tandem_shared::view::{PeriodView, TileView};
use yew::prelude::*;

use super::place::Place;
use crate::board::Reading;
use crate::chart::bullet::Bullet;
use crate::fmt::{Shape, date};
use crate::part::bullet::bar;
use crate::part::chip::chips;
use crate::part::figure::figure;
use crate::part::status::verdict;
use crate::words;

/// The teams that own it, and what its pair says.
pub(super) fn owners(tile: &TileView, place: Option<&Place>) -> Html {
    let pair = place.map(|place| place.pair).filter(|pair| !pair.is_empty());
    html! {
        <div class="row">
            { chips(&tile.owners) }
            { for pair.map(|pair| html! { <span class="side__pair">{ words::in_pair(pair) }</span> }) }
        </div>
    }
}

/// Figure, verdict and bar.
pub(super) fn head(tile: &TileView, period: &PeriodView) -> Html {
    let reading = Reading::new(tile).within(period);
    let (bold, left) = reading.scale_left();
    let (tick, right) = reading.scale_right();
    let running = period.day > 0 && period.day < period.days;
    let right = if tick && running { words::on_day(&right, period.day) } else { right };
    let value = match tile.value {
        Some(value) => html! {
            <p class="tandem-value" title={reading.format().exact(value)}>{ figure(&reading.format().figure(value)) }</p>
        },
        None => html! { <p class="tandem-value tandem-value--none" aria-label={words::no_value()}>{ "–" }</p> },
    };
    let forecast = tile.forecast.filter(|_| running).map(|forecast| {
        let [value, low, high] =
            [forecast.value, forecast.low, forecast.high].map(|figure| reading.format().text(figure));
        words::forecast_until(&value, &date::day_before(&period.to, Shape::Day), &low, &high)
    });
    html! {
        <div class={classes!("side__now", tile.stale.then_some("tandem-tile--stale"))}>
            { value }
            <div>
                <p class="st">
                    { verdict(tile.status, None) }
                    <span>if tick { <i class="tandem-tick"></i> }{ right }</span>
                </p>
                { bar(tile.value.and_then(|_| Bullet::of(tile)), reading.bar().into(), tile.stale) }
                <p class="tandem-tile__scale">
                    <span>{ for bold.map(|bold| html! { <b>{ bold }</b> }) }{ left }</span>
                    <span>{ forecast.unwrap_or_default() }</span>
                </p>
            </div>
        </div>
    }
}
