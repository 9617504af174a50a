//! Agreeing on a target.

use super::fields::Fields;
use super::put_document::{Precondition, Put, check_in_world, split_envelope, typed, write};
use crate::access::{Actor, Owned};
use crate::app::App;
use crate::calendar::{Span, day_of, iso};
use crate::store::Day;
use crate::world::{World, read_target_slug};
use jiff::Timestamp;
use jiff::civil::Date;
use tandem_shared::document::{Document, Errors, Target};
use tandem_shared::view::Side;
use tandem_shared::{Period, Problem, ProblemKind};

/// What is said to a change without a reason.
pub(super) const NO_REASON: &str = "say why: the other team will read it";

/// Writes a new version of the target of a KPI and period; a reason is required, and the other teams are asked.
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
    errors.require(reason.is_some(), "/reason", NO_REASON);
    let slug = {
        let world = app.read_world();
        if world.kpi(kpi).is_none() {
            return Err(Problem::new(ProblemKind::NotFound, format!("There is no KPI \"{kpi}\".")));
        }
        let Some(span) = world.calendar().span(period) else {
            return Err(Problem::new(ProblemKind::BadAddress, format!("The calendar has no period {period}.")));
        };
        complete(&world, actor, app.clock.now(), (kpi, period, span), &mut target, &mut errors)?
    };
    write(app, actor, slug, precondition, &target, reason, errors).await
}

/// Fills in what a version of a target leaves to the server, adds what is wrong with it to `errors`, and says its slug.
/// Refuses whom neither KPI nor team belong to.
pub(super) fn complete(
    world: &World,
    actor: &Actor,
    now: Timestamp,
    (kpi, period, span): (&str, Period, Span),
    target: &mut Target,
    errors: &mut Errors,
) -> Result<String, Problem> {
    target.validate(errors);
    let slug = Target::slug(kpi, &period.to_string(), target.team.as_deref());
    check_in_world(world, actor, &slug, target, errors)?;
    let is_first = world.document(Target::KIND, &slug).is_none();
    let today = world.calendar().day_at(now);
    let from = match &target.from {
        None => Some(counts_from(span, today, is_first)),
        Some(text) => text.parse::<Date>().ok().map(day_of).filter(|day| span.contains(*day)),
    };
    match from {
        Some(day) => target.from = Some(iso(day)),
        None => {
            errors.add("/from", format!("write a date within the period, {} to {}", iso(span.from), iso(span.to - 1)));
        }
    }
    // What nobody had agreed on moves no goal: last year's targets may be brought along when Tandem is set up.
    let over = today >= span.to && !is_first;
    errors.require(
        target.correction || !over,
        "/correction",
        "this period is over: say \"correction\": true to change its target nevertheless; the version stays marked",
    );
    target.correction &= over;
    target.asked = asked(world, actor, kpi, target.team.as_deref());
    Ok(slug)
}

/// The day from which a version counts that does not say: the first from the start, a later one from today.
pub(crate) fn counts_from(span: Span, today: Day, is_first: bool) -> Day {
    if is_first { span.from } else { today.clamp(span.from, span.to - 1) }
}

/// Whether the period of the target at a slug is over.
pub(super) fn is_over(world: &World, now: Timestamp, slug: &str) -> bool {
    read_target_slug(slug)
        .and_then(|(_, period, _)| world.calendar().span(period))
        .is_some_and(|span| world.calendar().day_at(now) >= span.to)
}

/// The teams that somebody speaks for.
pub(super) fn own_teams<'a>(world: &'a World, actor: &Actor) -> &'a [String] {
    actor.person_slug().and_then(|slug| world.person(slug)).map_or(&[], |person| &person.teams)
}

/// The teams that are asked to acknowledge a target `actor` writes: the owners, and of a KPI of one team both sides, but
/// not those the author speaks for. An author without a team asks the owners alone.
pub(crate) fn asked(world: &World, actor: &Actor, kpi: &str, team: Option<&str>) -> Vec<String> {
    let own = own_teams(world, actor);
    let mut asked: Vec<String> =
        world.any_kpi(kpi).into_iter().flat_map(|kpi| kpi.definition().owners.clone()).collect();
    asked.extend(team.map(str::to_owned));
    if asked.len() == 1 && !own.is_empty() {
        asked.extend(world.teams().filter(|(_, team)| team.side != Side::Other).map(|(slug, _)| slug.to_owned()));
    }
    asked.sort_unstable();
    asked.dedup();
    asked.retain(|team| !own.contains(team) && world.team(team).is_some());
    asked
}
