//! A goal as a panel: whose it is, how far it should be and is, its key results.

use tandem_shared::formula::ATTAINMENT_MAX;
use tandem_shared::view::{GoalView, GoalsView, PartOf};
use yew::prelude::*;

use super::now::Now;
use super::order::Order;
use super::result::result;
use super::talk::talk;
use crate::chart::bullet::Bullet;
use crate::fmt::{date, number};
use crate::part::bullet::bar;
use crate::part::chip::chips;
use crate::part::status::verdict;
use crate::route::{GoalForm, Route};
use crate::words;

/// Where goals stand, and what their reader may do.
pub(super) struct Place<'a> {
    /// The goals of the board.
    pub(super) view: &'a GoalsView,
    /// Id of the period asked for.
    pub(super) asked: Option<&'a str>,
    /// Moves goals, for those who may.
    pub(super) order: Option<&'a Order>,
    /// Types over what is kept by hand.
    pub(super) now: &'a Now,
    /// Asks for the goals again.
    pub(super) again: &'a Callback<()>,
}

/// Id of the panel of a goal.
pub(super) fn id_of(goal: &str) -> String {
    ["goal-", goal].concat()
}

/// The panel; `editable`: its reader may change it.
pub(super) fn goal(place: &Place, goal: &GoalView, editable: bool) -> Html {
    let id = id_of(&goal.slug);
    let title = [&id, "-name"].concat();
    let lifted = place.order.is_some_and(|order| order.is_lifted(&goal.slug));
    let edit = Route::Goals {
        board: place.view.board.clone(),
        period: place.asked.map(str::to_owned),
        form: Some(GoalForm::Of(goal.slug.clone())),
    };
    let heads = [
        ("n", words::key_result()),
        ("w", words::weight()),
        ("b", words::progress()),
        ("v", words::now()),
        ("s", words::status_head()),
    ];
    html! {
        <article class={classes!("goal", lifted.then_some("goal--lifted"))} key={&*goal.slug} id={id} tabindex="-1"
            aria-labelledby={title.clone()}>
            <header class="goal__head">
                <div>
                    <div class="goal__name">
                        if let Some(order) = place.order { { order.grip(&goal.slug, &goal.name) } }
                        <h2 id={title}>{ &goal.name }</h2>
                        if goal.period != place.view.period.id { <span class="badge">{ date::period_id(&goal.period) }</span> }
                    </div>
                    <p class="goal__who">
                        { chips(&goal.owners) }
                        { for goal.part_of.as_ref().map(|above| part_of(place, above)) }
                        if editable {
                            <a class="tandem-btn tandem-btn--small" href={edit.href()} aria-label={words::edit_goal(&goal.name)}>
                                { words::edit() }
                            </a>
                        }
                    </p>
                </div>
                { sum(goal) }
            </header>
            <table class="krs">
                <caption class="tandem-vh">{ words::key_results_of(&goal.name) }</caption>
                <thead><tr>{ for heads.into_iter().map(|(class, name)| html! { <th scope="col" {class}>{ name }</th> }) }</tr></thead>
                <tbody>{ for goal.key_results.iter().enumerate().map(|(index, it)| result(place, goal, index, it, editable)) }</tbody>
            </table>
            if let Some(note) = &goal.note { <p class="goal__note">{ note }</p> }
            { talk(goal, place.again) }
        </article>
    }
}

/// The goal above, with a link to where it is shown.
fn part_of(place: &Place, above: &PartOf) -> Html {
    let Some(board) = &above.board else { return html! { <span>{ words::part_of() }{ &above.name }</span> } };
    let here = place.view.goals.iter().any(|goal| goal.slug == above.goal);
    let page = Route::Goals { board: board.clone(), period: Some(above.period.clone()), form: None };
    let href = [&*if here { String::new() } else { page.href() }, "#", &id_of(&above.goal)].concat();
    html! { <span>{ words::part_of() }<a {href}>{ &above.name }</a></span> }
}

/// How far the goal is of what was expected, or, once its period is over, of its whole way.
fn sum(goal: &GoalView) -> Html {
    let figure = if goal.over { goal.score } else { goal.attainment };
    let share = figure.map(|figure| number::percent(figure, false));
    let says = if goal.over { words::of_the_way() } else { words::of_expected_today() };
    let reason = goal.reason.map(words::reason);
    let bullet = figure.map(|figure| Bullet::way(figure, 1.0, ATTAINMENT_MAX, goal.status));
    let label = [share.as_deref().unwrap_or_default(), says].concat();
    let part = (goal.weighed > 0.0 && goal.weighed < 0.9999).then(|| number::percent(goal.weighed, false));
    html! {
        <div class="goal__sum">
            <p>
                <span>
                    if let Some(share) = share { <b>{ share }</b>{ says } } else { { reason.unwrap_or_default() } }
                </span>
                { verdict(goal.status, reason.map(AttrValue::from)) }
            </p>
            { bar(bullet, label.into(), false) }
            { for part.map(|part| html! { <p class="goal__part">{ words::rests_on(&part) }</p> }) }
        </div>
    }
}
