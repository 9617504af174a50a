//! [`BoardView`]: a board with every figure of one period, and the [`BoardPatch`] that leads to the next.

use super::{ActionView, TileView};
use crate::PeriodUnit;

wire! {
/// A board with every figure of one period.
pub struct BoardView {
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Grows with every change of the view; the `ETag`, and the `id` of live frames.
    pub revision: u64,
    /// Since when these figures stand: the last change of the view.
    pub as_of: String,
    /// Whether it belongs to the demo workspace.
    pub demo: bool,
    /// The period shown.
    pub period: PeriodView,
    /// Its sections, in order.
    pub sections: Vec<SectionView>,
    /// Its open actions, the longest due first.
    pub actions: Vec<ActionView>,
}

/// The period of a board and how much of it is gone.
pub struct PeriodView {
    /// Its id, such as `2026-Q4`.
    pub id: String,
    /// How people write it, such as `Q4 2026`; a month is left to the reader's language.
    pub label: String,
    /// Its sort.
    pub unit: PeriodUnit,
    /// First day.
    pub from: String,
    /// Day after the last.
    pub to: String,
    /// Today's number in the period, from 1; 0 before it, `days` after it.
    pub day: u32,
    /// Days in the period.
    pub days: u32,
    /// Share of the calendar days gone.
    pub elapsed: f64,
    /// Id of the period before.
    pub previous: Option<String>,
    /// Id of the period after, if it has begun.
    pub next: Option<String>,
    /// Where its months (of a year or quarter) or weeks (of a month) begin.
    pub marks: Vec<Mark>,
    /// Where its weeks begin, as shares.
    pub weeks: Vec<f64>,
}

/// A named day on the ruler.
pub struct Mark {
    /// The day.
    pub date: String,
    /// Share of the period before it.
    pub share: f64,
}

/// A titled row of tiles.
pub struct SectionView {
    /// Its title; may be empty.
    pub title: String,
    /// Its tiles, in order.
    pub tiles: Vec<TileView>,
}

/// A team, as a chip.
pub struct TeamView {
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its side.
    pub side: Side,
}

/// A live frame: the tiles of a board that changed, and the board's revision after it.
pub struct BoardPatch {
    /// The board.
    pub board: String,
    /// The revision this patch leads to.
    pub revision: u64,
    /// The revision it applies to; a viewer at another one fetches the board.
    pub follows: u64,
    /// When these figures were true.
    pub as_of: String,
    /// The changed KPI tiles and contributions; pairs never, their two tiles are addressed one by one.
    pub tiles: Vec<TileView>,
}

/// A board on the home page.
pub struct BoardCard {
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Whether it belongs to the demo workspace.
    pub demo: bool,
    /// The period shown.
    pub period: PeriodView,
    /// Its first tile, without charts.
    pub headline: Option<TileView>,
    /// Every KPI tile but the headline, without charts.
    pub tiles: Vec<TileView>,
}

/// The boards of the organisation.
pub struct BoardCards {
    /// One card a board, by name.
    pub items: Vec<BoardCard>,
    /// Cursor of the next page; null on the last.
    pub next: Option<String>,
}
}

/// The side a team is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
#[cfg_attr(feature = "viewer", derive(miniserde::Deserialize))]
pub enum Side {
    /// Sells.
    #[serde(rename = "sales")]
    Sales,
    /// Markets.
    #[serde(rename = "marketing")]
    Marketing,
    /// Anything else.
    #[serde(rename = "other")]
    Other,
}
