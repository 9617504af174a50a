//! A power cut loses nothing that was acknowledged and leaves nothing half-written: `kill -9`, over and over, during a
//! stream of pushes, against a ledger of what the server said yes to.

use jiff::civil::{Date, date};
use jiff::{SignedDuration, ToSpan};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};
use tandem_tests::{Api, Binary, quantity};
use tempfile::TempDir;
use tokio::sync::mpsc;

/// How often the server is killed.
const KILLS: usize = 60;
/// How many clients push at the same time.
const CLIENTS: usize = 8;
/// Days that one push covers: all of them are there, or none.
const DAYS: i32 = 3;
/// Most acknowledgements before a kill.
const ACKNOWLEDGED_MOST: usize = 40;

/// Push number `n` covers its own days, so that every single one can be looked up later.
fn first_day(n: i32) -> Date {
    date(1990, 1, 1).checked_add((n * DAYS).days()).expect("a few thousand days")
}

/// What is pushed under number `n`.
fn body(n: i32) -> Value {
    (0..DAYS)
        .map(|day| json!({ "kpi": "ledger", "value": n + 1, "at": (first_day(n) + day.days()).to_string() }))
        .collect()
}

/// Pushes new numbers until the server is gone, and tells each `(number, seq)` that was acknowledged.
async fn push_until_killed(api: Api, next: Arc<AtomicI32>, acknowledged: mpsc::UnboundedSender<(i32, u64)>) {
    loop {
        let n = next.fetch_add(1, Ordering::SeqCst);
        let sent = api.request(reqwest::Method::POST, "/values").json(&body(n)).send().await;
        let Ok(answer) = sent else { return };
        assert_eq!(answer.status(), 200);
        // Killed between the head and the body of an answer: nobody was told yet.
        let Ok(answer) = answer.json::<Value>().await else { return };
        acknowledged.send((n, answer["seq"].as_u64().expect("a seq"))).expect("the ledger outlives the clients");
    }
}

/// Which of the pushes `from..to` are in the store. Fails where one is there in part, or with another value.
async fn present(api: &Api, from: i32, to: i32) -> Vec<i32> {
    let path = format!("/kpis/ledger/series?bucket=day&from={}&to={}", first_day(from), first_day(to));
    let series = api.get(&path).await.ok();
    let mut days = BTreeMap::<i32, i32>::new();
    for point in series["points"].as_array().expect("points").iter().filter(|point| !point["value"].is_null()) {
        let day: Date = point["from"].as_str().expect("a date").parse().expect("a date");
        let since: SignedDuration = day.duration_since(first_day(from));
        let n = from + i32::try_from(since.as_hours() / 24).expect("a few days") / DAYS;
        assert_eq!(quantity(&point["value"]).to_f64(), f64::from(n + 1), "{day}");
        *days.entry(n).or_default() += 1;
    }
    assert!(days.values().all(|found| *found == DAYS), "half-written pushes: {days:?}");
    days.into_keys().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn kill_9_loses_no_acknowledged_value() {
    let folder = TempDir::new().expect("a folder for the store");
    let database = folder.path().join("tandem.db");
    let mut random = StdRng::seed_from_u64(20_261_122);
    let next = Arc::new(AtomicI32::new(0));
    let mut ledger = Vec::new();
    let mut newest_seq = 0;

    let mut server = Binary::start(&database).await;
    let api = server.api();
    api.put("/teams/ops", json!({ "name": "Ops", "side": "other" })).await.ok();
    let kpi = json!({ "name": "Ledger", "unit": { "type": "count" }, "direction": "higher", "rollup": "sum",
                      "owners": ["ops"], "interval": "day" });
    api.put("/kpis/ledger", kpi).await.ok();

    for round in 0..KILLS {
        let first = next.load(Ordering::SeqCst);
        let (tell, mut acknowledged) = mpsc::unbounded_channel();
        let clients: Vec<_> =
            (0..CLIENTS).map(|_| tokio::spawn(push_until_killed(server.api(), next.clone(), tell.clone()))).collect();
        drop(tell);
        let mut round_ledger = Vec::new();
        for _ in 0..random.random_range(1..=ACKNOWLEDGED_MOST) {
            round_ledger.push(acknowledged.recv().await.expect("the clients push until the server is killed"));
        }
        server.kill();
        for client in clients {
            client.await.expect("a client ends with the server");
        }
        while let Some(late) = acknowledged.recv().await {
            round_ledger.push(late);
        }

        server = Binary::start(&database).await;
        let found = present(&server.api(), first, next.load(Ordering::SeqCst)).await;
        for (n, seq) in &round_ledger {
            assert!(found.contains(n), "round {round}: push {n} was acknowledged with seq {seq} and is gone");
            assert!(*seq > newest_seq, "round {round}: seq {seq} was given away before the kill ({newest_seq})");
        }
        newest_seq = server.api().last_seq().await;
        assert!(round_ledger.iter().all(|(_, seq)| *seq <= newest_seq), "round {round}: the change log lost entries");
        ledger.extend(round_ledger.into_iter().map(|(n, _)| n));
    }

    let all = present(&server.api(), 0, next.load(Ordering::SeqCst)).await;
    assert!(ledger.iter().all(|n| all.binary_search(n).is_ok()), "an acknowledged value vanished in a later round");
    println!("{KILLS} kills, {} pushes acknowledged, {} found", ledger.len(), all.len());
}
