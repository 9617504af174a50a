//! The fields of the form that changes a target.

use tandem_shared::view::{OutlookView, TargetPreview, TeamTarget, TileView};
use tandem_shared::{Quantity, Unit};
use web_sys::{Event, HtmlInputElement, InputEvent, KeyboardEvent, SubmitEvent};
use yew::prelude::*;

use super::form::{Base, Do, Field, Form, WEIGHTS};
use super::number;
use crate::board::Reading;
use crate::chart::svg;
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
    let option = |id: &str, chosen: &str, says: &str| {
        html! { <option value={id.to_owned()} selected={id == chosen}>{ says }</option> }
    };
    let period = |id: &String| option(id, &form.period, &date::period_id(id));
    let team = |part: &TeamTarget| {
        let value = part.value.map(|value| [" · ", &number::full(value, unit)].concat());
        option(&part.team.slug, &form.team, &[&*part.team.name, &value.unwrap_or_default()].concat())
    };
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
                if !form.teams.is_empty() {
                    <div class={if tile.rollup.is_sum() { "field" } else { "field wide" }}>
                        <label for={Field::Team.id()}>{ words::target_of_label() }</label>
                        <select class="in" id={Field::Team.id()} oninput={typed(Field::Team)}>
                            { option("", &form.team, words::joint_target()) }
                            { for form.teams.iter().map(team) }
                        </select>
                        { gap(preview, unit) }
                    </div>
                }
                if tile.rollup.is_sum() {
                    <div class={if form.teams.is_empty() { "field wide" } else { "field" }}>
                        <label for={Field::Curve.id()}>{ words::falls_due_label() }</label>
                        <select class="in" id={Field::Curve.id()} oninput={typed(Field::Curve)}>
                            { option("calendar_days", &form.curve, words::by_calendar_days()) }
                            { option("working_days", &form.curve, words::by_working_days()) }
                            { option(WEIGHTS, &form.curve, words::by_weights()) }
                        </select>
                        { plan(preview) }
                    </div>
                }
                if form.curve == WEIGHTS {
                    <div class="field wide">
                        <label for={Field::Weights.id()}>{ words::weights_label() }</label>
                        <input class={class(Field::Weights)} id={Field::Weights.id()} value={form.weights.clone()}
                            autocomplete="off" oninput={typed(Field::Weights)} aria-invalid={bad(Field::Weights)}
                            aria-describedby={told(Field::Weights)} />
                        { error(Field::Weights) }
                    </div>
                }
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

/// What the teams' targets add up to, and what that leaves of the joint one.
fn gap(preview: Option<&TargetPreview>, unit: &Unit) -> Html {
    let Some((together, gap)) = preview.and_then(|preview| Some((preview.together?, preview.gap))) else {
        return Html::default();
    };
    let full = |figure| number::full(figure, unit);
    let amount = |gap: Quantity| Quantity::ZERO.checked_sub(gap).map_or(gap, |less| less.max(gap));
    let left = gap.map(|gap| (gap.cmp(&Quantity::ZERO), full(amount(gap))));
    let left = left.as_ref().map(|(sign, left)| (*sign, &**left));
    html! { <p class="hint" aria-live="polite">{ words::teams_add_up(&full(together), left) }</p> }
}

/// The way to the whole through the period, and today on it.
fn plan(preview: Option<&TargetPreview>) -> Html {
    let Some(preview) = preview.filter(|preview| !preview.plan.is_empty()) else { return Html::default() };
    let days = preview.plan.len() as f64;
    let due = preview.plan.iter().enumerate();
    let points = due.map(|(day, share)| ((day as f64 + 1.0) / days * 100.0, 30.0 - 30.0 * share));
    let line = svg::line(&std::iter::once((0.0, 30.0)).chain(points).collect::<Vec<_>>());
    let today = ["M", &svg::number(preview.today * 100.0), " 0V30"].concat();
    html! {
        <svg class="way" viewBox="0 0 100 30" preserveAspectRatio="none" aria-hidden="true"><path d={today} /><path d={line} /></svg>
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
            html! { <div class="wide asks">{ chips(asked) }<p>{ words::will_be_asked(&words::and(names), names.len() > 1) }</p></div> }
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
    let verdict_of = |outlook: &OutlookView| (outlook.status, outlook.reason);
    let said = |outlook: &OutlookView| verdict(outlook.status, outlook.reason.map(|why| words::reason(why).into()));
    let unit = Reading::new(tile).unit();
    let expected = preview.after.expected.filter(|_| tile.rollup.is_sum());
    let format = Format::of(unit, &[expected]);
    html! {
        <p class="then" aria-live="polite">
            { for expected.map(|expected| html! { <span>{ words::expects_today(&format.text(expected)) }</span> }) }
            { said(&preview.before) }
            if verdict_of(&preview.after) != verdict_of(&preview.before) {
                { icon(Sign::Becomes) }<span class="tandem-vh">{ words::becomes() }</span>{ said(&preview.after) }
            }
        </p>
    }
}
