//! Ten million measurements: starting, reading a board, and five years of one KPI.

use crate::Bench;
use crate::statistics::{median, millis};
use crate::table::Row;
use crate::tandem::{Tandem, kpi, put_board, put_kpis, put_targets};
use crate::wire::Wire;
use jiff::Timestamp;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;
use tandem::store::{Commit, Day, DocumentNo, MeasurementWrite, NO_TEAM, SqliteStore, Store, Write};
use tandem_shared::Rollup;
use tandem_shared::document::Kind;

const KPIS: usize = 1_000;
/// KPIs on the board.
const TILES: usize = 24;
/// Days of five years.
const DAYS: Day = 1_826;
/// Days the small store holds: all that the board draws, last year's quarter included.
const RECENT: Day = 470;
/// Measurements a commit.
const COMMIT: usize = 500_000;
const MS_A_DAY: i64 = 86_400_000;
/// Boards and series read a round.
const READS: usize = 100;

pub(crate) fn run(bench: &Bench) -> Vec<Row> {
    let small = filled(bench, "recent", RECENT, TILES, TILES * usize::try_from(RECENT).unwrap_or(0) * 5);
    let large = filled(bench, "history", DAYS, KPIS, bench.measurements);
    let (mut starts, mut memory, mut peak) = (Vec::new(), Vec::new(), Vec::new());
    let (mut cold, mut before, mut series) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..bench.rounds {
        let (with, without) = (Tandem::start(bench, &large), Tandem::start(bench, &small));
        before.push(board_time(&mut without.wire()));
        cold.push(board_time(&mut with.wire()));
        series.push(series_time(&mut with.wire()));
        starts.push(millis(with.ready_after));
        memory.push(with.process.memory() / 1_024.0);
        peak.push(with.process.peak_memory() / 1_024.0);
        bench.say(format!(
            "round {round}: ready after {:.0} ms, {:.0} MiB, board {:.3} ms against {:.3}, series {:.3} ms",
            starts[round], memory[round], cold[round], before[round], series[round]
        ));
    }
    let rows = bench.measurements / 1_000_000;
    vec![
        Row::at_most(format!("history of {rows} M measurements: start to ready"), "ms", median(starts), 1_000.0),
        Row::at_most("  memory", "MiB", median(memory), 200.0).beside(format!("at most {:.0}", median(peak))),
        Row::costs(
            "  board of 24 tiles after a change",
            "ms",
            median(cold),
            ("recent days only", median(before)),
            1.10,
        ),
        Row::at_most("  five years of a KPI by month", "ms", median(series), 20.0),
    ]
}

/// The middle time for a board that has to be drawn anew and compressed, in ms.
fn board_time(wire: &mut Wire) -> f64 {
    let times = (0..READS).map(|number| {
        // The same key each time: nothing is added to what the next round finds.
        let value = serde_json::json!({ "kpi": kpi(number % TILES), "value": number, "key": "bench" });
        wire.write("POST", "/values", &value);
        timed(wire, "/boards/bench")
    });
    median(times.collect())
}

fn series_time(wire: &mut Wire) -> f64 {
    let today = jiff::Zoned::now().date();
    let from = today.saturating_sub(jiff::Span::new().days(DAYS - 1));
    let times = (0..READS).map(|number| {
        timed(wire, &format!("/kpis/{}/series?bucket=month&from={from}&to={today}", kpi(number * 7 % KPIS)))
    });
    median(times.collect())
}

fn timed(wire: &mut Wire, path: &str) -> f64 {
    let started = Instant::now();
    wire.get(path);
    millis(started.elapsed())
}

/// A store of so many measurements over the days up to today, kept for later runs.
fn filled(bench: &Bench, name: &str, days: Day, kpis: usize, measurements: usize) -> PathBuf {
    let file = bench.data.join(format!("{name}-{measurements}.db"));
    if file.exists() && Bench::runtime().block_on(is_usable(&file)) {
        return file;
    }
    bench.say(format!("filling a store with {measurements} measurements, once"));
    let started = Instant::now();
    let unfinished = bench.folder_kept(&format!("{name}-unfinished"));
    let database = unfinished.join("tandem.db");
    {
        let tandem = Tandem::start(bench, &database);
        let mut wire = tandem.wire();
        put_kpis(&mut wire, kpis);
        put_targets(&mut wire, kpis);
        put_board(&mut wire, "bench", 0..TILES);
    }
    Bench::runtime().block_on(fill(&database, days, measurements));
    std::fs::rename(&database, &file).expect("both lie in one folder");
    std::fs::remove_dir_all(&unfinished).expect("a folder of ours");
    bench.say(format!("filled in {:.0} s", started.elapsed().as_secs_f64()));
    file
}

/// Whether today's program can read a store of an earlier run.
async fn is_usable(file: &Path) -> bool {
    match SqliteStore::open(file, Box::new(|reason| panic!("{reason}"))) {
        Ok(store) => {
            store.close().await;
            true
        }
        Err(_) => false,
    }
}

/// Writes measurements day by day, each KPI equally often.
async fn fill(database: &Path, days: Day, measurements: usize) {
    let store = SqliteStore::open(database, Box::new(|reason| panic!("{reason}"))).expect("a store of our own");
    let snapshot = store.load(Box::new(|_| ())).await.expect("a store of our own");
    let kpis: Vec<DocumentNo> =
        snapshot.documents.iter().filter(|document| document.kind == Kind::Kpi).map(|document| document.no).collect();
    let now = Timestamp::now().as_millisecond();
    let today = Day::try_from(now / MS_A_DAY).expect("this century");
    let mut written = 0;
    let mut waiting = Vec::with_capacity(COMMIT);
    for past in 0..days {
        let day = today - days + 1 + past;
        let due = measurements as u64 * u64::try_from(past + 1).unwrap_or(0) / u64::try_from(days).unwrap_or(1);
        while written < due {
            let kpi = kpis[usize::try_from(written).unwrap_or(0) % kpis.len()];
            waiting.push(MeasurementWrite {
                kpi,
                rollup: Rollup::Sum,
                team: NO_TEAM,
                day,
                at: (i64::from(day) * MS_A_DAY + MS_A_DAY / 2).min(now),
                value: value(kpi, day),
                denominator: 0,
                key: None,
                note: None,
            });
            written += 1;
            if waiting.len() == COMMIT {
                commit(&store, &mut waiting).await;
            }
        }
    }
    commit(&store, &mut waiting).await;
    store.close().await;
}

/// A plausible value, the same in every store: a week's rhythm and a little of everything else.
fn value(kpi: DocumentNo, day: Day) -> i64 {
    let day = i64::from(day);
    (5 + day % 7 + (kpi * 31 + day * 17) % 11) * 10_000
}

async fn commit(store: &SqliteStore, waiting: &mut Vec<MeasurementWrite>) {
    let write = Write::Measurements(std::mem::replace(waiting, Vec::with_capacity(COMMIT)));
    let commit = Commit { at: Timestamp::now().as_millisecond(), actor: Arc::from("bench"), origin: None, write };
    store.commit(commit).await.expect("there is room");
}
