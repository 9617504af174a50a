//! The history of a KPI in buckets.

use super::Frame;
use super::comments::comment_views;
use super::tile::end_of;
use super::verdict::judge;
use crate::calendar::{Span, iso};
use crate::store::Day;
use crate::world::{KpiState, World};
use jiff::Timestamp;
use serde::Deserialize;
use tandem_shared::formula::expected;
use tandem_shared::view::{PointView, SeriesView};
use tandem_shared::{Period, PeriodUnit, Quantity};

/// How a history is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Bucket {
    /// By local dates.
    Day,
    /// By ISO weeks.
    Week,
    /// By calendar months.
    Month,
    /// By calendar quarters.
    Quarter,
    /// By calendar years.
    Year,
}

impl Bucket {
    /// About how many days it has, at least.
    pub(crate) fn days(self) -> Day {
        match self {
            Self::Day => 1,
            Self::Week => 7,
            Self::Month => 28,
            Self::Quarter => 90,
            Self::Year => 365,
        }
    }

    fn unit(self) -> Option<PeriodUnit> {
        match self {
            Self::Day => None,
            Self::Week => Some(PeriodUnit::Week),
            Self::Month => Some(PeriodUnit::Month),
            Self::Quarter => Some(PeriodUnit::Quarter),
            Self::Year => Some(PeriodUnit::Year),
        }
    }
}

/// The buckets of a KPI that touch a span.
pub(crate) fn series_view(world: &World, now: Timestamp, state: &KpiState, bucket: Bucket, span: Span) -> SeriesView {
    let today = world.calendar().day_at(now);
    let buckets = world.calendar().buckets(bucket.unit(), span);
    let plan = state.plan(world.calendar());
    let spans: Vec<Span> = buckets.iter().map(|(_, span)| *span).collect();
    let points = buckets.into_iter().map(|(period, span)| {
        let target = plan.over(period, span);
        point(world, now, today, state, period, span, target)
    });
    let points = points.collect();
    SeriesView { kpi: state.slug().to_owned(), points, comments: comment_views(world, state.slug(), &spans) }
}

fn point(
    world: &World,
    now: Timestamp,
    today: Day,
    state: &KpiState,
    period: Option<Period>,
    span: Span,
    target: Option<Quantity>,
) -> PointView {
    let (calendar, kpi) = (world.calendar(), state.definition());
    let figure = state.figure(span);
    let running = span.contains(today);
    let elapsed = calendar.elapsed(span, today, kpi.elapsed);
    let expected = target.map(|target| expected(kpi.rollup, target, elapsed));
    let judged = judge(kpi, &figure, expected, elapsed, false);
    let forecast = period.filter(|_| running).and_then(|period| {
        let frame = Frame { world, now, today, period, span };
        end_of(&frame, state, figure.value?)
    });
    PointView {
        from: iso(span.from),
        to: iso(span.to),
        value: figure.value,
        numerator: figure.numerator,
        denominator: figure.denominator,
        target,
        status: judged.status,
        reason: judged.reason,
        running,
        forecast,
        year_ago: year_ago(world, state, period, span),
    }
}

/// The figure of the same bucket a year earlier; of a day, of the day 52 weeks before, the same weekday.
fn year_ago(world: &World, state: &KpiState, period: Option<Period>, span: Span) -> Option<Quantity> {
    let calendar = world.calendar();
    let earlier = match period {
        Some(period) => calendar.span(calendar.year_before(period)?)?,
        None => Span { from: span.from - 364, to: span.to - 364 },
    };
    state.figure(earlier).value
}
