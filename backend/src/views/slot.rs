//! [`Views`]: finished boards, kept with their compressed forms until something they show changes.

use super::sight::{public, shown};
use super::{Before, Frame, board_view};
use crate::access::Sight;
use crate::world::World;
use bytes::Bytes;
use jiff::Timestamp;
use std::collections::HashMap;
use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};
use tandem_shared::Period;
use tandem_shared::view::BoardView;

/// Most periods of one board kept at a time; who asks for more makes room by starting over.
const PERIODS_MAX: usize = 64;
/// Brotli effort: most of the gain at a tenth of the time of the highest.
const BROTLI_QUALITY: i32 = 5;

/// A finished board and its forms on the wire.
pub(crate) struct Built {
    /// The view.
    pub(crate) view: BoardView,
    json: OnceLock<Bytes>,
    brotli: OnceLock<Bytes>,
    gzip: OnceLock<Bytes>,
    shown: OnceLock<Box<Built>>,
    public: OnceLock<Box<Built>>,
}

impl Built {
    fn new(view: BoardView) -> Self {
        let (json, brotli, gzip) = Default::default();
        Self { view, json, brotli, gzip, shown: OnceLock::new(), public: OnceLock::new() }
    }

    /// What somebody has in sight of it, made on first use, under the same revision.
    pub(crate) fn seen(&self, sight: Sight) -> &Self {
        match sight {
            Sight::Whole => self,
            Sight::Shown => self.shown.get_or_init(|| Box::new(Self::new(shown(&self.view)))),
            Sight::Public => self.public.get_or_init(|| Box::new(Self::new(public(&self.view)))),
        }
    }

    /// The view as JSON, written on first use: a live stream needs only what changed.
    pub(crate) fn json(&self) -> &Bytes {
        self.json.get_or_init(|| serde_json::to_vec(&self.view).expect("views have string keys only").into())
    }

    /// The JSON in brotli, compressed on first use.
    pub(crate) fn brotli(&self) -> Bytes {
        self.brotli.get_or_init(|| brotli(self.json())).clone()
    }

    /// The JSON in gzip, compressed on first use.
    pub(crate) fn gzip(&self) -> Bytes {
        let compress = || {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
            encoder.write_all(self.json()).and_then(|()| encoder.finish()).expect("memory takes every write").into()
        };
        self.gzip.get_or_init(compress).clone()
    }
}

/// A text in brotli, quickly.
pub(crate) fn brotli(mut text: &[u8]) -> Bytes {
    let mut out = Vec::new();
    // A window that holds the whole text and no more: the encoder takes twice its size in memory.
    let lgwin = text.len().next_power_of_two().ilog2().clamp(17, 22).cast_signed();
    let params = brotli::enc::BrotliEncoderParams { quality: BROTLI_QUALITY, lgwin, ..Default::default() };
    brotli::BrotliCompress(&mut text, &mut out, &params).expect("memory takes every write");
    out.into()
}

/// The place of one board and period; `None` is the period the board opens with.
#[derive(Default)]
struct Slot {
    kept: Mutex<Kept>,
    dirty: AtomicBool,
}

#[derive(Default)]
struct Kept {
    built: Option<Arc<Built>>,
    /// Number of the last change in it.
    seq: u64,
    /// The minute it was last found true: age and date are worked out anew each minute.
    minute: i64,
}

/// The slots of one board.
type Slots = HashMap<Option<Period>, Arc<Slot>>;

/// Every finished board that was asked for, by slug.
#[derive(Default)]
pub(crate) struct Views(RwLock<HashMap<String, Slots>>);

impl Views {
    /// A board in the period it opens with, or in `period`; `None` without such a board or period.
    pub(crate) fn get(
        &self,
        world: &RwLock<World>,
        now: Timestamp,
        board: &str,
        period: Option<Period>,
    ) -> Option<Arc<Built>> {
        let slot = self.slot(world, board, period)?;
        let mut kept = slot.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let minute = now.as_second().div_euclid(60);
        if let Some(built) =
            kept.built.as_ref().filter(|_| kept.minute == minute && !slot.dirty.load(Ordering::Acquire))
        {
            return Some(Arc::clone(built));
        }
        // Cleared before the world is read: a change that comes later marks it again.
        slot.dirty.store(false, Ordering::Release);
        let world = world.read().unwrap_or_else(PoisonError::into_inner);
        let before = kept
            .built
            .as_ref()
            .filter(|_| kept.minute == minute && !world.is_edited_after(kept.seq))
            .map(|built| Before { view: &built.view, seq: kept.seq });
        let Some(view) = build(&world, now, board, period, before) else {
            kept.built = None;
            return None;
        };
        (kept.seq, kept.minute) = (world.seq(), minute);
        drop(world);
        let built = match kept.built.take() {
            Some(old) => renew(old, view, now),
            None => Arc::new(Built::new(BoardView { revision: revision(now, 0), ..view })),
        };
        kept.built = Some(Arc::clone(&built));
        Some(built)
    }

    /// Marks a board as changed.
    pub(crate) fn touch(&self, board: &str) {
        let slots = self.0.read().unwrap_or_else(PoisonError::into_inner);
        for slot in slots.get(board).into_iter().flat_map(Slots::values) {
            slot.dirty.store(true, Ordering::Release);
        }
    }

    fn slot(&self, world: &RwLock<World>, board: &str, period: Option<Period>) -> Option<Arc<Slot>> {
        let known = self
            .0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(board)
            .and_then(|slots| slots.get(&period).cloned());
        if known.is_some() {
            return known;
        }
        world.read().unwrap_or_else(PoisonError::into_inner).board(board)?;
        let mut slots = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let slots = slots.entry(board.to_owned()).or_default();
        if slots.len() >= PERIODS_MAX {
            slots.retain(|period, _| period.is_none());
        }
        Some(Arc::clone(slots.entry(period).or_default()))
    }
}

fn build(
    world: &World,
    now: Timestamp,
    slug: &str,
    period: Option<Period>,
    before: Option<Before>,
) -> Option<BoardView> {
    let board = world.board(slug)?;
    let frame = match period {
        Some(period) => Frame::new(world, now, period),
        None => Frame::of_board(world, now, &board.body),
    };
    Some(board_view(&frame?, slug, board, before))
}

/// The new view under the next revision, or the old one where only the time has passed.
fn renew(old: Arc<Built>, mut view: BoardView, now: Timestamp) -> Arc<Built> {
    view.revision = old.view.revision;
    let as_of = std::mem::replace(&mut view.as_of, old.view.as_of.clone());
    if view == old.view {
        return old;
    }
    Arc::new(Built::new(BoardView { revision: revision(now, old.view.revision), as_of, ..view }))
}

/// The revision of a view made now: milliseconds since 1970, so that it grows over restarts too.
fn revision(now: Timestamp, before: u64) -> u64 {
    u64::try_from(now.as_millisecond()).unwrap_or(0).max(before + 1)
}
