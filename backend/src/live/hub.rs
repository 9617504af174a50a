//! [`Hub`]: who listens to which board.

use super::frame::{goals_frame, heartbeat_frame, patch, patch_frame, refetch_frame};
use crate::access::Sight;
use crate::views::Built;
use crate::world::Touched;
use bytes::Bytes;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{Notify, broadcast};

/// Frames a stream may lag behind before it is told to refetch instead.
const LAG_MAX: usize = 16;

/// The live channels of the boards that somebody looks at.
pub(crate) struct Hub {
    channels: Mutex<Channels>,
    touched: Mutex<Touched>,
    /// Wakes the refresher when a board was touched.
    pub(super) wake: Notify,
    streams: Arc<Streams>,
}

#[derive(Default)]
struct Channels {
    boards: HashMap<String, Channel>,
    closed: bool,
}

struct Channel {
    /// One sender a sight that somebody has of it.
    senders: HashMap<Sight, broadcast::Sender<Bytes>>,
    /// The view its listeners hold, or were told to fetch.
    last: Arc<Built>,
}

impl Channel {
    /// Sends the same to everybody. Nobody listening is no error.
    fn send(&self, frame: &Bytes) {
        for sender in self.senders.values() {
            drop(sender.send(frame.clone()));
        }
    }
}

/// What a stream listens to.
pub(crate) struct Subscription {
    /// Frames of one board each, with the board's slug.
    pub(super) boards: Vec<(String, broadcast::Receiver<Bytes>)>,
    /// The time, and each board's revision at the start.
    pub(super) hello: Vec<Bytes>,
}

impl Hub {
    /// A hub that lets at most `per_address` streams of one address and `all` altogether in.
    pub(crate) fn new(per_address: usize, all: usize) -> Self {
        Self {
            channels: Mutex::default(),
            touched: Mutex::default(),
            wake: Notify::new(),
            streams: Arc::new(Streams { per_address, all, open: AtomicUsize::new(0), addresses: Mutex::default() }),
        }
    }

    fn channels(&self) -> MutexGuard<'_, Channels> {
        self.channels.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that boards changed.
    pub(crate) fn touch(&self, touched: Touched) {
        let mut waiting = self.touched.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.boards.extend(touched.boards);
        waiting.goals.extend(touched.goals);
        drop(waiting);
        self.wake.notify_one();
    }

    /// The boards that changed since the last call and have listeners.
    pub(super) fn take_touched(&self) -> Touched {
        let mut touched = std::mem::take(&mut *self.touched.lock().unwrap_or_else(PoisonError::into_inner));
        let channels = self.channels();
        touched.boards.retain(|board| channels.boards.contains_key(board));
        touched.goals.retain(|board| channels.boards.contains_key(board));
        touched
    }

    /// Every board that has listeners; forgets those whose listeners left.
    pub(super) fn watched(&self) -> Touched {
        let mut channels = self.channels();
        channels.boards.retain(|_, channel| {
            channel.senders.retain(|_, sender| sender.receiver_count() > 0);
            !channel.senders.is_empty()
        });
        Touched { boards: channels.boards.keys().cloned().collect(), ..Touched::default() }
    }

    /// Starts listening to what somebody has in sight of boards, given their views and the time; `None` once the hub is closed.
    pub(crate) fn subscribe(&self, boards: Vec<Arc<Built>>, sight: Sight, now: &str) -> Option<Subscription> {
        let mut channels = self.channels();
        if channels.closed {
            return None;
        }
        let mut subscription = Subscription { boards: Vec::new(), hello: vec![heartbeat_frame(now)] };
        for built in boards {
            let slug = built.view.slug.clone();
            let channel =
                channels.boards.entry(slug.clone()).or_insert_with(|| Channel { senders: HashMap::new(), last: built });
            // Told under the lock that `publish` takes: what changed before is in this revision, the rest will come.
            subscription.hello.push(refetch_frame(&slug, channel.last.view.revision));
            let sender = channel.senders.entry(sight).or_insert_with(|| broadcast::channel(LAG_MAX).0);
            subscription.boards.push((slug, sender.subscribe()));
        }
        Some(subscription)
    }

    /// Sends a board's listeners what changed; `None`, that it is gone: fetching it tells why.
    pub(super) fn publish(&self, board: &str, built: Option<Arc<Built>>) {
        let mut channels = self.channels();
        let Some(channel) = channels.boards.get_mut(board) else { return };
        let Some(built) = built else {
            channel.send(&refetch_frame(board, 0));
            return;
        };
        if channel.last.view.revision == built.view.revision {
            return;
        }
        for (sight, sender) in &channel.senders {
            let frame = match patch(&channel.last.seen(*sight).view, &built.seen(*sight).view) {
                Some(patch) => patch_frame(&patch),
                None => refetch_frame(board, built.view.revision),
            };
            // Nobody listening is no error.
            drop(sender.send(frame));
        }
        channel.last = built;
    }

    /// Tells a board's listeners that its goals changed.
    pub(super) fn publish_goals(&self, board: &str) {
        if let Some(channel) = self.channels().boards.get(board) {
            channel.send(&goals_frame(board));
        }
    }

    /// Tells every stream that it is alive, on the channel it listens to anyway; of several boards, on each.
    pub(super) fn heartbeat(&self, now: &str) {
        let frame = heartbeat_frame(now);
        for channel in self.channels().boards.values() {
            channel.send(&frame);
        }
    }

    /// The frame for a stream that lagged behind on a board.
    pub(super) fn lagged(&self, board: &str) -> Bytes {
        let revision = self.channels().boards.get(board).map_or(0, |channel| channel.last.view.revision);
        refetch_frame(board, revision)
    }

    /// Ends every stream, and lets no new one in.
    pub(crate) fn close(&self) {
        *self.channels() = Channels { boards: HashMap::new(), closed: true };
    }

    /// A place for a stream from an address; `None` if there are too many.
    pub(crate) fn admit(&self, address: IpAddr) -> Option<Place> {
        let mut addresses = self.streams.addresses();
        let here = addresses.entry(address).or_default();
        if *here >= self.streams.per_address || self.streams.open.load(Ordering::Relaxed) >= self.streams.all {
            return None;
        }
        *here += 1;
        self.streams.open.fetch_add(1, Ordering::Relaxed);
        Some(Place { address, streams: Arc::clone(&self.streams) })
    }

    /// How many streams are open.
    pub(crate) fn open_streams(&self) -> usize {
        self.streams.open.load(Ordering::Relaxed)
    }
}

/// The open streams, counted.
struct Streams {
    per_address: usize,
    all: usize,
    open: AtomicUsize,
    addresses: Mutex<HashMap<IpAddr, usize>>,
}

impl Streams {
    fn addresses(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
        self.addresses.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The place of an open stream; given back when dropped.
pub(crate) struct Place {
    address: IpAddr,
    streams: Arc<Streams>,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.streams.open.fetch_sub(1, Ordering::Relaxed);
        let mut addresses = self.streams.addresses();
        if let Some(here) = addresses.get_mut(&self.address) {
            *here -= 1;
            if *here == 0 {
                addresses.remove(&self.address);
            }
        }
    }
}
