//! [`Shown`]: secrets that were just made, for the page on which their makers copy them.

use super::secret::Secret;
use crate::store::Millis;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// How long one is shown, in ms: it is pasted elsewhere, and a page allowed and looked at in between, before one knows that it works.
const WAIT: Millis = 600_000;

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

    /// It, as it is shown.
    pub(super) fn get(&self, who: &str, what: &str, now: Millis) -> Option<String> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, secret) = kept.get(&(who.to_owned(), what.to_owned()))?;
        (now < *at + WAIT).then(|| secret.show().to_owned())
    }
}
