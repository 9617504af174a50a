//! Boards to be looked at, without anything to edit: what is embedded in other pages. Drawn by the server first, then live.

mod embed;
#[cfg(not(target_arch = "wasm32"))]
mod server;

pub use embed::{Embed, EmbedProps};
#[cfg(not(target_arch = "wasm32"))]
pub use server::draw;

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::{AttrValue, Callback};

use crate::board::Board;
use crate::shared::Shared;
use crate::{api, clock, page, words};

/// Makes the board that the server drew into `#drawn` live: drawn again beside it, and exchanged once it stands.
///
/// The place `#live` says what to show: `data-board`, `data-period`, `data-tiles`, `data-key`, and `data-now`, what time it is; the view that was drawn is the
/// JSON in `#view`.
pub fn start() {
    let find = |id: &str| page::document().get_element_by_id(id).and_then(|it| it.dyn_into::<HtmlElement>().ok());
    let (Some(live), Some(drawn)) = (find("live"), find("drawn")) else { return };
    let say = |name: &str| live.get_attribute(["data-", name].concat().as_str()).unwrap_or_default();
    words::choose(&page::document().document_element().and_then(|it| it.get_attribute("lang")).unwrap_or_default());
    clock::hear(&say("now"));
    api::carry(say("key"));
    let period = Some(say("period")).filter(|id| !id.is_empty()).map(AttrValue::from);
    let view = find("view").and_then(|it| it.text_content()).and_then(|text| api::read(&text).ok());
    let props = EmbedProps {
        board: say("board").into(),
        first: view.map(|view| Shared::new(Board::new(view, period.as_ref().map(ToString::to_string)))),
        period,
        tiles: say("tiles").into(),
        drawn: Callback::from({
            let live = live.clone();
            move |()| {
                live.set_hidden(false);
                drawn.remove();
            }
        }),
    };
    yew::Renderer::<Embed>::with_root_and_props(live.into(), props).render();
}
