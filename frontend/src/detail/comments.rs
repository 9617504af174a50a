//! What was noted about the KPI in the time its history shows: the list, and a form to write, change or remove one.

use miniserde::json::{Object, Value};
use tandem_shared::view::{CommentView, Me, MeMay, SeriesView};
use wasm_bindgen_futures::spawn_local;
use web_sys::KeyboardEvent;
use yew::prelude::*;

use crate::api::{self, Failure, Verb};
use crate::chart::svg;
use crate::fmt::{Shape, date};
use crate::me::use_who;
use crate::page;
use crate::part::field::Field;
use crate::words;

/// A comment that is written, changed, or was just removed.
#[derive(Clone, PartialEq)]
struct Open {
    slug: String,
    /// Of the version it changes; `None` for a new one.
    revision: Option<u64>,
    date: String,
    text: String,
    /// It is removed and can come back.
    removed: bool,
    failure: Option<Failure>,
}

/// The block of a KPI, on `today`; `again` asks for the history afresh.
#[hook]
pub(super) fn use_comments(kpi: &str, series: Option<&SeriesView>, today: String, again: &Callback<()>) -> Html {
    let who = use_who();
    let open = use_state_eq(|| None::<Open>);
    let set = open.setter();
    let write = {
        let (kpi, set, again) = (kpi.to_owned(), set.clone(), again.clone());
        Callback::from(move |(open, verb): (Open, Verb)| {
            let (set, again, body) = (set.clone(), again.clone(), written(&kpi, &open));
            spawn_local(async move {
                let path = ["/api/v1/comments/", &open.slug].concat();
                let remove = verb == Verb::Delete;
                match api::send(verb, &path, open.revision, (!remove).then_some(&body)).await {
                    Ok(_) => {
                        set.set(remove.then_some(Open { removed: true, revision: None, failure: None, ..open }));
                        again.emit(());
                    }
                    Err(failure) => set.set(Some(Open { failure: Some(failure), ..open })),
                }
            });
        })
    };
    let on_write = {
        let set = set.clone();
        Callback::from(move |_: MouseEvent| {
            // Named by the moment: sent twice, it is still one comment.
            let slug = svg::number(js_sys::Date::now());
            let (date, text) = (today.clone(), String::new());
            set.set(Some(Open { slug, revision: None, date, text, removed: false, failure: None }));
        })
    };
    // What opens takes the focus, and gives it back to the list.
    let opened = open.as_ref().map(|open| (open.slug.clone(), open.removed));
    let was_open = use_mut_ref(|| false);
    use_effect_with(opened, move |opened| match opened {
        Some((_, removed)) => {
            *was_open.borrow_mut() = true;
            page::focus(if *removed { "#comment-undo" } else { "#comment-text" });
        }
        None if was_open.take() => page::focus("#comments"),
        None => {}
    });
    let mine = |comment: &CommentView| {
        let own = |me: &Me| me.may == MeMay::Everything || me.person.is_some() && me.person == comment.person;
        who.may(own)
    };
    let row = |comment: &CommentView| {
        let open = Open {
            slug: comment.slug.clone(),
            revision: Some(comment.revision),
            date: comment.date.clone(),
            text: comment.text.clone(),
            removed: false,
            failure: None,
        };
        let (set, write, gone) = (set.clone(), write.clone(), open.clone());
        let change = Callback::from(move |_: MouseEvent| set.set(Some(open.clone())));
        let remove = Callback::from(move |_: MouseEvent| write.emit((gone.clone(), Verb::Delete)));
        html! {
            <li key={&*comment.slug}>
                <time datetime={comment.date.clone()}>{ date::write(&comment.date, Shape::Day) }</time>
                <div><p class="says" dir="auto">{ &comment.text }</p><p class="by">{ &comment.by }</p></div>
                if mine(comment) {
                    <span class="row">
                        <button type="button" class="tandem-btn tandem-btn--quiet tandem-btn--small" onclick={change}>{ words::change_comment() }</button>
                        <button type="button" class="tandem-btn tandem-btn--quiet tandem-btn--small" onclick={remove}>{ words::remove_comment() }</button>
                    </span>
                }
            </li>
        }
    };
    let comments = series.map_or(&[][..], |series| &series.comments);
    html! {
        <div class="comments">
            <h3 class="lab" id="comments" tabindex="-1">{ words::comments() }</h3>
            if comments.is_empty() { <p class="blk__why">{ words::no_comments() }</p> }
            <ul class="log">{ for comments.iter().rev().map(row) }</ul>
            { match &*open {
                Some(open) if open.removed => undo(open, &write),
                Some(open) => form(open, &set, &write),
                None if who.may(Me::edits) => html! {
                    <button type="button" class="tandem-btn tandem-btn--small" onclick={on_write}>{ words::write_comment() }</button>
                },
                None => Html::default(),
            } }
        </div>
    }
}

fn written(kpi: &str, open: &Open) -> String {
    let mut body = Object::new();
    for (name, text) in [("kpi", kpi), ("date", &open.date), ("text", &open.text)] {
        body.insert(name.to_owned(), Value::String(text.to_owned()));
    }
    miniserde::json::to_string(&body)
}

fn undo(open: &Open, write: &Callback<(Open, Verb)>) -> Html {
    let onclick = {
        let (write, open) = (write.clone(), Open { removed: false, ..open.clone() });
        Callback::from(move |_: MouseEvent| write.emit((open.clone(), Verb::Put)))
    };
    html! {
        <p class="row" role="status">
            { words::comment_removed() }
            <button type="button" id="comment-undo" class="tandem-btn tandem-btn--small" {onclick}>{ words::undo() }</button>
        </p>
    }
}

fn form(open: &Open, set: &UseStateSetter<Option<Open>>, write: &Callback<(Open, Verb)>) -> Html {
    let typed = |change: fn(&mut Open, String)| {
        let (set, open) = (set.clone(), open.clone());
        Callback::from(move |text| {
            let mut next = open.clone();
            change(&mut next, text);
            set.set(Some(next));
        })
    };
    let close = {
        let set = set.clone();
        Callback::from(move |()| set.set(None))
    };
    let onsubmit = {
        let (write, open) = (write.clone(), open.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            write.emit((open.clone(), Verb::Put));
        })
    };
    let onkeydown = close.reform(|_: KeyboardEvent| ());
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        // The panel stays.
        if event.key() == "Escape" {
            event.prevent_default();
            onkeydown.emit(event);
        }
    });
    let errors = match &open.failure {
        Some(Failure::Refused { errors, .. }) => &errors[..],
        _ => &[],
    };
    let fault = |field: &str| errors.iter().find(|error| error.pointer == field).map(|error| &*error.detail);
    let rest = open.failure.as_ref().filter(|_| errors.is_empty());
    html! {
        <form class="form" novalidate=true {onsubmit} {onkeydown}>
            { Field::new("comment-date", words::comment_day(), fault("/date")).half().day(&open.date, typed(|open, date| open.date = date)) }
            { Field::new("comment-text", words::comment_text(), fault("/text")).text(&open.text, typed(|open, text| open.text = text)) }
            { for rest.map(|failure| html! { <p class="err wide" role="alert">{ failure.say() }</p> }) }
            <div class="go wide">
                <button type="button" class="tandem-btn tandem-btn--small" onclick={close.reform(|_: MouseEvent| ())}>{ words::cancel() }</button>
                <button type="submit" class="tandem-btn tandem-btn--primary tandem-btn--small">{ words::save_comment() }</button>
            </div>
        </form>
    }
}
