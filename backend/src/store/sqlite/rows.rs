//! Reading: rows of the database as the types of the store.

use crate::store::{Change, ChangeFilter, DocumentChange, FeedState, Snapshot, StoredDocument, TouchedCell};
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Result, Row, params};
use tandem_shared::Cell;
use tandem_shared::document::Kind;

const DOCUMENT: &str = "no, id, kind, slug, revision, archived, demo, at, body";
const CHANGE: &str = "seq, at, actor, kind, slug, id, revision, reason, body, archived, origin";

/// Everything at once. Only the writer's own connection sees a state between two commits.
pub(super) fn snapshot(db: &Connection, seq: u64) -> Result<Snapshot> {
    let documents = all(db, &format!("SELECT {DOCUMENT} FROM documents ORDER BY no"), document)?;
    let agreed = all(
        db,
        "SELECT d.no, c.id, c.kind, c.slug, c.revision, c.archived, c.demo, c.at, c.body, c.actor, c.reason
         FROM changes c JOIN documents d ON d.id = c.id WHERE c.kind IN ('target', 'acknowledgement') ORDER BY c.seq",
        |row| Ok(DocumentChange { document: document(row)?, actor: row.get(9)?, reason: row.get(10)? }),
    )?;
    let cells = cells(db)?;
    let feeds =
        all(db, "SELECT kpi, actor, measurements, newest_at, received_at FROM feeds ORDER BY kpi, actor", feed)?;
    Ok(Snapshot { seq, documents, agreed, cells, feeds })
}

/// Every roll-up, in the order of the file: by day.
pub(super) fn cells(db: &Connection) -> Result<Vec<TouchedCell>> {
    all(db, "SELECT kpi, team, day, count, a, b FROM cells", |row| {
        let cell = Cell { count: row.get(3)?, a: row.get(4)?, b: row.get(5)? };
        Ok(TouchedCell { kpi: row.get(0)?, team: row.get(1)?, day: row.get(2)?, cell })
    })
}

/// Number of the last entry of the change log, 0 of an empty one.
pub(super) fn last_seq(db: &Connection) -> Result<u64> {
    db.query_row("SELECT coalesce(max(seq), 0) FROM changes", [], |row| row.get(0)).map(i64::cast_unsigned)
}

/// The document of this kind and slug.
pub(super) fn find_document(db: &Connection, kind: Kind, slug: &str) -> Result<Option<StoredDocument>> {
    db.prepare_cached(&format!("SELECT {DOCUMENT} FROM documents WHERE kind = ? AND slug = ?"))?
        .query_row(params![kind.name(), slug], document)
        .optional()
}

/// Entries of the change log after `seq`, oldest first.
pub(super) fn changes_since(db: &Connection, seq: u64, limit: usize) -> Result<Vec<Change>> {
    db.prepare_cached(&format!("SELECT {CHANGE} FROM changes WHERE seq > ? ORDER BY seq LIMIT ?"))?
        .query_map(params![signed(seq), signed(limit)], change)?
        .collect()
}

/// Changes of documents, newest first.
pub(super) fn changes_of(db: &Connection, filter: &ChangeFilter, limit: usize) -> Result<Vec<Change>> {
    let kind = filter.kind.map(Kind::name);
    db.prepare_cached(&format!(
        "SELECT {CHANGE} FROM changes WHERE kind IS NOT NULL AND seq < ?1 AND (?2 IS NULL OR kind = ?2)
         AND (?3 IS NULL OR slug = ?3) AND (?4 IS NULL OR actor = ?4) ORDER BY seq DESC LIMIT ?5"
    ))?
    .query_map(params![filter.before.map_or(i64::MAX, signed), kind, filter.slug, filter.actor, signed(limit)], change)?
    .collect()
}

/// Versions of one document before a revision, newest first.
pub(super) fn history(
    db: &Connection,
    kind: Kind,
    slug: &str,
    before: Option<u64>,
    limit: usize,
) -> Result<Vec<Change>> {
    db.prepare_cached(&format!(
        "SELECT {CHANGE} FROM changes WHERE id = (SELECT id FROM documents WHERE kind = ? AND slug = ?)
         AND revision < ? ORDER BY revision DESC LIMIT ?"
    ))?
    .query_map(params![kind.name(), slug, before.map_or(i64::MAX, signed), signed(limit)], change)?
    .collect()
}

/// A setting of the server.
pub(super) fn setting(db: &Connection, name: &str) -> Result<Option<String>> {
    db.prepare_cached("SELECT value FROM settings WHERE name = ?")?.query_row([name], |row| row.get(0)).optional()
}

/// Every setting whose name begins with `prefix`, by name.
pub(super) fn settings(db: &Connection, prefix: &str) -> Result<Vec<(String, String)>> {
    db.prepare_cached("SELECT name, value FROM settings WHERE substr(name, 1, length(?1)) = ?1 ORDER BY name")?
        .query_map([prefix], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

/// As the database counts; what it cannot count to is beyond everything in it.
pub(super) fn signed(number: impl TryInto<i64>) -> i64 {
    number.try_into().unwrap_or(i64::MAX)
}

/// A row of `kpi, actor, measurements, newest_at, received_at`.
pub(super) fn feed(row: &Row<'_>) -> Result<FeedState> {
    Ok(FeedState {
        kpi: row.get(0)?,
        actor: row.get(1)?,
        measurements: row.get::<_, i64>(2)?.cast_unsigned(),
        newest_at: row.get(3)?,
        received_at: row.get(4)?,
    })
}

fn document(row: &Row<'_>) -> Result<StoredDocument> {
    Ok(StoredDocument {
        no: row.get(0)?,
        id: row.get(1)?,
        kind: kind(row.get_ref(2)?.as_str()?, 2)?,
        slug: row.get(3)?,
        revision: row.get::<_, i64>(4)?.cast_unsigned(),
        archived: row.get(5)?,
        demo: row.get(6)?,
        at: row.get(7)?,
        body: row.get(8)?,
    })
}

fn change(row: &Row<'_>) -> Result<Change> {
    Ok(Change {
        seq: row.get::<_, i64>(0)?.cast_unsigned(),
        at: row.get(1)?,
        actor: row.get(2)?,
        kind: row.get_ref(3)?.as_str_or_null()?.map(|name| kind(name, 3)).transpose()?,
        slug: row.get(4)?,
        id: row.get(5)?,
        revision: row.get::<_, Option<i64>>(6)?.map(i64::cast_unsigned),
        reason: row.get(7)?,
        body: row.get(8)?,
        archived: row.get(9)?,
        origin: row.get(10)?,
    })
}

fn kind(name: &str, column: usize) -> Result<Kind> {
    Kind::from_name(name).ok_or_else(|| {
        let unknown = format!("documents of the unknown kind \"{name}\"").into();
        rusqlite::Error::FromSqlConversionFailure(column, Type::Text, unknown)
    })
}

fn all<T>(db: &Connection, sql: &str, read: impl FnMut(&Row<'_>) -> Result<T>) -> Result<Vec<T>> {
    db.prepare(sql)?.query_map([], read)?.collect()
}
