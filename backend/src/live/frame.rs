//! The frames of a live stream, as bytes.

use bytes::Bytes;
use std::time::Duration;
use tandem_shared::view::{BoardPatch, BoardView, TileKind, TileView};

/// What changed from one view to the next; `None` where more changed than tiles.
pub(crate) fn patch(old: &BoardView, new: &BoardView) -> Option<BoardPatch> {
    let same_frame = old.name == new.name
        && old.period == new.period
        && old.demo == new.demo
        && old.actions == new.actions
        && old.sections.len() == new.sections.len();
    if !same_frame {
        return None;
    }
    let mut tiles = Vec::new();
    for (old, new) in old.sections.iter().zip(&new.sections) {
        if old.title != new.title || old.tiles.len() != new.tiles.len() {
            return None;
        }
        for (old, new) in old.tiles.iter().zip(&new.tiles) {
            collect(old, new, &mut tiles)?;
        }
    }
    Some(BoardPatch {
        board: new.slug.clone(),
        revision: new.revision,
        follows: old.revision,
        as_of: new.as_of.clone(),
        tiles,
    })
}

/// Adds what changed of a tile; `None` if it became another tile.
fn collect(old: &TileView, new: &TileView, tiles: &mut Vec<TileView>) -> Option<()> {
    if old.kind != new.kind || old.number != new.number || old.kpi != new.kpi {
        return None;
    }
    if new.kind == TileKind::Pair {
        collect(old.quantity.as_deref()?, new.quantity.as_deref()?, tiles)?;
        collect(old.quality.as_deref()?, new.quality.as_deref()?, tiles)?;
    } else if old != new {
        tiles.push(new.clone());
    }
    Some(())
}

/// A patch as an event; its id lets a stream be resumed.
pub(crate) fn patch_frame(patch: &BoardPatch) -> Bytes {
    event("patch", Some(patch.revision), &serde_json::to_string(patch).expect("patches have string keys only"))
}

/// Tells a viewer that holds another revision to fetch the board.
pub(crate) fn refetch_frame(board: &str, revision: u64) -> Bytes {
    event("refetch", Some(revision), &serde_json::json!({ "board": board, "revision": revision }).to_string())
}

/// Tells a viewer of a board's goals to fetch them again.
pub(crate) fn goals_frame(board: &str) -> Bytes {
    event("goals", None, &serde_json::json!({ "board": board }).to_string())
}

/// Says that the stream is alive, what time it is and which build speaks.
pub(crate) fn heartbeat_frame(now: &str) -> Bytes {
    event("heartbeat", None, &serde_json::json!({ "now": now, "build": crate::BUILD }).to_string())
}

/// Tells a viewer how long to wait before it comes back.
pub(crate) fn retry_frame(after: Duration) -> Bytes {
    format!("retry: {}\n\n", after.as_millis()).into()
}

/// One event; JSON text has no line breaks, so one `data` line is enough.
fn event(name: &str, id: Option<u64>, data: &str) -> Bytes {
    let id = id.map(|id| format!("id: {id}\n")).unwrap_or_default();
    format!("event: {name}\n{id}data: {data}\n\n").into()
}
