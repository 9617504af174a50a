//! Who sends the measurements of a KPI.

use crate::calendar::OrgCalendar;
use crate::world::KpiState;
use tandem_shared::view::{Feed, Feeds};

/// The feeds of a KPI, the newest first.
pub(crate) fn feeds_view(calendar: &OrgCalendar, state: &KpiState) -> Feeds {
    let mut feeds: Vec<_> = state.feeds().iter().collect();
    feeds.sort_by_key(|feed| std::cmp::Reverse(feed.received_at));
    let items = feeds.into_iter().map(|feed| Feed {
        source: feed.actor.clone(),
        measurements: feed.measurements,
        received_at: calendar.rfc3339_ms(feed.received_at),
    });
    Feeds { items: items.collect(), next: None }
}
