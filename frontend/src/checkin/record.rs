//! The record of a check-in, and the list of all.

use tandem_shared::view::{
    ActionState, ActionView, AgendaView, GoalRecord, KpiRecord, RecordLine, RecordView, SaidView,
};
use yew::prelude::*;

use super::wins::list;
use crate::fmt::number::Format;
use crate::fmt::{Shape, date};
use crate::part::chip::chips;
use crate::part::status::verdict;
use crate::route::Route;
use crate::words;

/// The record shown, and every other.
pub(super) fn record(agenda: &AgendaView) -> Html {
    let Some(record) = &agenda.record else { return html! { <p class="note">{ words::no_record() }</p> } };
    let day = date::write(&record.line.held, Shape::Day);
    html! {
        <section aria-labelledby="record">
            <div class="sec"><h2 id="record" tabindex="-1">{ words::record_of(&day) }</h2><p>{ by(&record.line) }</p></div>
            <div class="panel">
                <div class="rec">{ for record.goals.iter().map(goal) }</div>
                { agreed(record) }
                if !record.wins.is_empty() { <div class="reca"><p class="lab">{ words::what_was_won() }</p>{ list(&record.wins) }</div> }
                <footer>
                    { words::frozen(&date::write(&record.line.held, Shape::Moment)) }{ " " }
                    <details>
                        <summary>{ words::as_it_was() }</summary>
                        <ul class="then">{ for record.kpis.iter().map(kpi) }</ul>
                    </details>
                </footer>
            </div>
            if agenda.records.len() > 1 { { all(agenda, &record.line.slug) } }
        </section>
    }
}

/// Who led it, when, and how many were there.
fn by(line: &RecordLine) -> String {
    let time = date::write(&line.held, Shape::Time);
    let mut says = match &line.led_by {
        Some(who) => words::led_by(who, &time),
        None => words::finished_at(&time),
    };
    if line.of > 0 {
        says.push_str(&words::here_of(&line.present.to_string(), &line.of.to_string()));
    }
    says
}

fn goal(goal: &GoalRecord) -> Html {
    let said = |said: &SaidView| {
        let level = said.level.map(words::confidence).unwrap_or_default();
        let was = said.before.filter(|before| Some(*before) != said.level);
        html! {
            <>
                <dt>{ chips(std::slice::from_ref(&said.team)) }</dt>
                <dd>
                    { level }{ for was.map(|was| words::and_was(words::confidence(was))) }
                    { for said.noted_by.as_ref().map(|who| words::noted_by(who)) }
                </dd>
            </>
        }
    };
    html! {
        <div>
            <h3>{ &goal.name }</h3>
            { verdict(goal.status, None) }
            if !goal.said.is_empty() { <dl>{ for goal.said.iter().map(said) }</dl> }
            { for goal.note.as_ref().map(|note| html! { <p>{ note }</p> }) }
        </div>
    }
}

fn agreed(record: &RecordView) -> Html {
    if record.actions.is_empty() {
        return Html::default();
    }
    let row = |action: &ActionView| {
        let says = match (action.state, &action.done) {
            (ActionState::Done, Some(day)) => words::done_on(&date::write(day, Shape::Day)),
            (ActionState::Dropped, _) => words::dropped().to_owned(),
            _ => words::due(&date::write(&action.due, Shape::Day)),
        };
        html! {
            <li key={&*action.slug}>
                <input type="checkbox" disabled=true checked={action.state == ActionState::Done} aria-label={says.clone()} />
                <span>{ &action.text }</span>
                <span class="acts__who">{ &action.owner_name }{ chips(std::slice::from_ref(&action.team)) }</span>
                <span class="acts__due">{ says }</span>
            </li>
        }
    };
    html! { <div class="reca"><p class="lab">{ words::agreed() }</p><ul>{ for record.actions.iter().map(row) }</ul></div> }
}

fn kpi(kpi: &KpiRecord) -> Html {
    let figures = kpi.unit.as_ref().zip(kpi.value).map(|(unit, value)| {
        let format = Format::of(unit, &[kpi.value, kpi.target]);
        let of = kpi.target.map(|target| words::of_target_plain(&format.text(target), false)).unwrap_or_default();
        [format.short(value), of].concat()
    });
    html! { <li><span>{ &kpi.name }</span><span>{ figures.unwrap_or_default() }</span>{ verdict(kpi.status, None) }</li> }
}

fn all(agenda: &AgendaView, shown: &str) -> Html {
    let line = |line: &RecordLine| {
        let route = Route::CheckIn { board: agenda.board.clone(), record: Some(line.slug.clone()) };
        html! {
            <li key={&*line.slug}>
                <a href={route.href()} aria-current={(line.slug == shown).then_some("true")}>
                    { date::write(&line.held, Shape::DayYear) }
                </a>
                <span class="sub">{ by(line) }</span>
            </li>
        }
    };
    html! {
        <details class="records">
            <summary>{ words::all_records(&agenda.records.len().to_string()) }</summary>
            <ul>{ for agenda.records.iter().map(line) }</ul>
        </details>
    }
}
