//! The chart of a history, drawn: marks by [`History`](crate::chart::history::History), labels where they are.

use std::cmp::Ordering::Equal;

use tandem_shared::Quantity;
use tandem_shared::view::{CommentView, PointView, SeriesView, TileView};
use yew::prelude::*;

use super::bucket::Bucket;
use super::labels::{self, NARROW, WIDE};
use crate::board::Reading;
use crate::chart::history::{self, Area, History};
use crate::chart::svg::percent;
use crate::fmt::number::Format;
use crate::fmt::{Shape, date};
use crate::words;

/// More points of a line than this stand without a dot each.
const DOTS: usize = 16;
/// Of the height, a label at the right edge takes so much, and each line below its figure.
const FIGURE_TALL: f64 = 7.6;
const LINE_TALL: f64 = 5.4;
/// Characters of a figure that fit beside the last column, left of the labels at the edge.
const EDGE_FITS: usize = 4;
/// More characters of a comment than this are cut; the list has them whole.
const SHORT: usize = 26;
/// A comment further right than this has its text on the left.
const TURN: f64 = 60.0;
/// More characters than this are broken in two.
const BROAD: usize = 11;

/// The chart of a series, divided by a bucket.
pub(super) fn chart(series: &SeriesView, tile: &TileView, bucket: Bucket) -> Html {
    let points = &series.points;
    let Some(marks) = History::of(points, tile.rollup.is_sum()) else {
        return html! { <p class="blk__why">{ words::no_history() }</p> };
    };
    let format = &written(series, tile);
    let rect = |class: &'static str, area: Area| {
        html! {
            <rect {class} x={percent(area.x)} y={percent(area.y)} width={percent(area.width)} height={percent(area.height)} />
        }
    };
    let across =
        |class: &'static str, y: f64| html! { <line {class} x1="0" x2="100%" y1={percent(y)} y2={percent(y)} /> };
    let last = marks.tops.iter().rposition(Option::is_some);
    let dots = marks
        .tops
        .iter()
        .enumerate()
        .filter(|(index, _)| !tile.rollup.is_sum() && (points.len() <= DOTS || Some(*index) == last));
    html! {
        <figure class={classes!("history", (!series.comments.is_empty()).then_some("history--noted"))} role="img" aria-label={in_words(series, tile, bucket, format)}>
            <svg class="tandem-chart" aria-hidden="true">
                { for marks.grid.iter().map(|(_, y)| across("grid", *y)) }
                { for marks.columns.iter().map(|column| rect("column", *column)) }
                { for marks.forecast.map(|(outline, band)| html! { <>{ rect("band", band) }{ rect("soon", outline) }</> }) }
                { across("base", marks.ground) }
                { for series.comments.iter().enumerate().map(|(index, it)| comment(index, it)) }
                <svg viewBox="0 0 100 100" preserveAspectRatio="none" overflow="visible">
                    <path class="halo" d={marks.target.clone()} />
                    <path class="goal" d={marks.target.clone()} />
                    <path class="line" d={marks.line.clone()} />
                </svg>
                { for dots.filter_map(|(index, y)| Some(html! {
                    <circle cx={percent(marks.middles[index])} cy={percent((*y)?)} r="3" />
                })) }
                { names(points, bucket, &marks) }
                { figures(points, &marks, format, last) }
                { right(points, &marks, format) }
            </svg>
        </figure>
    }
}

/// How the figures of a history are written: all with the same digits, which need not be those of the tile.
pub(super) fn written<'a>(series: &SeriesView, tile: &'a TileView) -> Format<'a> {
    let figures = series.points.iter().flat_map(|point| [point.value, point.target]).collect();
    Format::of_all(Reading::new(tile).unit(), figures)
}

/// The buckets' names, as many as fit, counted from the newest.
fn names(points: &[PointView], bucket: Bucket, marks: &History) -> Html {
    let names: Vec<String> = points.iter().map(|point| labels::short(bucket, point)).collect();
    let longest = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
    let wide = labels::every(longest, points.len(), WIDE);
    let narrow = labels::every(longest, points.len(), NARROW).next_multiple_of(wide);
    let shown =
        names.into_iter().enumerate().filter_map(|(index, name)| {
            let back = points.len() - 1 - index;
            let class = (!back.is_multiple_of(narrow)).then_some("wide");
            back.is_multiple_of(wide).then(|| html! {
            <text {class} x={percent(marks.middles[index])} y="100%" dy="18" text-anchor="middle">{ name }</text>
        })
        });
    html! { <>{ for shown }</> }
}

/// The figures at their marks if all of them fit, else the highest and the newest; beside a line, figures of the axis.
fn figures(points: &[PointView], marks: &History, format: &Format, last: Option<usize>) -> Html {
    let figures: Vec<Option<String>> = points.iter().map(|point| point.value.map(|value| format.bare(value))).collect();
    let longest = figures.iter().flatten().map(|figure| figure.chars().count()).max().unwrap_or(0);
    let fits = labels::figures_fit(longest, points.len());
    let apart = labels::every(longest, points.len(), NARROW);
    let y = |index: usize| marks.tops.get(index).copied().flatten();
    let highest =
        (0..points.len()).filter(|index| y(*index).is_some()).min_by(|a, b| y(*a).partial_cmp(&y(*b)).unwrap_or(Equal));
    let at = figures.into_iter().enumerate().filter_map(|(index, figure)| {
        let newest = Some(index) == last;
        // Between dense columns only the highest has room.
        let dense = !fits && !marks.columns.is_empty();
        let kept = if dense {
            Some(index) == highest
        } else {
            newest || (Some(index) == highest && last.is_some_and(|last| last.abs_diff(index) >= apart))
        };
        // Under a low of a line, so that the line does not cross its figure.
        let low = marks.columns.is_empty()
            && [index.checked_sub(1), Some(index + 1)].into_iter().flatten().filter_map(y).all(|beside| beside < y(index).unwrap_or(0.0));
        let class = classes!("at", "halo", newest.then_some("strong"), (!kept).then_some("wide"));
        (fits || kept).then_some(())?;
        let dy = if low { "17" } else { "-6" };
        // A long figure of the last bucket would reach into the labels beside the chart.
        let long_at_the_edge = index + 1 == points.len() && longest > EDGE_FITS;
        let anchor = if long_at_the_edge { "end" } else { "middle" };
        Some(html! {
            <text {class} x={percent(marks.middles[index])} y={percent(y(index)?)} {dy} text-anchor={anchor}>{ figure? }</text>
        })
    });
    let most = marks.grid.last().map_or(0.0, |(figure, _)| *figure);
    let axis = marks.grid.iter().filter(|_| marks.columns.is_empty()).map(|(figure, y)| {
        let class = classes!("halo", fits.then_some("narrow"));
        html! { <text {class} x="0" y={percent(*y)} dy="-4">{ format.tick(*figure, most) }</text> }
    });
    html! { <>{ for axis }{ for at }</> }
}

/// At the right edge: the target in force, and where the running bucket will end.
fn right(points: &[PointView], marks: &History, format: &Format) -> Html {
    let newest = points.last();
    let target = newest.and_then(|point| point.target).zip(marks.target_end);
    let forecast = newest.and_then(history::forecast).zip(marks.forecast.map(|(outline, _)| outline.y));
    let band = forecast.map_or_else(Vec::new, |(forecast, _)| band(format, forecast.low, forecast.high));
    let (target_y, forecast_y) = match (target, forecast) {
        (Some((_, target)), Some((_, forecast))) if target < forecast => {
            history::apart(target, forecast, FIGURE_TALL + LINE_TALL)
        }
        (Some((_, target)), Some((_, forecast))) => {
            let tall = FIGURE_TALL + LINE_TALL * (1 + band.len()) as f64;
            let (forecast, target) = history::apart(forecast, target, tall);
            (target, forecast)
        }
        _ => (target.map_or(0.0, |(_, y)| y), forecast.map_or(0.0, |(_, y)| y)),
    };
    let label = |y: f64, figure: String, lines: &[String]| {
        html! {
            <g class="end">
                <text class="strong" x="100%" dx="8" y={percent(y)} dy="4">{ figure }</text>
                { for lines.iter().zip(["18", "32", "46"]).map(|(line, dy)| html! {
                    <text x="100%" dx="8" y={percent(y)} {dy}>{ line }</text>
                }) }
            </g>
        }
    };
    html! {
        <>
            { for target.map(|(target, _)| label(target_y, format.short(target), &[words::target_word().into()])) }
            { for forecast.map(|(forecast, _)| {
                let lines: Vec<String> = std::iter::once(words::forecast().into()).chain(band).collect();
                label(forecast_y, format.short(forecast.value), &lines)
            }) }
        </>
    }
}

/// The band of a forecast, in two lines if one would be too broad.
fn band(format: &Format, low: Quantity, high: Quantity) -> Vec<String> {
    let whole = format.figure(low).to(&format.figure(high));
    if whole.chars().count() <= BROAD {
        return vec![whole];
    }
    vec![[&format.short(low), "\u{2009}–"].concat(), format.short(high)]
}

/// A comment on its dotted line; those close together hang at different heights.
fn comment(index: usize, comment: &CommentView) -> Html {
    let at = comment.share * 100.0;
    let (anchor, dx) = if at > TURN { ("end", "-4") } else { ("start", "4") };
    let cut: String = comment.text.chars().take(SHORT).collect();
    let short = if cut.len() < comment.text.len() { [cut.trim_end(), "…"].concat() } else { cut };
    let y = ["-20", "-33", "-46"][index % 3];
    html! {
        <g class="note">
            <line x1={percent(at)} x2={percent(at)} y1={y} y2="100%" />
            <text class="halo wide" x={percent(at)} {y} {dx} dy="3" text-anchor={anchor}>{ short }</text>
        </g>
    }
}

fn in_words(series: &SeriesView, tile: &TileView, bucket: Bucket, format: &Format) -> String {
    let points = &series.points;
    let (Some(first), Some(newest)) = (points.first(), points.last()) else { return String::new() };
    let text = |figure| format.text(figure);
    let noted = series.comments.iter().map(|it| words::noted(&date::write(&it.date, Shape::Day), &it.text));
    let says = words::history_says(
        tile.name.as_deref().unwrap_or_default(),
        bucket,
        [&labels::long(bucket, first), &labels::long(bucket, newest)],
        &newest.value.map_or_else(|| words::no_value().into(), text),
        newest.target.map(text).as_deref(),
        history::forecast(newest).map(|forecast| text(forecast.value)).as_deref(),
    );
    std::iter::once(says).chain(noted).collect::<Vec<_>>().join("; ")
}
