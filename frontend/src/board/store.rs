//! The board a page shows: fetched, patched while it is open, fetched again when a patch was missed.

use std::rc::Rc;

use tandem_shared::view::{BoardPatch, BoardView};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::model::Board;
use crate::api::{self, Failure};
use crate::live::{Event, Line, use_live};
use crate::shared::Shared;
use crate::words;

/// What the page knows of its board.
#[derive(Clone, Default, PartialEq)]
pub struct Held {
    /// The last board that came.
    pub board: Option<Shared<Board>>,
    /// Why the last question had no answer.
    pub failure: Option<Failure>,
    /// Statuses that just changed, in words, for screen readers.
    pub said: AttrValue,
    /// How often the board was wanted: a new count is a new question.
    wanted: u32,
}

impl Held {
    /// As it came with the page.
    #[must_use]
    pub fn of(board: Shared<Board>) -> Self {
        Self { board: Some(board), ..Self::default() }
    }

    /// Whether the server has no such board to show, or none to this reader.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.failure.as_ref().is_some_and(Failure::is_refusal)
    }

    /// How often the board was wanted since: a new count is a new question.
    #[must_use]
    pub fn wanted(&self) -> u32 {
        self.wanted
    }
}

/// What happens to it.
pub enum Act {
    /// It came.
    Loaded(Board),
    /// It did not.
    Failed(Failure),
    /// Some of its tiles changed.
    Patched(Rc<BoardPatch>),
    /// It is at this revision.
    At(u64),
    /// It is to be fetched again.
    Wanted,
}

impl Reducible for Held {
    type Action = Act;

    fn reduce(self: Rc<Self>, act: Act) -> Rc<Self> {
        let mut next = (*self).clone();
        match (act, &self.board) {
            (Act::Loaded(board), held) => {
                next.said = held.as_ref().map_or_else(AttrValue::default, |held| turns(held, &board));
                next.board = Some(Shared::new(board));
                next.failure = None;
            }
            (Act::Failed(failure), _) => next.failure = Some(failure),
            (Act::Patched(patch), Some(held)) if patch.revision <= held.revision => return self,
            (Act::Patched(patch), Some(held)) if patch.follows == held.revision => {
                let board = held.patched(&patch);
                next.said = turns(held, &board);
                next.board = Some(Shared::new(board));
            }
            (Act::At(revision), Some(held)) if revision == held.revision => return self,
            // Its first answer is under way.
            (Act::At(_), None) if self.failure.is_none() => return self,
            (Act::At(_) | Act::Patched(_) | Act::Wanted, _) => next.wanted += 1,
        }
        Rc::new(next)
    }
}

/// The statuses that differ between two states of a board, as sentences.
fn turns(before: &Board, after: &Board) -> AttrValue {
    let mut said = String::new();
    for (before, after) in before.tiles().zip(after.tiles()) {
        if before.kpi == after.kpi && before.status != after.status {
            let name = after.name.as_deref().unwrap_or_default();
            said.push_str(&words::turned(name, after.status));
        }
    }
    said.into()
}

/// The board of a slug in its own period or another, and how its line stands. `first`: as it came with the page.
#[hook]
pub fn use_board(
    slug: AttrValue,
    period: Option<AttrValue>,
    first: Option<Shared<Board>>,
) -> (UseReducerHandle<Held>, Line) {
    let came = first.is_some();
    let held = use_reducer(|| Held { board: first, ..Held::default() });
    // The period now asked for: an answer for another one comes too late.
    let asked = use_mut_ref(|| None);
    asked.borrow_mut().clone_from(&period);
    {
        let dispatch = held.dispatcher();
        let asked = asked.clone();
        use_effect_with((slug.clone(), period.clone(), held.wanted), move |(slug, period, wanted)| {
            if came && *wanted == 0 {
                return;
            }
            let (slug, period) = (slug.clone(), period.clone());
            spawn_local(async move {
                let answer = api::get(&api::board_path(&slug, period.as_deref())).await;
                if *asked.borrow() == period {
                    dispatch.dispatch(match answer.and_then(|text| api::read::<BoardView>(&text)) {
                        Ok(view) => Act::Loaded(Board::new(view, period.map(|id| id.to_string()))),
                        Err(failure) => Act::Failed(failure),
                    });
                }
            });
        });
    }
    let on_event = use_callback((period.is_none(), held.dispatcher()), |event, (own, dispatch)| {
        dispatch.dispatch(match event {
            Event::Patch(patch) if *own => Act::Patched(patch),
            Event::Refetch(_, revision) if *own => Act::At(revision),
            Event::Patch(_) | Event::Refetch(..) | Event::Back => Act::Wanted,
            Event::Goals => return,
        });
    });
    let line = use_live(slug, on_event);
    (held, line)
}
