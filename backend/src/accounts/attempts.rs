//! [`Attempts`]: who is on the way to a provider and back.

use super::secret::{Hash, Secret, hash, to_hex};
use crate::store::Millis;
use openidconnect::{Nonce, PkceCodeVerifier};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// How long somebody may take, in ms.
pub(crate) const ATTEMPT_MILLIS: Millis = 10 * 60_000;
/// Most attempts kept in mind; beyond, the oldest is forgotten.
const KEPT_MAX: usize = 10_000;

/// Attempts to sign in, by the hash of what the browser holds.
#[derive(Default)]
pub(super) struct Attempts(Mutex<HashMap<Hash, Attempt>>);

/// What only this server knows of an attempt.
pub(super) struct Attempt {
    /// When it began.
    pub(super) at: Millis,
    /// What the ID token must repeat.
    pub(super) nonce: Nonce,
    /// What proves that it was this server who asked for the code.
    pub(super) verifier: PkceCodeVerifier,
    /// Where it ends.
    pub(super) to: String,
}

impl Attempts {
    /// The state that a browser with this secret comes back with: nobody can make it up, and to know it does not help
    /// another browser.
    pub(super) fn state_of(browser: &Secret) -> String {
        to_hex(&browser.hash())
    }

    /// Keeps the attempt of a browser.
    pub(super) fn keep(&self, browser: &Secret, attempt: Attempt) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|_, known| known.is_on_the_way(attempt.at));
        if kept.len() >= KEPT_MAX
            && let Some(oldest) = kept.iter().min_by_key(|(_, known)| known.at).map(|(hash, _)| *hash)
        {
            kept.remove(&oldest);
        }
        kept.insert(browser.hash(), attempt);
    }

    /// Takes out the attempt of the browser that holds this secret, if the state is its own.
    pub(super) fn take(&self, browser: &str, state: &str, now: Millis) -> Option<Attempt> {
        let hash = hash(browser);
        if to_hex(&hash) != state {
            return None;
        }
        let attempt = self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&hash);
        attempt.filter(|attempt| attempt.is_on_the_way(now))
    }
}

impl Attempt {
    fn is_on_the_way(&self, now: Millis) -> bool {
        now < self.at + ATTEMPT_MILLIS
    }
}
