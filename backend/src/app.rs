//! [`App`]: the running server's parts, and how a commit reaches them.

use crate::access::{Actor, Sight};
use crate::accounts::{Accounts, Pass, Provider};
use crate::clock::Clock;
use crate::live::Hub;
use crate::metrics::Metrics;
use crate::pictures::Pictures;
use crate::proxy::Proxy;
use crate::screens::Screens;
use crate::settings::Limits;
use crate::store::{Applied, Commit, CommitError, Sink, Store, Write};
use crate::views::{Built, Views};
use crate::world::World;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};
use tandem_shared::Period;

/// The running server.
pub(crate) struct App {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) clock: Clock,
    pub(crate) hub: Hub,
    pub(crate) accounts: Accounts,
    /// Where people have an account already, if they may sign in with that.
    pub(crate) provider: Option<Provider>,
    pub(crate) proxy: Proxy,
    pub(crate) metrics: Metrics,
    pub(crate) pictures: Pictures,
    pub(crate) screens: Screens,
    pub(crate) limits: Limits,
    /// Where browsers reach it, without a slash at the end.
    pub(crate) public_url: String,
    world: RwLock<World>,
    views: Views,
}

impl App {
    /// Rebuilds the world from the store and keeps it in step from then on.
    pub(crate) async fn start(
        store: Arc<dyn Store>,
        clock: Clock,
        accounts: Accounts,
        provider: Option<Provider>,
        proxy: Proxy,
        limits: Limits,
        public_url: String,
    ) -> anyhow::Result<Arc<Self>> {
        let app = Arc::new(Self {
            store,
            clock,
            hub: Hub::new(limits.streams_per_address, limits.streams),
            accounts,
            provider,
            proxy,
            metrics: Metrics::new(),
            pictures: Pictures::default(),
            screens: Screens::default(),
            limits,
            public_url,
            world: RwLock::default(),
            views: Views::default(),
        });
        let sink: Sink = {
            let app = Arc::clone(&app);
            Box::new(move |applied| app.apply(applied))
        };
        let snapshot = app.store.load(sink).await?;
        *app.world.write().unwrap_or_else(PoisonError::into_inner) = World::new(snapshot);
        Ok(app)
    }

    /// Takes in a commit: the world first, then the views of the boards it touched, then their listeners.
    fn apply(&self, applied: Applied) {
        let touched = self.world.write().unwrap_or_else(PoisonError::into_inner).apply(applied);
        for board in &touched.boards {
            self.views.touch(board);
        }
        self.hub.touch(touched);
    }

    /// Writes as `actor`, now; when it returns, everything reads what was written.
    pub(crate) async fn commit(&self, actor: &Actor, write: Write) -> Result<u64, CommitError> {
        let at = self.clock.now().as_millisecond();
        let origin = match &write {
            // Facts are too many to say it of each.
            Write::Measurements(_) => None,
            Write::Documents(_) | Write::Purge(_) => actor.origin.map(|origin| Arc::from(origin.to_string())),
        };
        self.store.commit(Commit { at, actor: Arc::clone(&actor.name), origin, write }).await
    }

    /// The world, for those who look at it at several moments.
    pub(crate) fn world(&self) -> &RwLock<World> {
        &self.world
    }

    /// Whether somebody who was let in to see so much with these passes, or without any, still is.
    pub(crate) fn lets_in(&self, passes: &[Pass], sight: Sight) -> bool {
        let world = self.read_world();
        let holds = |pass| self.accounts.holds(&world, pass, sight);
        if passes.is_empty() { !world.has_people() } else { passes.iter().all(holds) }
    }

    /// The world, to read from; never held over an await.
    pub(crate) fn read_world(&self) -> RwLockReadGuard<'_, World> {
        self.world.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// A finished board in the period it opens with, or in `period`.
    pub(crate) fn view(&self, board: &str, period: Option<Period>) -> Option<Arc<Built>> {
        self.views.get(&self.world, self.clock.now(), board, period)
    }
}
