//! What people said at check-ins: of one goal through time, and of one check-in as a record.

use super::action::{action_view, any_team};
use super::wins::win_view;
use crate::calendar::Rhythm;
use crate::store::Day;
use crate::world::World;
use jiff::Timestamp;
use tandem_shared::FieldError;
use tandem_shared::document::{Board, Cadence, CheckIn, Errors, GoalThen, KpiThen};
use tandem_shared::view::{
    ComingView, ConfidenceLine, GoalRecord, KpiRecord, NextCheckIn, NoteView, RecordLine, RecordView, SaidView,
    TalkView,
};

/// Most check-ins on one line of confidence: a quarter of weeks.
const POINTS_MAX: usize = 13;

/// How many check-ins to come are looked at.
const COMING: usize = 3;

/// When a board's next check-in is.
pub(crate) fn next_check_in(world: &World, now: Timestamp, board: &Board) -> Option<NextCheckIn> {
    coming(world, now, board.check_in.as_ref()?).ok()?.next.into_iter().next()
}

/// The next check-ins of a cadence; or what is wrong with it.
pub(crate) fn coming(world: &World, now: Timestamp, cadence: &Cadence) -> Result<ComingView, Vec<FieldError>> {
    let mut errors = Errors::default();
    cadence.validate(&mut errors);
    let rhythm = Rhythm::new(cadence, &mut errors);
    let errors = errors.into_vec();
    let Some(rhythm) = rhythm.filter(|_| errors.is_empty()) else { return Err(errors) };
    let next = |at| NextCheckIn { at: world.calendar().rfc3339(at), minutes: rhythm.minutes.into() };
    Ok(ComingView { next: rhythm.after(world.calendar(), now).take(COMING).map(next).collect() })
}

/// A time as the organisation's clocks show it.
pub(super) fn local(world: &World, time: &str) -> String {
    time.parse().map_or_else(|_| time.to_owned(), |at| world.calendar().rfc3339(at))
}

/// What people say about a goal of a board.
pub(super) fn talk_view(world: &World, today: Day, board: &str, goal: &str, owners: &[String]) -> TalkView {
    let check_ins = world.meetings().check_ins(board);
    let about = check_ins.iter().filter_map(|(_, held)| Some((*held, said_of(held, goal)?)));
    let mut about: Vec<(&CheckIn, &GoalThen)> = about.collect();
    let note = about.iter().rev().find_map(|(held, said)| {
        let led_by = held.led_by.as_deref().map(|who| world.called(who).to_owned());
        Some(NoteView { text: said.note.clone()?, held: local(world, &held.held), led_by })
    });
    about.drain(..about.len().saturating_sub(POINTS_MAX));
    let line = |team: &String| ConfidenceLine {
        team: any_team(world, team),
        levels: about.iter().map(|(_, said)| said.confidence.get(team).copied()).collect(),
    };
    let open =
        world.meetings().open_actions(board).into_iter().filter(|(_, action)| action.goal.as_deref() == Some(goal));
    TalkView {
        held: about.iter().map(|(held, _)| local(world, &held.held)).collect(),
        lines: owners.iter().map(line).collect(),
        note,
        actions: open.filter_map(|(slug, _)| action_view(world, today, slug)).collect(),
    }
}

fn said_of<'a>(held: &'a CheckIn, goal: &str) -> Option<&'a GoalThen> {
    held.goals.iter().find(|said| said.goal == goal)
}

/// Who wrote down what a team said at a check-in, if they did not speak for it: one keeps the record for all who are there,
/// and it shows whose word it is.
pub(super) fn noted_by(world: &World, held: &CheckIn, team: &String) -> Option<String> {
    let by = held.by.as_ref().filter(|_| !held.by_teams.contains(team))?;
    Some(world.name_of(by).to_owned())
}

/// A check-in in a list.
pub(super) fn record_line(world: &World, slug: &str, held: &CheckIn) -> RecordLine {
    let count = |people: &[String]| u32::try_from(people.len()).unwrap_or(u32::MAX);
    RecordLine {
        slug: slug.to_owned(),
        held: local(world, &held.held),
        led_by: held.led_by.as_deref().map(|who| world.called(who).to_owned()),
        present: count(&held.present),
        of: count(&held.present) + count(&held.excused),
    }
}

/// A check-in that was held; `before`: the one before it, for what teams said then.
pub(super) fn record_view(
    world: &World,
    today: Day,
    slug: &str,
    held: &CheckIn,
    before: Option<&CheckIn>,
) -> RecordView {
    let goal = |then: &GoalThen| {
        let earlier = before.and_then(|before| said_of(before, &then.goal));
        let said = then.confidence.iter().map(|(team, level)| SaidView {
            team: any_team(world, team),
            level: Some(*level),
            before: earlier.and_then(|earlier| earlier.confidence.get(team).copied()),
            noted_by: noted_by(world, held, team),
        });
        let mut said: Vec<SaidView> = said.collect();
        let owners = world.goal(&then.goal).map_or(&[][..], |goal| &goal.body.owners);
        said.sort_by_key(|said| owners.iter().position(|owner| *owner == said.team.slug).unwrap_or(owners.len()));
        GoalRecord { name: then.name.clone(), status: then.status, said, note: then.note.clone() }
    };
    let kpi = |then: &KpiThen| KpiRecord {
        name: then.name.clone(),
        unit: world.any_kpi(&then.kpi).map(|state| state.definition().unit.clone()),
        value: then.value,
        target: then.target,
        status: then.status,
    };
    RecordView {
        line: record_line(world, slug, held),
        goals: held.goals.iter().map(goal).collect(),
        actions: held.actions.iter().filter_map(|action| action_view(world, today, action)).collect(),
        wins: held.wins.iter().map(|win| win_view(world, win)).collect(),
        kpis: held.kpis.iter().map(kpi).collect(),
    }
}
