//! The spark of a tile: weekly figures, the target as a step line, both labelled at their right end.

use tandem_shared::view::TileView;
use yew::prelude::*;

use super::reading::Reading;
use crate::chart::spark;
use crate::chart::svg::percent;
use crate::fmt::{Shape, date};
use crate::words;

/// A change further right than this is dated to its left.
const TURN: f64 = 70.0;

/// The spark; an empty row where there is nothing to draw, so that the tiles stay aligned.
pub(super) fn spark(tile: &TileView, reading: &Reading) -> Html {
    let Some((view, lines)) = tile.spark.as_ref().and_then(|view| Some((view, spark::spark(view)?))) else {
        return html! { <div class="tandem-spark"></div> };
    };
    let (now, target) = reading.spark_ends();
    let when = view.changed.as_ref().zip(lines.changed).map(|(step, (x, y))| {
        let (anchor, dx) = if x > TURN { ("end", "-4") } else { ("start", "4") };
        html! {
            <>
                <line class="when" x1={percent(x)} x2={percent(x)} y1={percent(y)} y2="56" />
                <text x={percent(x)} {dx} y="55" text-anchor={anchor}>{ date::write(&step.date, Shape::Day) }</text>
            </>
        }
    });
    let dot = lines.last.map(|(x, y)| html! { <circle cx={percent(x)} cy={percent(y)} r="2.5" /> });
    let end = |class: Option<&'static str>, y: Option<f64>, text: &Option<String>| {
        y.zip(text.as_ref()).map(|(y, text)| html! { <text {class} y={percent(y)} dy="4">{ text }</text> })
    };
    // The widest label, unseen, makes the column as wide as it must be.
    let widest = [&now, &target].into_iter().flatten().max_by_key(|text| text.chars().count()).cloned();
    html! {
        <figure class="tandem-spark" role="img" aria-label={reading.spark()}>
            <svg aria-hidden="true">
                <svg viewBox="0 0 100 100" preserveAspectRatio="none">
                    <path class="target" d={lines.target} />
                    <path class="actual" d={lines.actual} />
                    <path class="lost" d={lines.lost} />
                </svg>
                { for view.comments.iter().map(|comment| {
                    let x = percent(comment.share * 100.0);
                    html! { <line class="note" x1={x.clone()} x2={x} y1="0" y2="100%"><title>{ words::noted(&date::write(&comment.date, Shape::Day), &comment.text) }</title></line> }
                }) }
                { for when }
                { for dot }
            </svg>
            <div class="tandem-spark__ends" aria-hidden="true">
                <i>{ widest }</i>
                <svg>{ for end(Some("now"), lines.labels.0, &now) }{ for end(None, lines.labels.1, &target) }</svg>
            </div>
        </figure>
    }
}
