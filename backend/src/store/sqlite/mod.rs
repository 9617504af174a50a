//! The store in one SQLite file: one writer thread with group commit, short reads beside it.

mod cells;
mod documents;
mod facts;
mod file;
mod log;
mod rows;
#[cfg(test)]
mod tests;
mod writer;

use super::{Change, ChangeFilter, Commit, CommitError, MEASUREMENTS_MAX, Sink, Snapshot, Store, Write};
use anyhow::Context;
use async_trait::async_trait;
use rusqlite::Connection;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread;
use tandem_shared::document::Kind;
use tokio::sync::{mpsc, oneshot};
use writer::{Command, Work, Writer};

/// How many commands wait before those who ask have to.
const QUEUE: usize = 1_024;

/// What to do when the database failed for good: the process must stop and start anew from what is on disk.
pub type OnFatal = Box<dyn Fn(&str) + Send>;

/// A store in an SQLite file.
pub struct SqliteStore {
    commands: mpsc::Sender<Command>,
    reader: Arc<Mutex<Option<Connection>>>,
    writer: Mutex<Option<thread::JoinHandle<()>>>,
    failure: Arc<OnceLock<String>>,
}

impl SqliteStore {
    /// Opens the file, made if missing, for this process alone. Blocks; `on_fatal` is called on a failure of the disk or
    /// of the writer after which nothing can be written any more.
    ///
    /// # Errors
    /// Another server has it open, a newer Tandem or another program wrote it, or it cannot be read or written.
    pub fn open(path: &Path, on_fatal: OnFatal) -> anyhow::Result<Self> {
        Self::start(file::open(path)?, on_fatal)
    }

    fn start(database: file::Database, on_fatal: OnFatal) -> anyhow::Result<Self> {
        let file::Database { writer, reader, lock, place } = database;
        let (commands, mut received) = mpsc::channel(QUEUE);
        let failure = Arc::new(OnceLock::new());
        let noted = failure.clone();
        let run = move || {
            let failing = |reason: &str| {
                tracing::error!("{reason}");
                // Only the first reason counts.
                let _ = noted.set(reason.to_owned());
                on_fatal(reason);
            };
            let ended = catch_unwind(AssertUnwindSafe(|| match Writer::new(&writer, place) {
                Ok(mut ready) => ready.run(&mut received, &failing),
                Err(error) => failing(&format!("the database cannot be written: {error}")),
            }));
            if ended.is_err() {
                failing("the writer of the database panicked");
            }
            // The lock goes last: nobody else may open the file before.
            drop(received);
            drop(writer);
            drop(lock);
        };
        let writer = thread::Builder::new().name("store-writer".into()).spawn(run)?;
        let reader = Arc::new(Mutex::new(Some(reader)));
        Ok(Self { commands, reader, writer: Mutex::new(Some(writer)), failure })
    }

    async fn write(&self, work: Work) -> Result<u64, CommitError> {
        let (waiter, answer) = oneshot::channel();
        let sent = self.commands.send(Command::Write(work, waiter)).await;
        match sent {
            Ok(()) => answer.await.unwrap_or_else(|_| Err(self.closed())),
            Err(_) => Err(self.closed()),
        }
    }

    fn closed(&self) -> CommitError {
        CommitError::Closed(self.failure.get().map_or("the server is stopping", String::as_str).to_owned())
    }

    async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> anyhow::Result<T> {
        let reader = self.reader.clone();
        tokio::task::spawn_blocking(move || {
            let reader = reader.lock().unwrap_or_else(PoisonError::into_inner);
            Ok(read(reader.as_ref().context("the store is closed")?)?)
        })
        .await?
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn load(&self, sink: Sink) -> anyhow::Result<Snapshot> {
        let (waiter, answer) = oneshot::channel();
        self.commands.send(Command::Load(sink, waiter)).await.map_err(|_| self.closed())?;
        Ok(answer.await.map_err(|_| self.closed())??)
    }

    async fn commit(&self, commit: Commit) -> Result<u64, CommitError> {
        if let Write::Measurements(measurements) = &commit.write {
            assert!(measurements.len() <= MEASUREMENTS_MAX, "{} measurements in one commit", measurements.len());
        }
        self.write(Work::Commit(commit)).await
    }

    async fn changes_since(&self, seq: u64, limit: usize) -> anyhow::Result<Vec<Change>> {
        self.read(move |db| rows::changes_since(db, seq, limit)).await
    }

    async fn changes_of(&self, filter: ChangeFilter, limit: usize) -> anyhow::Result<Vec<Change>> {
        self.read(move |db| rows::changes_of(db, &filter, limit)).await
    }

    async fn history(&self, kind: Kind, slug: &str, before: Option<u64>, limit: usize) -> anyhow::Result<Vec<Change>> {
        let slug = slug.to_owned();
        self.read(move |db| rows::history(db, kind, &slug, before, limit)).await
    }

    async fn setting(&self, name: &str) -> anyhow::Result<Option<String>> {
        let name = name.to_owned();
        self.read(move |db| rows::setting(db, &name)).await
    }

    async fn settings(&self, prefix: &str) -> anyhow::Result<Vec<(String, String)>> {
        let prefix = prefix.to_owned();
        self.read(move |db| rows::settings(db, &prefix)).await
    }

    async fn set_setting(&self, name: &str, value: Option<&str>) -> anyhow::Result<()> {
        self.write(Work::Setting { name: name.to_owned(), value: value.map(str::to_owned) }).await?;
        Ok(())
    }

    async fn close(&self) {
        // An error means that the writer has ended already.
        let _ = self.commands.send(Command::Close).await;
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner).take();
        let reader = self.reader.clone();
        let closing = tokio::task::spawn_blocking(move || {
            // The reader first: the last connection to close empties the write-ahead log into the database.
            reader.lock().unwrap_or_else(PoisonError::into_inner).take();
            writer.map(thread::JoinHandle::join)
        });
        if closing.await.is_err() {
            tracing::error!("closing the database panicked");
        }
    }
}
