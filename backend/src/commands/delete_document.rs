//! Archiving a document: it is no longer shown, and its history stays.

use super::check::owned_as_stored;
use super::goal::{commit_with_lists, without_goal};
use super::put_document::{Precondition, check_stored};
use super::put_target::is_over;
use super::unwritten;
use crate::access::Actor;
use crate::app::App;
use crate::store::DocumentWrite;
use crate::world::{World, read_target_slug};
use tandem_shared::document::Kind;
use tandem_shared::{Problem, ProblemKind};

/// What is said to taking back the target of a period that is over.
pub(super) const STAYS: &str =
    "This period is over and its target stays as it was: change it with \"correction\": true instead";

/// Archives a document that nothing else needs.
pub(crate) async fn delete_document(
    app: &App,
    actor: &Actor,
    kind: Kind,
    slug: &str,
    precondition: Precondition,
) -> Result<(), Problem> {
    commit_with_lists(app, actor, |world| {
        let document = world.document(kind, slug).filter(|document| !document.archived);
        check_stored(world, actor, kind, slug)?;
        // One team's part of a target is no joint one: either side may take it back.
        let is_part = kind == Kind::Target && read_target_slug(slug).is_some_and(|(_, _, team)| team.is_some());
        if let Some(document) = document.filter(|_| !is_part) {
            actor.check_leaves(&owned_as_stored(world, document), &[])?;
        }
        if kind == Kind::Target && is_over(world, app.clock.now(), slug) {
            return Err(Problem::new(ProblemKind::Conflict, format!("{STAYS}.")));
        }
        if let Some(user) = user_of(world, kind, slug) {
            return Err(Problem::new(ProblemKind::Conflict, format!("It is still used by {user}: change that first.")));
        }
        let Some(document) = document else {
            return Err(Problem::new(ProblemKind::NotFound, format!("There is no {} \"{slug}\".", kind.name())));
        };
        let archived = DocumentWrite {
            kind,
            slug: slug.to_owned(),
            expected: precondition.expected(Some(document))?,
            body: document.body.clone(),
            archived: true,
            demo: document.demo,
            reason: None,
        };
        let lists = if kind == Kind::Goal { without_goal(world, slug) } else { Vec::new() };
        Ok([archived].into_iter().chain(lists).collect())
    })
    .await?;
    // Who is gone opens nothing any more, not even if the document comes back.
    app.accounts.forget(kind, slug).await.map_err(unwritten)
}

/// Something in force that names a document.
fn user_of(world: &World, kind: Kind, slug: &str) -> Option<String> {
    match kind {
        Kind::Team => world
            .kpis()
            .find(|kpi| kpi.definition().owners.iter().any(|owner| owner == slug))
            .map(|kpi| format!("the KPI \"{}\"", kpi.slug()))
            .or_else(|| {
                let led = world.people().find(|person| person.teams.iter().any(|team| team == slug));
                led.map(|person| format!("{}, who speaks for it", person.name))
            })
            .or_else(|| {
                let mut goals = world.goals().filter(|(_, goal)| goal.body.owners.iter().any(|owner| owner == slug));
                goals.next().map(|(_, goal)| format!("the goal \"{}\"", goal.body.name))
            }),
        Kind::Kpi => world.boards_of(slug).next().map(|board| format!("the board \"{board}\"")),
        Kind::Person => {
            let mut admins = world.admins();
            let last = admins.next() == Some(slug) && admins.next().is_none();
            last.then(|| "you all: this is the last admin".to_owned())
        }
        Kind::Goal
        | Kind::Board
        | Kind::Action
        | Kind::CheckIn
        | Kind::Win
        | Kind::Calendar
        | Kind::Target
        | Kind::Acknowledgement
        | Kind::Comment
        | Kind::Token
        | Kind::Screen => None,
    }
}
