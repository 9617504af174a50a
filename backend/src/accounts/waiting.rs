//! [`Waiting`]: what somebody without an account began and comes back to with what they hold: for some minutes, and so many at
//! one address.

use super::secret::Hash;
use crate::store::Millis;
use std::collections::{HashMap, VecDeque};
use std::net::{IpAddr, Ipv6Addr};

/// How long it is kept, in ms.
pub(crate) const WAIT_MILLIS: Millis = 10 * 60_000;
/// Most that are kept. Beyond, or beyond what one address may have, a new one is refused: nobody's is dropped for another.
const KEPT_MAX: usize = 10_000;

/// By the hash of what each holds. Nothing here is looked for by going through it: whoever has no account can fill it.
pub(super) struct Waiting<T> {
    /// Most at one address.
    site_max: usize,
    kept: HashMap<Hash, Kept<T>>,
    /// What is kept and what was taken out since, in the order it began.
    order: VecDeque<(Millis, Hash)>,
    /// How many are kept of an address.
    sites: HashMap<IpAddr, usize>,
}

struct Kept<T> {
    site: IpAddr,
    until: Millis,
    what: T,
}

impl<T> Waiting<T> {
    pub(super) fn new(site_max: usize) -> Self {
        Self { site_max, kept: HashMap::new(), order: VecDeque::new(), sites: HashMap::new() }
    }

    /// Takes out what is over.
    pub(super) fn over(&mut self, now: Millis) -> Vec<T> {
        let mut over = Vec::new();
        while let Some((_, hash)) = self.order.pop_front_if(|(until, _)| *until <= now) {
            over.extend(self.remove(&hash).map(|kept| kept.what));
        }
        over
    }

    /// Whether one more of this address may wait.
    pub(super) fn has_room(&self, address: IpAddr) -> bool {
        self.kept.len() < KEPT_MAX && self.sites.get(&site(address)).is_none_or(|count| *count < self.site_max)
    }

    pub(super) fn keep(&mut self, hash: Hash, address: IpAddr, now: Millis, what: T) {
        let (site, until) = (site(address), now + WAIT_MILLIS);
        self.order.push_back((until, hash));
        *self.sites.entry(site).or_default() += 1;
        self.kept.insert(hash, Kept { site, until, what });
    }

    pub(super) fn get(&mut self, hash: &Hash, now: Millis) -> Option<&mut T> {
        self.kept.get_mut(hash).filter(|kept| now < kept.until).map(|kept| &mut kept.what)
    }

    pub(super) fn take(&mut self, hash: &Hash, now: Millis) -> Option<T> {
        self.remove(hash).filter(|kept| now < kept.until).map(|kept| kept.what)
    }

    fn remove(&mut self, hash: &Hash) -> Option<Kept<T>> {
        let gone = self.kept.remove(hash)?;
        if let Some(count) = self.sites.get_mut(&gone.site) {
            *count -= 1;
            if *count == 0 {
                self.sites.remove(&gone.site);
            }
        }
        Some(gone)
    }
}

/// Whom an address counts for: of IPv6, a whole network is one customer's.
fn site(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)).into(),
        address => address,
    }
}
