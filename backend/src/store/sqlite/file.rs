//! The database file: locked, checked, brought to the newest schema, opened.

use anyhow::{Context, bail, ensure};
use rusqlite::{Connection, OpenFlags};
use std::fs::{self, File, TryLockError};
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// "TNDM" in the header of the file: set by the first migration.
const APPLICATION_ID: i32 = 1_414_415_437;

/// How long another program may hold the database before a statement reports it.
const BUSY: Duration = Duration::from_secs(5);

mod migrations {
    refinery::embed_migrations!("src/store/migrations/sqlite");
}

/// An open database file.
pub(super) struct Database {
    /// For the one writer.
    pub(super) writer: Connection,
    /// For short reads.
    pub(super) reader: Connection,
    /// Keeps other servers away for as long as it lives.
    pub(super) lock: File,
    /// Which file it is.
    pub(super) place: Place,
}

/// A file and where it lies.
pub(super) struct Place {
    path: PathBuf,
    file: (u64, u64),
}

impl Place {
    fn of(path: &Path) -> io::Result<Self> {
        Ok(Self { path: path.to_owned(), file: identity(path)? })
    }

    /// Whether the file still lies there. One that was deleted or replaced can be written to, but never read again.
    pub(super) fn is_kept(&self) -> bool {
        identity(&self.path).is_ok_and(|file| file == self.file)
    }
}

/// Device and number of a file.
fn identity(path: &Path) -> io::Result<(u64, u64)> {
    fs::metadata(path).map(|file| (file.dev(), file.ino()))
}

/// Opens the file, made if missing, for this process alone.
///
/// # Errors
/// Another server has it open, a newer Tandem or another program wrote it, or it cannot be read or written.
pub(super) fn open(path: &Path) -> anyhow::Result<Database> {
    let shown = path.display();
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    let lock = lock(path)?;
    make_private(path).with_context(|| format!("cannot make {shown}"))?;
    let mut writer = Connection::open(path).with_context(|| format!("cannot open {shown}"))?;
    writer.busy_timeout(BUSY)?;
    check_owner(&writer).with_context(|| format!("cannot use {shown}"))?;
    let mode: String = writer.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0))?;
    ensure!(mode == "wal", "cannot use {shown}: this file system allows no write-ahead log; move it to a local disk");
    writer.pragma_update(None, "synchronous", "full")?;
    // Savepoints are kept in memory; the page cache grows to 32 MiB with use; a log grown by an import shrinks again.
    writer.pragma_update(None, "temp_store", "memory")?;
    writer.pragma_update(None, "cache_size", -32_768)?;
    writer.pragma_update(None, "wal_autocheckpoint", 4_000)?;
    writer.pragma_update(None, "journal_size_limit", 64 << 20)?;
    migrations::migrations::runner()
        .run(&mut writer)
        .with_context(|| format!("cannot bring {shown} to the newest schema"))?;

    let reader = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    reader.busy_timeout(BUSY)?;
    let place = Place::of(path).with_context(|| format!("cannot look at {shown}"))?;
    Ok(Database { writer, reader, lock, place })
}

/// Makes a missing file readable by its owner alone: hashes of passwords lie in it. SQLite gives the files beside it the same
/// rights; those of a file that is there are its owner's business.
fn make_private(path: &Path) -> io::Result<()> {
    match File::options().create_new(true).write(true).mode(0o600).open(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// Two servers on one file would each miss what the other writes.
fn lock(path: &Path) -> anyhow::Result<File> {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let lock = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&name)
        .with_context(|| format!("cannot write beside {}", path.display()))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => {
            bail!("another Tandem serves {}: stop it first, or give this one another --database", path.display())
        }
        Err(TryLockError::Error(error)) => {
            Err(error).with_context(|| format!("cannot lock {}", name.to_string_lossy()))
        }
    }
}

/// Refuses what another program or a newer Tandem wrote.
fn check_owner(file: &Connection) -> anyhow::Result<()> {
    // Beside the history of migrations, which a start leaves alone there if it is interrupted before the first.
    let others = "SELECT count(*) FROM sqlite_schema WHERE tbl_name <> 'refinery_schema_history'";
    if file.query_row(others, [], |row| row.get::<_, u32>(0))? == 0 {
        return Ok(());
    }
    let owner: i32 = file.pragma_query_value(None, "application_id", |row| row.get(0))?;
    ensure!(owner == APPLICATION_ID, "it belongs to another program");
    let theirs: Option<i32> =
        file.query_row("SELECT max(version) FROM refinery_schema_history", [], |row| row.get(0))?;
    let ours = migrations::migrations::runner().get_migrations().iter().map(refinery::Migration::version).max();
    ensure!(
        theirs <= ours,
        "it has schema {}, written by a newer Tandem; this one knows schema {}: start the newer one, or restore a backup",
        theirs.unwrap_or_default(),
        ours.unwrap_or_default()
    );
    Ok(())
}
