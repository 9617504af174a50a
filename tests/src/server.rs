//! [`Server`]: the whole server inside the test, on a real socket, with a clock the test sets.

use crate::{Api, ManualClock, TOKEN};
use tandem::{Limits, Proxy, Settings};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// A server on a fresh SQLite file; stops when dropped.
pub struct Server {
    address: String,
    origin: String,
    clock: ManualClock,
    settings: Settings,
    running: Option<Running>,
    _folder: TempDir,
}

struct Running {
    /// Sent to, or dropped, it stops the server.
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Server {
    /// Starts one at `time`, RFC 3339.
    pub async fn start(time: &str) -> Self {
        Self::start_with(time, |_| {}).await
    }

    /// Starts one at `time` with other settings.
    pub async fn start_with(time: &str, change: impl FnOnce(&mut Settings)) -> Self {
        let folder = TempDir::new().expect("a folder for the store");
        let mut settings = Settings {
            database: format!("sqlite:{}", folder.path().join("tandem.db").display()),
            admin_token: Some(TOKEN.to_owned()),
            demo: false,
            public_url: None,
            oidc: None,
            proxy: Proxy::default(),
            limits: Limits::default(),
        };
        change(&mut settings);
        let (address, origin) = ("127.0.0.1:0".to_owned(), String::new());
        let mut server =
            Self { address, origin, clock: ManualClock::at(time), settings, running: None, _folder: folder };
        server.resume().await;
        server
    }

    /// Starts it again after [`Server::stop`], at the same address and on the same file.
    pub async fn resume(&mut self) {
        assert!(self.running.is_none(), "it runs already");
        let listener = TcpListener::bind(&self.address).await.expect("a free port");
        self.address = listener.local_addr().expect("a bound socket has an address").to_string();
        self.origin = format!("http://{}", self.address);
        let (stop, stopped) = oneshot::channel::<()>();
        let served = tandem::serve(self.settings.clone(), listener, self.clock.clock(), async {
            // A dropped sender stops the server as well.
            let _ = stopped.await;
        });
        let task = tokio::spawn(async { served.await.expect("the server runs until it is stopped") });
        self.running = Some(Running { stop, task });
    }

    /// Stops it as a service manager would, and waits until it has ended.
    pub async fn stop(&mut self) {
        let Running { stop, task } = self.running.take().expect("a running server");
        drop(stop);
        task.await.expect("the server ends in peace");
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
