//! Changing a target, typing a figure, and what has not reached the server yet.

mod clash;
pub mod desk;
mod fields;
pub mod figure;
pub mod form;
mod letter;
pub mod number;
pub mod target;
pub mod toast;

/// A text as JSON.
#[must_use]
pub fn quote(text: &str) -> String {
    // A text can always be written.
    js_sys::JSON::stringify(&text.into()).map(String::from).unwrap_or_default()
}
