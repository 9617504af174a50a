//! What stands around every page: the bar, and the page that is not there.

pub mod appearance;
mod bar;
mod boards;
pub mod event;
mod menu;
mod missing;
mod switcher;

pub use bar::{bar, home_key};
pub use boards::{Boards, use_boards};
pub use missing::missing;
