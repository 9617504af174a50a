//! The limit: a bare axum without any domain, and one rusqlite writer with the same habit of group commit. It runs as a
//! process of its own, as the server does.

use crate::Bench;
use crate::process::{Process, free_address};
use crate::wire::Wire;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, VARY};
use axum::routing::{get, post};
use axum::serve::ListenerExt;
use axum::{Json, Router};
use bytes::Bytes;
use rusqlite::Connection;
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot};

/// The word that makes the bench run as this peer.
pub(crate) const WORD: &str = "peer";
/// How many writes wait before those who ask have to, as in the product.
const QUEUE: usize = 1_024;
/// How long it may take to accept.
const PATIENCE: Duration = Duration::from_secs(10);

/// The running peer.
pub(crate) struct Peer {
    pub(crate) address: SocketAddr,
    _process: Process,
}

impl Peer {
    /// Starts one that writes to a new SQLite file, and answers reads with the bytes of `body`.
    pub(crate) fn start(database: &Path, body: &Path) -> Self {
        let address = free_address();
        let bench = std::env::current_exe().expect("a process knows its own file");
        let mut process =
            Process::start(Command::new(bench).arg(WORD).arg(address.to_string()).arg(database).arg(body));
        let started = Instant::now();
        while Wire::open(address).is_err() {
            assert!(!process.has_ended(), "the bare axum ended at once");
            assert!(started.elapsed() < PATIENCE, "the bare axum does not accept");
            std::thread::sleep(Duration::from_millis(2));
        }
        Self { address, _process: process }
    }
}

/// An SQLite file with one table, written as durably as the product writes.
pub(crate) fn open_file(path: &Path) -> Connection {
    let db = Connection::open(path).expect("a new file");
    db.execute_batch(
        "PRAGMA journal_mode = wal; PRAGMA synchronous = full; PRAGMA wal_autocheckpoint = 4000;
         CREATE TABLE facts (id INTEGER PRIMARY KEY, kpi TEXT NOT NULL, value INTEGER NOT NULL) STRICT;",
    )
    .expect("a new file");
    db
}

#[derive(Deserialize)]
struct Fact {
    kpi: String,
    value: i64,
}

type Waiting = (Fact, oneshot::Sender<i64>);

/// What the peer does: `ADDRESS DATABASE BODY`.
pub(crate) fn run(mut arguments: impl Iterator<Item = String>) {
    let mut next = || arguments.next().expect("peer ADDRESS DATABASE BODY");
    let (address, database, body) = (next(), next(), next());
    let (sender, received) = mpsc::channel(QUEUE);
    let db = open_file(Path::new(&database));
    std::thread::spawn(move || write(&db, received));
    let body = Bytes::from(std::fs::read(body).expect("the bytes to answer with"));
    let app = Router::new()
        .route("/", get(move || std::future::ready(answer(body.clone()))))
        .route("/values", post(take))
        .with_state(sender);
    Bench::runtime_of_server().block_on(async {
        let listener = tokio::net::TcpListener::bind(address).await.expect("a free address");
        let listener = listener.tap_io(|socket| drop(socket.set_nodelay(true)));
        axum::serve(listener, app).await.expect("it serves until it is stopped");
    });
}

fn answer(body: Bytes) -> impl axum::response::IntoResponse {
    let headers = [
        (CONTENT_TYPE, "application/json"),
        (CONTENT_ENCODING, "br"),
        (CACHE_CONTROL, "no-cache"),
        (VARY, "accept-encoding"),
        (ETAG, "\"1795345678901\""),
    ];
    (headers, body)
}

async fn take(State(writer): State<mpsc::Sender<Waiting>>, Json(fact): Json<Fact>) -> Json<i64> {
    let (waiter, answer) = oneshot::channel();
    assert!(writer.send((fact, waiter)).await.is_ok(), "the writer lives");
    Json(answer.await.expect("the writer answers"))
}

/// Turns all that wait into one durable transaction, then answers them.
fn write(db: &Connection, mut received: mpsc::Receiver<Waiting>) {
    let mut insert = db.prepare("INSERT INTO facts (kpi, value) VALUES (?, ?)").expect("the table is there");
    let mut waiters = Vec::new();
    while let Some(first) = received.blocking_recv() {
        db.execute_batch("BEGIN IMMEDIATE").expect("nobody else writes");
        let mut next = Some(first);
        while let Some((fact, waiter)) = next {
            waiters.push((insert.insert((&fact.kpi, fact.value)).expect("a row"), waiter));
            next = received.try_recv().ok();
        }
        db.execute_batch("COMMIT").expect("there is room");
        for (id, waiter) in waiters.drain(..) {
            // Whoever asked may have gone.
            let _ = waiter.send(id);
        }
    }
}
