//! [`Cable`]: the network between a browser and a server, which a test can cut.

use crate::Server;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// A way to a server that passes everything on until it is cut; gone when dropped.
pub struct Cable {
    origin: String,
    cut: watch::Sender<bool>,
    refused: Arc<AtomicUsize>,
    task: JoinHandle<()>,
}

impl Cable {
    /// Lays one to a server, which may end and begin again at its other end.
    pub async fn to(server: &Server) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let origin = format!("http://{}", listener.local_addr().expect("a bound socket has an address"));
        let far = server.origin().trim_start_matches("http://").parse().expect("an address");
        let (cut, is_cut) = watch::channel(false);
        let refused = Arc::<AtomicUsize>::default();
        let task = tokio::spawn(pass_on(listener, far, is_cut, Arc::clone(&refused)));
        Self { origin, cut, refused, task }
    }

    /// Its near end, such as `http://127.0.0.1:4711`.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Ends every connection, and all that are tried from now on.
    pub fn cut(&self) {
        self.refused.store(0, Ordering::Relaxed);
        self.cut.send_replace(true);
    }

    /// How many connections were tried in vain since it was cut.
    #[must_use]
    pub fn refused(&self) -> usize {
        self.refused.load(Ordering::Relaxed)
    }

    /// Passes on again.
    pub fn mend(&self) {
        self.cut.send_replace(false);
    }
}

impl Drop for Cable {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn pass_on(listener: TcpListener, far: SocketAddr, is_cut: watch::Receiver<bool>, refused: Arc<AtomicUsize>) {
    loop {
        let (mut near, _) = listener.accept().await.expect("a listening socket");
        if *is_cut.borrow() {
            refused.fetch_add(1, Ordering::Relaxed);
            continue;
        }
        let mut is_cut = is_cut.clone();
        tokio::spawn(async move {
            // A server that is not there ends the connection, as one that goes away does.
            let Ok(mut far) = TcpStream::connect(far).await else { return };
            tokio::select! {
                // How a connection ends is for those at its ends to judge.
                _ = copy_bidirectional(&mut near, &mut far) => {}
                _ = is_cut.wait_for(|cut| *cut) => {}
            }
        });
    }
}
