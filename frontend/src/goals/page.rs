//! The page of a board's goals: waiting, failing, or drawn; or the form that writes one of them.

use tandem_shared::view::{GoalsView, Me};
use yew::prelude::*;

use super::empty::empty;
use super::form::Form;
use super::goal::{Place, goal, id_of};
use super::now::use_now;
use super::order::use_order;
use super::talk::next;
use crate::api;
use crate::board::{Head, failed, header, waiting};
use crate::clock::Minute;
use crate::live::{Event, use_live};
use crate::load::{When, use_load};
use crate::me::use_who;
use crate::page;
use crate::route::{GoalForm, Route};
use crate::words;

/// What to show.
#[derive(Properties, PartialEq)]
pub struct GoalsPageProps {
    /// The board's slug.
    pub board: AttrValue,
    /// The page: the goals, or one of them in its form.
    pub here: Route,
}

/// The goals of a board, live.
#[component]
pub fn GoalsPage(props: &GoalsPageProps) -> Html {
    let GoalsPageProps { board, here } = props;
    let who = use_who();
    // Time alone changes what is expected.
    let minute = When::Minute(use_context::<Minute>());
    let (load, again) = use_load::<GoalsView>(api::goals_path(board, here.period()).into(), minute);
    let on_event = use_callback(again.clone(), |event, again| {
        if !matches!(event, Event::Patch(_)) {
            again.emit(());
        }
    });
    let line = use_live(board.clone(), on_event);
    let view = load.answer.as_ref().map(|(_, view)| view);
    let order = use_order(view, &again);
    let now = use_now(&again);
    let form = match here {
        Route::Goals { form, .. } => form.clone(),
        _ => None,
    };
    let title = view.map(|view| [&*words::goals_of(&view.name), " — Tandem"].concat());
    use_effect_with((title, form.is_some()), |(title, writing)| {
        if let (Some(title), false) = (title, writing) {
            page::set_title(title);
        }
    });
    use_focus(view.is_some(), form.clone());

    let retry = again.reform(|_: MouseEvent| ());
    let failure = load.failure.as_ref().map(|failure| failed(failure, retry));
    let Some(view) = view else { return waiting(words::goals(), words::loading_goals(), failure) };
    let route = |form| Route::Goals { board: board.to_string(), period: here.period().map(str::to_owned), form };
    if let Some(form) = form {
        let (found, key) = match &form {
            GoalForm::Of(slug) => (view.goals.iter().any(|goal| goal.slug == *slug), slug.clone()),
            GoalForm::New => (true, String::new()),
        };
        if found {
            return html! { <Form {key} view={view.clone()} {form} back={route(None)} again={again} /> };
        }
    }
    let head = Head { name: &words::goals_of(&view.name), demo: view.demo, period: &view.period, as_of: &view.as_of };
    let edits = who.may(Me::edits);
    let new = edits.then(|| route(Some(GoalForm::New)).href());
    let place = Place { view, asked: here.period(), order: edits.then_some(&order), now: &now, again: &again };
    let goals = order.places().into_iter().filter_map(|place| view.goals.get(place));
    html! {
        <div class="board" aria-labelledby="board-name">
            { header(&head, line) }
            if let Some(failure) = failure { { failure } }
            if let Some(failure) = order.failure() { <p class="note" role="alert">{ failure.say() }</p> }
            if view.goals.is_empty() {
                { empty(new) }
            } else {
                <div class="goalpage">
                    <div class="goals">
                        { for goals.map(|it| goal(&place, it, who.may(|me| me.edits_of(&it.owners)))) }
                        { for new.map(|href| html! {
                            <p key="new"><a class="tandem-btn" id="new-goal" {href}>{ words::new_goal() }</a></p>
                        }) }
                    </div>
                    { next(view) }
                </div>
            }
            <p class="tandem-vh" role="status">{ order.said() }</p>
        </div>
    }
}

/// An arrival begins at the name, or at the goal that the address names; back from the form, where it was opened.
#[hook]
fn use_focus(arrived: bool, form: Option<GoalForm>) {
    let last = use_mut_ref(|| None::<GoalForm>);
    use_effect_with((arrived, form), move |(arrived, form)| {
        let before = std::mem::replace(&mut *last.borrow_mut(), form.clone());
        if !*arrived || form.is_some() {
            return;
        }
        match before {
            None => {
                page::focus("#board-name");
                page::focus(&page::window().location().hash().unwrap_or_default());
            }
            Some(GoalForm::New) => page::focus("#new-goal"),
            Some(GoalForm::Of(goal)) => page::focus(&["#", &id_of(&goal), " .goal__who .tandem-btn"].concat()),
        }
    });
}
