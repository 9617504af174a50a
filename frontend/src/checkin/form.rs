//! The state of the form that finishes a check-in. What is typed survives a reload, a lost session and a second press.

use js_sys::Reflect;
use tandem_shared::view::AgendaView;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::draft::{Draft, List, forget};
use super::rhythm::Open;
use crate::api::{self, Failure, FieldFault, Verb};
use crate::me::use_who;
use crate::page;
use crate::part::icon::{Sign, icon};
use crate::shared::Shared;
use crate::words;

/// What the form holds.
#[derive(Clone)]
pub(super) struct Held {
    /// What is typed.
    pub(super) draft: Draft,
    /// Why it was not finished.
    pub(super) fault: Option<Failure>,
    /// Whether a check-in was just finished.
    pub(super) finished: bool,
    /// The form of the board's cadence, while it is open.
    pub(super) rhythm: Option<Open>,
    /// What the calendar feed was just opened with.
    pub(super) feed: Option<String>,
    /// Where the focus goes once this is drawn, after how many times.
    focus: (u32, &'static str),
}

impl Held {
    fn look(&mut self, at: &'static str) {
        self.focus = (self.focus.0 + 1, at);
    }
}

/// What happens to it.
pub(super) enum Act {
    /// A field was typed into.
    Typed(String, String),
    /// What is typed is added to the others of its list.
    Add(&'static List),
    /// An added one is taken out; or back into the fields.
    Take(&'static List, usize, bool),
    /// The form of the cadence is open, or closed.
    Rhythm(Option<Open>),
    /// The calendar feed has a token.
    Feed(String),
    /// Hands over what is typed by now: what is drawn may be behind the keys.
    Send(Callback<Draft>),
    /// The check-in was not taken.
    Faulted(Failure),
    /// It was: the next begins empty.
    Finished(Draft),
}

impl Reducible for Held {
    type Action = Act;

    fn reduce(self: std::rc::Rc<Self>, act: Act) -> std::rc::Rc<Self> {
        let mut next = (*self).clone();
        match act {
            Act::Typed(name, text) => next.draft.set(name, text),
            Act::Add(list) => next.draft.add(list),
            Act::Take(list, at, back) => next.draft.take(list, at, back),
            Act::Rhythm(open) => {
                next.look(open.as_ref().map_or("#set-rhythm", Open::focus));
                next.rhythm = open;
            }
            Act::Feed(token) => {
                next.feed = Some(token);
                next.look("#feed");
            }
            Act::Send(to) => to.emit(next.draft.clone()),
            Act::Faulted(failure) => {
                next.fault = Some(failure);
                next.look("#check-in-fault");
            }
            Act::Finished(draft) => next = Self { draft, fault: None, finished: true, rhythm: None, ..next },
        }
        next.into()
    }
}

/// The form of a board's check-in.
#[hook]
pub(super) fn use_form(board: &AttrValue) -> UseReducerHandle<Held> {
    let held = use_reducer(|| Held {
        draft: Draft::kept(board),
        fault: None,
        finished: false,
        rhythm: None,
        feed: None,
        focus: (0, ""),
    });
    use_effect_with((board.clone(), held.draft.clone()), |(board, draft)| draft.keep(board));
    use_effect_with(held.focus, |(times, at)| {
        if *times > 0 {
            page::focus(at);
        }
    });
    held
}

/// Takes in what is typed anywhere in the form, by the names of its fields.
pub(super) fn on_input(held: &UseReducerHandle<Held>) -> Callback<InputEvent> {
    let dispatch = held.dispatcher();
    Callback::from(move |event: InputEvent| {
        let Some(field) = event.target() else { return };
        let of = |name: &str| Reflect::get(&field, &JsValue::from_str(name)).unwrap_or_default();
        let text = |name: &str| of(name).as_string().unwrap_or_default();
        let name = text("name");
        let value = match text("type").as_str() {
            "checkbox" => if of("checked").is_truthy() { "yes" } else { "no" }.to_owned(),
            _ => text("value"),
        };
        // Fields without a name are not the form's.
        if !name.is_empty() {
            dispatch.dispatch(Act::Typed(name, value));
        }
    })
}

/// Finishes the check-in; `again` asks for the agenda.
#[hook]
pub(super) fn use_finish(
    held: &UseReducerHandle<Held>,
    agenda: Option<&Shared<AgendaView>>,
    again: &Callback<()>,
) -> Callback<()> {
    let who = use_who();
    let (dispatch, agenda, again) = (held.dispatcher(), agenda.cloned(), again.clone());
    let send = {
        let dispatch = dispatch.clone();
        Callback::from(move |draft: Draft| {
            let Some(agenda) = agenda.clone() else { return };
            let led_by = who.known().and_then(|me| me.person.as_deref().or(me.name.as_deref()));
            let body = draft.json(&agenda, led_by);
            let (dispatch, again) = (dispatch.clone(), again.clone());
            spawn_local(async move {
                let path = ["/api/v1/boards/", &agenda.board, "/check-ins"].concat();
                match api::send(Verb::Post, &path, None, Some(&body)).await {
                    Ok(_) => {
                        dispatch.dispatch(Act::Finished(forget(&agenda.board)));
                        again.emit(());
                    }
                    Err(failure) => dispatch.dispatch(Act::Faulted(failure)),
                }
            });
        })
    };
    Callback::from(move |()| dispatch.dispatch(Act::Send(send.clone())))
}

/// What is wrong with a field, by the server's pointer to it.
pub(super) fn wrong<'a>(fault: Option<&'a Failure>, pointer: &str) -> Option<&'a FieldFault> {
    let Some(Failure::Refused { errors, .. }) = fault else { return None };
    errors.iter().find(|error| error.pointer == pointer)
}

/// Why something was not written, with the way to each field of it. Who is no longer signed in does that beside this page:
/// nothing typed is lost.
pub(super) fn said(id: &'static str, fault: &Failure) -> Html {
    let locked_out = matches!(fault, Failure::Refused { status: 401, .. });
    let errors = match fault {
        Failure::Refused { errors, .. } => &**errors,
        _ => &[],
    };
    let line = |error: &FieldFault| {
        let shown = page::document().get_element_by_id(&error.pointer);
        let href = shown.map(|_| ["#", &error.pointer].concat());
        html! { <li><a {href}>{ &error.detail }</a></li> }
    };
    html! {
        <div class="sum" role="alert" {id} tabindex="-1">
            { icon(Sign::Warn) }
            if locked_out {
                <p>{ words::signed_out_kept() }{ " " }<a href="/sign-in" target="_blank">{ words::sign_in_beside() }</a></p>
            } else {
                <div><p>{ fault.say() }</p><ul>{ for errors.iter().map(line) }</ul></div>
            }
        </div>
    }
}
