//! A key result: its row in the table of a goal.

use tandem_shared::Direction;
use tandem_shared::view::{GoalView, KeyResultView};
use yew::prelude::*;

use super::goal::Place;
use crate::board::Reading;
use crate::chart::bullet::Bullet;
use crate::fmt::number;
use crate::part::bullet::bar;
use crate::part::icon::{Sign, icon};
use crate::part::status::verdict;
use crate::route::Route;
use crate::words;

/// The row of a key result; `editable`: its reader may type over what is kept by hand.
pub(super) fn result(place: &Place, goal: &GoalView, index: usize, result: &KeyResultView, editable: bool) -> Html {
    let tile = &result.tile;
    let reading = Reading::new(tile);
    let format = reading.format();
    let by_hand = result.start.is_some();
    let bullet = match result.progress.filter(|_| by_hand) {
        Some(done) => Some(Bullet::way(done, goal.elapsed, 1.0, tile.status)),
        None => tile.value.and_then(|_| Bullet::of(tile)),
    };
    let label = match result.progress.filter(|_| by_hand) {
        Some(done) => [&*number::percent(done, false), words::of_the_way()].concat(),
        None => reading.bar(),
    };
    let value = tile.value.map_or_else(|| "–".to_owned(), |value| format.short(value));
    let limit = tile.direction == Direction::Lower && !by_hand;
    let target = tile.target.map(|target| words::of_target_plain(&format.text(target), limit));
    let value = if by_hand && editable {
        place.now.cell(goal, index, result, &value)
    } else {
        html! { <b>{ value }</b> }
    };
    let cells = [
        ("w", html! { { number::percent(result.share, true) } }),
        ("b", bar(bullet, label.into(), tile.stale)),
        ("v", html! { <>{ value }{ for target }</> }),
        ("s", verdict(tile.status, tile.reason.map(|reason| words::reason(reason).into()))),
    ];
    html! {
        <tr key={index}>
            <th scope="row" class="n"><b>{ &result.name }</b>{ source(place, result) }</th>
            { for cells.into_iter().map(|(class, inside)| html! { <td {class}>{ inside }</td> }) }
        </tr>
    }
}

/// Where the figure comes from: the KPI, opened where a board shows it, or people.
fn source(place: &Place, result: &KeyResultView) -> Html {
    let tile = &result.tile;
    let Some(kpi) = tile.kpi.as_ref() else { return html! { <span>{ words::kept_by_hand() }</span> } };
    let name = tile.name.as_deref().unwrap_or(kpi);
    let archived = result.archived.then(|| html! { <span class="badge">{ words::kpi_archived() }</span> });
    let said = html! { <>{ icon(Sign::Link) }{ name }</> };
    match &result.board {
        Some(board) => {
            let period = place.asked.map(str::to_owned);
            let href = Route::Kpi { board: board.clone(), kpi: kpi.clone(), period, by: None }.href();
            html! { <><a {href}>{ said }</a>{ for archived }</> }
        }
        None => html! { <><span>{ said }</span>{ for archived }</> },
    }
}
