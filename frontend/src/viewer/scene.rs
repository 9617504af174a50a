//! What a wall shows of a board: its head, the joint number, at most three pairs at a time. Readable from across the room, so no more.

use tandem_shared::formula::{ATTAINMENT_MAX, Status};
use tandem_shared::view::TileView;
use yew::prelude::*;

use super::pages::{page, pages, split};
use super::playlist::{Goal, Playlist};
use crate::board::{Board, Reading, part_name};
use crate::chart::bullet::Bullet;
use crate::chart::mix::{self, class};
use crate::chart::svg::percent;
use crate::clock;
use crate::fmt::{Moment, Shape, date, number};
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
/// At how many places the clock of a dark screen stands in turn.
const PLACES: u64 = 6;

/// A moment of a screen.
pub(super) struct Scene<'a> {
    /// What is on it.
    pub(super) stage: Stage<'a>,
    /// What stands below a board.
    pub(super) goal: Option<&'a Goal>,
    /// How many turns there were.
    pub(super) turn: usize,
    /// Which page of the board.
    pub(super) page: usize,
    /// How the line stands.
    pub(super) line: Line,
}

/// What is on a screen.
pub(super) enum Stage<'a> {
    /// A board whose turn it is.
    Board(&'a Board, Round),
    /// None is on at this hour, until then.
    Dark(Option<Moment>),
    /// The screen's name and number, for whoever looks for it.
    Name(&'a str, u32),
    /// All its boards are gone.
    Nothing,
}

/// Where in the rotation a screen is.
#[derive(Clone, Copy)]
pub(super) struct Round {
    count: usize,
    at: usize,
}

impl Round {
    /// At a board of a playlist, at `now` (milliseconds since 1970).
    pub(super) fn of(playlist: &Playlist, index: usize, now: f64) -> Self {
        let (count, at) = playlist.round(index, now);
        Self { count, at }
    }
}

/// A screen.
pub(super) fn scene(scene: &Scene) -> Html {
    let shift = ["wall--", &(scene.turn % SHIFTS).to_string()].concat();
    let old = match scene.line {
        Line::Lost(since) => Some(since),
        Line::Live | Line::Opening => None,
    };
    match scene.stage {
        Stage::Board(board, round) => html! {
            <main class={classes!("tandem", "wall", shift, old.map(|_| "wall--old"))}>{ on(board, round, scene.page, old) }{ for scene.goal.map(|goal| goal_row(goal, old.is_some())) }</main>
        },
        Stage::Dark(resumes) => dark(resumes),
        Stage::Name(name, number) => html! {
            <main class="tandem wall wall--name"><p class="wname__number">{ number }</p><h1>{ name }</h1></main>
        },
        Stage::Nothing => {
            html! { <main class="tandem wall"><p class="wall__none">{ words::nothing_to_show() }</p></main> }
        }
    }
}

/// A clock that nothing burns in by: small, and at another place each minute.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates, and now is after 1970")]
fn dark(resumes: Option<Moment>) -> Html {
    let now = clock::now();
    let place = ((now / 60_000.0) as u64 % PLACES).to_string();
    let resumes = resumes.map(|at| words::goes_on(&at.write(Shape::Weekday), &at.write(Shape::Time)));
    html! {
        <main class="tandem wall wall--dark">
            <div class={["wdark wdark--", &place].concat()}>
                <p class="wclock">{ clock::local(now).write(Shape::Time) }</p>
                <p>{ resumes.unwrap_or_default() }</p>
            </div>
        </main>
    }
}

/// A page of a board, as far as it is read from across the room. `old`: since when nobody answers.
fn on(board: &Board, round: Round, shown: usize, old: Option<f64>) -> Html {
    let (joint, columns) = split(board);
    html! {
        <>
            { defs() }
            { head(board, round, (shown, pages(columns.len())), old) }
            { joint.map(|tile| hero(tile, board, old.is_some())).unwrap_or_default() }
            <div class="wpairs">
                { for page(&columns, shown).iter().enumerate().map(|(index, (above, below))| html! {
                    <section class="wpair" key={index}>
                        { for std::iter::once(above).chain(below).map(|tile| half(tile, board, old.is_some())) }
                    </section>
                }) }
            </div>
        </>
    }
}

fn head(board: &Board, round: Round, (shown, pages): (usize, usize), old: Option<f64>) -> Html {
    let period = &board.place.period;
    let elapsed = number::percent(period.elapsed, false);
    let (day, rest) = words::day_of(&number::plain(period.day.into()), &number::plain(period.days.into()), &elapsed);
    let turn = words::turn(&(round.at + 1).to_string(), &round.count.to_string());
    let banner = old.map(|since| {
        let minutes = ((clock::now() - since) / 60_000.0).floor();
        let age = if minutes < 1.0 { String::new() } else { words::numbers_are_old(&number::plain(minutes)) };
        html! {
            <p class="wold" role="status">
                { icon(Sign::Clock) }
                <span><b>{ words::no_answer_since(&clock::local(since).write(Shape::Time)) }</b>{ age }</span>
            </p>
        }
    });
    html! {
        <header class="wtop">
            <h1><b>{ &board.name }</b><i>{ " — " }{ date::period(&period.id, &period.label) }</i><span>if board.demo { <b>{ words::demo() }</b>{ ", " } }{ day }{ rest }</span></h1>
            if pages > 1 {
                <p class="wpage">{ words::page_of(&(shown + 1).to_string(), &pages.to_string()) }</p>
            }
            if round.count > 1 {
                <div class="wturn" role="img" aria-label={turn.clone()}>
                    <span>{ turn }</span>
                    <ol aria-hidden="true">{ for (0..round.count).map(|index| html! { <li class={(index <= round.at).then_some("on")}></li> }) }</ol>
                </div>
            }
            { banner.unwrap_or_default() }
            <p class="wclock">{ clock::local(clock::now()).write(Shape::Time) }</p>
        </header>
    }
}

/// The status, unless nobody knows whether it still holds.
fn status(status: Status, old: bool) -> Html {
    verdict(if old { Status::NoVerdict } else { status }, None)
}

fn value(tile: &TileView, reading: &Reading) -> Html {
    let Some(value) = tile.value else { return html! { "–" } };
    let value = reading.format().figure(value);
    // Never cut, nor over its edge: that would be another number.
    let class = match value.width() {
        0..=9 => "",
        10..=15 => "wlong",
        _ => "wlonger",
    };
    html! { <span {class}>{ figure(&value) }</span> }
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
                <p class="wverdict">{ status(tile.status, old) }</p>
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
            <p class="wread"><span class="wval">{ value(tile, &reading) }</span>{ status(tile.status, old) }</p>
            { bar(tile.value.and_then(|_| Bullet::of(tile)), reading.bar().into(), tile.stale || old) }
            <p class="wof"><span><b>{ bold.unwrap_or_default() }</b>{ left }</span><span>{ right }</span></p>
            { noted(tile).unwrap_or_default() }
        </article>
    }
}

/// A goal: how far of what was expected today, whose it is, and when they speak about it next.
fn goal_row((goal, check_in): &Goal, old: bool) -> Html {
    let share = number::percent(goal.attainment, false);
    let says = [&*share, words::of_expected_today()].concat();
    let bullet = Bullet::way(goal.attainment, 1.0, ATTAINMENT_MAX, goal.status);
    let owners = words::and(&goal.owners.iter().map(String::as_str).collect::<Vec<_>>());
    let next = check_in.map(|at| words::then_check_in(&at.write(Shape::Weekday)));
    html! {
        <section class="wgoal" aria-label={[&*goal.name, ": ", &says].concat()}>
            <h2 dir="auto">{ &goal.name }</h2>
            { bar(Some(bullet), says.into(), old) }
            { status(goal.status, old) }
            <p>{ owners }{ next.unwrap_or_default() }</p>
        </section>
    }
}

/// What was noted about a number, if that was not long ago.
fn noted(tile: &TileView) -> Option<Html> {
    let note = tile.spark.as_ref()?.comments.last()?;
    let recent = clock::now() - date::millis(&note.date) < NOTED_MS;
    recent.then(|| html! { <p class="wnote">{ date::write(&note.date, Shape::Day) }{ " · " }{ &note.text }</p> })
}
