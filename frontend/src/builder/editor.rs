//! [`Editor`]: what is being edited, and what of it is not saved yet.

use std::rc::Rc;

use miniserde::json::Object;
use tandem_shared::view::{TeamView, TileView};
use yew::prelude::*;

use super::body;
use super::draft::{Draft, Tile};
use crate::api::Failure;
use crate::shared::Shared;
use crate::words;

/// What the server last said.
pub(super) struct Base {
    /// The board.
    pub(super) board: Rc<Object>,
    /// Every KPI, by slug.
    pub(super) kpis: Object,
    /// Every team.
    pub(super) teams: Rc<[TeamView]>,
    /// The board's tiles with their figures.
    pub(super) tiles: Rc<[Shared<TileView>]>,
}

/// A document that is edited.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Doc {
    /// The board.
    Board,
    /// A KPI, by slug.
    Kpi(String),
}

/// Something that was done and is not saved yet.
#[derive(Clone)]
pub(super) struct Step {
    pub(super) doc: Doc,
    /// What was done.
    pub(super) said: String,
    /// Where something was typed: more of the same is the same step.
    pub(super) typed: Option<(u32, &'static str)>,
    /// The draft before it; `None` once part of it is saved.
    pub(super) before: Option<Rc<Draft>>,
}

/// The sorts of tiles that can be added.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// One KPI.
    Kpi,
    /// A quantity and its quality.
    Pair,
    /// A sum and its parts.
    Contribution,
}

/// A tile or section that is being moved.
#[derive(Clone)]
pub(super) struct Lift {
    /// Its number; 0 of a new tile that is over no place yet.
    pub(super) id: u32,
    /// The tile is new.
    pub(super) new: Option<Sort>,
    /// Moved by pointer.
    pub(super) dragged: bool,
    pub(super) before: Rc<Draft>,
}

/// What the inspector shows: a tile and which of its KPIs, a section, or (0) the board.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Chosen {
    /// Number of the tile or section.
    pub(super) id: u32,
    /// Which of the tile's KPIs.
    pub(super) of: usize,
}

/// What is wrong with a field.
#[derive(Clone)]
pub(super) struct Fault {
    /// Of which document.
    pub(super) doc: Doc,
    /// Of the board: of which tile or section; 0 of the board itself.
    pub(super) id: u32,
    /// Pointer to the field, within the tile or section.
    pub(super) field: String,
    /// What is wrong and what to do about it.
    pub(super) detail: String,
}

/// Somebody else saved a document first.
#[derive(Clone)]
pub(super) struct Conflict {
    /// Which.
    pub(super) doc: Doc,
    /// What they wrote.
    pub(super) theirs: Rc<Object>,
    /// Who, and when.
    pub(super) by: Option<(String, String)>,
}

/// How saving stands.
#[derive(Clone, Default)]
pub(super) enum State {
    /// Nothing to say.
    #[default]
    Quiet,
    /// On the way.
    Saving,
    /// Everything is on disk.
    Saved,
    /// Nobody answered, or with a refusal that concerns no field.
    Failed(Failure),
    /// Somebody was faster.
    Conflict(Conflict),
    /// The board is archived.
    Archived,
}

/// The editor.
#[derive(Clone, Default)]
pub(super) struct Editor {
    /// What the server last said; `None` before it answered.
    pub(super) base: Option<Rc<Base>>,
    /// As it will be saved.
    pub(super) draft: Rc<Draft>,
    /// What was done and is not saved, oldest first.
    pub(super) steps: Vec<Step>,
    /// What the inspector shows.
    pub(super) chosen: Chosen,
    /// What is being moved.
    pub(super) lift: Option<Lift>,
    /// What the server refused.
    pub(super) faults: Vec<Fault>,
    /// How saving stands.
    pub(super) state: State,
    /// Said to screen readers.
    pub(super) said: AttrValue,
    /// What takes the focus once it is drawn, and how often anything did.
    pub(super) focus: (u32, String),
}

impl Editor {
    /// The definition of a KPI.
    pub(super) fn kpi(&self, slug: &str) -> Option<&Object> {
        body::inner(&self.draft.kpis, slug).or_else(|| body::inner(&self.base.as_ref()?.kpis, slug))
    }

    /// The name of a KPI, or what stands for it.
    pub(super) fn kpi_name(&self, slug: &str) -> String {
        match self.kpi(slug).map(|kpi| body::text(kpi, "name")) {
            Some("") => words::unnamed_kpi().into(),
            Some(name) => name.to_owned(),
            None if slug.is_empty() => words::no_kpi_chosen().into(),
            None => slug.to_owned(),
        }
    }

    /// What a tile is called.
    pub(super) fn tile_name(&self, tile: &Tile) -> String {
        match tile {
            Tile::Kpi(kpi) | Tile::Contribution(kpi, _) => self.kpi_name(kpi),
            Tile::Pair([quantity, quality]) => [&*self.kpi_name(quantity), ", ", &*self.kpi_name(quality)].concat(),
            Tile::Other(_) => words::other_tile().into(),
        }
    }

    /// What a tile or section of a number is called.
    pub(super) fn name_of(&self, id: u32) -> String {
        let section = || self.draft.sections.iter().find(|section| section.id == id);
        match (self.draft.block(id), section()) {
            (Some(block), _) => self.tile_name(&block.tile),
            (None, Some(section)) if section.title.is_empty() => words::untitled_section().into(),
            (None, Some(section)) => section.title.clone(),
            (None, None) => self.draft.name.clone(),
        }
    }

    /// The figures of a KPI on the saved board.
    pub(super) fn figures(&self, kpi: &str) -> Option<&TileView> {
        self.base.as_ref()?.tiles.iter().find(|tile| tile.kpi.as_deref() == Some(kpi)).map(|tile| &**tile)
    }

    /// The teams of slugs.
    pub(super) fn teams(&self, slugs: &[String]) -> Vec<TeamView> {
        let known = self.base.iter().flat_map(|base| &*base.teams);
        known.filter(|team| slugs.contains(&team.slug)).cloned().collect()
    }

    /// What the server refused of a field.
    pub(super) fn fault(&self, doc: &Doc, id: u32, field: &str) -> Option<&str> {
        let at = |fault: &&Fault| fault.doc == *doc && fault.id == id && fault.field == field;
        self.faults.iter().find(at).map(|fault| &*fault.detail)
    }

    /// Whether something is not saved.
    pub(super) fn is_dirty(&self) -> bool {
        !self.steps.is_empty()
    }
}

impl Sort {
    /// All, as the palette shows them.
    pub(super) const ALL: [Self; 3] = [Self::Kpi, Self::Pair, Self::Contribution];

    /// An empty tile of it.
    pub(super) fn tile(self) -> Tile {
        match self {
            Self::Kpi => Tile::Kpi(String::new()),
            Self::Pair => Tile::Pair(Default::default()),
            Self::Contribution => Tile::Contribution(String::new(), Vec::new()),
        }
    }
}
