//! Boards to be looked at, without anything to edit: embedded in other pages, or on a wall. Drawn by the server
//! first, then live.

mod boards;
mod celebration;
mod element;
mod embed;
mod pages;
#[cfg(not(target_arch = "wasm32"))]
mod picture;
mod places;
mod playlist;
mod scene;
#[cfg(not(target_arch = "wasm32"))]
mod server;
mod turning;
mod wall;
mod wins;

pub use element::{hide, show};
#[cfg(not(target_arch = "wasm32"))]
pub use picture::Picture;
#[cfg(not(target_arch = "wasm32"))]
pub use server::{draw, draw_wall};
pub use wall::{Wall, WallProps};

use boards::Source;
use embed::Told;
use places::Shown;
use tandem_shared::view::{BoardView, WallPlan};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::{AttrValue, Callback};

use crate::board::Board;
use crate::fmt::date;
use crate::shared::Shared;
use crate::{api, clock, page, words};

/// Makes the board that the server drew into `#drawn` live: drawn again beside it, and exchanged once it stands.
///
/// The place `#live` says what to show, of an embedded board: `data-board`, `data-period`, `data-tiles`; of a wall: nothing, its
/// plan is the JSON in `#plan`. Of both: `data-key`, and `data-now`, what time it is; what was drawn is the JSON in `#view`.
pub fn start() {
    if !page::is_own() {
        return;
    }
    let find = |id: &str| page::document().get_element_by_id(id).and_then(|it| it.dyn_into::<HtmlElement>().ok());
    let Some(live) = find("live") else { return };
    let say = |name: &str| live.get_attribute(["data-", name].concat().as_str()).unwrap_or_default();
    let lang = page::document().document_element().and_then(|it| it.get_attribute("lang")).unwrap_or_default();
    words::choose(&lang);
    clock::hear(&say("now"));
    let drawn = Callback::from({
        let live = live.clone();
        move |()| {
            live.set_hidden(false);
            // Looked for and not held: what is held stays in memory, for months on a wall.
            if let Some(drawn) = page::document().get_element_by_id("drawn") {
                drawn.remove();
            }
        }
    });
    let json = |id: &str| find(id).and_then(|it| it.text_content()).unwrap_or_default();
    if let Ok(plan) = api::read::<WallPlan>(&json("plan")) {
        let views: Vec<BoardView> = api::read(&json("view")).unwrap_or_default();
        let props = WallProps {
            first: views.into_iter().map(|view| Shared::new(Board::new(view, None))).collect(),
            key: say("key").into(),
            plan: Shared::new(plan),
            kept: page::kept().map(|at| date::millis(&at)),
            drawn,
        };
        yew::Renderer::<Wall>::with_root_and_props(live.into(), props).render();
        return;
    }
    let period = Some(say("period")).filter(|id| !id.is_empty());
    let first = api::read(&json("view")).ok().map(|view| Shared::new(Board::new(view, period.clone())));
    let shown = Shown {
        source: Source { board: say("board").into(), period: period.map(AttrValue::from), key: say("key").into() },
        tiles: say("tiles").into(),
        lang: lang.into(),
        tell: Callback::from(move |told| {
            if let Told::Stands(..) = told {
                drawn.emit(());
            }
        }),
    };
    places::show(Some(live.into()), shown, first);
}
