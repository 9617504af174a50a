//! The form that writes a goal. Save is never disabled, and nothing typed is lost: what is wrong is said at its field
//! and once on top, and where somebody else was faster, their version and this one are both still there.

use std::cell::RefCell;

use js_sys::Reflect;
use tandem_shared::view::{GoalsView, MeMay};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::choices::use_choices;
use super::draft::Draft;
use super::fields::{Fields, Options, results};
use super::save::{Fault, Which, archive, save};
use crate::fmt::date;
use crate::me::use_who;
use crate::page;
use crate::part::icon::{Sign, icon};
use crate::route::{self, GoalForm, Route};
use crate::shared::Shared;
use crate::words;

/// Which goal.
#[derive(Properties, PartialEq)]
pub(super) struct FormProps {
    /// The goals of the board.
    pub(super) view: Shared<GoalsView>,
    /// The goal.
    pub(super) form: GoalForm,
    /// The page the form leads back to.
    pub(super) back: Route,
    /// Asks for the goals again.
    pub(super) again: Callback<()>,
}

/// What the form holds.
#[derive(Clone, PartialEq)]
struct Held {
    draft: Draft,
    /// As it opened.
    fresh: Draft,
    which: Which,
    fault: Option<Fault>,
    /// How often it was refused.
    refused: u32,
    /// Whether it is on its way to the server: a second press sends nothing twice.
    sending: bool,
}

thread_local! {
    /// What was typed and not saved, of each address: whoever goes back finds it again. Cancelled, it is gone.
    static KEPT: RefCell<Vec<(String, Held)>> = const { RefCell::new(Vec::new()) };
}

fn forget(address: &str) {
    KEPT.with_borrow_mut(|kept| kept.retain(|(at, _)| at != address));
}

/// Keeps what was typed at an address, and has the browser ask before it closes the page with it.
fn keep(address: &str, held: &Held) {
    forget(address);
    if held.draft != held.fresh {
        KEPT.with_borrow_mut(|kept| kept.push((address.to_owned(), Held { sending: false, ..held.clone() })));
    }
    page::ask_before_closing(|| KEPT.with_borrow(|kept| !kept.is_empty()));
}

enum Act {
    Typed(String, String),
    Owner(String, bool),
    Add,
    Remove(usize),
    Sending,
    Faulted(Fault),
}

impl Reducible for Held {
    type Action = Act;

    fn reduce(self: std::rc::Rc<Self>, act: Act) -> std::rc::Rc<Self> {
        let mut next = (*self).clone();
        match act {
            Act::Typed(pointer, text) => {
                if let Some(field) = next.draft.field(&pointer) {
                    *field = text;
                }
            }
            Act::Owner(team, owns) => {
                next.draft.owners.retain(|owner| *owner != team);
                if owns {
                    next.draft.owners.push(team);
                }
            }
            Act::Add => next.draft.add(),
            Act::Remove(index) if index < next.draft.results.len() => drop(next.draft.results.remove(index)),
            Act::Remove(_) => {}
            Act::Sending => next.sending = true,
            Act::Faulted(fault) => {
                (next.fault, next.sending) = (Some(fault), false);
                next.refused += 1;
            }
        }
        next.into()
    }
}

/// The form.
#[component]
pub(super) fn Form(props: &FormProps) -> Html {
    let FormProps { view, form, back, again } = props;
    let who = use_who();
    let (choices, unknown) = use_choices();
    let goal = match form {
        GoalForm::Of(slug) => view.goals.iter().find(|goal| goal.slug == *slug),
        GoalForm::New => None,
    };
    let address = match form {
        GoalForm::Of(slug) => slug.clone(),
        GoalForm::New => ["new:", &view.board].concat(),
    };
    let held = use_reducer(|| {
        let kept = KEPT.with_borrow(|kept| kept.iter().find(|(at, _)| *at == address).map(|(_, held)| held.clone()));
        if let Some(held) = kept {
            return held;
        }
        let teams = who.known().filter(|me| me.may == MeMay::Lead).map_or(&[][..], |me| &me.teams);
        let own = || teams.iter().map(|team| team.slug.clone()).collect();
        let (draft, which) = match goal {
            Some(goal) => (Draft::of(goal), Which::Of(goal.slug.clone(), goal.revision)),
            None => (Draft::new(view.period.id.clone(), own()), Which::NewOn(view.board.clone())),
        };
        Held { fresh: draft.clone(), draft, which, fault: None, refused: 0, sending: false }
    });
    use_effect_with(held.draft.clone(), {
        let (address, held) = (address.clone(), Held::clone(&held));
        move |_| keep(&address, &held)
    });
    let title = match goal {
        Some(goal) => words::edit_goal(&goal.name),
        None => words::new_goal().to_owned(),
    };
    use_effect_with(title.clone(), |title| page::set_title(&[title, " — Tandem"].concat()));
    use_effect_with((), |()| page::focus("#form-name"));
    use_effect_with(held.refused, |refused| {
        if *refused > 0 {
            page::focus("#form-fault");
        }
    });

    let oninput = {
        let dispatch = held.dispatcher();
        Callback::from(move |event: InputEvent| {
            let Some(field) = event.target() else { return };
            let of = |name: &str| Reflect::get(&field, &JsValue::from_str(name)).unwrap_or_default();
            let (name, value) =
                (of("name").as_string().unwrap_or_default(), of("value").as_string().unwrap_or_default());
            dispatch.dispatch(match name.as_str() {
                "owner" => Act::Owner(value, of("checked").is_truthy()),
                _ => Act::Typed(name, value),
            });
        })
    };
    let send = {
        let (dispatch, draft, sending) = (held.dispatcher(), held.draft.clone(), held.sending);
        let (back, again, address) = (back.clone(), again.clone(), address.clone());
        move |which: Which| {
            if sending {
                return;
            }
            dispatch.dispatch(Act::Sending);
            let (dispatch, draft, back, again) = (dispatch.clone(), draft.clone(), back.clone(), again.clone());
            let address = address.clone();
            spawn_local(async move {
                match save(&which, &draft).await {
                    Ok(()) => {
                        forget(&address);
                        route::go(&back);
                    }
                    Err(fault) => dispatch.dispatch(Act::Faulted(fault)),
                }
                again.emit(());
            });
        }
    };
    let onsubmit = {
        let (send, which) = (send.clone(), held.which.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            send(which.clone());
        })
    };
    let use_mine = match (&held.which, &held.fault) {
        (Which::Of(goal, _), Some(Fault::Clash(_, revision))) => {
            let which = Which::Of(goal.clone(), *revision);
            Some(Callback::from(move |_: MouseEvent| send(which.clone())))
        }
        _ => None,
    };
    let remove = {
        let dispatch = held.dispatcher();
        Callback::from(move |index| {
            dispatch.dispatch(Act::Remove(index));
            page::focus("#add-result");
        })
    };
    let add = {
        let (dispatch, count) = (held.dispatcher(), held.draft.results.len());
        Callback::from(move |_: MouseEvent| {
            dispatch.dispatch(Act::Add);
            page::focus_soon(["[name='/key_results/", &count.to_string(), "/name']"].concat());
        })
    };
    let fields = Fields { fault: held.fault.as_ref(), choices: choices.as_deref() };
    let draft = &held.draft;
    let mut periods: Options = view.periods.iter().map(|id| (&**id, date::period_id(id).into())).collect();
    if !view.periods.contains(&draft.period) {
        periods.push((&draft.period, date::period_id(&draft.period).into()));
    }
    let own = goal.map(|goal| &*goal.slug);
    let above = choices.iter().flat_map(|choices| &choices.goals).filter(|other| Some(&*other.slug) != own);
    let mut parents: Options = vec![("", words::part_of_none().into())];
    parents.extend(above.map(|goal| (&*goal.slug, AttrValue::from(goal.name.clone()))));
    html! {
        <div class="page">
            <header class="pagehead"><h1 id="form-name" tabindex="-1">{ title }</h1><p>{ words::goal_form_says() }</p></header>
            <form class="panel goalform" novalidate=true {oninput} {onsubmit} autocomplete="off">
                if let Some(failure) = unknown { <p class="sum" role="alert">{ failure.say() }</p> }
                if let Some(fault) = &held.fault { { said(fault, back, &address, use_mine) } }
                <div class="form">
                    { fields.text("/name", words::goal_name(), &draft.name, "wide") }
                    { fields.owners(&draft.owners) }
                    { fields.select("/period", words::period(), &draft.period, periods) }
                    { fields.select("/parent", words::part_of_label(), &draft.parent, parents) }
                    { fields.note("/note", words::note_optional(), &draft.note) }
                </div>
                { results(&fields, draft, remove) }
                <p>
                    <button type="button" class="tandem-btn tandem-btn--small" id="add-result" onclick={add}>
                        { words::add_key_result() }
                    </button>
                </p>
                <div class="go">
                    { for goal.map(|goal| {
                        let onclick = archive_it(goal.slug.clone(), goal.revision, &held, back, again);
                        html! {
                            <details class="goalform__sure">
                                <summary class="tandem-btn tandem-btn--quiet">{ words::archive_goal() }</summary>
                                <p>{ words::archive_says() }</p>
                                <button type="button" class="tandem-btn" {onclick}>{ words::archive_goal() }</button>
                            </details>
                        }
                    }) }
                    <span class="bar__gap"></span>
                    <a class="tandem-btn" href={back.href()} onclick={let_go(&address)}>{ words::cancel() }</a>
                    <button type="submit" class="tandem-btn tandem-btn--primary">{ words::save_goal() }</button>
                </div>
            </form>
        </div>
    }
}

/// Lets go of what was typed.
fn let_go(address: &str) -> Callback<MouseEvent> {
    let address = address.to_owned();
    Callback::from(move |_| forget(&address))
}

fn archive_it(
    goal: String,
    revision: u64,
    held: &UseReducerHandle<Held>,
    back: &Route,
    again: &Callback<()>,
) -> Callback<MouseEvent> {
    let (dispatch, back, again) = (held.dispatcher(), back.clone(), again.clone());
    Callback::from(move |_| {
        let (dispatch, back, again, goal) = (dispatch.clone(), back.clone(), again.clone(), goal.clone());
        spawn_local(async move {
            match archive(&goal, revision).await {
                Ok(()) => {
                    forget(&goal);
                    route::go(&back);
                }
                Err(fault) => dispatch.dispatch(Act::Faulted(fault)),
            }
            again.emit(());
        });
    })
}

/// What is wrong, once on top: with links to the fields, or with both ways out of a clash.
fn said(fault: &Fault, back: &Route, address: &str, use_mine: Option<Callback<MouseEvent>>) -> Html {
    let link = |pointer: &str| html! { <li><a href={["#", pointer].concat()}>{ words::field_of(pointer) }</a></li> };
    html! {
        <div class="sum" role="alert" id="form-fault" tabindex="-1">
            { icon(Sign::Warn) }
            <div>
                <p>{ fault.say() }</p>
                if let Fault::Wrong(_, errors) = fault {
                    <ul>{ for errors.iter().map(|error| link(&error.pointer)) }</ul>
                }
                if let Some(onclick) = use_mine {
                    <p class="row">
                        <a class="tandem-btn" href={back.href()} onclick={let_go(address)}>{ words::keep_theirs() }</a>
                        <button type="button" class="tandem-btn" {onclick}>{ words::use_mine() }</button>
                    </p>
                }
            </div>
        </div>
    }
}
