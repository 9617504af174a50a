//! [`Binary`]: the real program as a process of its own, to be measured and killed.

use crate::{Api, TOKEN};
use rustix::process::{Pid, Signal, kill_process};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};
use tempfile::NamedTempFile;

/// How long the program may take to answer on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running `tandem serve`; killed when dropped.
pub struct Binary {
    child: Child,
    origin: String,
    printed: NamedTempFile,
}

impl Binary {
    /// Starts it on the SQLite file `database` and waits until it is ready.
    pub async fn start(database: &Path) -> Self {
        Self::start_with(database, &[]).await
    }

    /// Starts it with more options.
    pub async fn start_with(database: &Path, options: &[&str]) -> Self {
        let printed = NamedTempFile::new().expect("a file for what it prints");
        let port = TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).expect("a free port").port();
        let child = command()
            .args(["serve", "--listen", &format!("127.0.0.1:{port}")])
            .args(["--database", &format!("sqlite:{}", database.display())])
            .args(options)
            .env("TANDEM_ADMIN_TOKEN", TOKEN)
            .stdout(Stdio::null())
            .stderr(printed.reopen().expect("the file is there"))
            .spawn()
            .expect("the program starts");
        let mut binary = Self { child, origin: format!("http://127.0.0.1:{port}"), printed };
        binary.wait_until_ready().await;
        binary
    }

    /// Where its pages are.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// A client of its API.
    #[must_use]
    pub fn api(&self) -> Api {
        Api::new(&self.origin)
    }

    /// What it has printed so far: log and links.
    #[must_use]
    pub fn printed(&self) -> String {
        std::fs::read_to_string(self.printed.path()).expect("text")
    }

    /// Path of the set-up page with the link it printed.
    #[must_use]
    pub fn setup_path(&self) -> String {
        let printed = self.printed();
        let at = printed.find("/setup?link=").expect("a link is printed while nobody has an account");
        printed[at..].split_whitespace().next().expect("a link").to_owned()
    }

    /// Ends it as a power cut would: `kill -9`.
    pub fn kill(mut self) {
        self.child.kill().expect("a running process");
        self.child.wait().expect("a killed process ends");
    }

    /// Asks it to end as a service manager would, by `SIGTERM`, and waits for that.
    pub fn terminate(mut self) -> ExitStatus {
        kill_process(Pid::from_child(&self.child), Signal::TERM).expect("a running process");
        self.child.wait().expect("a process that was asked to end does")
    }

    /// Whether it still runs.
    pub fn is_alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// The most memory it ever held, in MiB.
    #[must_use]
    pub fn peak_memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("a running process");
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("Linux reports the peak");
        line.trim().trim_end_matches(" kB").parse::<u64>().expect("a number of kB") / 1_024
    }

    async fn wait_until_ready(&mut self) {
        let ready = format!("{}/readyz", self.origin);
        let deadline = Instant::now() + PATIENCE;
        while !reqwest::get(&ready).await.is_ok_and(|answer| answer.status().is_success()) {
            assert!(self.is_alive(), "the program ended instead of serving");
            assert!(Instant::now() < deadline, "not ready after {PATIENCE:?}");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

impl Drop for Binary {
    fn drop(&mut self) {
        // Fails only where it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A command line that begins with the program, free of settings that lie about in the environment.
#[must_use]
pub fn command() -> Command {
    let mut command = Command::new(program());
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("TANDEM_")) {
        command.env_remove(name);
    }
    command
}

/// `TANDEM_BIN`, or the `tandem` built beside the test.
fn program() -> PathBuf {
    let path = std::env::var_os("TANDEM_BIN").map_or_else(
        || {
            let test = std::env::current_exe().expect("a test knows its own file");
            test.ancestors().nth(2).expect("tests lie in target/PROFILE/deps").join("tandem")
        },
        PathBuf::from,
    );
    assert!(path.is_file(), "{} is missing: `cargo build -p tandem` or `make test` builds it", path.display());
    path
}
