//! The joint target: one number, its facts, its way through the period, and who contributed what.

use tandem_shared::Quantity;
use tandem_shared::view::TileView;
use yew::prelude::*;

use super::age::Age;
use super::mix::mix;
use super::model::{Place, is_over};
use super::path::path;
use super::reading::Reading;
use super::tile::badge;
use super::tongue::use_tongue;
use crate::fmt::number;
use crate::fmt::{Shape, date};
use crate::part::chip::chips;
use crate::part::figure::figure;
use crate::part::status::verdict;
use crate::shared::Shared;
use crate::words;

/// Whose hero.
#[derive(Clone, Properties, PartialEq)]
pub struct HeroProps {
    /// The contribution.
    pub tile: Shared<TileView>,
    /// Where it stands.
    pub place: Shared<Place>,
}

/// The hero, to be looked at.
#[component]
pub fn Hero(props: &HeroProps) -> Html {
    use_tongue();
    hero(props, None, None)
}

/// A hero; where somebody edits, with a button in place of the target, and another badge.
pub fn hero(props: &HeroProps, target: Option<Html>, badge_now: Option<Html>) -> Html {
    let HeroProps { tile, place } = props;
    let reading = Reading::new(tile).within(&place.period);
    let format = reading.format();
    let id = ["hero-", &tile.number.to_string()].concat();
    let href = tile.kpi.as_deref().map(|kpi| place.detail(kpi));
    let number = match tile.value {
        Some(value) => html! { <b title={format.exact(value)}>{ figure(&format.figure(value)) }</b> },
        None => html! { <b>{ "–" }</b> },
    };
    let target = target.unwrap_or_else(|| html! { <span>{ for of(tile, &reading) }</span> });
    html! {
        <article class={classes!("hero", tile.stale.then_some("hero--stale"))} part="hero" aria-labelledby={id.clone()}>
            <div class="hero__top">
                <div class="hero__lead">
                    <h2 class="hero__name" {id}>
                        <a {href}>{ tile.name.as_deref().unwrap_or_default() }</a>{ chips(&tile.owners) }{ for badge_now.or_else(|| badge(tile)) }
                    </h2>
                    <p class="hero__num">{ number }{ " " }{ target }</p>
                    { verdict(tile.status, tile.reason.map(|reason| words::reason(reason).into())) }
                    <dl class="hero__facts">{ for today(&reading, tile, place) }{ for end(&reading, tile, place) }{ for changes(&reading, tile, place) }</dl>
                    { for tile.measured_at.clone().map(|time| html! {
                        <p class="hero__src"><Age {time} source={tile.source.clone()} /></p>
                    }) }
                </div>
                { path(tile, &reading, &place.period) }
            </div>
            { mix(tile, &reading) }
        </article>
    }
}

/// The target, and how much of it is there.
pub fn of(tile: &TileView, reading: &Reading) -> Option<Html> {
    let target = tile.target?;
    Some(html! { <>{ words::of(&reading.format().text(target)) }<strong>{ for reading.share() }</strong></> })
}

/// The day's number, while the period runs.
fn day(place: &Place) -> Option<String> {
    let period = &place.period;
    (period.day > 0 && !is_over(period)).then(|| number::plain(period.day.into()))
}

fn fact(term: String, (bold, rest): (String, String)) -> Html {
    html! { <><dt>{ term }</dt><dd><b>{ bold }</b>{ rest }</dd></> }
}

/// Against where the figure should be today, or at the end against the target; without a verdict, why there is none.
fn today(reading: &Reading, tile: &TileView, place: &Place) -> Option<Html> {
    let term = if reading.is_over() { words::at_the_end() } else { words::today() };
    if let Some(reason) = tile.reason {
        return Some(fact(term.into(), (String::new(), words::reason(reason).into())));
    }
    let due = (if reading.is_over() { tile.target } else { tile.expected })?;
    let by = tile.value?.checked_sub(due)?;
    let size = Quantity::from_parts(by.parts().saturating_abs());
    let format = reading.format();
    let (size, more) = (format.text(rounded(size)), by.parts() > 0);
    let words = if reading.is_over() {
        words::against_target(&size, more)
    } else {
        words::against(&size, more, &format.text(due), day(place).as_deref())
    };
    Some(fact(term.into(), words))
}

/// A difference of computed figures in three digits: more would claim what nobody knows.
fn rounded(size: Quantity) -> Quantity {
    let mut grain = Quantity::SCALE;
    while size.parts() / grain >= 1_000 {
        grain *= 10;
    }
    Quantity::from_parts((size.parts() + grain / 2) / grain * grain)
}

fn end(reading: &Reading, tile: &TileView, place: &Place) -> Option<Html> {
    let forecast = tile.forecast.as_ref()?;
    let format = reading.format();
    let (low, high) = (format.figure(forecast.low), format.figure(forecast.high));
    let words = words::forecast_fact(&format.text(forecast.value), &low.beside(&high), &high.text());
    Some(fact(date::day_before(&place.period.to, Shape::Day), words))
}

fn changes(reading: &Reading, tile: &TileView, place: &Place) -> Option<Html> {
    let deltas: Vec<_> = [&tile.previous, &tile.year_ago].into_iter().flatten().collect();
    if deltas.is_empty() {
        return None;
    }
    let on = day(place).filter(|_| deltas.len() > 1).map(|day| words::both_on_day(&day));
    let said = deltas.iter().enumerate().map(|(index, delta)| {
        let (bold, rest) = reading.change(delta, &place.period);
        html! { <>if index > 0 { { ", " } }<b>{ bold }</b>{ rest }</> }
    });
    Some(html! { <><dt>{ words::change() }</dt><dd>{ for said }{ on }</dd></> })
}
