//! The server's side: the same components, drawn to text.

use futures_util::FutureExt;
use tandem_shared::view::{BoardView, WallPlan};
use yew::prelude::*;

use super::embed::embedded;
use super::playlist::Playlist;
use super::scene::{Round, Scene, Stage, scene};
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
    plan: Shared<WallPlan>,
    boards: Vec<Shared<Board>>,
}

#[component]
fn DrawnWall(props: &DrawnWallProps) -> Html {
    let (playlist, now) = (Playlist::of(&props.plan), clock::now());
    let shown = playlist.shown(playlist.due(now), now).and_then(|index| Some((index, props.boards.get(index)?)));
    let stage = match shown {
        Some((index, board)) => Stage::Board(board, Round::of(&playlist, index, now)),
        None if props.boards.is_empty() => Stage::Nothing,
        None => Stage::Dark(playlist.resumes(now)),
    };
    let goal = shown.and_then(|(index, _)| playlist.goal(index, 0));
    scene(&Scene { stage, goal, turn: 0, page: 0, line: Line::Opening })
}

/// A screen on a wall as HTML, as [`super::Wall`] draws it at first, at the moment `now` (RFC 3339), for readers of `locale`
/// (BCP 47). `boards`: those of the plan, in its order.
#[must_use]
pub fn draw_wall(plan: WallPlan, boards: impl Iterator<Item = BoardView>, locale: &str, now: &str) -> String {
    words::choose(locale);
    clock::hear(now);
    let boards = boards.map(|view| Shared::new(Board::new(view, None))).collect();
    let props = DrawnWallProps { plan: Shared::new(plan), boards };
    let drawn = yew::LocalServerRenderer::<DrawnWall>::with_props(props).hydratable(false).render();
    // Nothing on a wall waits for anything.
    drawn.now_or_never().unwrap_or_default()
}
