//! The contribution bar with its labels: over the parts where they fit, else (and for screen readers) as a list.

use tandem_shared::view::{PartSide, PartView, TileView};
use yew::prelude::*;

use super::reading::Reading;
use crate::chart::mix::{self, Mix, class};
use crate::chart::svg::percent;
use crate::fmt::number;
use crate::words;

/// Between these the label of the pace tick fits on the line of the bar's rule and target.
const ONE_LINE: std::ops::Range<f64> = 30.0..74.0;
/// Further right than this, that label stands to the left of the tick, even on a phone.
const TURN: f64 = 60.0;

/// The bar; nothing without a value.
pub(super) fn mix(tile: &TileView, reading: &Reading) -> Html {
    let Some(bar) = mix::mix(tile) else { return Html::default() };
    let letters = |place: &mix::Part| {
        let part = &tile.parts[place.index];
        let amount = reading.format().text(part.value).chars().count();
        (name(part).chars().count(), amount + number::percent(place.share, true).chars().count() + 1)
    };
    let room_right = bar.to_go.is_none() || bar.parts.last().is_none_or(|part| part.from + part.width < 86.0);
    let direct = room_right && mix::labels_fit(&bar, letters);
    let rects = bar.parts.iter().map(|part| {
        let (x, end) = (percent(part.from), percent(part.from + part.width));
        html! {
            <>
                <rect class={class(&tile.parts[part.index])} {x} width={percent(part.width)} height="28" />
                <rect class="cut" x={end} width="2" height="28" transform="translate(-2)" />
            </>
        }
    });
    let pace = bar.pace.map(|at| {
        html! { <rect class="pace" x={percent(at)} y="-6" width="2" height="46" transform="translate(-1)" /> }
    });
    let one_line = reading.is_over() || bar.pace.is_some_and(|at| ONE_LINE.contains(&at));
    html! {
        <div class={classes!("mix", if direct { "mix--direct" } else { "mix--list" })}>
            { list(tile, &bar, reading) }
            if direct { { names(tile, &bar, reading) } }
            <svg class="tandem-chart mix__bar" aria-hidden="true">
                <rect class="track" width="100%" height="28" rx="1" />
                { for rects }
                { for pace }
            </svg>
            { under(tile, &bar, reading, one_line) }
        </div>
    }
}

/// What a part is called.
#[must_use]
pub fn name(part: &PartView) -> &str {
    if part.side == PartSide::NotAttributed { words::not_attributed() } else { &part.name }
}

/// What the rest of the bar is: still to win, or missing for good.
fn to_go_said(reading: &Reading) -> &'static str {
    if reading.is_over() { words::missing_at_end() } else { words::still_to_win() }
}

/// Labels over their parts; what is still to win at the right end.
fn names(tile: &TileView, bar: &Mix, reading: &Reading) -> Html {
    let part = |place: &mix::Part| {
        let part = &tile.parts[place.index];
        let x = percent(place.from);
        html! {
            <>
                <rect class={class(part)} x={x.clone()} width="2" height="40" />
                <text class="who" x={x.clone()} dx="8" y="12">{ name(part) }</text>
                <text class="amount strong" {x} dx="8" y="32">
                    { reading.format().text(part.value) }
                    <tspan class="share">{ " " }{ number::percent(place.share, true) }</tspan>
                </text>
            </>
        }
    };
    let to_go = bar.to_go.map(|left| {
        html! {
            <>
                <text class="who" x="100%" y="12" text-anchor="end">{ to_go_said(reading) }</text>
                <text class="amount strong" x="100%" y="32" text-anchor="end">{ reading.format().text(left) }</text>
            </>
        }
    });
    html! {
        <svg class="tandem-chart mix__names" aria-hidden="true">{ for bar.parts.iter().map(part) }{ for to_go }</svg>
    }
}

fn list(tile: &TileView, bar: &Mix, reading: &Reading) -> Html {
    let row = |class: &'static str, name: &str, amount: String, share: Option<String>| {
        html! {
            <li>
                <svg aria-hidden="true"><rect {class} width="10" height="10" /></svg>
                <span>{ name }</span><b>{ amount }</b>{ for share.map(|share| html! { <em>{ share }</em> }) }
            </li>
        }
    };
    let parts = bar.parts.iter().map(|place| {
        let part = &tile.parts[place.index];
        row(class(part), name(part), reading.format().text(part.value), Some(number::percent(place.share, true)))
    });
    let to_go = bar.to_go.map(|left| row("track", to_go_said(reading), reading.format().text(left), None));
    html! { <ul class="mix__list">{ for parts }{ for to_go }</ul> }
}

fn under(tile: &TileView, bar: &Mix, reading: &Reading, one_line: bool) -> Html {
    let pace = bar.pace.zip(reading.expected()).map(|(at, due)| {
        let (anchor, dx) = if at > TURN { ("end", "-7") } else { ("start", "7") };
        html! { <text class="pace" x={percent(at)} {dx} y="12" text-anchor={anchor}>{ words::expected_today(&reading.format().text(due)) }</text> }
    });
    let target = tile.target.map(|target| words::target(&reading.format().text(target), false));
    html! {
        <div class={classes!("mix__under", one_line.then_some("mix__under--one"))}>
            <svg class="tandem-chart">{ for pace }</svg>
            <p><span>{ words::counted_once() }</span><span>{ for target }</span></p>
        </div>
    }
}
