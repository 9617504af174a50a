//! Text where there is no browser to ask how wide it is: measured, cut, made smaller.

use tandem_shared::formula::Status;
use tandem_shared::view::TileView;
use yew::prelude::*;

use crate::board::Reading;
use crate::chart::svg::number;
use crate::fmt::{Figure, Piece};
use crate::part::icon::icon;
use crate::part::status::look;
use crate::words;

/// A verdict's shape, of its word's size.
const ICON: f64 = 0.92;

/// About how wide a text is set, in its own size: where there is no browser to ask.
pub(super) fn ems(text: &str) -> f64 {
    let em = |c: char| match c {
        'i' | 'j' | 'l' | '.' | ',' | ':' | '\'' | '|' | ' ' | 'I' => 0.28,
        'f' | 't' | 'r' | '(' | ')' | '-' => 0.38,
        'm' | 'M' | 'W' | 'w' | '%' => 0.88,
        'A'..='Z' | 'Ä'..='Þ' => 0.66,
        '\u{2000}'..='\u{206f}' => 0.4,
        '\u{1100}'.. => 1.0,
        _ => 0.6,
    };
    text.chars().map(em).sum()
}

/// A text cut to a width, at a size.
pub(super) fn fitted(text: &str, size: f64, room: f64) -> String {
    if ems(text) * size <= room {
        return text.to_owned();
    }
    let mut cut = String::new();
    for c in text.chars() {
        cut.push(c);
        if ems(&cut) * size > room - size {
            break;
        }
    }
    [cut.trim_end(), "…"].concat()
}

/// A text of a class; it begins, or with the class `end` ends, at `x`.
pub(super) fn text(class: &'static str, x: f64, y: f64, content: Html) -> Html {
    html! { <text {class} x={number(x)} y={number(y)}>{ content }</text> }
}

/// A text as large as its style has it, or smaller where `width` (of it at that size) is more than the `room`: digits that are
/// cut, or covered, are another number.
pub(super) fn shrunk(class: Classes, (x, y): (f64, f64), content: Html, width: f64, room: f64) -> Html {
    let scale = (room / width).min(1.0);
    let transform = ["translate(", &*number(x), " ", &*number(y), ") scale(", &*number(scale), ")"].concat();
    html! { <text {class} {transform}>{ content }</text> }
}

/// Digits large, unit small.
fn figure(figure: &Figure) -> Html {
    let piece = |piece: &Piece| match piece {
        Piece::Number(text) | Piece::Currency(text) => html! { <>{ text }</> },
        Piece::Unit(text) => html! { <tspan class="unit">{ text }</tspan> },
    };
    html! { <>{ for figure.pieces().iter().map(piece) }</> }
}

/// What a tile has reached, or a dash.
pub(super) fn value(tile: &TileView, reading: &Reading) -> Html {
    tile.value.map_or_else(|| html! { "–" }, |value| figure(&reading.format().figure(value)))
}

/// How wide a verdict is, in its own size: [`verdict`].
pub(super) fn verdict_ems(status: Status) -> f64 {
    ems(words::status(status)) + ICON * 1.5
}

/// Shape, colour and word, ending at `right`.
pub(super) fn verdict(status: Status, right: f64, y: f64, size: f64) -> Html {
    let (sign, look) = look(status);
    let class = look.trim_start_matches("tandem-status--");
    let word = words::status(status);
    let icon_size = size * ICON;
    let x = right - verdict_ems(status) * size;
    html! {
        <g class={class.to_owned()}>
            <svg x={number(x)} y={number(y - icon_size * 0.88)} width={number(icon_size)} height={number(icon_size)} viewBox="0 0 12 12">
                { icon(sign) }
            </svg>
            <text class={["end strong ", class].concat()} font-size={number(size)} x={number(right)} y={number(y)}>{ word }</text>
        </g>
    }
}
