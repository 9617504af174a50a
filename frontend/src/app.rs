//! The application: which page stands at which address, and the bar above it.

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::Event;
use yew::prelude::*;

use crate::board::BoardPage;
use crate::builder::{EditorPage, NewBoard};
use crate::checkin::CheckInPage;
use crate::clock::{self, Minute};
use crate::goals::GoalsPage;
use crate::home::Home;
use crate::me::{Who, use_me};
use crate::page;
use crate::part::defs::defs;
use crate::route::{self, Route};
use crate::shell::appearance::Appearance;
use crate::shell::{bar, event::use_document_event, home_key, missing, use_boards};
use crate::words;

/// Everything in `#tandem`.
#[component]
pub fn App() -> Html {
    let here = use_state_eq(route::current);
    let who = use_me();
    let boards = use_boards(here.as_ref());
    let appearance = use_state_eq(Appearance::current);
    // The ages and the time on the page are drawn again when the minute turns.
    let minute = use_state_eq(|| Minute(clock::now()));
    use_effect_with((), {
        let set_here = here.setter();
        move |()| {
            let moved = Closure::<dyn Fn()>::new(move || set_here.set(route::current()));
            page::window().set_onpopstate(Some(moved.as_ref().unchecked_ref()));
            move || drop(moved)
        }
    });
    use_effect_with(*minute, {
        let set_minute = minute.setter();
        move |_| {
            let turn = Timeout::new(clock::until_next_minute(), move || set_minute.set(Minute(clock::now())));
            move || drop(turn)
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
    let main = match &*here {
        Some(here @ Route::Home { .. }) => html! { <Home here={here.clone()} boards={boards.clone()} /> },
        Some(here @ (Route::Board { board, .. } | Route::Kpi { board, .. })) => {
            html! { <BoardPage key={board.as_str()} board={board.clone()} here={here.clone()} /> }
        }
        Some(here @ Route::Goals { board, .. }) => {
            html! { <GoalsPage key={["goals ", board].concat()} board={board.clone()} here={here.clone()} /> }
        }
        Some(Route::Edit { board }) => {
            html! { <EditorPage key={board.as_str()} board={board.clone()} changed={boards.again.clone()} /> }
        }
        Some(Route::NewBoard) => html! { <NewBoard boards={boards.clone()} /> },
        Some(Route::CheckIn { board, record }) => {
            html! { <CheckInPage key={["check-in ", board].concat()} board={board.clone()} record={record.clone()} /> }
        }
        None => missing(),
    };
    html! {
        <ContextProvider<Who> context={who.clone()}>
        <ContextProvider<Minute> context={*minute}>
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
