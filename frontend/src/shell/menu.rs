//! A menu: a button and what opens below it, for pointer and keyboard.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, KeyboardEvent, Node};
use yew::prelude::*;

use super::event::use_document_event;

/// The rows that can be chosen.
const ROWS: &str = "[role^=menuitem]";

/// A menu.
#[derive(Properties, PartialEq)]
pub(super) struct MenuProps {
    /// Class of the button.
    pub(super) class: &'static str,
    /// Class of what opens.
    pub(super) pop: &'static str,
    /// What the button says.
    pub(super) button: Html,
    /// Name of the menu.
    pub(super) label: AttrValue,
    /// Called when it opens.
    #[prop_or_default]
    pub(super) on_open: Callback<()>,
    /// Its rows: links and buttons with `role="menuitem"` or the like, `tabindex="-1"`.
    #[prop_or_default]
    pub(super) children: Html,
}

/// The menu. Arrows, Home and End move; Esc, a choice, Tab and a press outside close it.
#[component]
pub(super) fn Menu(props: &MenuProps) -> Html {
    let open = use_state_eq(|| false);
    let set_open = open.setter();
    let (whole, button) = (use_node_ref(), use_node_ref());

    use_effect_with(*open, {
        let whole = whole.clone();
        move |open| {
            if *open {
                let rows = rows(&whole);
                let checked = rows.iter().position(|row| row.get_attribute("aria-checked").as_deref() == Some("true"));
                focus(rows.get(checked.unwrap_or(0)));
            }
        }
    });
    let outside = use_callback((), {
        let (whole, set_open) = (whole.clone(), set_open.clone());
        move |event: Event, ()| {
            let target = event.target().and_then(|target| target.dyn_into::<Node>().ok());
            if !whole.get().is_some_and(|whole| whole.contains(target.as_ref())) {
                set_open.set(false);
            }
        }
    });
    use_document_event("pointerdown", open.then_some(outside));

    let toggle = {
        let (set_open, on_open, opens) = (set_open.clone(), props.on_open.clone(), !*open);
        Callback::from(move |_: MouseEvent| {
            set_open.set(opens);
            if opens {
                on_open.emit(());
            }
        })
    };
    let onkeydown = {
        let (whole, button, set_open, on_open, open) =
            (whole.clone(), button.clone(), set_open.clone(), props.on_open.clone(), *open);
        Callback::from(move |event: KeyboardEvent| {
            let key = event.key();
            if !open {
                if matches!(key.as_str(), "ArrowDown" | "ArrowUp") {
                    event.prevent_default();
                    set_open.set(true);
                    on_open.emit(());
                }
                return;
            }
            let rows = rows(&whole);
            let here = event.target().and_then(|here| here.dyn_into::<HtmlElement>().ok());
            let at = rows.iter().position(|row| Some(row) == here.as_ref());
            let to = match (key.as_str(), at) {
                ("ArrowDown", None) | ("Home", _) => 0,
                ("ArrowDown", Some(at)) => (at + 1) % rows.len(),
                ("ArrowUp", Some(at)) if at > 0 => at - 1,
                ("ArrowUp" | "End", _) => rows.len().saturating_sub(1),
                ("Escape", _) => {
                    event.prevent_default();
                    set_open.set(false);
                    focus(button.cast::<HtmlElement>().as_ref());
                    return;
                }
                ("Tab", _) => return set_open.set(false),
                (" ", Some(at)) => {
                    event.prevent_default();
                    return rows[at].click();
                }
                _ => return,
            };
            event.prevent_default();
            focus(rows.get(to));
        })
    };
    let chosen = {
        let (set_open, button) = (set_open, button.clone());
        Callback::from(move |event: MouseEvent| {
            let row = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            if row.is_some_and(|row| row.closest(ROWS).is_ok_and(|row| row.is_some())) {
                set_open.set(false);
                focus(button.cast::<HtmlElement>().as_ref());
            }
        })
    };
    html! {
        <div class="menus" ref={whole} {onkeydown}>
            <button type="button" class={props.class} ref={button} aria-haspopup="menu"
                aria-expanded={if *open { "true" } else { "false" }} onclick={toggle}>{ props.button.clone() }</button>
            if *open {
                <div class={classes!("pop", "menu", props.pop)} role="menu" aria-label={&props.label} onclick={chosen}>
                    { props.children.clone() }
                </div>
            }
        </div>
    }
}

fn rows(menu: &NodeRef) -> Vec<HtmlElement> {
    let Some(found) = menu.cast::<web_sys::Element>().and_then(|menu| menu.query_selector_all(ROWS).ok()) else {
        return Vec::new();
    };
    (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect()
}

fn focus(element: Option<&HtmlElement>) {
    // A failed focus leaves it where it was, which is all that can be done.
    let _ = element.map(HtmlElement::focus);
}
