//! Typing the figures of many days at once: one commit, all of them or none.

use super::push_values::Accepted;
use super::refused;
use super::set_figure::{Fault, Missing, Typed};
use crate::access::Actor;
use crate::app::App;
use crate::calendar::{Span, day_of};
use crate::store::{CommitError, MeasurementWrite, NO_TEAM, Write};
use crate::world::World;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeSet;
use tandem_shared::document::Errors;
use tandem_shared::{Problem, ProblemKind, Quantity};

/// Most figures in one request.
const FIGURES_MAX: usize = 2_000;

/// The figure of a day, as it is typed.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DayFigure {
    /// Slug of the KPI.
    kpi: String,
    /// The day, `YYYY-MM-DD`.
    day: String,
    /// Its figure; of a ratio, send `numerator` and `denominator` instead.
    value: Option<Quantity>,
    /// Of a ratio: what counts.
    numerator: Option<Quantity>,
    /// Of a ratio: out of what.
    denominator: Option<Quantity>,
    /// The figure it replaces, null for none: refused if it is another by now.
    was: Option<Quantity>,
}

/// Measures, on each day, what is missing to its figure. Sent again, it measures nothing.
pub(crate) async fn set_figures(app: &App, actor: &Actor, figures: Vec<DayFigure>) -> Result<Accepted, Problem> {
    if figures.len() > FIGURES_MAX {
        let detail = format!("{} figures in one request, at most {FIGURES_MAX} are taken.", figures.len());
        return Err(Problem::new(ProblemKind::TooLarge, detail));
    }
    let (rows, measurements): (Vec<usize>, Vec<MeasurementWrite>) = {
        let world = app.read_world();
        check(&world, actor, app.clock.now(), &figures)?.into_iter().unzip()
    };
    let accepted = measurements.len();
    if accepted == 0 {
        return Ok(Accepted { accepted, seq: app.read_world().seq() });
    }
    let seq = app.commit(actor, Write::Measurements(measurements)).await.map_err(|error| match error {
        CommitError::Overflow { index } => refused(CommitError::Overflow { index: rows[index] }),
        error => refused(error),
    })?;
    app.metrics.accepted(accepted);
    Ok(Accepted { accepted, seq })
}

/// What is to be measured, with the numbers of its rows; or who may not, else everything that is wrong, else what has
/// changed since it was read.
fn check(
    world: &World,
    actor: &Actor,
    now: Timestamp,
    figures: &[DayFigure],
) -> Result<Vec<(usize, MeasurementWrite)>, Problem> {
    for row in figures {
        actor.check_push(&row.kpi, world.any_kpi(&row.kpi).map(|kpi| kpi.definition().owners.as_slice()))?;
    }
    let (mut errors, mut changed, mut writes) = (Errors::default(), Errors::default(), Vec::new());
    let mut seen = BTreeSet::new();
    for (index, row) in figures.iter().enumerate() {
        errors.require(seen.insert((&row.kpi, &row.day)), &format!("/{index}"), "this day stands twice: remove one");
        match measurement(world, now, row) {
            Ok(Some((write, true))) => writes.push((index, write)),
            Ok(Some((_, false))) => changed.add(format!("/{index}/was"), "the figure has changed since you read it"),
            Ok(None) => {}
            Err((field, detail)) => errors.add(format!("/{index}/{field}"), detail),
        }
    }
    let (errors, changed) = (errors.into_vec(), changed.into_vec());
    match (errors.is_empty(), changed.is_empty()) {
        (false, _) => Err(Problem::invalid(errors)),
        (true, false) => {
            let detail = "Some figures have changed since you read them; nothing was stored. Look at them again.";
            Err(Problem { errors: changed, ..Problem::new(ProblemKind::Conflict, detail) })
        }
        (true, true) => Ok(writes),
    }
}

/// What is to be measured, and whether the figure it replaces is still there; nothing where the figure says it already.
fn measurement(world: &World, now: Timestamp, row: &DayFigure) -> Result<Option<(MeasurementWrite, bool)>, Fault> {
    let (kpi, state) = world.kpi_no(&row.kpi).ok_or(("kpi", "there is no such KPI".to_owned()))?;
    let day = row.day.parse::<Date>().map(day_of);
    let day = day.map_err(|_| ("day", "write a date like 2026-11-20".to_owned()))?;
    if !(0..=world.calendar().day_at(now)).contains(&day) {
        return Err(("day", "measurements are of what has happened, from 1970-01-01 to today".to_owned()));
    }
    let rollup = state.definition().rollup;
    let figure = state.figure(Span { from: day, to: day + 1 });
    let typed = Typed { value: row.value, numerator: row.numerator, denominator: row.denominator };
    let Missing { value, denominator, is_there } = typed.missing(rollup, &figure)?;
    if is_there {
        return Ok(None);
    }
    if figure.value.is_some() && !state.is_typeable() {
        let detail = "the figure of this day is worked out of its measurements, and cannot be typed over";
        return Err(("value", detail.to_owned()));
    }
    let write = MeasurementWrite {
        kpi,
        rollup,
        team: NO_TEAM,
        day,
        at: world.calendar().last_millisecond(day).min(now.as_millisecond()),
        value: value.parts(),
        denominator: denominator.parts(),
        key: None,
        note: None,
    };
    Ok(Some((write, figure.value == row.was)))
}
