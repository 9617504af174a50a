//! What a wall shows of a board: its head, the joint number, at most three pairs at a time. Readable from across the room, so no more.

use tandem_shared::formula::Status;
use tandem_shared::view::TileView;
use yew::prelude::*;

use super::pages::{page, pages, split};
use crate::board::{Board, Reading, part_name};
use crate::chart::bullet::Bullet;
use crate::chart::mix::{self, class};
use crate::chart::svg::percent;
use crate::clock;
use crate::fmt::date::{self, Shape};
use crate::fmt::number;
use crate::live::Line;
use crate::part::bullet::bar;
use crate::part::defs::defs;
use crate::part::figure::figure;
use crate::part::icon::{Sign, icon};
use crate::part::status::verdict;
use crate::words;

/// How many places the picture shifts over, a pixel or two, so that nothing burns in.
const SHIFTS: usize = 4;
/// For how long what was noted about a number stands below it, in ms: the day itself and 13 more.
const NOTED_MS: f64 = 14.0 * 86_400_000.0;

/// A moment of a screen.
pub(super) struct Scene<'a> {
    /// The board whose turn it is; none if all are gone.
    pub(super) board: Option<&'a Board>,
    /// How many turns there were.
    pub(super) turn: usize,
    /// How many boards take turns.
    pub(super) count: usize,
    /// Which page of the board.
    pub(super) page: usize,
    /// How the line stands.
    pub(super) line: Line,
}

/// A screen.
pub(super) fn scene(scene: &Scene) -> Html {
    let Some(board) = scene.board else {
        return html! { <main class="tandem wall"><p class="wall__none">{ words::nothing_to_show() }</p></main> };
    };
    let old = match scene.line {
        Line::Lost(since) => Some(since),
        Line::Live | Line::Opening => None,
    };
    let shift = ["wall--", &(scene.turn % SHIFTS).to_string()].concat();
    let (joint, columns) = split(board);
    html! {
        <main class={classes!("tandem", "wall", shift, old.map(|_| "wall--old"))}>
            { defs() }
            { head(scene, board, old, pages(columns.len())) }
            { joint.map(|tile| hero(tile, board, old.is_some())).unwrap_or_default() }
            <div class="wpairs">
                { for page(&columns, scene.page).iter().enumerate().map(|(index, (above, below))| html! {
                    <section class="wpair" key={index}>
                        { for std::iter::once(above).chain(below).map(|tile| half(tile, board, old.is_some())) }
                    </section>
                }) }
            </div>
        </main>
    }
}

fn head(scene: &Scene, board: &Board, old: Option<f64>, pages: usize) -> Html {
    let (period, zone) = (&board.place.period, &board.place.zone);
    let elapsed = number::percent(period.elapsed, false);
    let (day, rest) = words::day_of(&number::plain(period.day.into()), &number::plain(period.days.into()), &elapsed);
    let at = scene.turn.checked_rem(scene.count).unwrap_or_default();
    let banner = old.map(|since| {
        let minutes = ((clock::now() - since) / 60_000.0).floor();
        let age = if minutes < 1.0 { String::new() } else { words::numbers_are_old(&number::plain(minutes)) };
        html! {
            <p class="wold" role="status">
                { icon(Sign::Clock) }
                <span><b>{ words::no_answer_since(&date::moment(since, Shape::Time, zone)) }</b>{ age }</span>
            </p>
        }
    });
    html! {
        <header class="wtop">
            <h1>{ &board.name }{ " — " }{ date::period(&period.id, &period.label) }<span>{ day }{ rest }</span></h1>
            if pages > 1 {
                <p class="wpage">{ words::page_of(&(scene.page + 1).to_string(), &pages.to_string()) }</p>
            }
            if scene.count > 1 {
                <div class="wturn" role="img" aria-label={words::turn(&(at + 1).to_string(), &scene.count.to_string())}>
                    <span>{ words::turn(&(at + 1).to_string(), &scene.count.to_string()) }</span>
                    <ol aria-hidden="true">{ for (0..scene.count).map(|index| html! { <li class={(index <= at).then_some("on")}></li> }) }</ol>
                </div>
            }
            { banner.unwrap_or_default() }
            <p class="wclock">{ date::moment(clock::now(), Shape::Time, zone) }</p>
        </header>
    }
}

/// The status, unless nobody knows whether it still holds.
fn status(tile: &TileView, old: bool) -> Html {
    verdict(if old { Status::NoVerdict } else { tile.status }, None)
}

fn value(tile: &TileView, reading: &Reading) -> Html {
    tile.value.map_or_else(|| html! { "–" }, |value| figure(&reading.format().figure(value)))
}

fn hero(tile: &TileView, board: &Board, old: bool) -> Html {
    let reading = Reading::new(tile).within(&board.place.period);
    let (bold, rest) = reading.scale_left();
    let text = |figure| reading.format().text(figure);
    let expected = reading.expected().map(|due| [", ", &words::expected_today(&text(due))].concat());
    let forecast = tile.forecast.as_ref().map(|forecast| {
        let format = reading.format();
        let (low, high) = (format.figure(forecast.low), format.figure(forecast.high));
        let (bold, rest) = words::forecast_fact(&text(forecast.value), &low.beside(&high), &high.text());
        html! { <p><b>{ bold }</b>{ rest }</p> }
    });
    html! {
        <section class={classes!("whero", tile.stale.then_some("wstale"))} aria-label={reading.sentence()}>
            <div><h2>{ tile.name.as_deref().unwrap_or_default() }</h2><p class="wbig">{ value(tile, &reading) }</p></div>
            <div class="wfacts">
                <p class="wverdict">{ status(tile, old) }</p>
                <p><b>{ bold.unwrap_or_default() }</b>{ rest }{ expected.unwrap_or_default() }</p>
                { forecast.unwrap_or_default() }
            </div>
            { parts(tile, &reading) }
        </section>
    }
}

/// Who brought what: a list, and the bar.
fn parts(tile: &TileView, reading: &Reading) -> Html {
    let Some(mix) = mix::mix(tile) else { return Html::default() };
    let item = |class: &'static str, name: &str, amount: String| {
        html! { <li><svg aria-hidden="true"><rect {class} width="100%" height="100%" /></svg><span>{ name }</span><b>{ amount }</b></li> }
    };
    let names = mix.parts.iter().map(|place| {
        let part = &tile.parts[place.index];
        item(class(part), part_name(part), reading.format().text(part.value))
    });
    let rects = mix.parts.iter().map(|place| {
        html! { <rect class={class(&tile.parts[place.index])} x={percent(place.from)} width={percent(place.width)} /> }
    });
    html! {
        <div class="wmix">
            <ul>
                { for names }
                { for mix.to_go.map(|left| item("track", words::still_to_win(), reading.format().text(left))) }
            </ul>
            <svg aria-hidden="true">
                <rect class="track" width="100%" />
                { for rects }
                { for mix.pace.map(|at| html! { <rect class="pace" x={percent(at)} /> }) }
            </svg>
        </div>
    }
}

fn half(tile: &TileView, board: &Board, old: bool) -> Html {
    let reading = Reading::new(tile).within(&board.place.period);
    let (bold, left) = reading.scale_left();
    let (_, right) = reading.scale_right();
    html! {
        <article class={classes!("whalf", tile.stale.then_some("wstale"))} key={tile.number} aria-label={reading.sentence()}>
            <h3>{ tile.name.as_deref().unwrap_or_default() }</h3>
            <p class="wread"><span class="wval">{ value(tile, &reading) }</span>{ status(tile, old) }</p>
            { bar(tile.value.and_then(|_| Bullet::of(tile)), reading.bar().into(), tile.stale || old) }
            <p class="wof"><span><b>{ bold.unwrap_or_default() }</b>{ left }</span><span>{ right }</span></p>
            { noted(tile).unwrap_or_default() }
        </article>
    }
}

/// What was noted about a number, if that was not long ago.
fn noted(tile: &TileView) -> Option<Html> {
    let note = tile.spark.as_ref()?.comments.last()?;
    let recent = clock::now() - date::millis(&note.date) < NOTED_MS;
    recent.then(|| html! { <p class="wnote">{ date::civil(&note.date, Shape::Day) }{ " · " }{ &note.text }</p> })
}
