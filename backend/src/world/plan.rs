//! [`Plan`]: the joint targets of a KPI, laid out in the calendar.

use super::{KpiState, TargetLine};
use crate::calendar::{OrgCalendar, Span};
use crate::store::Day;
use tandem_shared::document::Curve;
use tandem_shared::formula::curve_share;
use tandem_shared::{Period, PeriodUnit, Quantity};

/// The joint targets of a KPI with the days of their periods, worked out once for a whole chart.
pub(crate) struct Plan<'a> {
    state: &'a KpiState,
    calendar: &'a OrgCalendar,
    /// The shortest period first.
    targets: Vec<(Span, Period, &'a TargetLine)>,
}

impl<'a> Plan<'a> {
    pub(super) fn new(state: &'a KpiState, calendar: &'a OrgCalendar) -> Self {
        let mut targets: Vec<(Span, Period, &TargetLine)> = state
            .targets()
            .filter(|(_, team, _)| team.is_none())
            .filter_map(|(period, _, line)| Some((calendar.span(period)?, period, line)))
            .collect();
        targets.sort_by_key(|(span, ..)| span.days());
        Self { state, calendar, targets }
    }

    /// The target of any span, such as a week or month of a chart: its own if it has one; else, of a level, the one in
    /// force on its last day, and of a sum what the shortest target periods around its days allot to them.
    pub(crate) fn over(&self, period: Option<Period>, span: Span) -> Option<Quantity> {
        if let Some(own) = period.and_then(|period| self.state.target(period)) {
            return own.on(span.to - 1)?.value;
        }
        let shortest = |day: Day| self.targets.iter().find(|(outer, ..)| outer.contains(day));
        if !self.state.definition().rollup.is_sum() {
            let (_, _, line) = shortest(span.to - 1)?;
            return line.on(span.to - 1)?.value;
        }
        let (mut day, mut sum) = (span.from, 0.0);
        while day < span.to {
            let (outer, outer_period, line) = shortest(day)?;
            let piece = Span { from: day, to: outer.to.min(span.to) };
            let parts = even_parts(*outer_period, period.filter(|_| piece == span));
            sum += self.allotted(*outer, line, piece, parts)?;
            day = piece.to;
        }
        Quantity::nearest(sum)
    }

    /// What a target of the period `outer` allots to a piece of it: that of one of `parts` equal parts, or of its days.
    fn allotted(&self, outer: Span, line: &TargetLine, piece: Span, parts: Option<f64>) -> Option<f64> {
        if piece == outer {
            return Some(line.on(outer.to - 1)?.value?.to_f64());
        }
        let curve = line.on(piece.to - 1).and_then(|version| version.curve.as_ref());
        let share = match parts {
            Some(parts) => {
                let weights = curve.map_or(&[][..], Curve::weights);
                let gone = f64::from(piece.from - outer.from) / f64::from(outer.days());
                let before = (gone * parts).round();
                curve_share(weights, (before + 1.0) / parts) - curve_share(weights, before / parts)
            }
            None => {
                let due = |day: Day| self.state.due(self.calendar, outer, day, curve);
                due(piece.to - 1) - due(piece.from - 1)
            }
        };
        Some(line.mean(piece)? * share)
    }

    /// The days on which a target may take another value: by a new version, or as a period begins or ends.
    pub(crate) fn steps(&self) -> impl Iterator<Item = Day> + '_ {
        self.targets
            .iter()
            .flat_map(|(span, _, line)| line.steps(*span).into_iter().map(|(day, _)| day).chain([span.to]))
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
