//! Every version of the target: what it was, what it became, since when, why, and who agreed.

use tandem_shared::view::{TargetVersion, TargetVersions, TileView};
use yew::prelude::*;

use crate::board::Reading;
use crate::fmt::date::{self, Shape};
use crate::fmt::number::Format;
use crate::load::{When, use_load};
use crate::part::icon::{Sign, icon};
use crate::words;

/// Versions before "Show all".
const FEW: usize = 5;

/// The block of a KPI, live: a changed target comes with a changed tile. `zone`: the time zone of dates.
#[hook]
pub(super) fn use_targets(tile: &TileView, zone: &AttrValue) -> Html {
    let path = ["/api/v1/kpis/", tile.kpi.as_deref().unwrap_or_default(), "/targets"].concat();
    let (load, _) = use_load::<TargetVersions>(path.clone().into(), When::Target(tile.target));
    let all = use_state_eq(|| false);
    let versions = load.answer.as_ref().filter(|(from, _)| *from == path).map(|(_, versions)| versions);
    let toggle = {
        let set = all.setter();
        Callback::from(move |_: MouseEvent| set.set(true))
    };
    html! {
        <section class="blk" aria-labelledby="targets">
            <div class="blk__h"><h2 id="targets">{ words::target_history() }</h2></div>
            { for load.failure.as_ref().map(|failure| html! { <p class="blk__why" role="alert">{ failure.say() }</p> }) }
            { for versions.map(|versions| {
                let values: Vec<_> = versions.items.iter().map(|version| version.value).collect();
                let format = Format::of_all(Reading::new(tile).unit(), values);
                let shown = if *all { versions.items.len() } else { FEW };
                html! {
                    <>
                        if versions.items.is_empty() { <p class="blk__why">{ words::no_targets() }</p> }
                        <ol class="log">{ for versions.items.iter().take(shown).map(|it| version(it, &format, zone)) }</ol>
                        if versions.items.len() > shown {
                            <p class="row acts">
                                <button type="button" class="tandem-btn tandem-btn--small" onclick={toggle}>
                                    { words::show_all_targets(versions.items.len()) }
                                </button>
                            </p>
                        }
                    </>
                }
            }) }
        </section>
    }
}

fn version(version: &TargetVersion, format: &Format, zone: &str) -> Html {
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
    html! {
        <li key={[&*version.period, "/", version.team.as_deref().unwrap_or_default(), "/", &version.revision.to_string()].concat()}>
            <div>
                <p class="chg">{ for before }<b>{ value }</b></p>
                <time datetime={version.at.clone()}>{ date::time(&version.at, Shape::Moment, zone) }</time>
            </div>
            <div>
                <p>{ &version.reason }</p>
                <p class="by">
                    { &version.by }{ ", " }{ whose }
                    if later { { ", " }{ words::counts_from(&date::civil(&version.from, Shape::Day)) } }
                </p>
            </div>
            <ul class="by" aria-label={words::acknowledged()}>
                { for version.acknowledgements.iter().map(|word| html! {
                    <li>{ icon(Sign::Tick) }{ " " }{ &word.by }{ ", " }{ date::time(&word.at, Shape::Day, zone) }</li>
                }) }
            </ul>
        </li>
    }
}
