//! A board as one picture, for where no frame can be: the preview of a link, an e-mail, a chat. Drawn by the server alone.

mod drawn;
mod grid;
mod hero;
mod letters;
mod tile;

use futures_util::FutureExt;
use tandem_shared::formula::Status;
use tandem_shared::view::{BoardView, TileView};

use self::drawn::{Drawn, DrawnProps};
use crate::board::{Board, Panel, Reading};
use crate::fmt::date;
use crate::fmt::number::plain;
use crate::shared::Shared;
use crate::words;

const WIDTH: u32 = 1200;
const HEIGHT: u32 = 630;

/// Where everything begins, ends, and how much is between.
const LEFT: f64 = 48.0;
const RIGHT: f64 = WIDTH as f64 - LEFT;
const ACROSS: f64 = RIGHT - LEFT;
const BOTTOM: f64 = HEIGHT as f64 - 36.0;
/// Between tiles.
const GAP: f64 = 16.0;

/// What of a board is in a picture.
#[derive(Clone, PartialEq)]
pub struct Picture {
    board: Shared<Board>,
    /// Slugs of the KPIs; none for all.
    asked: Vec<String>,
}

impl Picture {
    /// Width and height of a whole board, in pixels: what previews of links are cut to.
    pub const SIZE: (u32, u32) = (WIDTH, HEIGHT);

    /// Of these KPIs of a board (slugs with commas between; empty for all), in the words of `locale` (BCP 47); `None` if it
    /// has none of them.
    #[must_use]
    pub fn new(view: BoardView, tiles: &str, locale: &str) -> Option<Self> {
        words::choose(locale);
        let asked = tiles.split(',').filter(|slug| !slug.is_empty()).map(str::to_owned).collect();
        let picture = Self { board: Shared::new(Board::new(view, None)), asked };
        (picture.asked.is_empty() || picture.tiles().next().is_some()).then_some(picture)
    }

    /// Its usual width, in pixels: a single KPI is a small card.
    #[must_use]
    pub fn width(&self) -> u32 {
        if self.is_single() { WIDTH / 2 } else { WIDTH }
    }

    /// How high it is at a width.
    #[must_use]
    pub fn height(width: u32) -> u32 {
        width * HEIGHT / WIDTH
    }

    fn is_single(&self) -> bool {
        !self.asked.is_empty() && self.tiles().count() == 1
    }

    /// What it is called: the board and its period.
    #[must_use]
    pub fn title(&self) -> String {
        let period = &self.board.place.period;
        [&*self.board.name, " — ", &date::period(&period.id, &period.label)].concat()
    }

    /// How it stands, as one sentence: the joint number, or the only one, and how many tiles have which verdict.
    #[must_use]
    pub fn says(&self) -> String {
        let lead = self.hero().or_else(|| self.tiles().next().filter(|_| self.is_single()));
        let lead = lead.map(|tile| Reading::new(tile).within(&self.board.place.period).sentence());
        let all = if self.is_single() { None } else { Some(self.counts()) };
        let said: Vec<String> = [lead, all].into_iter().flatten().filter(|said| !said.is_empty()).collect();
        if said.is_empty() { words::empty_board().into() } else { said.join(". ") }
    }

    /// It as SVG, on light or on dark ground, so many pixels wide.
    #[must_use]
    pub fn draw(&self, dark: bool, width: u32) -> String {
        let props = DrawnProps { picture: self.clone(), dark, width };
        let drawn = yew::LocalServerRenderer::<Drawn>::with_props(props).hydratable(false).render();
        // Nothing in a picture waits for anything.
        let svg = drawn.now_or_never().unwrap_or_default();
        // What XML has no letter for; the narrow space is one that fonts of pictures lack.
        let is_xml = |c: &char| matches!(c, '\t' | '\n' | ' '..='\u{fffd}' | '\u{10000}'..);
        svg.chars().filter(is_xml).map(|c| if c == crate::fmt::NARROW { '\u{2009}' } else { c }).collect()
    }

    fn is_asked(&self, tile: &TileView) -> bool {
        self.asked.is_empty() || tile.kpi.as_ref().is_some_and(|kpi| self.asked.contains(kpi))
    }

    fn tiles(&self) -> impl Iterator<Item = &TileView> {
        self.board.tiles().map(|tile| &**tile).filter(|tile| self.is_asked(tile))
    }

    /// The joint number: the first contribution.
    fn hero(&self) -> Option<&TileView> {
        self.board.sections.iter().flat_map(|section| &section.panels).find_map(|panel| match panel {
            Panel::Contribution(tile) if self.is_asked(tile) => Some(&**tile),
            _ => None,
        })
    }

    /// `4 ahead, 6 on pace, 2 behind`
    fn counts(&self) -> String {
        let each = [Status::Ahead, Status::OnPace, Status::Behind, Status::NoVerdict].map(|status| {
            let count = self.tiles().filter(|tile| tile.status == status).count();
            (count > 0).then(|| [&*plain(count as f64), " ", words::status(status)].concat())
        });
        each.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}
