//! The figures of a board's KPIs on each day of a month.

use super::agenda::board_kpis;
use super::{Frame, team_views};
use crate::calendar::{Span, iso};
use crate::world::{KpiState, World};
use jiff::Timestamp;
use tandem_shared::view::{DayValue, ValueRow, ValueSheet};
use tandem_shared::{Period, PeriodUnit, Rollup};

/// The figures of the last month that has begun of `period` or, without one, of now; `None` without such a board or period.
pub(crate) fn value_sheet(world: &World, now: Timestamp, slug: &str, period: Option<Period>) -> Option<ValueSheet> {
    let (board, calendar) = (world.board(slug)?, world.calendar());
    let today = calendar.day_at(now);
    let day = match period {
        Some(period) => Frame::new(world, now, period)?.last_day(),
        None => today,
    };
    let month = calendar.period_on(PeriodUnit::Month, day)?;
    let frame = Frame::new(world, now, month)?;
    let span = frame.so_far();
    let next = calendar.after(month).filter(|next| calendar.span(*next).is_some_and(|span| span.from <= today));
    Some(ValueSheet {
        board: slug.to_owned(),
        name: board.body.name.clone(),
        month: month.to_string(),
        previous: calendar.before(month).map(|month| month.to_string()),
        next: next.map(|month| month.to_string()),
        days: (span.from..span.to).map(iso).collect(),
        rows: board_kpis(world, &board.body).into_iter().map(|state| row(world, state, span)).collect(),
    })
}

fn row(world: &World, state: &KpiState, span: Span) -> ValueRow {
    let kpi = state.definition();
    let value = |day| {
        let figure = state.figure(Span { from: day, to: day + 1 });
        DayValue { value: figure.value, numerator: figure.numerator, denominator: figure.denominator }
    };
    // Persons type; what else sends is a source.
    let sources = state.feeds().iter().map(|feed| feed.actor.as_str()).filter(|actor| !actor.starts_with('@'));
    ValueRow {
        kpi: state.slug().to_owned(),
        name: kpi.name.clone(),
        unit: kpi.unit.clone(),
        is_ratio: kpi.rollup == Rollup::Ratio,
        owners: team_views(world, kpi.owners.iter().map(String::as_str)),
        sources: sources.map(str::to_owned).collect(),
        typeable: state.is_typeable(),
        days: (span.from..span.to).map(value).collect(),
    }
}
