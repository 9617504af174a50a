//! The application: which page stands at which address.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use yew::prelude::*;

use crate::board::BoardPage;
use crate::clock::Clock;
use crate::home::Home;
use crate::page;
use crate::part::defs::Defs;
use crate::route::{self, Go, Route};
use crate::shell::{Missing, Shell};

/// Everything in `#tandem`.
#[component]
pub fn App() -> Html {
    let here = use_state_eq(route::current);
    let set_here = here.setter();
    let go = use_memo((), |()| {
        let set_here = set_here.clone();
        Go(Callback::from(move |route: Route| {
            route::push(&route);
            set_here.set(Some(route));
        }))
    });
    use_effect_with((), move |()| {
        let back = Closure::<dyn Fn()>::new(move || set_here.set(route::current()));
        page::window().set_onpopstate(Some(back.as_ref().unchecked_ref()));
        move || drop(back)
    });
    let onclick = use_callback((), {
        let go = go.clone();
        move |event: MouseEvent, ()| {
            if let Some(route) = route::clicked(&event) {
                event.prevent_default();
                go.0.emit(route);
            }
        }
    });
    let main = match &*here {
        Some(Route::Home) => html! { <Home /> },
        Some(Route::Board { board, period }) => {
            html! { <BoardPage key={board.clone()} board={board.clone()} period={period.clone()} /> }
        }
        Some(Route::Kpi { board, kpi, period }) => html! {
            <BoardPage key={board.clone()} board={board.clone()} period={period.clone()} kpi={kpi.clone()} />
        },
        None => html! { <Missing /> },
    };
    html! {
        <ContextProvider<Go> context={(*go).clone()}>
            <Clock>
                <div class="tandem" {onclick}>
                    <Defs />
                    <Shell here={(*here).clone()}>{ main }</Shell>
                </div>
            </Clock>
        </ContextProvider<Go>>
    }
}
