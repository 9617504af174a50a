//! The small things people edit, each with `validate`.

mod acknowledgement;
mod action;
mod board;
mod cadence;
mod calendar;
mod check_in;
mod comment;
mod errors;
mod goal;
mod kind;
mod kpi;
mod person;
mod screen;
mod target;
mod team;
mod token;
mod win;

pub use acknowledgement::Acknowledgement;
pub use action::Action;
pub use board::{Board, BoardPeriod, Section, TILES_MAX, Tile};
pub use cadence::{Cadence, Every};
pub use calendar::{Calendar, FiscalPeriodDates, FiscalYearName, Weekday};
pub use check_in::{CheckIn, GoalSaid, GoalThen, KpiThen, NewAction, NewCheckIn, NewWin, WinThen};
pub use comment::Comment;
pub use errors::{Errors, PLAIN_RULE, is_plain};
pub use goal::{Goal, KeyResult, Measure};
pub use kind::Kind;
pub use kpi::{Interval, Kpi, TeamRollup};
pub use person::{Person, Role};
pub use screen::{Hours, Screen, Theme, Turn};
pub use target::{Curve, Target};
pub use team::Team;
pub use token::{Scope, Token, page_fault};
pub use win::Win;

/// A kind of document: a typed body that can say what is wrong with itself.
pub trait Document: serde::Serialize + serde::de::DeserializeOwned + utoipa::ToSchema {
    /// Its kind.
    const KIND: Kind;

    /// Adds what is wrong with this body, looked at alone; whether other documents it names exist is checked by the
    /// server.
    fn validate(&self, errors: &mut Errors);
}
