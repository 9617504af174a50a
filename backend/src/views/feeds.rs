//! Who sends the measurements of a KPI.

use crate::world::{KpiState, World};
use tandem_shared::view::{Feed, Feeds};

/// The feeds of a KPI, the newest first.
pub(crate) fn feeds_view(world: &World, state: &KpiState) -> Feeds {
    let mut feeds: Vec<_> = state.feeds().iter().collect();
    feeds.sort_by_key(|feed| std::cmp::Reverse(feed.received_at));
    let items = feeds.into_iter().map(|feed| Feed {
        source: world.name_of(&feed.actor).to_owned(),
        measurements: feed.measurements,
        received_at: world.calendar().rfc3339_ms(feed.received_at),
    });
    Feeds { items: items.collect(), next: None }
}
