//! Agreeing on a target.

use super::fields::Fields;
use super::put_document::{Precondition, Put, check_in_world, split_envelope, typed, write};
use crate::access::{Actor, Owned};
use crate::app::App;
use crate::calendar::{day_of, iso};
use jiff::civil::Date;
use tandem_shared::document::{Document, Errors, Target};
use tandem_shared::{Period, Problem, ProblemKind};

/// Writes a new version of the target of a KPI and period; a reason is required.
pub(crate) async fn put_target(
    app: &App,
    actor: &Actor,
    kpi: &str,
    period: &str,
    precondition: Precondition,
    body: Fields,
) -> Result<Put, Problem> {
    let period: Period = period.parse().map_err(|error| Problem::new(ProblemKind::BadAddress, format!("{error}.")))?;
    if let Some(state) = app.read_world().kpi(kpi) {
        actor.check_write(&Owned::By(state.definition().owners.clone()))?;
    }
    let (reason, body) = split_envelope(body)?;
    let mut target: Target = typed(&body)?;
    let mut errors = Errors::default();
    target.validate(&mut errors);
    errors.require(reason.is_some(), "/reason", "say why: the other team will read it");
    let slug = Target::slug(kpi, &period.to_string(), target.team.as_deref());
    {
        let world = app.read_world();
        if world.kpi(kpi).is_none() {
            return Err(Problem::new(ProblemKind::NotFound, format!("There is no KPI \"{kpi}\".")));
        }
        check_in_world(&world, actor, &slug, &target, &mut errors)?;
        let calendar = world.calendar();
        let Some(span) = calendar.span(period) else {
            return Err(Problem::new(ProblemKind::BadAddress, format!("The calendar has no period {period}.")));
        };
        let is_first = world.document(Target::KIND, &slug).is_none();
        let written_on = calendar.day_at(app.clock.now());
        let from = match &target.from {
            None if is_first => Some(span.from),
            None => Some(written_on.clamp(span.from, span.to - 1)),
            Some(text) => text.parse::<Date>().ok().map(day_of).filter(|day| span.contains(*day)),
        };
        match from {
            Some(day) => target.from = Some(iso(day)),
            None => errors
                .add("/from", format!("write a date within the period, {} to {}", iso(span.from), iso(span.to - 1))),
        }
    }
    write(app, actor, slug, precondition, &target, reason, errors).await
}
