//! Noting something about a KPI: signed by who wrote it first.

use super::fields::Fields;
use super::put_document::{Precondition, Put, check_in_world, check_slug, check_stored, split_envelope, typed, write};
use crate::access::Actor;
use crate::app::App;
use tandem_shared::Problem;
use tandem_shared::document::{Comment, Document, Errors, Kind};

/// Writes a comment; whoever changes it later, it stays its author's.
pub(super) async fn put_comment(
    app: &App,
    actor: &Actor,
    slug: &str,
    precondition: Precondition,
    body: Fields,
) -> Result<Put, Problem> {
    check_slug(slug)?;
    check_stored(&app.read_world(), actor, Kind::Comment, slug)?;
    let (reason, body) = split_envelope(body)?;
    let mut comment: Comment = typed(&body)?;
    let mut errors = Errors::default();
    comment.validate(&mut errors);
    {
        let world = app.read_world();
        comment.by = world.comment(slug).map_or(&*actor.name, |before| &before.by).to_owned();
        check_in_world(&world, actor, slug, &comment, &mut errors)?;
    }
    write(app, actor, slug.to_owned(), precondition, &comment, reason, errors).await
}
