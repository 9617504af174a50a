//! Live streams: what was pushed comes to every viewer, in order, once, and nobody is left with an old board.

use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;
use tandem::Limits;
use tandem_tests::{Api, Frame, Live, Server, board, count, found_company};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;

/// Pushes during which one viewer does not read, and tiles that each of them changes.
const PUSHES: u64 = 300;
const TILES: usize = 100;
/// What system and server may hold back for a viewer that does not read: the kernel's send buffer grows to 4 MiB.
const HELD_MAX: usize = 8 << 20;

/// A company with the KPIs `leads` and `calls`, each on a board of its own, and both on `both`.
async fn start_with(limits: Limits) -> Server {
    let server = Server::start_with("2026-11-20T09:00:00Z", |settings| settings.limits = limits).await;
    let api = server.api();
    found_company(&api).await;
    for kpi in ["leads", "calls"] {
        api.put(&format!("/kpis/{kpi}"), count(kpi)).await.ok();
        api.put(&format!("/boards/{kpi}"), board(kpi, "2026-Q4", &[kpi])).await.ok();
    }
    api.put("/boards/both", board("both", "2026-Q4", &["leads", "calls"])).await.ok();
    server
}

async fn start() -> Server {
    start_with(Limits::default()).await
}

async fn push(api: &Api, kpi: &str) {
    api.push(json!({ "kpi": kpi, "value": 1 })).await;
}

async fn revision(api: &Api, board: &str) -> Value {
    api.get(&format!("/boards/{board}")).await.ok()["revision"].take()
}

/// Puts the tiles of a patch in the places of those they replace.
fn apply(board: &mut Value, patch: &Value) {
    assert_eq!(patch["follows"], board["revision"], "no patch was missed");
    board["revision"] = patch["revision"].clone();
    board["as_of"] = patch["as_of"].clone();
    let sections = board["sections"].as_array_mut().expect("sections");
    for new in patch["tiles"].as_array().expect("tiles") {
        let mut tiles = sections.iter_mut().flat_map(|section| section["tiles"].as_array_mut().expect("tiles"));
        *tiles.find(|old| old["number"] == new["number"]).expect("the tile it replaces") = new.clone();
    }
}

#[tokio::test]
async fn a_stream_may_be_asked_to_end() {
    let server = start().await;
    let api = server.api();
    let mut live = Live::open(&api, "/live?boards=both,leads&seconds=1").await;
    assert_eq!(live.next().await.expect("a frame").event, "heartbeat");
    while live.next().await.is_some() {}
    for wrong in ["0", "61", "300", "-1", "soon", ""] {
        assert_eq!(api.get(&format!("/live?boards=both&seconds={wrong}")).await.status, 400, "{wrong:?}");
    }
}

#[tokio::test]
async fn a_stream_says_first_which_board_to_hold_and_then_what_changes() {
    let server = start().await;
    let api = server.api();
    push(&api, "leads").await;
    let mut live = Live::open(&api, "/boards/both/live").await;
    let mut held = api.get("/boards/both").await.ok();
    let hello = live.next_of("refetch").await;
    assert_eq!(
        (hello.event.as_str(), hello.json()),
        ("refetch", json!({ "board": "both", "revision": held["revision"] }))
    );
    assert_eq!(Some(hello.id.expect("an id")), held["revision"].as_u64());
    for kpi in ["leads", "calls", "leads", "leads"] {
        push(&api, kpi).await;
        let frame = live.next().await.expect("a patch");
        assert_eq!(frame.event, "patch");
        let patch = frame.json();
        assert_eq!((&patch["board"], patch["revision"].as_u64()), (&json!("both"), frame.id));
        let changed: Vec<_> = patch["tiles"].as_array().expect("tiles").iter().map(|tile| &tile["kpi"]).collect();
        assert_eq!(changed, [kpi], "only the tile that was pushed to");
        apply(&mut held, &patch);
        assert_eq!(held, api.get("/boards/both").await.ok());
    }
    // Another frame altogether cannot be patched.
    api.put_at("/boards/both", 1, board("Both of them", "2026-Q4", &["leads", "calls"])).await.ok();
    let renamed = live.next().await.expect("a frame");
    assert_eq!((renamed.event.as_str(), renamed.id), ("refetch", revision(&api, "both").await.as_u64()));
}

#[tokio::test]
async fn a_viewer_that_comes_back_is_told_what_it_missed() {
    let server = start().await;
    let api = server.api();
    let mut live = Live::open(&api, "/boards/leads/live").await;
    let before = live.next_of("refetch").await.id;
    drop(live);
    push(&api, "leads").await;
    let mut live = Live::open(&api, "/boards/leads/live").await;
    let hello = live.next_of("refetch").await;
    assert_eq!(hello.event, "refetch");
    let current = revision(&api, "leads").await.as_u64();
    assert_ne!(current, before);
    // The push may still be on its way to the streams: then its patch follows.
    if hello.id != current {
        assert_eq!((hello.id, live.next_of("patch").await.id), (before, current));
    }
}

#[tokio::test]
async fn one_stream_carries_several_boards_and_the_time() {
    let server = start().await;
    let api = server.api();
    assert_eq!(api.get("/live?boards=").await.status, 400);
    assert_eq!(api.get("/live?boards=leads,none").await.status, 404);
    let mut live = Live::open(&api, "/live?boards=leads,calls,leads").await;
    let mut greeted = Vec::new();
    for _ in 0..2 {
        greeted.push(live.next_of("refetch").await.json()["board"].to_string());
    }
    greeted.sort_unstable();
    assert_eq!(greeted, ["\"calls\"", "\"leads\""]);
    for kpi in ["calls", "leads", "calls"] {
        push(&api, kpi).await;
        assert_eq!(live.next_of("patch").await.json()["board"], kpi);
    }
    // The one thing here that goes by real time: every 10 seconds.
    server.clock().set("2026-11-20T09:30:00Z");
    let heartbeat = live.next_of("heartbeat").await;
    assert_eq!(heartbeat.id, None, "a heartbeat does not move the point a stream resumes from");
    assert_eq!(heartbeat.json(), json!({ "now": "2026-11-20T10:30:00+01:00", "build": tandem::BUILD }));
}

#[tokio::test]
async fn a_server_that_stops_says_when_to_come_back() {
    let mut server = start().await;
    let mut live = Live::open(&server.api(), "/boards/leads/live").await;
    live.next_of("refetch").await;
    // Ends only once its streams have.
    server.stop().await;
    let retry = live.next().await.expect("a last frame").retry.expect("a time to wait");
    assert!((500..5_000).contains(&retry), "{retry} ms");
    assert!(live.next().await.is_none(), "and then the end");
}

#[tokio::test]
async fn streams_beyond_the_limit_are_refused_until_one_ends() {
    let server = start_with(Limits { streams_per_address: 2, ..Limits::default() }).await;
    let api = server.api();
    let first = Live::open(&api, "/boards/leads/live").await;
    let _second = Live::open(&api, "/boards/calls/live").await;
    let open = || api.request(Method::GET, "/boards/both/live").send();
    let refused = open().await.expect("an answer");
    assert_eq!(refused.status(), 503);
    assert_eq!(refused.headers()["content-type"], "application/problem+json");
    let problem: Value = refused.json().await.expect("a problem");
    assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains("/api/v1/live?boards=a,b")));
    drop(first);
    let free = async {
        while open().await.expect("an answer").status() != 200 {
            tokio::task::yield_now().await;
        }
    };
    timeout(Duration::from_secs(15), free).await.expect("the place of a closed stream is free again");
}

/// Opens a stream by hand, over a socket that takes in next to nothing by itself.
async fn open_and_do_not_read(server: &Server, board: &str) -> TcpStream {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_recv_buffer_size(4_096).expect("a small buffer");
    let address = server.origin().trim_start_matches("http://").parse().expect("an address");
    let mut stream = socket.connect(address).await.expect("the server listens");
    let request = format!("GET /api/v1/boards/{board}/live HTTP/1.0\r\nHost: localhost\r\n\r\n");
    stream.write_all(request.as_bytes()).await.expect("the server reads");
    stream
}

#[tokio::test]
async fn a_viewer_too_slow_for_every_change_gets_the_last_one() {
    let mut server = start().await;
    let api = server.api();
    api.put("/boards/wide", board("wide", "2026-Q4", &["leads"; TILES])).await.ok();
    let mut slow = open_and_do_not_read(&server, "wide").await;
    let mut fast = Live::open(&api, "/boards/wide/live").await;
    fast.next().await.expect("a first frame");
    let mut sent = 0;
    for _ in 0..PUSHES {
        push(&api, "leads").await;
        sent += fast.next_of("patch").await.data.len();
    }
    assert!(sent > 2 * HELD_MAX, "{sent} bytes are too few to tell whether they were queued");
    let current = revision(&api, "wide").await.as_u64();

    // The server ends its streams when it stops, so that all there is can be read.
    let read = async {
        let mut bytes = Vec::new();
        slow.read_to_end(&mut bytes).await.expect("the stream is not cut");
        bytes
    };
    let (bytes, ()) = tokio::join!(read, server.stop());
    assert!(bytes.len() < HELD_MAX, "{} of {sent} bytes were kept for a viewer that did not read", bytes.len());
    let text = String::from_utf8(bytes).expect("text");
    let (_, body) = text.split_once("\r\n\r\n").expect("a head and a body");
    let frames: Vec<Frame> = body.split_terminator("\n\n").map(Frame::read).collect();
    let missed = frames.iter().skip(2).filter(|frame| frame.event == "refetch").count();
    assert_eq!(missed, 1, "one word instead of a queue");
    let last = frames.iter().rev().find(|frame| frame.id.is_some()).expect("frames");
    assert_eq!(last.id, current, "the last frame leads to the board as it is");
}
