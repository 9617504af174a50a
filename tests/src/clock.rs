//! [`ManualClock`]: time that stands still until a test sets it.

use jiff::Timestamp;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tandem::Clock;

/// A clock set by hand; its clones show the same time.
#[derive(Clone)]
pub struct ManualClock(Arc<AtomicI64>);

impl ManualClock {
    /// A clock standing at `time`, RFC 3339.
    #[must_use]
    pub fn at(time: &str) -> Self {
        Self(Arc::new(AtomicI64::new(millis(time))))
    }

    /// Sets it to `time`, RFC 3339.
    pub fn set(&self, time: &str) {
        self.0.store(millis(time), Ordering::SeqCst);
    }

    /// The server's view of it.
    #[must_use]
    pub fn clock(&self) -> Clock {
        let now = self.0.clone();
        Clock::from_fn(move || Timestamp::from_millisecond(now.load(Ordering::SeqCst)).expect("was a time when set"))
    }
}

fn millis(time: &str) -> i64 {
    time.parse::<Timestamp>().expect("a time such as 2026-11-20T09:00:00Z").as_millisecond()
}
