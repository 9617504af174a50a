//! The SQLite store: what every store must do, and what only a file can do wrong.

use super::{SqliteStore, file};
use crate::store::conformance::{Stores, conformance};
use crate::store::{Commit, CommitError, DocumentWrite, Expected, MeasurementWrite, Store, Write};
use async_trait::async_trait;
use rusqlite::Connection;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};
use tandem_shared::Rollup;
use tandem_shared::document::Kind;
use tempfile::TempDir;

/// Files in a folder that is removed in the end.
struct Files(TempDir);

impl Files {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder for temporary files"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

#[async_trait]
impl Stores for Files {
    async fn open(&self, name: &str) -> Box<dyn Store> {
        Box::new(open(&self.path(name)).expect("opened"))
    }
}

conformance!(Files::new());

fn open(path: &Path) -> anyhow::Result<SqliteStore> {
    SqliteStore::open(path, Box::new(|reason| panic!("failed for good: {reason}")))
}

fn refusal(path: &Path) -> String {
    open(path).err().map(|error| format!("{error:#}")).expect("refused")
}

fn commit(write: Write) -> Commit {
    Commit { at: 0, actor: "crm".into(), origin: None, write }
}

/// 100 measurements with long notes, one a day.
fn bulk() -> Commit {
    let note = Some("x".repeat(500));
    let one = |day| MeasurementWrite {
        kpi: 1,
        rollup: Rollup::Sum,
        team: 0,
        day,
        at: 0,
        value: 1,
        denominator: 0,
        key: None,
        note: note.clone(),
    };
    commit(Write::Measurements((0..100).map(one).collect()))
}

fn team(slug: &str) -> Commit {
    commit(Write::Documents(vec![DocumentWrite {
        kind: Kind::Team,
        slug: slug.into(),
        expected: Expected::Absent,
        body: "{}".into(),
        archived: false,
        demo: false,
        reason: None,
    }]))
}

async fn measurements(store: &SqliteStore) -> u32 {
    store.load(Box::new(|_| {})).await.expect("loaded").cells.iter().map(|cell| cell.cell.count).sum()
}

/// Writes until the disk is full; how many commits went in.
async fn fill(store: &SqliteStore) -> u32 {
    for written in 0..1_000 {
        match store.commit(bulk()).await {
            Ok(_) => {}
            Err(CommitError::Full) => return written,
            Err(error) => panic!("not told that the disk is full: {error}"),
        }
    }
    panic!("the disk is never full");
}

#[tokio::test]
async fn a_full_database_refuses_and_recovers() {
    let files = Files::new();
    let database = file::open(&files.path("full")).expect("opened");
    database.writer.pragma_update(None, "max_page_count", 200).expect("limited");
    let store = SqliteStore::start(database, Box::new(|reason| panic!("failed for good: {reason}"))).expect("started");
    let written = fill(&store).await;
    assert!(written > 0);
    assert_eq!(measurements(&store).await, 100 * written);
    store.commit(commit(Write::Purge(vec![1]))).await.expect("makes room");
    store.commit(bulk()).await.expect("there is room");
    assert_eq!(measurements(&store).await, 100);
}

/// Needs to be allowed to mount, as in a container.
#[tokio::test]
async fn a_full_disk_refuses_and_recovers() {
    let disk = tempfile::tempdir().expect("a folder for temporary files");
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=2m", "tandem-test"]).arg(disk.path()).output();
    if !mounted.is_ok_and(|mounted| mounted.status.success()) {
        eprintln!("SKIPPED: may not mount a small disk");
        return;
    }
    let ballast = disk.path().join("ballast");
    std::fs::write(&ballast, vec![0; 300_000]).expect("written");
    let path = disk.path().join("full.db");
    let store = open(&path).expect("opened");
    let written = fill(&store).await;
    assert!(written > 0);
    assert_eq!(fill(&store).await, 0, "still full");
    assert_eq!(measurements(&store).await, 100 * written, "reads go on");
    assert_eq!(store.changes_since(0, 1).await.expect("reads go on").len(), 1);
    std::fs::remove_file(ballast).expect("removed");
    store.commit(bulk()).await.expect("there is room again");
    store.close().await;
    let store = open(&path).expect("opened again");
    assert_eq!(measurements(&store).await, 100 * (written + 1));
    store.close().await;
    assert!(Command::new("umount").arg(disk.path()).status().is_ok_and(|status| status.success()));
}

#[tokio::test]
async fn a_file_is_served_once() {
    let files = Files::new();
    let path = files.path("tandem.db");
    let first = open(&path).expect("opened");
    let told = refusal(&path);
    assert!(told.contains("another Tandem serves") && told.contains("stop it first"), "{told}");
    first.close().await;
    open(&path).expect("free again").close().await;
}

#[tokio::test]
async fn a_newer_schema_is_refused() {
    let files = Files::new();
    let path = files.path("tandem.db");
    open(&path).expect("opened").close().await;
    let newer = Connection::open(&path).expect("opened");
    newer
        .execute_batch("INSERT INTO refinery_schema_history VALUES (999, 'future', '2030-01-01T00:00:00Z', '1')")
        .expect("written");
    let told = refusal(&path);
    assert!(told.contains("schema 999") && told.contains("newer Tandem"), "{told}");
}

#[test]
fn files_of_others_are_left_alone() {
    let files = Files::new();
    let database = files.path("other.db");
    Connection::open(&database).expect("made").execute_batch("CREATE TABLE theirs (x)").expect("written");
    let told = refusal(&database);
    assert!(told.contains("belongs to another program"), "{told}");
    let text = files.path("text.db");
    std::fs::write(&text, "Dear diary, this is no database at all.".repeat(50)).expect("written");
    let told = refusal(&text);
    assert!(told.contains("text.db") && told.contains("not a database"), "{told}");
}

#[tokio::test]
async fn the_change_log_is_append_only() {
    let files = Files::new();
    let path = files.path("tandem.db");
    let store = open(&path).expect("opened");
    store.commit(team("sales")).await.expect("written");
    store.close().await;
    let db = Connection::open(&path).expect("opened");
    for sql in ["UPDATE changes SET actor = 'nobody'", "DELETE FROM changes"] {
        let refused = db.execute(sql, []).expect_err("refused");
        assert!(refused.to_string().contains("append-only"), "{refused}");
    }
}

#[tokio::test]
async fn a_failed_database_ends_the_server() {
    let files = Files::new();
    let path = files.path("tandem.db");
    let reasons = Arc::new(Mutex::new(Vec::new()));
    let noted = reasons.clone();
    let store = SqliteStore::open(&path, Box::new(move |reason| noted.lock().unwrap().push(reason.to_owned())));
    let store = store.expect("opened");
    Connection::open(&path).expect("opened").execute_batch("DROP TABLE cells").expect("broken");
    let (first, second) = tokio::join!(store.commit(bulk()), store.commit(team("sales")));
    for refused in [first, second, store.commit(team("marketing")).await] {
        assert!(matches!(&refused, Err(CommitError::Closed(why)) if why.contains("no such table")), "{refused:?}");
    }
    assert_eq!(reasons.lock().unwrap().len(), 1, "told once, before anyone was let go");
    store.close().await;
}

#[tokio::test]
async fn a_panic_of_the_sink_ends_the_server() {
    let files = Files::new();
    let reasons = Arc::new(Mutex::new(Vec::new()));
    let noted = reasons.clone();
    let store = SqliteStore::open(
        &files.path("tandem.db"),
        Box::new(move |reason| noted.lock().unwrap().push(reason.to_owned())),
    );
    let store = store.expect("opened");
    store.load(Box::new(|_| panic!("the world is out of joint"))).await.expect("loaded");
    assert!(matches!(store.commit(team("sales")).await, Err(CommitError::Closed(_))));
    store.close().await;
    assert_eq!(reasons.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_new_database_is_its_owners_alone() {
    let files = Files::new();
    let store = open(&files.path("main")).expect("opened");
    store.commit(team("sales")).await.expect("written");
    for name in ["main", "main-wal", "main-shm"] {
        let mode = std::fs::metadata(files.path(name)).expect("it is there").permissions().mode();
        assert_eq!(mode & 0o077, 0, "{name}: {mode:o}");
    }
}
