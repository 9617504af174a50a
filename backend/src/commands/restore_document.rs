//! Bringing back an earlier version, as a new one.

use super::fields::{Fields, read_fields};
use super::put_document::{Precondition, Put, check_stored, put_document};
use crate::access::Actor;
use crate::app::App;
use crate::world::World;
use tandem_shared::document::Kind;
use tandem_shared::{Problem, ProblemKind};

/// Writes what a document said at `revision` as its newest version; checked like any other change, for the world may have
/// moved on.
pub(crate) async fn restore_document(
    app: &App,
    actor: &Actor,
    kind: Kind,
    slug: &str,
    revision: u64,
    precondition: Precondition,
) -> Result<Put, Problem> {
    check_stored(&app.read_world(), actor, kind, slug)?;
    let missing = || {
        Problem::new(
            ProblemKind::NotFound,
            format!("There is no version {revision} of the {} \"{slug}\".", kind.name()),
        )
    };
    let versions = app.store.history(kind, slug, Some(revision + 1), 1).await.map_err(|error| {
        tracing::error!(%error, "the history could not be read");
        Problem::new(ProblemKind::Internal, "The history cannot be read; the log says why.")
    })?;
    let version =
        versions.into_iter().next().filter(|version| version.revision == Some(revision)).ok_or_else(missing)?;
    let mut body = read_fields(version.body.as_bytes())?;
    let reason = match leave_out_archived_goals(&app.read_world(), kind, &mut body) {
        0 => format!("Version {revision} restored"),
        1 => format!("Version {revision} restored, without 1 goal that was archived since"),
        goals => format!("Version {revision} restored, without {goals} goals that were archived since"),
    };
    let reason = serde_json::value::to_raw_value(&reason);
    body.insert("reason".to_owned(), reason.map_err(|_| missing())?);
    put_document(app, actor, kind, slug, precondition, body).await
}

/// An archived goal stands on no board: takes those out of an earlier version, and says how many there were.
fn leave_out_archived_goals(world: &World, kind: Kind, body: &mut Fields) -> usize {
    let goals = body.get("goals").filter(|_| kind == Kind::Board);
    let Some(goals) = goals.and_then(|goals| serde_json::from_str::<Vec<String>>(goals.get()).ok()) else { return 0 };
    let (stay, archived): (Vec<_>, Vec<_>) = goals.into_iter().partition(|goal| world.goal(goal).is_some());
    if let Ok(stay) = serde_json::value::to_raw_value(&stay) {
        body.insert("goals".to_owned(), stay);
    }
    archived.len()
}
