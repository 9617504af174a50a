//! What people say at a check-in: of each goal, and what they will do.

use tandem_shared::view::{AgendaView, Confidence, GoalTopic, SaidView};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use super::draft::{ACTIONS, Draft};
use super::form::{Act, Held, wrong};
use super::topics::topic;
use crate::api::{Failure, FieldFault};
use crate::fmt::number;
use crate::fmt::{Shape, date};
use crate::page;
use crate::part::chip::chips;
use crate::part::icon::{Sign, icon};
use crate::part::status::verdict;
use crate::words;

/// The levels as the server writes them.
pub(super) const LEVELS: [(&str, Confidence); 3] =
    [("low", Confidence::Low), ("medium", Confidence::Medium), ("high", Confidence::High)];

/// The goals, each with how sure its teams are and what to remember.
pub(super) fn goals(agenda: &AgendaView, held: &Held) -> Html {
    if agenda.goals.is_empty() {
        return Html::default();
    }
    let rows = agenda.goals.iter().enumerate().map(|(index, it)| goal(index, it, held));
    topic(words::goals(), words::each_team_answers(), html! { <>{ for rows }</> })
}

fn goal(index: usize, goal: &GoalTopic, held: &Held) -> Html {
    let fault = held.fault.as_ref();
    let name = ["note:", &goal.slug].concat();
    let at = ["/goals/", &index.to_string()].concat();
    let bad = wrong(fault, &[&at, "/note"].concat());
    let share = goal.attainment.map(|share| number::percent(share, false));
    html! {
        <section class="talked" key={&*goal.slug} aria-labelledby={[&at, "/name"].concat()}>
            <header>
                <h3 id={[&at, "/name"].concat()}>{ &goal.name }</h3>
                <p>
                    if let Some(share) = share { <span><b>{ share }</b>{ words::of_expected_today() }</span> }
                    { verdict(goal.status, goal.reason.map(|reason| words::reason(reason).into())) }
                </p>
            </header>
            <div class="sure">
                <span class="lab">{ words::how_sure() }</span>
                { for goal.said.iter().map(|said| sure(goal, said, &held.draft)) }
            </div>
            <div class="field">
                <label for={[&at, "/note"].concat()}>{ words::remember() }</label>
                <textarea class={classes!("in", bad.map(|_| "in--bad"))} id={[&at, "/note"].concat()} name={name.clone()} rows="3"
                    value={held.draft.text(&name).to_owned()} aria-invalid={bad.map(|_| "true")}
                    aria-describedby={bad.map(|_| [&at, "/note/fault"].concat())} />
                { said_wrong(bad) }
            </div>
        </section>
    }
}

/// How sure a team is: one of three, by arrow keys too.
fn sure(goal: &GoalTopic, said: &SaidView, draft: &Draft) -> Html {
    let name = ["sure:", &goal.slug, ":", &said.team.slug].concat();
    let chosen = draft.text(&name);
    let radio = |(value, level): (&'static str, Confidence)| {
        html! {
            <label>
                <input type="radio" name={name.clone()} {value} checked={chosen == value} />{ words::confidence(level) }
            </label>
        }
    };
    let was =
        said.level.map_or_else(|| words::not_said().to_owned(), |level| words::was_sure(words::confidence(level)));
    html! {
        <>
            { chips(std::slice::from_ref(&said.team)) }
            <div class="seg" role="radiogroup" aria-label={words::how_sure_is(&said.team.name, &goal.name)}>
                { for LEVELS.into_iter().map(radio) }
            </div>
            <span>{ was }</span>
        </>
    }
}

/// The actions that are agreed now, and the fields of another.
pub(super) fn actions(agenda: &AgendaView, held: &UseReducerHandle<Held>) -> Html {
    let added = held.draft.added(&ACTIONS);
    let rows = (0..added).map(|at| added_row(agenda, held, at));
    topic(words::new_actions(), &words::added_so_far(added), html! { <>{ for rows }{ fields(agenda, held, added) }</> })
}

fn added_row(agenda: &AgendaView, held: &UseReducerHandle<Held>, at: usize) -> Html {
    let text = |field: &str| held.draft.text(&ACTIONS.added(at, field)).to_owned();
    let take = |back: bool| {
        let dispatch = held.dispatcher();
        Callback::from(move |_: MouseEvent| {
            dispatch.dispatch(Act::Take(&ACTIONS, at, back));
            page::focus_soon("#new-text".into());
        })
    };
    let faults = ACTIONS.fields.iter().filter_map(|field| fault_of(held.fault.as_ref(), at, field));
    let team = agenda.teams.iter().find(|team| team.slug == text("team"));
    html! {
        <div class="agreed" key={at}>
            <span>{ text("text") }</span>
            <span class="acts__who">{ text("owner") }{ for team.map(|team| chips(std::slice::from_ref(team))) }</span>
            <span class="acts__due">{ words::due(&date::write(&text("due"), Shape::Day)) }</span>
            <span class="go">
                <button type="button" class="tandem-btn tandem-btn--quiet tandem-btn--small" onclick={take(true)}
                    aria-label={words::edit_goal(&text("text"))}>{ words::edit() }</button>
                <button type="button" class="tandem-btn tandem-btn--quiet tandem-btn--small" onclick={take(false)}
                    aria-label={words::remove_of(&text("text"))}>{ words::remove() }</button>
            </span>
            { for faults.map(|fault| said_wrong(Some(fault))) }
        </div>
    }
}

fn fault_of<'a>(fault: Option<&'a Failure>, at: usize, field: &str) -> Option<&'a FieldFault> {
    wrong(fault, &["/actions/", &at.to_string(), "/", field].concat())
}

/// The fields of a new action; `at`: its place, if the check-in is finished with it.
fn fields(agenda: &AgendaView, held: &UseReducerHandle<Held>, at: usize) -> Html {
    let text = |field: &str| held.draft.text(&ACTIONS.typed(field)).to_owned();
    let bad = |field: &str| fault_of(held.fault.as_ref(), at, field);
    let field = |name: &'static str, label: &str, control: Html| {
        html! {
            <div class="field"><label for={["new-", name].concat()}>{ label }</label>{ control }{ said_wrong(bad(name)) }</div>
        }
    };
    let input = |name: &'static str, kind: &'static str, list: Option<&'static str>| {
        html! {
            <input class={classes!("in", bad(name).map(|_| "in--bad"))} id={["new-", name].concat()} name={ACTIONS.typed(name)}
                type={kind} value={text(name)} {list} autocomplete="off" aria-invalid={bad(name).map(|_| "true")} />
        }
    };
    let (own_team, own_goal) = (text("team"), text("goal"));
    let radio = |team: &tandem_shared::view::TeamView| {
        html! {
            <label key={&*team.slug}>
                <input type="radio" name="new:team" value={team.slug.clone()} checked={own_team == team.slug} />{ &team.name }
            </label>
        }
    };
    let option = |slug: &str, name: &str| {
        html! { <option key={slug.to_owned()} value={slug.to_owned()} selected={own_goal == slug}>{ name }</option> }
    };
    let add = {
        let dispatch = held.dispatcher();
        let missing = ["text", "owner", "team", "due"].into_iter().find(|field| text(field).trim().is_empty());
        Callback::from(move |()| match missing {
            // Where something is missing, the focus says what.
            Some("team") => page::focus("[name='new:team']"),
            Some(field) => page::focus(&["#new-", field].concat()),
            None => {
                dispatch.dispatch(Act::Add(&ACTIONS));
                page::focus_soon("#new-text".into());
            }
        })
    };
    // Enter in a field of an action adds it.
    let onkeydown = {
        let add = add.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" && event.target().is_some_and(|it| it.dyn_into::<HtmlInputElement>().is_ok()) {
                event.prevent_default();
                add.emit(());
            }
        })
    };
    html! {
        <div class="new" {onkeydown}>
            { field("text", words::what_will_be_done(), input("text", "text", None)) }
            { field("owner", words::who_does_it(), input("owner", "text", Some("people"))) }
            <datalist id="people">
                { for agenda.people.iter().map(|person| html! { <option key={&*person.slug} value={person.name.clone()} /> }) }
            </datalist>
            <div class="field">
                <span id="new-team">{ words::team() }</span>
                <div class="seg" role="radiogroup" aria-labelledby="new-team">{ for agenda.teams.iter().map(radio) }</div>
                { said_wrong(bad("team")) }
            </div>
            { field("due", words::due_label(), input("due", "date", None)) }
            { field("goal", words::helps_goal(), html! {
                <select class="in" id="new-goal" name="new:goal">
                    { option("", words::no_goal()) }
                    { for agenda.goals.iter().map(|goal| option(&goal.slug, &goal.name)) }
                </select>
            }) }
            <button type="button" class="tandem-btn" id="add-action" onclick={add.reform(|_: MouseEvent| ())}>{ words::add() }</button>
        </div>
    }
}

pub(super) fn said_wrong(fault: Option<&FieldFault>) -> Html {
    match fault {
        Some(fault) => {
            html! { <p class="err" id={[&fault.pointer, "/fault"].concat()}>{ icon(Sign::Warn) }{ &fault.detail }</p> }
        }
        None => Html::default(),
    }
}

/// The first goal of which a team has not said how sure it is, with that team's name and the goal's place.
pub(super) fn silent<'a>(agenda: &'a AgendaView, draft: &Draft) -> Option<(usize, &'a str, &'a str)> {
    agenda.goals.iter().enumerate().find_map(|(index, goal)| {
        let silent = |said: &&SaidView| draft.text(&["sure:", &goal.slug, ":", &said.team.slug].concat()).is_empty();
        goal.said.iter().find(silent).map(|said| (index, &*said.team.name, &*goal.name))
    })
}
