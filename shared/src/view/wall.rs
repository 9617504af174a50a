//! [`WallPlan`]: what a screen on a wall should show, finished.

use crate::formula::Status;

wire! {
/// What a screen should show now, and is to do.
pub struct WallPlan {
    /// Names it: a screen that shows another one loads its page again.
    pub plan: String,
    /// Its name, by which people find it.
    pub name: String,
    /// Its number in the list of screens, from 1.
    pub number: u32,
    /// Its boards, in turn.
    pub turns: Vec<WallTurn>,
    /// When it celebrates nothing, in the days to come.
    pub quiet: Vec<WallWindow>,
    /// How often somebody wanted to know which screen it is, since the server began: one more, and it says so.
    pub flashes: u32,
    /// How often somebody wanted its next board, likewise.
    pub skips: u32,
}

/// A board's turn.
pub struct WallTurn {
    /// Slug of the board.
    pub board: String,
    /// How long it stands, in seconds.
    pub seconds: u32,
    /// When it is on, in the days to come; null for always.
    pub windows: Option<Vec<WallWindow>>,
    /// The goals beside the board whose periods run and that have a figure, in its order; none where strangers look.
    pub goals: Vec<WallGoal>,
    /// When they are spoken about next.
    pub check_in: Option<String>,
}

/// A goal, as far as it is read from across the room.
pub struct WallGoal {
    /// Its name.
    pub name: String,
    /// How far it is of what was expected by today, 0 to 1.2.
    pub attainment: f64,
    /// The verdict.
    pub status: Status,
    /// Names of the teams that own it.
    pub owners: Vec<String>,
}

/// A time of a screen, such as one in which a board is on.
pub struct WallWindow {
    /// When it begins.
    pub from: String,
    /// When it is over.
    pub to: String,
}
}
