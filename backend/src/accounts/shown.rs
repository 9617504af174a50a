//! [`Shown`]: secrets on their way to the page that shows them, this once.

use super::secret::Secret;
use crate::store::Millis;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// How long one waits for its page, in ms.
const WAIT: Millis = 60_000;

/// Secrets that were just made, by who made them and for what. The form that makes one leads to the page that shows it, so
/// that loading that again makes no second one.
#[derive(Default)]
pub(super) struct Shown(Mutex<HashMap<(String, String), (Millis, Secret)>>);

impl Shown {
    /// Keeps one for its page.
    pub(super) fn keep(&self, who: &str, what: &str, secret: Secret, now: Millis) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|_, (at, _)| now < *at + WAIT);
        kept.insert((who.to_owned(), what.to_owned()), (now, secret));
    }

    /// Takes it out.
    pub(super) fn take(&self, who: &str, what: &str, now: Millis) -> Option<Secret> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&(who.to_owned(), what.to_owned()));
        kept.filter(|(at, _)| now < *at + WAIT).map(|(_, secret)| secret)
    }
}
