//! Where a KPI stands on its board: which one of how many, and what is beside it.

use crate::board::{Board, Panel};
use crate::words;

/// A neighbour on the board.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Neighbour {
    /// Its slug.
    pub(super) kpi: String,
    /// Its name.
    pub(super) name: String,
}

/// A KPI's place in the reading order of its board.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place {
    /// Its number, from 1.
    pub(super) number: usize,
    /// How many there are.
    pub(super) count: usize,
    /// The one before.
    pub(super) previous: Option<Neighbour>,
    /// The one after.
    pub(super) next: Option<Neighbour>,
    /// What its pair says; empty if it has none.
    pub(super) pair: &'static str,
}

impl Place {
    /// Where a KPI stands; `None` where the board has no such KPI.
    pub(super) fn of(board: &Board, kpi: &str) -> Option<Self> {
        let tiles: Vec<_> = board.tiles().filter(|tile| tile.kpi.is_some()).collect();
        let at = tiles.iter().position(|tile| tile.kpi.as_deref() == Some(kpi))?;
        let neighbour = |index: Option<usize>| {
            let tile = tiles.get(index?)?;
            Some(Neighbour { kpi: tile.kpi.clone()?, name: tile.name.clone().unwrap_or_default() })
        };
        let pair = board.sections.iter().flat_map(|section| &section.panels).find_map(|panel| match panel {
            Panel::Pair(quantity, quality) if panel.tiles().any(|tile| tile.kpi.as_deref() == Some(kpi)) => {
                Some(words::pair(quantity, quality))
            }
            _ => None,
        });
        Some(Self {
            number: at + 1,
            count: tiles.len(),
            previous: neighbour(at.checked_sub(1)),
            next: neighbour(Some(at + 1)),
            pair: pair.unwrap_or_default(),
        })
    }
}
