//! [`Wall`]: the boards of a screen on a wall, in turn, live.

use std::rc::Rc;

use gloo_timers::callback::{Interval, Timeout};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::pages::{stands, use_page};
use super::scene::{Scene, scene};
use crate::api::{self, Failure};
use crate::board::{Act, Board, Held};
use crate::clock::use_minute;
use crate::live::{Event, use_live};
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
    /// The plan these are of: another one is shown by loading the page again.
    pub plan: AttrValue,
    /// Called when the first board has been drawn.
    pub drawn: Callback<()>,
}

/// The screen.
#[component]
pub fn Wall(props: &WallProps) -> Html {
    let held = use_boards(&props.boards, &props.first);
    let line = use_live(props.boards.join(",").into(), held.1);
    let shown = |index: usize| held.0.get(index).and_then(|held| held.board.as_deref());
    let stands: Vec<_> = props.seconds.iter().enumerate().map(|(at, seconds)| stands(shown(at), *seconds)).collect();
    let turn = use_turn(&stands.iter().map(|(_, seconds)| *seconds).collect::<Vec<_>>());
    // Drawn again when the minute turns: the clock, and how old the numbers are.
    use_minute();
    use_plan(&props.plan);
    use_effect_with(props.drawn.clone(), |drawn| drawn.emit(()));
    let count = props.boards.len();
    let at = turn.checked_rem(count);
    let (pages, seconds) = at.and_then(|at| stands.get(at).copied()).unwrap_or((1, 30));
    let page = use_page(turn, pages, seconds);
    scene(&Scene { board: at.and_then(shown), turn, count, page, line })
}

/// What is known of each board.
#[derive(Default, PartialEq)]
struct Boards(Vec<Rc<Held>>);

impl Reducible for Boards {
    /// What happens to which of them.
    type Action = (usize, Act);

    fn reduce(self: Rc<Self>, (index, act): Self::Action) -> Rc<Self> {
        let mut boards = self.0.clone();
        if let Some(held) = boards.get_mut(index) {
            *held = held.clone().reduce(act);
        }
        Rc::new(Self(boards))
    }
}

/// The boards of these slugs, and the ear for the stream of all of them.
#[hook]
fn use_boards(slugs: &[AttrValue], first: &[Shared<Board>]) -> (Vec<Rc<Held>>, Callback<Event>) {
    let held = use_reducer(|| Boards(first.iter().map(|board| Rc::new(Held::of(board.clone()))).collect()));
    // How often each was asked for.
    let asked = use_mut_ref(|| vec![0; slugs.len()]);
    let wanted: Vec<u32> = held.0.iter().map(|held| held.wanted()).collect();
    use_effect_with((wanted, slugs.to_vec(), held.dispatcher()), move |(wanted, slugs, dispatch)| {
        for (index, slug) in slugs.iter().enumerate() {
            if wanted[index] == std::mem::replace(&mut asked.borrow_mut()[index], wanted[index]) {
                continue;
            }
            let (slug, dispatch) = (slug.clone(), dispatch.clone());
            spawn_local(async move {
                let answer = api::get(&api::board_path(&slug, None)).await;
                dispatch.dispatch(match answer.and_then(|text| api::read(&text)) {
                    Ok(view) => (index, Act::Loaded(Board::new(view, None))),
                    Err(failure) => (index, Act::Failed(failure)),
                });
            });
        }
    });
    let on_event = use_callback((slugs.to_vec(), held.dispatcher()), |event, (slugs, dispatch)| {
        let tell = |board: &str, act: Act| {
            if let Some(index) = slugs.iter().position(|slug| *slug == board) {
                dispatch.dispatch((index, act));
            }
        };
        match event {
            Event::Patch(patch) => tell(&patch.board.clone(), Act::Patched(patch)),
            Event::Refetch(board, revision) => tell(&board, Act::At(revision)),
            Event::Back => (0..slugs.len()).for_each(|index| dispatch.dispatch((index, Act::Wanted))),
            Event::Goals => {}
        }
    });
    (held.0.clone(), on_event)
}

/// How many turns there were: the next comes when the board has stood long enough.
#[hook]
fn use_turn(seconds: &[u32]) -> usize {
    let turn = use_state_eq(|| 0_usize);
    let stands = turn.checked_rem(seconds.len()).map_or(30, |index| seconds[index]);
    use_effect_with((*turn, stands), {
        let set_turn = turn.setter();
        move |(turn, seconds)| {
            let next = *turn + 1;
            let timeout = Timeout::new(seconds.saturating_mul(1_000), move || set_turn.set(next));
            move || drop(timeout)
        }
    });
    *turn
}

/// Loads the page again once the screen should show another plan, or nothing any more.
#[hook]
fn use_plan(plan: &AttrValue) {
    use_effect_with(plan.clone(), |plan| {
        let plan = plan.clone();
        let watch = Interval::new(PLAN_MS, move || {
            let plan = plan.clone();
            spawn_local(async move {
                let over = match api::get("/wall/plan").await {
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
