//! [`SetupLink`]: what opens the set-up page, once. In memory only: a new start makes a new one.

use super::secret::{Hash, Secret, hash};
use std::sync::{Mutex, PoisonError};

/// The link to the set-up page; gone once used.
#[derive(Default)]
pub(crate) struct SetupLink(Mutex<Option<Hash>>);

impl SetupLink {
    /// A new link to the set-up page; one made before opens nothing any more.
    pub(crate) fn offer(&self) -> Secret {
        let secret = Secret::random();
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(secret.hash());
        secret
    }

    /// Whether this secret opens the set-up page.
    pub(crate) fn fits(&self, secret: &str) -> bool {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) == Some(hash(secret))
    }

    /// Has this secret open the set-up page again, after what was set up could not be kept.
    pub(crate) fn give_back(&self, secret: &str) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(hash(secret));
    }

    /// Has the set-up page open to nobody any more; `false` if it did so already, or to another secret.
    pub(crate) fn take(&self, secret: &str) -> bool {
        let mut setup = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let fits = *setup == Some(hash(secret));
        if fits {
            *setup = None;
        }
        fits
    }
}
