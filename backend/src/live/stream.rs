//! One live stream, as the body of a response.

use super::frame::retry_frame;
use super::hub::{Place, Subscription};
use crate::app::App;
use axum::body::Body;
use bytes::Bytes;
use futures_util::stream::{self, Stream, StreamExt};
use rand::RngExt;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::wrappers::errors::BroadcastStreamRecvError::Lagged;

/// Viewers of a server that goes away come back spread over this time.
const RETURN: std::ops::Range<u64> = 500..5_000;

/// The body of a stream: each board's revision first, then frames until the hub closes.
pub(crate) fn open(app: Arc<App>, subscription: Subscription, place: Place) -> Body {
    let hello = stream::iter(subscription.hello);
    let boards = subscription.boards.into_iter().map(|(board, receiver)| {
        let app = Arc::clone(&app);
        frames(receiver, move || Some(app.hub.lagged(&board))).left_stream()
    });
    let heartbeats = frames(subscription.heartbeat, || None).right_stream();
    let live = stream::select_all(boards.chain([heartbeats]));
    let goodbye = stream::once(async { retry_frame(Duration::from_millis(rand::rng().random_range(RETURN))) });
    let frames = hello.chain(live).chain(goodbye).map(move |frame| {
        // The place is held for as long as the stream is.
        let _ = &place;
        Ok::<Bytes, Infallible>(frame)
    });
    Body::from_stream(frames)
}

/// The frames of a channel; of those missed, whatever `missed` makes of them.
fn frames(
    receiver: tokio::sync::broadcast::Receiver<Bytes>,
    missed: impl Fn() -> Option<Bytes> + Send + 'static,
) -> impl Stream<Item = Bytes> + Unpin + Send {
    Box::pin(BroadcastStream::new(receiver).filter_map(move |frame| {
        std::future::ready(match frame {
            Ok(frame) => Some(frame),
            Err(Lagged(_)) => missed(),
        })
    }))
}
