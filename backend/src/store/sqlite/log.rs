//! The change log: the one order of everything written.

use super::rows;
use crate::store::{CommitError, DocumentChange, Millis};
use rusqlite::{Connection, Result, Statement, params};

/// Why a command or its whole group was not written.
pub(super) enum Refusal {
    /// Only this command: nothing of it was written.
    Command(CommitError),
    /// Everything since the last commit.
    Group(rusqlite::Error),
}

impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Self {
        Self::Group(error)
    }
}

/// Appends to the change log and numbers its entries.
pub(super) struct Log<'db> {
    append: Statement<'db>,
    last: u64,
}

impl<'db> Log<'db> {
    pub(super) fn new(db: &'db Connection) -> Result<Self> {
        let append = db.prepare(
            "INSERT INTO changes (seq, at, actor, kind, slug, id, revision, reason, body, archived, demo, origin)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?;
        Ok(Self { append, last: rows::last_seq(db)? })
    }

    /// Number of the last entry.
    pub(super) fn last(&self) -> u64 {
        self.last
    }

    /// Forgets the entries after `seq`, which were rolled back.
    pub(super) fn back_to(&mut self, seq: u64) {
        self.last = seq;
    }

    /// A document's new version.
    pub(super) fn document(&mut self, change: &DocumentChange, origin: Option<&str>) -> Result<()> {
        let (seq, now) = (self.last + 1, &change.document);
        self.append.execute(params![
            rows::signed(seq),
            now.at,
            change.actor,
            now.kind.name(),
            now.slug,
            now.id,
            rows::signed(now.revision),
            change.reason,
            now.body,
            now.archived,
            now.demo,
            origin,
        ])?;
        self.last = seq;
        Ok(())
    }

    /// A commit of facts; `touched` is the JSON of KPI × days.
    pub(super) fn facts(&mut self, at: Millis, actor: &str, reason: Option<&str>, touched: &str) -> Result<u64> {
        let (seq, none) = (self.last + 1, None::<&str>);
        let number = rows::signed(seq);
        self.append.execute(params![number, at, actor, none, none, none, none, reason, touched, false, false, none])?;
        self.last = seq;
        Ok(seq)
    }
}
