//! Starting, serving and stopping.

use crate::accounts::{Accounts, Provider};
use crate::app::App;
use crate::clock::Clock;
use crate::commands::{is_half_loaded, load_demo};
use crate::live::refresh;
use crate::router;
use crate::settings::Settings;
use crate::store::{SqliteStore, Store};
use anyhow::{Context, bail};
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpSocket, TcpStream};

/// Time for a request's head to arrive; who is slower is holding a connection, not using it.
const HEAD_TIME: Duration = Duration::from_secs(15);
/// Time for open requests and streams to end after a stop was asked for.
const DRAIN_TIME: Duration = Duration::from_secs(10);
/// Time between notes of when secrets were last used.
const NOTE_TIME: Duration = Duration::from_secs(60);
/// Buffer of a connection: one per open stream, so small.
const BUFFER: usize = 16 * 1024;
/// Connections that may wait to be accepted: after a restart every screen and stream comes back at once, and one too
/// many would wait a second or more for its next attempt.
const BACKLOG: u32 = 4096;

/// Binds an address, with a word about why it cannot be.
///
/// # Errors
/// If the address is taken or not this machine's.
pub async fn listen(address: &str) -> anyhow::Result<TcpListener> {
    bind(address).await.with_context(|| {
        format!("cannot listen on {address}: is another server running there? Choose another with --listen")
    })
}

async fn bind(address: &str) -> std::io::Result<TcpListener> {
    let mut result = Err(std::io::ErrorKind::AddrNotAvailable.into());
    for address in tokio::net::lookup_host(address).await? {
        let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
        socket.set_reuseaddr(true)?;
        result = socket.bind(address).and_then(|()| socket.listen(BACKLOG));
        if result.is_ok() {
            break;
        }
    }
    result
}

/// Serves until `shutdown`, then drains streams, finishes requests and closes the store.
///
/// # Errors
/// If the store cannot be opened or the demo workspace not loaded.
pub async fn serve(
    settings: Settings,
    listener: TcpListener,
    clock: Clock,
    shutdown: impl Future<Output = ()>,
) -> anyhow::Result<()> {
    let address = listener.local_addr()?;
    let public_url = settings.public_url.unwrap_or_else(|| format!("http://{address}"));
    let store = open(&settings.database)?;
    let (accounts, shown) = Accounts::load(Arc::clone(&store), clock.clone(), settings.admin_token.as_deref()).await?;
    let provider = settings.oidc.map(|oidc| Provider::new(oidc, &public_url, clock.clone())).transpose()?;
    let app = App::start(store, clock, accounts, provider, settings.proxy, settings.limits, public_url.clone()).await?;
    if settings.demo && (app.read_world().seq() == 0 || is_half_loaded(&app).await) {
        let size = load_demo(&app).await.map_err(|problem| anyhow::anyhow!(problem.detail))?;
        tracing::info!(documents = size.documents, measurements = size.measurements, "demo workspace loaded");
    }
    tracing::info!(%address, "ready");
    eprintln!("Tandem at {public_url}");
    if let Some(token) = shown {
        announce(token.show());
    }
    if !app.read_world().has_people() {
        let link = app.accounts.setup.offer();
        eprintln!("\n  Set up accounts (works once): {public_url}/setup?link={}\n", link.show());
    }
    let refresher = tokio::spawn(refresh(Arc::clone(&app)));
    let noter = tokio::spawn({
        let app = Arc::clone(&app);
        async move {
            loop {
                tokio::time::sleep(NOTE_TIME).await;
                note_uses(&app).await;
            }
        }
    });
    accept(&app, listener, shutdown).await;
    refresher.abort();
    noter.abort();
    note_uses(&app).await;
    app.store.close().await;
    tracing::info!("stopped");
    Ok(())
}

/// When a token was last used is nice to know and no reason to stop.
async fn note_uses(app: &App) {
    if let Err(error) = app.accounts.keys.note_uses().await {
        tracing::warn!(%error, "when secrets were last used could not be written down");
    }
}

fn open(database: &str) -> anyhow::Result<Arc<dyn Store>> {
    match database.split_once(':') {
        Some(("sqlite", path)) => Ok(Arc::new(SqliteStore::open(Path::new(path), Box::new(stop_at_once))?)),
        _ => bail!("cannot use the database \"{database}\": write sqlite:PATH, for example sqlite:./data/tandem.db"),
    }
}

/// Ends the process after a failure of the disk: what is on it is whole, and a new start reads it.
fn stop_at_once(reason: &str) {
    eprintln!("tandem: stopping at once, nothing can be written any more: {reason}");
    std::process::abort();
}

/// Shows a new admin token, this once; only its hash is kept. On standard error beside the log, never in it.
fn announce(token: &str) {
    eprintln!("\n  Admin token, shown this once: {token}\n  Writing needs it: export TANDEM_TOKEN={token}\n");
}

async fn accept(app: &Arc<App>, listener: TcpListener, shutdown: impl Future<Output = ()>) {
    let router = router::router(Arc::clone(app));
    let graceful = GracefulShutdown::new();
    tokio::pin!(shutdown);
    loop {
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of file handles, most likely: streams will end and give some back.
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            () = &mut shutdown => break,
        };
        serve_connection(&graceful, stream, peer, Arc::clone(app), router.clone());
    }
    drop(listener);
    tracing::info!("stopping: finishing what is under way");
    app.hub.close();
    if tokio::time::timeout(DRAIN_TIME, graceful.shutdown()).await.is_err() {
        tracing::warn!("some connections did not end in time and were cut");
    }
}

fn serve_connection(
    graceful: &GracefulShutdown,
    stream: TcpStream,
    peer: SocketAddr,
    app: Arc<App>,
    router: axum::Router,
) {
    // Small answers should not wait for more to say.
    drop(stream.set_nodelay(true));
    let service = hyper::service::service_fn(move |mut request: hyper::Request<Incoming>| {
        let (client, person) = app.proxy.hear(peer, request.headers());
        request.extensions_mut().insert(ConnectInfo(client));
        person.map(|person| request.extensions_mut().insert(person));
        let answer = router::answer(Arc::clone(&app), router.clone(), request.map(axum::body::Body::new));
        async { Ok::<_, Infallible>(answer.await) }
    });
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIME).max_buf_size(BUFFER);
    let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), service));
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%peer, %error, "a connection ended early");
        }
    });
}
