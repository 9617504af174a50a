//! Pushing values: one a request and a thousand a request, beside what the disk and a bare server can do.

use crate::Bench;
use crate::peer::{Peer, open_file};
use crate::statistics::median;
use crate::table::Row;
use crate::tandem::{Tandem, kpi, put_board, put_kpis};
use crate::wrk::{Load, Request, load};
use std::fs::File;
use std::io::Write;
use std::time::{Duration, Instant};
use tandem_tests::TOKEN;

const KPIS: usize = 100;
const CONNECTIONS: usize = 64;
/// Connections that send a thousand values each at a time.
const FEEDS: usize = 8;
const BATCH: usize = 1_000;
/// Rows a commit of the raw batches.
const RAW_BATCH: usize = 100;

pub(crate) fn run(bench: &Bench) -> Vec<Row> {
    let folder = bench.folder();
    let tandem = Tandem::start(bench, &folder.path().join("tandem.db"));
    let mut wire = tandem.wire();
    put_kpis(&mut wire, KPIS);
    put_board(&mut wire, "bench", 0..24);
    let body = folder.path().join("body");
    File::create(&body).and_then(|mut file| file.write_all(b"bare")).expect("room for a file");
    let peer = Peer::start(&folder.path().join("peer.db"), &body);

    let single = |path: &str| -> Vec<Request> {
        (0..KPIS)
            .map(|index| post(path, format!("{{\"kpi\":\"{}\",\"value\":{}}}", kpi(index), 1 + index % 9)))
            .collect()
    };
    let (ours, bare) = (single("/api/v1/values"), single("/values"));
    let batches: Vec<Request> = (0..4).map(|shift| post("/api/v1/values", batch(shift))).collect();
    let today = jiff::Zoned::now().date();
    bench.say(format!("values of {today}, durably"));

    let (mut one, mut limit, mut many) = (Vec::<Load>::new(), Vec::<Load>::new(), Vec::<Load>::new());
    let (mut commits, mut rows, mut syncs) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..bench.rounds {
        limit.push(load(peer.address, CONNECTIONS, bench.seconds, &bare));
        one.push(load(tandem.address, CONNECTIONS, bench.seconds, &ours));
        commits.push(raw(bench, 1));
        rows.push(raw(bench, RAW_BATCH));
        many.push(load(tandem.address, FEEDS, bench.seconds, &batches));
        syncs.push(sync_time(bench));
        bench.say(format!(
            "round {round}: {:.0} of {:.0} values/s singly; {:.0} requests of {BATCH}/s, {:.0} raw rows/s",
            one[round].per_second, limit[round].per_second, many[round].per_second, rows[round]
        ));
    }
    let middle = |loads: &[Load], figure: fn(&Load) -> f64| median(loads.iter().map(figure).collect());
    let per_second = |loads: &[Load]| middle(loads, |load| load.per_second);
    let commits = median(commits);
    vec![
        Row::reaches(
            "single values, 64 connections, durable",
            per_second(&one),
            ("bare axum + SQLite", per_second(&limit)),
            0.60,
        )
        .beside(format!("{:.1} × one row a commit ({commits:.0}/s)", per_second(&one) / commits)),
        Row::at_most("  p99 of these", "ms", middle(&one, |load| load.p99), 5.0)
            .beside(format!("bare: {:.2} ms", middle(&limit, |load| load.p99))),
        Row::reaches(
            "values in requests of 1,000, durable",
            per_second(&many) * BATCH as f64,
            ("raw SQLite, 100 rows a commit", median(rows)),
            0.65,
        ),
        Row::shown("  p99 of these, 8 connections", format!("{:.1} ms", middle(&many, |load| load.p99))),
        Row::shown("fdatasync of 4 KiB, p50", format!("{:.3} ms", median(syncs))),
    ]
}

fn post(path: &str, body: String) -> Request {
    let headers = vec![("Authorization", format!("Bearer {TOKEN}")), ("Content-Type", "application/json".to_owned())];
    Request { method: "POST", path: path.to_owned(), headers, body }
}

/// A thousand values as a feed sends them: each KPI on the last ten days.
fn batch(shift: usize) -> String {
    let today = jiff::Zoned::now().date();
    let days: Vec<String> = (0..BATCH / KPIS)
        .map(|ago| today.saturating_sub(jiff::Span::new().days(i64::try_from(ago).unwrap_or(0))).to_string())
        .collect();
    let value = |index: usize| {
        let (at, value) = (&days[index / KPIS], (index + shift) % 50);
        format!("{{\"kpi\":\"{}\",\"value\":{value},\"at\":\"{at}\"}}", kpi(index % KPIS))
    };
    format!("[{}]", (0..BATCH).map(value).collect::<Vec<_>>().join(","))
}

/// Rows a second that SQLite itself makes durable, so many a commit.
fn raw(bench: &Bench, rows: usize) -> f64 {
    let folder = bench.folder();
    let db = open_file(&folder.path().join("raw.db"));
    let mut insert = db.prepare("INSERT INTO facts (kpi, value) VALUES (?, ?)").expect("the table is there");
    let (started, time) = (Instant::now(), Duration::from_secs(bench.seconds.min(2)));
    let mut written = 0;
    while started.elapsed() < time {
        db.execute_batch("BEGIN IMMEDIATE").expect("nobody else writes");
        for _ in 0..rows {
            insert.execute(("kpi-17", 12)).expect("a row");
        }
        db.execute_batch("COMMIT").expect("there is room");
        written += rows;
    }
    written as f64 / started.elapsed().as_secs_f64()
}

/// The middle time to make 4 KiB durable, in ms: what the disk itself takes.
fn sync_time(bench: &Bench) -> f64 {
    let mut file = tempfile::tempfile_in(&bench.data).expect("room for a file");
    let times = (0..200).map(|_| {
        file.write_all(&[7; 4_096]).expect("room for a page");
        let started = Instant::now();
        file.sync_data().expect("a disk that syncs");
        started.elapsed().as_secs_f64() * 1e3
    });
    median(times.collect())
}
