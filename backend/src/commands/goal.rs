//! Goals and the documents that list them: a new goal stands on its board, an archived one nowhere, in the same commit.

use super::check::Checked;
use super::fields::Fields;
use super::put_document::{Put, check_in_world, split_envelope, typed};
use super::{free_slug, refused};
use crate::access::Actor;
use crate::app::App;
use crate::store::{CommitError, DocumentWrite, Expected, Write};
use crate::world::World;
use serde::Serialize;
use tandem_shared::document::{Document, Errors, Goal, Kind};
use tandem_shared::{Problem, ProblemKind};

/// How often a list that somebody else just changed is read again.
const TRIES: usize = 8;

/// Writes a new goal, and puts it at the end of a board.
pub(crate) async fn add_goal(app: &App, actor: &Actor, board: &str, body: Fields) -> Result<Put, Problem> {
    let (reason, body) = split_envelope(body)?;
    let goal: Goal = typed(&body)?;
    let mut slug = String::new();
    commit_with_lists(app, actor, |world| {
        let Some(mut list) = world.board(board).map(|board| board.body.clone()) else {
            return Err(Problem::new(ProblemKind::NotFound, format!("There is no board \"{board}\".")));
        };
        actor.check_write(&list.owned(world, board))?;
        slug = free_slug(world, Kind::Goal, &goal.name);
        list.goals.push(slug.clone());
        let mut errors = Errors::default();
        goal.validate(&mut errors);
        list.validate(&mut errors);
        check_in_world(world, actor, &slug, &goal, &mut errors)?;
        let errors = errors.into_vec();
        if !errors.is_empty() {
            return Err(Problem::invalid(errors));
        }
        let new = DocumentWrite {
            kind: Kind::Goal,
            slug: slug.clone(),
            expected: Expected::Absent,
            body: serde_json::to_string(&goal).unwrap_or_default(),
            archived: false,
            demo: false,
            reason: reason.clone(),
        };
        Ok([new].into_iter().chain(rewritten(world, board, &list)).collect())
    })
    .await?;
    let written = app.read_world().document(Kind::Goal, &slug).cloned();
    let document =
        written.ok_or_else(|| Problem::new(ProblemKind::Internal, "The goal was stored but cannot be found."))?;
    Ok(Put { document, created: true })
}

/// Commits a document with the lists it stands on, as `writes` finds them in the world: the document first, then the
/// lists. Where somebody else just changed a list, it is read and written again.
pub(super) async fn commit_with_lists(
    app: &App,
    actor: &Actor,
    mut writes: impl FnMut(&World) -> Result<Vec<DocumentWrite>, Problem>,
) -> Result<(), Problem> {
    let mut tries = 1;
    loop {
        let write = Write::Documents(writes(&app.read_world())?);
        match app.commit(actor, write).await {
            Err(CommitError::Stale { index: 1.., .. }) if tries < TRIES => tries += 1,
            answer => return answer.map(drop).map_err(refused),
        }
    }
}

/// What else changes when a goal is archived: it leaves its boards, and the goals that were part of it stand alone.
pub(super) fn without_goal(world: &World, slug: &str) -> Vec<DocumentWrite> {
    let listing = world.boards().filter(|(_, board)| board.body.goals.iter().any(|goal| goal == slug));
    let boards = listing.filter_map(|(board, entry)| {
        let mut body = entry.body.clone();
        body.goals.retain(|goal| goal != slug);
        rewritten(world, board, &body)
    });
    let parts = world.goals().filter(|(_, goal)| goal.body.parent.as_deref() == Some(slug));
    let parts = parts.filter_map(|(part, entry)| rewritten(world, part, &Goal { parent: None, ..entry.body.clone() }));
    boards.chain(parts).collect()
}

/// The next version of a document that is there.
fn rewritten<T: Document + Serialize>(world: &World, slug: &str, body: &T) -> Option<DocumentWrite> {
    let before = world.document(T::KIND, slug)?;
    Some(DocumentWrite {
        kind: T::KIND,
        slug: slug.to_owned(),
        expected: Expected::Revision(before.revision),
        body: serde_json::to_string(body).ok()?,
        archived: false,
        demo: before.demo,
        reason: None,
    })
}
