//! [`use_wins`]: what the boards of a screen won, to be celebrated one after the other, each once.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use tandem_shared::view::{WinList, WinView};
use wasm_bindgen_futures::spawn_local;
use web_sys::Event;
use yew::prelude::*;

use super::boards::Source;
use crate::fmt::date;
use crate::shared::Shared;
use crate::together::use_together;
use crate::{api, clock, page};

/// How long a win fills the screen, in ms: 3.4 s until all of it is said, then 20 s.
const STANDS_MS: u32 = 23_400;
/// What was won longer ago than this is no news, in ms: a week.
const NEWS_MS: f64 = 7.0 * 86_400_000.0;
/// Most wins that are celebrated at once: after a long absence the newest say enough.
const MOST: usize = 3;
/// Where a browser keeps what was celebrated, over a reboot.
const TOLD: &str = "tandem-told";

/// A win, and the board that won it.
pub(super) type Won = (Source, Shared<WinView>);

#[derive(Clone, PartialEq)]
struct Wins {
    /// Keys of what need not be told any more; `None` before the server was first heard, if nothing is kept here.
    told: Option<Vec<String>>,
    /// What is celebrated.
    now: Option<Won>,
    /// What is to be celebrated.
    waiting: Vec<Won>,
}

enum News {
    /// All wins of the boards, as the server has them.
    Heard(Vec<(Source, WinView)>),
    /// The next one may be celebrated.
    Next,
    /// It has been celebrated.
    Over,
}

impl Reducible for Wins {
    type Action = News;

    fn reduce(self: Rc<Self>, news: News) -> Rc<Self> {
        let mut next = (*self).clone();
        let told = next.told.get_or_insert_default();
        match news {
            News::Over => next.now = None,
            News::Next => {
                let (source, win) = next.waiting.remove(0);
                told.push(win.key.clone());
                next.now = Some((source, win));
            }
            News::Heard(wins) => {
                for (source, win) in wins {
                    if told.contains(&win.key) || next.waiting.iter().any(|(_, other)| other.key == win.key) {
                        continue;
                    }
                    let is_news = clock::now() - date::millis(&win.day) < NEWS_MS;
                    // A screen that is new here has seen nothing being won.
                    if self.told.is_some() && is_news && next.waiting.len() < MOST {
                        next.waiting.push((source, Shared::new(win)));
                    } else {
                        told.push(win.key);
                    }
                }
            }
        }
        Rc::new(next)
    }
}

/// The win that is celebrated, if one is. The boards are asked for their wins whenever `changed` changes. While the screen `rests`,
/// no celebration begins.
#[hook]
pub(super) fn use_wins(sources: Vec<Source>, changed: Vec<u64>, rests: bool) -> Option<Won> {
    let wins = use_reducer_eq(|| Wins { told: kept(), now: None, waiting: Vec::new() });
    let ask = use_callback((sources, wins.dispatcher()), |(), (sources, wins)| {
        let (sources, wins) = (sources.clone(), wins.clone());
        spawn_local(async move {
            let mut all = Vec::new();
            for source in sources {
                let path = api::keyed(&["/api/v1/boards/", &*source.board, "/wins"].concat(), &source.key);
                // Who does not answer now is asked again with the next change.
                let Ok(list) = api::get(&path).await.and_then(|text| api::read::<WinList>(&text)) else { return };
                all.extend(list.items.into_iter().map(|win| (source.clone(), win)));
            }
            wins.dispatch(News::Heard(all));
        });
    });
    let ask = use_together(ask);
    use_effect_with((changed, ask), |(_, ask)| ask.emit(()));
    use_effect_with(wins.told.clone(), |told| {
        if let (Some(told), Ok(Some(storage))) = (told, page::window().local_storage()) {
            // A browser that keeps nothing begins anew with each start.
            let _ = storage.set_item(TOLD, &told.join("\n"));
        }
    });
    use_effect_with((!rests && wins.now.is_none() && !wins.waiting.is_empty(), wins.dispatcher()), |(begins, wins)| {
        if *begins {
            wins.dispatch(News::Next);
        }
    });
    let now = wins.now.clone();
    use_effect_with((now.as_ref().map(|(_, win)| win.key.clone()), wins.dispatcher()), |(now, wins)| {
        let over = now.as_ref().map(|_| {
            if let Ok(event) = Event::new("tandem-win") {
                // Whoever listens plays a sound; nobody need.
                let _ = page::document().dispatch_event(&event);
            }
            let wins = wins.clone();
            Timeout::new(STANDS_MS, move || wins.dispatch(News::Over))
        });
        move || drop(over)
    });
    now
}

/// What was told before this start.
fn kept() -> Option<Vec<String>> {
    let told = page::window().local_storage().ok()??.get_item(TOLD).ok()??;
    Some(told.lines().map(str::to_owned).collect())
}
