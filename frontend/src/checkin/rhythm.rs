//! When a board's teams meet: the form of its cadence, with the check-ins it would make.

use std::rc::Rc;

use miniserde::json::{self, Number, Object, Value};
use tandem_shared::view::ComingView;
use wasm_bindgen_futures::spawn_local;
use web_sys::KeyboardEvent;
use yew::prelude::*;

use crate::api::{self, Failure, Verb};
use crate::fmt::date::{self, Shape};
use crate::load::{When, use_load};
use crate::page;
use crate::part::field::Field;
use crate::part::icon::{Sign, icon};
use crate::words;

/// Whose rhythm.
#[derive(Properties, PartialEq)]
pub(super) struct RhythmProps {
    /// The board's slug.
    pub board: String,
    /// The time zone of its check-ins.
    pub zone: String,
    /// Today: from when a rule counts, unless said otherwise.
    pub today: String,
    /// Told when the form is to be closed; `true`: what the board says may be new.
    pub close: Callback<bool>,
}

/// Fields of a cadence, as the server names them.
const FIELDS: [&str; 6] = ["every", "on", "rule", "at", "minutes", "from"];
/// How often: by a rule of its own.
const OWN: &str = "rule";

/// What is typed, by the place of the field in [`FIELDS`].
#[derive(Clone, Default, PartialEq)]
struct Cadence([String; FIELDS.len()]);

impl Cadence {
    /// That of a board; the usual one, if it has none.
    fn of(board: &Object, today: &str) -> Self {
        let Some(Value::Object(kept)) = board.get("check_in") else {
            return Self(["week", "tuesday", "", "10:00", "30", today].map(str::to_owned));
        };
        let text = |field| match kept.get(field) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(Number::U64(number))) => number.to_string(),
            _ => String::new(),
        };
        let mut read = Self(FIELDS.map(text));
        if !read.0[2].is_empty() {
            read.set("every", OWN.to_owned());
        }
        read
    }

    fn text(&self, field: &str) -> &str {
        FIELDS.iter().position(|known| *known == field).map_or("", |at| &self.0[at])
    }

    fn set(&mut self, field: &str, text: String) {
        if let Some(at) = FIELDS.iter().position(|known| *known == field) {
            self.0[at] = text;
        }
    }

    /// The fields that count; none for no check-ins at all.
    fn said(&self) -> Vec<(&'static str, &str)> {
        let counts = |field: &str| match (self.text("every"), field) {
            ("", _) | (OWN, "every" | "on") => false,
            (every, "rule") => every == OWN,
            (_, "from") => !self.text("from").is_empty(),
            _ => true,
        };
        FIELDS.into_iter().filter(|field| counts(field)).map(|field| (field, self.text(field))).collect()
    }

    /// Where the server tells which check-ins it makes; nowhere without a time it could read.
    fn preview(&self) -> String {
        let said = self.said();
        let number = self.text("minutes").parse::<u16>().is_ok();
        if said.is_empty() || !number || said.iter().any(|(_, text)| text.is_empty()) {
            return String::new();
        }
        let query = said
            .into_iter()
            .map(|(field, text)| [field, "=", &String::from(js_sys::encode_uri_component(text))].concat());
        ["/api/v1/cadence?", &query.collect::<Vec<_>>().join("&")].concat()
    }

    /// A board with this cadence, as JSON.
    fn written(&self, board: &Object) -> String {
        let mut board = board.clone();
        board.remove("check_in");
        let fields: Object = self
            .said()
            .into_iter()
            .map(|(field, text)| {
                let number =
                    text.parse().ok().filter(|_| field == "minutes").map(|number| Value::Number(Number::U64(number)));
                (field.to_owned(), number.unwrap_or_else(|| Value::String(text.to_owned())))
            })
            .collect();
        if !fields.is_empty() {
            board.insert("check_in".to_owned(), Value::Object(fields));
        }
        json::to_string(&board)
    }

    /// In one sentence.
    fn say(&self) -> String {
        let name = |options: Vec<(String, String)>, value: &str| {
            options.into_iter().find(|(id, _)| id == value).map(|(_, name)| name).unwrap_or_default()
        };
        let how_often = name(words::how_often_options(), self.text("every"));
        match self.text("every") {
            "" => how_often,
            OWN => [self.text("rule"), self.text("at")].join(", "),
            _ => [&*how_often, &name(words::weekdays(), self.text("on")), self.text("at")].join(", "),
        }
    }
}

/// The form.
#[derive(Clone, Default)]
struct Form {
    /// The board as the server last told it.
    base: Option<Rc<Object>>,
    typed: Cadence,
    fault: Option<Failure>,
    /// Somebody else's board, with who wrote it: what was typed waits for a choice.
    theirs: Option<(Rc<Object>, String)>,
}

enum Act {
    Read(Rc<Object>, Cadence),
    Typed(&'static str, String),
    Faulted(Failure),
    Clashed(Rc<Object>, String),
}

impl Reducible for Form {
    type Action = Act;

    fn reduce(self: Rc<Self>, act: Act) -> Rc<Self> {
        let mut next = (*self).clone();
        match act {
            Act::Read(base, typed) => next = Self { base: Some(base), typed, ..Self::default() },
            Act::Typed(field, text) => next.typed.set(field, text),
            Act::Faulted(failure) => next.fault = Some(failure),
            Act::Clashed(theirs, by) => next.theirs = Some((theirs, by)),
        }
        next.into()
    }
}

/// The form of a board's cadence.
#[component]
pub(super) fn Rhythm(props: &RhythmProps) -> Html {
    let RhythmProps { board, zone, today, close } = props;
    let form = use_reducer(Form::default);
    let (coming, _) = use_load::<ComingView>(form.typed.preview().into(), When::Once);
    let path = ["/api/v1/boards/", board].concat();
    use_effect_with(path.clone(), {
        let (form, today) = (form.dispatcher(), today.clone());
        move |path: &String| {
            let path = [path, "/document"].concat();
            spawn_local(async move {
                match api::get(&path).await.and_then(|text| api::read::<Object>(&text)) {
                    Ok(board) => {
                        let typed = Cadence::of(&board, &today);
                        form.dispatch(Act::Read(Rc::new(board), typed));
                        page::focus_soon("#rhythm-every".into());
                    }
                    Err(failure) => form.dispatch(Act::Faulted(failure)),
                }
            });
        }
    });
    use_effect_with((form.fault.clone(), form.theirs.is_some()), |_| page::focus("#rhythm-fault"));
    let save = |base: Option<Rc<Object>>| {
        let (form, typed, close, path) = (form.dispatcher(), form.typed.clone(), close.clone(), path.clone());
        Callback::from(move |()| {
            let Some(base) = base.clone() else { return };
            let (form, typed, close, path) = (form.clone(), typed.clone(), close.clone(), path.clone());
            spawn_local(async move {
                match put(&path, &base, &typed).await {
                    Ok(()) => close.emit(true),
                    Err(Failure::Stale(theirs)) => {
                        let by = api::last_writer(&path).await.unwrap_or_else(|| words::somebody().into());
                        form.dispatch(Act::Clashed(Rc::new(api::object(&theirs)), by));
                    }
                    Err(failure) => form.dispatch(Act::Faulted(failure)),
                }
            });
        })
    };
    let submit = save(form.base.clone());
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        submit.emit(());
    });
    let onkeydown = {
        let close = close.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.prevent_default();
                close.emit(false);
            }
        })
    };
    let cancel = close.reform(|_: MouseEvent| false);
    let body = match (&form.theirs, &form.base) {
        (Some((theirs, by)), _) => {
            let use_mine = save(Some(theirs.clone())).reform(|_: MouseEvent| ());
            clash(by, &Cadence::of(theirs, today), &form.typed, &close.reform(|_: MouseEvent| true), &use_mine)
        }
        (None, Some(_)) => html! {
            <form class="form" {onsubmit} novalidate=true autocomplete="off">
                { for form.fault.as_ref().map(|fault| faults(fault)) }
                { fields(&form) }
                { preview(&form.typed, coming.answer.as_ref().map(|(from, view)| (&**from, &**view)), coming.failure.as_ref(), zone) }
                <p class="go wide">
                    <button type="button" class="tandem-btn tandem-btn--small tandem-btn--quiet" onclick={cancel}>{ words::cancel() }</button>
                    <button type="submit" class="tandem-btn tandem-btn--small tandem-btn--primary">{ words::save_rhythm() }</button>
                </p>
            </form>
        },
        (None, None) => form.fault.as_ref().map(|fault| faults(fault)).unwrap_or_default(),
    };
    html! { <div class="rhythm" role="group" aria-label={words::set_rhythm()} {onkeydown}>{ body }</div> }
}

/// Writes a board with another cadence. Whoever changed something else of the board keeps that.
async fn put(path: &str, base: &Object, cadence: &Cadence) -> Result<(), Failure> {
    let write = async |board: &Object| {
        api::send(Verb::Put, path, api::revision(board), Some(&cadence.written(board))).await.map(drop)
    };
    let rhythm = |board: &Object| board.get("check_in").map(json::to_string);
    match write(base).await {
        Err(Failure::Stale(theirs)) if rhythm(&api::object(&theirs)) == rhythm(base) => {
            write(&api::object(&theirs)).await
        }
        answer => answer,
    }
}

fn fields(form: &UseReducerHandle<Form>) -> Html {
    let Form { typed, fault, .. } = &**form;
    let on = |field: &'static str| {
        let form = form.dispatcher();
        Callback::from(move |text| form.dispatch(Act::Typed(field, text)))
    };
    let wrong = |field: &str| {
        let pointer = ["/check_in/", field].concat();
        super::form::wrong(fault.as_ref(), &pointer).map(|fault| &*fault.detail)
    };
    let field = |id, name, label| Field::new(id, label, wrong(name));
    let every = typed.text("every");
    let from = field("rhythm-from", "from", words::counts_from_day()).day(typed.text("from"), on("from"));
    html! {
        <>
            { field("rhythm-every", "every", words::how_often()).choice(every, &words::how_often_options(), on("every")) }
            if !every.is_empty() {
                if every == OWN {
                    { field("rhythm-rule", "rule", words::rule()).hint("FREQ=MONTHLY;BYDAY=-1FR").line(typed.text("rule"), on("rule")) }
                } else {
                    { field("rhythm-on", "on", words::weekday()).choice(typed.text("on"), &words::weekdays(), on("on")) }
                }
                { field("rhythm-at", "at", words::begins_at()).half().input("time", typed.text("at"), on("at")) }
                { field("rhythm-minutes", "minutes", words::takes_minutes()).half().input("number", typed.text("minutes"), on("minutes")) }
                if every != "week" { { from } }
            }
        </>
    }
}

/// The check-ins to come, or why there are none.
fn preview(typed: &Cadence, coming: Option<(&str, &ComingView)>, failure: Option<&Failure>, zone: &str) -> Html {
    let coming = coming.filter(|(from, _)| *from == typed.preview()).map(|(_, view)| view);
    let says = match (coming, failure) {
        _ if typed.text("every").is_empty() => words::none_planned().into(),
        (None, Some(Failure::Refused { errors, .. })) if !errors.is_empty() => errors[0].detail.clone(),
        (Some(view), _) if view.next.is_empty() => words::none_in_two_years().into(),
        _ => String::new(),
    };
    let moment =
        |at: &String| [&*date::time(at, Shape::Weekday, zone), ", ", &date::time(at, Shape::Time, zone)].concat();
    let times = coming.iter().flat_map(|view| &view.next).map(|next| html! { <li>{ moment(&next.at) }</li> });
    html! {
        <div class="wide rhythm__next" role="status">
            <p class="lab">{ words::next_three(zone) }</p>
            if says.is_empty() { <ul>{ for times }</ul> } else { <p>{ says }</p> }
        </div>
    }
}

/// What is wrong, with the way to each field.
fn faults(fault: &Failure) -> Html {
    let errors = match fault {
        Failure::Refused { errors, .. } => &**errors,
        _ => &[],
    };
    let link = |error: &api::FieldFault| {
        let field = error.pointer.rsplit('/').next().unwrap_or_default();
        html! { <li><a href={["#rhythm-", field].concat()}>{ &error.detail }</a></li> }
    };
    html! {
        <div class="sum wide" role="alert" id="rhythm-fault" tabindex="-1">
            { icon(Sign::Warn) }
            <div><p>{ fault.say() }</p><ul>{ for errors.iter().map(link) }</ul></div>
        </div>
    }
}

/// Two people, one rhythm: a choice.
fn clash(
    by: &str,
    theirs: &Cadence,
    mine: &Cadence,
    keep: &Callback<MouseEvent>,
    replace: &Callback<MouseEvent>,
) -> Html {
    html! {
        <div class="sum" role="alert" id="rhythm-fault" tabindex="-1">
            { icon(Sign::Warn) }
            <div>
                <p>{ words::rhythm_changed_by(by) }</p>
                <dl><dt>{ by }</dt><dd>{ theirs.say() }</dd><dt>{ words::you() }</dt><dd>{ mine.say() }</dd></dl>
                <p class="go">
                    <button type="button" class="tandem-btn tandem-btn--small" onclick={replace}>{ words::use_mine() }</button>
                    <button type="button" class="tandem-btn tandem-btn--small tandem-btn--primary" onclick={keep}>{ words::keep_theirs() }</button>
                </p>
            </div>
        </div>
    }
}
