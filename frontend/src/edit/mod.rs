//! Changing a target, typing a figure, and what has not reached the server yet.

mod clash;
pub mod desk;
mod fields;
pub mod figure;
pub mod form;
mod hero;
mod letter;
pub mod number;
pub mod target;
mod tile;
pub mod toast;

use yew::html;

use crate::board::Make;

/// The tiles of a board where somebody may edit.
pub const EDITED: Make = Make {
    tile: |props| html! { <tile::EditTile ..props /> },
    hero: |props| {
        let key = props.tile.number;
        html! { <hero::EditHero {key} ..props /> }
    },
};

/// A text as JSON.
#[must_use]
pub fn quote(text: &str) -> String {
    // A text can always be written.
    js_sys::JSON::stringify(&text.into()).map(String::from).unwrap_or_default()
}
