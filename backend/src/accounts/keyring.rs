//! [`Keyring`]: secrets that open something. Of a secret only the hash is kept, with what it opens.

use super::secret::{self, Hash, Secret, from_hex, to_hex};
use crate::clock::Clock;
use crate::store::{Millis, Store};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

/// Names of the settings that hold what a secret opens: this, and the hash.
const SECRET: &str = "secret:";
/// Names of the settings that hold when a secret was last used: this, and the hash. Apart from what it opens, so that a
/// note that comes late cannot bring a revoked secret back.
const USED: &str = "used:";
/// How long a session lives after it was last used, in ms.
pub(crate) const SESSION_MILLIS: Millis = 30 * 86_400_000;
/// How long a browser is known after somebody last signed in there, in ms.
pub(crate) const DEVICE_MILLIS: Millis = 365 * 86_400_000;
/// How long an invitation can be accepted, in ms.
pub(crate) const INVITATION_MILLIS: Millis = 7 * 86_400_000;

/// What a secret opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "opens", rename_all = "snake_case")]
pub(crate) enum Opens {
    /// The API, as a token.
    Token {
        /// Slug of the token.
        token: String,
    },
    /// Its boards, as a screen on a wall.
    Screen {
        /// Slug of the screen.
        screen: String,
    },
    /// The pages, as a person who signed in.
    Session {
        /// Slug of the person.
        person: String,
        /// The browser, as it names itself.
        browser: String,
        /// The address it came from.
        address: String,
        /// When the person signed in.
        at: Millis,
    },
    /// Nothing by itself: it is a browser in which a person signed in before, so tries to sign in there count apart.
    Device {
        /// Slug of the person.
        person: String,
        /// When they signed in.
        at: Millis,
    },
    /// The page where somebody chooses a password.
    Invitation {
        /// Slug of the person.
        person: String,
        /// Until when.
        until: Millis,
    },
}

/// A kept secret.
#[derive(Debug)]
struct Kept {
    opens: Opens,
    /// When it was last used; 0 for never.
    used: AtomicI64,
    /// The same, as it was last written down.
    noted: AtomicI64,
}

impl Kept {
    fn new(opens: Opens) -> Self {
        Self { opens, used: AtomicI64::new(0), noted: AtomicI64::new(0) }
    }
}

/// A secret somebody holds, without the secret.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    /// Names it in addresses: the hash of its hash, which opens nothing.
    pub(crate) id: String,
    /// What it opens.
    pub(crate) opens: Opens,
    /// When it was last used; 0 for never.
    pub(crate) used: Millis,
}

/// All secrets that open something.
pub(crate) struct Keyring {
    store: Arc<dyn Store>,
    clock: Clock,
    kept: RwLock<HashMap<Hash, Kept>>,
}

impl Keyring {
    /// Those of a store.
    pub(super) async fn load(store: Arc<dyn Store>, clock: Clock) -> anyhow::Result<Self> {
        let mut secrets = HashMap::new();
        for (name, value) in store.settings(SECRET).await? {
            let hash = name.strip_prefix(SECRET).and_then(from_hex);
            if let (Some(hash), Ok(opens)) = (hash, serde_json::from_str(&value)) {
                secrets.insert(hash, Kept::new(opens));
            }
        }
        for (name, value) in store.settings(USED).await? {
            let kept = name.strip_prefix(USED).and_then(from_hex).and_then(|hash| secrets.get_mut(&hash));
            if let (Some(kept), Ok(used)) = (kept, value.parse()) {
                (*kept.used.get_mut(), *kept.noted.get_mut()) = (used, used);
            }
        }
        Ok(Self { store, clock, kept: RwLock::new(secrets) })
    }

    /// Whether a secret that let somebody in still opens what `fits`; asked at every frame of a stream, so nothing is copied.
    pub(super) fn still(&self, hash: &Hash, fits: impl FnOnce(&Opens) -> bool) -> bool {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        kept.get(hash).is_some_and(|kept| fits(&kept.opens))
    }

    /// What a secret opens now, noting that it was used.
    pub(super) fn open(&self, hash: &Hash) -> Option<Opens> {
        let now = self.clock.now().as_millisecond();
        let secrets = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        let kept = secrets.get(hash)?;
        let expired = match &kept.opens {
            Opens::Token { .. } | Opens::Screen { .. } => false,
            Opens::Session { at, .. } => now > kept.used.load(Ordering::Relaxed).max(*at) + SESSION_MILLIS,
            Opens::Device { at, .. } => now > kept.used.load(Ordering::Relaxed).max(*at) + DEVICE_MILLIS,
            Opens::Invitation { until, .. } => now > *until,
        };
        if expired {
            return None;
        }
        kept.used.fetch_max(now, Ordering::Relaxed);
        Some(kept.opens.clone())
    }

    /// Writes down when secrets were last used, of those used since the last time: now and then, and at the end.
    pub(crate) async fn note_uses(&self) -> anyhow::Result<()> {
        let used: Vec<(Hash, Millis)> = {
            let secrets = self.kept.read().unwrap_or_else(PoisonError::into_inner);
            let since = |kept: &Kept| {
                let used = kept.used.load(Ordering::Relaxed);
                (kept.noted.swap(used, Ordering::Relaxed) != used).then_some(used)
            };
            secrets.iter().filter_map(|(hash, kept)| Some((*hash, since(kept)?))).collect()
        };
        for (hash, used) in used {
            self.store.set_setting(&name_of(USED, &hash), Some(&used.to_string())).await?;
        }
        Ok(())
    }

    /// Makes a secret that opens something, on disk when this returns.
    pub(crate) async fn admit(&self, opens: Opens) -> anyhow::Result<Secret> {
        let secret = Secret::random();
        let stored = serde_json::to_string(&opens)?;
        self.store.set_setting(&name_of(SECRET, &secret.hash()), Some(&stored)).await?;
        self.kept.write().unwrap_or_else(PoisonError::into_inner).insert(secret.hash(), Kept::new(opens));
        Ok(secret)
    }

    /// What those secrets open of which `which` is true, the last used first.
    pub(crate) fn held(&self, which: impl Fn(&Opens) -> bool) -> Vec<Held> {
        let secrets = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        let mut held: Vec<Held> = secrets
            .iter()
            .filter(|(_, kept)| which(&kept.opens))
            .map(|(hash, kept)| Held {
                id: id_of(hash),
                opens: kept.opens.clone(),
                used: kept.used.load(Ordering::Relaxed),
            })
            .collect();
        held.sort_by(|a, b| b.used.cmp(&a.used).then_with(|| a.id.cmp(&b.id)));
        held
    }

    /// Has every secret open nothing any more of which `which` is true, and says how many.
    pub(crate) async fn revoke(&self, which: impl Fn(&Held) -> bool) -> anyhow::Result<usize> {
        let gone: Vec<Hash> = {
            let mut secrets = self.kept.write().unwrap_or_else(PoisonError::into_inner);
            let is_meant = |hash: &Hash, kept: &Kept| {
                which(&Held { id: id_of(hash), opens: kept.opens.clone(), used: kept.used.load(Ordering::Relaxed) })
            };
            secrets.extract_if(|hash, kept| is_meant(hash, kept)).map(|(hash, _)| hash).collect()
        };
        for hash in &gone {
            self.store.set_setting(&name_of(SECRET, hash), None).await?;
            self.store.set_setting(&name_of(USED, hash), None).await?;
        }
        Ok(gone.len())
    }
}

fn name_of(what: &str, hash: &Hash) -> String {
    [what, &to_hex(hash)].concat()
}

/// Names a secret in addresses, and opens nothing.
pub(super) fn id_of(hash: &Hash) -> String {
    to_hex(&secret::hash(&to_hex(hash)))[..32].to_owned()
}
