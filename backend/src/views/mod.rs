//! Finished views: what every browser draws, worked out once per change.

mod action;
mod agenda;
mod board;
mod cards;
mod comments;
mod contribution;
mod feeds;
mod goals;
mod ics;
mod period;
mod preview;
mod series;
mod sheet;
mod sight;
mod slot;
mod spark;
mod talk;
mod targets;
mod tile;
mod values;
mod verdict;
mod wall;
mod wins;

pub(crate) use agenda::{agenda_view, board_kpis, board_teams};
pub(crate) use board::{Before, board_view};
pub(crate) use cards::board_cards;
pub(crate) use feeds::feeds_view;
pub(crate) use goals::goals_view;
pub(crate) use ics::check_in_calendar;
pub(crate) use preview::{Draft, target_preview};
pub(crate) use series::{Bucket, series_view};
pub(crate) use sheet::target_sheet;
pub(crate) use slot::{Built, Views, brotli};
pub(crate) use talk::coming;
pub(crate) use targets::target_versions;
pub(crate) use tile::plain_tile;
pub(crate) use values::value_sheet;
pub(crate) use wall::wall_plan;
pub(crate) use wins::{declared, win_list, wins};

use crate::calendar::{OrgCalendar, Span};
use crate::store::Day;
use crate::world::World;
use jiff::Timestamp;
use tandem_shared::Period;
use tandem_shared::document::{Board, BoardPeriod};
use tandem_shared::view::TeamView;

/// Where and when a view is worked out: the world, the clock and one period.
#[derive(Clone, Copy)]
pub(crate) struct Frame<'a> {
    pub(crate) world: &'a World,
    pub(crate) now: Timestamp,
    pub(crate) today: Day,
    pub(crate) period: Period,
    pub(crate) span: Span,
}

impl<'a> Frame<'a> {
    /// The frame of a period; `None` if the calendar has no such period.
    pub(crate) fn new(world: &'a World, now: Timestamp, period: Period) -> Option<Self> {
        let calendar = world.calendar();
        Some(Self { world, now, today: calendar.day_at(now), period, span: calendar.span(period)? })
    }

    /// The frame a board opens with.
    pub(crate) fn of_board(world: &'a World, now: Timestamp, board: &Board) -> Option<Self> {
        let period = match board.period {
            BoardPeriod::Fixed(period) => period,
            BoardPeriod::Current(unit) => world.calendar().period_on(unit, world.calendar().day_at(now))?,
        };
        Self::new(world, now, period)
    }

    pub(crate) fn calendar(&self) -> &'a OrgCalendar {
        self.world.calendar()
    }

    /// The last day of the period that has come: today, or the period's own last day once it is over.
    pub(crate) fn last_day(&self) -> Day {
        self.today.min(self.span.to - 1)
    }

    /// Whether the period is under way.
    pub(crate) fn is_running(&self) -> bool {
        self.span.contains(self.today)
    }

    /// The part of the period that has come.
    pub(crate) fn so_far(&self) -> Span {
        Span { from: self.span.from, to: (self.last_day() + 1).max(self.span.from) }
    }
}

/// A team in force, as a chip.
pub(crate) fn team_view(world: &World, slug: &str) -> Option<TeamView> {
    let team = &world.team(slug)?.body;
    Some(TeamView { slug: slug.to_owned(), name: team.name.clone(), side: team.side })
}

/// The teams in force among these.
pub(crate) fn team_views<'a>(world: &World, slugs: impl IntoIterator<Item = &'a str>) -> Vec<TeamView> {
    slugs.into_iter().filter_map(|slug| team_view(world, slug)).collect()
}
