//! [`Throttle`]: few tries to guess a password, by name and by address.

use crate::store::Millis;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Wrong tries before a pause.
const TRIES: u32 = 5;
/// The pause, in ms.
const PAUSE: Millis = 15 * 60_000;
/// Most names and addresses kept in mind; beyond, the oldest pauses are forgotten.
const KEPT_MAX: usize = 10_000;

/// Counts wrong tries.
#[derive(Default)]
pub(super) struct Throttle(Mutex<HashMap<String, Tries>>);

#[derive(Clone, Copy)]
struct Tries {
    wrong: u32,
    last: Millis,
}

impl Throttle {
    /// How long to wait before another try, in ms, if any of these has used up its tries.
    pub(super) fn pause(&self, keys: &[&str], now: Millis) -> Option<Millis> {
        let tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let left = |key: &&str| {
            let known = tries.get(*key).filter(|known| known.wrong >= TRIES)?;
            Some(known.last + PAUSE - now).filter(|left| *left > 0)
        };
        keys.iter().filter_map(left).max()
    }

    /// Notes a wrong try before it is known to be one, so that many at once do not slip through. Says how many are left.
    pub(super) fn begin(&self, keys: &[&str], now: Millis) -> u32 {
        let mut tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if tries.len() > KEPT_MAX {
            tries.retain(|_, known| now - known.last < PAUSE);
        }
        let mut left = TRIES;
        for key in keys {
            let known = tries.entry((*key).to_owned()).or_insert(Tries { wrong: 0, last: now });
            if now - known.last >= PAUSE {
                known.wrong = 0;
            }
            *known = Tries { wrong: known.wrong + 1, last: now };
            left = left.min(TRIES.saturating_sub(known.wrong));
        }
        left
    }

    /// The try was right: forgotten.
    pub(super) fn forgive(&self, keys: &[&str]) {
        let mut tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for key in keys {
            tries.remove(*key);
        }
    }
}
