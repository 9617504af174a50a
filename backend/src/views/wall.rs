//! [`WallPlan`]: what a screen on a wall should show.

use super::goals_view;
use crate::calendar::{OrgCalendar, date_of, day_of, weekday_of};
use crate::screens::Known;
use crate::store::Day;
use crate::world::World;
use jiff::civil::Time;
use jiff::{Timestamp, ToSpan};
use tandem_shared::document::{Kind, Weekday};
use tandem_shared::view::{GoalView, WallGoal, WallPlan, WallTurn, WallWindow};

/// How many days ahead a screen knows when its boards are on: it may be without a network for so long.
const DAYS_AHEAD: Day = 8;
/// The hour in which screens load their pages again, each at its own minute.
const RENEWAL_HOUR: i64 = 3;

/// The plan of a screen; none without such a screen. A board that is not there (any more) is left out; the screen goes on with
/// the others.
pub(crate) fn wall_plan(
    world: &World,
    now: Timestamp,
    slug: &str,
    known: &Known,
    is_there: impl Fn(&str) -> bool,
) -> Option<WallPlan> {
    let (screen, revision) = (world.screen(slug)?, world.document(Kind::Screen, slug)?.revision);
    let calendar = world.calendar();
    let turns: Vec<_> = screen
        .boards
        .iter()
        .filter(|turn| is_there(&turn.board))
        .map(|turn| {
            let goals = (!screen.public).then(|| goals_view(world, now, &turn.board, None)).flatten();
            WallTurn {
                board: turn.board.clone(),
                seconds: turn.seconds,
                windows: (!turn.is_always()).then(|| windows(calendar, now, turn.minutes(), &turn.days)),
                check_in: goals.as_ref().and_then(|view| Some(view.next.as_ref()?.at.clone())),
                goals: goals.into_iter().flat_map(|view| view.goals).filter_map(wall_goal).collect(),
            }
        })
        .collect();
    let boards: Vec<&str> = turns.iter().map(|turn| &*turn.board).collect();
    let plan = format!("{revision}:{}:{}", boards.join(","), night(calendar, now, slug));
    let before = world.documents(Kind::Screen, "").take_while(|document| document.slug != slug).count();
    Some(WallPlan {
        plan,
        name: screen.name.clone(),
        number: u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1),
        turns,
        quiet: screen.quiet.iter().flat_map(|quiet| windows(calendar, now, quiet.minutes(), &[])).collect(),
        flashes: known.flashes,
        skips: known.skips,
    })
}

/// A goal whose period runs and that has a figure.
fn wall_goal(goal: GoalView) -> Option<WallGoal> {
    let attainment = goal.attainment.filter(|_| !goal.over)?;
    let owners = goal.owners.into_iter().map(|team| team.name).collect();
    Some(WallGoal { name: goal.name, attainment, status: goal.status, owners })
}

/// Hours of these days (of every day, if it is none): today's, those of the days to come, and what began yesterday.
fn windows(calendar: &OrgCalendar, now: Timestamp, (from, until): (u16, u16), days: &[Weekday]) -> Vec<WallWindow> {
    let today = calendar.day_at(now);
    let at = |day: Day, minute: u16| {
        let time = Time::midnight() + i64::from(minute).minutes();
        let at = calendar.zone().to_timestamp(date_of(day).to_datetime(time)).ok()?;
        Some(calendar.rfc3339(at))
    };
    let is_on = |day: Day| days.is_empty() || days.iter().any(|on| on.number() == weekday_of(day));
    let days = (today - 1..=today + DAYS_AHEAD).filter(|day| is_on(*day));
    days.filter_map(|day| {
        let end = if until <= from { day + 1 } else { day };
        Some(WallWindow { from: at(day, from)?, to: at(end, until)? })
    })
    .collect()
}

/// The night since which a screen's page should have been loaded: it turns between three and four, at a minute of the
/// screen's own, so that not all come at once.
fn night(calendar: &OrgCalendar, now: Timestamp, slug: &str) -> Day {
    let minute = slug.bytes().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into())) % 60;
    let local = calendar.zone().to_datetime(now);
    let shifted = local.checked_sub((RENEWAL_HOUR * 60 + i64::from(minute)).minutes());
    day_of(shifted.unwrap_or(local).date())
}
