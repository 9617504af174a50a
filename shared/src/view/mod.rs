//! Finished views, such as a [`BoardView`]: the server computes them, every browser draws them.
//!
//! Plain structs and unit enums only, so that the browser can read them with the smallest reader there is.
//! Dates are `YYYY-MM-DD`, spans half-open, times RFC 3339, shares 0 to 1.

/// Gives a struct its wire derives: written by the server, read by the viewer.
macro_rules! wire {
    ($($(#[$meta:meta])* pub struct $name:ident { $($body:tt)* })*) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        #[cfg_attr(feature = "server", derive(serde::Serialize, utoipa::ToSchema))]
        #[cfg_attr(feature = "viewer", derive(miniserde::Deserialize))]
        pub struct $name { $($body)* }
    )*};
}

mod board;
mod goals;
mod me;
mod meeting;
mod series;
mod sheet;
mod target;
mod template;
mod tile;
mod wall;

pub use board::{BoardCard, BoardCards, BoardPatch, BoardView, Mark, PeriodView, SectionView, Side, TeamView};
pub use goals::{GoalView, GoalsView, KeyResultView, PartOf};
pub use me::{Me, MeMay};
pub use meeting::{
    ActionState, ActionView, AgendaView, ComingView, Confidence, ConfidenceLine, GoalRecord, GoalTopic, KpiRecord,
    NextCheckIn, NoteView, PaceChange, PersonView, RecordLine, RecordView, SaidView, TalkView, TargetChange, WinList,
    WinSort, WinView,
};
pub use series::{Feed, Feeds, PointView, SeriesView};
pub use sheet::{DayValue, SheetPeriod, TargetCell, TargetRow, TargetSheet, ValueRow, ValueSheet};
pub use target::{AcknowledgementView, OutlookView, TargetPreview, TargetVersion, TargetVersions, TeamTarget, Verdict};
pub use template::{TemplateView, TemplateViews};
pub use tile::{CommentView, DeltaView, PartSide, PartView, PathView, SparkView, StepView, TileKind, TileView};
pub use wall::{WallGoal, WallPlan, WallTurn, WallWindow};
