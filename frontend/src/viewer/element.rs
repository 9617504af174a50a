//! What `assets/embed.js` asks for, which defines `<tandem-board>`: a class of the browser's is JavaScript's to define.

use js_sys::{Array, Function};
use miniserde::Deserialize;
use wasm_bindgen::JsValue;
use web_sys::Element;
use yew::{AttrValue, Callback};

use super::boards::Source;
use super::embed::{Told, say};
use super::places::{self, Shown};
use crate::api::{self, Failure};

/// What an element is to show.
#[derive(Deserialize)]
struct Asked {
    board: String,
    key: String,
    period: String,
    tiles: String,
    lang: String,
}

/// Shows what an element asks for (JSON) in a place, or without one in one that is free; returns it. What happens there is told:
/// `tell(name, revision, as_of, changed)`, or `tell(status, detail)` of what failed; status 0 where nobody answered.
pub fn show(place: Option<Element>, asked: &str, tell: Function) -> Option<Element> {
    let asked: Asked = api::read(asked).ok()?;
    let tell = Callback::from(move |told| {
        let arguments = match told {
            Told::Stands(board, changed) => Array::of4(
                &JsValue::from_str(&board.name),
                &JsValue::from_f64(board.revision as f64),
                &JsValue::from_str(&board.as_of),
                &changed.iter().map(|kpi| JsValue::from_str(kpi)).collect::<Array>(),
            ),
            Told::Failed(failure) => {
                let status = if let Failure::Refused { status, .. } = failure { status } else { 0 };
                Array::of2(&status.into(), &say(&failure).into())
            }
        };
        // What the page does when it hears of it is its own affair.
        let _ = tell.apply(&JsValue::NULL, &arguments);
    });
    let shown = Shown {
        source: Source {
            board: asked.board.into(),
            period: Some(asked.period).filter(|id| !id.is_empty()).map(AttrValue::from),
            key: asked.key.into(),
        },
        tiles: asked.tiles.into(),
        lang: asked.lang.into(),
        tell,
    };
    Some(places::show(place, shown, None))
}

/// Frees a place.
pub fn hide(place: &Element) {
    places::hide(place);
}
