//! The targets of a board's KPIs in a year.

use super::agenda::board_kpis;
use super::{Frame, team_view, team_views};
use crate::world::{Entry, KpiState, TargetVersion, World};
use jiff::Timestamp;
use tandem_shared::document::{Board, TeamRollup};
use tandem_shared::view::{SheetPeriod, TargetCell, TargetRow, TargetSheet};
use tandem_shared::{Period, PeriodUnit};

/// The targets of the year that `period` lies in, or the board's own period; `None` without such a board or period.
pub(crate) fn target_sheet(world: &World, now: Timestamp, slug: &str, period: Option<Period>) -> Option<TargetSheet> {
    let board = world.board(slug)?;
    let frame = match period {
        Some(period) => Frame::new(world, now, period),
        None => Frame::of_board(world, now, &board.body),
    }?;
    let calendar = world.calendar();
    let units = match frame.period.unit() {
        PeriodUnit::FiscalYear | PeriodUnit::FiscalQuarter | PeriodUnit::FiscalPeriod => {
            [PeriodUnit::FiscalPeriod, PeriodUnit::FiscalQuarter, PeriodUnit::FiscalYear]
        }
        _ => [PeriodUnit::Month, PeriodUnit::Quarter, PeriodUnit::Year],
    };
    // A week belongs to the year that most of it lies in.
    let year = calendar.period_on(units[2], frame.span.from + frame.span.days() / 2)?;
    let span = calendar.span(year)?;
    let buckets = units.into_iter().flat_map(|unit| calendar.buckets(Some(unit), span));
    let periods: Vec<(Period, bool)> =
        buckets.filter_map(|(period, span)| Some((period?, frame.today >= span.to))).collect();
    let columns = periods.iter().map(|&(id, over)| SheetPeriod { id: id.to_string(), unit: id.unit(), over });
    Some(TargetSheet {
        board: slug.to_owned(),
        name: board.body.name.clone(),
        year: year.to_string(),
        previous: calendar.before(year).map(|year| year.to_string()),
        next: calendar.after(year).map(|year| year.to_string()),
        rows: rows(world, board, &periods),
        periods: columns.collect(),
    })
}

/// Of each KPI the joint target, then those of its owners and of whoever else has one.
fn rows(world: &World, board: &Entry<Board>, periods: &[(Period, bool)]) -> Vec<TargetRow> {
    let mut rows = Vec::new();
    for state in board_kpis(world, &board.body) {
        let kpi = state.definition();
        let others = state.targets().filter_map(|(_, team, _)| team);
        let mut teams: Vec<&str> = kpi.owners.iter().map(String::as_str).chain(others).collect();
        let mut seen = std::collections::BTreeSet::new();
        teams.retain(|team| seen.insert(*team));
        for team in std::iter::once(None).chain(teams.into_iter().filter_map(|team| team_view(world, team)).map(Some)) {
            let slug = team.as_ref().map(|team| team.slug.as_str());
            rows.push(TargetRow {
                kpi: state.slug().to_owned(),
                name: kpi.name.clone(),
                unit: kpi.unit.clone(),
                owners: team_views(world, kpi.owners.iter().map(String::as_str)),
                adds_up: kpi.rollup.is_sum() || kpi.team_rollup == TeamRollup::Sum,
                cells: periods.iter().map(|(period, _)| cell(world, state, *period, slug)).collect(),
                team,
            });
        }
    }
    rows
}

fn cell(world: &World, state: &KpiState, period: Period, team: Option<&str>) -> TargetCell {
    let newest = |period: Period| state.target_of(period, team).and_then(|line| line.newest());
    let version = newest(period);
    let standing: Option<&TargetVersion> = version.filter(|version| version.value.is_some());
    TargetCell {
        value: standing.and_then(|version| version.value),
        revision: standing.map(|version| version.revision),
        by: version.map(|version| world.name_of(&version.by).to_owned()),
        at: version.map(|version| world.calendar().rfc3339_ms(version.at)),
        last_year: world.calendar().year_before(period).and_then(newest).and_then(|version| version.value),
    }
}
