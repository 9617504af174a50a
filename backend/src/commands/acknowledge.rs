//! A team's word on a target.

use super::fields::Fields;
use super::put_document::{check_in_world, read_reason, typed};
use super::refused;
use crate::access::Actor;
use crate::app::App;
use crate::store::{DocumentWrite, Expected, Write};
use serde::Deserialize;
use tandem_shared::document::{Acknowledgement, Document, Errors, Target};
use tandem_shared::view::Verdict;
use tandem_shared::{Period, Problem, ProblemKind};

/// A team's word as it is sent.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewAcknowledgement {
    /// The version of the target that was read; a newer one must be read first.
    revision: u64,
    /// Slug of the team that speaks: one that was asked.
    team: String,
    /// What it says.
    verdict: Verdict,
    /// Why; required to object.
    reason: Option<String>,
}

/// Notes what a team says to the newest version of a target; a later word replaces it.
pub(crate) async fn acknowledge(
    app: &App,
    actor: &Actor,
    kpi: &str,
    period: &str,
    of: Option<&str>,
    body: Fields,
) -> Result<(), Problem> {
    let NewAcknowledgement { revision, team, verdict, reason } = typed(&body)?;
    let reason = read_reason(reason)?;
    let period: Period = period.parse().map_err(|error| Problem::new(ProblemKind::BadAddress, format!("{error}.")))?;
    let target = Target::slug(kpi, &period.to_string(), of);
    let slug = Acknowledgement::slug(&target, revision, &team);
    let body = Acknowledgement { verdict };
    let demo = {
        let world = app.read_world();
        let newest = world.kpi(kpi).and_then(|kpi| kpi.target_of(period, of)?.newest());
        let (Some(newest), Some(document)) = (newest, world.document(Target::KIND, &target)) else {
            return Err(Problem::new(ProblemKind::NotFound, format!("There is no target \"{target}\".")));
        };
        let mut errors = Errors::default();
        check_in_world(&world, actor, &slug, &body, &mut errors)?;
        if newest.revision != revision {
            let detail = format!(
                "Version {} of this target stands by now: read it, then acknowledge or object to that.",
                newest.revision
            );
            return Err(Problem::new(ProblemKind::Conflict, detail));
        }
        errors.require(newest.asked.contains(&team), "/team", "this team was not asked about this version");
        let is_mute = verdict == Verdict::Objected && reason.is_none();
        errors.require(!is_mute, "/reason", "say why: the author will read it");
        let errors = errors.into_vec();
        if !errors.is_empty() {
            return Err(Problem::invalid(errors));
        }
        // A second press of the same button says nothing new.
        if newest.words.get(&team).is_some_and(|word| word.verdict == verdict && word.reason == reason) {
            return Ok(());
        }
        document.demo
    };
    let body = serde_json::to_string(&body)
        .map_err(|_| Problem::new(ProblemKind::Internal, "The document could not be written down."))?;
    let write = DocumentWrite {
        kind: Acknowledgement::KIND,
        slug,
        expected: Expected::Any,
        body,
        archived: false,
        demo,
        reason,
    };
    app.commit(actor, Write::Documents(vec![write])).await.map_err(refused)?;
    Ok(())
}
