//! [`Accounts`]: who is asking. Sessions, tokens and invitations are secrets whose hash says what they open.

mod attempts;
mod keyring;
mod oidc;
mod pairing;
mod password;
mod secret;
mod setup;
mod shown;
mod throttle;
mod waiting;

pub(crate) use keyring::{DEVICE_MILLIS, Held, INVITATION_MILLIS, Opens, SESSION_MILLIS};
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
use keyring::{Keyring, id_of};
use pairing::{Pairings, Typed};
use secret::{Hash, from_hex, hash, to_hex};
use setup::SetupLink;
use shown::Shown;
use std::net::IpAddr;
use std::sync::{Arc, PoisonError};
use tandem_shared::document::{Kind, Token};
use throttle::{Throttle, Trier};
use tokio::sync::Semaphore;

/// Name of the setting that holds the admin token's hash.
const ADMIN: &str = "admin_token_sha256";
/// Names of the settings that hold passwords: this, and the person's slug.
const PASSWORD: &str = "password:";

/// Most passwords hashed at a time.
const HASHING_MAX: usize = 4;

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

/// Why nobody may say which screen a code's becomes.
pub(crate) enum Unclaimed {
    /// No screen shows this code; so many tries are left.
    Wrong(u32),
    /// Too many codes that no screen shows.
    Pause,
    /// Somebody typed it a moment ago.
    Taken,
}

/// Who may come in.
pub(crate) struct Accounts {
    store: Arc<dyn Store>,
    clock: Clock,
    admin: Hash,
    /// Tokens, sessions, invitations and what else secrets open.
    pub(crate) keys: Keyring,
    /// What opens the set-up page.
    pub(crate) setup: SetupLink,
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
        let accounts = Self {
            keys: Keyring::load(store.clone(), clock.clone()).await?,
            store,
            clock,
            admin,
            setup: SetupLink::default(),
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
        let token: &Token = match self.keys.open(&hash)? {
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
        let Opens::Session { person, .. } = self.keys.open(&hash(session))? else { return None };
        Some(Actor::person(&person, world.person(&person)?, origin))
    }

    /// Whether a pass still lets in to see so much: the secret somebody came with, and is not asked for again while they stay.
    pub(crate) fn holds(&self, world: &World, pass: &Pass, sight: Sight) -> bool {
        match pass {
            Pass::Secret(hash) if *hash == self.admin => true,
            Pass::Secret(hash) => self.keys.still(hash, |opens| match opens {
                Opens::Screen { screen } => world.screen(screen).is_some_and(|it| Sight::of(it) == sight),
                _ => true,
            }),
            Pass::Proxied(person) => world.person(person).is_some(),
        }
    }

    /// The id of the session a cookie holds.
    pub(crate) fn session_id(session: &str) -> String {
        id_of(&hash(session))
    }

    /// Who was invited by this secret.
    pub(crate) fn invited(&self, secret: &str) -> Option<String> {
        match self.keys.open(&hash(secret))? {
            Opens::Invitation { person, .. } => Some(person),
            _ => None,
        }
    }

    /// Whether this person signed in before in the browser that holds this secret.
    pub(crate) fn knows_device(&self, device: &str, whose: &str) -> bool {
        matches!(self.keys.open(&hash(device)), Some(Opens::Device { person, .. }) if person == whose)
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
        self.keys
            .revoke(|held| match &held.opens {
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
                self.keys.revoke(of_it).await.map(drop)
            }
            Kind::Screen => {
                let of_it = |held: &Held| matches!(&held.opens, Opens::Screen { screen } if screen == slug);
                self.keys.revoke(of_it).await.map(drop)
            }
            _ => Ok(()),
        }
    }

    /// A screen at this address asks to be paired; `None` where too many wait already.
    pub(crate) fn begin_pairing(&self, address: IpAddr) -> Option<NewPairing> {
        self.pairings.begin(address, self.clock.now().as_millisecond())
    }

    /// Somebody called `name` types the code of a screen: with it, what the screen is called by until it is granted.
    pub(crate) fn claim_pairing(&self, name: &str, address: &str, code: &str) -> Result<Claim, Unclaimed> {
        let now = self.clock.now().as_millisecond();
        let trier = Trier { name, address, device: None };
        let left = self.throttle.begin(trier, now).map_err(|_| Unclaimed::Pause)?;
        let claim = match self.pairings.claim(code, now) {
            Typed::Waiting(claim) => Ok(claim),
            Typed::Taken => Err(Unclaimed::Taken),
            Typed::Unknown => return Err(Unclaimed::Wrong(left)),
        };
        // A code that somebody typed twice was not guessed.
        self.throttle.forgive(trier);
        claim
    }

    /// Ends a claim: the screen that waits becomes the one of this slug, or, without one, waits on.
    pub(crate) fn end_claim(&self, claim: Claim, screen: Option<String>) {
        self.pairings.end(claim, screen, self.clock.now().as_millisecond());
    }

    /// A screen asks whether it was paired; once it was, it gets its secret, this once.
    pub(crate) async fn poll_pairing(&self, device: &str) -> anyhow::Result<Polled> {
        Ok(match self.pairings.poll(device, self.clock.now().as_millisecond()) {
            Ok(screen) => Polled::Paired(self.keys.admit(Opens::Screen { screen }).await?),
            Err(polled) => polled,
        })
    }

    /// The screen of a secret.
    pub(crate) fn screen(&self, secret: &str) -> Option<String> {
        match self.keys.open(&hash(secret))? {
            Opens::Screen { screen } => Some(screen),
            _ => None,
        }
    }

    /// Keeps the secret of a token that `who` just made for the page on which they copy it.
    pub(crate) fn keep_shown(&self, who: &str, token: &str, secret: Secret) {
        self.shown.keep(who, token, secret, self.clock.now().as_millisecond());
    }

    /// The secret of a token, if `who` made it in the last ten minutes.
    pub(crate) fn shown(&self, who: &str, token: &str) -> Option<String> {
        self.shown.get(who, token, self.clock.now().as_millisecond())
    }
}
