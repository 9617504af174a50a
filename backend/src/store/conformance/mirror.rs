//! [`Mirror`]: what a reader knows who loaded the store once and then listened.

use crate::store::{Applied, Snapshot, Store};
use std::sync::{Arc, Mutex};
use tandem_shared::document::Kind;

/// A snapshot kept up to date by what the sink is told.
pub(super) struct Mirror {
    loaded: Snapshot,
    heard: Arc<Mutex<Vec<Applied>>>,
}

impl Mirror {
    /// Loads the store and listens to it.
    pub(super) async fn of(store: &dyn Store) -> Self {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let ear = heard.clone();
        let loaded = store.load(Box::new(move |applied| ear.lock().unwrap().push(applied))).await.expect("loaded");
        Self { loaded, heard }
    }

    /// Number of the last commit heard of.
    pub(super) fn seq(&self) -> u64 {
        self.heard.lock().unwrap().last().map_or(self.loaded.seq, |applied| applied.seq)
    }

    /// What the store should hold by now, each list sorted as [`Snapshot`] promises.
    pub(super) fn state(self) -> Snapshot {
        let mut state = self.loaded;
        for applied in self.heard.lock().unwrap().drain(..) {
            assert!(applied.seq > state.seq, "{} came after {}", applied.seq, state.seq);
            state.seq = applied.seq;
            for change in applied.documents {
                state.documents.retain(|document| document.no != change.document.no);
                state.documents.push(change.document.clone());
                if matches!(change.document.kind, Kind::Target | Kind::Acknowledgement) {
                    state.agreed.push(change);
                }
            }
            for new in applied.cells {
                let same =
                    |cell: &crate::store::TouchedCell| (cell.kpi, cell.team, cell.day) == (new.kpi, new.team, new.day);
                state.cells.retain(|cell| !same(cell));
                if new.cell.count > 0 {
                    state.cells.push(new);
                }
            }
            for new in applied.feeds {
                state.feeds.retain(|feed| (feed.kpi, &feed.actor) != (new.kpi, &new.actor));
                state.feeds.push(new);
            }
            state.documents.retain(|document| !applied.purged.contains(&document.no));
            state.agreed.retain(|change| !applied.purged.contains(&change.document.no));
            state.cells.retain(|cell| !applied.purged.contains(&cell.kpi));
            state.feeds.retain(|feed| !applied.purged.contains(&feed.kpi));
        }
        state.documents.sort_by_key(|document| document.no);
        state.cells.sort_by_key(|cell| (cell.day, cell.kpi, cell.team));
        state.feeds.sort_by(|left, right| (left.kpi, &left.actor).cmp(&(right.kpi, &right.actor)));
        state
    }
}
