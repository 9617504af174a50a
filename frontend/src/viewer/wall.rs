//! [`Wall`]: the boards of a screen on a wall, in turn, live.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::{Interval, Timeout};
use tandem_shared::view::WallPlan;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::playlist::Playlist;
use super::scene::{Round, Scene, Stage, scene};
use crate::api::{self, Failure};
use crate::board::{Act, Board, Held};
use crate::clock::{self, use_minute};
use crate::live::{Event, Line, use_live};
use crate::page;
use crate::shared::Shared;

/// How often a screen says what it shows, and asks whether it should show something else, in ms.
const PLAN_MS: u32 = 5_000;
/// How long a screen says which one it is, in ms.
const FLASH_MS: u32 = 10_000;

/// What to show.
#[derive(Properties, PartialEq)]
pub struct WallProps {
    /// What the screen should show.
    pub plan: Shared<WallPlan>,
    /// Its boards as they came with the page, as they take turns.
    pub first: Vec<Shared<Board>>,
    /// When the page was kept (milliseconds since 1970), if it is a picture from before and nobody answers.
    pub kept: Option<f64>,
    /// Called when the first board has been drawn.
    pub drawn: Callback<()>,
}

/// The screen.
#[component]
pub fn Wall(props: &WallProps) -> Html {
    let slugs: Vec<AttrValue> = props.plan.turns.iter().map(|turn| turn.board.clone().into()).collect();
    let held = use_boards(&slugs, &props.first);
    let line = match (use_live(slugs.join(",").into(), held.1), props.kept) {
        (Line::Opening, Some(since)) => Line::Lost(since),
        (line, _) => line,
    };
    let turning = use_reducer_eq(|| Turning::of(&props.plan));
    // Drawn again when the minute turns: the clock, the hours of the boards, and how old the numbers are.
    use_minute();
    let now = clock::now();
    let shown = turning.playlist.shown(turning.place, now);
    use_turn(&turning, shown);
    use_plan(props, &turning, shown.map(|index| slugs[index].clone()));
    use_effect_with(props.drawn.clone(), |drawn| drawn.emit(()));
    let board = shown.and_then(|index| held.0.get(index)?.board.clone());
    let stage = match (&board, shown) {
        _ if turning.flashing => Stage::Name(&props.plan.name, props.plan.number),
        (Some(board), Some(index)) => Stage::Board(board, Round::of(&turning.playlist, index, now)),
        _ if slugs.is_empty() => Stage::Nothing,
        _ => Stage::Dark(turning.playlist.resumes(now), &props.plan.time_zone),
    };
    scene(&Scene { stage, turn: turning.turn, line })
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

/// Whose turn it is.
#[derive(Clone, PartialEq)]
struct Turning {
    playlist: Playlist,
    /// Where in the playlist the next board is looked for.
    place: usize,
    /// How many turns there were.
    turn: usize,
    /// Whether the screen says which one it is.
    flashing: bool,
    /// How often it was asked to say so, and for its next board.
    asked: (u32, u32),
}

/// What happens to the turns.
enum Move {
    /// The board at this place had its turn.
    Past(usize),
    /// The server tells the hours of the days to come, and what it wants of the screen.
    Told(WallPlan),
    /// Whoever looked for the screen has seen it.
    Found,
}

impl Turning {
    fn of(plan: &WallPlan) -> Self {
        let asked = (plan.flashes, plan.skips);
        Self { playlist: Playlist::of(plan), place: 0, turn: 0, flashing: false, asked }
    }
}

impl Reducible for Turning {
    type Action = Move;

    fn reduce(self: Rc<Self>, what: Move) -> Rc<Self> {
        let mut next = (*self).clone();
        match what {
            Move::Past(place) => (next.place, next.turn) = (place + 1, next.turn + 1),
            Move::Found => next.flashing = false,
            Move::Told(plan) => {
                next.playlist = Playlist::of(&plan);
                next.asked = (plan.flashes, plan.skips);
                next.flashing |= plan.flashes > self.asked.0;
                if plan.skips > self.asked.1 {
                    let shown = next.playlist.shown(next.place, clock::now());
                    (next.place, next.turn) = (shown.unwrap_or(next.place) + 1, next.turn + 1);
                }
            }
        }
        Rc::new(next)
    }
}

/// Ends the turn of the board that is shown when it has stood long enough.
#[hook]
fn use_turn(turning: &UseReducerHandle<Turning>, shown: Option<usize>) {
    let seconds = shown.map_or(0, |index| turning.playlist.seconds(index));
    use_effect_with((turning.turn, shown, seconds), {
        let turns = turning.dispatcher();
        move |(_, shown, seconds)| {
            let timeout = shown
                .map(|index| Timeout::new(seconds.saturating_mul(1_000), move || turns.dispatch(Move::Past(index))));
            move || drop(timeout)
        }
    });
    use_effect_with(turning.flashing, {
        let turns = turning.dispatcher();
        move |flashing| {
            let timeout = flashing.then(|| Timeout::new(FLASH_MS, move || turns.dispatch(Move::Found)));
            move || drop(timeout)
        }
    });
}

/// Says what is shown, and hears what should be: loads the page again for another plan, or once there is none.
#[hook]
fn use_plan(props: &WallProps, turning: &UseReducerHandle<Turning>, shown: Option<AttrValue>) {
    let says = use_mut_ref(AttrValue::default);
    *says.borrow_mut() = shown.unwrap_or_default();
    let turns = turning.dispatcher();
    use_effect_with(AttrValue::from(props.plan.plan.clone()), move |plan| {
        let plan = plan.clone();
        let watch = Interval::new(PLAN_MS, move || spawn_local(ask(plan.clone(), says.clone(), turns.clone())));
        move || drop(watch)
    });
}

async fn ask(plan: AttrValue, says: Rc<RefCell<AttrValue>>, turns: UseReducerDispatcher<Turning>) {
    let address = ["/wall/plan?shows=", &**says.borrow(), &itself()].concat();
    let answer = api::get(&address).await;
    match answer.and_then(|text| api::read::<WallPlan>(&text)) {
        Ok(told) if told.plan == *plan => turns.dispatch(Move::Told(told)),
        Ok(_) | Err(Failure::Refused { status: 401, .. }) => {
            // Refused, it is tried again.
            let _ = page::window().location().reload();
        }
        Err(_) => {}
    }
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
    ["&width=", &width, "&height=", &height, "&build=", &page::build().unwrap_or_default()].concat()
}
