//! Writing documents: each checked against what is there, each version an entry of the change log.

use super::log::{Log, Refusal};
use super::rows;
use crate::store::{Applied, CommitError, DocumentChange, DocumentNo, DocumentWrite, Expected, Millis, StoredDocument};
use rusqlite::{Connection, params};
use uuid::{NoContext, Timestamp, Uuid};

/// Writes all documents of one command or none.
pub(super) fn write(
    db: &Connection,
    log: &mut Log<'_>,
    at: Millis,
    (actor, origin): (&str, Option<&str>),
    writes: Vec<DocumentWrite>,
) -> Result<Applied, Refusal> {
    let before = log.last();
    db.execute_batch("SAVEPOINT command")?;
    let mut documents = Vec::with_capacity(writes.len());
    for (index, write) in writes.into_iter().enumerate() {
        let current = rows::find_document(db, write.kind, &write.slug)?;
        if !is_expected(write.expected, current.as_ref()) {
            db.execute_batch("ROLLBACK TO command; RELEASE command")?;
            log.back_to(before);
            let current = current.filter(|document| !document.archived).map(Box::new);
            return Err(Refusal::Command(CommitError::Stale { index, current }));
        }
        let change = write_one(db, at, actor, write, current)?;
        log.document(&change, origin)?;
        documents.push(change);
    }
    db.execute_batch("RELEASE command")?;
    Ok(Applied { seq: log.last(), at, documents, ..Applied::default() })
}

/// Removes documents; what was written about them stays in the change log.
pub(super) fn delete(db: &Connection, documents: &[DocumentNo]) -> rusqlite::Result<()> {
    let mut delete = db.prepare_cached("DELETE FROM documents WHERE no = ?")?;
    documents.iter().try_for_each(|no| delete.execute([no]).map(drop))
}

fn is_expected(expected: Expected, current: Option<&StoredDocument>) -> bool {
    let living = current.filter(|document| !document.archived);
    match expected {
        Expected::Any => true,
        Expected::Absent => living.is_none(),
        Expected::Revision(revision) => living.is_some_and(|document| document.revision == revision),
    }
}

fn write_one(
    db: &Connection,
    at: Millis,
    actor: &str,
    write: DocumentWrite,
    current: Option<StoredDocument>,
) -> rusqlite::Result<DocumentChange> {
    let DocumentWrite { kind, slug, body, archived, demo, reason, .. } = write;
    let document = match current {
        Some(StoredDocument { no, id, revision, .. }) => {
            let revision = revision + 1;
            db.prepare_cached(
                "UPDATE documents SET revision = ?, archived = ?, demo = ?, at = ?, body = ? WHERE no = ?",
            )?
            .execute(params![rows::signed(revision), archived, demo, at, body, no])?;
            StoredDocument { no, id, kind, slug, revision, archived, demo, at, body }
        }
        None => {
            let id = new_id(at);
            let no = db
                .prepare_cached(
                    "INSERT INTO documents (id, kind, slug, revision, archived, demo, at, body)
                     VALUES (?, ?, ?, 1, ?, ?, ?, ?)",
                )?
                .insert(params![id, kind.name(), slug, archived, demo, at, body])?;
            StoredDocument { no, id, kind, slug, revision: 1, archived, demo, at, body }
        }
    };
    Ok(DocumentChange { document, actor: actor.to_owned(), reason })
}

/// A UUID v7 of the commit's time.
fn new_id(at: Millis) -> String {
    let at = at.max(0).cast_unsigned();
    let nanos = u32::try_from(at % 1_000 * 1_000_000).unwrap_or(0);
    Uuid::new_v7(Timestamp::from_unix(NoContext, at / 1_000, nanos)).to_string()
}
