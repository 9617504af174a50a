//! [`KpiState`]: a KPI with its measurements, targets and feeds.

use super::plan::Plan;
use super::series::Series;
use super::{TargetLine, TargetVersion, Word};
use crate::calendar::{OrgCalendar, Span};
use crate::store::{Day, DocumentNo, FeedState, Millis};
use std::collections::BTreeMap;
use tandem_shared::document::{Curve, Kpi, TeamRollup};
use tandem_shared::formula::curve_share;
use tandem_shared::{Cell, Elapsed, Period, Quantity, Rollup};

/// A KPI and everything measured and agreed about it.
#[derive(Debug)]
pub(crate) struct KpiState {
    slug: String,
    kpi: Kpi,
    archived: bool,
    series: BTreeMap<DocumentNo, Series>,
    feeds: Vec<FeedState>,
    targets: BTreeMap<(Period, Option<String>), TargetLine>,
    /// Number of the last change of its measurements.
    measured: u64,
}

/// The figure of a span.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Figure {
    /// The figure itself.
    pub(crate) value: Option<Quantity>,
    /// Of a ratio: its numerator.
    pub(crate) numerator: Option<Quantity>,
    /// Of a ratio: its denominator.
    pub(crate) denominator: Option<Quantity>,
}

impl KpiState {
    pub(super) fn new(slug: String, kpi: Kpi) -> Self {
        Self {
            slug,
            kpi,
            archived: false,
            series: BTreeMap::new(),
            feeds: Vec::new(),
            targets: BTreeMap::new(),
            measured: 0,
        }
    }

    pub(super) fn set(&mut self, kpi: Kpi, archived: bool) {
        (self.kpi, self.archived) = (kpi, archived);
    }

    pub(super) fn put_cell(&mut self, team: DocumentNo, day: Day, cell: Cell) {
        self.series.entry(team).or_default().put(day, cell);
    }

    pub(super) fn put_feed(&mut self, feed: FeedState) {
        match self.feeds.iter_mut().find(|known| known.actor == feed.actor) {
            Some(known) => *known = feed,
            None => self.feeds.push(feed),
        }
    }

    pub(super) fn put_target(&mut self, period: Period, team: Option<String>, version: TargetVersion) {
        self.targets.entry((period, team)).or_default().0.push(version);
    }

    pub(super) fn put_word(&mut self, target: (Period, Option<String>), revision: u64, team: &str, word: Word) {
        let versions = self.targets.get_mut(&target).into_iter().flat_map(|line| &mut line.0);
        if let Some(version) = versions.into_iter().find(|version| version.revision == revision) {
            version.words.insert(team.to_owned(), word);
        }
    }

    pub(super) fn reserve(&mut self, team: DocumentNo, days: usize) {
        self.series.entry(team).or_default().reserve(days);
    }

    pub(super) fn note_measured(&mut self, seq: u64) {
        self.measured = seq;
    }

    /// Whether anything was measured after a change of this number.
    pub(crate) fn is_measured_after(&self, seq: u64) -> bool {
        self.measured > seq
    }

    /// Its slug.
    pub(crate) fn slug(&self) -> &str {
        &self.slug
    }

    /// Its definition.
    pub(crate) fn definition(&self) -> &Kpi {
        &self.kpi
    }

    /// Whether it was deleted.
    pub(crate) fn archived(&self) -> bool {
        self.archived
    }

    /// Whether anything was ever measured.
    pub(crate) fn is_measured(&self) -> bool {
        !self.series.is_empty()
    }

    /// Whether the figure of a period can be typed over: what was typed becomes the figure. Of a mean or an extreme it
    /// does not, nor of levels added up over teams.
    pub(crate) fn is_typeable(&self) -> bool {
        match self.kpi.rollup {
            Rollup::Sum | Rollup::Ratio => true,
            Rollup::Last => self.kpi.team_rollup == TeamRollup::Pool,
            Rollup::Average | Rollup::Min | Rollup::Max => false,
        }
    }

    /// Who sends its measurements.
    pub(crate) fn feeds(&self) -> &[FeedState] {
        &self.feeds
    }

    /// When the newest measurement was true, and who sent it.
    pub(crate) fn newest(&self) -> Option<(Millis, &str)> {
        self.feeds.iter().map(|feed| (feed.newest_at, feed.actor.as_str())).max()
    }

    /// The first day with a measurement.
    pub(crate) fn first_day(&self) -> Option<Day> {
        self.series.values().filter_map(Series::first_day).min()
    }

    /// The last day with a measurement, up to and including `day`.
    pub(crate) fn last_day(&self, day: Day) -> Option<Day> {
        self.series.values().filter_map(|series| series.last_day(day)).max()
    }

    /// The figure of a span, over all teams.
    pub(crate) fn figure(&self, span: Span) -> Figure {
        self.figure_of(self.series.values(), span)
    }

    /// The figure of a span, of one team alone: what was measured as its own.
    pub(crate) fn team_figure(&self, team: DocumentNo, span: Span) -> Figure {
        self.figure_of(self.series.get(&team).into_iter(), span)
    }

    fn figure_of<'a>(&'a self, series: impl Iterator<Item = &'a Series>, span: Span) -> Figure {
        let rollup = self.kpi.rollup;
        let teams = series.map(|series| series.fold(rollup, span));
        if self.kpi.team_rollup == TeamRollup::Sum {
            let figures = teams.filter_map(|cell| rollup.figure(cell, false));
            let value = figures.fold(None, |sum: Option<Quantity>, figure| match sum {
                None => Some(figure),
                Some(sum) => sum.checked_add(figure),
            });
            return Figure { value, ..Figure::default() };
        }
        let cell = rollup.fold(teams).unwrap_or_default();
        let is_ratio = rollup == Rollup::Ratio && cell.count > 0;
        Figure {
            value: rollup.figure(cell, self.kpi.is_percent()),
            numerator: is_ratio.then(|| Quantity::from_parts(cell.a)),
            denominator: is_ratio.then(|| Quantity::from_parts(cell.b)),
        }
    }

    /// Of a sum: its sum on each day of a span, 0 where nothing was measured.
    pub(crate) fn daily_sums(&self, span: Span) -> Vec<Quantity> {
        let mut sums = vec![0_i64; usize::try_from(span.days()).unwrap_or(0)];
        for (day, cell) in self.series.values().flat_map(|series| series.days(span)) {
            if let Some(sum) = usize::try_from(day - span.from).ok().and_then(|index| sums.get_mut(index)) {
                *sum = sum.saturating_add(cell.a);
            }
        }
        sums.into_iter().map(Quantity::from_parts).collect()
    }

    /// The joint target of a period.
    pub(crate) fn target(&self, period: Period) -> Option<&TargetLine> {
        self.target_of(period, None)
    }

    /// The target of a period and team; without a team, the joint one.
    pub(crate) fn target_of(&self, period: Period, team: Option<&str>) -> Option<&TargetLine> {
        self.targets.get(&(period, team.map(str::to_owned)))
    }

    /// Every target with its period and team.
    pub(crate) fn targets(&self) -> impl Iterator<Item = (Period, Option<&str>, &TargetLine)> {
        self.targets.iter().map(|((period, team), line)| (*period, team.as_deref(), line))
    }

    /// The days by which a target with this curve counts: its own, else the KPI's.
    pub(crate) fn counts_by(&self, curve: Option<&Curve>) -> Elapsed {
        curve.and_then(Curve::days).unwrap_or(self.kpi.elapsed)
    }

    /// The share of a period's target due by the end of a day.
    pub(crate) fn due(&self, calendar: &OrgCalendar, span: Span, day: Day, curve: Option<&Curve>) -> f64 {
        curve_share(curve.map_or(&[], Curve::weights), calendar.elapsed(span, day, self.counts_by(curve)))
    }

    /// Its joint targets laid out in the calendar, to be asked about many spans.
    pub(crate) fn plan<'a>(&'a self, calendar: &'a OrgCalendar) -> Plan<'a> {
        Plan::new(self, calendar)
    }
}
