//! [`Board`]: a view as the page holds it, so that a patch replaces one tile and leaves the others where they are.

use tandem_shared::view::{ActionView, BoardPatch, BoardView, PeriodView, TileKind, TileView};
use yew::AttrValue;

use crate::api;
use crate::route::Route;
use crate::shared::Shared;

/// Whether a period is over. Its last day is not: only once it is gone is there a period after it.
pub(super) fn is_over(period: &PeriodView) -> bool {
    period.next.is_some()
}

/// A board of one period.
#[derive(Clone, Debug)]
pub struct Board {
    /// Its name.
    pub name: AttrValue,
    /// Grows with every change.
    pub revision: u64,
    /// When the figures were true.
    pub as_of: AttrValue,
    /// Whether it belongs to the demo workspace.
    pub demo: bool,
    /// Where its tiles stand.
    pub place: Shared<Place>,
    /// Its sections.
    pub sections: Vec<Section>,
    /// Its open actions.
    pub actions: Shared<Vec<ActionView>>,
}

/// The tiles of a board that changed.
#[derive(Debug)]
pub struct Patch {
    /// The board's slug.
    pub board: String,
    /// The revision it leads to.
    pub revision: u64,
    /// The revision it applies to.
    pub follows: u64,
    /// When the figures were true (RFC 3339).
    pub as_of: AttrValue,
    /// The tiles, each shared by all boards that show it.
    pub tiles: Vec<Shared<TileView>>,
}

impl From<BoardPatch> for Patch {
    fn from(patch: BoardPatch) -> Self {
        Self {
            board: patch.board,
            revision: patch.revision,
            follows: patch.follows,
            as_of: patch.as_of.into(),
            tiles: patch.tiles.into_iter().map(Shared::new).collect(),
        }
    }
}

/// What every tile of a board shares.
#[derive(Debug)]
pub struct Place {
    /// The board's slug.
    pub board: String,
    /// The period asked for; `None` for the board's own.
    pub asked: Option<String>,
    /// The period shown.
    pub period: Shared<PeriodView>,
}

impl Place {
    /// The address of a KPI's detail.
    #[must_use]
    pub fn detail(&self, kpi: &str) -> String {
        let route = Route::Kpi { board: self.board.clone(), kpi: kpi.into(), period: self.asked.clone(), by: None };
        api::address(&route.href())
    }

    /// The address of the board.
    #[must_use]
    pub fn board(&self) -> String {
        Route::Board { board: self.board.clone(), period: self.asked.clone() }.href()
    }
}

/// A titled row of panels.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Its title; may be empty.
    pub title: AttrValue,
    /// Its panels.
    pub panels: Vec<Panel>,
}

/// A tile or a pair of tiles.
#[derive(Clone, Debug, PartialEq)]
pub enum Panel {
    /// One KPI.
    Single(Shared<TileView>),
    /// A sum and who contributed what.
    Contribution(Shared<TileView>),
    /// A quantity and its quality.
    Pair(Shared<TileView>, Shared<TileView>),
}

impl Panel {
    fn new(mut tile: TileView) -> Option<Self> {
        match tile.kind {
            TileKind::Kpi => Some(Self::Single(Shared::new(tile))),
            TileKind::Contribution => Some(Self::Contribution(Shared::new(tile))),
            TileKind::Pair => Some(Self::Pair(Shared::new(*tile.quantity.take()?), Shared::new(*tile.quality.take()?))),
        }
    }

    /// Its KPI tiles, in reading order.
    pub fn tiles(&self) -> impl Iterator<Item = &Shared<TileView>> {
        let (first, second) = match self {
            Self::Single(tile) | Self::Contribution(tile) => (tile, None),
            Self::Pair(quantity, quality) => (quantity, Some(quality)),
        };
        std::iter::once(first).chain(second)
    }

    fn tiles_mut(&mut self) -> impl Iterator<Item = &mut Shared<TileView>> {
        let (first, second) = match self {
            Self::Single(tile) | Self::Contribution(tile) => (tile, None),
            Self::Pair(quantity, quality) => (quantity, Some(quality)),
        };
        std::iter::once(first).chain(second)
    }
}

impl Board {
    /// Of a view, fetched for the period asked for.
    #[must_use]
    pub fn new(view: BoardView, asked: Option<String>) -> Self {
        let section = |section: tandem_shared::view::SectionView| Section {
            title: section.title.into(),
            panels: section.tiles.into_iter().filter_map(Panel::new).collect(),
        };
        let place = Place { board: view.slug, asked, period: Shared::new(view.period) };
        Self {
            name: view.name.into(),
            revision: view.revision,
            as_of: view.as_of.into(),
            demo: view.demo,
            place: Shared::new(place),
            sections: view.sections.into_iter().map(section).collect(),
            actions: Shared::new(view.actions),
        }
    }

    /// Its KPI tiles, in reading order.
    pub fn tiles(&self) -> impl Iterator<Item = &Shared<TileView>> {
        self.sections.iter().flat_map(|section| &section.panels).flat_map(Panel::tiles)
    }

    /// The board with these KPIs alone.
    #[must_use]
    pub fn only(&self, kpis: &[&str]) -> Self {
        let mut board = self.clone();
        let wanted = |tile: &Shared<TileView>| tile.kpi.as_deref().is_some_and(|kpi| kpis.contains(&kpi));
        for section in &mut board.sections {
            section.panels.retain(|panel| panel.tiles().any(wanted));
        }
        board.sections.retain(|section| !section.panels.is_empty());
        board
    }

    /// The board after a patch. The caller has made sure that it follows this revision.
    #[must_use]
    pub fn patched(&self, patch: &Patch) -> Self {
        let mut board = self.clone();
        board.revision = patch.revision;
        board.as_of = patch.as_of.clone();
        let tiles = board.sections.iter_mut().flat_map(|section| &mut section.panels).flat_map(Panel::tiles_mut);
        for tile in tiles {
            if let Some(fresh) = patch.tiles.iter().find(|fresh| fresh.number == tile.number) {
                *tile = fresh.clone();
            }
        }
        board
    }
}
