//! [`Accounts`]: who is asking. Sessions, tokens and invitations are secrets whose hash says what they open.

mod attempts;
mod oidc;
mod pairing;
mod password;
mod secret;
mod shown;
mod throttle;
mod waiting;

pub(crate) use oidc::{Answer, Provider, RETURN_PATH, Refusal};
pub(crate) use pairing::{Claim, NewPairing, POLL_MILLIS, Polled};
pub(crate) use password::{LENGTH_MIN as PASSWORD_MIN, fault as password_fault};
pub(crate) use secret::Secret;
pub(crate) use waiting::WAIT_MILLIS;

use crate::access::{Actor, May, Origin, Sight};
use crate::calendar::day_of;
use crate::clock::Clock;
use crate::store::{Millis, Store};
use crate::world::World;
use pairing::Pairings;
use secret::{Hash, from_hex, hash, to_hex};
use serde::{Deserialize, Serialize};
use shown::Shown;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use tandem_shared::document::{Kind, Token};
use throttle::{Throttle, Trier};
use tokio::sync::Semaphore;

/// Name of the setting that holds the admin token's hash.
const ADMIN: &str = "admin_token_sha256";
/// Names of the settings that hold what a secret opens: this, and the hash.
const SECRET: &str = "secret:";
/// Names of the settings that hold when a secret was last used: this, and the hash. Apart from what it opens, so that a
/// note that comes late cannot bring a revoked secret back.
const USED: &str = "used:";
/// Names of the settings that hold passwords: this, and the person's slug.
const PASSWORD: &str = "password:";
/// How long a session lives after it was last used, in ms.
pub(crate) const SESSION_MILLIS: Millis = 30 * 86_400_000;
/// How long a browser is known after somebody last signed in there, in ms.
pub(crate) const DEVICE_MILLIS: Millis = 365 * 86_400_000;
/// How long an invitation can be accepted, in ms.
pub(crate) const INVITATION_MILLIS: Millis = 7 * 86_400_000;

/// Most passwords hashed at a time.
const HASHING_MAX: usize = 4;

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

/// What somebody came in with.
#[derive(Clone, Debug)]
pub(crate) enum Pass {
    /// A token or session.
    Secret(Hash),
    /// The word of a trusted proxy for the person of this slug.
    Proxied(String),
}

impl Pass {
    /// The token or session that was sent.
    pub(crate) fn of(secret: &str) -> Self {
        Self::Secret(hash(secret))
    }
}

/// Why somebody could not sign in.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// Mail and password do not fit together; so many tries are left.
    Wrong(u32),
    /// Too many wrong tries: so many ms of pause.
    Pause(Millis),
}

/// Who may come in.
pub(crate) struct Accounts {
    store: Arc<dyn Store>,
    clock: Clock,
    admin: Hash,
    secrets: RwLock<HashMap<Hash, Kept>>,
    /// What opens the set-up page; gone once used.
    setup: Mutex<Option<Hash>>,
    throttle: Throttle,
    hashing: Semaphore,
    pairings: Pairings,
    shown: Shown,
}

impl Accounts {
    /// The accounts of a store. With them, what to show this once: the admin token, if it is new.
    pub(crate) async fn load(
        store: Arc<dyn Store>,
        clock: Clock,
        preset: Option<&str>,
    ) -> anyhow::Result<(Self, Option<Secret>)> {
        let known = store.setting(ADMIN).await?.and_then(|hex| from_hex(&hex));
        let (admin, shown) = match (preset, known) {
            (Some(token), _) => (hash(token), None),
            (None, Some(admin)) => (admin, None),
            (None, None) => {
                let token = Secret::random();
                (token.hash(), Some(token))
            }
        };
        if known != Some(admin) {
            store.set_setting(ADMIN, Some(&to_hex(&admin))).await?;
        }
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
        let accounts = Self {
            store,
            clock,
            admin,
            secrets: RwLock::new(secrets),
            setup: Mutex::default(),
            throttle: Throttle::default(),
            hashing: Semaphore::new(HASHING_MAX),
            pairings: Pairings::default(),
            shown: Shown::default(),
        };
        Ok((accounts, shown))
    }

    /// Who holds a token. Hashes are compared, so the time it takes says nothing about the token.
    pub(crate) fn by_token(&self, world: &World, token: &str, origin: Option<Origin>) -> Option<Actor> {
        let hash = hash(token);
        if hash == self.admin {
            return Some(Actor { name: Arc::from("admin"), origin, may: May::Everything });
        }
        let token: &Token = match self.open(&hash)? {
            Opens::Token { token } => world.token(&token)?,
            Opens::Screen { screen } => return Some(Actor::screen(world.screen(&screen)?, origin)),
            Opens::Session { .. } | Opens::Device { .. } | Opens::Invitation { .. } => return None,
        };
        let today = world.calendar().day_at(self.clock.now());
        let over = token.until.as_ref().and_then(|day| day.parse().ok()).is_some_and(|day| today > day_of(day));
        (!over).then(|| Actor::token(&token.name, &token.scope, origin))
    }

    /// Who signed in to a session.
    pub(crate) fn by_session(&self, world: &World, session: &str, origin: Option<Origin>) -> Option<Actor> {
        let Opens::Session { person, .. } = self.open(&hash(session))? else { return None };
        Some(Actor::person(&person, world.person(&person)?, origin))
    }

    /// Whether a pass still lets in to see so much: the secret somebody came with, and is not asked for again while they stay.
    pub(crate) fn holds(&self, world: &World, pass: &Pass, sight: Sight) -> bool {
        match pass {
            Pass::Secret(hash) if *hash == self.admin => true,
            Pass::Secret(hash) => {
                match self.secrets.read().unwrap_or_else(PoisonError::into_inner).get(hash).map(|kept| &kept.opens) {
                    Some(Opens::Screen { screen }) => world.screen(screen).is_some_and(|it| Sight::of(it) == sight),
                    opens => opens.is_some(),
                }
            }
            Pass::Proxied(person) => world.person(person).is_some(),
        }
    }

    /// What a secret opens now, noting that it was used.
    fn open(&self, hash: &Hash) -> Option<Opens> {
        let now = self.clock.now().as_millisecond();
        let secrets = self.secrets.read().unwrap_or_else(PoisonError::into_inner);
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
            let secrets = self.secrets.read().unwrap_or_else(PoisonError::into_inner);
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
        self.secrets.write().unwrap_or_else(PoisonError::into_inner).insert(secret.hash(), Kept::new(opens));
        Ok(secret)
    }

    /// What those secrets open of which `which` is true, the last used first.
    pub(crate) fn held(&self, which: impl Fn(&Opens) -> bool) -> Vec<Held> {
        let secrets = self.secrets.read().unwrap_or_else(PoisonError::into_inner);
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
            let mut secrets = self.secrets.write().unwrap_or_else(PoisonError::into_inner);
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

    /// The id of the session a cookie holds.
    pub(crate) fn session_id(session: &str) -> String {
        id_of(&hash(session))
    }

    /// Who was invited by this secret.
    pub(crate) fn invited(&self, secret: &str) -> Option<String> {
        match self.open(&hash(secret))? {
            Opens::Invitation { person, .. } => Some(person),
            _ => None,
        }
    }

    /// Whether this person signed in before in the browser that holds this secret.
    pub(crate) fn knows_device(&self, device: &str, whose: &str) -> bool {
        matches!(self.open(&hash(device)), Some(Opens::Device { person, .. }) if person == whose)
    }

    /// Signs somebody in by mail address and password, and says who it is. `device` is what their browser holds.
    pub(crate) async fn sign_in(
        &self,
        world: &std::sync::RwLock<World>,
        email: &str,
        password: String,
        address: &str,
        device: Option<&str>,
    ) -> anyhow::Result<Result<String, Refused>> {
        let now = self.clock.now().as_millisecond();
        let email = email.trim().to_lowercase();
        let person = {
            let world = world.read().unwrap_or_else(PoisonError::into_inner);
            world.person_by_email(&email).map(|(slug, _)| slug.to_owned())
        };
        let device = device.filter(|device| person.as_ref().is_some_and(|person| self.knows_device(device, person)));
        let trier = Trier { name: &email, address, device };
        let left = match self.throttle.begin(trier, now) {
            Ok(left) => left,
            Err(pause) => return Ok(Err(Refused::Pause(pause))),
        };
        let kept = match &person {
            Some(person) => self.store.setting(&[PASSWORD, person].concat()).await?,
            None => None,
        };
        // Each takes 19 MiB: a crowd waits its turn.
        let _turn = self.hashing.acquire().await?;
        let fits = tokio::task::spawn_blocking(move || password::fits(&password, kept.as_deref())).await?;
        match person.filter(|_| fits) {
            Some(person) => {
                self.throttle.forgive(trier);
                Ok(Ok(person))
            }
            None => Ok(Err(Refused::Wrong(left))),
        }
    }

    /// Gives somebody a password, and ends every session and invitation of theirs.
    pub(crate) async fn set_password(&self, person: &str, password: String) -> anyhow::Result<()> {
        let kept = tokio::task::spawn_blocking(move || password::keep(&password)).await??;
        self.store.set_setting(&[PASSWORD, person].concat(), Some(&kept)).await?;
        self.revoke_person(person).await
    }

    /// Ends every session and invitation of somebody, and forgets their browsers.
    pub(crate) async fn revoke_person(&self, whose: &str) -> anyhow::Result<()> {
        self.revoke(|held| match &held.opens {
            Opens::Session { person, .. } | Opens::Device { person, .. } | Opens::Invitation { person, .. } => {
                person == whose
            }
            Opens::Token { .. } | Opens::Screen { .. } => false,
        })
        .await?;
        Ok(())
    }

    /// Forgets the password and every secret of a person, or the secrets of a token.
    pub(crate) async fn forget(&self, kind: Kind, slug: &str) -> anyhow::Result<()> {
        match kind {
            Kind::Person => {
                self.store.set_setting(&[PASSWORD, slug].concat(), None).await?;
                self.revoke_person(slug).await
            }
            Kind::Token => {
                let of_it = |held: &Held| matches!(&held.opens, Opens::Token { token } if token == slug);
                self.revoke(of_it).await.map(drop)
            }
            Kind::Screen => {
                let of_it = |held: &Held| matches!(&held.opens, Opens::Screen { screen } if screen == slug);
                self.revoke(of_it).await.map(drop)
            }
            _ => Ok(()),
        }
    }

    /// A screen at this address asks to be paired; `None` where too many wait already.
    pub(crate) fn begin_pairing(&self, address: IpAddr) -> Option<NewPairing> {
        self.pairings.begin(address, self.clock.now().as_millisecond())
    }

    /// Somebody called `name` types the code of a screen: with it, what the screen is called by until it is granted; or
    /// how many tries are left, or how long to wait.
    pub(crate) fn claim_pairing(&self, name: &str, address: &str, code: &str) -> Result<Claim, Refused> {
        let now = self.clock.now().as_millisecond();
        let trier = Trier { name, address, device: None };
        let left = self.throttle.begin(trier, now).map_err(Refused::Pause)?;
        let claim = self.pairings.claim(code, now).ok_or(Refused::Wrong(left))?;
        self.throttle.forgive(trier);
        Ok(claim)
    }

    /// Ends a claim: the screen that waits becomes the one of this slug, or, without one, waits on.
    pub(crate) fn end_claim(&self, claim: Claim, screen: Option<String>) {
        self.pairings.end(claim, screen, self.clock.now().as_millisecond());
    }

    /// A screen asks whether it was paired; once it was, it gets its secret, this once.
    pub(crate) async fn poll_pairing(&self, device: &str) -> anyhow::Result<Polled> {
        Ok(match self.pairings.poll(device, self.clock.now().as_millisecond()) {
            Ok(screen) => Polled::Paired(self.admit(Opens::Screen { screen }).await?),
            Err(polled) => polled,
        })
    }

    /// The screen of a secret.
    pub(crate) fn screen(&self, secret: &str) -> Option<String> {
        match self.open(&hash(secret))? {
            Opens::Screen { screen } => Some(screen),
            _ => None,
        }
    }

    /// Keeps a secret that `who` just made for the page that shows it.
    pub(crate) fn keep_shown(&self, who: &str, what: &str, secret: Secret) {
        self.shown.keep(who, what, secret, self.clock.now().as_millisecond());
    }

    /// The secret that `who` just made, for its page, this once.
    pub(crate) fn take_shown(&self, who: &str, what: &str) -> Option<Secret> {
        self.shown.take(who, what, self.clock.now().as_millisecond())
    }

    /// A new link to the set-up page; one made before opens nothing any more.
    pub(crate) fn offer_setup(&self) -> Secret {
        let secret = Secret::random();
        *self.setup.lock().unwrap_or_else(PoisonError::into_inner) = Some(secret.hash());
        secret
    }

    /// Whether this secret opens the set-up page.
    pub(crate) fn opens_setup(&self, secret: &str) -> bool {
        *self.setup.lock().unwrap_or_else(PoisonError::into_inner) == Some(hash(secret))
    }

    /// Has this secret open the set-up page again, after what was set up could not be kept.
    pub(crate) fn return_setup(&self, secret: &str) {
        *self.setup.lock().unwrap_or_else(PoisonError::into_inner) = Some(hash(secret));
    }

    /// Has the set-up page open to nobody any more; `false` if it did so already, or to another secret.
    pub(crate) fn use_setup(&self, secret: &str) -> bool {
        let mut setup = self.setup.lock().unwrap_or_else(PoisonError::into_inner);
        let fits = *setup == Some(hash(secret));
        if fits {
            *setup = None;
        }
        fits
    }
}

fn name_of(what: &str, hash: &Hash) -> String {
    [what, &to_hex(hash)].concat()
}

fn id_of(hash: &Hash) -> String {
    to_hex(&secret::hash(&to_hex(hash)))[..32].to_owned()
}
