//! The fields of the form that changes a target.

use tandem_shared::view::{OutlookView, TargetPreview, TileView};
use web_sys::{Event, HtmlInputElement, InputEvent, KeyboardEvent, SubmitEvent};
use yew::prelude::*;

use super::form::{Base, Do, Field, Form};
use super::number;
use crate::board::Reading;
use crate::fmt::date;
use crate::fmt::number::Format;
use crate::page;
use crate::part::chip::chips;
use crate::part::icon::{Sign, icon};
use crate::part::status::verdict;
use crate::route::{self, Route};
use crate::words;

/// The fields as they stand. `save` may be told the version that the save is now a change of.
pub(super) fn fields(
    form: &UseReducerHandle<Form>,
    tile: &TileView,
    preview: Option<&TargetPreview>,
    save: &Callback<Option<Base>>,
    close: &Callback<()>,
) -> Html {
    let unit = Reading::new(tile).unit();
    let typed = |field: Field| {
        let form = form.dispatcher();
        Callback::from(move |event: InputEvent| {
            // All three sorts of fields have a value; the cast only names the getter.
            form.dispatch(Do::Type(field, event.target_unchecked_into::<HtmlInputElement>().value()));
        })
    };
    let onsubmit = {
        let save = save.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            save.emit(None);
        })
    };
    let onkeydown = {
        let save = save.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" && !event.shift_key() {
                event.prevent_default();
                save.emit(None);
            }
        })
    };
    let correct = {
        let form = form.dispatcher();
        Callback::from(move |event: Event| {
            form.dispatch(Do::Correct(event.target_unchecked_into::<HtmlInputElement>().checked()));
        })
    };
    let bad = |field: Field| form.fault(field).map(|_| "true");
    let class = |field: Field| if form.fault(field).is_some() { "in in--bad" } else { "in" };
    // What comes and goes stands in a node of its own: a list that grew would draw the fields anew, and lose the focus.
    let error = |field: Field| match form.fault(field) {
        Some(why) => html! {
            <p class="err" id={[field.id(), "-why"].concat()}>{ icon(Sign::Warn) }<span>{ why }</span></p>
        },
        None => Html::default(),
    };
    let told = |field: Field| form.fault(field).map(|_| [field.id(), "-why"].concat());
    let before = form.base.as_ref().and_then(|base| base.value).or_else(|| preview?.last.as_ref()?.value);
    let shut = |close: &Callback<()>| {
        let close = close.clone();
        Callback::from(move |_: MouseEvent| close.emit(()))
    };
    let period = |id: &String| html! { <option value={id.clone()} selected={*id == form.period}>{ date::period_id(id) }</option> };
    html! {
        <form id={Field::Whole.id()} {onsubmit} novalidate=true>
            <header>
                <div><h3 id="target-title">{ words::change_target() }</h3><p>{ tile.name.as_deref().unwrap_or_default() }</p></div>
                <button type="button" class="icon" aria-label={words::close_unsaved()} onclick={shut(close)}>{ icon(Sign::Close) }</button>
            </header>
            { on_top(form) }
            <div class="form">
                <div class="field">
                    <label for={Field::Period.id()}>{ words::period() }</label>
                    <select class="in" id={Field::Period.id()} oninput={typed(Field::Period)}>
                        if form.periods.is_empty() { { period(&form.period) } }
                        { for form.periods.iter().map(period) }
                    </select>
                </div>
                <div class="field">
                    <label for={Field::From.id()}>{ words::counts_from_label() }</label>
                    <input type="date" class={class(Field::From)} id={Field::From.id()} oninput={typed(Field::From)}
                        value={if form.from.is_empty() { preview.map(|it| it.counts_from.clone()) } else { Some(form.from.clone()) }}
                        min={preview.map(|it| it.from.clone())} aria-invalid={bad(Field::From)} aria-describedby={told(Field::From)} />
                    { error(Field::From) }
                </div>
                <div class="field wide">
                    <label for={Field::Value.id()}>{ words::new_target() }</label>
                    <div class="oldnew">
                        if let Some(before) = before {
                            <span class="was">{ number::full(before, unit) }</span>{ icon(Sign::Becomes) }
                        }
                        <input class={class(Field::Value)} id={Field::Value.id()} value={form.value.clone()}
                            autocomplete="off" oninput={typed(Field::Value)} aria-invalid={bad(Field::Value)}
                            aria-describedby={told(Field::Value)} />
                    </div>
                    { error(Field::Value) }
                    { effect(tile, preview) }
                </div>
                <div class="field wide">
                    <label for={Field::Reason.id()}>{ words::reason_label() }{ " " }<em>{ words::required() }</em></label>
                    <textarea class={class(Field::Reason)} id={Field::Reason.id()} value={form.reason.clone()} rows="2" maxlength="500"
                        oninput={typed(Field::Reason)} {onkeydown} aria-invalid={bad(Field::Reason)}
                        aria-describedby={told(Field::Reason)} />
                    { error(Field::Reason) }
                </div>
                if preview.is_some_and(|preview| preview.over) {
                    <div class="field wide">
                        <label class="opt1"><input type="checkbox" id={Field::Correction.id()} checked={form.correction} onchange={correct}
                            aria-invalid={bad(Field::Correction)} aria-describedby={told(Field::Correction)} />{ words::correction_label() }</label>
                        { error(Field::Correction) }
                    </div>
                }
                { asks(preview) }
                <div class="wide go">
                    if let Some(href) = all_targets() {
                        <a class="tandem-btn tandem-btn--quiet" {href}>{ words::all_targets() }</a>
                    }
                    <button type="button" class="tandem-btn" onclick={shut(close)}>{ words::cancel() }</button>
                    <button type="submit" class="tandem-btn tandem-btn--primary">{ words::change_target() }</button>
                </div>
            </div>
        </form>
    }
}

/// Where the targets of the whole year are.
fn all_targets() -> Option<String> {
    let here = route::current()?;
    Some(Route::Targets { board: here.board()?.to_owned(), period: here.period().map(str::to_owned) }.href())
}

/// Who will be asked.
fn asks(preview: Option<&TargetPreview>) -> Html {
    let asked = preview.map_or(&[][..], |preview| &preview.asked);
    let names: Vec<&str> = asked.iter().map(|team| team.name.as_str()).collect();
    match names.as_slice() {
        [] => Html::default(),
        names => {
            html! { <div class="wide asks">{ chips(asked) }<p>{ words::will_be_asked(&words::and(names)) }</p></div> }
        }
    }
}

/// What is wrong, once on top: with links to the fields.
fn on_top(form: &Form) -> Html {
    if form.faults.is_empty() {
        return Html::default();
    }
    let whole = form.fault(Field::Whole);
    let faulty = form.faults.iter().filter(|(field, _)| *field != Field::Whole);
    let links = faulty.enumerate().map(|(index, (field, _))| {
        let id = field.id();
        // A link that does not leave: the fragment would become part of the page's address.
        let onclick = Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            page::focus(&["#", id].concat());
        });
        html! { <>if index > 0 { { "," } }{ " " }<a href={["#", id].concat()} {onclick}>{ field.name() }</a></> }
    });
    html! {
        <div class="sum" role="alert">
            { icon(Sign::Warn) }
            <p>
                { words::not_saved() }{ " " }{ whole }
                if whole == Some(words::signed_out()) {
                    { " " }<a href="/sign-in" target="_blank">{ words::sign_in() }</a>
                }
                { for links }
            </p>
        </div>
    }
}

/// What is expected today, and what becomes of the verdict.
fn effect(tile: &TileView, preview: Option<&TargetPreview>) -> Html {
    let Some(preview) = preview else { return Html::default() };
    let said = |outlook: &OutlookView| verdict(outlook.status, outlook.reason.map(|why| words::reason(why).into()));
    let unit = Reading::new(tile).unit();
    let expected = preview.after.expected.filter(|_| tile.rollup.is_sum());
    let format = Format::of(unit, &[expected]);
    html! {
        <p class="then" aria-live="polite">
            { for expected.map(|expected| html! { <span>{ words::expects_today(&format.text(expected)) }</span> }) }
            { said(&preview.before) }
            if preview.after != preview.before { { icon(Sign::Becomes) }<span class="tandem-vh">{ words::becomes() }</span>{ said(&preview.after) } }
        </p>
    }
}
