//! The goals beside a board: what teams want together, in the order they gave it, and the form that writes one.

mod choices;
mod draft;
mod empty;
mod fields;
mod form;
mod goal;
mod now;
mod order;
mod page;
mod result;
mod save;
mod talk;

pub use page::{GoalsPage, GoalsPageProps};
