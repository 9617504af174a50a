//! What the agenda found by itself: paces and targets that changed.

use tandem_shared::Direction;
use tandem_shared::formula::Status;
use tandem_shared::view::{AgendaView, Me, PaceChange, TargetChange};
use yew::prelude::*;

use crate::board::Reading;
use crate::chart::bullet::Bullet;
use crate::detail::{Speaking, said};
use crate::fmt::{Shape, date};
use crate::part::bullet::bar;
use crate::part::chip::chips;
use crate::part::icon::{Sign, icon};
use crate::part::status::verdict;
use crate::route::Route;
use crate::words;

/// A part of the agenda: its title, one sentence beside it, and what it holds.
pub(super) fn topic(title: &str, says: &str, body: Html) -> Html {
    html! { <li><header><h2>{ title }</h2><p>{ says }</p></header>{ body }</li> }
}

/// The day from which changes count: of the last check-in, or the period's first.
pub(super) fn since(agenda: &AgendaView) -> String {
    match &agenda.since {
        Some(since) => date::write(since, Shape::Day),
        None => date::write(&agenda.period.from, Shape::Day),
    }
}

/// When a check-in begins: `Tue 1 Dec, 10:00`.
pub(super) fn moment(at: &str) -> String {
    [&*date::write(at, Shape::Weekday), ", ", &*date::write(at, Shape::Time)].concat()
}

/// The KPIs that changed pace.
pub(super) fn paces(agenda: &AgendaView) -> Html {
    let since = since(agenda);
    let count = |is: fn(&PaceChange) -> bool| agenda.changed.iter().filter(|change| is(change)).count();
    let says = words::paces(
        count(|it| it.tile.status == Status::Behind),
        count(|it| it.before == Some(Status::Ahead) && it.tile.status != Status::Behind),
        count(|it| it.tile.status == Status::NoVerdict && it.before != Some(Status::Ahead)),
    );
    let rows = agenda.changed.iter().map(|change| pace(&agenda.board, change));
    topic(&words::changed_since(&since), &says, html! { <>{ for rows }</> })
}

fn pace(board: &str, change: &PaceChange) -> Html {
    let tile = &change.tile;
    let reading = Reading::new(tile);
    let status = verdict(tile.status, tile.reason.map(|reason| words::reason(reason).into()));
    let before = change.before.filter(|before| *before != tile.status);
    html! {
        <div class="moved" key={tile.kpi.clone().unwrap_or_default()}>
            <div>{ kpi(board, tile) }<span class="sub">{ figures(&reading, tile) }</span></div>
            { bar(tile.value.and_then(|_| Bullet::of(tile)), reading.bar().into(), tile.stale) }
            <div class="moved__from">
                if let Some(before) = before { { verdict(before, None) }{ icon(Sign::Becomes) } }
                { status }
            </div>
            { chips(&tile.owners) }
        </div>
    }
}

/// A KPI by its name, opened where the board shows it.
fn kpi(board: &str, tile: &tandem_shared::view::TileView) -> Html {
    let slug = tile.kpi.clone().unwrap_or_default();
    let href = Route::Kpi { board: board.to_owned(), kpi: slug, period: None, by: None }.href();
    html! { <a {href}>{ tile.name.as_deref().unwrap_or_default() }</a> }
}

/// `91 % of 95 %`, or why there is nothing to say.
fn figures(reading: &Reading, tile: &tandem_shared::view::TileView) -> String {
    let format = reading.format();
    match (tile.value, tile.target) {
        (Some(value), Some(target)) => {
            let limit = tile.direction == Direction::Lower;
            [&*format.short(value), &*words::of_target_plain(&format.text(target), limit)].concat()
        }
        (Some(value), None) => format.text(value),
        (None, _) => tile.reason.map(words::reason).unwrap_or_default().into(),
    }
}

/// The targets that changed, each with the buttons of whoever is asked; nothing where none did.
pub(super) fn targets(agenda: &AgendaView, word: &Speaking, me: Option<&Me>) -> Html {
    if agenda.targets.is_empty() {
        return Html::default();
    }
    let rows = agenda.targets.iter().map(|change| target(agenda, change, word, me));
    html! {
        <li>
            <header><h2 id="targets" tabindex="-1">{ words::targets_changed() }</h2><p>{ words::targets_count() }</p></header>
            { for rows }
        </li>
    }
}

fn target(agenda: &AgendaView, change: &TargetChange, word: &Speaking, me: Option<&Me>) -> Html {
    let TargetChange { version, tile } = change;
    let reading = Reading::new(tile);
    let text = |quantity: Option<tandem_shared::Quantity>| {
        quantity.map_or_else(|| words::no_target().to_owned(), |quantity| reading.format().text(quantity))
    };
    html! {
        <div class="retarget" key={[&*version.at, tile.kpi.as_deref().unwrap_or_default()].concat()}>
            <div>
                <p class="retarget__by">{ text(version.before) }{ icon(Sign::Becomes) }<b>{ text(version.value) }</b></p>
                <span class="sub">{ date::write(&version.at, Shape::Moment) }</span>
            </div>
            <div>
                { kpi(&agenda.board, tile) }
                <p>{ &version.reason }</p>
                <p class="acts__who">{ &version.by }{ chips(&version.teams) }</p>
                <ul class="said">{ for said(version) }</ul>
                { for me.and_then(|me| word.ask(tile.kpi.as_deref()?, version, me)) }
            </div>
        </div>
    }
}
