//! One KPI of a picture.

use tandem_shared::view::TileView;
use yew::prelude::*;

use super::GAP;
use super::grid::Grid;
use super::letters::{ems, fitted, shrunk, text, value, verdict, verdict_ems};
use crate::board::{Board, Reading};
use crate::chart::bullet::Bullet;
use crate::chart::svg::number;
use crate::fmt::Piece;
use crate::part::bullet::bar;

/// Sizes of its value, of that one's unit, and of the line below the bar, as `picture.css` has them.
const VALUE: f64 = 36.0;
const UNIT: f64 = 20.0;
const SCALE: f64 = 15.0;

/// One KPI: name, value, verdict, bar; and below the bar, where there is room, what it is of.
pub(super) fn tile(tile: &TileView, board: &Board, grid: &Grid) -> Html {
    let reading = Reading::new(tile).within(&board.place.period);
    let (width, height) = grid.size;
    let (left, right) = (18.0, width - 18.0);
    let across = right - left;
    let room = across - verdict_ems(tile.status) * 17.0 - GAP;
    let bullet = tile.value.and_then(|_| Bullet::of(tile));
    let bar = if bullet.is_some() {
        bar(bullet, reading.bar().into(), tile.stale)
    } else {
        html! { <rect class="empty" x=".5" y="4.5" width={number(across - 1.0)} height="7" /> }
    };
    let scale = || {
        let ((bold, rest), end) = (reading.scale_left(), reading.scale_right().1);
        let bold = bold.unwrap_or_default();
        let (wide, room) = (ems(&[&*bold, &*rest].concat()) * SCALE, across - ems(&end) * SCALE - GAP);
        html! {
            <>
                { shrunk(classes!("tile-scale"), (left, 114.0), html! { <><tspan class="strong">{ bold }</tspan>{ rest }</> }, wide, room) }
                { text("tile-scale end", right, 114.0, html! { end }) }
            </>
        }
    };
    html! {
        <>
            <rect class="card" x=".5" y=".5" width={number(width - 1.0)} height={number(height - 1.0)} rx="10" />
            { text("tile-name", left, 29.0, html! { fitted(tile.name.as_deref().unwrap_or_default(), 17.0, across) }) }
            { shrunk(classes!("tile-value", tile.stale.then_some("stale")), (left, 67.0), value(tile, &reading), value_width(tile, &reading), room) }
            { verdict(tile.status, right, 66.0, 17.0) }
            <svg x={number(left)} y="77" width={number(across)} height="16" overflow="visible">{ bar }</svg>
            if grid.has_scale() { { scale() } }
        </>
    }
}

/// How wide a tile's value is set.
fn value_width(tile: &TileView, reading: &Reading) -> f64 {
    let width = |piece: &Piece| match piece {
        Piece::Number(text) | Piece::Currency(text) => ems(text) * VALUE,
        Piece::Unit(text) => ems(text) * UNIT,
    };
    tile.value.map_or(0.0, |value| reading.format().figure(value).pieces().iter().map(width).sum())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::viewer::picture::drawn::STYLE;

    #[test]
    fn sizes_are_those_of_the_style() {
        for (selector, size) in [(".tile-value", VALUE), (".tile-value .unit", UNIT), (".tile-scale", SCALE)] {
            assert!(STYLE.contains(&format!("\n{selector} {{ font-size: {size}px;")), "{selector}");
        }
    }
}
