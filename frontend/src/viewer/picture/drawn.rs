//! [`Drawn`]: how a picture looks.

use tandem_shared::view::TileView;
use yew::prelude::*;

use super::grid::Grid;
use super::hero::hero;
use super::letters::{ems, fitted, text};
use super::tile::tile;
use super::{ACROSS, BOTTOM, GAP, HEIGHT, LEFT, Picture, RIGHT, WIDTH};
use crate::chart::svg::{number, within};
use crate::fmt::number::{percent, plain};
use crate::fmt::{Shape, date};
use crate::part::defs::defs;
use crate::words;

/// Below the head.
pub(super) const TOP: f64 = 136.0;
/// How high the joint number and its bar stand.
pub(super) const HERO: f64 = 236.0;
/// Most tiles below a joint number, and without one.
const TILES_MAX: [usize; 2] = [6, 9];

/// The colours, from the one place where they stand.
const TOKENS: &str = include_str!("../../../css/tokens.css");
pub(super) const STYLE: &str = include_str!("picture.css");

#[derive(Properties, PartialEq)]
pub(super) struct DrawnProps {
    pub(super) picture: Picture,
    pub(super) dark: bool,
    pub(super) width: u32,
}

#[component]
pub(super) fn Drawn(props: &DrawnProps) -> Html {
    let DrawnProps { picture, dark, width } = props;
    let hero = picture.hero();
    let tiles = picture.tiles().filter(|tile| hero.is_none_or(|hero| hero.number != tile.number));
    let tiles: Vec<_> = tiles.take(TILES_MAX[usize::from(hero.is_none())]).collect();
    let top = if hero.is_some() { TOP + HERO } else { TOP };
    let grid = Grid::of(tiles.len(), top, hero.is_some() && tiles.len() > 3);
    // What a short grid leaves is given to the air around the joint number.
    let air = BOTTOM - top - grid.height;
    let tile =
        |(index, tile): (usize, &&TileView)| grid.place(index, top + air, self::tile(tile, &picture.board, &grid));
    html! {
        <svg xmlns="http://www.w3.org/2000/svg" viewBox={format!("0 0 {WIDTH} {HEIGHT}")} width={width.to_string()}
            height={Picture::height(*width).to_string()} role="img" aria-label={[&*picture.title(), ". ", &picture.says()].concat()}>
            <style>{ style(*dark) }</style>
            { defs() }
            <rect class="ground-all" width="100%" height="100%" />
            { head(picture) }
            { hero.map(|hero| self::hero(hero, &picture.board, TOP + air / 2.0)).unwrap_or_default() }
            { for tiles.iter().enumerate().map(tile) }
        </svg>
    }
}

/// The style with the colours of a theme in it.
fn style(dark: bool) -> String {
    let block = |selector: &str| {
        let after = TOKENS.split_once(selector).map(|(_, after)| after);
        after.and_then(|after| after.split_once('}')).map_or("", |(block, _)| block)
    };
    let (light, dark) = (block("\n.tandem {"), if dark { block("[data-theme=\"dark\"] .tandem {") } else { "" });
    let value = |name: &str| {
        let of = |block: &'static str| Some(block.split_once(&[name, ":"].concat())?.1.split_once(';')?.0.trim());
        of(dark).or_else(|| of(light)).unwrap_or_default()
    };
    let mut pieces = STYLE.split("var(");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |style, piece| {
        let (name, rest) = piece.split_once(')').unwrap_or((piece, ""));
        [&style, value(name), rest].concat()
    })
}

/// Name and period, how much of it is gone, and when it stood so.
fn head(picture: &Picture) -> Html {
    let board = &picture.board;
    let period = &board.place.period;
    let day = if period.day == 0 {
        words::not_begun().to_owned()
    } else if period.next.is_some() {
        words::over().to_owned()
    } else {
        let (bold, rest) =
            words::day_of(&plain(period.day.into()), &plain(period.days.into()), &percent(period.elapsed, false));
        [bold, rest].concat()
    };
    let counts = if picture.is_single() { String::new() } else { picture.counts() };
    let room = ACROSS - ems(&counts) * 20.0 - 2.0 * GAP;
    // A small card is half as large.
    let font_size = if picture.is_single() { "23" } else { "17" };
    let as_of = words::as_of(&date::write(&board.as_of, Shape::Moment));
    let as_of = if board.demo { [words::demo(), ", ", &as_of].concat() } else { as_of };
    html! {
        <>
            { text("name", LEFT, 70.0, html! { fitted(&picture.title(), 34.0, room) }) }
            <text class="end soft" font-size="20" x={number(RIGHT)} y="69">{ counts }</text>
            <rect class="ruler" x={number(LEFT)} y="89" width={number(ACROSS)} height="1" />
            <rect class="gone" x={number(LEFT)} y="88" width={number(ACROSS * within(period.elapsed, 0.0, 1.0))} height="3" />
            <text class="soft" font-size={font_size} x={number(LEFT)} y="116">{ day }</text>
            <text class="quiet end" font-size={font_size} x={number(RIGHT)} y="116">{ as_of }</text>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_is_known_in_both_themes() {
        for (dark, ink) in [(false, "#15171a"), (true, "#f1f2f4")] {
            let style = style(dark);
            assert!(style.contains(&format!("fill: {ink};")) && !style.contains("var("), "{style}");
            assert!(!style.contains(": ;"), "{style}");
        }
    }
}
