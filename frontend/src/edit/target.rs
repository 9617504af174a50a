//! Changing a target: what it becomes, from when, why, and who will be asked.

use std::rc::Rc;

use tandem_shared::view::{OutlookView, TargetPreview, TileView};
use tandem_shared::{Quantity, Unit};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Event, HtmlDialogElement, HtmlInputElement, InputEvent, KeyboardEvent, SubmitEvent};
use yew::prelude::*;

use super::clash::clash;
use super::desk::{Act, DeskHandle, Letter, State, discard, put};
use super::{number, quote};
use crate::api::{self, Failure, Verb};
use crate::board::{Board, Place, Reading};
use crate::fmt::date;
use crate::load::{When, use_load};
use crate::me::use_who;
use crate::page;
use crate::part::chip::chips;
use crate::part::icon::{Sign, icon};
use crate::part::status::verdict;
use crate::shared::Shared;
use crate::words;

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

/// The address of the joint target of a KPI and period.
#[must_use]
pub fn path(kpi: &str, period: &str) -> String {
    ["/api/v1/kpis/", kpi, "/targets/", period].concat()
}

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Period,
    From,
    Value,
    Reason,
    Correction,
    /// None in particular.
    Whole,
}

impl Field {
    /// The field a fault of the server points to.
    fn at(pointer: &str) -> Self {
        match pointer {
            "/from" => Self::From,
            "/value" => Self::Value,
            "/reason" => Self::Reason,
            "/correction" => Self::Correction,
            _ => Self::Whole,
        }
    }

    fn id(self) -> &'static str {
        match self {
            Self::Period => "target-period",
            Self::From => "target-from",
            Self::Value => "target-value",
            Self::Reason => "target-reason",
            Self::Correction => "target-correction",
            Self::Whole => "target-form",
        }
    }

    /// As the line on top names it.
    fn name(self) -> &'static str {
        match self {
            Self::Period => words::period(),
            Self::From => words::counts_from_label(),
            Self::Value => words::new_target(),
            Self::Reason => words::reason_label(),
            Self::Correction => words::correction_label(),
            Self::Whole => "",
        }
    }
}

/// The target an editor started from.
#[derive(Clone, Debug, PartialEq)]
struct Base {
    revision: Option<u64>,
    value: Option<Quantity>,
}

/// What is in the form.
#[derive(Clone, Default, PartialEq)]
struct Form {
    period: String,
    from: String,
    value: String,
    reason: String,
    correction: bool,
    /// What is wrong, field by field.
    faults: Vec<(Field, String)>,
    /// A value far from the old one that was asked about: saved if it is meant.
    doubted: Option<Quantity>,
    /// What the editor saw first of this period; what they change.
    base: Option<Base>,
    /// The periods to choose from.
    periods: Vec<String>,
    /// Somebody was faster.
    clashed: bool,
    saving: bool,
    /// How often saving was refused.
    refused: u32,
}

enum Do {
    Type(Field, String),
    Correct(bool),
    /// A preview of the form's period arrived.
    Look(Shared<TargetPreview>),
    Save,
    Fault(Vec<(Field, String)>, Option<Quantity>),
    Clash,
    /// Theirs was seen: mine is now a change of it.
    Rebase(Option<u64>, Option<Quantity>),
}

impl Reducible for Form {
    type Action = Do;

    fn reduce(self: Rc<Self>, act: Do) -> Rc<Self> {
        let mut next = (*self).clone();
        match act {
            Do::Type(Field::Period, period) => {
                next =
                    Self { value: next.value, reason: next.reason, periods: next.periods, period, ..Self::default() };
            }
            Do::Type(field, text) => {
                next.faults.retain(|(faulty, _)| *faulty != field && *faulty != Field::Whole);
                match field {
                    Field::From => next.from = text,
                    Field::Value => next.value = text,
                    _ => next.reason = text,
                }
            }
            Do::Correct(yes) => {
                next.correction = yes;
                next.faults.retain(|(field, _)| *field != Field::Correction);
            }
            Do::Look(preview) => {
                let last = preview.last.as_ref().filter(|last| last.value.is_some());
                next.base.get_or_insert(Base {
                    revision: last.map(|last| last.revision),
                    value: last.and_then(|last| last.value),
                });
                if next.periods.is_empty() {
                    let around = [preview.previous.clone(), Some(next.period.clone()), preview.next.clone()];
                    next.periods = around.into_iter().flatten().collect();
                }
            }
            Do::Save => (next.saving, next.faults) = (true, Vec::new()),
            Do::Fault(faults, doubted) => {
                (next.saving, next.faults, next.doubted) = (false, faults, doubted);
                next.refused += 1;
            }
            Do::Clash => (next.saving, next.clashed) = (false, true),
            Do::Rebase(revision, value) => (next.base, next.clashed) = (Some(Base { revision, value }), false),
        }
        Rc::new(next)
    }
}

impl Form {
    /// As it opens: empty, or with what was typed before and not taken.
    fn new(tile: &TileView, period: &str, letter: Option<&(Letter, State)>) -> Self {
        let fresh = Self { period: period.into(), ..Self::default() };
        let Some((letter, state)) = letter else { return fresh };
        let Some(typed) = letter.typed() else { return fresh };
        let unit = Reading::new(tile).unit();
        Self {
            from: typed.from.unwrap_or_default(),
            value: typed.value.map(|value| number::write(value, unit)).unwrap_or_default(),
            reason: typed.reason.unwrap_or_default(),
            doubted: typed.value,
            base: Some(Base { revision: letter.revision, value: None }),
            faults: match state {
                State::Refused(why) => vec![(Field::Whole, why.to_string())],
                _ => Vec::new(),
            },
            clashed: *state == State::Clashed,
            ..fresh
        }
    }

    fn fault(&self, field: Field) -> Option<&str> {
        self.faults.iter().find(|(faulty, _)| *faulty == field).map(|(_, why)| why.as_str())
    }

    /// The letter that writes it; else what is wrong, and a value to ask about.
    #[expect(clippy::type_complexity, reason = "faults as the form keeps them")]
    fn write(
        &self,
        tile: &TileView,
        preview: &TargetPreview,
    ) -> Result<Letter, (Vec<(Field, String)>, Option<Quantity>)> {
        let unit = Reading::new(tile).unit();
        let before = self.base.as_ref().and_then(|base| base.value);
        let mut faults = Vec::new();
        let mut doubted = self.doubted;
        let value = number::read(&self.value, unit);
        match &value {
            Err(why) => faults.push((Field::Value, why.clone())),
            Ok(value) if doubted != Some(*value) => {
                if let Some(doubt) = number::doubt(before, *value, unit) {
                    faults.push((Field::Value, doubt));
                    doubted = Some(*value);
                }
            }
            Ok(_) => {}
        }
        let reason = self.reason.trim();
        if reason.is_empty() {
            faults.push((Field::Reason, words::add_a_reason().into()));
        }
        if preview.over && !self.correction {
            faults.push((Field::Correction, words::confirm_correction().into()));
        }
        let Ok(value) = value else { return Err((faults, doubted)) };
        if !faults.is_empty() {
            return Err((faults, doubted));
        }
        let mut body = ["{\"value\":\"", &value.to_string(), "\",\"reason\":", &quote(reason)].concat();
        if !self.from.is_empty() {
            body = [&*body, ",\"from\":", &quote(&self.from)].concat();
        }
        if preview.over {
            body.push_str(",\"correction\":true");
        }
        if !preview.curve.is_empty() {
            let weights: Vec<String> = preview.curve.iter().map(|weight| quote(&weight.to_string())).collect();
            body = [&*body, ",\"curve\":[", &weights.join(","), "]"].concat();
        }
        body.push('}');
        let (kpi, name) = (tile.kpi.as_deref().unwrap_or_default(), tile.name.as_deref().unwrap_or_default());
        Ok(Letter {
            path: path(kpi, &self.period),
            revision: self.base.as_ref().and_then(|base| base.revision),
            body,
            says: words::target_is_now(name, &number::full(value, unit)),
            undo: None,
        })
    }
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
    let (load, look_again) = use_load::<TargetPreview>(preview_path(kpi, &form, asked_value).into(), When::Once);
    let of_period = [&path(kpi, &form.period), "/preview"].concat();
    let preview = load.answer.as_ref().filter(|(from, _)| from.starts_with(&of_period)).map(|(_, view)| view.clone());
    use_effect_with(preview.clone(), {
        let form = form.dispatcher();
        move |preview| {
            if let Some(preview) = preview {
                form.dispatch(Do::Look(preview.clone()));
            }
        }
    });
    let dialog = use_node_ref();
    let close = {
        let (dialog, close) = (dialog.clone(), close.clone());
        Callback::from(move |()| {
            // The browser gives the focus back to the button that opened it.
            let _ = dialog.cast::<HtmlDialogElement>().map(|dialog| dialog.close());
            close.emit(());
        })
    };
    use_effect_with(form.clashed, {
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
        let (form, now, preview) = (form.dispatcher(), form.clone(), preview.clone());
        let (tile, close, hand, look_again) = (tile.clone(), close.clone(), hand.clone(), look_again);
        // Made anew with each drawing, so that it holds the form as it is.
        let now = Form::clone(&now);
        Callback::from(move |rebased: Option<Base>| {
            let Some(preview) = preview.as_ref().filter(|_| !now.saving) else { return };
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
        let (close, hand, path) = (close.clone(), hand, path(kpi, &form.period));
        Callback::from(move |_: MouseEvent| {
            if let Some(hand) = &hand {
                discard(hand, &path);
            }
            close.emit(());
        })
    };
    let theirs = preview.as_ref().and_then(|preview| preview.last.clone());
    let newer = theirs.filter(|last| form.base.as_ref().is_none_or(|base| base.revision != Some(last.revision)));
    let (label, content) = match (&preview, newer.filter(|_| form.clashed)) {
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
        <dialog class={classes!("change", (label == "target-clash").then_some("change--clash"))} aria-labelledby={label}
            ref={dialog} {oncancel}>{ why }{ content }</dialog>
    }
}

fn preview_path(kpi: &str, form: &Form, value: Option<Quantity>) -> String {
    let mut query = Vec::new();
    query.extend(value.map(|value| ["value=", &value.to_string()].concat()));
    query.extend((!form.from.is_empty()).then(|| ["from=", &form.from].concat()));
    [&path(kpi, &form.period), "/preview?", &query.join("&")].concat()
}

fn fields(
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
    let class = |field: Field| classes!("in", form.fault(field).map(|_| "in--bad"));
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
                    <button type="button" class="tandem-btn" onclick={shut(close)}>{ words::cancel() }</button>
                    <button type="submit" class="tandem-btn tandem-btn--primary">{ words::change_target() }</button>
                </div>
            </div>
        </form>
    }
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
    let unit: &Unit = Reading::new(tile).unit();
    let expected = preview.after.expected.filter(|_| tile.rollup.is_sum());
    let format = crate::fmt::number::Format::of(unit, &[expected]);
    html! {
        <p class="then" aria-live="polite">
            { for expected.map(|expected| html! { <span>{ words::expects_today(&format.text(expected)) }</span> }) }
            { said(&preview.before) }
            if preview.after != preview.before { { icon(Sign::Becomes) }<span class="tandem-vh">{ words::becomes() }</span>{ said(&preview.after) } }
        </p>
    }
}
