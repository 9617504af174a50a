//! [`Pairings`]: screens that show a code and wait for somebody to type it (the device flow of RFC 8628).

use super::secret::{Hash, Secret, hash};
use crate::store::Millis;
use rand::RngExt;
use std::collections::{HashMap, VecDeque};
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How long a code can be typed, in ms.
const PAIRING_MILLIS: Millis = 10 * 60_000;
/// How often a screen may ask, in ms.
pub(crate) const POLL_MILLIS: Millis = 2_000;
/// Most screens that wait at one address: an office has one for all of its walls.
const SITE_MAX: usize = 20;
/// Most screens that wait. Beyond either, a new one is refused: those that wait already show their code to somebody.
const KEPT_MAX: usize = 10_000;
/// Letters of codes: no vowels, so that they spell nothing, and none that look like digits (RFC 8628, 6.1).
const LETTERS: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";
/// How many of them: 20⁸ codes.
const LENGTH: usize = 8;

/// Screens that wait.
#[derive(Default)]
pub(super) struct Pairings(Mutex<Kept>);

/// Nothing here is looked for by going through it: whoever has no account can fill it.
#[derive(Default)]
struct Kept {
    /// By the hash of what each holds.
    pairings: HashMap<Hash, Pairing>,
    /// The same, by code.
    codes: HashMap<String, Hash>,
    /// The same, and what has ended since, in the order they began.
    order: VecDeque<(Millis, Hash)>,
    /// How many began at an address and have not ended.
    sites: HashMap<IpAddr, usize>,
}

struct Pairing {
    code: String,
    site: IpAddr,
    until: Millis,
    polled: Millis,
    stage: Stage,
}

impl Kept {
    fn forget(&mut self, hash: &Hash) {
        let Some(gone) = self.pairings.remove(hash) else { return };
        self.codes.remove(&gone.code);
        if let Some(count) = self.sites.get_mut(&gone.site) {
            *count -= 1;
            if *count == 0 {
                self.sites.remove(&gone.site);
            }
        }
    }

    fn forget_over(&mut self, now: Millis) {
        while let Some((_, hash)) = self.order.pop_front_if(|(until, _)| *until <= now) {
            self.forget(&hash);
        }
    }
}

/// Whom an address counts for: of IPv6, a whole network is one customer's.
fn site(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)).into(),
        address => address,
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
        let (mut kept, site) = (self.kept(), site(address));
        kept.forget_over(now);
        if kept.pairings.len() >= KEPT_MAX || kept.sites.get(&site).is_some_and(|count| *count >= SITE_MAX) {
            return None;
        }
        let mut random = rand::rng();
        let mut letters = || (0..LENGTH).map(|_| char::from(LETTERS[random.random_range(0..LETTERS.len())])).collect();
        let mut code: String = letters();
        while kept.codes.contains_key(&code) {
            code = letters();
        }
        let (device, until) = (Secret::random(), now + PAIRING_MILLIS);
        let shown = [&code[..LENGTH / 2], "-", &code[LENGTH / 2..]].concat();
        kept.codes.insert(code.clone(), device.hash());
        kept.order.push_back((until, device.hash()));
        *kept.sites.entry(site).or_default() += 1;
        kept.pairings.insert(device.hash(), Pairing { code, site, until, polled: 0, stage: Stage::Waiting });
        Some(NewPairing { device, code: shown })
    }

    /// The waiting screen with this code, as it was typed: case and what stands between the letters do not matter.
    pub(super) fn claim(&self, typed: &str, now: Millis) -> Option<Claim> {
        let letters = typed.chars().filter(char::is_ascii_alphabetic);
        let code: String = letters.map(|letter| letter.to_ascii_uppercase()).collect();
        let mut kept = self.kept();
        let hash = *kept.codes.get(&code)?;
        let is_it = |known: &&mut Pairing| now < known.until && matches!(known.stage, Stage::Waiting);
        kept.pairings.get_mut(&hash).filter(is_it)?.stage = Stage::Claimed;
        Some(Claim(hash))
    }

    pub(super) fn end(&self, Claim(hash): Claim, screen: Option<String>) {
        if let Some(pairing) = self.kept().pairings.get_mut(&hash) {
            pairing.stage = screen.map_or(Stage::Waiting, Stage::Granted);
        }
    }

    /// The slug of the screen that the one with this secret became, this once; else what to tell it.
    pub(super) fn poll(&self, device: &str, now: Millis) -> Result<String, Polled> {
        let hash = hash(device);
        let mut kept = self.kept();
        let pairing = kept.pairings.get_mut(&hash).filter(|known| now < known.until);
        let Some(pairing) = pairing else { return Err(Polled::Over) };
        if let Stage::Granted(screen) = &mut pairing.stage {
            let screen = std::mem::take(screen);
            kept.forget(&hash);
            return Ok(screen);
        }
        let early = now < pairing.polled + POLL_MILLIS / 2;
        pairing.polled = now;
        Err(if early { Polled::TooOften } else { Polled::Pending })
    }
}
