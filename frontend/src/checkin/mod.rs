//! The next check-in over a board: an agenda that wrote itself, the form that finishes it, its records; and the actions
//! that stay on every page of the board until they are closed.

mod action;
mod draft;
mod form;
mod goal;
mod page;
mod record;
mod rhythm;
mod topics;
mod wins;

pub use action::{Actions, ActionsProps};
pub use page::{CheckInPage, CheckInPageProps};
