//! Numbers, dates and ages as people read them, in the reader's language.
//!
//! Written here and not by the browser's `Intl`: so the server and the browser cannot differ, and a page does not wait the
//! 15 to 35 ms that a browser takes for the first formatter of a page.

mod amount;
pub mod civil;
pub mod date;
mod figure;
mod locale;
mod moment;
pub mod number;
pub mod typed;

pub use figure::{Figure, Piece};
pub use locale::Locale;
pub use moment::{Moment, Shape};

/// Narrow no-break space, before units.
pub const NARROW: char = '\u{202f}';
/// The minus sign.
pub const MINUS: char = '\u{2212}';
