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

#[derive(Default, PartialEq)]
struct Wins {
    /// Keys of what was told; `None` before the server was first heard, if nothing is kept here.
    told: Option<Vec<String>>,
    /// What is to be celebrated; the first is.
    waiting: Vec<Won>,
}

enum News {
    /// All wins of the boards, as the server has them.
    Heard(Vec<(Source, WinView)>),
    /// The first has been celebrated.
    Over,
}

impl Reducible for Wins {
    type Action = News;

    fn reduce(self: Rc<Self>, news: News) -> Rc<Self> {
        let (mut told, mut waiting) = (self.told.clone().unwrap_or_default(), self.waiting.clone());
        match news {
            News::Over => drop(waiting.remove(0)),
            News::Heard(wins) => {
                for (source, win) in wins {
                    let is_news = clock::now() - date::millis(&win.day) < NEWS_MS;
                    if told.contains(&win.key) {
                        continue;
                    }
                    told.push(win.key.clone());
                    // A screen that is new here has seen nothing being won.
                    if self.told.is_some() && is_news && waiting.len() < MOST {
                        waiting.push((source, Shared::new(win)));
                    }
                }
            }
        }
        Rc::new(Self { told: Some(told), waiting })
    }
}

/// The win to be celebrated now, if one is. The boards are asked for their wins whenever `changed` changes.
#[hook]
pub(super) fn use_wins(sources: Vec<Source>, changed: Vec<u64>) -> Option<Won> {
    let wins = use_reducer_eq(|| Wins { told: kept(), waiting: Vec::new() });
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
    let first = wins.waiting.first().cloned();
    use_effect_with((first.as_ref().map(|(_, win)| win.key.clone()), wins.dispatcher()), |(first, wins)| {
        let over = first.as_ref().map(|_| {
            if let Ok(event) = Event::new("tandem-win") {
                // Whoever listens plays a sound; nobody need.
                let _ = page::document().dispatch_event(&event);
            }
            let wins = wins.clone();
            Timeout::new(STANDS_MS, move || wins.dispatch(News::Over))
        });
        move || drop(over)
    });
    first
}

/// What was told before this start.
fn kept() -> Option<Vec<String>> {
    let told = page::window().local_storage().ok()??.get_item(TOLD).ok()??;
    Some(told.lines().map(str::to_owned).collect())
}
