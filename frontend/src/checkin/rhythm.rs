//! When a board's teams meet: the form of its cadence, with the check-ins it would make.

use std::rc::Rc;

use miniserde::json::{self, Number, Object, Value};
use tandem_shared::view::{AgendaView, ComingView};
use wasm_bindgen_futures::spawn_local;
use web_sys::KeyboardEvent;
use yew::prelude::*;

use super::draft::Draft;
use super::form::{Act, Held, said, wrong};
use super::goal::said_wrong;
use super::topics::moment;
use crate::api::{self, Failure, Verb};
use crate::load::Load;
use crate::page;
use crate::part::icon::{Sign, icon};
use crate::words;

/// The form, while it is open. What is typed is in the draft.
#[derive(Clone)]
pub(super) struct Open {
    /// The board as the server last told it.
    base: Rc<Object>,
    fault: Option<Failure>,
    /// Somebody else's board, with who wrote it: what was typed waits for a choice.
    theirs: Option<(Rc<Object>, String)>,
}

impl Open {
    /// Where it is gone on with.
    pub(super) fn focus(&self) -> &'static str {
        if self.fault.is_some() || self.theirs.is_some() { "#rhythm-fault" } else { "[name='rhythm:every']" }
    }
}

/// Fields of a cadence, as the server names them, and what they say where there is none yet.
const FIELDS: [(&str, &str); 6] =
    [("every", "week"), ("on", "tuesday"), ("rule", ""), ("at", "10:00"), ("minutes", "30"), ("from", "")];
/// How often: by a rule of its own.
const OWN: &str = "rule";

/// Name of a field in the draft.
fn name(field: &str) -> String {
    ["rhythm:", field].concat()
}

/// What a board says of its cadence, for the fields; the usual one, if it has none.
fn read(board: &Object, today: &str) -> Draft {
    let kept = match board.get("check_in") {
        Some(Value::Object(kept)) => Some(kept),
        _ => None,
    };
    let mut draft = Draft::default();
    for (field, usual) in FIELDS {
        let text = match (kept.map(|kept| kept.get(field)), field) {
            (Some(Some(Value::String(text))), _) => text.clone(),
            (Some(Some(Value::Number(Number::U64(number)))), _) => number.to_string(),
            (Some(_), "every") => OWN.to_owned(),
            (Some(_), _) => String::new(),
            (None, "from") => today.to_owned(),
            (None, _) => usual.to_owned(),
        };
        draft.set(name(field), text);
    }
    draft
}

/// The fields that count; none for no check-ins at all.
fn counting(draft: &Draft) -> Vec<(&'static str, &str)> {
    let every = draft.text(&name("every"));
    let fields = FIELDS.into_iter().map(|(field, _)| (field, draft.text(&name(field))));
    let counts = |(field, text): &(&str, &str)| match *field {
        _ if every.is_empty() => false,
        "every" | "on" => every != OWN,
        "rule" => every == OWN,
        "from" => every == OWN || !text.is_empty(),
        _ => true,
    };
    fields.filter(counts).collect()
}

/// Where the server tells which check-ins the fields make; nowhere while one of them is empty or the form is closed.
pub(super) fn preview_path(held: &Held) -> String {
    let fields = counting(&held.draft);
    if held.rhythm.is_none() || fields.is_empty() || fields.iter().any(|(_, text)| text.is_empty()) {
        return String::new();
    }
    let mut path = "/api/v1/cadence?".to_owned();
    for (field, text) in fields {
        for part in [field, "=", &*String::from(js_sys::encode_uri_component(text)), "&"] {
            path.push_str(part);
        }
    }
    path.pop();
    path
}

/// A board with the cadence of the fields, as JSON.
fn written(board: &Object, draft: &Draft) -> String {
    let mut cadence = Object::new();
    for (field, text) in counting(draft) {
        let number = text.parse().ok().filter(|_| field == "minutes").map(|number| Value::Number(Number::U64(number)));
        cadence.insert(field.to_owned(), number.unwrap_or_else(|| Value::String(text.to_owned())));
    }
    let mut body = Object::new();
    for (field, value) in board.iter().filter(|(field, _)| *field != "check_in") {
        body.insert(field.clone(), value.clone());
    }
    if !cadence.is_empty() {
        body.insert("check_in".to_owned(), Value::Object(cadence));
    }
    json::to_string(&body)
}

/// The fields in one sentence.
fn say(draft: &Draft) -> String {
    let text = |field| draft.text(&name(field));
    let called = |options: &[(&'static str, &'static str)], value: &str| {
        options.iter().find(|(id, _)| *id == value).map_or("", |(_, name)| name)
    };
    let how_often = called(&words::how_often_options(), text("every"));
    match text("every") {
        "" => how_often.to_owned(),
        OWN => [text("rule"), text("at")].join(", "),
        _ => [how_often, called(&words::weekdays(), text("on")), text("at")].join(", "),
    }
}

fn path(board: &str) -> String {
    ["/api/v1/boards/", board].concat()
}

/// Opens the form, as the board stands now.
fn open(agenda: &AgendaView, held: &UseReducerHandle<Held>) -> Callback<MouseEvent> {
    let (dispatch, board, today) = (held.dispatcher(), path(&agenda.board), agenda.today.clone());
    Callback::from(move |_| {
        let (dispatch, board, today) = (dispatch.clone(), [&board, "/document"].concat(), today.clone());
        spawn_local(async move {
            match api::get(&board).await.and_then(|text| api::read::<Object>(&text)) {
                Ok(base) => {
                    let typed = read(&base, &today);
                    for (field, _) in FIELDS {
                        dispatch.dispatch(Act::Typed(name(field), typed.text(&name(field)).to_owned()));
                    }
                    dispatch.dispatch(Act::Rhythm(Some(Open { base: base.into(), fault: None, theirs: None })));
                }
                Err(failure) => dispatch.dispatch(Act::Faulted(failure)),
            }
        });
    })
}

/// Writes the board with the cadence that is typed over `base`, then closes the form; `again` asks for the agenda.
fn save(agenda: &AgendaView, held: &UseReducerHandle<Held>, base: &Rc<Object>, again: &Callback<()>) -> Callback<()> {
    let (hand, board, base, again) = (held.dispatcher(), path(&agenda.board), base.clone(), again.clone());
    let dispatch = hand.clone();
    let send = Callback::from(move |draft: Draft| {
        let (dispatch, board) = (dispatch.clone(), board.clone());
        let (mut base, again) = (base.clone(), again.clone());
        spawn_local(async move {
            let open = loop {
                let body = written(&base, &draft);
                match api::send(Verb::Put, &board, api::revision(&base), Some(&body)).await {
                    Ok(_) => {
                        dispatch.dispatch(Act::Rhythm(None));
                        return again.emit(());
                    }
                    Err(Failure::Stale(theirs)) => {
                        let theirs = Rc::new(api::object(&theirs));
                        let rhythm = |board: &Object| board.get("check_in").map(json::to_string);
                        if rhythm(&theirs) != rhythm(&base) {
                            let by = api::last_writer(&board).await.unwrap_or_else(|| words::somebody().into());
                            break Open { base, fault: None, theirs: Some((theirs, by)) };
                        }
                        // Whoever changed something else of the board keeps that.
                        base = theirs;
                    }
                    Err(failure) => break Open { base, fault: Some(failure), theirs: None },
                }
            };
            dispatch.dispatch(Act::Rhythm(Some(open)));
        });
    });
    Callback::from(move |()| hand.dispatch(Act::Send(send.clone())))
}

/// The form of a board's cadence, or the button that opens it.
pub(super) fn rhythm(
    agenda: &AgendaView,
    held: &UseReducerHandle<Held>,
    coming: &Load<ComingView>,
    again: &Callback<()>,
) -> Html {
    let Some(form) = &held.rhythm else {
        return html! {
            <button type="button" class="tandem-btn tandem-btn--small" id="set-rhythm" onclick={open(agenda, held)}>
                { words::set_rhythm() }
            </button>
        };
    };
    let close = {
        let dispatch = held.dispatcher();
        Callback::from(move |()| dispatch.dispatch(Act::Rhythm(None)))
    };
    let base = form.theirs.as_ref().map_or(&form.base, |(theirs, _)| theirs);
    let save = save(agenda, held, base, again);
    let onkeydown = {
        let (save, close) = (save.clone(), close.clone());
        Callback::from(move |event: KeyboardEvent| {
            match event.key().as_str() {
                "Escape" => close.emit(()),
                "Enter" if page::is_input(&event) => save.emit(()),
                _ => return,
            }
            event.prevent_default();
        })
    };
    let (again, replace) = (again.clone(), save.reform(|_: MouseEvent| ()));
    let keep = close.reform(move |_: MouseEvent| again.emit(()));
    html! {
        <div class="rhythm" role="group" aria-label={words::set_rhythm()} {onkeydown}>
            if let Some((theirs, by)) = &form.theirs {
                <div class="sum" role="alert" id="rhythm-fault" tabindex="-1">
                    { icon(Sign::Warn) }
                    <div>
                        <p>{ words::rhythm_changed_by(by) }</p>
                        <dl>
                            <dt>{ by }</dt><dd>{ say(&read(theirs, &agenda.today)) }</dd>
                            <dt>{ words::you() }</dt><dd>{ say(&held.draft) }</dd>
                        </dl>
                    </div>
                </div>
                { buttons((words::use_mine(), replace), (words::keep_theirs(), keep)) }
            } else {
                { form.fault.as_ref().map(|fault| said("rhythm-fault", fault)).unwrap_or_default() }
                <div class="form">{ fields(held, form.fault.as_ref()) }</div>
                { preview(agenda, held, coming) }
                { buttons((words::cancel(), close.reform(|_: MouseEvent| ())), (words::save_rhythm(), replace)) }
            }
        </div>
    }
}

/// Two buttons, of which the second is the likelier one.
fn buttons(one: (&'static str, Callback<MouseEvent>), other: (&'static str, Callback<MouseEvent>)) -> Html {
    let button =
        |(name, onclick), class: &'static str| html! { <button type="button" {class} {onclick}>{ name }</button> };
    html! {
        <p class="go">
            { button(one, "tandem-btn tandem-btn--small") }
            { button(other, "tandem-btn tandem-btn--small tandem-btn--primary") }
        </p>
    }
}

fn fields(held: &Held, fault: Option<&Failure>) -> Html {
    let every = held.draft.text(&name("every"));
    let field = |field: &str,
                 label: &'static str,
                 wide: bool,
                 kind: &'static str,
                 options: &[(&'static str, &'static str)]| {
        let (id, name) = (["/check_in/", field].concat(), name(field));
        let text = held.draft.text(&name).to_owned();
        let bad = wrong(fault, &id);
        let (class, invalid) = (classes!("in", bad.map(|_| "in--bad")), bad.map(|_| "true"));
        let described = bad.map(|_| [&id, "/fault"].concat());
        let option = |(value, name): &(&'static str, &'static str)| {
            html! { <option key={*value} value={*value} selected={*value == text}>{ *name }</option> }
        };
        html! {
            <div class={classes!("field", wide.then_some("wide"))}>
                <label for={id.clone()}>{ label }</label>
                if options.is_empty() {
                    <input type={kind} {id} {name} {class} value={text} autocomplete="off" aria-invalid={invalid} aria-describedby={described} />
                } else {
                    <select {id} {name} {class} aria-invalid={invalid} aria-describedby={described}>{ for options.iter().map(option) }</select>
                }
                { said_wrong(bad) }
            </div>
        }
    };
    html! {
        <>
            { field("every", words::how_often(), true, "", &words::how_often_options()) }
            if !every.is_empty() {
                if every == OWN {
                    { field("rule", words::rule(), true, "text", &[]) }
                } else {
                    { field("on", words::weekday(), true, "", &words::weekdays()) }
                }
                { field("at", words::begins_at(), false, "time", &[]) }
                { field("minutes", words::takes_minutes(), false, "number", &[]) }
                { field("from", words::counts_from_day(), true, "date", &[]) }
            }
        </>
    }
}

/// The check-ins to come, or why there are none.
fn preview(agenda: &AgendaView, held: &Held, coming: &Load<ComingView>) -> Html {
    let path = preview_path(held);
    let view = coming.answer.as_ref().filter(|(from, _)| *from == path).map(|(_, view)| view);
    let says = match (view, &coming.failure) {
        (Some(view), _) if view.next.is_empty() => words::none_in_two_years(),
        (None, Some(Failure::Refused { errors, .. })) if !path.is_empty() && !errors.is_empty() => &errors[0].detail,
        _ if held.draft.text(&name("every")).is_empty() => words::none_planned(),
        _ => "",
    };
    let times = view.iter().flat_map(|view| &view.next).map(|next| html! { <li>{ moment(&next.at) }</li> });
    html! {
        <div class="rhythm__next" role="status">
            <p class="lab">{ words::next_three(&agenda.time_zone) }</p>
            <ul>{ for times }</ul>
            { says }
        </div>
    }
}
