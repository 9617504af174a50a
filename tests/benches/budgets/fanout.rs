//! A push reaching open streams: 200 of one board beside nchan, 10,000 of one board, and one of 500 boards.

use crate::Bench;
use crate::listeners::Listeners;
use crate::nginx::Nginx;
use crate::process::Process;
use crate::statistics::{median, percentile};
use crate::table::Row;
use crate::tandem::{Tandem, kpi, push_days, put_board, put_kpis, put_targets};
use crate::wire::Wire;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Tiles of the board that is watched.
const TILES: usize = 24;
/// Streams of an ordinary crowd.
const CROWD: usize = 200;
/// Streams of a large one.
const MASS: usize = 10_000;
/// Boards of which one is touched.
const BOARDS: usize = 500;
/// Time between two pushes.
const PACE: Duration = Duration::from_millis(10);
/// The same for the mass, which takes longer to hear.
const SLOW_PACE: Duration = Duration::from_millis(300);
/// How long the mass is left alone to see what idling costs: two heartbeats.
const IDLE: Duration = Duration::from_secs(20);

/// What updates cost, and how long the last of the listeners waited for each.
struct Fan {
    /// Processor time of the server for an update, in ms.
    cpu: f64,
    times: Vec<Duration>,
}

/// Sends the updates to one server.
struct Pusher {
    address: SocketAddr,
    path: &'static str,
    headers: Vec<(&'static str, &'static str)>,
    body: Box<dyn Fn(usize) -> Vec<u8>>,
}

impl Pusher {
    fn to_tandem(address: SocketAddr) -> Self {
        let body = |number: usize| format!("{{\"kpi\":\"{}\",\"value\":{}}}", kpi(0), 1 + number % 9).into_bytes();
        Self {
            address,
            path: "/api/v1/values",
            headers: vec![("Content-Type", "application/json")],
            body: Box::new(body),
        }
    }

    /// Posts the same frame to nchan that the product sends.
    fn to_nchan(address: SocketAddr, frame: &[u8]) -> Self {
        let text = String::from_utf8_lossy(frame);
        let data = text.lines().find_map(|line| line.strip_prefix("data: ")).expect("a frame has data");
        let data = data.as_bytes().to_vec();
        Self {
            address,
            path: "/publish",
            headers: vec![("X-EventSource-Event", "patch")],
            body: Box::new(move |_| data.clone()),
        }
    }

    /// Sends `updates` at an even pace; each is heard by `count` of the listeners before the next is sent.
    fn run(&self, process: &Process, listeners: &mut Listeners, count: usize, updates: usize, pace: Duration) -> Fan {
        // Not before: servers cut connections that say nothing for long.
        let mut wire = Wire::open(self.address).expect("a running server accepts");
        let before = process.cpu();
        let mut next = Instant::now();
        let mut times = Vec::new();
        for number in 0..updates {
            std::thread::sleep(next.saturating_duration_since(Instant::now()));
            let started = Instant::now();
            next = started + pace;
            wire.send("POST", self.path, &self.headers, &(self.body)(number));
            times.push(listeners.hear(count).saturating_duration_since(started));
            let status = wire.receive().expect("an answer").status;
            assert!((200..300).contains(&status), "a push was answered with {status}");
        }
        Fan { cpu: (process.cpu() - before).as_secs_f64() * 1e3 / updates as f64, times }
    }
}

fn file(folder: &TempDir) -> PathBuf {
    folder.path().join("tandem.db")
}

/// A server with the board that is watched.
fn board(bench: &Bench, folder: &TempDir) -> Tandem {
    let tandem = Tandem::start(bench, &file(folder));
    let mut wire = tandem.wire();
    put_kpis(&mut wire, TILES);
    put_targets(&mut wire, TILES);
    push_days(&mut wire, TILES, 120);
    put_board(&mut wire, "bench", 0..TILES);
    tandem
}

fn live(board: &str) -> String {
    format!("/api/v1/boards/{board}/live")
}

/// A push reaches 200 streams.
pub(crate) fn run_crowd(bench: &Bench) -> Vec<Row> {
    let folder = bench.folder();
    let tandem = board(bench, &folder);
    let nginx = Nginx::of_streams(&bench.data);
    let updates = bench.scaled(300);
    let mut listeners = Listeners::open(tandem.address, (0..CROWD).map(|_| live("bench")));
    let pusher = Pusher::to_tandem(tandem.address);
    pusher.run(&tandem.process, &mut listeners, CROWD, 20, PACE);
    let mut others = Listeners::open(nginx.address, (0..CROWD).map(|_| "/listen".to_owned()));
    let publisher = Pusher::to_nchan(nginx.address, listeners.frame());
    publisher.run(&nginx.process, &mut others, CROWD, 20, PACE);
    let bytes = listeners.frame().len();

    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for round in 0..bench.rounds {
        theirs.push(publisher.run(&nginx.process, &mut others, CROWD, updates, PACE));
        ours.push(pusher.run(&tandem.process, &mut listeners, CROWD, updates, PACE));
        bench.say(format!("round {round}: {:.2} ms CPU an update, nchan {:.2}", ours[round].cpu, theirs[round].cpu));
    }
    let cpu = |fans: &[Fan]| median(fans.iter().map(|fan| fan.cpu).collect());
    let wait = |fans: &[Fan], percent| median(fans.iter().map(|fan| percentile(&fan.times, percent)).collect());
    vec![
        Row::costs("push → 200 streams: CPU an update", "ms", cpu(&ours), ("nchan", cpu(&theirs)), 1.00)
            .beside(format!("{bytes} bytes a frame")),
        Row::at_most("  push → last client, p99", "ms", wait(&ours, 99), 10.0).beside(format!(
            "p50 {:.2}; nchan p50 {:.2}, p99 {:.2}",
            wait(&ours, 50),
            wait(&theirs, 50),
            wait(&theirs, 99)
        )),
    ]
}

/// A push reaches 10,000 streams.
pub(crate) fn run_mass(bench: &Bench) -> Vec<Row> {
    let folder = bench.folder();
    let updates = bench.scaled(50);
    let (mut memory, mut idle, mut fans) = (Vec::new(), Vec::new(), Vec::new());
    drop(board(bench, &folder));
    for round in 0..bench.rounds {
        let tandem = Tandem::start(bench, &file(&folder));
        tandem.wire().get("/boards/bench");
        let before = tandem.process.memory();
        let mut listeners = Listeners::open(tandem.address, (0..MASS).map(|_| live("bench")));
        fans.push(Pusher::to_tandem(tandem.address).run(&tandem.process, &mut listeners, MASS, updates, SLOW_PACE));
        memory.push((tandem.process.memory() - before) / MASS as f64);
        let worked = tandem.process.cpu();
        std::thread::sleep(IDLE);
        idle.push((tandem.process.cpu() - worked).as_secs_f64() / IDLE.as_secs_f64() * 100.0);
        bench.say(format!(
            "round {round}: {:.1} KiB a stream, idle {:.2} %, p99 {:.0} ms",
            memory[round],
            idle[round],
            percentile(&fans[round].times, 99)
        ));
    }
    let nginx = Nginx::of_streams(&bench.data);
    let before = nginx.process.memory();
    let mut others = Listeners::open(nginx.address, (0..MASS).map(|_| "/listen".to_owned()));
    let publisher = Pusher { body: Box::new(|_| vec![b'x'; 1_500]), ..Pusher::to_nchan(nginx.address, b"data: x") };
    let theirs = publisher.run(&nginx.process, &mut others, MASS, updates, SLOW_PACE);
    let their_memory = (nginx.process.memory() - before) / MASS as f64;

    let wait = |percent| median(fans.iter().map(|fan| percentile(&fan.times, percent)).collect());
    let cpu = median(fans.iter().map(|fan| fan.cpu).collect());
    vec![
        Row::at_most("10,000 streams of one board: memory of each", "KiB", median(memory), 10.0)
            .beside(format!("nchan: {their_memory:.1} KiB")),
        Row::at_most("  push → last client, p99", "ms", wait(99), 250.0).beside(format!(
            "p50 {:.0}; nchan p50 {:.0}, p99 {:.0}",
            wait(50),
            percentile(&theirs.times, 50),
            percentile(&theirs.times, 99)
        )),
        Row::at_most("  CPU while nothing happens", "% of a core", median(idle), 2.0),
        Row::shown("  CPU an update", format!("{cpu:.1} ms")).beside(format!("nchan: {:.1} ms", theirs.cpu)),
    ]
}

/// A push touches one of 500 boards that are open.
pub(crate) fn run_boards(bench: &Bench) -> Vec<Row> {
    let folder = bench.folder();
    let tandem = Tandem::start(bench, &file(&folder));
    let mut wire = tandem.wire();
    put_kpis(&mut wire, BOARDS);
    put_targets(&mut wire, BOARDS);
    push_days(&mut wire, BOARDS, 60);
    for index in 0..BOARDS {
        put_board(&mut wire, &format!("bench-{index}"), index..index + 1);
    }
    let updates = bench.scaled(1_500);
    let pace = Duration::from_millis(5);
    let watch = |boards: usize, updates| {
        let mut listeners = Listeners::open(tandem.address, (0..boards).map(|index| live(&format!("bench-{index}"))));
        Pusher::to_tandem(tandem.address).run(&tandem.process, &mut listeners, 1, updates, pace)
    };
    watch(BOARDS, 50);
    let (mut one, mut many) = (Vec::new(), Vec::new());
    for round in 0..bench.rounds {
        one.push(watch(1, updates).cpu);
        many.push(watch(BOARDS, updates).cpu);
        bench.say(format!("round {round}: {:.3} ms CPU a push, with 500 boards open {:.3}", one[round], many[round]));
    }
    vec![Row::costs(
        "CPU of a push with 500 boards open, one touched",
        "ms",
        median(many),
        ("with 1 board open", median(one)),
        1.10,
    )]
}
