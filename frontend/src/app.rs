//! The application: which page stands at which address.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use yew::prelude::*;

use crate::board::BoardPage;
use crate::clock::Clock;
use crate::home::Home;
use crate::page;
use crate::part::defs::Defs;
use crate::route::{self, Go, Here, Route};
use crate::shell::{Missing, Shell};

/// Everything in `#tandem`.
#[component]
pub fn App() -> Html {
    let here = use_state_eq(route::current);
    let set_here = here.setter();
    let go = use_memo((), |()| {
        let set_here = set_here.clone();
        Go(Callback::from(move |route: Route| {
            // Another page begins at its top; a panel opens over the board where it stands.
            let here = route::current();
            if here.as_ref().is_none_or(|here| here.board() != route.board()) {
                page::window().scroll_to_with_x_and_y(0.0, 0.0);
            }
            if here.is_some_and(|here| here.is_same_page(&route)) {
                route::replace(&route);
            } else {
                route::push(&route);
            }
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
        Some(Route::Home { .. }) => html! { <Home /> },
        Some(Route::Board { board, period }) => {
            html! { <BoardPage key={board.clone()} board={board.clone()} period={period.clone()} /> }
        }
        Some(Route::Kpi { board, kpi, period, .. }) => html! {
            <BoardPage key={board.clone()} board={board.clone()} period={period.clone()} kpi={kpi.clone()} />
        },
        None => html! { <Missing /> },
    };
    html! {
        <ContextProvider<Go> context={(*go).clone()}>
            <ContextProvider<Here> context={Here((*here).clone())}>
                <Clock>
                    <div class="tandem app" {onclick}>
                        <Defs />
                        <Shell>{ main }</Shell>
                    </div>
                </Clock>
            </ContextProvider<Here>>
        </ContextProvider<Go>>
    }
}
