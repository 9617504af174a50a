//! What a KPI counts, who owns it and how it is judged.

use miniserde::Deserialize;
use tandem_shared::Direction;
use tandem_shared::view::TileView;
use yew::prelude::*;

use crate::board::{Age, Reading};
use crate::fmt::number;
use crate::load::{When, use_load};
use crate::part::chip::chips;
use crate::words;

/// Tolerance where a tile names none, in per cent.
const TOLERANCE: f64 = 5.0;

/// What the KPI's document says beyond its tile.
#[derive(Deserialize)]
struct Document {
    interval: String,
    elapsed: String,
}

/// The block of a KPI.
#[hook]
pub(super) fn use_definition(tile: &TileView) -> Html {
    let path = ["/api/v1/kpis/", tile.kpi.as_deref().unwrap_or_default()].concat();
    let (document, _) = use_load::<Document>(path.clone().into(), When::Once);
    let document = document.answer.filter(|(from, _)| *from == path).map(|(_, document)| document);
    let reading = Reading::new(tile);
    let direction = match (tile.direction, tile.range) {
        (Direction::Within, Some(range)) => {
            words::range(&reading.format().figure(range.low).bare(), &reading.format().text(range.high))
        }
        (Direction::Lower, _) => words::lower_is_better().into(),
        (Direction::Higher | Direction::Within, _) => words::higher_is_better().into(),
    };
    let tolerance = tile.tolerance.map_or(TOLERANCE, tandem_shared::Quantity::to_f64);
    let expected = if tile.rollup.is_sum() {
        document.as_ref().map(|document| words::expected_by(&document.elapsed))
    } else {
        Some(words::expected_level())
    };
    let source = match (&tile.source, &tile.measured_at) {
        (source, Some(time)) => html! { <Age time={time.clone()} source={source.clone()} /> },
        (Some(source), None) => html! { <>{ source }</> },
        (None, None) => html! { <>{ words::no_source() }</> },
    };
    let fact = |name: &'static str, says: Html| html! { <><dt>{ name }</dt><dd>{ says }</dd></> };
    html! {
        <section class="blk def" aria-labelledby="counts">
            <div class="blk__h"><h2 id="counts">{ words::what_it_counts() }</h2></div>
            <p>{ tile.description.as_deref().unwrap_or(words::not_described()) }</p>
            <dl class="facts">
                { fact(words::owner(tile.owners.len()), chips(&tile.owners)) }
                { fact(words::direction(), html! { <>{ direction }</> }) }
                { fact(words::source_name(), source) }
                { fact(words::tolerance(), html! { <>{ words::either_way(&number::up_to(tolerance)) }</> }) }
                { for document.as_ref().and_then(|document| words::too_old(&document.interval)).map(|after| {
                    fact(words::too_old_after(), html! { <>{ after }</> })
                }) }
                { for expected.map(|expected| fact(words::expected_today_name(), html! { <>{ expected }</> })) }
            </dl>
        </section>
    }
}
