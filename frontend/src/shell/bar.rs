//! The frame of every page: skip link, bar, page.

use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;
use yew::prelude::*;

use super::appearance::Appearance;
use super::boards::{Boards, use_boards};
use super::event::use_document_event;
use super::menu::Menu;

use super::switcher::Switcher;
use crate::part::icon::{Icon, Sign};
use crate::part::period::PeriodNav;
use crate::route::{Go, Here, Route};
use crate::words;

/// What stands within.
#[derive(Properties, PartialEq)]
pub struct ShellProps {
    /// The page.
    #[prop_or_default]
    pub children: Html,
}

/// The frame.
#[component]
pub fn Shell(props: &ShellProps) -> Html {
    let here = use_context::<Here>().and_then(|Here(here)| here);
    let boards = use_boards(here.as_ref());
    let go = use_context::<Go>();
    let on_key = use_callback(go, |event: KeyboardEvent, go| {
        if home_key(&event)
            && let Some(Go(go)) = go
        {
            event.prevent_default();
            go.emit(Route::Home { period: None });
        }
    });
    use_document_event("keydown", Some(on_key));
    let period = here.clone().and_then(|here| Some((shown(&here, &boards)?, here)));
    html! {
        <ContextProvider<Boards> context={boards}>
            <a class="skip tandem-btn tandem-btn--primary" href="#main">{ words::skip() }</a>
            <header class="bar">
                <div class="bar__in">
                    <a class="bar__name" href="/">{ "Tandem" }</a>
                    <Switcher />
                    { for here.as_ref().filter(|here| here.board().is_some()).map(tabs) }
                    <span class="bar__gap"></span>
                    { for period.map(|(period, here)| html! { <PeriodNav {here} {period} /> }) }
                    <Account />
                </div>
            </header>
            <main id="main" tabindex="-1">{ props.children.clone() }</main>
        </ContextProvider<Boards>>
    }
}

/// The period of the page: the board's, or on the home page the one that all boards share.
fn shown(here: &Route, boards: &Boards) -> Option<tandem_shared::view::PeriodView> {
    let Some(slug) = here.board() else { return boards.period().cloned() };
    boards.card(slug).map(|card| card.period.clone())
}

/// The pages of a board.
fn tabs(here: &Route) -> Html {
    let board = here.board().unwrap_or_default().to_owned();
    let href = Route::Board { board, period: here.period().map(str::to_owned) }.href();
    html! { <nav class="tabs" aria-label={words::pages()}><a {href} aria-current="page">{ words::board() }</a></nav> }
}

/// Whether a key means "all boards": B alone, outside of fields.
fn home_key(event: &KeyboardEvent) -> bool {
    let typing = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()).is_some_and(|target| {
        target.closest("input, textarea, select, [contenteditable]").is_ok_and(|it| it.is_some())
    });
    let modified = event.ctrl_key() || event.meta_key() || event.alt_key();
    matches!(event.key().as_str(), "b" | "B") && !typing && !modified && !event.default_prevented()
}

/// What is not about one board: how it looks, and the API.
#[component]
fn Account() -> Html {
    let chosen = use_state_eq(Appearance::current);
    let choice = |appearance: Appearance| {
        let set = chosen.setter();
        let onclick = Callback::from(move |_: MouseEvent| {
            appearance.choose();
            set.set(appearance);
        });
        let current = *chosen == appearance;
        html! {
            <button type="button" role="menuitemradio" tabindex="-1" aria-checked={if current { "true" } else { "false" }} {onclick}>
                <span>{ words::appearance(appearance) }</span>
                <span class="end">if current { <Icon sign={Sign::Tick} /> }</span>
            </button>
        }
    };
    html! {
        <Menu class="pick pick--quiet" pop="menu--account" label={words::menu()}
            button={html! { <>{ words::menu() }<Icon sign={Sign::Down} /></> }}>
            <p aria-hidden="true">{ words::appearance_title() }</p>
            <div role="group" aria-label={words::appearance_title()}>{ for Appearance::ALL.into_iter().map(choice) }</div>
            <hr />
            <a href="/docs" role="menuitem" tabindex="-1">{ words::api_reference() }</a>
        </Menu>
    }
}
