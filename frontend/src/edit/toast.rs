//! The word on what was just done, and how to undo it.

use gloo_timers::callback::Interval;
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};
use yew::prelude::*;

use super::desk::{Act, DeskHandle, send};
use crate::shell::event::use_document_event;
use crate::words;

/// How long it stands, in seconds; while it has the focus or the pointer, longer.
const SECONDS: u32 = 8;

/// The last word of the desk.
#[hook]
pub fn use_toast(desk: &DeskHandle) -> Html {
    let (toast, hand) = (desk.toast.clone(), desk.dispatcher());
    let left = use_state_eq(|| SECONDS);
    let held = use_mut_ref(|| false);
    use_effect_with(toast.as_ref().map(|toast| toast.number), {
        let (set_left, held, hand) = (left.setter(), held.clone(), hand.clone());
        move |number| {
            *held.borrow_mut() = false;
            set_left.set(SECONDS);
            let mut count = SECONDS;
            let timer = number.map(|_| {
                Interval::new(1_000, move || {
                    if !*held.borrow() {
                        count = count.saturating_sub(1);
                        set_left.set(count);
                    }
                    if count == 0 {
                        hand.dispatch(Act::Hush);
                    }
                })
            });
            move || drop(timer)
        }
    });
    let undo = toast.as_ref().and_then(|toast| toast.undo.clone()).map(|letter| {
        Callback::from(move |()| {
            hand.dispatch(Act::Hush);
            send(hand.clone(), letter.clone());
        })
    });
    let on_key = undo.clone().map(|undo| {
        Callback::from(move |event: Event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
            // Ctrl+Z in a field is the field's own.
            let typing = event
                .target()
                .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
                .is_some_and(|target| target.matches("input, textarea").unwrap_or(false));
            if !typing && event.key() == "z" && (event.ctrl_key() || event.meta_key()) {
                event.prevent_default();
                undo.emit(());
            }
        })
    });
    use_document_event("keydown", on_key);
    let hold = |on: bool| {
        let held = held.clone();
        move || *held.borrow_mut() = on
    };
    let (focus, blur, enter, leave) = (hold(true), hold(false), hold(true), hold(false));
    html! {
        <div class="toasts" role="status" onfocusin={move |_| focus()} onfocusout={move |_| blur()}
            onmouseenter={move |_| enter()} onmouseleave={move |_| leave()}>
            { for toast.map(|toast| html! {
                <div class="toast" key={toast.number}>
                    <span>{ &toast.says }</span>
                    { for undo.map(|undo| html! {
                        <>
                            <span class="toast__left" aria-hidden="true">{ *left }{ "\u{202f}s" }</span>
                            <button type="button" onclick={move |_| undo.emit(())}>{ words::undo() }</button>
                        </>
                    }) }
                </div>
            }) }
        </div>
    }
}
