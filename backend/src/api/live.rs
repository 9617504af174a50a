//! `GET /boards/{slug}/live`, `GET /live`

use super::ApiError;
use super::auth::{LongPass, Looker};
use super::error::not_found;
use super::query::{Query, bad_address};
use crate::accounts::Pass;
use crate::app::App;
use crate::live;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tandem_shared::{Problem, ProblemKind};

/// Most boards on one stream.
const BOARDS_MAX: usize = 50;

/// Which boards.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct BoardsQuery {
    /// Slugs, separated by commas: `growth,partners`.
    boards: String,
    /// How long the stream goes on, 1 to 60 s; without it, for as long as it is listened to. For viewers behind a proxy that holds back
    /// an answer until it ends.
    seconds: Option<u8>,
}

/// Follow one board live.
///
/// Server-sent events. The first is a `heartbeat`. `refetch` (`{"board","revision"}`): hold another revision than this? Fetch the board. The first
/// event of each board is one, so nothing that happened while a viewer was away is missed. `patch`: the tiles that
/// changed, applying to the revision it `follows`. `goals` (`{"board"}`): its goals or wins changed. `heartbeat` (`{"now","build"}`), every 10 seconds. The `id` is the
/// revision.
#[utoipa::path(
    get, path = "/boards/{slug}/live", tag = "Live", params(("slug" = String, Path, description = "Slug of the board")),
    responses((status = 200, content_type = "text/event-stream", body = String), (status = "4XX", body = Problem, content_type = "application/problem+json")),
)]
pub(super) async fn one(
    State(app): State<Arc<App>>,
    looker: Looker,
    LongPass(passes): LongPass,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Path(slug): Path<String>,
) -> Result<Response, ApiError> {
    stream(&app, &looker, peer, passes, &[&slug], None)
}

/// Follow several boards live, on one stream.
#[utoipa::path(
    get, path = "/live", tag = "Live", params(BoardsQuery),
    responses((status = 200, content_type = "text/event-stream", body = String), (status = "4XX", body = Problem, content_type = "application/problem+json")),
)]
pub(super) async fn several(
    State(app): State<Arc<App>>,
    looker: Looker,
    LongPass(passes): LongPass,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Query(query): Query<BoardsQuery>,
) -> Result<Response, ApiError> {
    let mut slugs: Vec<&str> = query.boards.split(',').filter(|slug| !slug.is_empty()).collect();
    slugs.sort_unstable();
    slugs.dedup();
    if slugs.is_empty() || slugs.len() > BOARDS_MAX {
        return Err(bad_address(format!("\"boards\": name 1 to {BOARDS_MAX} boards, separated by commas.")));
    }
    if query.seconds.is_some_and(|seconds| !(1..=60).contains(&seconds)) {
        return Err(bad_address("\"seconds\": let the stream go on for 1 to 60 seconds, or leave it out."));
    }
    let ends = query.seconds.map(|seconds| Duration::from_secs(seconds.into()));
    stream(&app, &looker, peer, passes, &slugs, ends)
}

fn stream(
    app: &Arc<App>,
    looker: &Looker,
    peer: SocketAddr,
    passes: Vec<Pass>,
    slugs: &[&str],
    ends: Option<Duration>,
) -> Result<Response, ApiError> {
    slugs.iter().try_for_each(|slug| looker.check(slug))?;
    let boards = slugs
        .iter()
        .map(|slug| app.view(slug, None).ok_or_else(|| not_found("board", slug)))
        .collect::<Result<_, _>>()?;
    let now = app.read_world().calendar().rfc3339(app.clock.now());
    let busy = |detail: &str| ApiError(Problem::new(ProblemKind::Busy, detail));
    let place = app.hub.admit(peer.ip().to_canonical()).ok_or_else(|| {
        busy("Too many live streams are open: close some, or follow several boards on one (/api/v1/live?boards=a,b).")
    })?;
    let subscription = app
        .hub
        .subscribe(boards, looker.sight(), &now)
        .ok_or_else(|| busy("The server is shutting down: come back in a moment."))?;
    let mut response = live::open(Arc::clone(app), subscription, place, (passes, looker.sight()), ends).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    // Proxies of the nginx kind would hold events back.
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    Ok(response)
}
