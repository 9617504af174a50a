//! The history: divided by day, week, month, quarter or year, as a chart and as a table of the same numbers.

use tandem_shared::view::{PeriodView, SeriesView, TileView};
use yew::prelude::*;

use super::bucket::Bucket;
use super::chart::chart;
use super::comments::use_comments;
use super::table::table;
use crate::load::{When, use_load};
use crate::route::{self, Route};
use crate::shared::Shared;
use crate::words;

/// The block of a KPI, live, in the period its board shows. `here` says how it is divided.
#[hook]
pub(super) fn use_history(tile: &Shared<TileView>, period: &PeriodView, here: &Route) -> Html {
    let kpi = tile.kpi.as_deref().unwrap_or_default();
    let all = use_state_eq(|| false);
    let bucket = match here {
        Route::Kpi { by: Some(by), .. } => *by,
        _ => Bucket::of(period.unit),
    };
    let span = bucket.span(period);
    let query = match &span {
        Some((from, to)) => ["?bucket=", bucket.id(), "&from=", from, "&to=", to].concat(),
        None => ["?bucket=", bucket.id()].concat(),
    };
    let path = ["/api/v1/kpis/", kpi, "/series"].concat();
    let (load, again) = use_load::<SeriesView>([&*path, &query].concat().into(), When::Tile(tile.clone()));

    let choose = |choice: Bucket| {
        let here = here.clone();
        let onclick = Callback::from(move |_: MouseEvent| route::go(&here.clone().by(choice)));
        let pressed = if choice == bucket { "true" } else { "false" };
        html! { <button type="button" aria-pressed={pressed} {onclick}>{ words::bucket(choice) }</button> }
    };
    let drawn = load.answer.as_ref().map(|(from, series)| {
        // What is drawn says by itself how it is divided: the next division may still be on its way.
        let bucket = Bucket::ALL.into_iter().find(|bucket| from.contains(&["bucket=", bucket.id(), "&"].concat()));
        (bucket.unwrap_or(Bucket::Month), series.clone())
    });
    let series = drawn.as_ref().map(|(_, series)| &**series);
    let comments = use_comments(kpi, series, span.map(|(_, to)| to).unwrap_or_default(), &again);
    html! {
        <section class="blk" aria-labelledby="history">
            <div class="blk__h">
                <h2 id="history">{ words::per(bucket) }</h2>
                <div class="seg" role="group" aria-label={words::show_by()}>{ for Bucket::ALL.into_iter().map(choose) }</div>
            </div>
            { for load.failure.as_ref().map(|failure| html! { <p class="blk__why" role="alert">{ failure.say() }</p> }) }
            { for drawn.map(|(bucket, series)| html! {
                <>
                    { chart(&series, tile, bucket) }
                    { table(&series, tile, bucket, &all, [&*path, ".csv", &query].concat()) }
                </>
            }) }
            { comments }
        </section>
    }
}
