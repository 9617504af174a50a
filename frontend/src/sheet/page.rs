//! What both pages of spreadsheets do: read their cells, keep what is typed, follow the focus, step through periods.

use std::any::Any;
use std::rc::Rc;

use tandem_shared::view::Me;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::grid::Grid;
use super::state::{Act, Sheet, State};
use super::table::Page;
use crate::api::{self, Failure};
use crate::fmt::date;
use crate::kept::{keep, kept};
use crate::me::Who;
use crate::page;
use crate::part::icon::{Sign, icon};
use crate::route::Route;
use crate::words;

/// How the cells of an answer are read, for who is looking.
type Read = fn(&str, &Me) -> Result<Grid, Failure>;

/// The sheet of an address, the way to change it, and where its cells come from.
#[hook]
pub(super) fn use_sheet(here: &Route, who: &Who, read: Read) -> (Rc<Sheet>, Page, String) {
    let path = here.href();
    let handle = use_reducer(|| kept::<Sheet>(&path));
    let page = handle.dispatcher();
    // As it is at this drawing: a handle always shows the newest.
    let sheet = Rc::new((*handle).clone());
    let source = ["/api/v1", &*path].concat();
    use_effect_with(who.known().is_some(), {
        let (who, page, source, waits) = (who.clone(), page.clone(), source.clone(), sheet.grid.is_none());
        move |_| {
            if let (Some(me), true) = (who.known().cloned(), waits) {
                spawn_local(async move { page.dispatch(load(&source, &me, read).await) });
            }
        }
    });
    // After every drawing: what an act leads to takes the focus, and the page keeps what is not saved.
    let focused = use_mut_ref(|| 0);
    use_effect({
        let sheet = sheet.clone();
        move || {
            keep(&path, sheet.is_dirty().then(|| sheet.clone() as Rc<dyn Any>));
            let (count, selector) = sheet.focus;
            if std::mem::replace(&mut *focused.borrow_mut(), count) != count {
                page::focus(selector);
            }
        }
    });
    (sheet, page, source)
}

/// Asks for the cells.
pub(super) async fn load(source: &str, me: &Me, read: Read) -> Act {
    match api::get(source).await.and_then(|text| read(&text, me)) {
        Ok(grid) => Act::Loaded(Rc::new(grid)),
        Err(failure) => Act::State(State::Failed(failure)),
    }
}

/// The page before its cells are there.
pub(super) fn waiting(sheet: &Sheet, title: &str) -> Html {
    let (says, role) = match &sheet.state {
        State::Failed(failure) => (failure.say(), "alert"),
        _ => (words::loading_editor().into(), "status"),
    };
    html! {
        <div class="page">
            <h1 id="sheet-name" tabindex="-1">{ title }</h1>
            <div class="note" {role}><p>{ says }</p></div>
        </div>
    }
}

/// The period shown, and the steps to those around it.
pub(super) fn periods(here: &Route, grid: &Grid) -> Html {
    let step = |to: &Option<String>, sign: Sign| match to {
        Some(id) => {
            html! { <a href={here.in_period(id).href()} aria-label={date::period_id(id)}>{ icon(sign) }</a> }
        }
        None => Html::default(),
    };
    html! {
        <nav class="period" aria-label={words::period()}>
            { step(&grid.around[0], Sign::Previous) }
            <span>{ date::period_id(&grid.period) }</span>
            { step(&grid.around[1], Sign::Next) }
        </nav>
    }
}
