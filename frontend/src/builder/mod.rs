//! Editing a board: its sections and tiles, and the definitions of its KPIs.

mod act;
mod bar;
mod body;
mod canvas;
mod definition;
mod desk;
mod draft;
mod editor;
mod hands;
mod inspector;
mod new;
mod page;
mod palette;
mod save;
mod slug;

pub use editor::Sort;
pub use new::{NewBoard, NewBoardProps};
pub use page::{EditorPage, EditorPageProps};
