//! The board a page shows: fetched, patched while it is open, fetched again when a patch was missed.

use std::rc::Rc;

use tandem_shared::view::BoardView;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::model::{Board, Patch};
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
    /// The least revision an answer must have: an older one was overtaken, by a patch or by another answer.
    least: u64,
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
    Patched(Rc<Patch>),
    /// It is at this revision.
    At(u64),
    /// It is to be fetched again.
    Wanted,
    /// The same after a silence: the server may have begun again, with smaller revisions.
    Back,
}

impl Reducible for Held {
    type Action = Act;

    fn reduce(self: Rc<Self>, act: Act) -> Rc<Self> {
        let mut next = (*self).clone();
        match (act, &self.board) {
            // Shown, it would stand there for good: nothing says that it is old.
            (Act::Loaded(board), Some(held))
                if board.place.asked == held.place.asked && board.revision < self.least =>
            {
                next.failure = None;
            }
            (Act::Loaded(board), held) => {
                next.least = board.revision;
                next.said = held.as_ref().map_or_else(AttrValue::default, |held| turns(held, &board));
                next.board = Some(Shared::new(board));
                next.failure = None;
            }
            (Act::Failed(failure), _) => next.failure = Some(failure),
            (Act::Patched(patch), Some(held)) if patch.revision <= held.revision => return self,
            (Act::Patched(patch), Some(held)) if patch.follows == held.revision => {
                let board = held.patched(&patch);
                next.least = board.revision;
                next.said = turns(held, &board);
                next.board = Some(Shared::new(board));
            }
            (Act::At(revision), Some(held)) if revision == held.revision => return self,
            // Its first answer is under way.
            (Act::At(_), None) if self.failure.is_none() => return self,
            (Act::At(revision), _) => (next.wanted, next.least) = (next.wanted + 1, revision),
            (Act::Back, _) => (next.wanted, next.least) = (next.wanted + 1, 0),
            (Act::Patched(_) | Act::Wanted, _) => next.wanted += 1,
        }
        Rc::new(next)
    }
}

/// The statuses that differ between two states of a board, as sentences.
fn turns(before: &Board, after: &Board) -> AttrValue {
    let mut said = String::new();
    for (before, after) in before.tiles().zip(after.tiles()) {
        // Most are the same tile, which is seen at once.
        if before != after && before.kpi == after.kpi && before.status != after.status {
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
            Event::Patch(_) | Event::Refetch(..) => Act::Wanted,
            Event::Back => Act::Back,
            Event::Goals => return,
        });
    });
    let line = use_live(slug, on_event);
    (held, line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    /// A board at a revision, in its own period or another.
    fn board(revision: u64, asked: Option<&str>) -> Board {
        let view = BoardView {
            slug: "growth".into(),
            name: "Growth".into(),
            revision,
            as_of: "2026-12-31T09:00:00Z".into(),
            demo: false,
            period: sample::period(None),
            sections: Vec::new(),
            actions: Vec::new(),
        };
        Board::new(view, asked.map(str::to_owned))
    }

    fn patch(follows: u64, revision: u64) -> Act {
        let (board, as_of) = ("growth".to_owned(), "2026-12-31T09:00:01Z".to_owned());
        Act::Patched(Rc::new(Patch { board, revision, follows, as_of: as_of.into(), tiles: Vec::new() }))
    }

    fn after(acts: impl IntoIterator<Item = Act>) -> Rc<Held> {
        acts.into_iter().fold(Rc::new(Held::default()), Held::reduce)
    }

    fn revision(held: &Held) -> Option<u64> {
        held.board.as_ref().map(|board| board.revision)
    }

    #[test]
    fn an_answer_that_was_overtaken_is_not_shown() {
        let load = |revision| Act::Loaded(board(revision, None));
        assert_eq!(revision(&after([load(7), Act::Wanted, patch(7, 8), load(7)])), Some(8), "by a patch");
        assert_eq!(
            revision(&after([load(7), Act::Wanted, Act::Wanted, load(9), load(8)])),
            Some(9),
            "by another answer"
        );
        let told = after([load(7), Act::At(9), load(8)]);
        assert_eq!((revision(&told), told.wanted()), (Some(7), 1), "older than the server says it is");
    }

    #[test]
    fn a_server_that_began_again_may_have_smaller_revisions() {
        let load = |revision| Act::Loaded(board(revision, None));
        assert_eq!(revision(&after([load(7), Act::Back, load(3)])), Some(3));
        assert_eq!(revision(&after([load(7), Act::At(3), load(3)])), Some(3));
        assert_eq!(
            revision(&after([load(7), Act::Loaded(board(2, Some("2026-Q3")))])),
            Some(2),
            "so may another period"
        );
    }
}
