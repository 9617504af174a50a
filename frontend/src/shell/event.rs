//! Events of the whole document, heard as long as a component stands.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::Event;
use yew::prelude::*;

use crate::page;

/// Calls back at every event of a name (`keydown`, `pointerdown`) anywhere in the document, after the elements it met.
/// Without a callback nothing is heard.
#[hook]
pub fn use_document_event(name: &'static str, on: Option<Callback<Event>>) {
    use_effect_with(on, move |on| {
        let heard = on.clone().map(|on| {
            let listener = Closure::<dyn Fn(Event)>::new(move |event: Event| on.emit(event));
            // Adding a listener to the document cannot fail.
            let _ = page::document().add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
            listener
        });
        move || {
            if let Some(listener) = heard {
                let _ = page::document().remove_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
            }
        }
    });
}
