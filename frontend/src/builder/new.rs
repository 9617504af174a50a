//! The page of a new board: which template, its name and its address.

use std::rc::Rc;

use miniserde::json::Value;
use tandem_shared::view::{TemplateView, TemplateViews};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::body;
use super::slug::slug;
use crate::api::{self, Failure, Verb};
use crate::load::{When, use_load};
use crate::page;
use crate::part::field::Field;
use crate::part::icon::{Sign, icon};
use crate::route::{self, Route};
use crate::shell::Boards;
use crate::words;

/// What there is already.
#[derive(Properties, PartialEq)]
pub struct NewBoardProps {
    /// The boards.
    pub boards: Boards,
}

/// What was typed.
#[derive(Clone, Default, PartialEq)]
struct Typed {
    /// Name of the template; empty for none, `None` before a choice.
    template: Option<String>,
    name: Option<String>,
    address: Option<String>,
}

/// The page.
#[component]
pub fn NewBoard(props: &NewBoardProps) -> Html {
    let (load, _) = use_load::<TemplateViews>(AttrValue::Static("/api/v1/templates"), When::Once);
    let typed = use_state_eq(Typed::default);
    let failure = use_state_eq(|| None::<Failure>);
    use_effect_with((), |()| {
        page::set_title(&[words::new_board(), " — Tandem"].concat());
        page::focus("#new-board");
    });
    use_effect_with((*failure).clone(), |failure| {
        if failure.is_some() {
            page::focus("#new-failed");
        }
    });
    let templates = load.answer.as_ref().map_or(&[][..], |(_, templates)| &templates.items);
    let template = typed.template.as_deref().or(templates.first().map(|first| &*first.name)).unwrap_or_default();
    let title = templates.iter().find(|it| it.name == template).map(|it| &*it.title);
    let name = typed.name.as_deref().or(title).unwrap_or_default().to_owned();
    let taken = |slug: &str| props.boards.card(slug).is_some();
    let address = typed.address.clone().unwrap_or_else(|| slug(&name, "board", taken));

    let errors = match &*failure {
        Some(Failure::Refused { errors, .. }) => errors.clone(),
        _ => Rc::default(),
    };
    let fault = |field: &str| errors.iter().find(|error| error.pointer == field).map(|error| &*error.detail);
    let set = |change: fn(&mut Typed, String)| {
        let (now, set) = ((*typed).clone(), typed.setter());
        Callback::from(move |text| {
            let mut next = now.clone();
            change(&mut next, text);
            set.set(next);
        })
    };
    // Read and set in the same moment: a second press of a double click sends nothing.
    let sending = use_mut_ref(|| false);
    let onsubmit = {
        let (set, boards) = (failure.setter(), props.boards.again.clone());
        let (template, name, address) = (template.to_owned(), name.clone(), address.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if sending.replace(true) {
                return;
            }
            let (set, boards, sending) = (set.clone(), boards.clone(), sending.clone());
            let (template, name, address) = (template.clone(), name.clone(), address.clone());
            spawn_local(async move {
                match create(&template, &name, &address).await {
                    Ok(()) => {
                        boards.emit(());
                        // An empty board is nothing to look at yet.
                        route::go(&if template.is_empty() {
                            Route::Edit { board: address }
                        } else {
                            Route::Board { board: address, period: None }
                        });
                    }
                    Err(failure) => {
                        sending.replace(false);
                        set.set(Some(failure));
                    }
                }
            });
        })
    };
    let choose = set(|typed, template| typed.template = Some(template));
    let option = |id: &str, title: &str, about: &str| {
        let (choose, to) = (choose.clone(), id.to_owned());
        let onchange = Callback::from(move |_: Event| choose.emit(to.clone()));
        html! {
            <label class="panel begin" key={id.to_owned()}>
                <input type="radio" name="template" checked={id == template} {onchange} />
                <span><b>{ title }</b><span>{ about }</span></span>
            </label>
        }
    };
    let on_name = set(|typed, name| typed.name = Some(name));
    let on_address = set(|typed, address| typed.address = Some(address));
    html! {
        <div class="page">
            <header class="pagehead"><h1 id="new-board" tabindex="-1">{ words::new_board() }</h1><p>{ words::new_board_says() }</p></header>
            <form class="newboard" novalidate=true {onsubmit}>
                { for failure.as_ref().or(load.failure.as_ref()).map(|failure| html! {
                    <div class="sum" role="alert" id="new-failed" tabindex="-1">{ icon(Sign::Warn) }<span>{ failure.say() }</span></div>
                }) }
                <fieldset>
                    <legend class="lab">{ words::begin_with() }</legend>
                    { for templates.iter().map(|TemplateView { name, title, about }| option(name, title, about)) }
                    { option("", words::empty_template(), words::empty_template_about()) }
                </fieldset>
                <div class="form">
                    { Field::new("new-name", words::name(), fault("/name")).line(&name, on_name) }
                    { Field::new("new-address", words::address(), fault("/board")).hint(&["/boards/", &address].concat()).line(&address, on_address) }
                </div>
                <div class="go"><button type="submit" class="tandem-btn tandem-btn--primary">{ words::create_board() }</button></div>
            </form>
        </div>
    }
}

/// Makes the board: of a template, or an empty one.
async fn create(template: &str, name: &str, address: &str) -> Result<(), Failure> {
    let text = |text: &str| Value::String(text.to_owned());
    let (verb, path, body) = if template.is_empty() {
        let section = body::object_of(vec![("tiles", Value::Array(Default::default()))]);
        let sections = Value::Array(std::iter::once(Value::Object(section)).collect());
        let board = body::object_of(vec![("name", text(name)), ("period", text("quarter")), ("sections", sections)]);
        (Verb::Put, ["/api/v1/boards/", address].concat(), board)
    } else {
        let board = body::object_of(vec![("board", text(address)), ("name", text(name))]);
        (Verb::Post, ["/api/v1/templates/", template].concat(), board)
    };
    api::send(verb, &path, None, Some(&miniserde::json::to_string(&body))).await.map(drop)
}
