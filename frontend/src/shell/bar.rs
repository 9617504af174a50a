//! The bar of every page: where the reader is, and in which period.

use tandem_shared::view::{Me, MeMay, PeriodView};
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};
use yew::prelude::*;

use super::appearance::Appearance;
use super::boards::Boards;
use super::menu::Menu;
use super::switcher::switcher;
use crate::me::Who;
use crate::part::icon::{Sign, icon};
use crate::part::period::period_nav;
use crate::route::Route;
use crate::words;

/// The bar of a page.
pub fn bar(here: Option<&Route>, boards: &Boards, who: &Who, appearance: &UseStateHandle<Appearance>) -> Html {
    let edits =
        matches!(here, Some(Route::Edit { .. } | Route::NewBoard | Route::Targets { .. } | Route::Values { .. }));
    let period = here.filter(|_| !edits).and_then(|here| Some(period_nav(here, shown(here, boards)?)));
    let board = here.and_then(Route::board).filter(|slug| !edits && who.may(Me::edits) && boards.may_have(slug));
    html! {
        <header class="bar">
            <div class="bar__in">
                <a class="bar__name" href="/">{ "Tandem" }</a>
                { switcher(here, boards, who) }
                { for here.filter(|here| here.board().is_some_and(|slug| boards.may_have(slug))).map(tabs) }
                <span class="bar__gap"></span>
                { for period }
                if matches!(here, Some(Route::Edit { .. })) { <p class="bar__says">{ words::editing() }</p> }
                { for board.map(|board| {
                    let href = Route::Edit { board: board.to_owned() }.href();
                    html! { <a class="tandem-btn bar__edit" {href}>{ words::edit_board() }</a> }
                }) }
                { account(here, who, appearance) }
            </div>
        </header>
    }
}

/// The period of the page: the board's, or on the home page the one that all boards share.
fn shown<'a>(here: &Route, boards: &'a Boards) -> Option<&'a PeriodView> {
    match here.board() {
        // A check-in is about now.
        Some(_) if matches!(here, Route::CheckIn { .. }) => None,
        Some(slug) => boards.card(slug).map(|card| &card.period),
        None => boards.period(),
    }
}

/// The pages of a board.
fn tabs(here: &Route) -> Html {
    let board = here.board().unwrap_or_default();
    let period = || here.period().map(str::to_owned);
    let tab = |route: Route, name: &str, current: bool| {
        html! { <a href={route.href()} aria-current={current.then_some("page")}>{ name }</a> }
    };
    let (on_goals, on_check_in) = (matches!(here, Route::Goals { .. }), matches!(here, Route::CheckIn { .. }));
    html! {
        <nav class="tabs" aria-label={words::pages()}>
            { tab(Route::Board { board: board.into(), period: period() }, words::board(), !on_goals && !on_check_in) }
            { tab(Route::Goals { board: board.into(), period: period(), form: None }, words::goals(), on_goals) }
            { tab(Route::CheckIn { board: board.into(), record: None }, words::check_in(), on_check_in) }
        </nav>
    }
}

/// Whether a key means "all boards": B alone, outside of fields.
#[must_use]
pub fn home_key(event: &Event) -> bool {
    let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return false };
    let typing = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()).is_some_and(|target| {
        target.closest("input, textarea, select, [contenteditable]").is_ok_and(|it| it.is_some())
    });
    let modified = event.ctrl_key() || event.meta_key() || event.alt_key();
    matches!(event.key().as_str(), "b" | "B") && !typing && !modified && !event.default_prevented()
}

/// The menu: how it looks, a board's targets, values and places elsewhere, the API, and who has access.
fn account(here: Option<&Route>, who: &Who, chosen: &UseStateHandle<Appearance>) -> Html {
    let choice = |appearance: Appearance| {
        let set = chosen.setter();
        let onclick = Callback::from(move |_: MouseEvent| {
            appearance.choose();
            set.set(appearance);
        });
        let current = **chosen == appearance;
        html! {
            <button type="button" role="menuitemradio" tabindex="-1" aria-checked={if current { "true" } else { "false" }} {onclick}>
                <span>{ words::appearance(appearance) }</span>
                <span class="end">if current { { icon(Sign::Tick) } }</span>
            </button>
        }
    };
    html! {
        <Menu class="pick pick--quiet" pop="menu--account" label={words::menu()}
            button={html! { <>{ words::menu() }{ icon(Sign::Down) }</> }}>
            <p aria-hidden="true">{ words::appearance_title() }</p>
            <div role="group" aria-label={words::appearance_title()}>{ for Appearance::ALL.into_iter().map(choice) }</div>
            <hr />
            if let Some(board) = here.and_then(Route::board).filter(|_| who.may(Me::edits)) {
                { for [
                    (Route::Targets { board: board.to_owned(), period: None }.href(), words::all_targets()),
                    (Route::Values { board: board.to_owned(), period: None }.href(), words::many_values()),
                    (["/boards/", board, "/embed"].concat(), words::embed_board()),
                ].map(|(href, says)| html! { <a {href} role="menuitem" tabindex="-1">{ says }</a> }) }
                <hr />
            }
            <a href="/docs" role="menuitem" tabindex="-1">{ words::api_reference() }</a>
            if who.may(Me::edits) {
                <a href="/screens" role="menuitem" tabindex="-1">{ words::screens() }</a>
            }
            if let Some(me) = who.known() {
                if me.may == MeMay::Everything {
                    <a href="/people" role="menuitem" tabindex="-1">{ words::people_and_access() }</a>
                    <a href="/history" role="menuitem" tabindex="-1">{ words::who_changed_what() }</a>
                }
                if me.person.is_some() {
                    <a href="/account" role="menuitem" tabindex="-1">{ words::your_account() }</a>
                    <form method="post" action="/sign-out" role="none"><button role="menuitem" tabindex="-1">{ words::sign_out() }</button></form>
                } else if me.accounts {
                    <a href="/sign-in" role="menuitem" tabindex="-1">{ words::sign_in() }</a>
                }
            }
        </Menu>
    }
}
