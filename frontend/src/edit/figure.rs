//! Typing over a figure where it stands: Enter saves, Esc keeps what was.

use tandem_shared::view::{PeriodView, TileView};
use tandem_shared::{Quantity, Rollup, UnitType};
use web_sys::{HtmlElement, HtmlInputElement, InputEvent, KeyboardEvent};
use yew::prelude::*;

use super::desk::{DeskHandle, Letter, State, discard, send};
use super::number;
use super::quote;
use crate::board::Reading;
use crate::part::icon::{Sign, icon};
use crate::shared::Shared;
use crate::words;

/// What is being typed.
#[derive(Clone, Default, PartialEq)]
struct Draft {
    /// The figure; of a ratio, its numerator.
    figure: String,
    /// Of a ratio: its denominator.
    base: String,
    /// Why it was not saved.
    fault: Option<AttrValue>,
    /// A figure far from the old one that was asked about: saved if it is meant.
    doubted: Option<Quantity>,
}

/// The figure on a tile as it is typed over.
pub struct Typing {
    /// The field in place of the figure, while it is typed.
    pub field: Option<Html>,
    /// What stands in place of the source meanwhile.
    pub note: Option<Html>,
    /// Makes the figure a button that opens the field, for whoever may.
    pub open: Option<(Callback<MouseEvent>, NodeRef)>,
}

/// The address that takes the figure of a KPI.
#[must_use]
pub fn path(tile: &TileView) -> String {
    ["/api/v1/kpis/", tile.kpi.as_deref().unwrap_or_default(), "/figure"].concat()
}

/// A tile as it will be once what was typed has arrived.
#[must_use]
pub fn foretold(tile: &Shared<TileView>, letter: Option<&(Letter, State)>) -> Shared<TileView> {
    let on_its_way =
        letter.filter(|(_, state)| matches!(state, State::Sending | State::Sent | State::Waiting | State::SignedOut));
    let Some(typed) = on_its_way.and_then(|(letter, _)| letter.typed()) else { return tile.clone() };
    let percent = tile.unit.as_ref().is_some_and(|unit| unit.kind == UnitType::Percent);
    let share = |(part, whole): (Quantity, Quantity)| {
        Quantity::nearest(part.to_f64() / whole.to_f64() * if percent { 100.0 } else { 1.0 })
    };
    let value = typed.value.or_else(|| typed.numerator.zip(typed.denominator).and_then(share));
    Shared::new(TileView { value, numerator: typed.numerator, denominator: typed.denominator, ..TileView::clone(tile) })
}

/// The figure of a tile, to be typed over if `may`.
#[hook]
pub fn use_typing(tile: &Shared<TileView>, period: &PeriodView, desk: Option<&DeskHandle>, may: bool) -> Typing {
    let draft = use_state_eq(|| None::<Draft>);
    let (button, input) = (use_node_ref(), use_node_ref());
    let opened = use_mut_ref(|| false);
    use_effect_with(draft.is_some(), {
        let (button, input) = (button.clone(), input.clone());
        move |open| {
            let was_open = std::mem::replace(&mut *opened.borrow_mut(), *open);
            if let (true, Some(input)) = (*open, input.cast::<HtmlInputElement>()) {
                input.select();
                let _ = input.focus();
            } else if let (true, Some(button)) = (was_open, button.cast::<HtmlElement>()) {
                let _ = button.focus();
            }
        }
    });
    let path = path(tile);
    let letter = desk.and_then(|desk| desk.letter(&path));
    let refusal = letter.and_then(|(_, state)| match state {
        State::Refused(why) => Some(why.clone()),
        State::Clashed => Some(words::changed_meanwhile().into()),
        _ => None,
    });
    let is_ratio = tile.rollup == Rollup::Ratio;
    let reading = Reading::new(tile);
    let open = may.then(|| {
        let set = draft.setter();
        let written = |figure: Option<Quantity>| {
            figure.map(|figure| if is_ratio { number::bare(figure) } else { number::write(figure, reading.unit()) })
        };
        let typed = refusal.as_ref().and_then(|_| letter?.0.typed());
        let (figure, base) = match (&typed, is_ratio) {
            (Some(typed), true) => (typed.numerator, typed.denominator),
            (Some(typed), false) => (typed.value, None),
            (None, true) => (tile.numerator, tile.denominator),
            (None, false) => (tile.value, None),
        };
        let fresh = Draft {
            figure: written(figure).unwrap_or_default(),
            base: written(base).unwrap_or_default(),
            fault: refusal.clone(),
            doubted: None,
        };
        (Callback::from(move |_: MouseEvent| set.set(Some(fresh.clone()))), button)
    });
    let Some(now) = (*draft).clone() else {
        let note = refusal.map(|why| error(&why));
        return Typing { field: None, note, open };
    };
    let save = {
        let (set, now, tile, period) = (draft.setter(), now.clone(), tile.clone(), period.id.clone());
        let hand = desk.map(DeskHandle::dispatcher);
        Callback::from(move |()| {
            let Some(hand) = hand.clone() else { return };
            match write(&tile, &period, &now) {
                Ok(letter) => {
                    send(hand, letter);
                    set.set(None);
                }
                Err((why, doubted)) => set.set(Some(Draft { fault: Some(why.into()), doubted, ..now.clone() })),
            }
        })
    };
    let onkeydown = {
        let (set, hand, path) = (draft.setter(), desk.map(DeskHandle::dispatcher), path.clone());
        let refused = refusal.is_some();
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" => {
                event.prevent_default();
                save.emit(());
            }
            "Escape" => {
                event.prevent_default();
                if let (true, Some(hand)) = (refused, &hand) {
                    discard(hand, &path);
                }
                set.set(None);
            }
            _ => {}
        })
    };
    let field = |text: &str, label: String, node: NodeRef, put: fn(&mut Draft, String)| {
        let (set, before) = (draft.setter(), now.clone());
        let oninput = move |event: InputEvent| {
            let mut next = before.clone();
            put(&mut next, event.target_unchecked_into::<HtmlInputElement>().value());
            set.set(Some(next));
        };
        html! {
            <input class={if now.fault.is_some() { "in in--bad" } else { "in" }} value={text.to_owned()} {oninput}
                aria-label={label} aria-invalid={now.fault.is_some().then_some("true")} autocomplete="off" ref={node} />
        }
    };
    let name = tile.name.as_deref().unwrap_or_default();
    let was = tile.value.map(|value| reading.format().text(value));
    let fields = html! {
        <span class={if is_ratio { "typing typing--ratio" } else { "typing" }} {onkeydown}>
            { field(&now.figure, words::new_value(name), input, |draft, text| draft.figure = text) }
            if is_ratio {
                { words::of_word() }
                { field(&now.base, words::new_base(name), NodeRef::default(), |draft, text| draft.base = text) }
            }
            { for was.as_deref().filter(|_| !is_ratio).map(|was| html! { <small>{ words::was(was) }</small> }) }
        </span>
    };
    let keys = html! {
        <span class="keys">
            <span><kbd>{ words::key_enter() }</kbd>{ " " }{ words::key_save() }</span>
            <span><kbd>{ "Esc" }</kbd>{ " " }{ words::key_keep(was.as_deref().unwrap_or_default()) }</span>
        </span>
    };
    let note = now.fault.as_ref().map_or(keys, error);
    Typing { field: Some(fields), note: Some(note), open }
}

fn error(why: &AttrValue) -> Html {
    html! { <span class="err" role="alert">{ icon(Sign::Warn) }<span title={why.clone()}>{ why }</span></span> }
}

/// The letter that makes a draft the figure; else what is wrong with it, and a figure that was asked about.
fn write(tile: &TileView, period: &str, draft: &Draft) -> Result<Letter, (String, Option<Quantity>)> {
    let reading = Reading::new(tile);
    let fault = |why| (why, None);
    let was = |was: Quantity| [",\"was\":\"", &was.to_string(), "\""].concat();
    let (figure, before, text) = if tile.rollup == Rollup::Ratio {
        let part = number::plain(&draft.figure).map_err(fault)?;
        let whole = number::plain(&draft.base).map_err(fault)?;
        if whole <= Quantity::ZERO {
            return Err(fault(words::base_above_0().into()));
        }
        let figure = |part: Quantity, whole: Quantity| {
            ["\"numerator\":\"", &part.to_string(), "\",\"denominator\":\"", &whole.to_string(), "\""].concat()
        };
        let before = figure(tile.numerator.unwrap_or_default(), tile.denominator.unwrap_or_default());
        let text = words::base(&number::bare(part), &number::bare(whole));
        (figure(part, whole), Some(before), text)
    } else {
        let value = number::read(&draft.figure, reading.unit()).map_err(fault)?;
        let doubt = number::doubt(tile.value, value, reading.unit()).filter(|_| draft.doubted != Some(value));
        if let Some(doubt) = doubt {
            return Err((doubt, Some(value)));
        }
        let figure = |value: Quantity| ["\"value\":\"", &value.to_string(), "\""].concat();
        // What was never measured cannot be unmeasured, but for a sum, which was 0.
        let before = tile.value.or(tile.rollup.is_sum().then_some(Quantity::ZERO));
        (
            figure(value),
            before.map(|before| [&*figure(before), &was(value)].concat()),
            number::full(value, reading.unit()),
        )
    };
    let body = |figure: &str| ["{\"period\":", &quote(period), ",", figure, "}"].concat();
    let was = tile.value.map(was).unwrap_or_default();
    Ok(Letter {
        path: path(tile),
        revision: None,
        body: body(&[&*figure, &was].concat()),
        says: words::is_now(tile.name.as_deref().unwrap_or_default(), &text),
        undo: before.map(|before: String| body(&before)),
    })
}
