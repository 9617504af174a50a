//! Many numbers at once, as in a spreadsheet: typed, pasted, checked cell by cell, saved as one change.

mod bar;
mod block;
mod grid;
mod page;
mod state;
mod table;
mod targets;
mod values;

pub use targets::{TargetsPage, TargetsPageProps};
pub use values::{ValuesPage, ValuesPageProps};
