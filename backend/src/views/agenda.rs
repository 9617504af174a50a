//! The agenda of a board's next check-in, which writes itself from what changed since the last.

use super::Frame;
use super::action::open_actions;
use super::goals::goals_view;
use super::period::period_view;
use super::talk::{local, next_check_in, record_line, record_view};
use super::targets::target_versions;
use super::team_views;
use super::tile::plain_tile;
use super::wins::{win_view, wins};
use crate::calendar::{date_of, iso};
use crate::world::{KpiState, World};
use jiff::Timestamp;
use std::collections::BTreeSet;
use tandem_shared::document::{Board, CheckIn, Tile};
use tandem_shared::formula::Status;
use tandem_shared::view::{
    AgendaView, ConfidenceLine, GoalTopic, GoalView, PaceChange, PersonView, SaidView, TargetChange,
};

/// The agenda of a board as it stands, with the `record` asked for or the last. `None` without such a board, period or
/// record.
pub(crate) fn agenda_view(world: &World, now: Timestamp, slug: &str, record: Option<&str>) -> Option<AgendaView> {
    let board = world.board(slug)?;
    let frame = &Frame::of_board(world, now, &board.body)?;
    let held = world.meetings().check_ins(slug);
    let last = held.last().map(|(_, last)| *last);
    let asked = match record {
        Some(record) => Some(held.iter().position(|(slug, _)| *slug == record)?),
        None => held.len().checked_sub(1),
    };
    let goals = goals_view(world, now, slug, None)?.goals;
    let begun = date_of(frame.span.from).to_zoned(frame.calendar().zone().clone()).ok()?.timestamp();
    let since = last.and_then(|last| last.held.parse().ok()).unwrap_or(begun);
    let kpis = board_kpis(world, &board.body);
    Some(AgendaView {
        board: slug.to_owned(),
        name: board.body.name.clone(),
        as_of: frame.calendar().rfc3339(now),
        time_zone: frame.calendar().zone_name().to_owned(),
        today: iso(frame.today),
        demo: board.demo,
        period: period_view(frame),
        since: last.map(|last| local(world, &last.held)),
        changed: changed(frame, begun, last, &kpis),
        targets: target_changes(frame, since, &kpis),
        wins: wins(world, now, slug, &board.body, &held).iter().map(|win| win_view(world, win)).collect(),
        actions: open_actions(world, frame.today, slug),
        people: people(world),
        teams: team_views(world, board_teams(world, [&board.body]).iter().map(String::as_str)),
        goals: goals.into_iter().map(topic).collect(),
        next: next_check_in(world, now, &board.body),
        record: asked.map(|at| {
            let before = at.checked_sub(1).map(|before| held[before].1);
            record_view(world, frame.today, held[at].0, held[at].1, before)
        }),
        records: held.iter().rev().map(|(slug, held)| record_line(world, slug, held)).collect(),
    })
}

/// The KPIs of a board's tiles, then those of its goals; none twice. The parts of a sum speak through their whole.
pub(crate) fn board_kpis<'a>(world: &'a World, board: &'a Board) -> Vec<&'a KpiState> {
    let of_tile = |tile: &'a Tile| match tile {
        Tile::Kpi { kpi } | Tile::Contribution { kpi, .. } => vec![kpi.as_str()],
        Tile::Pair { quantity, quality } => vec![quantity.as_str(), quality.as_str()],
    };
    let tiles = board.sections.iter().flat_map(|section| &section.tiles).flat_map(of_tile);
    let goals = board.goals.iter().filter_map(|goal| world.goal(goal));
    let of_goals = goals.flat_map(|goal| goal.body.kpis()).map(|(_, kpi)| kpi);
    let mut seen = BTreeSet::new();
    tiles.chain(of_goals).filter(|kpi| seen.insert(*kpi)).filter_map(|kpi| world.kpi(kpi)).collect()
}

/// The KPIs with another status than at the last check-in or, before the first, when the period had `begun`; and those
/// still without one. What is worse comes first.
fn changed(frame: &Frame, begun: Timestamp, last: Option<&CheckIn>, kpis: &[&KpiState]) -> Vec<PaceChange> {
    let beginning = Frame { now: begun, today: frame.span.from, ..*frame };
    let before = |state: &KpiState| match last {
        Some(last) => last.kpis.iter().find(|then| then.kpi == state.slug()).map(|then| then.status),
        None => Some(plain_tile(&beginning, state, 0).status),
    };
    let changes = kpis.iter().map(|state| PaceChange { before: before(state), tile: plain_tile(frame, state, 0) });
    let mut changes: Vec<PaceChange> = changes
        .filter(|change| change.before != Some(change.tile.status) || change.tile.status == Status::NoVerdict)
        .collect();
    changes.sort_by_key(|change| match (change.before, change.tile.status) {
        (_, Status::Behind) => 0,
        (Some(Status::Ahead), _) => 1,
        (None | Some(Status::NoVerdict), Status::NoVerdict) => 3,
        _ => 2,
    });
    changes
}

/// The targets that were changed or answered after a moment or still wait for a team's word, the newest first; a first
/// target is no change.
fn target_changes(frame: &Frame, since: Timestamp, kpis: &[&KpiState]) -> Vec<TargetChange> {
    let mut changes: Vec<(Timestamp, TargetChange)> = Vec::new();
    for state in kpis {
        for version in target_versions(frame.world, state).items {
            let Ok(at) = version.at.parse() else { continue };
            let is_new = |at: &str| at.parse::<Timestamp>().is_ok_and(|at| at > since);
            let answered = version.is_newest && version.acknowledgements.iter().any(|word| is_new(&word.at));
            if (at > since && version.before.is_some()) || answered || !version.waits_for.is_empty() {
                changes.push((at, TargetChange { version, tile: plain_tile(frame, state, 0) }));
            }
        }
    }
    changes.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    changes.into_iter().map(|(_, change)| change).collect()
}

fn topic(goal: GoalView) -> GoalTopic {
    let said = |line: ConfidenceLine| {
        let level = line.levels.into_iter().flatten().next_back();
        SaidView { team: line.team, level, before: None, noted_by: None }
    };
    GoalTopic {
        slug: goal.slug,
        name: goal.name,
        attainment: goal.attainment,
        status: goal.status,
        reason: goal.reason,
        said: goal.talk.lines.into_iter().map(said).collect(),
    }
}

/// The slugs of the teams that own something on boards, none twice.
pub(crate) fn board_teams<'a>(world: &'a World, boards: impl IntoIterator<Item = &'a Board>) -> Vec<String> {
    let mut teams: Vec<String> = Vec::new();
    for board in boards {
        let of_goals = board.goals.iter().filter_map(|goal| world.goal(goal)).flat_map(|goal| &goal.body.owners);
        let of_kpis = board_kpis(world, board).into_iter().flat_map(|kpi| &kpi.definition().owners);
        for team in of_goals.chain(of_kpis) {
            if !teams.contains(team) {
                teams.push(team.clone());
            }
        }
    }
    teams
}

/// Everybody who speaks for a team, by name.
fn people(world: &World) -> Vec<PersonView> {
    let speaks = world.people_by_name().into_iter().filter(|(_, person)| !person.teams.is_empty());
    let view = |(slug, person): (&str, &tandem_shared::document::Person)| PersonView {
        slug: slug.to_owned(),
        name: person.name.clone(),
        teams: team_views(world, person.teams.iter().map(String::as_str)),
    };
    speaks.map(view).collect()
}
