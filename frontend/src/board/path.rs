//! The cumulative chart of the hero: the sum so far, its plan, its target and where it will end. Labels stand at the marks.

use tandem_shared::view::{PeriodView, TileView};
use yew::prelude::*;

use super::reading::Reading;
use crate::chart::path::{self, Path};
use crate::chart::svg::{percent, within};
use crate::fmt::{Shape, date};
use crate::words;

/// Further right than this, a label stands to the left of its mark.
const TURN: f64 = 62.0;
/// The first target is labelled if it holds at least this long.
const ROOM: f64 = 14.0;

/// The chart; nothing where the contribution has no path.
pub(super) fn path(tile: &TileView, reading: &Reading, period: &PeriodView) -> Html {
    let Some(lines) = tile.path.as_ref().and_then(|view| path::path(tile, view, period)) else {
        return Html::default();
    };
    let across = lines.ticks.iter().map(|tick| {
        html! { <line class="grid" x1="0" x2="100%" y1={percent(tick.y)} y2={percent(tick.y)} /> }
    });
    let ticks = lines.ticks.iter().filter(|tick| tick.label).map(|tick| {
        html! { <text class="halo" y={percent(tick.y)} dy="-5">{ reading.format().tick(tick.figure, lines.most) }</text> }
    });
    let months = period.marks.iter().filter(|mark| mark.share < 0.94).map(|mark| {
        html! { <text x={percent(mark.share * 100.0)} y="100%" dy="16">{ date::write(&mark.date, Shape::Month) }</text> }
    });
    html! {
        <figure class="path" role="img" aria-label={in_words(tile, reading)}>
            <svg class="tandem-chart" aria-hidden="true">
                { for across }
                <svg viewBox="0 0 100 100" preserveAspectRatio="none" overflow="visible">
                    <path class="base" d="M0 100H100" />
                    <path class="fan" d={lines.fan.clone()} />
                    <path class="plan" d={lines.plan.clone()} />
                    <path class="goal" d={lines.goal.clone()} />
                    <path class="mid" d={lines.mid.clone()} />
                    <path class="real" d={lines.real.clone()} />
                </svg>
                { for ticks }
                { for months }
                { goals(tile, reading, &lines) }
                { for end(tile, reading, &lines) }
                { for today(tile, reading, &lines) }
            </svg>
        </figure>
    }
}

/// The target beside its line, dated if it changed, and the first one if it held long enough.
fn goals(tile: &TileView, reading: &Reading, lines: &Path) -> Html {
    let Some(view) = &tile.path else { return Html::default() };
    let steps: Vec<_> = view.targets.iter().zip(&lines.targets).collect();
    let label = |x: f64, y: f64, text: String| {
        let (anchor, dx) = if x > TURN { ("end", "-6") } else { ("start", if x > 0.0 { "6" } else { "0" }) };
        html! { <text class="halo" x={percent(x)} {dx} y={percent(y)} dy="14" text-anchor={anchor}>{ text }</text> }
    };
    match steps[..] {
        [] => Html::default(),
        [(only, (x, y))] => label(*x, *y, words::target(&reading.format().text(only.target), false)),
        [(first, (_, top)), .., (last, (x, y))] => {
            let date = date::write(&last.date, Shape::Day);
            html! {
                <>
                    if *x > ROOM { { label(0.0, *top, reading.format().text(first.target)) } }
                    { label(*x, *y, words::target_since(&reading.format().text(last.target), &date)) }
                </>
            }
        }
    }
}

/// The forecast, right of the chart.
fn end(tile: &TileView, reading: &Reading, lines: &Path) -> Option<Html> {
    let (forecast, y) = (tile.forecast.as_ref()?, lines.end?);
    let format = reading.format();
    let y = within(y, 4.0, 82.0);
    let line = |dy: &'static str, class: Option<&'static str>, text: String| {
        html! { <text {class} x="100%" dx="10" y={percent(y)} {dy}>{ text }</text> }
    };
    Some(html! {
        <>
            { line("4", Some("strong"), format.text(forecast.value)) }
            { line("20", None, words::forecast().into()) }
            { line("36", None, format.figure(forecast.low).to(&format.figure(forecast.high))) }
        </>
    })
}

/// Today's dot and its two figures: below right of it, or above left where the period ends; once that is over, the figure
/// alone, right of the chart.
fn today(tile: &TileView, reading: &Reading, lines: &Path) -> Option<Html> {
    let (x, y) = lines.today?;
    let format = reading.format();
    let left = x > TURN;
    let (anchor, dx, dy) = if left { ("end", "-12", ["-20", "-4"]) } else { ("start", "10", ["16", "32"]) };
    // Near the ground there is only room above.
    let dy = if !left && y > 82.0 { ["-20", "-4"] } else { dy };
    let (anchor, dx, dy) = if reading.is_over() { ("start", "10", ["4", "20"]) } else { (anchor, dx, dy) };
    let said = |value: String| if reading.is_over() { value } else { words::value_today(&value) };
    let line = |dy: &'static str, class: Classes, text: String| {
        html! { <text {class} x={percent(x)} {dx} y={percent(y)} {dy} text-anchor={anchor}>{ text }</text> }
    };
    Some(html! {
        <>
            <circle class="dot" cx={percent(x)} cy={percent(y)} r="5.5" />
            { for tile.value.map(|value| line(dy[0], classes!("strong", "halo"), said(format.text(value)))) }
            { for reading.expected().map(|due| line(dy[1], classes!("halo"), words::expected(&format.text(due)))) }
        </>
    })
}

fn in_words(tile: &TileView, reading: &Reading) -> String {
    let format = reading.format();
    let mut text = reading.sentence();
    if let Some(expected) = reading.expected() {
        text = [&*text, "; ", &words::expected_today(&format.text(expected))].concat();
    }
    if let Some(forecast) = &tile.forecast {
        let (low, high) = (format.text(forecast.low), format.text(forecast.high));
        let (bold, rest) = words::forecast_fact(&format.text(forecast.value), &low, &high);
        text = [&*text, "; ", &bold, &rest].concat();
    }
    text
}
