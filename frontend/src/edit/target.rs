//! Changing a target: what it becomes, from when, why, and who will be asked.

use gloo_timers::callback::Timeout;
use tandem_shared::Quantity;
use tandem_shared::view::{TargetPreview, TileView};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Event, HtmlDialogElement};
use yew::prelude::*;

use super::clash::clash;
use super::desk::{Act, DeskHandle, State, discard, put};
use super::fields::fields;
use super::form::{Base, Do, Field, Form, path};
use super::number;
use crate::api::{self, Failure, Verb};
use crate::board::{Board, Place, Reading};
use crate::load::{When, use_load};
use crate::me::use_who;
use crate::page;
use crate::shared::Shared;
use crate::words;

/// Keys within this time are one draft.
const SETTLED_MS: u32 = 150;

/// A target as a button that opens the form to change it.
pub fn target_button(tile: &TileView, desk: Option<&DeskHandle>, says: Html) -> Html {
    let open = desk.is_some_and(|desk| desk.changing == tile.kpi);
    let (hand, kpi) = (desk.map(DeskHandle::dispatcher), tile.kpi.clone());
    let onclick = move |_: MouseEvent| {
        if let Some(hand) = &hand {
            hand.dispatch(Act::Change(kpi.clone()));
        }
    };
    html! {
        <button type="button" class="tandem-set" aria-haspopup="dialog" title={words::change_target()}
            aria-expanded={if open { "true" } else { "false" }} {onclick}>{ says }</button>
    }
}

/// The form of the target that is being changed, if one is.
pub fn open_form(board: &Board, desk: &DeskHandle) -> Option<Html> {
    let changing = desk.changing.as_ref()?;
    let tile = board.tiles().find(|tile| tile.kpi.as_ref() == Some(changing))?.clone();
    let hand = desk.dispatcher();
    let close = Callback::from(move |()| hand.dispatch(Act::Change(None)));
    Some(html! { <TargetForm key={changing.as_str()} {tile} place={board.place.clone()} {close} /> })
}

/// The form of a KPI's target.
#[derive(Properties, PartialEq)]
struct TargetFormProps {
    tile: Shared<TileView>,
    place: Shared<Place>,
    close: Callback<()>,
}

/// The form, over the page.
#[component]
fn TargetForm(props: &TargetFormProps) -> Html {
    let TargetFormProps { tile, place, close } = props;
    let desk = use_context::<DeskHandle>();
    let hand = desk.as_ref().map(|desk| desk.dispatcher());
    let who = use_who();
    let kpi = tile.kpi.as_deref().unwrap_or_default();
    let form = use_reducer_eq(|| {
        let period = &place.period.id;
        Form::new(tile, period, desk.as_ref().and_then(|desk| desk.letter(&path(kpi, period))))
    });
    let unit = Reading::new(tile).unit();
    let asked_value = number::read(&form.value, unit).ok();
    let (of_target, draft) = preview_path(kpi, &form, asked_value);
    let draft = use_settled(draft);
    let (load, look_again) = use_load::<TargetPreview>([&*of_target, &draft].concat().into(), When::Once);
    // One of the joint target begins like those of its parts.
    let is_own = |from: &str| from.strip_prefix(&of_target).is_some_and(|rest| !rest.starts_with("team="));
    let preview = load.answer.as_ref().filter(|(from, _)| is_own(from)).map(|(_, view)| view.clone());
    use_effect_with(preview.clone(), {
        let form = form.dispatcher();
        move |preview| {
            if let Some(preview) = preview {
                form.dispatch(Do::Look(preview.clone()));
            }
        }
    });
    let is_newer = |revision: u64| form.base.as_ref().is_none_or(|base| base.revision != Some(revision));
    let last = preview.as_ref().and_then(|preview| preview.last.clone());
    let theirs = last.filter(|last| form.clashed && is_newer(last.revision));
    let dialog = use_node_ref();
    let close = {
        let (dialog, close) = (dialog.clone(), close.clone());
        Callback::from(move |()| {
            // The browser gives the focus back to the button that opened it.
            let _ = dialog.cast::<HtmlDialogElement>().map(|dialog| dialog.close());
            close.emit(());
        })
    };
    use_effect_with(theirs.is_some(), {
        let dialog = dialog.clone();
        move |_| {
            let Some(dialog) = dialog.cast::<HtmlDialogElement>() else { return };
            // A second opening of the same dialog is refused, which is right.
            let _ = dialog.show_modal();
            page::focus("#target-value, .opt2 button");
        }
    });
    // To the first field that is wrong.
    use_effect_with(form.refused, |_| page::focus(".change [aria-invalid]"));
    let save = {
        // Made anew with each drawing, so that it holds the form as it is.
        let (form, now, preview) = (form.dispatcher(), Form::clone(&form), preview.clone());
        let (tile, close, hand) = (tile.clone(), close.clone(), hand.clone());
        Callback::from(move |rebased: Option<Base>| {
            if now.saving {
                return;
            }
            let Some(preview) = &preview else {
                // Without knowing what stands, nothing can be said about a change of it.
                look_again.emit(());
                return form.dispatch(Do::Fault(vec![(Field::Whole, words::unreachable().into())], None));
            };
            let mut now = now.clone();
            if let Some(base) = rebased {
                form.dispatch(Do::Rebase(base.revision, base.value));
                now.base = Some(base);
            }
            let letter = match now.write(&tile, preview) {
                Ok(letter) => letter,
                Err((faults, doubted)) => return form.dispatch(Do::Fault(faults, doubted)),
            };
            form.dispatch(Do::Save);
            let (form, close, hand, look_again) = (form.clone(), close.clone(), hand.clone(), look_again.clone());
            spawn_local(async move {
                let answer = api::send(Verb::Put, &letter.path, letter.revision, Some(&letter.body)).await;
                let Some(hand) = hand else { return };
                match answer {
                    Ok(_) => {
                        hand.dispatch(Act::Tell(letter.says.clone().into(), None));
                        discard(&hand, &letter.path);
                        close.emit(());
                    }
                    Err(Failure::Unreachable) => {
                        put(&hand, letter, State::Waiting);
                        close.emit(());
                    }
                    Err(Failure::Stale(_) | Failure::Refused { status: 428, .. }) => {
                        look_again.emit(());
                        form.dispatch(Do::Clash);
                    }
                    Err(Failure::Refused { errors, .. }) if !errors.is_empty() => {
                        let faults = errors.iter().map(|fault| (Field::at(&fault.pointer), fault.detail.clone()));
                        form.dispatch(Do::Fault(faults.collect(), None));
                    }
                    Err(Failure::Refused { status: 401, .. }) => {
                        form.dispatch(Do::Fault(vec![(Field::Whole, words::signed_out().into())], None));
                    }
                    Err(other) => form.dispatch(Do::Fault(vec![(Field::Whole, other.say())], None)),
                }
            });
        })
    };
    let oncancel = {
        let close = close.clone();
        Callback::from(move |event: Event| {
            event.prevent_default();
            close.emit(());
        })
    };
    let shut = {
        let (close, hand, path) = (close.clone(), hand, form.path(kpi));
        Callback::from(move |_: MouseEvent| {
            if let Some(hand) = &hand {
                discard(hand, &path);
            }
            close.emit(());
        })
    };
    let (label, content) = match (&preview, theirs) {
        (Some(preview), Some(theirs)) => {
            let mine = asked_value.map(|value| (value, form.reason.clone()));
            let base = Base { revision: theirs.value.map(|_| theirs.revision), value: theirs.value };
            let use_mine = Callback::from(move |_: MouseEvent| save.emit(Some(base.clone())));
            let started = form.base.as_ref().and_then(|base| base.value);
            let my_teams = who.known().map_or(&[][..], |me| &me.teams);
            let content = clash(tile, place, preview, &theirs, mine, my_teams, started, &shut, &use_mine);
            ("target-clash", content)
        }
        _ => ("target-title", fields(&form, tile, preview.as_deref(), &save, &close)),
    };
    let why = match &load.failure {
        Some(failure) => html! { <p class="sum" role="alert">{ failure.say() }</p> },
        None => Html::default(),
    };
    html! {
        <dialog class={if label == "target-clash" { "change change--clash" } else { "change" }} aria-labelledby={label}
            ref={dialog} {oncancel}>{ why }{ content }</dialog>
    }
}

/// A text once it has stood for a moment: no key waits for the answer to half a number.
#[hook]
fn use_settled(text: String) -> String {
    let settled = use_state_eq(|| text.clone());
    use_effect_with(text, {
        let set_settled = settled.setter();
        move |text| {
            let text = text.clone();
            let settle = Timeout::new(SETTLED_MS, move || set_settled.set(text));
            move || drop(settle)
        }
    });
    (*settled).clone()
}

/// The address of the target's preview, and what it says of the draft.
fn preview_path(kpi: &str, form: &Form, value: Option<Quantity>) -> (String, String) {
    let mut of_target = [&path(kpi, &form.period), "/preview?"].concat();
    if !form.team.is_empty() {
        of_target = [&*of_target, "team=", &form.team, "&"].concat();
    }
    let mut draft = Vec::new();
    draft.extend(value.map(|value| ["value=", &value.to_string()].concat()));
    draft.extend((!form.from.is_empty()).then(|| ["from=", &form.from].concat()));
    draft.extend(form.own_curve().map(|curve| ["curve=", &curve].concat()));
    (of_target, draft.join("&"))
}
