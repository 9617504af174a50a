//! Numbers, dates and ages as people read them, in the reader's language.

pub mod date;
mod figure;
pub mod number;
pub mod typed;

// The browser knows every locale; the server, which draws what is looked at first, those it speaks.
#[cfg(target_arch = "wasm32")]
#[path = "intl.rs"]
mod locale;
#[cfg(not(target_arch = "wasm32"))]
#[path = "native.rs"]
mod locale;

pub use figure::{Figure, Piece};
#[cfg(target_arch = "wasm32")]
pub(crate) use locale::forget;

/// Narrow no-break space, before units.
pub const NARROW: char = '\u{202f}';
/// The minus sign.
pub const MINUS: char = '\u{2212}';
