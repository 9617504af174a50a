//! Pushing measurements.

use super::refused;
use crate::access::{Actor, May};
use crate::app::App;
use crate::calendar::{OrgCalendar, day_of};
use crate::store::{Day, MeasurementWrite, Millis, NO_TEAM, Write};
use crate::world::World;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use tandem_shared::document::{Kind, PLAIN_RULE, is_plain};
use tandem_shared::{FieldError, Problem, ProblemKind, Quantity, Rollup};

/// Most faults named in one answer.
const ERRORS_MAX: usize = 100;
/// Longest idempotency key, in bytes.
const KEY_MAX: usize = 200;
/// Longest note, in characters.
const NOTE_MAX: usize = 1_000;
/// A measurement may be this much ahead of the server's clock, in ms: clocks differ by minutes.
const AHEAD_MAX: Millis = 5 * 60_000;
/// Characters of `YYYY-MM-DD`.
const DATE_LENGTH: usize = 10;
/// The earliest day of a measurement: 1970-01-01.
const FIRST_DAY: Day = 0;

/// A measurement as it is sent.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewValue<'a> {
    /// Slug of the KPI.
    #[serde(borrow)]
    kpi: Cow<'a, str>,
    /// The value, in the KPI's unit; of a ratio, send `numerator` and `denominator` instead.
    value: Option<Quantity>,
    /// Of a ratio: what counts, such as accepted leads.
    numerator: Option<Quantity>,
    /// Of a ratio: out of what, such as decided leads.
    denominator: Option<Quantity>,
    /// When it was true: a time with offset (`2026-11-20T09:00:00+01:00`) or a date (`2026-11-20`); now, if not given.
    #[serde(borrow)]
    at: Option<Cow<'a, str>>,
    /// Slug of the team it belongs to.
    #[serde(borrow)]
    team: Option<Cow<'a, str>>,
    /// A word beside it.
    note: Option<String>,
    /// Idempotency key: a later measurement of the KPI with the same key replaces this one.
    key: Option<String>,
}

/// What was accepted; it is on disk.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct Accepted {
    /// How many measurements.
    pub(crate) accepted: usize,
    /// The number of this change in the change log.
    pub(crate) seq: u64,
}

/// Stores measurements, all of them or none.
pub(crate) async fn push_values(
    app: &App,
    actor: &Actor,
    values: Vec<NewValue<'_>>,
    many: bool,
) -> Result<Accepted, Problem> {
    if values.len() > app.limits.values_rows {
        let most = app.limits.values_rows;
        return Err(Problem::new(
            ProblemKind::TooLarge,
            format!("{} values in one request, at most {most} are taken: send them in several requests.", values.len()),
        ));
    }
    let accepted = values.len();
    let measurements = resolve(&app.read_world(), actor, app.clock.now(), values, many)?;
    let seq = match measurements.is_empty() {
        true => app.read_world().seq(),
        false => app
            .commit(actor, Write::Measurements(measurements))
            .await
            .map_err(|error| name_fault(refused(error), many))?,
    };
    app.metrics.accepted(accepted);
    Ok(Accepted { accepted, seq })
}

/// Points at a field of a lone value where there is no array.
fn name_fault(mut problem: Problem, many: bool) -> Problem {
    if !many {
        for error in &mut problem.errors {
            error.pointer = error.pointer.strip_prefix("/0").unwrap_or(&error.pointer).to_owned();
        }
        if let [only] = problem.errors.as_slice() {
            problem.detail = format!("{}: {}", only.pointer, only.detail);
        }
    }
    problem
}

fn resolve(
    world: &World,
    actor: &Actor,
    now: Timestamp,
    values: Vec<NewValue<'_>>,
    many: bool,
) -> Result<Vec<MeasurementWrite>, Problem> {
    if actor.may != May::Everything {
        for value in &values {
            let owners = world.any_kpi(&value.kpi).map(|kpi| kpi.definition().owners.as_slice());
            actor.check_push(&value.kpi, owners)?;
        }
    }
    let moment = Moment::new(world.calendar(), now);
    let mut measurements = Vec::with_capacity(values.len());
    let mut errors = Vec::new();
    for (index, value) in values.into_iter().enumerate() {
        match measurement(world, &moment, value) {
            Ok(measurement) => measurements.push(measurement),
            Err((field, detail)) => {
                let pointer = if many { format!("/{index}/{field}") } else { format!("/{field}") };
                errors.push(FieldError { pointer, detail });
                if errors.len() == ERRORS_MAX {
                    break;
                }
            }
        }
    }
    if errors.is_empty() { Ok(measurements) } else { Err(Problem::invalid(errors)) }
}

/// A field's name, and what to do about it.
type Fault = (&'static str, String);

fn measurement(world: &World, moment: &Moment, new: NewValue) -> Result<MeasurementWrite, Fault> {
    let (kpi, state) = world.kpi_no(&new.kpi).ok_or_else(|| {
        let known = suggest(world, &new.kpi).map_or_else(String::new, |near| format!(" Did you mean \"{near}\"?"));
        ("kpi", format!("there is no KPI \"{}\": create it with PUT /api/v1/kpis/….{known}", clip(&new.kpi)))
    })?;
    let rollup = state.definition().rollup;
    let (value, denominator) = match (rollup, new.value, new.numerator, new.denominator) {
        (Rollup::Ratio, None, Some(numerator), Some(denominator)) if denominator >= Quantity::ZERO => {
            (numerator, denominator)
        }
        (Rollup::Ratio, None, Some(_), Some(_)) => {
            return Err(("denominator", "a denominator is not negative".to_owned()));
        }
        (Rollup::Ratio, ..) => {
            return Err((
                "numerator",
                format!(
                    "\"{}\" is a ratio: send \"numerator\" and \"denominator\", so that it can be summed up truly",
                    new.kpi
                ),
            ));
        }
        (_, Some(value), None, None) => (value, Quantity::ZERO),
        (_, None, None, None) => return Err(("value", "a value is missing".to_owned())),
        (_, _, _, _) => return Err(("numerator", format!("\"{}\" is not a ratio: send only \"value\"", new.kpi))),
    };
    let (day, at) = moment.read(new.at.as_deref()).map_err(|detail| ("at", detail))?;
    let team = match &new.team {
        None => NO_TEAM,
        Some(slug) => {
            world.document(Kind::Team, slug).filter(|team| !team.archived).map(|team| team.no).ok_or_else(|| {
                ("team", format!("there is no team \"{}\": create it with PUT /api/v1/teams/…", clip(slug)))
            })?
        }
    };
    if new.key.as_ref().is_some_and(|key| key.is_empty() || key.len() > KEY_MAX) {
        return Err(("key", format!("a key has 1 to {KEY_MAX} bytes")));
    }
    if new.note.as_ref().is_some_and(|note| note.chars().count() > NOTE_MAX) {
        return Err(("note", "shorten it to 1,000 characters".to_owned()));
    }
    if new.note.as_deref().is_some_and(|note| !is_plain(note)) {
        return Err(("note", PLAIN_RULE.to_owned()));
    }
    Ok(MeasurementWrite {
        kpi,
        rollup,
        team,
        day,
        at,
        value: value.parts(),
        denominator: denominator.parts(),
        key: new.key,
        note: new.note,
    })
}

/// Now, and how `at` is read by it.
struct Moment<'a> {
    calendar: &'a OrgCalendar,
    now: Millis,
    today: Day,
}

impl<'a> Moment<'a> {
    fn new(calendar: &'a OrgCalendar, now: Timestamp) -> Self {
        Self { calendar, now: now.as_millisecond(), today: calendar.day_at(now) }
    }

    /// The local date and moment of a measurement. A date alone means its end, or now if it is today.
    fn read(&self, at: Option<&str>) -> Result<(Day, Millis), String> {
        let Some(text) = at else { return Ok((self.today, self.now)) };
        let (day, at) = match text.parse::<Date>() {
            Ok(date) if text.len() == DATE_LENGTH => {
                let day = day_of(date);
                (day, self.calendar.last_millisecond(day).min(self.now))
            }
            _ => {
                let at: Timestamp = text.parse().map_err(|_| {
                    "write a date like 2026-11-20, or a time with its offset from UTC like 2026-11-20T09:00:00+01:00 (without the offset an hour may exist twice or not at all)".to_owned()
                })?;
                (self.calendar.day_at(at), at.as_millisecond())
            }
        };
        if at > self.now + AHEAD_MAX || (day > self.today && text.len() == DATE_LENGTH) {
            return Err("this lies in the future: measurements are of what has happened".to_owned());
        }
        if day < FIRST_DAY {
            return Err("this lies before 1970-01-01, the first day Tandem keeps".to_owned());
        }
        // Five minutes ahead may be tomorrow already, which no figure of today would show.
        Ok((day.min(self.today), at.min(self.now)))
    }
}

/// A foreign text, cut to be quoted.
fn clip(text: &str) -> String {
    text.chars().take(80).collect()
}

/// The KPI whose slug a wrong one most likely meant: one that starts alike.
fn suggest(world: &World, wrong: &str) -> Option<String> {
    let alike = |slug: &str| slug.bytes().zip(wrong.bytes()).take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count();
    let best = world.kpis().map(|kpi| kpi.slug()).max_by_key(|slug| alike(slug))?;
    (alike(best) >= 3).then(|| best.to_owned())
}
