//! A win fills the wall for a moment: what was won, by which teams, and the way there.

use tandem_shared::Quantity;
use tandem_shared::view::{Side, TileView, WinSort, WinView};
use yew::prelude::*;

use crate::board::{Board, Reading, part_name};
use crate::chart::mix::class;
use crate::chart::svg;
use crate::clock;
use crate::fmt::{Shape, date, number};
use crate::part::defs::defs;
use crate::part::figure::figure;
use crate::part::icon::{Sign, icon};
use crate::words;

/// A day in milliseconds.
const DAY_MS: f64 = 86_400_000.0;

/// The whole screen, for a win of a board.
pub(super) fn celebration(win: &WinView, board: &Board) -> Html {
    let period = &board.place.period;
    let tile = target_of(win, board);
    let reached = tile.and_then(|tile| Some((Reading::new(tile).within(period), tile.value?)));
    let title = match &reached {
        Some((reading, value)) => html! { <h1>{ figure(&reading.format().figure(*value)) }</h1> },
        None => html! { <h1 class="cel__name" dir="auto">{ &win.name }</h1> },
    };
    let teams: Vec<&str> = win.teams.iter().map(|team| team.name.as_str()).collect();
    html! {
        <main class="tandem wall cel">
            { defs() }
            <header class="wtop">
                <h1>{ &board.name }{ " — " }{ date::period(&period.id, &period.label) }</h1>
                <p class="wclock">{ clock::local(clock::now()).write(Shape::Time) }</p>
            </header>
            <section class="cel__say" role="status">
                { title }
                <p class="cel__lead">{ words::won(win.sort, teams.len() > 1, &early(win, board)) }</p>
                if reached.is_some() { <p class="cel__note" dir="auto">{ &win.name }</p> }
                { for win.note.as_ref().map(|note| html! { <p class="cel__note" dir="auto">{ note }</p> }) }
            </section>
            { tile.and_then(way).unwrap_or_else(|| html! { <div class="cel__done">{ icon(Sign::Tick) }</div> }) }
            <ol class="cel__credit">{ for credits(win, tile) }</ol>
            <i class="cel__back" aria-hidden="true"></i>
        </main>
    }
}

/// The tile whose target was reached; the key of such a win is `target:{kpi}:{period}`.
fn target_of<'a>(win: &WinView, board: &'a Board) -> Option<&'a TileView> {
    let kpi = win.key.strip_prefix("target:")?.split(':').next();
    board.tiles().find(|tile| tile.kpi.as_deref() == kpi).map(|tile| &**tile)
}

/// `, 9 days early`, if it was won before the last day of the period.
fn early(win: &WinView, board: &Board) -> String {
    let days = ((date::millis(&board.place.period.to) - date::millis(&win.day)) / DAY_MS).round() - 1.0;
    if win.sort != WinSort::Declared && days >= 1.0 { words::days_early(&number::plain(days)) } else { String::new() }
}

/// The sum's way to its target, drawn once from left to right.
fn way(tile: &TileView) -> Option<Html> {
    let sums: Vec<f64> = tile.path.as_ref()?.points.iter().map(|sum| sum.to_f64()).collect();
    let most = sums.iter().copied().chain(tile.target.map(Quantity::to_f64)).fold(0.0, f64::max);
    if most <= 0.0 {
        return None;
    }
    let height = |sum: f64| 100.0 - sum / most * 100.0;
    let days = sums.len() as f64;
    let points = sums.iter().enumerate().map(|(day, sum)| ((day as f64 + 1.0) / days * 100.0, height(*sum)));
    let line = svg::line(&std::iter::once((0.0, 100.0)).chain(points).collect::<Vec<_>>());
    let goal = ["M0 ", &svg::number(height(tile.target?.to_f64())), "H100"].concat();
    Some(html! {
        <div class="cel__way" aria-hidden="true">
            <svg viewBox="0 0 100 100" preserveAspectRatio="none"><path class="area" d={[&*line, "V100Z"].concat()} /><path class="goal" d={goal} /></svg>
            <i class="cel__ring"></i><i class="cel__dot"></i>
        </div>
    })
}

/// Who won it: of a contribution who brought how much, of anything else the teams.
fn credits(win: &WinView, tile: Option<&TileView>) -> Vec<Html> {
    let credit = |class: &'static str, name: &str, amount: Option<String>| {
        html! { <li><b class={class}>{ name }</b>{ for amount.map(|amount| html! { <strong>{ amount }</strong> }) }</li> }
    };
    let parts = tile.into_iter().flat_map(|tile| tile.parts.iter().map(move |part| (tile, part)));
    let parts: Vec<Html> = parts
        .filter(|(_, part)| part.value > Quantity::ZERO)
        .map(|(tile, part)| credit(class(part), part_name(part), Some(Reading::new(tile).format().text(part.value))))
        .collect();
    if !parts.is_empty() {
        return parts;
    }
    let side = |side| match side {
        Side::Sales => "by sales",
        Side::Marketing => "by marketing",
        Side::Other => "by",
    };
    win.teams.iter().map(|team| credit(side(team.side), &team.name, None)).collect()
}
