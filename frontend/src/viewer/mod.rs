//! Boards to be looked at, without anything to edit: embedded in other pages, or on a wall. Drawn by the server
//! first, then live.

mod boards;
mod celebration;
mod element;
mod embed;
mod own;
mod pages;
#[cfg(not(target_arch = "wasm32"))]
mod picture;
mod places;
mod playlist;
mod scene;
#[cfg(not(target_arch = "wasm32"))]
mod server;
mod turning;
mod wall;
mod wins;

pub use element::{hide, show};
#[cfg(not(target_arch = "wasm32"))]
pub use picture::Picture;
#[cfg(not(target_arch = "wasm32"))]
pub use server::{draw, draw_wall};
pub use wall::{Wall, WallProps};

use boards::Source;
use embed::Told;
use own::Own;
use places::Shown;
use tandem_shared::view::{BoardView, WallPlan};
use yew::{AttrValue, Callback};

use crate::board::Board;
use crate::fmt::date;
use crate::page;
use crate::shared::Shared;

/// Makes the embedded board that the server drew live: the place says what to show (`data-board`, `data-period`, `data-tiles`,
/// `data-key`), `#view` holds what was drawn.
pub fn start() {
    let Some(own) = Own::find() else { return };
    let period = Some(own.says("period")).filter(|id| !id.is_empty());
    let first = own.holds("view").map(|view| Shared::new(Board::new(view, period.clone())));
    let drawn = own.drawn();
    let shown = Shown {
        source: Source {
            board: own.says("board").into(),
            period: period.map(AttrValue::from),
            key: own.says("key").into(),
        },
        tiles: own.says("tiles").into(),
        lang: own.lang.into(),
        tell: Callback::from(move |told| {
            if let Told::Stands(..) = told {
                drawn.emit(());
            }
        }),
    };
    places::show(Some(own.live.into()), shown, first);
}

/// Makes the screen that the server drew live: `#plan` holds what it shows, `#view` the boards that were drawn, `data-key` what
/// opens them.
pub fn start_wall() {
    let Some(own) = Own::find() else { return };
    let Some(plan) = own.holds::<WallPlan>("plan") else { return };
    let views: Vec<BoardView> = own.holds("view").unwrap_or_default();
    let props = WallProps {
        first: views.into_iter().map(|view| Shared::new(Board::new(view, None))).collect(),
        key: own.says("key").into(),
        plan: Shared::new(plan),
        kept: page::kept().map(|at| date::millis(&at)),
        drawn: own.drawn(),
    };
    yew::Renderer::<Wall>::with_root_and_props(own.live.into(), props).render();
}
