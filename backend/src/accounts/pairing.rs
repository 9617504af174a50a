//! [`Pairings`]: screens that show a code and wait for somebody to type it (the device flow of RFC 8628).

use super::secret::{Hash, Secret, hash};
use super::waiting::Waiting;
use crate::store::Millis;
use rand::RngExt;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How often a screen may ask, in ms.
pub(crate) const POLL_MILLIS: Millis = 2_000;
/// Most screens that wait at one address: an office has one for all of its walls.
const SITE_MAX: usize = 20;
/// Letters of codes: no vowels, so that they spell nothing, and none that look like digits (RFC 8628, 6.1).
const LETTERS: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";
/// How many of them: 20⁸ codes.
const LENGTH: usize = 8;

/// Screens that wait.
pub(super) struct Pairings(Mutex<Kept>);

struct Kept {
    waiting: Waiting<Pairing>,
    /// What each holds, by its code.
    codes: HashMap<String, Hash>,
}

struct Pairing {
    code: String,
    polled: Millis,
    stage: Stage,
}

impl Default for Pairings {
    fn default() -> Self {
        Self(Mutex::new(Kept { waiting: Waiting::new(SITE_MAX), codes: HashMap::new() }))
    }
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

/// What a code that somebody typed is.
pub(super) enum Typed {
    /// That of a screen that waits.
    Waiting(Claim),
    /// That of a screen for which somebody typed it already.
    Taken,
    /// Nobody's, or nobody's any more.
    Unknown,
}

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
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A pairing for a screen at this address; `None` where too many wait.
    pub(super) fn begin(&self, address: IpAddr, now: Millis) -> Option<NewPairing> {
        let mut kept = self.kept();
        for over in kept.waiting.over(now) {
            kept.codes.remove(&over.code);
        }
        if !kept.waiting.has_room(address) {
            return None;
        }
        let mut random = rand::rng();
        let mut letters = || (0..LENGTH).map(|_| char::from(LETTERS[random.random_range(0..LETTERS.len())])).collect();
        let mut code: String = letters();
        while kept.codes.contains_key(&code) {
            code = letters();
        }
        let device = Secret::random();
        let shown = [&code[..LENGTH / 2], "-", &code[LENGTH / 2..]].concat();
        kept.codes.insert(code.clone(), device.hash());
        kept.waiting.keep(device.hash(), address, now, Pairing { code, polled: 0, stage: Stage::Waiting });
        Some(NewPairing { device, code: shown })
    }

    /// The waiting screen with this code, as it was typed: case and what stands between the letters do not matter.
    pub(super) fn claim(&self, typed: &str, now: Millis) -> Typed {
        let letters = typed.chars().filter(char::is_ascii_alphabetic);
        let code: String = letters.map(|letter| letter.to_ascii_uppercase()).collect();
        let mut kept = self.kept();
        let Some(hash) = kept.codes.get(&code).copied() else { return Typed::Unknown };
        let Some(pairing) = kept.waiting.get(&hash, now) else { return Typed::Unknown };
        if !matches!(pairing.stage, Stage::Waiting) {
            return Typed::Taken;
        }
        pairing.stage = Stage::Claimed;
        Typed::Waiting(Claim(hash))
    }

    pub(super) fn end(&self, Claim(hash): Claim, screen: Option<String>, now: Millis) {
        if let Some(pairing) = self.kept().waiting.get(&hash, now) {
            pairing.stage = screen.map_or(Stage::Waiting, Stage::Granted);
        }
    }

    /// The slug of the screen that the one with this secret became, this once; else what to tell it.
    pub(super) fn poll(&self, device: &str, now: Millis) -> Result<String, Polled> {
        let hash = hash(device);
        let mut kept = self.kept();
        let Some(pairing) = kept.waiting.get(&hash, now) else { return Err(Polled::Over) };
        if let Stage::Granted(screen) = &mut pairing.stage {
            let screen = std::mem::take(screen);
            if let Some(gone) = kept.waiting.take(&hash, now) {
                kept.codes.remove(&gone.code);
            }
            return Ok(screen);
        }
        let early = now < pairing.polled + POLL_MILLIS / 2;
        pairing.polled = now;
        Err(if early { Polled::TooOften } else { Polled::Pending })
    }
}
