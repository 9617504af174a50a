//! Writing a document.

use super::check::{Checked, owned_as_stored};
use super::fields::{Fields, read_json};
use super::refused;
use crate::access::{Actor, Owned};
use crate::app::App;
use crate::store::{DocumentWrite, Expected, StoredDocument, Write};
use crate::world::World;
use serde::de::DeserializeOwned;
use tandem_shared::document::{
    Action, Board, Calendar, CheckIn, Comment, Document, Errors, Goal, Kind, Kpi, Person, Screen, Team, Win,
};
use tandem_shared::{FieldError, Problem, ProblemKind, SLUG_RULE, is_slug};

/// What a client says it is changing.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Precondition {
    /// `If-Match`: the revision it read.
    pub(crate) if_match: Option<u64>,
    /// `If-None-Match: *`: only if there is nothing yet.
    pub(crate) only_new: bool,
}

impl Precondition {
    /// What the store is to expect, given what is there; refuses a change that names no revision.
    pub(crate) fn expected(self, current: Option<&StoredDocument>) -> Result<Expected, Problem> {
        let current = current.filter(|document| !document.archived);
        match (self.if_match, current) {
            (Some(revision), _) if !self.only_new => Ok(Expected::Revision(revision)),
            (None, Some(_)) if !self.only_new => Err(Problem::new(
                ProblemKind::RevisionRequired,
                "This exists already: read it (a board at …/document), and send its ETag in If-Match, so that nobody's change is lost.",
            )),
            _ => Ok(Expected::Absent),
        }
    }
}

/// A document that was put.
pub(crate) struct Put {
    /// As it stands now.
    pub(crate) document: StoredDocument,
    /// Whether it was not there before.
    pub(crate) created: bool,
}

/// Writes a document of a kind: checked alone, then against the world, then committed.
pub(crate) async fn put_document(
    app: &App,
    actor: &Actor,
    kind: Kind,
    slug: &str,
    precondition: Precondition,
    body: Fields,
) -> Result<Put, Problem> {
    match kind {
        Kind::Team => put::<Team>(app, actor, slug, precondition, body).await,
        Kind::Kpi => put::<Kpi>(app, actor, slug, precondition, body).await,
        Kind::Calendar => put::<Calendar>(app, actor, slug, precondition, body).await,
        Kind::Goal => put::<Goal>(app, actor, slug, precondition, body).await,
        Kind::Board => put::<Board>(app, actor, slug, precondition, body).await,
        Kind::Comment => put::<Comment>(app, actor, slug, precondition, body).await,
        Kind::Action => put::<Action>(app, actor, slug, precondition, body).await,
        Kind::CheckIn => put::<CheckIn>(app, actor, slug, precondition, body).await,
        Kind::Win => put::<Win>(app, actor, slug, precondition, body).await,
        Kind::Person => put::<Person>(app, actor, slug, precondition, body).await,
        Kind::Target => {
            Err(Problem::new(ProblemKind::NotFound, "Targets are written at /api/v1/kpis/{kpi}/targets/{period}."))
        }
        Kind::Acknowledgement => Err(Problem::new(
            ProblemKind::NotFound,
            "Targets are acknowledged at /api/v1/kpis/{kpi}/targets/{period}/acknowledgement.",
        )),
        Kind::Screen => put::<Screen>(app, actor, slug, precondition, body).await,
        Kind::Token => Err(Problem::new(ProblemKind::NotFound, "Tokens are created with POST /api/v1/tokens.")),
    }
}

pub(super) async fn put<T: Checked>(
    app: &App,
    actor: &Actor,
    slug: &str,
    precondition: Precondition,
    body: Fields,
) -> Result<Put, Problem> {
    check_slug(slug)?;
    check_stored(&app.read_world(), actor, T::KIND, slug)?;
    let (reason, body) = split_envelope(body)?;
    let mut body: T = typed(&body)?;
    body.complete(&app.read_world(), actor, slug);
    let mut errors = Errors::default();
    body.validate(&mut errors);
    check_in_world(&app.read_world(), actor, slug, &body, &mut errors)?;
    write(app, actor, slug.to_owned(), precondition, &body, reason, errors).await
}

/// Whether a document may have this address.
pub(super) fn check_slug(slug: &str) -> Result<(), Problem> {
    if is_slug(slug) {
        return Ok(());
    }
    let shown = slug.chars().take(80).collect::<String>();
    Err(Problem::new(ProblemKind::BadAddress, format!("\"{shown}\" cannot be a slug: {SLUG_RULE}.")))
}

/// Whether `actor` may change this document as it stands, if it does.
pub(super) fn check_stored(world: &World, actor: &Actor, kind: Kind, slug: &str) -> Result<(), Problem> {
    world.document(kind, slug).map_or(Ok(()), |before| actor.check_write(&owned_as_stored(world, before)))
}

/// Whether `actor` may have the document say this; and what is wrong with it in the world.
pub(super) fn check_in_world<T: Checked>(
    world: &World,
    actor: &Actor,
    slug: &str,
    body: &T,
    errors: &mut Errors,
) -> Result<(), Problem> {
    let owned = body.owned(world, slug);
    actor.check_write(&owned)?;
    if let (Some(before), Owned::By(left)) = (world.document(T::KIND, slug), owned) {
        actor.check_leaves(&owned_as_stored(world, before), &left)?;
    }
    body.check(world, slug, errors);
    Ok(())
}

/// Commits a checked body, unless it says what is there already.
pub(super) async fn write<T: Document>(
    app: &App,
    actor: &Actor,
    slug: String,
    precondition: Precondition,
    body: &T,
    reason: Option<String>,
    errors: Errors,
) -> Result<Put, Problem> {
    let errors = errors.into_vec();
    if !errors.is_empty() {
        return Err(Problem::invalid(errors));
    }
    let body = serde_json::to_string(body)
        .map_err(|_| Problem::new(ProblemKind::Internal, "The document could not be written down."))?;
    let before = app.read_world().document(T::KIND, &slug).cloned();
    let expected = precondition.expected(before.as_ref())?;
    if let (Some(same), Expected::Revision(revision)) = (&before, expected)
        && same.body == body
        && !same.archived
        && same.revision == revision
    {
        return Ok(Put { document: same.clone(), created: false });
    }
    let created = before.as_ref().is_none_or(|document| document.archived);
    let document = DocumentWrite {
        kind: T::KIND,
        slug: slug.clone(),
        expected,
        body,
        archived: false,
        demo: before.is_some_and(|document| document.demo && !document.archived),
        reason,
    };
    app.commit(actor, Write::Documents(vec![document])).await.map_err(refused)?;
    let written = app.read_world().document(T::KIND, &slug).cloned();
    let document =
        written.ok_or_else(|| Problem::new(ProblemKind::Internal, "The document was stored but cannot be found."))?;
    Ok(Put { document, created })
}

/// Takes what belongs to the envelope out of a body: the reason, and what a document that was read brings back along.
pub(super) fn split_envelope(mut body: Fields) -> Result<(Option<String>, Fields), Problem> {
    for brought_back in ["id", "slug", "revision", "demo"] {
        body.remove(brought_back);
    }
    let reason = match body.remove("reason") {
        None => None,
        Some(reason) => serde_json::from_str::<Option<String>>(reason.get()).map_err(|_| {
            let detail = "a reason is a text".to_owned();
            Problem::invalid(vec![FieldError { pointer: "/reason".to_owned(), detail }])
        })?,
    };
    Ok((read_reason(reason)?, body))
}

/// A reason without the space around it; one of only spaces is none.
pub(super) fn read_reason(reason: Option<String>) -> Result<Option<String>, Problem> {
    let said = reason.map(|reason| reason.trim().to_owned()).filter(|reason| !reason.is_empty());
    let mut errors = Errors::default();
    if let Some(said) = &said {
        errors.reason("/reason", said);
    }
    let errors = errors.into_vec();
    if errors.is_empty() { Ok(said) } else { Err(Problem::invalid(errors)) }
}

/// The typed body, or which field is wrong.
pub(super) fn typed<T: DeserializeOwned>(body: &Fields) -> Result<T, Problem> {
    read_json(&serde_json::to_vec(body).unwrap_or_default())
}
