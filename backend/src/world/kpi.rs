//! [`KpiState`]: a KPI with its measurements, targets and feeds.

use super::series::Series;
use super::{TargetLine, TargetVersion};
use crate::calendar::{OrgCalendar, Span};
use crate::store::{Day, DocumentNo, FeedState, Millis};
use std::collections::BTreeMap;
use tandem_shared::document::{Kpi, TeamRollup};
use tandem_shared::formula::curve_share;
use tandem_shared::{Cell, Period, PeriodUnit, Quantity, Rollup};

/// A KPI and everything measured and agreed about it.
#[derive(Debug)]
pub(crate) struct KpiState {
    slug: String,
    kpi: Kpi,
    archived: bool,
    series: BTreeMap<DocumentNo, Series>,
    feeds: Vec<FeedState>,
    targets: BTreeMap<(Period, Option<String>), TargetLine>,
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
        Self { slug, kpi, archived: false, series: BTreeMap::new(), feeds: Vec::new(), targets: BTreeMap::new() }
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

    pub(super) fn shrink(&mut self) {
        self.series.values_mut().for_each(Series::shrink);
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
        let rollup = self.kpi.rollup;
        let teams = self.series.values().map(|series| series.fold(rollup, span));
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
        self.targets.get(&(period, None))
    }

    /// Every target with its period and team.
    pub(crate) fn targets(&self) -> impl Iterator<Item = (Period, Option<&str>, &TargetLine)> {
        self.targets.iter().map(|((period, team), line)| (*period, team.as_deref(), line))
    }

    /// The share of a period's target due by the end of a day, by the KPI's days and the target's curve.
    pub(crate) fn due(&self, calendar: &OrgCalendar, span: Span, day: Day, curve: &[Quantity]) -> f64 {
        curve_share(curve, calendar.elapsed(span, day, self.kpi.elapsed))
    }

    /// The target of any span, such as a week or month of a chart: its own if it has one; else, of a level, the one in
    /// force on its last day, and of a sum what the shortest target periods around its days allot to them.
    pub(crate) fn target_over(&self, calendar: &OrgCalendar, period: Option<Period>, span: Span) -> Option<Quantity> {
        if let Some(own) = period.and_then(|period| self.target(period)) {
            return own.on(span.to - 1)?.value;
        }
        let mut around: Vec<(Span, Period, &TargetLine)> = self
            .targets()
            .filter(|(_, team, _)| team.is_none())
            .filter_map(|(period, _, line)| Some((calendar.span(period)?, period, line)))
            .collect();
        around.sort_by_key(|(span, ..)| span.days());
        let shortest = |day: Day| around.iter().find(|(outer, ..)| outer.contains(day));
        if !self.kpi.rollup.is_sum() {
            let (_, _, line) = shortest(span.to - 1)?;
            return line.on(span.to - 1)?.value;
        }
        let (mut day, mut sum) = (span.from, 0.0);
        while day < span.to {
            let (outer, outer_period, line) = shortest(day)?;
            let piece = Span { from: day, to: outer.to.min(span.to) };
            let parts = even_parts(*outer_period, period.filter(|_| piece == span));
            sum += self.allotted(calendar, *outer, line, piece, parts)?;
            day = piece.to;
        }
        Quantity::nearest(sum)
    }

    /// What a target of the period `outer` allots to a piece of it: one of `parts` equal parts, or by its days.
    fn allotted(
        &self,
        calendar: &OrgCalendar,
        outer: Span,
        line: &TargetLine,
        piece: Span,
        parts: Option<f64>,
    ) -> Option<f64> {
        if piece == outer {
            return Some(line.on(outer.to - 1)?.value?.to_f64());
        }
        let curve = line.on(piece.to - 1).map_or(&[][..], |version| &version.curve);
        let by_days =
            || self.due(calendar, outer, piece.to - 1, curve) - self.due(calendar, outer, piece.from - 1, curve);
        let share = parts.filter(|_| curve.is_empty()).map_or_else(by_days, |parts| 1.0 / parts);
        Some(line.mean(piece)? * share)
    }
}

/// Into how many equal parts people divide a period of one sort to plan another: a quarter into 3 months, a year into
/// 4 quarters or 12 months. `None` for everything that is divided by days.
fn even_parts(outer: Period, inner: Option<Period>) -> Option<f64> {
    match (outer.unit(), inner?.unit()) {
        (PeriodUnit::Quarter, PeriodUnit::Month) | (PeriodUnit::FiscalQuarter, PeriodUnit::FiscalPeriod) => Some(3.0),
        (PeriodUnit::Year, PeriodUnit::Quarter) | (PeriodUnit::FiscalYear, PeriodUnit::FiscalQuarter) => Some(4.0),
        (PeriodUnit::Year, PeriodUnit::Month) | (PeriodUnit::FiscalYear, PeriodUnit::FiscalPeriod) => Some(12.0),
        _ => None,
    }
}
