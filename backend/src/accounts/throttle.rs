//! [`Throttle`]: few tries to guess a password.

use crate::store::Millis;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// The pause after too many wrong tries, in ms; the longest, where it grows.
const PAUSE: Millis = 15 * 60_000;
/// The first pause of a name that many try, in ms.
const FIRST_PAUSE: Millis = 60_000;
/// Most keys kept in mind; beyond, those whose pause is over are forgotten.
const KEPT_MAX: usize = 10_000;

/// What tries are counted by.
///
/// A browser in which the person has signed in before counts alone: whatever strangers do, its owner comes in (OWASP's device
/// cookies). For any other, a name from one address has few tries. One name from everywhere, and one address for many names,
/// have more: an office behind one address must not be locked out by a few.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum By {
    Device,
    NameAndAddress,
    Name,
    Address,
}

impl By {
    /// How many are free.
    fn tries(self) -> u32 {
        match self {
            Self::Device | Self::NameAndAddress => 5,
            Self::Name => 100,
            Self::Address => 50,
        }
    }

    /// How long to wait after so many wrong tries, in ms. That of a name grows with each further one, so that a stranger's
    /// mischief costs its owner no more than a pause.
    fn pause(self, wrong: u32) -> Millis {
        match wrong.checked_sub(self.tries()) {
            None => 0,
            Some(more) if self == Self::Name => (FIRST_PAUSE << more.min(4)).min(PAUSE),
            Some(_) => PAUSE,
        }
    }

    /// How long after the last one so many are forgotten, in ms. Of a name each is remembered for a pause: who guesses from
    /// many addresses has about a hundred a day, however they spread them.
    fn memory(self, wrong: u32) -> Millis {
        if self == Self::Name { PAUSE * Millis::from(wrong.clamp(1, self.tries())) } else { PAUSE }
    }
}

/// Somebody who tries, by the name they give and the address they come from.
#[derive(Clone, Copy)]
pub(super) struct Trier<'a> {
    /// The name, in one spelling.
    pub(super) name: &'a str,
    /// The address.
    pub(super) address: &'a str,
    /// The browser, if the one of that name has signed in there before.
    pub(super) device: Option<&'a str>,
}

impl Trier<'_> {
    fn keys(self) -> Vec<(By, String)> {
        if let Some(device) = self.device {
            return vec![(By::Device, device.to_owned())];
        }
        let both = [self.name, "\n", self.address].concat();
        vec![(By::NameAndAddress, both), (By::Name, self.name.to_owned()), (By::Address, self.address.to_owned())]
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
            tries.retain(|(by, _), known| now - known.last < by.memory(known.wrong));
        }
        let keys = trier.keys();
        let wrong = |key: &(By, String), tries: &HashMap<_, Tries>| {
            let known = tries.get(key).filter(|known| now - known.last < key.0.memory(known.wrong));
            known.map_or((0, now), |known| (known.wrong, known.last))
        };
        let pause = |key| {
            let (wrong, last) = wrong(key, &tries);
            last + key.0.pause(wrong) - now
        };
        if let Some(pause) = keys.iter().map(pause).filter(|pause| *pause > 0).max() {
            return Err(pause);
        }
        let mut left = u32::MAX;
        for key in keys {
            let wrong = wrong(&key, &tries).0 + 1;
            left = left.min(key.0.tries().saturating_sub(wrong));
            tries.insert(key, Tries { wrong, last: now });
        }
        Ok(left)
    }

    /// The try was right: it does not count, and those before it with this name from this address are forgotten.
    pub(super) fn forgive(&self, trier: Trier) {
        let mut tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for key in trier.keys() {
            if matches!(key.0, By::Device | By::NameAndAddress) {
                tries.remove(&key);
            } else if let Some(known) = tries.get_mut(&key) {
                known.wrong = known.wrong.saturating_sub(1);
            }
        }
    }
}
