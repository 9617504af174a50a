//! [`Tandem`]: the real program under measurement, and boards to fill it with.

use crate::Bench;
use crate::process::{Process, free_address};
use crate::wire::Wire;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use tandem_tests::TOKEN;

/// How long it may take until it is ready.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running `tandem serve`.
pub(crate) struct Tandem {
    pub(crate) process: Process,
    pub(crate) address: SocketAddr,
    /// From its start until the first success of `/readyz`.
    pub(crate) ready_after: Duration,
}

impl Tandem {
    /// Starts it on an SQLite file and waits until it is ready.
    pub(crate) fn start(bench: &Bench, database: &Path) -> Self {
        Self::start_with(bench, database, &[])
    }

    /// The same, with the demo workspace where the file is new.
    pub(crate) fn start_demo(bench: &Bench, database: &Path) -> Self {
        Self::start_with(bench, database, &["--demo"])
    }

    fn start_with(bench: &Bench, database: &Path, more: &[&str]) -> Self {
        let address = free_address();
        let mut command = Command::new(&bench.program);
        command
            .args(["serve", "--log", "error", "--streams-per-address", "20000", "--listen", &address.to_string()])
            .args(["--database", &format!("sqlite:{}", database.display())])
            .args(more)
            .env("TANDEM_ADMIN_TOKEN", TOKEN)
            .stderr(std::process::Stdio::null());
        let started = Instant::now();
        let mut process = Process::start(&mut command);
        while !is_ready(address) {
            assert!(!process.has_ended(), "the program ended instead of serving");
            assert!(started.elapsed() < PATIENCE, "not ready after {PATIENCE:?}");
            std::thread::sleep(Duration::from_micros(500));
        }
        Self { process, address, ready_after: started.elapsed() }
    }

    /// A connection to it.
    pub(crate) fn wire(&self) -> Wire {
        Wire::open(self.address).expect("a ready server accepts")
    }
}

fn is_ready(address: SocketAddr) -> bool {
    Wire::open(address).is_ok_and(|mut wire| {
        wire.send("GET", "/readyz", &[], b"");
        wire.receive().is_ok_and(|answer| answer.status == 200)
    })
}

/// The slug of KPI number `index`.
pub(crate) fn kpi(index: usize) -> String {
    format!("kpi-{index}")
}

/// Two teams and KPIs with a target each.
pub(crate) fn put_kpis(wire: &mut Wire, count: usize) {
    for (slug, name) in [("sales", "Sales"), ("marketing", "Marketing")] {
        wire.write("PUT", &format!("/teams/{slug}"), &json!({ "name": name, "side": slug }));
    }
    for index in 0..count {
        let body = json!({
            "name": format!("KPI number {index}"), "unit": { "type": "count" }, "direction": "higher", "rollup": "sum",
            "owners": [if index % 2 == 0 { "sales" } else { "marketing" }], "interval": "day",
        });
        wire.write("PUT", &format!("/kpis/{}", kpi(index)), &body);
    }
}

/// A target for the running quarter of each of the KPIs.
pub(crate) fn put_targets(wire: &mut Wire, count: usize) {
    let today = jiff::Zoned::now().date();
    let period = format!("{}-Q{}", today.year(), (today.month() + 2) / 3);
    for index in 0..count {
        let body = json!({ "value": 2_000 + index, "reason": "as agreed" });
        wire.write("PUT", &format!("/kpis/{}/targets/{period}", kpi(index)), &body);
    }
}

/// A board of one tile for each of the KPIs.
pub(crate) fn put_board(wire: &mut Wire, slug: &str, kpis: std::ops::Range<usize>) {
    let tiles: Vec<Value> = kpis.map(|index| json!({ "kind": "kpi", "kpi": kpi(index) })).collect();
    let body = json!({ "name": format!("Board {slug}"), "period": "quarter", "sections": [{ "title": "All", "tiles": tiles }] });
    wire.write("PUT", &format!("/boards/{slug}"), &body);
}

/// A value a day for each of the KPIs.
pub(crate) fn push_days(wire: &mut Wire, kpis: usize, days: i32) {
    let today = jiff::Zoned::now().date();
    for ago in (0..days).rev() {
        let at = today.saturating_sub(jiff::Span::new().days(ago)).to_string();
        let value =
            |index: usize| json!({ "kpi": kpi(index), "value": 20 + (index * 7 + index * index) % 13, "at": at });
        wire.write("POST", "/values", &(0..kpis).map(value).collect());
    }
}
