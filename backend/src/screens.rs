//! [`Screens`]: what the screens on walls last said, and what they are to do. In memory only: they say it again within seconds.

use crate::store::Millis;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A screen that said nothing for this long is not there, in ms. It speaks every five seconds.
const SILENCE_MILLIS: Millis = 30_000;

/// What is known of each screen, by slug.
#[derive(Default)]
pub(crate) struct Screens(Mutex<HashMap<String, Known>>);

/// What is known of a screen.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    /// What it said last.
    pub(crate) seen: Option<Seen>,
    /// How often somebody asked which one it is.
    pub(crate) flashes: u32,
    /// How often somebody wanted its next board.
    pub(crate) skips: u32,
}

/// What a screen says of itself.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    /// When it said so.
    pub(crate) at: Millis,
    /// The board it shows; none while it is dark.
    pub(crate) shows: Option<String>,
    /// Width and height, in CSS pixels.
    pub(crate) size: (u32, u32),
    /// Whether its page is of the server's own build.
    pub(crate) is_current: bool,
}

impl Seen {
    /// Whether the screen is there still.
    pub(crate) fn is_fresh(&self, now: Millis) -> bool {
        now - self.at < SILENCE_MILLIS
    }
}

impl Screens {
    fn all(&self) -> MutexGuard<'_, HashMap<String, Known>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A screen speaks.
    pub(crate) fn hear(&self, slug: &str, seen: Seen) {
        self.all().entry(slug.to_owned()).or_default().seen = Some(seen);
    }

    /// What is known of a screen.
    pub(crate) fn known(&self, slug: &str) -> Known {
        self.all().get(slug).cloned().unwrap_or_default()
    }

    /// Has a screen say which one it is.
    pub(crate) fn flash(&self, slug: &str) {
        self.all().entry(slug.to_owned()).or_default().flashes += 1;
    }

    /// Has a screen show its next board.
    pub(crate) fn skip(&self, slug: &str) {
        self.all().entry(slug.to_owned()).or_default().skips += 1;
    }

    /// A screen was taken back.
    pub(crate) fn forget(&self, slug: &str) {
        self.all().remove(slug);
    }
}
