//! [`Process`]: a server under measurement, and what it uses of the machine.

use rustix::param::clock_ticks_per_second;
use rustix::process::{Pid, Signal, kill_process};
use std::net::{SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long one may take to end when asked to.
const STOP_TIME: Duration = Duration::from_secs(12);

/// A running process; asked to end when dropped.
pub(crate) struct Process(Child);

impl Process {
    /// Starts it; its errors are shown, what it says is not.
    pub(crate) fn start(command: &mut Command) -> Self {
        let name = command.get_program().to_owned();
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn();
        Self(child.unwrap_or_else(|error| panic!("{} does not start: {error}", name.display())))
    }

    /// Time on the processors so far, its children included. Counted in hundredths of a second.
    pub(crate) fn cpu(&self) -> Duration {
        let ticks: u64 = self.family().iter().map(|pid| ticks_of(*pid)).sum();
        Duration::from_secs(1) * u32::try_from(ticks).expect("days of work at most")
            / u32::try_from(clock_ticks_per_second()).expect("a hundred or so")
    }

    /// Memory held now, its children included, in KiB.
    pub(crate) fn memory(&self) -> f64 {
        self.family().iter().map(|pid| status_of(*pid, "VmRSS:")).sum()
    }

    /// The most memory ever held, without children, in KiB.
    pub(crate) fn peak_memory(&self) -> f64 {
        status_of(self.0.id(), "VmHWM:")
    }

    /// Whether it ended by itself.
    pub(crate) fn has_ended(&mut self) -> bool {
        !matches!(self.0.try_wait(), Ok(None))
    }

    fn family(&self) -> Vec<u32> {
        let id = self.0.id();
        let children = std::fs::read_to_string(format!("/proc/{id}/task/{id}/children")).unwrap_or_default();
        std::iter::once(id).chain(children.split_whitespace().filter_map(|pid| pid.parse().ok())).collect()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Each fails only where it has ended already.
        let _ = kill_process(Pid::from_child(&self.0), Signal::TERM);
        let asked = Instant::now();
        while !self.has_ended() && asked.elapsed() < STOP_TIME {
            std::thread::sleep(Duration::from_millis(5));
        }
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A free port of this machine, for a server that cannot choose one itself.
pub(crate) fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).expect("a free port")
}

/// User and system time, from the fields behind the name, which may hold anything.
fn ticks_of(pid: u32) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).expect("a running process");
    let (_, fields) = stat.rsplit_once(')').expect("a name in brackets");
    fields.split_whitespace().skip(11).take(2).map(|ticks| ticks.parse::<u64>().expect("ticks")).sum()
}

fn status_of(pid: u32, field: &str) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).expect("a running process");
    let line = status.lines().find_map(|line| line.strip_prefix(field)).expect("Linux tells memory");
    line.trim().trim_end_matches(" kB").parse().expect("a number of kB")
}
