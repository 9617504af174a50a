//! [`Wall`]: the boards of a screen on a wall, in turn, live.

use gloo_timers::callback::{Interval, Timeout};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::boards::{Source, use_boards};
use super::celebration::celebration;
use super::pages::{stands, use_page};
use super::scene::{Scene, scene};
use super::wins::use_wins;
use crate::api::{self, Failure};
use crate::board::Board;
use crate::clock::use_minute;
use crate::page;
use crate::shared::Shared;

/// How often a screen asks whether it should show something else, in ms.
const PLAN_MS: u32 = 5_000;

/// What to show.
#[derive(Properties, PartialEq)]
pub struct WallProps {
    /// Slugs of the boards, as they take turns.
    pub boards: Vec<AttrValue>,
    /// How long each stands, in seconds.
    pub seconds: Vec<u32>,
    /// The boards as they came with the page.
    pub first: Vec<Shared<Board>>,
    /// The screen's key.
    pub key: AttrValue,
    /// The plan these are of: another one is shown by loading the page again.
    pub plan: AttrValue,
    /// Called when the first board has been drawn.
    pub drawn: Callback<()>,
}

/// The screen.
#[component]
pub fn Wall(props: &WallProps) -> Html {
    // Drawn again when the minute turns: the clock, and how old the numbers are.
    let minute = use_minute();
    let source = |board: &AttrValue| Source { board: board.clone(), period: None, key: props.key.clone() };
    let sources: Vec<Source> = props.boards.iter().map(source).collect();
    let first: Vec<_> = sources.iter().cloned().zip(props.first.iter().cloned()).collect();
    let (boards, line) = use_boards(sources.clone(), &first, minute);
    let won = use_wins(sources.clone(), boards.changes());
    let shown: Vec<_> = sources.iter().map(|source| boards.of(source).board.clone()).collect();
    let stands: Vec<_> =
        shown.iter().zip(&props.seconds).map(|(board, seconds)| stands(board.as_deref(), *seconds)).collect();
    let turn = use_turn(&stands.iter().map(|(_, seconds)| *seconds).collect::<Vec<_>>(), won.is_some());
    use_plan(api::keyed("/wall/plan", &props.key).into(), &props.plan);
    use_effect_with(props.drawn.clone(), |drawn| drawn.emit(()));
    let count = props.boards.len();
    let at = turn.checked_rem(count);
    let (pages, seconds) = at.and_then(|at| stands.get(at).copied()).unwrap_or((1, 30));
    let page = use_page(turn, pages, seconds);
    if let Some((source, win)) = &won
        && let Some(board) = &boards.of(source).board
    {
        return celebration(win, board);
    }
    scene(&Scene { board: at.and_then(|at| shown[at].as_deref()), turn, count, page, line })
}

/// How many turns there were: the next comes when the board has stood long enough, and nothing else fills the screen.
#[hook]
fn use_turn(seconds: &[u32], rests: bool) -> usize {
    let turn = use_state_eq(|| 0_usize);
    let stands = turn.checked_rem(seconds.len()).map_or(30, |index| seconds[index]);
    use_effect_with((*turn, stands, rests), {
        let set_turn = turn.setter();
        move |(turn, seconds, rests)| {
            let next = *turn + 1;
            let timeout = (!rests).then(|| Timeout::new(seconds.saturating_mul(1_000), move || set_turn.set(next)));
            move || drop(timeout)
        }
    });
    *turn
}

/// Loads the page again once the screen should show another plan, or nothing any more.
#[hook]
fn use_plan(path: AttrValue, plan: &AttrValue) {
    use_effect_with((path, plan.clone()), |(path, plan)| {
        let (path, plan) = (path.clone(), plan.clone());
        let watch = Interval::new(PLAN_MS, move || {
            let (path, plan) = (path.clone(), plan.clone());
            spawn_local(async move {
                let over = match api::get(&path).await {
                    Ok(now) => now != *plan,
                    Err(failure) => matches!(failure, Failure::Refused { status: 401, .. }),
                };
                if over {
                    // Refused, it is tried again.
                    let _ = page::window().location().reload();
                }
            });
        });
        move || drop(watch)
    });
}
