//! Typing a figure: what a person reads off becomes the figure of the period so far.

use super::fields::Fields;
use super::push_values::Accepted;
use super::put_document::typed;
use super::refused;
use crate::access::Actor;
use crate::app::App;
use crate::store::{MeasurementWrite, NO_TEAM, Write};
use crate::world::Figure;
use serde::Deserialize;
use tandem_shared::{FieldError, Period, Problem, ProblemKind, Quantity, Rollup, UnitType};

/// The figure of a running period, as it is typed.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewFigure {
    /// Id of the period, such as `2026-Q4`; it must be under way.
    #[schema(value_type = String)]
    period: Period,
    /// The figure of the period so far; of a ratio, send `numerator` and `denominator` instead.
    value: Option<Quantity>,
    /// Of a ratio: what counts.
    numerator: Option<Quantity>,
    /// Of a ratio: out of what.
    denominator: Option<Quantity>,
    /// The figure it replaces: refused if it is another by now. Without it, whatever there is.
    was: Option<Quantity>,
}

/// Measures, today, what is missing to the figure: of a sum or ratio the difference, of a level the figure itself.
pub(crate) async fn set_figure(app: &App, actor: &Actor, kpi: &str, body: Fields) -> Result<Accepted, Problem> {
    let new: NewFigure = typed(&body)?;
    let measurement = {
        let world = app.read_world();
        let (no, state) = world
            .kpi_no(kpi)
            .ok_or_else(|| Problem::new(ProblemKind::NotFound, format!("There is no KPI \"{kpi}\".")))?;
        actor.check_push(kpi, Some(&state.definition().owners))?;
        let rollup = state.definition().rollup;
        if !state.is_typeable() {
            let detail =
                "The figure of this KPI is worked out of its measurements: push those with POST /api/v1/values.";
            return Err(Problem::new(ProblemKind::Conflict, detail));
        }
        let now = app.clock.now();
        let today = world.calendar().day_at(now);
        let Some(span) = world.calendar().span(new.period).filter(|span| span.contains(today)) else {
            return Err(wrong(
                "period",
                "this period is not under way: push what belongs to another one with its date, by POST /api/v1/values",
            ));
        };
        let is_count = state.definition().unit.kind == UnitType::Count;
        if is_count && new.value.is_some_and(|value| value < Quantity::ZERO) {
            return Err(wrong(
                "value",
                "a count is not below 0: type what was counted; to correct a day, push what is too much on it as a negative \
                 measurement with its date, by POST /api/v1/values",
            ));
        }
        let figure = state.figure(crate::calendar::Span { from: span.from, to: today + 1 });
        let typed = Typed { value: new.value, numerator: new.numerator, denominator: new.denominator };
        let missing = typed.missing(rollup, &figure).map_err(|(field, detail)| wrong(field, &detail))?;
        let Missing { value, denominator, is_there } = missing;
        // Sent twice it says the same, whatever the figure was before.
        if !is_there && new.was.is_some_and(|was| figure.value != Some(was)) {
            return Err(Problem::new(
                ProblemKind::Conflict,
                "The figure has changed since you read it: look at it again, then type yours if it still holds.",
            ));
        }
        MeasurementWrite {
            kpi: no,
            rollup,
            team: NO_TEAM,
            day: today,
            at: now.as_millisecond(),
            value: value.parts(),
            denominator: denominator.parts(),
            key: None,
            note: None,
        }
    };
    let seq = app.commit(actor, Write::Measurements(vec![measurement])).await.map_err(refused)?;
    app.metrics.accepted(1);
    Ok(Accepted { accepted: 1, seq })
}

/// A figure as somebody typed it.
pub(super) struct Typed {
    pub(super) value: Option<Quantity>,
    pub(super) numerator: Option<Quantity>,
    pub(super) denominator: Option<Quantity>,
}

/// What has to be measured for a figure to become what was typed.
pub(super) struct Missing {
    pub(super) value: Quantity,
    /// Of a ratio.
    pub(super) denominator: Quantity,
    /// Whether the figure says it already.
    pub(super) is_there: bool,
}

/// A field's name, and what to do about it.
pub(super) type Fault = (&'static str, String);

impl Typed {
    /// Of a sum or ratio the difference to the figure, else what was typed itself.
    pub(super) fn missing(&self, rollup: Rollup, figure: &Figure) -> Result<Missing, Fault> {
        let (value, denominator) = match (rollup, self.value, self.numerator, self.denominator) {
            (Rollup::Ratio, None, Some(_), Some(denominator)) if denominator < Quantity::ZERO => {
                return Err(("denominator", "a denominator is not negative".to_owned()));
            }
            (Rollup::Ratio, None, Some(numerator), Some(denominator)) => {
                (difference(numerator, figure.numerator)?, difference(denominator, figure.denominator)?)
            }
            (Rollup::Ratio, _, Some(_), None) => return Err(("denominator", RATIO.to_owned())),
            (Rollup::Ratio, ..) => return Err(("numerator", RATIO.to_owned())),
            (Rollup::Sum, Some(value), None, None) => (difference(value, figure.value)?, Quantity::ZERO),
            (_, Some(value), None, None) => (value, Quantity::ZERO),
            _ => return Err(("value", "the figure is missing".to_owned())),
        };
        let is_there = match rollup {
            Rollup::Sum | Rollup::Ratio => {
                (value, denominator) == (Quantity::ZERO, Quantity::ZERO) && figure.value.is_some()
            }
            _ => figure.value == self.value,
        };
        Ok(Missing { value, denominator, is_there })
    }
}

const RATIO: &str = "a ratio needs its numerator and its denominator";

fn difference(figure: Quantity, before: Option<Quantity>) -> Result<Quantity, Fault> {
    let fault = || ("value", "this is too far from the figure it replaces".to_owned());
    figure.checked_sub(before.unwrap_or_default()).ok_or_else(fault)
}

fn wrong(field: &str, detail: &str) -> Problem {
    Problem::invalid(vec![FieldError { pointer: format!("/{field}"), detail: detail.to_owned() }])
}
