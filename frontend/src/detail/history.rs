//! The history: divided by day, week, month, quarter or year, as a chart and as a table of the same numbers.

use tandem_shared::view::{PeriodView, SeriesView, TileView};
use yew::prelude::*;

use super::bucket::Bucket;
use super::chart::Chart;
use super::table::Table;
use crate::load::use_load;
use crate::route::{Go, Here, Route};
use crate::shared::Shared;
use crate::words;

/// Whose history.
#[derive(Properties, PartialEq)]
pub(super) struct HistoryProps {
    /// The KPI, live.
    pub(super) tile: Shared<TileView>,
    /// The period the board shows.
    pub(super) period: Shared<PeriodView>,
}

/// The block.
#[component]
pub(super) fn History(props: &HistoryProps) -> Html {
    let HistoryProps { tile, period } = props;
    let here = use_context::<Here>().and_then(|Here(here)| here);
    let kpi = AttrValue::from(tile.kpi.clone().unwrap_or_default());
    let go = use_context::<Go>();
    let bucket = match &here {
        Some(Route::Kpi { by: Some(by), .. }) => *by,
        _ => Bucket::of(period.unit),
    };
    let query = match bucket.span(period) {
        Some((from, to)) => ["?bucket=", bucket.id(), "&from=", &from, "&to=", &to].concat(),
        None => ["?bucket=", bucket.id()].concat(),
    };
    let path = ["/api/v1/kpis/", &kpi, "/series"].concat();
    let (load, _) = use_load::<SeriesView, _>([&*path, &query].concat().into(), tile.clone());

    let choose = |choice: Bucket| {
        let (go, here) = (go.clone(), here.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            if let (Some(Go(go)), Some(Route::Kpi { board, kpi, period, .. })) = (&go, here.clone()) {
                go.emit(Route::Kpi { board, kpi, period, by: Some(choice) });
            }
        });
        let pressed = if choice == bucket { "true" } else { "false" };
        html! { <button type="button" aria-pressed={pressed} {onclick}>{ words::bucket(choice) }</button> }
    };
    let drawn = load.answer.as_ref().map(|(from, series)| {
        // What is drawn says by itself how it is divided: the next division may still be on its way.
        let bucket = Bucket::ALL.into_iter().find(|bucket| from.contains(&["bucket=", bucket.id(), "&"].concat()));
        (bucket.unwrap_or(Bucket::Month), series.clone())
    });
    html! {
        <section class="blk" aria-labelledby="history">
            <div class="blk__h">
                <h2 id="history">{ words::per(bucket) }</h2>
                <div class="seg" role="group" aria-label={words::show_by()}>{ for Bucket::ALL.into_iter().map(choose) }</div>
            </div>
            { for load.failure.as_ref().map(|failure| html! { <p class="blk__why" role="alert">{ failure.say() }</p> }) }
            { for drawn.map(|(bucket, series)| html! {
                <>
                    <Chart series={series.clone()} tile={tile.clone()} {bucket} />
                    <Table {series} tile={tile.clone()} {bucket} csv={[&*path, ".csv", &query].concat()} />
                </>
            }) }
        </section>
    }
}
