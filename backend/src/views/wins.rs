//! What was won and no check-in of a board has told of yet: declared wins, reached targets, finished goals.

use super::Frame;
use super::action::any_team;
use super::agenda::board_kpis;
use super::goals::goals_view;
use super::team_views;
use super::tile::{in_force, plain_tile};
use crate::calendar::{day_of, iso};
use crate::store::Day;
use crate::world::{KpiState, World};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeSet;
use tandem_shared::Quantity;
use tandem_shared::document::{Board, CheckIn, Win, WinThen};
use tandem_shared::formula::pace;
use tandem_shared::view::{GoalView, KeyResultView, WinSort, WinView};

/// The wins of a board that none of its check-ins `held` told of, the newest first. What was won once is known by its key
/// for good: a figure that falls and rises again wins nothing twice.
pub(crate) fn wins(
    world: &World,
    now: Timestamp,
    slug: &str,
    board: &Board,
    held: &[(&str, &CheckIn)],
) -> Vec<WinView> {
    let Some(frame) = Frame::of_board(world, now, board) else { return Vec::new() };
    // The end of a period falls between two check-ins.
    let since =
        held.last().and_then(|(_, last)| last.held.parse().ok()).and_then(|at| Frame::of_board(world, at, board));
    let before = since.filter(|then| then.period != frame.period).map(|then| Frame { now, today: frame.today, ..then });
    let declared = world.meetings().wins(slug).filter_map(|(slug, win)| {
        let day = win.day.parse::<Date>().map(day_of).ok()?;
        let fresh = day <= frame.today && (!held.is_empty() || day >= frame.span.from);
        fresh.then(|| declared(world, slug, win))
    });
    let mut wins: Vec<WinView> = declared.collect();
    for frame in before.iter().chain([&frame]) {
        wins.extend(board_kpis(world, board).into_iter().filter_map(|state| reached(frame, state)));
        let goals = goals_view(world, now, slug, Some(frame.period)).map(|view| view.goals).unwrap_or_default();
        wins.extend(goals.into_iter().filter_map(|goal| finished(frame, goal)));
    }
    let mut told: BTreeSet<String> = held.iter().flat_map(|(_, held)| &held.wins).map(|win| win.key.clone()).collect();
    wins.retain(|win| told.insert(win.key.clone()));
    wins.sort_by(|one, other| (&other.day, &one.key).cmp(&(&one.day, &other.key)));
    wins
}

/// A win as its document tells it.
pub(crate) fn declared(world: &World, slug: &str, win: &Win) -> WinView {
    WinView {
        key: slug.to_owned(),
        sort: WinSort::Declared,
        name: win.title.clone(),
        day: win.day.clone(),
        teams: win.teams.iter().map(|team| any_team(world, team)).collect(),
        note: win.note.clone(),
        by: Some(world.name_of(&win.by).to_owned()),
    }
}

/// A win as a record keeps it.
pub(super) fn as_told(world: &World, then: &WinThen) -> WinView {
    WinView {
        key: then.key.clone(),
        sort: then.sort,
        name: then.name.clone(),
        day: then.day.clone(),
        teams: then.teams.iter().map(|team| any_team(world, team)).collect(),
        note: None,
        by: None,
    }
}

/// The target of a KPI, if it was reached: by a growing sum for good, by anything else once its period is over. A correction
/// wins nothing, and neither does a target that was set below what was there already.
fn reached(frame: &Frame, state: &KpiState) -> Option<WinView> {
    let line = state.target(frame.period)?;
    let version = in_force(frame, Some(line)).filter(|version| !version.correction)?;
    let kpi = state.definition();
    let tile = plain_tile(frame, state, 0);
    let day = match &tile.reached {
        Some(day) => {
            let reached = day_of(day.parse().ok()?);
            let agreed = frame.calendar().day_at(Timestamp::from_millisecond(version.at).ok()?);
            let before = line.0.iter().take_while(|earlier| earlier.revision < version.revision).last();
            let before = before.and_then(|before| before.value);
            let raised = before.zip(version.value).is_some_and(|(before, value)| before <= value);
            (raised || reached >= agreed).then_some(reached)?
        }
        None if is_over(frame) => {
            pace(kpi.direction, tile.value?, tile.target?, tile.range).filter(|pace| *pace >= 1.0)?;
            frame.last_day()
        }
        None => return None,
    };
    Some(WinView {
        key: format!("target:{}:{}", state.slug(), frame.period),
        sort: WinSort::Target,
        name: kpi.name.clone(),
        day: iso(day),
        teams: team_views(frame.world, kpi.owners.iter().map(String::as_str)),
        note: None,
        by: None,
    })
}

/// A goal whose key results are all reached; one that may fall again counts once the goal's period is over.
fn finished(frame: &Frame, goal: GoalView) -> Option<WinView> {
    let stays = |result: &KeyResultView| goal.over || result.start.is_some() || result.tile.reached.is_some();
    let mut counted = goal.key_results.iter().filter(|result| result.weight > Quantity::ZERO);
    let done = counted.all(|result| result.progress.is_some_and(|progress| progress >= 1.0) && stays(result));
    done.then(|| WinView {
        key: format!("goal:{}", goal.slug),
        sort: WinSort::Goal,
        name: goal.name,
        day: iso(last_day(frame, &goal.period)),
        teams: goal.owners,
        note: None,
        by: None,
    })
}

/// Today, or the last day of a period that is over.
fn last_day(frame: &Frame, period: &str) -> Day {
    let own = period.parse().ok().and_then(|period| Frame::new(frame.world, frame.now, period));
    own.map_or(frame.today, |own| own.last_day())
}

fn is_over(frame: &Frame) -> bool {
    frame.today >= frame.span.to
}
