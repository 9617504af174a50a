//! The one writer: a thread that turns all commands that wait into one durable transaction.

use super::facts::Facts;
use super::file::Place;
use super::log::{Log, Refusal};
use super::{documents, rows};
use crate::store::{Applied, Commit, CommitError, Sink, Snapshot, Write};
use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior, params};
use tokio::sync::mpsc::Receiver;
use tokio::sync::oneshot;

/// A group takes no further command once it has this many rows, so that nobody waits long for others.
const GROUP_ROWS: usize = 20_000;

/// The answer to a write: its `seq`.
pub(super) type Answer = Result<u64, CommitError>;

/// What to write.
pub(super) enum Work {
    /// Documents or facts.
    Commit(Commit),
    /// A setting of the server.
    Setting {
        /// Its name.
        name: String,
        /// Its value; `None` to remove it.
        value: Option<String>,
    },
}

/// What the writer is asked to do, in this order.
pub(super) enum Command {
    /// Write, then answer.
    Write(Work, oneshot::Sender<Answer>),
    /// Read everything, and from then on tell the sink of every commit.
    Load(Sink, oneshot::Sender<rusqlite::Result<Snapshot>>),
    /// End.
    Close,
}

/// The writer and what it keeps ready.
pub(super) struct Writer<'db> {
    db: &'db Connection,
    log: Log<'db>,
    facts: Facts<'db>,
    place: Place,
    sink: Option<Sink>,
}

/// What a group did: an answer for each command, in order, and what to tell the sink.
#[derive(Default)]
struct Done {
    answers: Vec<Answer>,
    applied: Vec<Applied>,
}

impl<'db> Writer<'db> {
    pub(super) fn new(db: &'db Connection, place: Place) -> rusqlite::Result<Self> {
        Ok(Self { db, log: Log::new(db)?, facts: Facts::new(db)?, place, sink: None })
    }

    /// Works until it is told to close, nobody can ask any more, or the database fails in a way after which it cannot be
    /// trusted: then `failing` is told the reason before anyone who waits is let go.
    pub(super) fn run(&mut self, commands: &mut Receiver<Command>, failing: &dyn Fn(&str)) {
        while let Some(first) = commands.blocking_recv() {
            let mut next = Some(first);
            let (mut works, mut waiters, mut size) = (Vec::new(), Vec::new(), 0);
            while let Some(Command::Write(work, waiter)) = next {
                size += work.rows();
                works.push(work);
                waiters.push(waiter);
                next = if size < GROUP_ROWS { commands.try_recv().ok() } else { None };
            }
            if !works.is_empty() {
                if !self.place.is_kept() {
                    return failing(
                        "the database file was deleted or replaced: what is written to it now would be lost",
                    );
                }
                match self.write_group(works) {
                    Ok(done) => self.publish(done, waiters),
                    Err(error) if error.sqlite_error_code() == Some(ErrorCode::DiskFull) => {
                        tracing::error!("the disk is full: {} writes refused", waiters.len());
                        waiters.into_iter().for_each(|waiter| answer(waiter, Err(CommitError::Full)));
                    }
                    Err(error) => return failing(&format!("writing to the database failed: {error}")),
                }
            }
            match next {
                Some(Command::Load(sink, waiter)) => {
                    self.sink = Some(sink);
                    let snapshot = rows::snapshot(self.db, self.log.last());
                    if let Ok(snapshot) = &snapshot {
                        self.facts.know(&snapshot.cells);
                    }
                    // Whoever asked may have given up.
                    let _ = waiter.send(snapshot);
                }
                Some(Command::Close) => return,
                Some(Command::Write(..)) | None => {}
            }
        }
    }

    fn publish(&mut self, done: Done, waiters: Vec<oneshot::Sender<Answer>>) {
        if let Some(sink) = &mut self.sink {
            done.applied.into_iter().for_each(sink);
        }
        waiters.into_iter().zip(done.answers).for_each(|(waiter, result)| answer(waiter, result));
    }

    /// Writes what can be written and makes it durable. After an error nothing of the group is in the database.
    fn write_group(&mut self, works: Vec<Work>) -> rusqlite::Result<Done> {
        let before = self.log.last();
        let transaction = self.begin()?;
        let written = works.into_iter().try_fold(Done::default(), |mut done, work| {
            match self.write(work, &mut done) {
                Ok(seq) => done.answers.push(Ok(seq)),
                Err(Refusal::Command(error)) => done.answers.push(Err(error)),
                Err(Refusal::Group(error)) => return Err(error),
            }
            Ok(done)
        });
        let written = written.and_then(|mut done| {
            done.applied.extend(self.facts.flush(&mut self.log)?);
            transaction.commit()?;
            self.facts.settle();
            Ok(done)
        });
        if written.is_err() {
            self.log.back_to(before);
            self.facts.reset();
        }
        written
    }

    /// Other programs may look into the database or copy it, and hold it up by that; nothing is lost by waiting.
    fn begin(&self) -> rusqlite::Result<Transaction<'db>> {
        loop {
            match Transaction::new_unchecked(self.db, TransactionBehavior::Immediate) {
                Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
                    tracing::warn!("another program holds the database; writes wait for it");
                }
                begun => return begun,
            }
        }
    }

    fn write(&mut self, work: Work, done: &mut Done) -> Result<u64, Refusal> {
        let Commit { at, actor, origin, write } = match work {
            Work::Commit(commit) => commit,
            Work::Setting { name, value } => {
                match value {
                    Some(value) => self
                        .db
                        .prepare_cached(
                            "INSERT INTO settings (name, value) VALUES (?, ?)
                             ON CONFLICT DO UPDATE SET value = excluded.value",
                        )?
                        .execute(params![name, value])?,
                    None => self.db.prepare_cached("DELETE FROM settings WHERE name = ?")?.execute([name])?,
                };
                return Ok(self.log.last());
            }
        };
        if write.is_empty() {
            return Ok(self.log.last());
        }
        // Documents take a place in the log at once, so the facts that came before them go first.
        let stays_open = matches!(&write, Write::Measurements(more) if self.facts.has_room(more.len()));
        if !stays_open {
            done.applied.extend(self.facts.flush(&mut self.log)?);
        }
        match write {
            Write::Measurements(measurements) => {
                let seq = self.log.last() + 1;
                self.facts.add(seq, at, &actor, &measurements)?;
                Ok(seq)
            }
            Write::Documents(writes) => {
                let applied = documents::write(self.db, &mut self.log, at, (&actor, origin.as_deref()), writes)?;
                done.applied.push(applied);
                Ok(self.log.last())
            }
            Write::Purge(purged) => {
                documents::delete(self.db, &purged)?;
                done.applied.push(self.facts.purge(&mut self.log, at, &actor, purged)?);
                Ok(self.log.last())
            }
        }
    }
}

impl Work {
    /// How much it adds to a group.
    fn rows(&self) -> usize {
        match self {
            Self::Commit(Commit { write: Write::Measurements(measurements), .. }) => measurements.len(),
            Self::Commit(Commit { write: Write::Documents(documents), .. }) => documents.len(),
            // Nobody knows how many, so nothing else waits for it.
            Self::Commit(Commit { write: Write::Purge(_), .. }) => GROUP_ROWS,
            Self::Setting { .. } => 1,
        }
    }
}

fn answer(waiter: oneshot::Sender<Answer>, result: Answer) {
    // Whoever asked may have gone; what was written stays written.
    let _ = waiter.send(result);
}
