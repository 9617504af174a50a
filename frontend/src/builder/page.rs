//! The page of the editor: palette, board, inspector, and the bar of changes.

use std::any::Any;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::act::Act;
use super::bar::bar;
use super::body;
use super::canvas::canvas;
use super::desk::Desk;
use super::editor::{Doc, Editor, State};
use super::hands::{clicked, keyed, pressed, use_dragging};
use super::inspector::inspector;
use super::palette::palette;
use super::save::{load, save};
use crate::api::{self, Verb};
use crate::kept::{keep, kept};
use crate::live::{self, use_live};
use crate::me::use_who;
use crate::page;
use crate::route::Route;
use crate::words;

/// Which board.
#[derive(Properties, PartialEq)]
pub struct EditorPageProps {
    /// Its slug.
    pub board: AttrValue,
    /// Called when boards changed.
    pub changed: Callback<()>,
}

/// The editor of a board.
#[component]
pub fn EditorPage(props: &EditorPageProps) -> Html {
    let slug = props.board.clone();
    let who = use_who();
    let path = Route::Edit { board: slug.to_string() }.href();
    let editor = use_reducer(|| kept::<Editor>(&path));
    let dispatch = editor.dispatcher();
    use_effect_with((), {
        let (slug, dispatch, waiting) = (slug.clone(), dispatch.clone(), editor.base.is_none());
        move |()| {
            if waiting {
                spawn_local(async move {
                    dispatch.dispatch(match load(slug.to_string()).await {
                        Ok(base) => Act::Loaded(Rc::new(base)),
                        Err(failure) => Act::State(State::Failed(failure)),
                    });
                });
            }
        }
    });
    // Heard for its heartbeats: the editor, too, is of the server's build.
    let heard = use_callback((), |_: live::Event, ()| ());
    use_live(slug.clone(), heard);
    // After every drawing: what an act leads to takes the focus, and the page keeps what is not saved.
    let focused = use_mut_ref(|| 0);
    use_effect({
        let editor = editor.clone();
        move || {
            keep(&path, editor.is_dirty().then(|| Rc::new((*editor).clone()) as Rc<dyn Any>));
            page::set_title(&[words::edit_board(), ": ", &editor.draft.name, " — Tandem"].concat());
            show_choices();
            let (count, selector) = &editor.focus;
            if std::mem::replace(&mut *focused.borrow_mut(), *count) != *count {
                page::focus(selector);
            }
        }
    });
    let lift = editor.lift.as_ref();
    let section = lift.is_some_and(|lift| editor.draft.sections.iter().any(|section| section.id == lift.id));
    use_dragging(dispatch.clone(), lift.is_some_and(|lift| lift.dragged), section);

    let board_href = Route::Board { board: slug.to_string(), period: None }.href();
    let note = |says: String, role: &'static str, more: Html| {
        html! {
            <div class="page">
                <h1 id="edit-name" tabindex="-1">{ words::edit_board() }</h1>
                <div class="note" {role}><p>{ says }</p>{ more }</div>
            </div>
        }
    };
    let home = || html! { <a class="tandem-btn tandem-btn--small" href="/">{ words::all_boards() }</a> };
    if who.known().is_some_and(|me| !me.edits()) {
        let back = html! { <a class="tandem-btn tandem-btn--small" href={board_href}>{ words::show_board() }</a> };
        return note(words::may_not_edit().into(), "status", back);
    }
    let (Some(base), Some(me)) = (&editor.base, who.known()) else {
        return match &editor.state {
            State::Failed(failure) => note(failure.say(), "alert", home()),
            _ => note(words::loading_editor().into(), "status", Html::default()),
        };
    };
    if matches!(editor.state, State::Archived) {
        let back = archive(&slug, &editor, props.changed.clone(), false);
        let button = html! {
            <>
                <button type="button" class="tandem-btn tandem-btn--small" onclick={back}>{ words::bring_back() }</button>
                { " " }{ home() }
            </>
        };
        return note(words::archived(body::text(&base.board, "name")), "status", button);
    }
    let desk = Desk { editor: &editor, page: dispatch.clone(), me };
    let on_save = {
        let (slug, editor, changed) = (slug.clone(), editor.clone(), props.changed.clone());
        Callback::from(move |()| {
            let (slug, now, dispatch) = (slug.to_string(), (*editor).clone(), editor.dispatcher());
            let changed = changed.clone();
            spawn_local(async move {
                save(slug, now, dispatch).await;
                changed.emit(());
            });
        })
    };
    html! {
        <div class={classes!("edit", lift.is_some().then_some("edit--moving"))}>
            <div class="ed" onclick={clicked(&dispatch)} onpointerdown={pressed(&dispatch)} onkeydown={keyed(&dispatch, lift.is_some())}>
                { palette(&desk) }
                { canvas(&desk, &slug) }
                { inspector(&desk, archive(&slug, &editor, props.changed.clone(), true)) }
            </div>
            { bar(&desk, &slug, &on_save) }
            <p class="tandem-vh" role="status">{ editor.said.clone() }</p>
        </div>
    }
}

/// A browser keeps what was picked in a list, whatever its options say later: undone, it would show what no longer holds.
fn show_choices() {
    let Ok(lists) = page::document().query_selector_all(".insp select") else { return };
    for list in (0..lists.length()).filter_map(|index| lists.get(index)) {
        if let Some(value) = list.dyn_ref::<web_sys::Element>().and_then(|list| list.get_attribute("data-value")) {
            // Every select has a value that can be set.
            let _ = js_sys::Reflect::set(&list, &JsValue::from_str("value"), &JsValue::from_str(&value));
        }
    }
}

/// Archives the board, or brings it back.
fn archive(slug: &str, editor: &UseReducerHandle<Editor>, changed: Callback<()>, away: bool) -> Callback<MouseEvent> {
    let (page, path, base) = (editor.dispatcher(), ["/api/v1/boards/", slug].concat(), editor.base.clone());
    Callback::from(move |_: MouseEvent| {
        let (path, base, page, changed) = (path.clone(), base.clone(), page.clone(), changed.clone());
        spawn_local(async move {
            let Some(base) = base else { return };
            let sent = miniserde::json::to_string(&*base.board);
            let answer = if away {
                api::send(Verb::Delete, &path, Some(body::revision(&base.board)), None).await
            } else {
                api::send(Verb::Put, &path, None, Some(&sent)).await
            };
            match answer.and_then(|text| if away { Ok(None) } else { api::read(&text).map(Some) }) {
                Ok(Some(document)) => {
                    page.dispatch(Act::Saved(Doc::Board, Rc::new(document), sent));
                    page.dispatch(Act::State(State::Saved));
                }
                Ok(None) => page.dispatch(Act::State(State::Archived)),
                Err(failure) => page.dispatch(Act::State(State::Failed(failure))),
            }
            changed.emit(());
        });
    })
}
