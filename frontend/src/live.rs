//! The event stream: one per page, for all the boards on it. It comes back by itself. Nobody looks at a hidden page, and a browser
//! has six connections for all pages of a server (HTTP/1.1): while hidden, a page holds none.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::{Interval, Timeout};
use miniserde::Deserialize;
use tandem_shared::view::BoardPatch;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{EventSource, MessageEvent};
use yew::prelude::*;

use crate::api;
use crate::board::Patch;
use crate::chart::svg;
use crate::clock;
use crate::page;
use crate::parse;

/// Without a heartbeat for this long the line is dead, whatever the socket says (server: every 10 s).
const SILENCE_MS: f64 = 25_000.0;
/// A stream begins with a heartbeat. One that says nothing for this long is held back on its way.
const GREETING_MS: f64 = 4_000.0;
/// For how many seconds a stream is asked for where something on the way holds back what it says until it ends.
const SHORT: &str = "&seconds=5";
/// How often the silence is measured.
const WATCH_MS: u32 = 5_000;
/// First and longest wait before trying again.
const BACKOFF_MS: (u32, u32) = (1_000, 8_000);

/// What the stream says about a board.
#[derive(Clone, Debug)]
pub enum Event {
    /// Some of its tiles changed.
    Patch(Rc<Patch>),
    /// It is at this revision: who holds another fetches it, whole.
    Refetch(String, u64),
    /// Its goals changed.
    Goals,
    /// The line stood still and is back: fetch everything again.
    Back,
}

/// How the line stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Line {
    /// Not heard from yet.
    Opening,
    /// Heard from just now.
    Live,
    /// Silent since then (milliseconds since 1970), trying again.
    Lost(f64),
}

/// Listens to boards (slugs with commas between; `&key=` and what opens them may follow) as long as the component stands.
#[hook]
pub fn use_live(boards: AttrValue, on_event: Callback<Event>) -> Line {
    let line = use_state_eq(|| Line::Opening);
    let set_line = line.setter();
    use_effect_with((boards, on_event), move |(boards, on_event)| {
        let stream = (!boards.is_empty()).then(|| {
            let ears = Ears { on_event: on_event.clone(), on_line: Callback::from(move |line| set_line.set(line)) };
            Stream::open(boards, ears)
        });
        move || drop(stream)
    });
    *line
}

struct Ears {
    on_event: Callback<Event>,
    on_line: Callback<Line>,
}

#[derive(Deserialize)]
struct Heartbeat {
    now: String,
    build: String,
}

#[derive(Deserialize)]
struct Refetch {
    board: String,
    revision: u64,
}

/// A stream, its watch and what it hears of its page; closed when dropped.
struct Stream {
    inner: Rc<Inner>,
    _watch: Interval,
    _page: [PageListener; 3],
}

struct Inner {
    address: String,
    ears: Ears,
    state: RefCell<State>,
}

struct State {
    line: Line,
    heard: f64,
    /// Whether the stream has said something.
    greeted: bool,
    /// Whether something on the way holds back what streams say until they end: a proxy that buffers.
    held: bool,
    /// Whether something may have been missed since.
    behind: bool,
    /// Whether the page is out of sight.
    rests: bool,
    attempts: u32,
    source: Option<Source>,
    retry: Option<Timeout>,
}

/// An `EventSource` with the closures it calls; closed when dropped.
struct Source {
    source: EventSource,
    is_short: bool,
    _listeners: Vec<Closure<dyn FnMut(MessageEvent)>>,
}

impl Drop for Source {
    fn drop(&mut self) {
        self.source.close();
        self.source.set_onerror(None);
    }
}

/// A listener of the window; removed when dropped.
struct PageListener {
    event: &'static str,
    listener: Closure<dyn Fn()>,
}

impl PageListener {
    fn new(event: &'static str, hear: impl Fn() + 'static) -> Self {
        let listener = Closure::<dyn Fn()>::new(hear);
        // Adding a listener to the window cannot fail.
        let _ = page::window().add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
        Self { event, listener }
    }
}

impl Drop for PageListener {
    fn drop(&mut self) {
        let listener = self.listener.as_ref().unchecked_ref();
        let _ = page::window().remove_event_listener_with_callback(self.event, listener);
    }
}

impl Stream {
    fn open(boards: &str, ears: Ears) -> Self {
        let state = State {
            line: Line::Opening,
            heard: js_sys::Date::now(),
            greeted: false,
            held: false,
            behind: false,
            rests: page::document().hidden(),
            attempts: 0,
            source: None,
            retry: None,
        };
        let address = api::address(&["/api/v1/live?boards=", boards].concat());
        let inner = Rc::new(Inner { address, ears, state: RefCell::new(state) });
        inner.connect();
        let watched = inner.clone();
        let watch = Interval::new(WATCH_MS, move || watched.look());
        let (left, shown, turned) = (inner.clone(), inner.clone(), inner.clone());
        let page = [
            PageListener::new("pagehide", move || left.rest()),
            PageListener::new("pageshow", move || shown.wake()),
            PageListener::new("visibilitychange", move || {
                if page::document().hidden() { turned.rest() } else { turned.wake() }
            }),
        ];
        Self { inner, _watch: watch, _page: page }
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        let mut state = self.inner.state.borrow_mut();
        state.source = None;
        state.retry = None;
    }
}

impl Inner {
    fn connect(self: &Rc<Self>) {
        if self.state.borrow().rests {
            return;
        }
        let is_short = self.state.borrow().held;
        let address = [&*self.address, if is_short { SHORT } else { "" }].concat();
        let Ok(source) = EventSource::new(&address) else { return };
        let mut listeners = Vec::with_capacity(5);
        for (name, hear) in [
            ("patch", Self::patch as fn(&Rc<Self>, &str)),
            ("refetch", Self::refetch),
            ("goals", Self::goals),
            ("heartbeat", Self::heartbeat),
        ] {
            let this = Rc::downgrade(self);
            let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
                if let Some(this) = this.upgrade() {
                    this.heard();
                    hear(&this, &message.data().as_string().unwrap_or_default());
                }
            });
            // Adding a listener to a fresh source cannot fail.
            let _ = source.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
            listeners.push(listener);
        }
        let this = Rc::downgrade(self);
        let failed = Closure::<dyn FnMut(MessageEvent)>::new(move |_| {
            // Left for the next turn: the source must not be dropped within its own callback.
            if let Some(this) = this.upgrade() {
                let later = Rc::downgrade(&this);
                this.state.borrow_mut().retry = Some(Timeout::new(0, move || {
                    if let Some(this) = later.upgrade() {
                        this.ended();
                    }
                }));
            }
        });
        source.set_onerror(Some(failed.as_ref().unchecked_ref()));
        listeners.push(failed);
        let mut state = self.state.borrow_mut();
        (state.heard, state.greeted) = (js_sys::Date::now(), false);
        state.source = Some(Source { source, is_short, _listeners: listeners });
    }

    /// Whether the stream is still heard.
    fn look(self: &Rc<Self>) {
        let dead = {
            let mut state = self.state.borrow_mut();
            // A short stream that is held back says all it has to say when it ends.
            let speaks = state.greeted || state.source.as_ref().is_some_and(|source| source.is_short);
            let patience = if speaks { SILENCE_MS } else { GREETING_MS };
            let dead = !state.rests && state.retry.is_none() && js_sys::Date::now() - state.heard > patience;
            state.held |= dead && !state.greeted;
            dead
        };
        if dead {
            self.lost();
        }
    }

    /// The stream has ended, or never began.
    fn ended(self: &Rc<Self>) {
        // A short one is followed by the next.
        let follows = {
            let mut state = self.state.borrow_mut();
            let follows = state.greeted && state.source.as_ref().is_some_and(|source| source.is_short);
            if follows {
                state.retry = None;
            }
            follows
        };
        if follows {
            self.connect();
        } else {
            self.lost();
        }
    }

    /// The page is hidden, or left, and perhaps kept for the way back. It no longer claims to be live.
    fn rest(&self) {
        let was = {
            let mut state = self.state.borrow_mut();
            (state.source, state.retry, state.rests, state.behind) = (None, None, true, true);
            match state.line {
                Line::Live => std::mem::replace(&mut state.line, Line::Opening),
                line => line,
            }
        };
        if was == Line::Live {
            self.ears.on_line.emit(Line::Opening);
        }
    }

    /// The page is shown, for the first time or again after a rest.
    fn wake(self: &Rc<Self>) {
        if !page::document().hidden() && std::mem::take(&mut self.state.borrow_mut().rests) {
            self.connect();
        }
    }

    /// Something came: the line stands.
    fn heard(self: &Rc<Self>) {
        let (was, behind) = {
            let mut state = self.state.borrow_mut();
            let now = js_sys::Date::now();
            // What greets at once is held back no more.
            state.held &= state.greeted || now - state.heard > GREETING_MS;
            (state.heard, state.greeted, state.attempts) = (now, true, 0);
            (std::mem::replace(&mut state.line, Line::Live), std::mem::take(&mut state.behind))
        };
        if was != Line::Live {
            self.ears.on_line.emit(Line::Live);
        }
        if behind {
            self.ears.on_event.emit(Event::Back);
        }
    }

    /// The line is dead: say so once, and try again later, each time a little later, not all browsers at once.
    fn lost(self: &Rc<Self>) {
        let (news, wait) = {
            let mut state = self.state.borrow_mut();
            if state.rests {
                return;
            }
            state.source = None;
            state.behind = true;
            let news = if matches!(state.line, Line::Lost(_)) { None } else { Some(Line::Lost(clock::now())) };
            if let Some(line) = news {
                state.line = line;
            }
            let (first, longest) = BACKOFF_MS;
            let wait = first.saturating_mul(1 << state.attempts.min(5)).min(longest);
            state.attempts += 1;
            (news, jittered(wait, js_sys::Math::random()))
        };
        if let Some(line) = news {
            self.ears.on_line.emit(line);
        }
        let this = Rc::downgrade(self);
        let retry = Timeout::new(wait, move || {
            if let Some(this) = this.upgrade() {
                this.connect();
                this.state.borrow_mut().retry = None;
            }
        });
        self.state.borrow_mut().retry = Some(retry);
    }

    fn patch(self: &Rc<Self>, data: &str) {
        if let Some(patch) = parse::json::<BoardPatch>(data) {
            self.ears.on_event.emit(Event::Patch(Rc::new(patch.into())));
        } else {
            // A server of another version: what it means can only be fetched.
            self.ears.on_event.emit(Event::Back);
        }
    }

    fn refetch(self: &Rc<Self>, data: &str) {
        self.ears.on_event.emit(match parse::json::<Refetch>(data) {
            Some(refetch) => Event::Refetch(refetch.board, refetch.revision),
            None => Event::Back,
        });
    }

    fn goals(self: &Rc<Self>, _: &str) {
        self.ears.on_event.emit(Event::Goals);
    }

    fn heartbeat(self: &Rc<Self>, data: &str) {
        if let Some(heartbeat) = parse::json::<Heartbeat>(data) {
            clock::hear(&heartbeat.now);
            page::renew(&heartbeat.build);
        }
    }
}

/// Between half of the wait and the whole of it, by chance (0 to 1).
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a u32 is one")]
fn jittered(wait: u32, chance: f64) -> u32 {
    (f64::from(wait) * (0.5 + svg::within(chance, 0.0, 1.0) / 2.0)) as u32
}

#[cfg(test)]
mod tests {
    use super::jittered;

    #[test]
    fn retries_spread_over_the_second_half_of_the_wait() {
        assert_eq!(jittered(1_000, 0.0), 500);
        assert_eq!(jittered(1_000, 1.0), 1_000);
        assert!((500..=1_000).contains(&jittered(1_000, 0.37)));
    }
}
