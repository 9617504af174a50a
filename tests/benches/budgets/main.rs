//! `make bench`: every budget that can be measured today, with its peer or limit, in one run and one table.
//!
//! Each figure is the median of some rounds in which product and peer take turns. The load generator runs on the same
//! machine. `BENCH_ROUNDS`, `BENCH_SECONDS` (of one load) and `BENCH_MEASUREMENTS` (of the history) change how much is
//! done; `BENCH_ONLY=writes,page` does only a part.

mod fanout;
mod footprint;
mod history;
mod listeners;
mod nginx;
mod page;
mod peer;
mod process;
mod reads;
mod statistics;
mod table;
mod tandem;
mod wire;
mod writes;
mod wrk;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::path::{Path, PathBuf};
use table::{Row, Table};
use tempfile::TempDir;

/// The peer is given what the product has.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A part of the bench: its name, and what measures it.
type Part = (&'static str, fn(&Bench) -> Vec<Row>);

const PARTS: [Part; 8] = [
    ("writes", writes::run),
    ("reads", reads::run),
    ("crowd", fanout::run_crowd),
    ("mass", fanout::run_mass),
    ("boards", fanout::run_boards),
    ("history", history::run),
    ("footprint", footprint::run),
    ("page", page::run),
];

/// How the bench is run.
struct Bench {
    rounds: usize,
    /// Of one load.
    seconds: u64,
    /// Of the history.
    measurements: usize,
    /// The server under measurement.
    program: PathBuf,
    /// Where files go: on the disk of the target folder, as a temporary folder may lie in memory.
    data: PathBuf,
}

impl Bench {
    /// A folder for the files of one measurement.
    fn folder(&self) -> TempDir {
        TempDir::new_in(&self.data).expect("the target folder can be written")
    }

    /// An empty folder for files that may be kept.
    fn folder_kept(&self, name: &str) -> PathBuf {
        let folder = self.data.join(name);
        // Not there most often.
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("the target folder can be written");
        folder
    }

    /// So many, or fewer in a short run.
    fn scaled(&self, count: usize) -> usize {
        if self.seconds < 3 { count / 5 } else { count }
    }

    /// Tells how far it is.
    fn say(&self, words: impl AsRef<str>) {
        eprintln!("  {}", words.as_ref());
    }

    /// A runtime for what only waits.
    fn runtime() -> tokio::runtime::Runtime {
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
    }

    /// A runtime like that of the product.
    fn runtime_of_server() -> tokio::runtime::Runtime {
        tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime")
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() == Some(peer::WORD) {
        return peer::run(arguments);
    }
    open_many_files();
    let target = target_folder();
    let bench = Bench {
        rounds: number("BENCH_ROUNDS", 3),
        seconds: number("BENCH_SECONDS", 5) as u64,
        measurements: number("BENCH_MEASUREMENTS", 10_000_000),
        program: std::env::var_os("TANDEM_BIN").map_or_else(|| target.join("release/tandem"), PathBuf::from),
        data: target.join("bench-data"),
    };
    assert!(bench.program.is_file(), "{} is missing: `make build` builds it", bench.program.display());
    std::fs::create_dir_all(&bench.data).expect("the target folder can be written");

    let only = std::env::var("BENCH_ONLY").unwrap_or_default();
    let head = head(&bench);
    let mut table = Table::default();
    for (name, measure) in PARTS {
        if only.is_empty() || only.split(',').any(|wanted| wanted == name) {
            eprintln!("→ {name}");
            table.extend(measure(&bench));
            table.save(&target.join("bench.md"), &head);
        }
    }
    let (budgets, met) = table.score();
    println!("\n{head}\n{}\n{met} of {budgets} budgets met", table.text());
}

/// The machine, and how busy it was before.
fn head(bench: &Bench) -> String {
    let read = |file: &str| std::fs::read_to_string(file).unwrap_or_default();
    let cpus = read("/proc/cpuinfo");
    let model = cpus.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or("unknown");
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let load = read("/proc/loadavg");
    let load: Vec<&str> = load.split(' ').take(2).collect();
    format!(
        "{cores} × {}, Linux {}, load before {}. Medians of {} rounds, load generator on the same machine, SQLite with \
         synchronous=FULL and an answer after the commit.\n",
        model.trim_start_matches([' ', '\t', ':']),
        read("/proc/sys/kernel/osrelease").trim(),
        load.join(" and "),
        bench.rounds,
    )
}

/// A number of the environment.
fn number(name: &str, default: usize) -> usize {
    match std::env::var(name) {
        Ok(text) => text.parse().unwrap_or_else(|_| panic!("{name}={text}: write a number")),
        Err(_) => default,
    }
}

/// Ten thousand streams need as many files on either side.
fn open_many_files() {
    let limit = getrlimit(Resource::Nofile);
    setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit }).expect("a limit within the maximum");
}

/// Where cargo builds: this program lies in `release/deps` of it.
fn target_folder() -> PathBuf {
    let own = std::env::current_exe().expect("a process knows its own file");
    own.ancestors().nth(3).map(Path::to_owned).expect("cargo builds into target/PROFILE/deps")
}
