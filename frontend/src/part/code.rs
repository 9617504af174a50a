//! A command to run in a terminal, and the button that copies it.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Node;
use yew::prelude::*;

use crate::page;
use crate::words;

/// What to run.
#[derive(Properties, PartialEq)]
pub struct CodeProps {
    /// The lines as they are copied.
    pub code: AttrValue,
    /// What they do, for the button's name.
    pub label: AttrValue,
}

/// What became of a copy.
#[derive(Clone, Copy, PartialEq)]
enum Copied {
    /// It is in the clipboard.
    Done,
    /// The browser keeps its clipboard closed: the lines are selected instead.
    Selected,
}

/// The lines and the button.
#[component]
pub fn Code(props: &CodeProps) -> Html {
    let copied = use_state_eq(|| None);
    let lines = use_node_ref();
    // New lines have not been copied yet.
    use_effect_with(props.code.clone(), {
        let copied = copied.setter();
        move |_| copied.set(None)
    });
    let onclick = use_callback(props.code.clone(), {
        let (copied, lines) = (copied.setter(), lines.clone());
        move |_: MouseEvent, code: &AttrValue| {
            let (copied, lines, code) = (copied.clone(), lines.clone(), code.clone());
            spawn_local(async move {
                copied.set(Some(if copy(&code).await.is_ok() { Copied::Done } else { select(&lines) }));
            });
        }
    });
    let said = match *copied {
        None => "",
        Some(Copied::Done) => words::copied(),
        Some(Copied::Selected) => words::selected(),
    };
    html! {
        <div class="command">
            <pre class="code" ref={lines} tabindex="0" aria-label={&props.label}>{ &props.code }</pre>
            <p class="row">
                <button type="button" class="tandem-btn tandem-btn--small" aria-label={words::copy_what(&props.label)} {onclick}>
                    { words::copy() }
                </button>
                <span class="command__said" role="status">{ said }</span>
            </p>
        </div>
    }
}

/// Puts a text into the clipboard, which browsers offer only to pages served safely.
async fn copy(text: &str) -> Result<(), JsValue> {
    let navigator = page::window().navigator();
    let clipboard = Reflect::get(&navigator, &JsValue::from_str("clipboard"))?;
    let write: Function = Reflect::get(&clipboard, &JsValue::from_str("writeText"))?.dyn_into()?;
    let done: Promise = write.call1(&clipboard, &JsValue::from_str(text))?.dyn_into()?;
    JsFuture::from(done).await.map(drop)
}

/// Selects the lines, so that a key copies them.
fn select(lines: &NodeRef) -> Copied {
    if let (Some(lines), Ok(Some(selection))) = (lines.cast::<Node>(), page::window().get_selection()) {
        // A failed selection leaves the lines to be selected by hand.
        let _ = selection.select_all_children(&lines);
    }
    Copied::Selected
}
