//! [`Grid`]: the places of a picture's tiles.

use yew::prelude::*;

use super::{ACROSS, BOTTOM, GAP, LEFT};
use crate::chart::svg::number;

/// A tile's width and, with and without the line below its bar, its height.
const TILE: (f64, [f64; 2]) = (357.0, [130.0, 103.0]);

/// How tiles fill the room below the head: as large as they can be.
pub(super) struct Grid {
    columns: usize,
    /// Of a tile in its own units.
    pub(super) size: (f64, f64),
    scale: f64,
    /// Of all rows.
    pub(super) height: f64,
}

impl Grid {
    /// For so many tiles below `top`; `low`: without the line below each bar.
    pub(super) fn of(count: usize, top: f64, low: bool) -> Self {
        let height = TILE.1[usize::from(low)];
        let of_columns = |columns: usize| {
            let rows = count.div_ceil(columns) as f64;
            let width = (ACROSS - (columns - 1) as f64 * GAP) / columns as f64;
            let room = (BOTTOM - top - (rows - 1.0) * GAP) / rows;
            let scale = (width / TILE.0).min(room / height);
            // The whole width is used; only as much height as the tiles need.
            Self { columns, size: (width / scale, height), scale, height: rows * (height * scale + GAP) - GAP }
        };
        let best = (1..=3).map(of_columns).max_by(|a, b| a.scale.total_cmp(&b.scale));
        best.expect("one to three columns are some")
    }

    /// Whether a tile has its line below the bar.
    pub(super) fn has_scale(&self) -> bool {
        self.size.1 == TILE.1[0]
    }

    /// A tile in its place, the grid beginning at `top`.
    pub(super) fn place(&self, index: usize, top: f64, tile: Html) -> Html {
        let (column, row) = ((index % self.columns) as f64, (index / self.columns) as f64);
        let (width, height) = (self.size.0 * self.scale, self.size.1 * self.scale);
        html! {
            <svg x={number(LEFT + column * (width + GAP))} y={number(top + row * (height + GAP))} width={number(width)} height={number(height)}
                viewBox={["0 0 ", &*number(self.size.0), " ", &*number(self.size.1)].concat()}>{ tile }</svg>
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::viewer::picture::drawn::{HERO, TOP};

    #[test]
    fn tiles_are_as_large_as_they_can_be() {
        for (count, columns) in [(1, 1), (2, 1), (4, 2), (6, 2), (9, 3)] {
            let grid = Grid::of(count, TOP, false);
            assert_eq!(grid.columns, columns, "{count}");
            assert!(grid.height <= BOTTOM - TOP + 0.01, "{count}");
        }
        assert_eq!(Grid::of(6, TOP + HERO, true).columns, 3);
    }
}
