//! Boards to be looked at, without anything to edit: embedded in other pages, or on a wall. Drawn by the server first, then live.

mod embed;
mod playlist;
mod scene;
#[cfg(not(target_arch = "wasm32"))]
mod server;
mod wall;

pub use embed::{Embed, EmbedProps};
#[cfg(not(target_arch = "wasm32"))]
pub use server::{draw, draw_wall};
pub use wall::{Wall, WallProps};

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
    let find = |id: &str| page::document().get_element_by_id(id).and_then(|it| it.dyn_into::<HtmlElement>().ok());
    let (Some(live), Some(drawn)) = (find("live"), find("drawn")) else { return };
    let say = |name: &str| live.get_attribute(["data-", name].concat().as_str()).unwrap_or_default();
    words::choose(&page::document().document_element().and_then(|it| it.get_attribute("lang")).unwrap_or_default());
    clock::hear(&say("now"));
    api::carry(say("key"));
    let drawn = Callback::from({
        let live = live.clone();
        move |()| {
            live.set_hidden(false);
            drawn.remove();
        }
    });
    let json = |id: &str| find(id).and_then(|it| it.text_content()).unwrap_or_default();
    if let Ok(plan) = api::read::<WallPlan>(&json("plan")) {
        let views: Vec<BoardView> = api::read(&json("view")).unwrap_or_default();
        let props = WallProps {
            first: views.into_iter().map(|view| Shared::new(Board::new(view, None))).collect(),
            plan: Shared::new(plan),
            kept: page::document()
                .document_element()
                .and_then(|root| root.get_attribute("data-kept"))
                .map(|at| date::millis(&at)),
            drawn,
        };
        yew::Renderer::<Wall>::with_root_and_props(live.into(), props).render();
        return;
    }
    let period = Some(say("period")).filter(|id| !id.is_empty()).map(AttrValue::from);
    let view = api::read(&json("view")).ok();
    let props = EmbedProps {
        board: say("board").into(),
        first: view.map(|view| Shared::new(Board::new(view, period.as_ref().map(ToString::to_string)))),
        period,
        tiles: say("tiles").into(),
        drawn,
    };
    yew::Renderer::<Embed>::with_root_and_props(live.into(), props).render();
}
