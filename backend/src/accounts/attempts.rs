//! [`Attempts`]: who is on the way to a provider and back.

use super::secret::{Secret, hash, to_hex};
use super::waiting::Waiting;
use crate::store::Millis;
use openidconnect::{Nonce, PkceCodeVerifier};
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Most that are on the way from one address: an office has one for everybody who signs in there in the morning.
const SITE_MAX: usize = 200;

/// Attempts to sign in.
pub(super) struct Attempts(Mutex<Waiting<Attempt>>);

/// What only this server knows of an attempt.
pub(super) struct Attempt {
    /// What the ID token must repeat.
    pub(super) nonce: Nonce,
    /// What proves that it was this server who asked for the code.
    pub(super) verifier: PkceCodeVerifier,
    /// Where it ends.
    pub(super) to: String,
}

impl Default for Attempts {
    fn default() -> Self {
        Self(Mutex::new(Waiting::new(SITE_MAX)))
    }
}

impl Attempts {
    fn waiting(&self) -> MutexGuard<'_, Waiting<Attempt>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The state that a browser with this secret comes back with: nobody can make it up, and to know it does not help
    /// another browser.
    pub(super) fn state_of(browser: &Secret) -> String {
        to_hex(&browser.hash())
    }

    /// Keeps the attempt of a browser at this address; `None` where too many are on the way.
    pub(super) fn keep(&self, browser: &Secret, address: IpAddr, now: Millis, attempt: Attempt) -> Option<()> {
        let mut waiting = self.waiting();
        waiting.over(now);
        waiting.has_room(address).then(|| waiting.keep(browser.hash(), address, now, attempt))
    }

    /// Takes out the attempt of the browser that holds this secret, if the state is its own.
    pub(super) fn take(&self, browser: &str, state: &str, now: Millis) -> Option<Attempt> {
        let hash = hash(browser);
        if to_hex(&hash) == state { self.waiting().take(&hash, now) } else { None }
    }
}
