//! One live stream, as the body of a response.

use super::frame::retry_frame;
use super::hub::{Place, Subscription};
use crate::access::Sight;
use crate::accounts::Pass;
use crate::app::App;
use axum::body::Body;
use bytes::Bytes;
use futures_util::future::{FutureExt, pending, ready};
use futures_util::stream::{self, Stream, StreamExt};
use rand::RngExt;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::sleep;
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::wrappers::errors::BroadcastStreamRecvError::Lagged;

/// Viewers of a server that goes away come back spread over this time.
const RETURN: std::ops::Range<u64> = 500..5_000;

/// The body of a stream: each board's revision first, then frames until the hub closes or a pass is taken back, or opens
/// another sight, or it has gone on for as long as was asked for (`ends`).
pub(crate) fn open(
    app: Arc<App>,
    subscription: Subscription,
    place: Place,
    (passes, sight): (Vec<Pass>, Sight),
    ends: Option<Duration>,
) -> Body {
    let hello = stream::iter(subscription.hello);
    let mut boards: Vec<_> =
        subscription.boards.into_iter().map(|(board, receiver)| frames(Arc::clone(&app), board, receiver)).collect();
    let live = match boards.pop() {
        // Most streams are of one board, and need nobody to choose between several.
        Some(only) if boards.is_empty() => only.left_stream(),
        last => stream::select_all(boards.into_iter().chain(last)).right_stream(),
    };
    let goodbye = stream::once(async { retry_frame(Duration::from_millis(rand::rng().random_range(RETURN))) });
    let let_in = move |_: &Bytes| ready(app.lets_in(&passes, sight));
    // On the heap: most streams have none.
    let over = ends.map_or_else(|| pending().left_future(), |ends| sleep(ends).boxed().right_future());
    let frames = hello.chain(live).chain(goodbye).take_until(over).take_while(let_in).map(move |frame| {
        // The place is held for as long as the stream is.
        let _ = &place;
        Ok::<Bytes, Infallible>(frame)
    });
    Body::from_stream(frames)
}

/// The frames of a board's channel; for those missed, one that tells to fetch the board.
fn frames(
    app: Arc<App>,
    board: String,
    receiver: tokio::sync::broadcast::Receiver<Bytes>,
) -> impl Stream<Item = Bytes> + Unpin + Send {
    BroadcastStream::new(receiver).map(move |frame| match frame {
        Ok(frame) => frame,
        Err(Lagged(_)) => app.hub.lagged(&board),
    })
}
