//! What people say about a goal: how sure its teams are, check-in by check-in, the last note, and its open actions.

use tandem_shared::view::{Confidence, ConfidenceLine, GoalView, GoalsView, Side};
use yew::prelude::*;

use crate::chart::svg::{number, percent};
use crate::checkin::Actions;
use crate::fmt::{Shape, date};
use crate::part::icon::{Sign, icon};
use crate::route::Route;
use crate::words;
use tandem_shared::formula::Status;

/// How far two marks of one level stand from its line, in pixels.
const APART: f64 = 4.5;
/// How far two names of one level do.
const NAMES_APART: f64 = 6.5;

/// Below the key results of a goal.
pub(super) fn talk(goal: &GoalView, again: &Callback<()>) -> Html {
    let talk = &goal.talk;
    let day = |held: &String| date::write(held, Shape::Day);
    let ends = [talk.held.first(), talk.held.last().filter(|_| talk.held.len() > 1)];
    let note = talk.note.as_ref().map(|note| {
        let by = note.led_by.iter().map(|who| [&**who, ", "].concat()).collect::<String>();
        html! {
            <div>
                <h3>{ words::last_check_in() }</h3>
                <blockquote>{ &note.text }</blockquote>
                <p class="sub">{ by }{ day(&note.held) }</p>
            </div>
        }
    });
    html! {
        <>
            if !talk.held.is_empty() {
                <div class="talk">
                    <div>
                        <h3>{ words::how_sure() }</h3>
                        { confidence(&talk.lines) }
                        <p class="conf__x" aria-hidden="true">
                            { for ends.into_iter().flatten().map(|held| html! { <span>{ day(held) }</span> }) }
                        </p>
                    </div>
                    { for note }
                </div>
            }
            if !talk.actions.is_empty() {
                <section class="goal__acts" aria-label={[words::open_actions(), ": ", &*goal.name].concat()}>
                    <h3>{ words::open_actions() }</h3>
                    <Actions actions={talk.actions.clone()} changed={again.clone()} />
                </section>
            }
        </>
    }
}

/// Where a level is drawn, in pixels from the top.
fn height(level: Confidence) -> f64 {
    match level {
        Confidence::High => 10.0,
        Confidence::Medium => 30.0,
        Confidence::Low => 50.0,
    }
}

/// A line a team, named at its end. Where two teams agree, their marks stand side by side, so that both are seen.
fn confidence(lines: &[ConfidenceLine]) -> Html {
    let points = lines.first().map_or(0, |line| line.levels.len());
    let x = |at: usize| if points > 1 { 4.0 + 92.0 * at as f64 / (points - 1) as f64 } else { 50.0 };
    // Those who say the same stand around its line, in the order of the teams.
    let y = |line: usize, at: usize, apart: f64| {
        let level = lines[line].levels[at]?;
        let same = |other: &&ConfidenceLine| other.levels[at] == Some(level);
        let (before, all) = (lines[..line].iter().filter(same).count(), lines.iter().filter(same).count());
        Some(height(level) + apart * (2.0 * before as f64 - (all as f64 - 1.0)))
    };
    let team = |(index, line): (usize, &ConfidenceLine)| {
        let said: Vec<(usize, f64)> = (0..points).filter_map(|at| Some((at, y(index, at, APART)?))).collect();
        let stretch = |pair: &[(usize, f64)]| {
            let [(from, y1), (to, y2)] = pair else { return Html::default() };
            html! { <line x1={percent(x(*from))} y1={number(*y1)} x2={percent(x(*to))} y2={number(*y2)} /> }
        };
        let mark = |(at, y): &(usize, f64)| match line.team.side {
            Side::Marketing => html! { <circle cx={percent(x(*at))} cy={number(*y)} r="3.5" /> },
            Side::Sales | Side::Other => html! {
                <rect x={percent(x(*at))} y={number(*y)} width="7" height="7" transform="translate(-3.5 -3.5)" />
            },
        };
        let name = said.last().and_then(|(at, _)| y(index, *at, NAMES_APART)).map(|y| {
            html! { <text x="100%" dx="6" dy="4" y={number(y)}>{ &line.team.name }</text> }
        });
        let class = match line.team.side {
            Side::Sales => "s",
            Side::Marketing => "m",
            Side::Other => "o",
        };
        html! { <g {class}>{ for said.windows(2).map(stretch) }{ for said.iter().map(mark) }{ for name }</g> }
    };
    let level = |level: Confidence| {
        let y = height(level);
        html! {
            <>
                <line class="level" x1="0" x2="100%" y1={number(y)} y2={number(y)} />
                <text x="-52" dy="4" y={number(y)}>{ words::confidence(level) }</text>
            </>
        }
    };
    html! {
        <svg class="conf" role="img" aria-label={told(lines, points)}>
            { for [Confidence::High, Confidence::Medium, Confidence::Low].into_iter().map(level) }
            { for lines.iter().enumerate().map(team) }
        </svg>
    }
}

/// The trend in words.
fn told(lines: &[ConfidenceLine], points: usize) -> String {
    let mut told = words::confidence_over(points);
    for line in lines {
        let levels = line.levels.iter().map(|level| level.map_or("–", words::confidence));
        told.push_str(&[" ", &*line.team.name, ": ", &levels.collect::<Vec<_>>().join(", "), "."].concat());
    }
    told
}

/// Beside the goals: when people meet again, and over what.
pub(super) fn next(view: &GoalsView) -> Html {
    let behind = view.goals.iter().filter(|goal| goal.status == Status::Behind).count();
    let page = Route::CheckIn { board: view.board.clone(), record: None };
    html! {
        <aside class="next">
            <h2>{ words::next_check_in() }</h2>
            if let Some(next) = &view.next {
                <b>{ date::write(&next.at, Shape::Weekday) }{ ", " }{ date::write(&next.at, Shape::Time) }</b>
                <p>{ words::takes(next.minutes) }</p>
            } else {
                <p>{ words::none_planned() }</p>
            }
            <ul>
                if behind > 0 { <li>{ icon(Sign::Behind) }{ words::goals_behind(behind) }</li> }
                if view.overdue > 0 { <li>{ icon(Sign::Clock) }{ words::actions_overdue(view.overdue) }</li> }
            </ul>
            <p><a class="tandem-btn tandem-btn--small" href={page.href()}>{ words::check_in() }</a></p>
        </aside>
    }
}
