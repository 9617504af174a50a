//! [`Pairings`]: screens that show a code and wait for somebody to type it (the device flow of RFC 8628).

use super::secret::{Hash, Secret, hash};
use crate::store::Millis;
use rand::RngExt;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How long a code can be typed, in ms.
const PAIRING_MILLIS: Millis = 10 * 60_000;
/// How often a screen may ask, in ms.
pub(crate) const POLL_MILLIS: Millis = 2_000;
/// Most screens that wait; beyond, the one that waits longest is forgotten.
const KEPT_MAX: usize = 10_000;
/// Letters of codes: no vowels, so that they spell nothing, and none that look like digits (RFC 8628, 6.1).
const LETTERS: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";
/// How many of them: 20⁸ codes.
const LENGTH: usize = 8;

/// Screens that wait, by the hash of what each holds.
#[derive(Default)]
pub(super) struct Pairings(Mutex<HashMap<Hash, Pairing>>);

struct Pairing {
    code: String,
    until: Millis,
    polled: Millis,
    stage: Stage,
}

enum Stage {
    /// Nobody typed its code yet.
    Waiting,
    /// Somebody did, and its document is being written.
    Claimed,
    /// It is the screen of this slug.
    Granted(String),
}

/// A pairing that began.
pub(crate) struct NewPairing {
    /// What the screen holds, and asks with.
    pub(crate) device: Secret,
    /// What it shows, such as `WDJB-MJHT`.
    pub(crate) code: String,
}

/// The right to say which screen a waiting one becomes.
pub(crate) struct Claim(Hash);

/// What a waiting screen is told.
pub(crate) enum Polled {
    /// It is paired; its secret.
    Paired(Secret),
    /// Not yet.
    Pending,
    /// Not yet, and it asks too often.
    TooOften,
    /// Its code is over, or never was: it needs another.
    Over,
}

impl Pairings {
    fn kept(&self) -> MutexGuard<'_, HashMap<Hash, Pairing>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn begin(&self, now: Millis) -> NewPairing {
        let mut kept = self.kept();
        kept.retain(|_, known| now < known.until);
        if kept.len() >= KEPT_MAX
            && let Some(oldest) = kept.iter().min_by_key(|(_, known)| known.until).map(|(hash, _)| *hash)
        {
            kept.remove(&oldest);
        }
        let mut random = rand::rng();
        let mut letters = || (0..LENGTH).map(|_| char::from(LETTERS[random.random_range(0..LETTERS.len())])).collect();
        let mut code: String = letters();
        while kept.values().any(|known| known.code == code) {
            code = letters();
        }
        let device = Secret::random();
        let shown = [&code[..LENGTH / 2], "-", &code[LENGTH / 2..]].concat();
        kept.insert(device.hash(), Pairing { code, until: now + PAIRING_MILLIS, polled: 0, stage: Stage::Waiting });
        NewPairing { device, code: shown }
    }

    /// The waiting screen with this code, as it was typed: case and what stands between the letters do not matter.
    pub(super) fn claim(&self, typed: &str, now: Millis) -> Option<Claim> {
        let letters = typed.chars().filter(char::is_ascii_alphabetic);
        let code: String = letters.map(|letter| letter.to_ascii_uppercase()).collect();
        let mut kept = self.kept();
        let is_it = |known: &Pairing| known.code == code && now < known.until && matches!(known.stage, Stage::Waiting);
        let (hash, pairing) = kept.iter_mut().find(|(_, known)| is_it(known))?;
        pairing.stage = Stage::Claimed;
        Some(Claim(*hash))
    }

    pub(super) fn end(&self, Claim(hash): Claim, screen: Option<String>) {
        if let Some(pairing) = self.kept().get_mut(&hash) {
            pairing.stage = screen.map_or(Stage::Waiting, Stage::Granted);
        }
    }

    /// The slug of the screen that the one with this secret became, this once; else what to tell it.
    pub(super) fn poll(&self, device: &str, now: Millis) -> Result<String, Polled> {
        let hash = hash(device);
        let mut kept = self.kept();
        let Some(pairing) = kept.get_mut(&hash).filter(|known| now < known.until) else { return Err(Polled::Over) };
        if let Stage::Granted(screen) = &mut pairing.stage {
            let screen = std::mem::take(screen);
            kept.remove(&hash);
            return Ok(screen);
        }
        let early = now < pairing.polled + POLL_MILLIS / 2;
        pairing.polled = now;
        Err(if early { Polled::TooOften } else { Polled::Pending })
    }
}
