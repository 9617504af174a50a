//! Agreeing on many targets at once: one reason, one commit, all of them or none.

use super::delete_document::STAYS;
use super::put_document::{check_stored, read_reason};
use super::put_target::{NO_REASON, complete, is_over};
use super::{document_json, refused};
use crate::access::{Actor, Owned};
use crate::app::App;
use crate::store::{CommitError, DocumentWrite, Expected, StoredDocument, Write};
use crate::world::World;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use tandem_shared::document::{Document, Errors, Target};
use tandem_shared::{Period, Problem, ProblemKind, Quantity};

/// Most targets in one request.
const TARGETS_MAX: usize = 2_000;

/// Many targets and why.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewTargets {
    /// Why; the other team will read it at each of them.
    reason: Option<String>,
    /// The targets, each at most once.
    targets: Vec<NewTarget>,
}

/// One of many targets.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewTarget {
    /// Slug of the KPI.
    kpi: String,
    /// Id of the period, such as `2026-Q4`.
    period: String,
    /// The team it is for; without one it is the joint target.
    team: Option<String>,
    /// What to reach, in the KPI's unit; null takes the target back. Its curve stays as it is.
    value: Option<Quantity>,
    /// The day from which it counts; as for a single target, if not given.
    from: Option<String>,
    /// `true` to change the target of a period that is over; such a version stays marked.
    #[serde(default)]
    correction: bool,
    /// The revision it changes; none for a target that is not there yet.
    revision: Option<u64>,
}

/// What became of many targets; it is on disk.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct Changed {
    /// How many of them are new versions; the others stood there already.
    changed: usize,
    /// The number of this change in the change log.
    seq: u64,
}

/// Writes a new version of each target that says something new. Sent again, it changes nothing.
pub(crate) async fn put_targets(app: &App, actor: &Actor, new: NewTargets) -> Result<Changed, Problem> {
    if new.targets.len() > TARGETS_MAX {
        let detail = format!("{} targets in one request, at most {TARGETS_MAX} are taken.", new.targets.len());
        return Err(Problem::new(ProblemKind::TooLarge, detail));
    }
    let (rows, writes): (Vec<usize>, Vec<DocumentWrite>) = {
        let world = app.read_world();
        let checked = check(&world, actor, app.clock.now(), new)?;
        checked.into_iter().unzip()
    };
    let (changed, write) = (writes.len(), Write::Documents(writes));
    if changed == 0 {
        return Ok(Changed { changed, seq: app.read_world().seq() });
    }
    match app.commit(actor, write).await {
        Ok(seq) => Ok(Changed { changed, seq }),
        Err(CommitError::Stale { index, current }) => Err(stale(&[(rows[index], current.as_deref())])),
        Err(error) => Err(refused(error)),
    }
}

/// What is to be written, with the numbers of its rows; or everything that is wrong: who may not, then what cannot be
/// read or kept, then what somebody else changed in the meantime.
fn check(
    world: &World,
    actor: &Actor,
    now: Timestamp,
    new: NewTargets,
) -> Result<Vec<(usize, DocumentWrite)>, Problem> {
    let (mut forbidden, mut errors, mut stale_rows) = (Errors::default(), Errors::default(), Vec::new());
    let reason = read_reason(new.reason)?;
    errors.require(reason.is_some(), "/reason", NO_REASON);
    let (mut seen, mut writes) = (BTreeSet::new(), Vec::new());
    for (index, row) in new.targets.into_iter().enumerate() {
        let at = format!("/targets/{index}");
        let period = row.period.parse::<Period>().ok();
        let span = period.and_then(|period| Some((period, world.calendar().span(period)?)));
        errors.require(world.kpi(&row.kpi).is_some(), &format!("{at}/kpi"), "there is no such KPI");
        errors.require(span.is_some(), &format!("{at}/period"), "the calendar has no such period");
        let (Some(kpi), Some((period, span))) = (world.kpi(&row.kpi), span) else { continue };
        let slug = Target::slug(&row.kpi, &period.to_string(), row.team.as_deref());
        errors.require(seen.insert(slug.clone()), &at, "this target stands twice: remove one");
        let owners = Owned::By(kpi.definition().owners.clone());
        let may = actor.check_write(&owners).and_then(|()| check_stored(world, actor, Target::KIND, &slug));
        let before = world.document(Target::KIND, &slug).filter(|before| !before.archived);
        let newest = kpi.target_of(period, row.team.as_deref()).and_then(|line| line.newest());
        if may.is_ok() && is_said(&row, before.and(newest).and_then(|newest| newest.value)) {
            continue;
        }
        let mut target = Target {
            value: row.value.unwrap_or_default(),
            team: row.team,
            from: row.from,
            curve: newest.and_then(|newest| newest.curve.clone()),
            correction: row.correction,
            asked: Vec::new(),
        };
        let mut completed = Ok(());
        errors.nested(&at, |errors| match row.value {
            Some(_) => {
                completed = complete(world, actor, now, (&row.kpi, period, span), &mut target, errors).map(drop);
            }
            None => errors.require(!is_over(world, now, &slug), "/value", STAYS),
        });
        if let Err(problem) = may.and(completed) {
            forbidden.add(at, problem.detail);
            continue;
        }
        if row.revision != before.map(|before| before.revision) {
            stale_rows.push((index, before));
            continue;
        }
        let body = match (row.value, before) {
            (None, Some(before)) => before.body.clone(),
            _ => serde_json::to_string(&target).unwrap_or_default(),
        };
        let write = DocumentWrite {
            kind: Target::KIND,
            slug,
            expected: row.revision.map_or(Expected::Absent, Expected::Revision),
            body,
            archived: row.value.is_none(),
            demo: before.is_some_and(|before| before.demo),
            reason: reason.clone(),
        };
        writes.push((index, write));
    }
    let forbidden = forbidden.into_vec();
    if let Some(first) = forbidden.first() {
        return Err(Problem {
            errors: forbidden.clone(),
            ..Problem::new(ProblemKind::Forbidden, first.detail.clone())
        });
    }
    let errors = errors.into_vec();
    match (errors.is_empty(), stale_rows.is_empty()) {
        (false, _) => Err(Problem::invalid(errors)),
        (true, false) => Err(stale(&stale_rows)),
        (true, true) => Ok(writes),
    }
}

/// Whether the newest version says it already.
fn is_said(row: &NewTarget, newest: Option<Quantity>) -> bool {
    row.value == newest && row.from.is_none()
}

/// The rows that somebody else was faster with, and what stands there now.
fn stale(rows: &[(usize, Option<&StoredDocument>)]) -> Problem {
    let mut errors = Errors::default();
    for (index, _) in rows {
        errors.add(
            format!("/targets/{index}/revision"),
            "somebody changed this target since you read it: look at \"current\", then send yours with its revision",
        );
    }
    let current = rows.iter().filter_map(|(_, document)| document.map(document_json)).collect();
    let detail = format!("Somebody changed {} of these targets since you read them; nothing was stored.", rows.len());
    Problem {
        errors: errors.into_vec(),
        current: Some(Box::new(current)),
        ..Problem::new(ProblemKind::StaleRevision, detail)
    }
}
