//! [`Throttle`]: few tries to guess a password.

use crate::store::Millis;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// The pause after too many wrong tries, in ms.
const PAUSE: Millis = 15 * 60_000;
/// Most keys kept in mind; beyond, those whose pause is over are forgotten.
const KEPT_MAX: usize = 10_000;

/// What tries are counted by, and how many are free.
///
/// A name from one address has few. Many from everywhere for one name, and from one address for many names, have more: an
/// office behind one address, or somebody whose name others know, must not be locked out by a few.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum By {
    NameAndAddress,
    Name,
    Address,
}

impl By {
    fn tries(self) -> u32 {
        match self {
            Self::NameAndAddress => 5,
            Self::Name => 25,
            Self::Address => 50,
        }
    }
}

/// Somebody who tries, by the name they give and the address they come from.
#[derive(Clone, Copy)]
pub(super) struct Trier<'a> {
    /// The name, in one spelling.
    pub(super) name: &'a str,
    /// The address.
    pub(super) address: &'a str,
}

impl Trier<'_> {
    fn keys(self) -> [(By, String); 3] {
        let both = [self.name, "\n", self.address].concat();
        [(By::NameAndAddress, both), (By::Name, self.name.to_owned()), (By::Address, self.address.to_owned())]
    }
}

/// Counts wrong tries.
#[derive(Default)]
pub(super) struct Throttle(Mutex<HashMap<(By, String), Tries>>);

#[derive(Clone, Copy)]
struct Tries {
    wrong: u32,
    last: Millis,
}

impl Throttle {
    /// Notes a wrong try before it is known to be one, so that many at once do not slip through, and says how many are
    /// left; or how long to wait, in ms, where they are used up.
    pub(super) fn begin(&self, trier: Trier, now: Millis) -> Result<u32, Millis> {
        let mut tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if tries.len() > KEPT_MAX {
            tries.retain(|_, known| now - known.last < PAUSE);
        }
        let keys = trier.keys();
        let wrong = |key: &(By, String), tries: &HashMap<_, Tries>| {
            tries.get(key).filter(|known| now - known.last < PAUSE).map_or((0, now), |known| (known.wrong, known.last))
        };
        let spent = keys.iter().map(|key| (key.0, wrong(key, &tries))).filter(|(by, (wrong, _))| *wrong >= by.tries());
        if let Some(pause) = spent.map(|(_, (_, last))| last + PAUSE - now).max() {
            return Err(pause);
        }
        let mut left = u32::MAX;
        for key in keys {
            let wrong = wrong(&key, &tries).0 + 1;
            left = left.min(key.0.tries() - wrong);
            tries.insert(key, Tries { wrong, last: now });
        }
        Ok(left)
    }

    /// The try was right: it does not count, and those before it with this name from this address are forgotten.
    pub(super) fn forgive(&self, trier: Trier) {
        let mut tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for key in trier.keys() {
            if key.0 == By::NameAndAddress {
                tries.remove(&key);
            } else if let Some(known) = tries.get_mut(&key) {
                known.wrong = known.wrong.saturating_sub(1);
            }
        }
    }
}
