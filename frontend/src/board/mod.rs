//! A board, live: header, hero, sections, tiles.

mod age;
mod header;
mod hero;
mod key;
mod mix;
mod model;
mod page;
mod path;
mod reading;
mod ruler;
mod section;
mod spark;
mod store;
mod tile;
mod tongue;
mod waiting;

pub use age::Age;
pub use header::{Head, header};
pub use hero::{HeroProps, hero, of};
pub use mix::name as part_name;
pub use model::{Board, Panel, Patch, Place, Section};
pub use page::{BoardPage, BoardPageProps};
pub use reading::Reading;
pub use section::{Make, VIEWED, sections};
pub use store::{Act, Held, use_board};
pub use tile::{Hand, TileProps, left, said, tile, use_changes, value};
pub use tongue::Tongue;
pub use waiting::{failed, waiting};
