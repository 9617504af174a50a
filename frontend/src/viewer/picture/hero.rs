//! The joint number of a picture, and who brought what.

use tandem_shared::view::TileView;
use yew::prelude::*;

use super::letters::{fitted, text, value, verdict};
use super::{ACROSS, LEFT, RIGHT};
use crate::board::{Board, Reading, part_name};
use crate::chart::mix::{self, Mix, class, labels_fit};
use crate::chart::svg::{number, percent};
use crate::fmt::number::percent as share;
use crate::words;

/// The joint number, its verdict, and who brought what.
pub(super) fn hero(tile: &TileView, board: &Board, top: f64) -> Html {
    let reading = Reading::new(tile).within(&board.place.period);
    let of = tile.target.map(|target| {
        let of = words::of(&reading.format().text(target));
        html! { <tspan class="hero-of" dx="18">{ of }<tspan class="share">{ reading.share() }</tspan></tspan> }
    });
    let bar = mix::mix(tile).map(|mix| parts(tile, &reading, &mix, top + 112.0));
    html! {
        <>
            { text("hero-name", LEFT, top + 20.0, html! { fitted(tile.name.as_deref().unwrap_or_default(), 22.0, ACROSS) }) }
            <text class={classes!("hero-value", tile.stale.then_some("stale"))} x={number(LEFT - 4.0)} y={number(top + 93.0)}>
                { value(tile, &reading) }
                { of.unwrap_or_default() }
            </text>
            { verdict(tile.status, RIGHT, top + 92.0, 28.0) }
            { bar.unwrap_or_default() }
        </>
    }
}

/// The contribution bar; its labels stand over the parts where they fit, else in a row.
fn parts(tile: &TileView, reading: &Reading, mix: &Mix, top: f64) -> Html {
    let name = |place: &mix::Part| part_name(&tile.parts[place.index]);
    let amount = |place: &mix::Part| reading.format().text(tile.parts[place.index].value);
    let letters = |place: &mix::Part| {
        (name(place).chars().count(), amount(place).chars().count() + share(place.share, true).chars().count() + 1)
    };
    let direct = labels_fit(mix, letters);
    let column = ((ACROSS - 160.0) / mix.parts.len() as f64).min(220.0);
    let labels = mix.parts.iter().enumerate().map(|(index, place)| {
        let (amount, share) = (amount(place), share(place.share, true));
        let (x, mark) =
            if direct { (LEFT + place.from / 100.0 * ACROSS, 44.0) } else { (LEFT + index as f64 * column, 36.0) };
        let name = if direct { name(place).to_owned() } else { fitted(name(place), 16.0, column - 24.0) };
        html! {
            <>
                <rect class={class(&tile.parts[place.index])} x={number(x)} y={number(top)} width={if direct { "2" } else { "6" }} height={number(mark)} />
                <text class="soft" font-size="16" x={number(x + 12.0)} y={number(top + 13.0)}>{ name }</text>
                <text class="amount" x={number(x + 12.0)} y={number(top + 36.0)}>{ amount }<tspan class="soft" dx="7">{ share }</tspan></text>
            </>
        }
    });
    let to_go = mix.to_go.map(|left| {
        let word = if reading.is_over() { words::missing_at_end() } else { words::still_to_win() };
        html! {
            <>
                <text class="soft end" font-size="16" x={number(RIGHT)} y={number(top + 13.0)}>{ word }</text>
                { text("amount end", RIGHT, top + 36.0, html! { reading.format().text(left) }) }
            </>
        }
    });
    let rects = mix.parts.iter().map(|place| {
        html! {
            <>
                <rect class={class(&tile.parts[place.index])} x={percent(place.from)} width={percent(place.width)} y="8" height="30" />
                <rect class="cut" x={percent(place.from + place.width)} width="2" y="8" height="30" transform="translate(-2)" />
            </>
        }
    });
    let pace = mix.pace.map(
        |at| html! { <rect class="pace" x={percent(at)} y="0" width="3" height="46" transform="translate(-1.5)" /> },
    );
    let due = mix.pace.zip(reading.expected()).map(|(at, due)| {
        let (class, dx) = if at > 60.0 { ("due end", -9.0) } else { ("due", 9.0) };
        text(
            class,
            LEFT + at / 100.0 * ACROSS + dx,
            top + 99.0,
            html! { words::expected_today(&reading.format().text(due)) },
        )
    });
    html! {
        <g class="mix">
            { for labels }
            { for to_go }
            <svg x={number(LEFT)} y={number(top + 40.0)} width={number(ACROSS)} height="46" overflow="visible">
                <rect class="track" width="100%" y="8" height="30" />
                { for rects }
                { for pace }
            </svg>
            { for due }
        </g>
    }
}
