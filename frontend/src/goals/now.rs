//! Where a key result kept by hand stands, typed over in place: Enter saves, Esc keeps the old figure.

use tandem_shared::view::{GoalView, KeyResultView};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use super::draft::Draft;
use super::goal::id_of;
use super::save::{Fault, Which, save};
use crate::fmt::typed;
use crate::page;
use crate::words;

/// A figure being typed over.
#[derive(Clone, Debug, PartialEq)]
struct Typing {
    goal: String,
    index: usize,
    /// The figure as it stood.
    known: String,
    /// Why it was not saved.
    fault: Option<String>,
}

/// The figure being typed over, if any, and what saves it.
pub(super) struct Now {
    typing: Option<Typing>,
    set: UseStateSetter<Option<Typing>>,
    again: Callback<()>,
}

/// Nothing is typed over at first; `again` asks for the goals.
#[hook]
pub(super) fn use_now(again: &Callback<()>) -> Now {
    let typing = use_state_eq(|| None::<Typing>);
    // The field is filled once, not at every drawing: what is typed there stays.
    let opened = typing.as_ref().map(|typing| (typing.goal.clone(), typing.index, typing.known.clone()));
    use_effect_with(opened, |opened| {
        let field = page::document().get_element_by_id(INPUT).and_then(|it| it.dyn_into::<HtmlInputElement>().ok());
        if let (Some((.., known)), Some(field)) = (opened, field) {
            field.set_value(known);
            field.select();
            page::focus(&["#", INPUT].concat());
        }
    });
    Now { typing: (*typing).clone(), set: typing.setter(), again: again.clone() }
}

/// Id of the field; there is one at a time.
const INPUT: &str = "goal-now";

impl Now {
    /// The figure as a button, or the field that opens in its place.
    pub(super) fn cell(&self, goal: &GoalView, index: usize, result: &KeyResultView, value: &str) -> Html {
        let typing = self.typing.as_ref().filter(|typing| typing.goal == goal.slug && typing.index == index);
        let Some(typing) = typing else {
            let known = result.tile.value.map(typed::write).unwrap_or_default();
            let (set, typing) = (self.set.clone(), Typing { goal: goal.slug.clone(), index, known, fault: None });
            let onclick = Callback::from(move |_: MouseEvent| set.set(Some(typing.clone())));
            let label = words::type_over(&result.name, value);
            return html! { <button type="button" class="typed" aria-label={label} {onclick}>{ value.to_owned() }</button> };
        };
        html! {
            <>
                <input class={classes!("in", typing.fault.is_some().then_some("in--bad"))} id={INPUT} inputmode="decimal"
                    autocomplete="off" aria-label={words::stands_at(&result.name)}
                    aria-describedby="goal-now-says" onkeydown={self.on_key(goal, typing)} />
                <span id="goal-now-says" class={if typing.fault.is_some() { "err" } else { "hint" }} role="status">
                    { typing.fault.clone().unwrap_or_else(|| words::enter_saves().into()) }
                </span>
            </>
        }
    }

    fn on_key(&self, goal: &GoalView, typing: &Typing) -> Callback<KeyboardEvent> {
        let (set, again) = (self.set.clone(), self.again.clone());
        let (draft, typing, revision) = (Draft::of(goal), typing.clone(), goal.revision);
        Callback::from(move |event: KeyboardEvent| {
            let back = ["#", &id_of(&typing.goal), " tbody tr:nth-child(", &(typing.index + 1).to_string(), ") .typed"]
                .concat();
            match event.key().as_str() {
                "Escape" => {
                    set.set(None);
                    page::focus_soon(back);
                }
                "Enter" => {
                    let Some(input) = event.target().and_then(|it| it.dyn_into::<HtmlInputElement>().ok()) else {
                        return;
                    };
                    let mut draft = draft.clone();
                    if let Some(result) = draft.results.get_mut(typing.index) {
                        result.now = input.value();
                    }
                    let (set, again, typing) = (set.clone(), again.clone(), typing.clone());
                    spawn_local(async move {
                        match save(&Which::Of(typing.goal.clone(), revision), &draft).await {
                            Ok(()) => {
                                set.set(None);
                                page::focus_soon(back);
                            }
                            Err(fault) => {
                                let says = match fault {
                                    Fault::Clash(who, _) => words::now_changed_by(&who),
                                    // The field at fault is this one: what is wrong with it says more.
                                    Fault::Wrong(says, errors) => {
                                        errors.into_iter().next().map_or(says, |it| it.detail)
                                    }
                                };
                                set.set(Some(Typing { fault: Some(says), ..typing }));
                            }
                        }
                        again.emit(());
                    });
                }
                _ => return,
            }
            event.prevent_default();
        })
    }
}
