//! What was won and no check-in of a board has told of yet: declared wins, reached targets, finished goals.

use super::Frame;
use super::action::any_team;
use super::agenda::board_kpis;
use super::goals::goals_view;
use super::tile::{in_force, plain_tile};
use crate::access::Sight;
use crate::calendar::{day_of, iso};
use crate::world::{KpiState, World};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeSet;
use tandem_shared::document::{Board, CheckIn, Win, WinThen};
use tandem_shared::formula::pace;
use tandem_shared::view::{GoalView, KeyResultView, WinList, WinSort, WinView};
use tandem_shared::{Period, Quantity};

/// The wins of a board that none of its check-ins `held` told of, the newest first. What was won once is known by its key
/// for good: a figure that falls and rises again wins nothing twice.
pub(crate) fn wins(
    world: &World,
    now: Timestamp,
    slug: &str,
    board: &Board,
    held: &[(&str, &CheckIn)],
) -> Vec<WinThen> {
    let Some(frame) = Frame::of_board(world, now, board) else { return Vec::new() };
    let last = held.last().and_then(|(_, last)| last.held.parse().ok());
    // The end of a period falls between two check-ins.
    let before = last.and_then(|last| Frame::of_board(world, last, board)).filter(|then| then.period != frame.period);
    let fresh = |(_, win): &(&str, &Win)| {
        let day = win.day.parse::<Date>().map(day_of);
        day.is_ok_and(|day| day <= frame.today && (last.is_some() || day >= frame.span.from))
    };
    let mut wins: Vec<WinThen> =
        world.meetings().wins(slug).filter(fresh).map(|(slug, win)| declared(slug, win)).collect();
    for frame in before.map(|then| Frame { now, today: frame.today, ..then }).iter().chain([&frame]) {
        wins.extend(board_kpis(world, board).into_iter().filter_map(|state| reached(frame, state)));
        let goals = goals_view(world, now, slug, Some(frame.period)).map(|view| view.goals).unwrap_or_default();
        wins.extend(goals.into_iter().filter_map(|goal| finished(frame, goal)));
    }
    let mut told: BTreeSet<String> = held.iter().flat_map(|(_, held)| &held.wins).map(|win| win.key.clone()).collect();
    wins.retain(|win| told.insert(win.key.clone()));
    wins.sort_by(|one, other| (&other.day, &one.key).cmp(&(&one.day, &other.key)));
    wins
}

/// All wins of a board in its period, told of or not; `None` without such a board or period. In public nothing that
/// people wrote is told: it names customers, persons and sums.
pub(crate) fn win_list(world: &World, now: Timestamp, slug: &str, sight: Sight) -> Option<WinList> {
    let board = &world.board(slug)?.body;
    Frame::of_board(world, now, board)?;
    let mut wins = wins(world, now, slug, board, &[]);
    wins.retain(|win| sight != Sight::Public || win.sort != WinSort::Declared);
    Some(WinList { items: wins.iter().map(|win| win_view(world, win)).collect() })
}

/// A win, finished; what else was said about a declared one is told as its document stands.
pub(super) fn win_view(world: &World, win: &WinThen) -> WinView {
    let declared = world.meetings().win(&win.key);
    WinView {
        key: win.key.clone(),
        sort: win.sort,
        name: win.name.clone(),
        day: win.day.clone(),
        teams: win.teams.iter().map(|team| any_team(world, team)).collect(),
        note: declared.and_then(|win| win.note.clone()),
        by: declared.map(|win| world.name_of(&win.by).to_owned()),
    }
}

/// A declared win.
pub(crate) fn declared(slug: &str, win: &Win) -> WinThen {
    WinThen {
        key: slug.to_owned(),
        sort: WinSort::Declared,
        name: win.title.clone(),
        day: win.day.clone(),
        teams: win.teams.clone(),
    }
}

/// The target of a KPI, if it was reached: by a growing sum for good, by anything else once its period is over. A correction
/// wins nothing, and neither does a target that was set below what was there already.
fn reached(frame: &Frame, state: &KpiState) -> Option<WinThen> {
    let line = state.target(frame.period)?;
    let version = in_force(frame, Some(line)).filter(|version| !version.correction)?;
    let kpi = state.definition();
    let tile = plain_tile(frame, state, 0);
    let day = match tile.reached {
        Some(day) => {
            let agreed = frame.calendar().day_at(Timestamp::from_millisecond(version.at).ok()?);
            let before = line.0.iter().take_while(|earlier| earlier.revision < version.revision).last();
            let raised = before.is_some_and(|before| before.value.is_some() && before.value <= version.value);
            // Dates as they are written sort as days do.
            Some(day).filter(|day| raised || *day >= iso(agreed))?
        }
        None if frame.today >= frame.span.to => {
            pace(kpi.direction, tile.value?, tile.target?, tile.range).filter(|pace| *pace >= 1.0)?;
            iso(frame.last_day())
        }
        None => return None,
    };
    Some(WinThen {
        key: format!("target:{}:{}", state.slug(), frame.period),
        sort: WinSort::Target,
        name: kpi.name.clone(),
        day,
        teams: kpi.owners.clone(),
    })
}

/// A goal whose key results are all reached, as of today or the last day of its period; one that may fall again counts once
/// that is over.
fn finished(frame: &Frame, goal: GoalView) -> Option<WinThen> {
    let stays = |result: &KeyResultView| goal.over || result.start.is_some() || result.tile.reached.is_some();
    let mut counted = goal.key_results.iter().filter(|result| result.weight > Quantity::ZERO);
    let done = counted.all(|result| result.progress.is_some_and(|progress| progress >= 1.0) && stays(result));
    let period: Period = goal.period.parse().ok().filter(|_| done)?;
    Some(WinThen {
        key: format!("goal:{}", goal.slug),
        sort: WinSort::Goal,
        name: goal.name,
        day: iso(Frame::new(frame.world, frame.now, period)?.last_day()),
        teams: goal.owners.into_iter().map(|team| team.slug).collect(),
    })
}
