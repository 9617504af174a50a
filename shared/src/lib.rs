//! What the server and the browser both know: numbers, words, formulas and the shape of a board.

pub mod formula;
mod period;
mod quantity;
mod rollup;
mod slug;
mod unit;
pub mod view;

#[cfg(feature = "server")]
pub mod document;
#[cfg(feature = "server")]
mod problem;

pub use period::{Period, PeriodError, PeriodUnit};
#[cfg(feature = "server")]
pub use problem::{FieldError, Problem, ProblemKind};
pub use quantity::{Quantity, QuantityError};
pub use rollup::{Cell, Overflow, Rollup};
pub use slug::{SLUG_MAX, SLUG_RULE, is_slug};
pub use unit::{Direction, Elapsed, Unit, UnitType};
