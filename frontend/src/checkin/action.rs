//! Open actions as a list: ticked, given a new date, or dropped with a word why.

use miniserde::json::{self, Object, Value};
use tandem_shared::view::{ActionView, Me};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use crate::api::{self, Failure, Verb};
use crate::fmt::{Shape, date};
use crate::me::use_who;
use crate::page;
use crate::part::chip::chips;
use crate::part::icon::{Sign, icon};
use crate::words;

/// Which actions.
#[derive(Properties, PartialEq)]
pub struct ActionsProps {
    /// The actions, in order.
    pub actions: Vec<ActionView>,
    /// Told when one was changed.
    pub changed: Callback<()>,
}

/// What is being asked about an action.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Ask {
    Date,
    Why,
}

/// What happens to the list.
#[derive(Clone, Default, PartialEq)]
struct Held {
    /// The action that is asked about.
    asked: Option<(String, Ask)>,
    /// Why the last change was not made.
    fault: Option<String>,
    /// The action that was closed last, as it stands now; to be taken back.
    closed: Option<(ActionView, &'static str)>,
}

/// A list of actions.
#[component]
pub fn Actions(props: &ActionsProps) -> Html {
    let ActionsProps { actions, changed } = props;
    let who = use_who();
    let held = use_state_eq(Held::default);
    let asked = held.asked.clone();
    use_effect_with(asked, |asked| {
        if asked.is_some() {
            page::focus("#action-asked");
        }
    });
    let list = List { held: &held, changed };
    let may = |action: &ActionView| {
        who.may(|me: &Me| me.edits_of(std::slice::from_ref(&action.team)) || me.person.as_ref() == Some(&action.owner))
    };
    html! {
        <>
            <ul class="acts">{ for actions.iter().map(|action| list.row(action, may(action))) }</ul>
            if let Some(fault) = &held.fault { <p class="err" role="alert">{ icon(Sign::Warn) }{ fault }</p> }
            <p class="acts__closed" role="status">
                if let Some((action, says)) = &held.closed {
                    <span>{ [says, ": ", &*action.text].concat() }</span>
                    <button type="button" class="tandem-btn tandem-btn--small" onclick={list.reopen(action)}>{ words::undo() }</button>
                }
            </p>
        </>
    }
}

/// What every row needs.
struct List<'a> {
    held: &'a UseStateHandle<Held>,
    changed: &'a Callback<()>,
}

impl List<'_> {
    fn row(&self, action: &ActionView, may: bool) -> Html {
        let asked = self.held.asked.as_ref().filter(|(slug, _)| *slug == action.slug).map(|(_, ask)| *ask);
        let ask = |ask: Ask| {
            let (set, slug) = (self.held.setter(), action.slug.clone());
            Callback::from(move |_: MouseEvent| set.set(Held { asked: Some((slug.clone(), ask)), ..Held::default() }))
        };
        let done = self.change(action, words::done(), |_| vec![("state", "done".to_owned())]);
        // The list tells what is done by leaving it out: until then the box stays as it was.
        let onclick = Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            done.emit(String::new());
        });
        let id = ["act-", &action.slug].concat();
        html! {
            <li key={&*action.slug} {id}>
                <input type="checkbox" disabled={!may} aria-label={words::done_is(&action.text)} {onclick} />
                <span class="acts__text">{ &action.text }</span>
                <span class="acts__who">{ &action.owner_name }{ chips(std::slice::from_ref(&action.team)) }</span>
                { due(action) }
                if may {
                    <span class="go">
                        <button type="button" class="tandem-btn tandem-btn--quiet tandem-btn--small" onclick={ask(Ask::Date)}
                            aria-label={words::move_date_of(&action.text)}>{ words::move_date() }</button>
                        <button type="button" class="tandem-btn tandem-btn--quiet tandem-btn--small" onclick={ask(Ask::Why)}
                            aria-label={words::drop_of(&action.text)}>{ words::drop_it() }</button>
                    </span>
                }
                { for asked.map(|ask| self.question(action, ask)) }
            </li>
        }
    }

    /// The field that asks for a new date, or why it is dropped. Enter answers, Esc leaves all as it was.
    fn question(&self, action: &ActionView, ask: Ask) -> Html {
        let answer = match ask {
            Ask::Date => self.change(action, "", |text| vec![("due", text)]),
            Ask::Why => {
                self.change(action, words::dropped(), |text| vec![("state", "dropped".to_owned()), ("why", text)])
            }
        };
        let set = self.held.setter();
        let back = ["#act-", &action.slug, " .go button"].concat();
        let cancel = Callback::from(move |()| {
            set.set(Held::default());
            page::focus_soon(back.clone());
        });
        let onkeydown = {
            let (answer, cancel) = (answer.clone(), cancel.clone());
            Callback::from(move |event: KeyboardEvent| {
                let field = event.target().and_then(|it| it.dyn_into::<HtmlInputElement>().ok());
                match (event.key().as_str(), field) {
                    ("Enter", Some(field)) => answer.emit(field.value()),
                    ("Escape", _) => cancel.emit(()),
                    _ => return,
                }
                event.prevent_default();
                event.stop_propagation();
            })
        };
        let save = Callback::from(move |_: MouseEvent| {
            let field = page::document().get_element_by_id("action-asked");
            let text = field.and_then(|it| it.dyn_into::<HtmlInputElement>().ok()).map(|field| field.value());
            answer.emit(text.unwrap_or_default());
        });
        let (label, verb, kind, value) = match ask {
            Ask::Date => (words::new_date(), words::move_date(), "date", action.due.clone()),
            Ask::Why => (words::why_dropped(), words::drop_it(), "text", String::new()),
        };
        html! {
            <span class="acts__ask">
                <label class="lab" for="action-asked">{ label }</label>
                <input class="in" id="action-asked" type={kind} {value} autocomplete="off" {onkeydown} />
                <button type="button" class="tandem-btn tandem-btn--small" onclick={save}>{ verb }</button>
                <button type="button" class="tandem-btn tandem-btn--quiet tandem-btn--small"
                    onclick={cancel.reform(|_: MouseEvent| ())}>{ words::cancel() }</button>
            </span>
        }
    }

    /// Writes an action with other fields; `says` is what became of it, if it leaves the list.
    fn change(
        &self,
        action: &ActionView,
        says: &'static str,
        fields: fn(String) -> Vec<(&'static str, String)>,
    ) -> Callback<String> {
        let (set, changed, action) = (self.held.setter(), self.changed.clone(), action.clone());
        Callback::from(move |text: String| {
            let (set, changed, action) = (set.clone(), changed.clone(), action.clone());
            spawn_local(async move {
                match put(&action, fields(text)).await {
                    Ok(revision) => {
                        let closed = (!says.is_empty()).then_some((ActionView { revision, ..action }, says));
                        set.set(Held { closed, ..Held::default() });
                        changed.emit(());
                    }
                    Err(failure) => {
                        let detail = match &failure {
                            Failure::Refused { errors, .. } => errors.first().map(|error| error.detail.clone()),
                            _ => None,
                        };
                        // Somebody else was faster: what they wrote comes with the list.
                        if matches!(failure, Failure::Stale(_)) {
                            changed.emit(());
                        }
                        set.set(Held { fault: Some(detail.unwrap_or_else(|| failure.say())), ..Held::default() });
                    }
                }
            });
        })
    }

    fn reopen(&self, action: &ActionView) -> Callback<MouseEvent> {
        let reopen = self.change(action, "", |_| Vec::new());
        reopen.reform(|_| String::new())
    }
}

/// By which day, or for how long it should have been done.
fn due(action: &ActionView) -> Html {
    if action.overdue > 0 {
        return html! { <span class="acts__due acts__due--late">{ icon(Sign::Clock) }{ words::overdue(action.overdue) }</span> };
    }
    html! { <span class="acts__due">{ words::due(&date::write(&action.due, Shape::Day)) }</span> }
}

/// Writes an open action with other fields; its revision then.
async fn put(action: &ActionView, fields: Vec<(&'static str, String)>) -> Result<u64, Failure> {
    let mut body = Object::new();
    let own = [
        ("board", &action.board),
        ("text", &action.text),
        ("owner", &action.owner),
        ("team", &action.team.slug),
        ("due", &action.due),
    ];
    let own = own.into_iter().map(|(name, value)| (name, value.clone()));
    let goal = action.goal.iter().map(|goal| ("goal", goal.clone()));
    for (name, value) in own.chain(goal).chain(fields) {
        body.insert(name.to_owned(), Value::String(value));
    }
    let path = ["/api/v1/actions/", &action.slug].concat();
    let answer = api::send(Verb::Put, &path, Some(action.revision), Some(&json::to_string(&body))).await?;
    api::revision(&api::read(&answer)?).ok_or(Failure::Unreadable)
}
