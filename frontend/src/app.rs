//! The application: which page stands at which address, and the bar above it.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::Event;
use yew::prelude::*;

use crate::bundle::Bundle;
use crate::clock::{Minute, use_minute};
use crate::me::{Who, use_me};
use crate::page;
use crate::part::defs::defs;
use crate::route::{self, Route};
use crate::shell::appearance::Appearance;
use crate::shell::{bar, event::use_document_event, home_key, missing, use_boards};
use crate::words;

/// Everything in `#tandem`, with the pages of a bundle.
#[component]
pub fn App<B: Bundle>() -> Html {
    let here = use_state_eq(route::current);
    let who = use_me();
    let boards = use_boards(here.as_ref());
    let appearance = use_state_eq(Appearance::current);
    // The ages and the time on the page are drawn again when the minute turns.
    let minute = use_minute();
    use_effect_with((), {
        let set_here = here.setter();
        move |()| {
            let moved = Closure::<dyn Fn()>::new(move || set_here.set(route::current()));
            page::window().set_onpopstate(Some(moved.as_ref().unchecked_ref()));
            move || drop(moved)
        }
    });
    let on_key = use_callback((), |event: Event, ()| {
        if home_key(&event) {
            event.prevent_default();
            route::go(&Route::Home { period: None });
        }
    });
    use_document_event("keydown", Some(on_key));
    use_effect_with(here.is_none(), |nowhere| {
        if *nowhere {
            page::set_title(&[words::missing(), " — Tandem"].concat());
            page::focus("#missing");
        }
    });
    let onclick = Callback::from(|event: MouseEvent| {
        if let Some(route) = route::clicked(&event) {
            event.prevent_default();
            route::go(&route);
        }
    });
    let main = here.as_ref().map_or_else(missing, |here| B::draw(here, &boards));
    html! {
        <ContextProvider<Who> context={who.clone()}>
        <ContextProvider<Minute> context={minute}>
            <div class="tandem app" {onclick}>
                { defs() }
                <a class="skip tandem-btn tandem-btn--primary" href="#main">{ words::skip() }</a>
                { bar(here.as_ref(), &boards, &who, &appearance) }
                <main id="main" tabindex="-1">{ main }</main>
            </div>
        </ContextProvider<Minute>>
        </ContextProvider<Who>>
    }
}
