//! Debian's nginx as a peer: static files, and streams by its module nchan.

use crate::process::{Process, free_address};
use crate::wire::Wire;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long it may take to accept.
const PATIENCE: Duration = Duration::from_secs(10);

/// A running nginx.
pub(crate) struct Nginx {
    pub(crate) process: Process,
    pub(crate) address: SocketAddr,
    _folder: TempDir,
}

impl Nginx {
    /// One that answers every request with `body`, already compressed.
    pub(crate) fn of_file(body: &[u8], data: &Path) -> Self {
        let serve = "location / { default_type application/json; add_header Content-Encoding br; \
             add_header Cache-Control no-cache; add_header Vary accept-encoding; try_files /board =404; }";
        Self::start(2, serve, data, |folder| {
            std::fs::write(folder.join("board"), body).expect("a file to serve");
        })
    }

    /// One that hands what is posted to `/publish` on to every stream at `/listen`; one worker, which suits nchan best.
    pub(crate) fn of_streams(data: &Path) -> Self {
        let serve = "location = /publish { nchan_publisher; nchan_channel_id board; } \
             location = /listen { nchan_subscriber eventsource; nchan_channel_id board; }";
        Self::start(1, serve, data, |_| ())
    }

    fn start(workers: usize, serve: &str, data: &Path, fill: impl FnOnce(&Path)) -> Self {
        let folder = TempDir::new_in(data).expect("a folder for nginx");
        let address = free_address();
        fill(folder.path());
        let own = folder.path().display();
        let config = format!(
            "load_module /usr/lib/nginx/modules/ngx_nchan_module.so;
             daemon off; worker_processes {workers}; worker_rlimit_nofile 20000; pid {own}/pid; error_log stderr error;
             events {{ worker_connections 16000; }}
             http {{
                 access_log off; sendfile on; tcp_nodelay on; keepalive_requests 1000000000; keepalive_timeout 600;
                 open_file_cache max=10; client_body_temp_path {own}/body; proxy_temp_path {own}/proxy;
                 fastcgi_temp_path {own}/fastcgi; uwsgi_temp_path {own}/uwsgi; scgi_temp_path {own}/scgi;
                 server {{ listen {address} backlog=4096; root {own}; {serve} }}
             }}"
        );
        // As root its workers would lose the right to read our folder.
        let user = if rustix::process::geteuid().is_root() { "user root;\n" } else { "" };
        let file = folder.path().join("nginx.conf");
        std::fs::write(&file, format!("{user}{config}")).expect("a file for the configuration");
        let mut process =
            Process::start(Command::new("/usr/sbin/nginx").arg("-p").arg(folder.path()).arg("-c").arg(&file));
        let started = Instant::now();
        while Wire::open(address).is_err() {
            assert!(!process.has_ended(), "nginx ended at once");
            assert!(started.elapsed() < PATIENCE, "nginx does not accept");
            std::thread::sleep(Duration::from_millis(5));
        }
        Self { process, address, _folder: folder }
    }
}
