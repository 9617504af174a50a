//! [`Server`]: the whole server inside the test, on a real socket, with a clock the test sets.

use crate::{Api, ManualClock, TOKEN};
use tandem::{Limits, Settings};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// A server on a fresh SQLite file; stops when dropped.
pub struct Server {
    origin: String,
    clock: ManualClock,
    _stop: oneshot::Sender<()>,
    _task: JoinHandle<()>,
    _folder: TempDir,
}

impl Server {
    /// Starts one at `time`, RFC 3339.
    pub async fn start(time: &str) -> Self {
        let folder = TempDir::new().expect("a folder for the store");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let origin = format!("http://{}", listener.local_addr().expect("a bound socket has an address"));
        let clock = ManualClock::at(time);
        let settings = Settings {
            database: format!("sqlite:{}", folder.path().join("tandem.db").display()),
            admin_token: Some(TOKEN.to_owned()),
            demo: false,
            limits: Limits::default(),
        };
        let (stop, stopped) = oneshot::channel::<()>();
        let served = tandem::serve(settings, listener, clock.clock(), async {
            // A dropped sender stops the server as well.
            let _ = stopped.await;
        });
        let task = tokio::spawn(async { served.await.expect("the server runs until it is stopped") });
        Self { origin, clock, _stop: stop, _task: task, _folder: folder }
    }

    /// Where its pages are, such as `http://127.0.0.1:4711`.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// A client of its API.
    #[must_use]
    pub fn api(&self) -> Api {
        Api::new(&self.origin)
    }

    /// Its clock.
    #[must_use]
    pub fn clock(&self) -> &ManualClock {
        &self.clock
    }
}
