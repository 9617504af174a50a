//! [`Wall`]: the boards of a screen on a wall, in turn, live.

use gloo_timers::callback::Interval;
use tandem_shared::view::WallPlan;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::boards::{Source, use_boards};
use super::celebration::celebration;
use super::pages::{stands, use_page};
use super::scene::{Round, Scene, Stage, scene};
use super::turning::{Move, Turning, use_past, use_turning};
use super::wins::use_wins;
use crate::api::{self, Failure};
use crate::board::Board;
use crate::clock::{self, use_minute};
use crate::live::Line;
use crate::page;
use crate::shared::Shared;

/// How often a screen says what it shows, and asks whether it should show something else, in ms.
const PLAN_MS: u32 = 5_000;

/// What to show.
#[derive(Properties, PartialEq)]
pub struct WallProps {
    /// What the screen should show: for another plan, the page loads again.
    pub plan: Shared<WallPlan>,
    /// Its boards as they came with the page, as they take turns.
    pub first: Vec<Shared<Board>>,
    /// The screen's key.
    pub key: AttrValue,
    /// When the page was kept (milliseconds since 1970), if it is a picture from before and nobody answered for it.
    pub kept: Option<f64>,
    /// Called when the first board has been drawn.
    pub drawn: Callback<()>,
}

/// The screen.
#[component]
pub fn Wall(props: &WallProps) -> Html {
    // Drawn again when the minute turns: the clock, the hours of the boards, and how old the numbers are.
    let minute = use_minute();
    let plan = &props.plan;
    let source = |board: &String| Source { board: board.clone().into(), period: None, key: props.key.clone() };
    let sources: Vec<Source> = plan.turns.iter().map(|turn| source(&turn.board)).collect();
    let first: Vec<_> = sources.iter().cloned().zip(props.first.iter().cloned()).collect();
    let (boards, line) = use_boards(sources.clone(), &first, minute);
    let line = use_kept(line, props.kept);
    let board_at = |index: usize| sources.get(index).and_then(|source| boards.of(source).board.clone());
    let turning = use_turning(plan);
    let now = clock::now();
    let shown = turning.shown(now);
    let board = shown.and_then(board_at);
    let (pages, seconds) = stands(board.as_deref(), shown.map_or(30, |index| turning.playlist.seconds(index)));
    let won = use_wins(sources.clone(), boards.changes(), shown.is_none() || turning.playlist.is_quiet(now));
    use_past(&turning, shown.filter(|_| won.is_none()), seconds);
    let page = use_page(turning.turn, pages, seconds);
    let source = shown.and_then(|index| sources.get(index));
    use_plan(props, turning.dispatcher(), source.map(|source| source.board.clone()).unwrap_or_default());
    use_effect_with(props.drawn.clone(), |drawn| drawn.emit(()));
    // Outside its hours a screen is dark, whatever was won.
    if let Some((source, win)) = won.filter(|_| shown.is_some() && !turning.flashing)
        && let Some(board) = &boards.of(&source).board
    {
        return celebration(&win, board);
    }
    let stage = match (&board, shown) {
        _ if turning.flashing => Stage::Name(&plan.name, plan.number),
        (Some(board), Some(index)) => Stage::Board(board, Round::of(&turning.playlist, index, now)),
        (None, None) if !sources.is_empty() => Stage::Dark(turning.playlist.resumes(now)),
        _ => Stage::Nothing,
    };
    let goal = shown.and_then(|index| turning.playlist.goal(index, turning.turn));
    scene(&Scene { stage, goal, turn: turning.turn, page, line })
}

/// How the line stands; on a page that was kept, it is lost since then until somebody answers.
#[hook]
fn use_kept(line: Line, kept: Option<f64>) -> Line {
    let since = use_mut_ref(|| kept);
    if line == Line::Live {
        since.take();
    }
    since.borrow().map_or(line, Line::Lost)
}

/// Says what is shown, and hears what should be: loads the page again for another plan, or once there is none.
#[hook]
fn use_plan(props: &WallProps, turns: UseReducerDispatcher<Turning>, shown: AttrValue) {
    let says = use_mut_ref(AttrValue::default);
    says.replace(shown);
    use_effect_with((AttrValue::from(props.plan.plan.clone()), props.key.clone()), move |(plan, key)| {
        let (plan, key) = (plan.clone(), key.clone());
        let watch = Interval::new(PLAN_MS, move || {
            let path = ["/wall/plan?shows=", &**says.borrow(), &itself()].concat();
            let (plan, path, turns) = (plan.clone(), api::keyed(&path, &key), turns.clone());
            spawn_local(async move {
                match api::get(&path).await.and_then(|text| api::read::<WallPlan>(&text)) {
                    Ok(told) if told.plan == *plan => turns.dispatch(Move::Told(told)),
                    Ok(_) | Err(Failure::Refused { status: 401, .. }) => {
                        // Refused, it is tried again.
                        let _ = page::window().location().reload();
                    }
                    Err(_) => {}
                }
            });
        });
        move || drop(watch)
    });
}

/// What the screen is, for the list of screens: its size in pixels, and the build of its page.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates, and a screen has a size")]
fn itself() -> String {
    let window = page::window();
    let pixels = |side: Result<JsValue, JsValue>| {
        let side = side.ok().and_then(|side| side.as_f64()).unwrap_or_default();
        ((side * window.device_pixel_ratio()).round() as u32).to_string()
    };
    let (width, height) = (pixels(window.inner_width()), pixels(window.inner_height()));
    ["&width=", &width, "&height=", &height, "&build=", &page::own_build().unwrap_or_default()].concat()
}
