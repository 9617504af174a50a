//! [`Touched`]: which boards a changed document is seen on.

use super::World;
use super::documents::read;
use crate::store::StoredDocument;
use std::collections::BTreeSet;
use tandem_shared::document::{Action, CheckIn, Comment, Kind, Win};

/// What a change touched, for the views that show it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Touched {
    /// Boards to draw anew.
    pub(crate) boards: BTreeSet<String>,
    /// Boards whose goals or wins are to be drawn anew.
    pub(crate) goals: BTreeSet<String>,
}

impl Touched {
    /// The board of an action shows it below its tiles and beside its goals.
    fn action(&mut self, action: &Action) {
        self.boards.insert(action.board.clone());
        self.goals.insert(action.board.clone());
    }
}

impl World {
    /// The boards that show what a document was before it changes.
    pub(super) fn touch_before(&self, document: &StoredDocument, touched: &mut Touched) {
        match document.kind {
            Kind::Board => drop(touched.boards.insert(document.slug.clone())),
            Kind::Kpi | Kind::Target | Kind::Acknowledgement => {
                let kpi = document.slug.split(':').next().unwrap_or_default();
                touched.boards.extend(self.boards_of(kpi).map(str::to_owned));
                touched.goals.extend(self.goals.boards_of(kpi).cloned());
            }
            Kind::Comment => {
                let before = self.document(Kind::Comment, &document.slug);
                let kpis = [before, Some(document)].into_iter().flatten().filter_map(read::<Comment>);
                let boards = kpis.filter_map(|comment| self.boards_of_kpi.get(&comment.kpi));
                touched.boards.extend(boards.flatten().cloned());
            }
            Kind::Action => {
                if let Some(action) = self.meetings.action(&document.slug) {
                    touched.action(&action.body);
                }
            }
            Kind::Team
            | Kind::Calendar
            | Kind::Goal
            | Kind::CheckIn
            | Kind::Win
            | Kind::Person
            | Kind::Token
            | Kind::Screen => {}
        }
    }

    /// The boards that show what it becomes: of a team, calendar or person possibly all.
    pub(super) fn touch_after(&self, document: &StoredDocument, touched: &mut Touched) {
        match document.kind {
            Kind::Team | Kind::Calendar | Kind::Person => {
                touched.boards.extend(self.boards.keys().cloned());
                touched.goals.extend(self.goals.boards().cloned());
            }
            Kind::Action => read(document).iter().for_each(|action| touched.action(action)),
            Kind::CheckIn => touched.goals.extend(read(document).map(|held: CheckIn| held.board)),
            Kind::Win => read(document).into_iter().for_each(|win: Win| touched.goals.extend(win.boards)),
            Kind::Kpi
            | Kind::Target
            | Kind::Acknowledgement
            | Kind::Comment
            | Kind::Goal
            | Kind::Board
            | Kind::Token
            | Kind::Screen => {}
        }
    }
}
