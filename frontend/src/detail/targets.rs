//! Every version of the target: what it was, what it became, since when, why, and what the other teams say to it.

use tandem_shared::Elapsed;
use tandem_shared::view::{Me, TargetVersion, TargetVersions, TileView, Verdict};
use yew::prelude::*;

use super::word::{Speaking, use_word};
use crate::board::Reading;
use crate::edit::number;
use crate::fmt::number::Format;
use crate::fmt::{Shape, date};
use crate::load::{When, use_load};
use crate::me::use_who;
use crate::part::chip::chips;
use crate::part::icon::{Sign, icon};
use crate::words;

/// Versions before "Show all".
const FEW: usize = 5;

/// The block of a KPI, live: a changed target comes with a changed tile.
#[hook]
pub(super) fn use_targets(tile: &TileView) -> Html {
    let kpi = tile.kpi.as_deref().unwrap_or_default();
    let path = ["/api/v1/kpis/", kpi, "/targets"].concat();
    let said = [&tile.waits_for[..], &tile.objectors].concat();
    let (load, again) = use_load::<TargetVersions>(path.clone().into(), When::Target(tile.target, said));
    let who = use_who();
    let word = use_word(again);
    let all = use_state_eq(|| false);
    let versions = load.answer.as_ref().filter(|(from, _)| *from == path).map(|(_, versions)| versions);
    let toggle = {
        let set = all.setter();
        Callback::from(move |_: MouseEvent| set.set(true))
    };
    html! {
        <section class="blk" aria-labelledby="targets">
            <div class="blk__h"><h2 id="targets" tabindex="-1">{ words::target_history() }</h2></div>
            { for load.failure.as_ref().map(|failure| html! { <p class="blk__why" role="alert">{ failure.say() }</p> }) }
            { for versions.map(|versions| {
                let values: Vec<_> = versions.items.iter().map(|version| version.value).collect();
                let format = Format::of_all(Reading::new(tile).unit(), values);
                let shown = if *all { versions.items.len() } else { FEW };
                let lines = versions.items.iter().take(shown);
                html! {
                    <>
                        if versions.items.is_empty() { <p class="blk__why">{ words::no_targets() }</p> }
                        <ol class="log">
                            { for lines.map(|it| version(kpi, it, &format, who.known(), &word)) }
                        </ol>
                        if versions.items.len() > shown {
                            <p class="row acts">
                                <button type="button" class="tandem-btn tandem-btn--small" onclick={toggle}>
                                    { words::show_all_targets(versions.items.len()) }
                                </button>
                            </p>
                        }
                        if !versions.items.is_empty() { <p class="log__foot">{ words::never_overwritten() }</p> }
                    </>
                }
            }) }
        </section>
    }
}

fn version(kpi: &str, version: &TargetVersion, format: &Format, me: Option<&Me>, word: &Speaking) -> Html {
    let before = version.before.map(|before| html! {
        <>{ format.text(before) }{ " " }{ icon(Sign::Becomes) }<span class="tandem-vh">{ words::becomes() }</span>{ " " }</>
    });
    let value = version.value.map_or_else(|| words::taken_back().into(), |value| format.text(value));
    // The day it was written is the first ten characters of when: times come in the organisation's zone.
    let later = version.at.get(..10).is_some_and(|written| written != version.from);
    let period = date::period_id(&version.period);
    let whose = match &version.team {
        Some(team) => words::for_team(&period, team),
        None => words::for_period(&period),
    };
    let due = match (version.counts_by, &*version.curve) {
        (Some(Elapsed::CalendarDays), _) => Some(words::by_calendar_days().to_owned()),
        (Some(Elapsed::WorkingDays), _) => Some(words::by_working_days().to_owned()),
        (None, []) => None,
        (None, weights) => Some(words::weighted(&number::weights(weights))),
    };
    html! {
        <li key={[&*version.period, "/", version.team.as_deref().unwrap_or_default(), "/", &version.revision.to_string()].concat()}>
            <div>
                <p class="chg">{ for before }<b>{ value }</b></p>
                <time datetime={version.at.clone()}>{ date::write(&version.at, Shape::Moment) }</time>
            </div>
            <div>
                <p>{ &version.reason }</p>
                <p class="by">
                    <span>{ &version.by }</span>{ chips(&version.teams) }
                    <span>
                        { whose }
                        { for due.map(|due| html! { <>{ ", " }{ due }</> }) }
                        if later { { ", " }{ words::counts_from(&date::write(&version.from, Shape::Day)) } }
                    </span>
                    if version.correction { <span class="badge">{ words::correction() }</span> }
                </p>
                <ul class="said">{ for said(version) }</ul>
                { for me.and_then(|me| word.ask(kpi, version, me)) }
            </div>
        </li>
    }
}

/// What teams say to a version, and whose word is awaited.
pub fn said(version: &TargetVersion) -> impl Iterator<Item = Html> {
    let words = version.acknowledgements.iter().map(move |word| {
        let team = chips(std::slice::from_ref(&word.team));
        let on = date::write(&word.at, Shape::Day);
        match word.verdict {
            Verdict::Acknowledged => html! {
                <li class="by">{ icon(Sign::Tick) }<span>{ words::acknowledged_by(&word.by) }</span>{ team }<span>{ on }</span></li>
            },
            Verdict::Objected => html! {
                <li class="by by--no">
                    { icon(Sign::Warn) }<span>{ words::objected_by(&word.by) }</span>{ team }<span>{ on }</span>
                    <q>{ word.reason.as_deref().unwrap_or_default() }</q>
                </li>
            },
        }
    });
    let waiting = (!version.waits_for.is_empty()).then(|| {
        html! {
            <li class="by">{ icon(Sign::Open) }<span>{ words::waiting_for() }</span>{ chips(&version.waits_for) }</li>
        }
    });
    words.chain(waiting)
}
