//! The goals beside a board, finished.

use super::Frame;
use super::action::open_actions;
use super::period::period_view;
use super::talk::{next_check_in, talk_view};
use super::team_views;
use super::tile::{blank, missing_tile, plain_tile};
use crate::world::{Entry, World};
use jiff::Timestamp;
use tandem_shared::document::{Board, KeyResult, Kind, Measure};
use tandem_shared::formula::{
    ATTAINMENT_MAX, GOAL_TOLERANCE, NoVerdict, Status, attainment, manual_pace, pace, progress, status, weigh,
};
use tandem_shared::view::{GoalView, GoalsView, KeyResultView, PartOf, TileKind, TileView};
use tandem_shared::{Direction, Elapsed, Period, PeriodUnit, Quantity, Unit};

/// The goals of a board that touch the period it opens with, or `period`, each worked out in its own period. `None`
/// without such a board or period.
pub(crate) fn goals_view(world: &World, now: Timestamp, slug: &str, period: Option<Period>) -> Option<GoalsView> {
    let board = world.board(slug)?;
    let frame = &match period {
        Some(period) => Frame::new(world, now, period),
        None => Frame::of_board(world, now, &board.body),
    }?;
    let touches = |goal: &Frame| goal.span.from < frame.span.to && frame.span.from < goal.span.to;
    let goals = board.body.goals.iter().filter_map(|goal| {
        let own = Frame::new(world, now, world.goal(goal)?.body.period).filter(touches)?;
        goal_view(&own, slug, goal)
    });
    let open = open_actions(world, frame.today, slug);
    let late = open.iter().filter(|action| action.overdue > 0);
    Some(GoalsView {
        board: slug.to_owned(),
        name: board.body.name.clone(),
        as_of: frame.calendar().rfc3339(frame.now),
        demo: board.demo,
        period: period_view(frame),
        periods: likely_periods(frame).iter().map(Period::to_string).collect(),
        goals: goals.collect(),
        next: next_check_in(world, now, &board.body),
        overdue: u32::try_from(late.count()).unwrap_or(u32::MAX),
    })
}

/// The period shown, the one after, and the years they begin in; none twice.
fn likely_periods(frame: &Frame) -> Vec<Period> {
    let calendar = frame.calendar();
    let unit = match frame.period.unit() {
        PeriodUnit::FiscalYear | PeriodUnit::FiscalQuarter | PeriodUnit::FiscalPeriod => PeriodUnit::FiscalYear,
        PeriodUnit::Year | PeriodUnit::Quarter | PeriodUnit::Month | PeriodUnit::Week => PeriodUnit::Year,
    };
    let after = calendar.after(frame.period);
    let year = |period: Option<Period>| calendar.period_on(unit, calendar.span(period?)?.from);
    let mut periods: Vec<Period> = Vec::new();
    for period in [Some(frame.period), after, year(Some(frame.period)), year(after)].into_iter().flatten() {
        if !periods.contains(&period) {
            periods.push(period);
        }
    }
    periods
}

fn goal_view(frame: &Frame, board: &str, slug: &str) -> Option<GoalView> {
    let goal = &frame.world.goal(slug)?.body;
    let elapsed = frame.calendar().elapsed(frame.span, frame.today, Elapsed::CalendarDays);
    let whole: f64 = goal.key_results.iter().map(|result| result.weight.to_f64()).sum();
    let result_view = |result: &KeyResult| {
        let share = if whole > 0.0 { result.weight.to_f64() / whole } else { 0.0 };
        let view = match &result.measure {
            Measure::Kpi { kpi } => by_kpi(frame, board, kpi),
            Measure::Manual { unit, start, target, now } => by_hand(elapsed, unit, [*start, *target, *now]),
        };
        KeyResultView { name: result.name.clone(), weight: result.weight, share, ..view }
    };
    let key_results: Vec<KeyResultView> = goal.key_results.iter().map(result_view).collect();
    let mean = |of: fn(&KeyResultView) -> Option<f64>| {
        weigh(&key_results.iter().map(|result| (result.weight, of(result))).collect::<Vec<_>>())
    };
    let attained = mean(|result| result.attainment);
    let silent =
        key_results.iter().filter(|result| result.weight > Quantity::ZERO).find_map(|result| result.tile.reason);
    Some(GoalView {
        slug: slug.to_owned(),
        revision: frame.world.document(Kind::Goal, slug)?.revision,
        name: goal.name.clone(),
        period: goal.period.to_string(),
        elapsed,
        over: frame.span.to <= frame.today,
        owners: team_views(frame.world, goal.owners.iter().map(String::as_str)),
        part_of: goal.parent.as_deref().and_then(|parent| part_of(frame.world, board, parent)),
        note: goal.note.clone(),
        attainment: attained.map(|weighed| weighed.mean),
        weighed: attained.map_or(0.0, |weighed| weighed.share),
        status: attained.map_or(Status::NoVerdict, |weighed| status(weighed.mean, GOAL_TOLERANCE)),
        reason: silent.filter(|_| attained.is_none()),
        score: mean(|result| result.progress).map(|weighed| weighed.mean),
        key_results,
        talk: talk_view(frame.world, frame.today, board, slug, &goal.owners),
    })
}

/// The goal another is part of; best shown on the same board.
fn part_of(world: &World, board: &str, parent: &str) -> Option<PartOf> {
    let goal = &world.goal(parent)?.body;
    let shows = |board: &Entry<Board>| board.body.goals.iter().any(|goal| goal == parent);
    let here = world.board(board).filter(|here| shows(here)).map(|_| board);
    let shown = here.or_else(|| world.boards().find(|(_, other)| shows(other)).map(|(slug, _)| slug));
    Some(PartOf {
        goal: parent.to_owned(),
        name: goal.name.clone(),
        period: goal.period.to_string(),
        board: shown.map(str::to_owned),
    })
}

/// A key result without name and weight, which stand in the goal.
fn unnamed(tile: TileView) -> KeyResultView {
    KeyResultView {
        name: String::new(),
        weight: Quantity::ZERO,
        share: 0.0,
        start: None,
        progress: None,
        attainment: None,
        archived: false,
        board: None,
        tile,
    }
}

/// A KPI begins at nothing: its progress is what it has reached of the whole target.
fn by_kpi(frame: &Frame, board: &str, kpi: &str) -> KeyResultView {
    let Some(state) = frame.world.any_kpi(kpi) else {
        return KeyResultView { archived: true, ..unnamed(missing_tile(kpi, 0)) };
    };
    let tile = plain_tile(frame, state, 0);
    let reached = tile.value.and_then(|value| {
        // A range is its own target.
        let target =
            tile.target.or(tile.range.filter(|_| tile.direction == Direction::Within).map(|range| range.low))?;
        pace(tile.direction, value, target, tile.range)
    });
    let attained = match (tile.pace, tile.status) {
        (Some(pace), _) => Some(attainment(pace)),
        // A limit of which nothing is used: pace is beyond numbers.
        (None, Status::Ahead) => Some(ATTAINMENT_MAX),
        (None, _) => None,
    };
    let mut boards = frame.world.boards_of(kpi);
    let shown = if boards.any(|slug| slug == board) { Some(board) } else { frame.world.boards_of(kpi).next() };
    KeyResultView {
        progress: reached.map(|reached| reached.clamp(0.0, 1.0)),
        attainment: attained,
        archived: state.archived(),
        board: shown.map(str::to_owned),
        ..unnamed(tile)
    }
}

fn by_hand(elapsed: f64, unit: &Unit, [start, target, now]: [Quantity; 3]) -> KeyResultView {
    let done = progress(start, target, now);
    let pace = manual_pace(done, elapsed);
    let tile = TileView {
        unit: Some(unit.clone()),
        direction: if target < start { Direction::Lower } else { Direction::Higher },
        value: Some(now),
        target: Some(target),
        expected: Quantity::nearest(start.to_f64() + (target.to_f64() - start.to_f64()) * elapsed),
        pace,
        status: pace.map_or(Status::NoVerdict, |pace| status(pace, GOAL_TOLERANCE)),
        reason: pace.is_none().then_some(NoVerdict::TooEarly),
        ..blank(TileKind::Kpi)
    };
    KeyResultView { start: Some(start), progress: Some(done), attainment: pace.map(attainment), ..unnamed(tile) }
}
