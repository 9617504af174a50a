//! The server's side: the same components, drawn to text.

use futures_util::FutureExt;
use tandem_shared::view::BoardView;
use yew::prelude::*;

use super::embed::embedded;
use super::scene::{Scene, scene};
use crate::board::Board;
use crate::clock;
use crate::live::Line;
use crate::shared::Shared;
use crate::words;

#[derive(Properties, PartialEq)]
struct DrawnProps {
    board: Shared<Board>,
    tiles: AttrValue,
}

#[component]
fn Drawn(props: &DrawnProps) -> Html {
    embedded(Some(&props.board), &props.tiles, Line::Opening, None)
}

/// A board as HTML, as [`super::Embed`] draws it, for a reader of `locale` (BCP 47) at the moment `now` (RFC 3339).
/// `tiles`: slugs of the KPIs to show, separated by commas; none for all.
#[must_use]
pub fn draw(view: BoardView, period: Option<String>, tiles: &str, locale: &str, now: &str) -> String {
    words::choose(locale);
    clock::hear(now);
    let props = DrawnProps { board: Shared::new(Board::new(view, period)), tiles: AttrValue::from(tiles.to_owned()) };
    let drawn = yew::LocalServerRenderer::<Drawn>::with_props(props).hydratable(false).render();
    // Nothing in a board waits for anything.
    drawn.now_or_never().unwrap_or_default()
}

#[derive(Properties, PartialEq)]
struct DrawnWallProps {
    board: Option<Shared<Board>>,
    count: usize,
}

#[component]
fn DrawnWall(props: &DrawnWallProps) -> Html {
    scene(&Scene { board: props.board.as_deref(), turn: 0, count: props.count, page: 0, line: Line::Opening })
}

/// A screen on a wall as HTML, as [`super::Wall`] draws it at first: the first of `count` boards, at the moment `now`
/// (RFC 3339), for readers of `locale` (BCP 47).
#[must_use]
pub fn draw_wall(first: Option<BoardView>, count: usize, locale: &str, now: &str) -> String {
    words::choose(locale);
    clock::hear(now);
    let props = DrawnWallProps { board: first.map(|view| Shared::new(Board::new(view, None))), count };
    let drawn = yew::LocalServerRenderer::<DrawnWall>::with_props(props).hydratable(false).render();
    // Nothing on a wall waits for anything.
    drawn.now_or_never().unwrap_or_default()
}
