//! The desk: what was typed here and is not on the server yet, and the word on what has just arrived there.
//!
//! Kept in this browser, so that neither a dead line nor a closed tab loses anything that somebody typed.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::{Interval, Timeout};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

pub use super::letter::{Letter, State};
use crate::api::{self, Failure, Verb};
use crate::me::use_who;
use crate::page;
use crate::parse;
use crate::words;
use web_sys::Storage;

/// Where it is kept in this browser: each person's letters, each by itself, so that neither tabs nor people take each
/// other's away.
const KEY: &str = "tandem-unsent:";
/// Time between two attempts, in ms.
const AGAIN: u32 = 5_000;
/// How long a figure that was just taken is shown until the board tells it itself, in ms.
const SETTLE: u32 = 1_000;

/// A word on something done.
#[derive(Clone, Debug, PartialEq)]
pub struct Toast {
    /// What was done.
    pub says: AttrValue,
    /// The letter that undoes it.
    pub undo: Option<Letter>,
    /// A new number is a new word.
    pub number: u32,
}

/// Everything on the desk.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Desk {
    letters: Rc<Vec<(Letter, State)>>,
    /// The last word.
    pub toast: Option<Toast>,
    /// The KPI whose target is being changed.
    pub changing: Option<String>,
    told: u32,
}

/// What happens on the desk.
pub enum Act {
    /// A letter, or another state of it.
    Put(Letter, State),
    /// A letter is done with.
    Drop(String),
    /// A word to tell; without one, the last is over.
    Tell(AttrValue, Option<Letter>),
    /// The word has been read.
    Hush,
    /// The target of a KPI is to be changed; without one, that is done.
    Change(Option<String>),
}

impl Reducible for Desk {
    type Action = Act;

    fn reduce(self: Rc<Self>, act: Act) -> Rc<Self> {
        let mut next = (*self).clone();
        match act {
            Act::Put(letter, state) => {
                let letters = Rc::make_mut(&mut next.letters);
                letters.retain(|(known, _)| known.path != letter.path);
                letters.push((letter, state));
            }
            Act::Drop(path) => Rc::make_mut(&mut next.letters).retain(|(letter, _)| letter.path != path),
            Act::Tell(says, undo) => {
                next.told += 1;
                next.toast = Some(Toast { says, undo, number: next.told });
            }
            Act::Hush => next.toast = None,
            Act::Change(kpi) => next.changing = kpi,
        }
        Rc::new(next)
    }
}

impl Desk {
    /// The letter to a path, whatever is asked of it there: a target's, or a team's part of it.
    #[must_use]
    pub fn letter(&self, path: &str) -> Option<&(Letter, State)> {
        self.letters.iter().find(|(letter, _)| letter.path.split('?').next() == Some(path))
    }
}

/// The hand that puts things on the desk.
pub type Hand = UseReducerDispatcher<Desk>;

/// The desk below a board's page.
pub type DeskHandle = UseReducerHandle<Desk>;

/// Sends a letter that was just written.
pub fn send(hand: Hand, letter: Letter) {
    put(&hand, letter.clone(), State::Sending);
    spawn_local(deliver(hand, letter));
}

/// Puts a letter on the desk as it stands, and keeps it until it has arrived.
pub fn put(hand: &Hand, letter: Letter, state: State) {
    let text = (state != State::Sent).then(|| letter.write());
    keep(&letter.path, text.as_deref());
    hand.dispatch(Act::Put(letter, state));
}

/// Takes a letter off the desk for good.
pub fn discard(hand: &Hand, path: &str) {
    keep(path, None);
    hand.dispatch(Act::Drop(path.to_owned()));
}

async fn deliver(hand: Hand, letter: Letter) {
    let is_figure = letter.path.ends_with("/figure");
    let verb = if is_figure { Verb::Post } else { Verb::Put };
    let state = match api::send(verb, &letter.path, letter.revision, Some(&letter.body)).await {
        Ok(_) => {
            let path = letter.path.clone();
            let undo = letter.undo.clone().map(|body| Letter {
                body,
                says: words::undone().into(),
                undo: None,
                ..letter.clone()
            });
            hand.dispatch(Act::Tell(letter.says.clone().into(), undo));
            put(&hand, letter, State::Sent);
            Timeout::new(SETTLE, move || hand.dispatch(Act::Drop(path))).forget();
            return;
        }
        Err(failure) => state_after(&failure),
    };
    put(&hand, letter, state);
}

/// How a letter stands after a failure.
fn state_after(failure: &Failure) -> State {
    match failure {
        Failure::Unreachable => State::Waiting,
        Failure::Refused { status: 401, .. } => State::SignedOut,
        // Too slow, too much, shutting down, in the middle of being replaced: all of that passes.
        Failure::Refused { status: 408 | 429 | 502..=504, .. } => State::Waiting,
        Failure::Stale(_) | Failure::Refused { status: 428, .. } => State::Clashed,
        other => State::Refused(other.say().into()),
    }
}

thread_local! {
    /// Slug of the person at the desk: what one typed is never sent in the name of another.
    static PERSON: RefCell<String> = const { RefCell::new(String::new()) };
}

/// The desk of a page: brings back what an earlier page left, and tries again until it has arrived or is refused.
#[hook]
pub fn use_desk() -> DeskHandle {
    let desk = use_reducer(Desk::default);
    // As it is now, for timers: what they captured would be old.
    let now = use_mut_ref(|| Rc::new(Vec::new()));
    now.borrow_mut().clone_from(&desk.letters);
    let who = use_who();
    let person = who.known().map(|me| me.person.clone().unwrap_or_default());
    use_effect_with(person, {
        let hand = desk.dispatcher();
        move |person| {
            if let Some(person) = person {
                PERSON.set(person.clone());
                for letter in kept() {
                    hand.dispatch(Act::Put(letter.clone(), State::Waiting));
                    spawn_local(deliver(hand.clone(), letter));
                }
            }
        }
    });
    use_effect_with((), {
        let hand = desk.dispatcher();
        move |()| {
            let again = move || try_again(&now, &hand);
            let timer = Interval::new(AGAIN, again.clone());
            let online = Closure::<dyn Fn()>::new(again);
            page::window().set_ononline(Some(online.as_ref().unchecked_ref()));
            move || {
                page::window().set_ononline(None);
                drop((timer, online));
            }
        }
    });
    desk
}

/// Sends what waits, unless another tab has sent it already.
fn try_again(now: &RefCell<Rc<Vec<(Letter, State)>>>, hand: &Hand) {
    let letters = now.borrow().clone();
    for (letter, _) in letters.iter().filter(|(_, state)| matches!(state, State::Waiting | State::SignedOut)) {
        let is_kept = storage().is_none_or(|kept| kept.get_item(&key(&letter.path)).is_ok_and(|text| text.is_some()));
        match is_kept {
            true => spawn_local(deliver(hand.clone(), letter.clone())),
            false => hand.dispatch(Act::Drop(letter.path.clone())),
        }
    }
}

fn storage() -> Option<Storage> {
    page::window().local_storage().ok().flatten()
}

fn key(path: &str) -> String {
    PERSON.with_borrow(|person| [KEY, person, ":", path].concat())
}

/// What earlier pages left; all of it is tried anew.
fn kept() -> Vec<Letter> {
    let Some(kept) = storage() else { return Vec::new() };
    let keys = (0..kept.length().unwrap_or(0)).filter_map(|index| kept.key(index).ok().flatten());
    let own = key("");
    let letters = keys.filter(|key| key.starts_with(&own)).filter_map(|key| kept.get_item(&key).ok().flatten());
    letters.filter_map(|text| parse::json(&text)).collect()
}

/// Keeps a letter in this browser, or forgets it.
fn keep(path: &str, text: Option<&str>) {
    let Some(kept) = storage() else { return };
    // Full or forbidden storage only means that it lasts as long as the page.
    let _ = match text {
        Some(text) => kept.set_item(&key(path), text),
        None => kept.remove_item(&key(path)),
    };
}
