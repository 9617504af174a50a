//! Moving by pointer and by key: what the whole canvas hears, and the document while something is dragged.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent, PointerEvent};
use yew::prelude::*;

use super::act::Act;
use super::editor::{Chosen, Editor};
use crate::page;
use crate::shell::event::use_document_event;

/// The closest element around a target that carries a mark, and what the mark says.
fn marked(target: &Element, mark: &str) -> Option<(Element, String)> {
    let around = target.closest(&["[", mark, "]"].concat()).ok()??;
    let says = around.get_attribute(mark)?;
    Some((around, says))
}

fn number(event: &Event, mark: &str) -> Option<u32> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    marked(&target, mark)?.1.parse().ok()
}

/// A click on the canvas: it chooses what it meets.
pub(super) fn clicked(page: &UseReducerDispatcher<Editor>) -> Callback<MouseEvent> {
    let page = page.clone();
    Callback::from(move |event: MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let Some((_, choose)) = target.and_then(|target| marked(&target, "data-choose")) else { return };
        let mut parts = choose.split(' ').map(|part| part.parse::<u32>().unwrap_or(0));
        let (id, of) = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
        page.dispatch(Act::Choose(Chosen { id, of: of as usize }));
    })
}

/// A press on a grip: it lifts by pointer.
pub(super) fn pressed(page: &UseReducerDispatcher<Editor>) -> Callback<PointerEvent> {
    let page = page.clone();
    Callback::from(move |event: PointerEvent| {
        if let Some(id) = number(&event, "data-grip").filter(|_| event.button() == 0) {
            page.dispatch(Act::Lift(id, true));
        }
    })
}

/// A key on a grip: it lifts, moves, puts down, puts back.
pub(super) fn keyed(page: &UseReducerDispatcher<Editor>, lifted: bool) -> Callback<KeyboardEvent> {
    let page = page.clone();
    Callback::from(move |event: KeyboardEvent| {
        let Some(id) = number(&event, "data-grip") else { return };
        let act = match (&*event.key(), lifted) {
            (" " | "Enter", false) => Act::Lift(id, false),
            (" " | "Enter", true) => Act::Down,
            ("ArrowUp", true) => Act::Step(false),
            ("ArrowDown", true) => Act::Step(true),
            ("ArrowLeft" | "ArrowRight", true) => Act::Swap,
            ("Escape", true) => Act::Back,
            // The focus goes on: what was lifted stays where it is.
            ("Tab", true) => return page.dispatch(Act::Down),
            _ => return,
        };
        event.prevent_default();
        page.dispatch(act);
    })
}

/// Hears the document while something is dragged: `section` tells that it is a section.
#[hook]
pub(super) fn use_dragging(page: UseReducerDispatcher<Editor>, dragged: bool, section: bool) {
    // Over which element the pointer was last, and in which half of it.
    let last = use_mut_ref(|| (0, false));
    let on = use_callback((page, section), move |event: Event, (page, section)| {
        let pointer = event.dyn_ref::<PointerEvent>().filter(|event| event.type_() == "pointermove");
        let act = match (pointer, event.dyn_ref::<KeyboardEvent>()) {
            (Some(pointer), _) => match under(pointer, *section).filter(|over| *last.borrow() != *over) {
                Some((target, after)) => Act::Over(target, after),
                None => return,
            },
            (None, Some(key)) if key.key() == "Escape" => Act::Back,
            (None, Some(_)) => return,
            (None, None) => Act::Down,
        };
        *last.borrow_mut() = if let Act::Over(target, after) = act { (target, after) } else { (0, false) };
        page.dispatch(act);
    });
    let on = dragged.then_some(on);
    use_document_event("pointermove", on.clone());
    use_document_event("pointerup", on.clone());
    use_document_event("pointercancel", on.clone());
    use_document_event("keydown", on);
}

/// The tile or section under a pointer, and whether it is in its lower half.
fn under(event: &PointerEvent, section: bool) -> Option<(u32, bool)> {
    let (x, y) = (event.client_x() as f32, event.client_y() as f32);
    let target = page::document().element_from_point(x, y)?;
    let tile = if section { None } else { marked(&target, "data-block") };
    let (around, id) = tile.or_else(|| marked(&target, "data-section"))?;
    let place = around.get_bounding_client_rect();
    Some((id.parse().ok()?, f64::from(y) > place.top() + place.height() / 2.0))
}
