//! The same history as a table, the newest bucket on top.

use tandem_shared::formula::{ChangeAs, change};
use tandem_shared::view::{CommentView, PointView, SeriesView, TileView};
use tandem_shared::{Unit, UnitType};
use yew::prelude::*;

use super::bucket::Bucket;
use super::labels;
use crate::chart::history;
use crate::fmt::number::Format;
use crate::fmt::{Shape, date};
use crate::part::status::verdict;
use crate::words;

/// Rows before "Show all".
const FEW: usize = 6;

/// The table and what can be done with it. `all`: whether every row is shown; `csv`: where the same numbers are to be had.
pub(super) fn table(
    series: &SeriesView,
    tile: &TileView,
    bucket: Bucket,
    all: &UseStateHandle<bool>,
    csv: String,
) -> Html {
    let format = super::chart::written(series, tile);
    let name = tile.name.as_deref().unwrap_or_default();
    let count = series.points.len();
    let shown = if **all { count } else { FEW };
    let toggle = {
        let (set, to) = (all.setter(), !**all);
        Callback::from(move |_: MouseEvent| set.set(to))
    };
    let rows = series.points.iter().rev().take(shown).map(|point| {
        let noted = series.comments.iter().filter(|it| *it.date >= *point.from && *it.date < *point.to);
        html! { <>{ row(point, bucket, &format, tile.unit.as_ref()) }{ for noted.map(note) }</> }
    });
    html! {
        <>
            <div class="scroll">
                <table class="tb figures">
                    <caption class="tandem-vh">{ words::table_of(name, bucket) }</caption>
                    <thead>
                        <tr>
                            <th scope="col">{ words::bucket(bucket) }</th>
                            <th scope="col" class="r">{ words::value() }</th>
                            <th scope="col" class="r">{ words::target_title() }</th>
                            <th scope="col" class="r">{ words::difference() }</th>
                            <th scope="col">{ words::status_title() }</th>
                            <th scope="col" class="opt">{ words::beside() }</th>
                        </tr>
                    </thead>
                    <tbody>{ for rows }</tbody>
                </table>
            </div>
            <p class="row acts">
                if count > FEW {
                    <button type="button" class="tandem-btn tandem-btn--small" aria-expanded={if **all { "true" } else { "false" }} onclick={toggle}>
                        { if **all { words::show_newest(FEW) } else { words::show_all(count, bucket) } }
                    </button>
                }
                <a class="tandem-btn tandem-btn--quiet tandem-btn--small" href={csv} download="">{ words::download_csv() }</a>
            </p>
        </>
    }
}

/// A comment, below the bucket of its day.
fn note(comment: &CommentView) -> Html {
    let noted = words::noted(&date::write(&comment.date, Shape::Day), &comment.text);
    html! { <tr class="figures__note" key={&*comment.slug}><td colspan="6" dir="auto">{ noted }</td></tr> }
}

fn row(point: &PointView, bucket: Bucket, format: &Format, unit: Option<&Unit>) -> Html {
    let value = point.value.map(|value| format.text(value));
    let value = match (&value, point.running) {
        (Some(value), true) => html! { <b class="so-far">{ words::so_far(value) }</b> },
        (Some(value), false) => html! { <b>{ value }</b> },
        (None, _) => html! { <>{ words::none() }</> },
    };
    let rate = unit.is_some_and(|unit| unit.kind == UnitType::Percent);
    let as_unit = if rate { ChangeAs::Points } else { ChangeAs::Unit };
    let forecast = history::forecast(point);
    let difference = point.value.zip(point.target).and_then(|(value, target)| value.checked_sub(target));
    // What is still to come is no difference.
    let difference = difference.filter(|_| forecast.is_none()).map(|by| format.signed(by, as_unit));
    let beside = match (forecast, point.value, point.year_ago) {
        (Some(forecast), ..) => {
            words::band(&format.text(forecast.value), &format.figure(forecast.low).to(&format.figure(forecast.high)))
        }
        (None, Some(value), Some(before)) => unit
            .and_then(|unit| change(unit.kind, before, value))
            .map(|change| words::to_year_ago(&format.signed(change.by, change.said_as)))
            .unwrap_or_default(),
        _ => String::new(),
    };
    let reason = point.reason.map(|reason| AttrValue::from(words::reason(reason)));
    html! {
        <tr key={&*point.from}>
            <th scope="row">{ labels::long(bucket, point) }</th>
            <td class="r">{ value }</td>
            <td class="r">{ point.target.map_or_else(|| words::none().into(), |target| format.text(target)) }</td>
            <td class="r">{ difference.unwrap_or_else(|| "–".into()) }</td>
            <td>{ verdict(point.status, reason) }</td>
            <td class="opt i3">{ beside }</td>
        </tr>
    }
}
