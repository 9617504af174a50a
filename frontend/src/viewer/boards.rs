//! [`use_boards`]: the boards of a page, however many places show them: each asked for once, all on one stream.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api;
use crate::board::{Act, Board, Held};
use crate::clock::Minute;
use crate::live::{Event, Line, use_live};
use crate::shared::Shared;

/// A board in its own period or another, and the key that opens it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Source {
    /// Its slug.
    pub(super) board: AttrValue,
    /// Id of the period.
    pub(super) period: Option<AttrValue>,
    /// The key.
    pub(super) key: AttrValue,
}

impl Source {
    async fn ask(self) -> Act {
        let path = api::keyed(&api::board_path(&self.board, self.period.as_deref()), &self.key);
        match api::get(&path).await.and_then(|text| api::read(&text)) {
            Ok(view) => Act::Loaded(Board::new(view, self.period.map(|id| id.to_string()))),
            Err(failure) => Act::Failed(failure),
        }
    }
}

/// What is known of each board.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Boards {
    all: Vec<(Source, Rc<Held>)>,
    /// How often the stream told of something beside the boards: goals, wins.
    beside: u64,
}

/// What happens to them.
pub(super) enum Change {
    /// These are shown, and no others.
    Shown(Vec<Source>),
    /// An answer came for one.
    Answer(Source, Act),
    /// The stream says something.
    Heard(Event),
    /// Those that did not come are asked for again: a page may have been allowed since, a board restored.
    Retry,
}

impl Boards {
    /// A board; nothing is known of one that was not asked for yet.
    pub(super) fn of(&self, source: &Source) -> Rc<Held> {
        self.all.iter().find(|(known, _)| known == source).map(|(_, held)| held.clone()).unwrap_or_default()
    }

    /// Revisions, and whatever else grows when something changes.
    pub(super) fn changes(&self) -> Vec<u64> {
        let revision = |held: &Held| held.board.as_ref().map_or(0, |board| board.revision);
        self.all.iter().map(|(_, held)| revision(held)).chain([self.beside]).collect()
    }

    /// What the stream is asked for: the boards that were not refused, for one refused would end it for all.
    fn followed(&self) -> String {
        let list = |part: fn(&Source) -> &str| {
            let mut all: Vec<&str> = Vec::new();
            for (source, _) in self.all.iter().filter(|(_, held)| !held.is_refused()) {
                if !all.contains(&part(source)) {
                    all.push(part(source));
                }
            }
            all.join(",")
        };
        match (list(|source| &source.board), list(|source| &source.key)) {
            (boards, keys) if keys.is_empty() => boards,
            (boards, keys) => [boards, keys].join("&key="),
        }
    }
}

impl Reducible for Boards {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let each = |act: &mut dyn FnMut(&Source, &Held) -> Option<Act>| {
            let next = |(source, held): &(Source, Rc<Held>)| {
                let next = act(source, held).map_or_else(|| held.clone(), |act| held.clone().reduce(act));
                (source.clone(), next)
            };
            Self { all: self.all.iter().map(next).collect(), ..*self }
        };
        Rc::new(match change {
            Change::Shown(sources) => {
                Self { all: sources.into_iter().map(|source| (source.clone(), self.of(&source))).collect(), ..*self }
            }
            Change::Heard(Event::Goals) => Self { beside: self.beside + 1, ..(*self).clone() },
            Change::Answer(from, act) => {
                let mut act = Some(act);
                each(&mut |source, _| if *source == from { act.take() } else { None })
            }
            // What changes in a board's own period says nothing of another.
            Change::Heard(event) => each(&mut |source, _| match &event {
                Event::Patch(patch) if source.board != patch.board => None,
                Event::Refetch(board, _) if source.board != *board => None,
                Event::Patch(patch) if source.period.is_none() => Some(Act::Patched(patch.clone())),
                Event::Refetch(_, revision) if source.period.is_none() => Some(Act::At(*revision)),
                Event::Patch(_) | Event::Refetch(..) => Some(Act::Wanted),
                Event::Back => Some(Act::Back),
                Event::Goals => None,
            }),
            Change::Retry => each(&mut |_, held| held.failure.as_ref().map(|_| Act::Wanted)),
        })
    }
}

/// The boards, live, and how the line of all of them stands. `first`: as they came with the page.
#[hook]
pub(super) fn use_boards(sources: Vec<Source>, first: &[(Source, Shared<Board>)], minute: Minute) -> (Boards, Line) {
    let boards = use_reducer(|| {
        let all = first.iter().map(|(source, board)| (source.clone(), Rc::new(Held::of(board.clone()))));
        Boards { all: all.collect(), beside: 0 }
    });
    use_effect_with((sources, boards.dispatcher()), |(sources, boards)| {
        boards.dispatch(Change::Shown(sources.clone()));
    });
    // How often each was asked for; what came with the page was.
    let asked = use_mut_ref(|| first.iter().map(|(source, _)| (source.clone(), 0)).collect::<Vec<_>>());
    let wanted: Vec<_> = boards.all.iter().map(|(source, held)| (source.clone(), held.wanted())).collect();
    use_effect_with((wanted, boards.dispatcher()), move |(wanted, boards)| {
        let before = asked.replace(wanted.clone());
        for (source, _) in wanted.iter().filter(|question| !before.contains(question)) {
            let (source, boards) = (source.clone(), boards.clone());
            spawn_local(async move {
                let act = source.clone().ask().await;
                boards.dispatch(Change::Answer(source, act));
            });
        }
    });
    let on_event = use_callback(boards.dispatcher(), |event, boards| boards.dispatch(Change::Heard(event)));
    let line = use_live(boards.followed().into(), on_event);
    // A line that breaks does not say why; a question does: a key may be revoked, a board gone.
    use_effect_with((matches!(line, Line::Lost(_)), boards.dispatcher()), |(lost, boards)| {
        if *lost {
            boards.dispatch(Change::Heard(Event::Back));
        }
    });
    use_effect_with((minute, boards.dispatcher()), |(_, boards)| boards.dispatch(Change::Retry));
    ((*boards).clone(), line)
}
