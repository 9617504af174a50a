//! The store: what is on disk. One trait of whole domain commands; no SQL, connection or transaction leaks out of it.

#[cfg(test)]
mod conformance;
mod sqlite;

pub use sqlite::{OnFatal, SqliteStore};

use async_trait::async_trait;
use std::sync::Arc;
use tandem_shared::document::Kind;
use tandem_shared::{Cell, Rollup};

/// Number of a document within its store, for facts to refer to: small, never reused.
pub type DocumentNo = i64;

/// Team number of measurements that name no team.
pub const NO_TEAM: DocumentNo = 0;

/// Days since 1970-01-01, a local date of the organisation.
pub type Day = i32;

/// Milliseconds since 1970-01-01T00:00Z.
pub type Millis = i64;

/// A document as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredDocument {
    /// Its number.
    pub no: DocumentNo,
    /// Its id, a UUID v7.
    pub id: String,
    /// Its kind.
    pub kind: Kind,
    /// Its slug, unique within its kind.
    pub slug: String,
    /// 1 for the first version, one more with each.
    pub revision: u64,
    /// Deleted: kept, but no longer shown.
    pub archived: bool,
    /// Whether it belongs to the demo workspace.
    pub demo: bool,
    /// When this version was written.
    pub at: Millis,
    /// The typed body, as JSON.
    pub body: String,
}

/// What a writer believes to change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// No such document, or an archived one (which comes back as a new version).
    Absent,
    /// The document at this revision, not archived.
    Revision(u64),
    /// Whatever is there: for machines that own the document.
    Any,
}

/// One document to write.
#[derive(Clone, Debug)]
pub struct DocumentWrite {
    /// Its kind.
    pub kind: Kind,
    /// Its slug.
    pub slug: String,
    /// What must be there before.
    pub expected: Expected,
    /// The new body, as JSON.
    pub body: String,
    /// Archive it.
    pub archived: bool,
    /// It belongs to the demo workspace.
    pub demo: bool,
    /// Why.
    pub reason: Option<String>,
}

/// One measurement to write, resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasurementWrite {
    /// The KPI.
    pub kpi: DocumentNo,
    /// How the KPI rolls up.
    pub rollup: Rollup,
    /// The team, or [`NO_TEAM`].
    pub team: DocumentNo,
    /// The local date it belongs to.
    pub day: Day,
    /// When it was true.
    pub at: Millis,
    /// Value or numerator, in ten-thousandths.
    pub value: i64,
    /// Denominator of a ratio in ten-thousandths, otherwise 0.
    pub denominator: i64,
    /// Idempotency key: a second measurement of the KPI with the same key replaces the first, wherever that was.
    pub key: Option<String>,
    /// What a person wrote beside it.
    pub note: Option<String>,
}

/// The most measurements one [`Write`] may hold. A store panics on more: whoever reads them from outside limits them.
pub const MEASUREMENTS_MAX: usize = 1 << 20;

/// What to write, all of it or nothing. An empty one changes nothing and leaves no trace.
#[derive(Clone, Debug)]
pub enum Write {
    /// Documents, in order.
    Documents(Vec<DocumentWrite>),
    /// Measurements, in order: of two with the same key the later wins. At most [`MEASUREMENTS_MAX`].
    Measurements(Vec<MeasurementWrite>),
    /// Remove these documents with every measurement of them, as if they had never been: their slugs are free again. Only
    /// the change log keeps their versions. For what nobody owns, such as the demo workspace; people's documents are
    /// archived instead.
    Purge(Vec<DocumentNo>),
}

impl Write {
    /// Whether there is nothing to write.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Documents(documents) => documents.is_empty(),
            Self::Measurements(measurements) => measurements.is_empty(),
            Self::Purge(documents) => documents.is_empty(),
        }
    }
}

/// A write with its author and time.
#[derive(Clone, Debug)]
pub struct Commit {
    /// When, by the server's clock.
    pub at: Millis,
    /// Who: the name of a token or person.
    pub actor: Arc<str>,
    /// From where, such as `browser 10.0.0.7`; kept beside changes of documents.
    pub origin: Option<Arc<str>>,
    /// What.
    pub write: Write,
}

/// Why a commit was refused. Nothing of it was written.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// Document number `index` of the write is not what was expected; `current` is what is there.
    #[error("document {index} changed in the meantime")]
    Stale {
        /// Which of the documents.
        index: usize,
        /// What is there now; `None` if nothing, or only an archived one.
        current: Option<Box<StoredDocument>>,
    },
    /// With measurement number `index` a sum would leave the range of numbers: a day's, or the sum of the absolute values
    /// of all days and teams of the KPI. So whatever days and teams are added up later, the sum fits.
    #[error("measurement {index} would make a sum overflow")]
    Overflow {
        /// Which of the measurements.
        index: usize,
    },
    /// The disk is full: nothing can be written until there is room.
    #[error("the disk is full")]
    Full,
    /// The store is shutting down, or has failed for good.
    #[error("the store is closed: {0}")]
    Closed(String),
}

/// A change of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentChange {
    /// The document after it.
    pub document: StoredDocument,
    /// Who.
    pub actor: String,
    /// Why.
    pub reason: Option<String>,
}

/// A roll-up after a commit that touched it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TouchedCell {
    /// The KPI.
    pub kpi: DocumentNo,
    /// The team, or [`NO_TEAM`].
    pub team: DocumentNo,
    /// The local date.
    pub day: Day,
    /// The roll-up of that day; empty (count 0) where nothing is left.
    pub cell: Cell,
}

/// What is known of a sender of measurements of one KPI.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedState {
    /// The KPI.
    pub kpi: DocumentNo,
    /// Who sends.
    pub actor: String,
    /// How many measurements so far, replacements included.
    pub measurements: u64,
    /// When the newest of them was true.
    pub newest_at: Millis,
    /// When the last one arrived.
    pub received_at: Millis,
}

/// What a commit did, for the world in memory. Arrives in the order of `seq`, once each, before the writer is answered.
#[derive(Clone, Debug, Default)]
pub struct Applied {
    /// Its number in the change log.
    pub seq: u64,
    /// When, by the server's clock.
    pub at: Millis,
    /// Changed documents.
    pub documents: Vec<DocumentChange>,
    /// Touched roll-ups.
    pub cells: Vec<TouchedCell>,
    /// Feeds that sent something.
    pub feeds: Vec<FeedState>,
    /// Removed documents; their cells and feeds are gone with them.
    pub purged: Vec<DocumentNo>,
}

/// Everything the world is rebuilt from.
#[derive(Debug, Default)]
pub struct Snapshot {
    /// Number of the last change in it.
    pub seq: u64,
    /// Every document, archived ones too.
    pub documents: Vec<StoredDocument>,
    /// Every version of every target and acknowledgement, oldest first.
    pub agreed: Vec<DocumentChange>,
    /// Every roll-up, sorted by day, KPI and team.
    pub cells: Vec<TouchedCell>,
    /// Every feed.
    pub feeds: Vec<FeedState>,
}

/// An entry of the change log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its number; the log is read from here on after an interruption.
    pub seq: u64,
    /// When.
    pub at: Millis,
    /// Who; of facts of several senders in one commit, their names joined by ", ".
    pub actor: String,
    /// Kind of the document; `None` for facts.
    pub kind: Option<Kind>,
    /// Slug of the document.
    pub slug: Option<String>,
    /// Id of the document.
    pub id: Option<String>,
    /// The document's revision after it.
    pub revision: Option<u64>,
    /// Why.
    pub reason: Option<String>,
    /// A document's body; of facts, which KPI × day were touched: `[{"kpi":7,"days":[20778]}]`.
    pub body: String,
    /// Whether it archived the document.
    pub archived: bool,
    /// From where.
    pub origin: Option<String>,
}

/// Which changes of documents to read.
#[derive(Clone, Debug, Default)]
pub struct ChangeFilter {
    /// Only those before this number.
    pub before: Option<u64>,
    /// Only of this kind.
    pub kind: Option<Kind>,
    /// Only of documents with this slug.
    pub slug: Option<String>,
    /// Only by this actor.
    pub actor: Option<String>,
}

/// The receiver of what commits did: the world.
pub type Sink = Box<dyn FnMut(Applied) + Send>;

/// What is on disk. Every success means: durable.
#[async_trait]
pub trait Store: Send + Sync + 'static {
    /// Everything the world is rebuilt from, and from then on every commit to `sink`: none twice, none missing.
    async fn load(&self, sink: Sink) -> anyhow::Result<Snapshot>;

    /// Writes all of a commit or nothing, and answers when it is durable and the sink has seen it, with its `seq`.
    /// Commits that wait at the same time may share one entry of facts in the change log, and so a `seq`.
    async fn commit(&self, commit: Commit) -> Result<u64, CommitError>;

    /// Entries of the change log after `seq`, oldest first, at most `limit`.
    async fn changes_since(&self, seq: u64, limit: usize) -> anyhow::Result<Vec<Change>>;

    /// Changes of documents, newest first, at most `limit`.
    async fn changes_of(&self, filter: ChangeFilter, limit: usize) -> anyhow::Result<Vec<Change>>;

    /// Versions of one document, newest first, at most `limit`, before the revision `before` if given.
    async fn history(&self, kind: Kind, slug: &str, before: Option<u64>, limit: usize) -> anyhow::Result<Vec<Change>>;

    /// A setting: what the server keeps for itself and no log shows, such as the hash of the admin token.
    async fn setting(&self, name: &str) -> anyhow::Result<Option<String>>;

    /// Every setting whose name begins with `prefix`, by name.
    async fn settings(&self, prefix: &str) -> anyhow::Result<Vec<(String, String)>>;

    /// Writes a setting, or removes it.
    async fn set_setting(&self, name: &str, value: Option<&str>) -> anyhow::Result<()>;

    /// Waits until everything accepted is durable, then closes; later calls fail.
    async fn close(&self);
}
