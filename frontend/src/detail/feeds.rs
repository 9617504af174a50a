//! Who sends the measurements, and how to send one.

use tandem_shared::Rollup;
use tandem_shared::view::{Feed, Feeds, TileView};
use yew::prelude::*;

use crate::board::Age;
use crate::fmt::number;
use crate::load::{When, use_load};
use crate::page;
use crate::part::code::Code;
use crate::shared::Shared;
use crate::words;

/// The block of a KPI, live.
#[hook]
pub(super) fn use_feeds(tile: &Shared<TileView>) -> Html {
    let kpi = tile.kpi.as_deref().unwrap_or_default();
    let path = ["/api/v1/kpis/", kpi, "/feeds"].concat();
    let (load, _) = use_load::<Feeds>(path.clone().into(), When::Tile(tile.clone()));
    let feeds = load.answer.as_ref().filter(|(from, _)| *from == path).map(|(_, feeds)| feeds);
    let row = |feed: &Feed| {
        html! {
            <li class="feed" key={&*feed.source}>
                <b>{ &feed.source }</b>
                <span>
                    { words::measurements(&number::plain(feed.measurements as f64), feed.measurements) }{ ", " }
                    <Age time={feed.received_at.clone()} />
                </span>
            </li>
        }
    };
    html! {
        <section class="blk" aria-labelledby="feeds">
            <div class="blk__h"><h2 id="feeds">{ words::who_feeds() }</h2></div>
            { for load.failure.as_ref().map(|failure| html! { <p class="blk__why" role="alert">{ failure.say() }</p> }) }
            { for feeds.map(|feeds| html! {
                <>
                    if feeds.items.is_empty() { <p class="blk__why">{ words::nobody_feeds() }</p> }
                    <ul class="feeds">{ for feeds.items.iter().map(row) }</ul>
                </>
            }) }
            <h3 class="lab">{ words::send_yourself() }</h3>
            <Code code={command(kpi, tile.rollup)} label={words::send_yourself()} />
        </section>
    }
}

/// A command that sends a measurement; of a ratio, both of its sums.
fn command(kpi: &str, rollup: Rollup) -> AttrValue {
    let figures = if rollup == Rollup::Ratio { r#""numerator":3,"denominator":10"# } else { r#""value":12"# };
    let origin = page::window().location().origin().unwrap_or_default();
    [
        "curl -X POST ",
        &origin,
        "/api/v1/values \\\n  -H \"Authorization: Bearer $TANDEM_TOKEN\" -H \"Content-Type: application/json\" \\\n  -d '{\"kpi\":\"",
        kpi,
        "\",",
        figures,
        "}'",
    ]
    .concat()
    .into()
}
