//! What the server takes while nothing happens: time to start, memory, room on disk.

use crate::Bench;
use crate::statistics::{median, millis};
use crate::table::Row;
use crate::tandem::Tandem;
use std::time::Duration;

/// Starts a round: a start is over in no time.
const STARTS: usize = 10;
/// After this, what a start needed for a moment has been given back.
const SETTLE: Duration = Duration::from_secs(2);

pub(crate) fn run(bench: &Bench) -> Vec<Row> {
    let folder = bench.folder();
    let database = folder.path().join("tandem.db");
    drop(Tandem::start_demo(bench, &database));
    let (mut starts, mut memory) = (Vec::new(), Vec::new());
    for round in 0..bench.rounds {
        starts.extend((0..STARTS).map(|_| millis(Tandem::start_demo(bench, &database).ready_after)));
        let tandem = Tandem::start_demo(bench, &database);
        for board in ["growth", "demand-generation"] {
            tandem.wire().get(&format!("/boards/{board}"));
        }
        std::thread::sleep(SETTLE);
        memory.push(tandem.process.memory() / 1_024.0);
        bench.say(format!("round {round}: idle with {:.1} MiB", memory[round]));
    }
    let size = std::fs::metadata(&bench.program).expect("the program is a file").len();
    vec![
        Row::at_most("server: start to ready, demo store", "ms", median(starts), 50.0),
        Row::at_most("  memory, idle", "MiB", median(memory), 25.0).beside("PocketBase: 30 MiB, as noted"),
        Row::at_most("  binary", "MB", size as f64 / 1e6, 25.0),
    ]
}
