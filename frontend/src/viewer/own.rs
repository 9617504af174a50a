//! [`Own`]: a page of the server's own that shows boards: drawn there, to be made live here.

use miniserde::Deserialize;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::Callback;

use crate::{api, clock, page, words};

/// The page. It is drawn again in `#live`, beside `#drawn`, which goes once that stands.
pub(super) struct Own {
    /// Where it is drawn; its attributes say what.
    pub(super) live: HtmlElement,
    /// The language it speaks, as a BCP 47 tag.
    pub(super) lang: String,
}

impl Own {
    /// The page, unless it is somebody else's. From now on words are in its language, and time is the server's (`data-now`).
    pub(super) fn find() -> Option<Self> {
        let live = if page::is_own() { find("live")?.dyn_into::<HtmlElement>().ok()? } else { return None };
        let lang = page::document().document_element().and_then(|it| it.get_attribute("lang")).unwrap_or_default();
        let own = Self { live, lang };
        words::choose(&own.lang);
        clock::hear(&own.says("now"));
        Some(own)
    }

    /// What its place says: the attribute `data-{name}`.
    pub(super) fn says(&self, name: &str) -> String {
        self.live.get_attribute(["data-", name].concat().as_str()).unwrap_or_default()
    }

    /// What one of its scripts holds, in JSON.
    pub(super) fn holds<T: Deserialize>(&self, id: &str) -> Option<T> {
        api::read(&find(id)?.text_content()?).ok()
    }

    /// To be called when it has been drawn.
    pub(super) fn drawn(&self) -> Callback<()> {
        let live = self.live.clone();
        Callback::from(move |()| {
            live.set_hidden(false);
            // Looked for and not held: what is held stays in memory, for months on a wall.
            if let Some(drawn) = find("drawn") {
                drawn.remove();
            }
        })
    }
}

fn find(id: &str) -> Option<Element> {
    page::document().get_element_by_id(id)
}
