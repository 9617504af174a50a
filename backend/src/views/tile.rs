//! The tile of one KPI.

use super::period::same_share;
use super::spark::spark_view;
use super::verdict::{Judged, judge};
use super::{Frame, team_views};
use crate::calendar::{Span, iso};
use crate::store::Day;
use crate::world::{Figure, KpiState, TargetLine, TargetVersion};
use tandem_shared::document::Curve;
use tandem_shared::formula::{Forecast, NoVerdict, Status, change, expected, forecast, is_stale};
use tandem_shared::view::{DeltaView, TileKind, TileView};
use tandem_shared::{Direction, Period, Quantity, Rollup};

/// How far back a forecast looks.
const FORECAST_DAYS: Day = 28;

/// The tile of a KPI in a frame, its charts included.
pub(crate) fn kpi_tile(frame: &Frame, state: &KpiState, number: u32) -> TileView {
    TileView { spark: Some(spark_view(frame, state)), ..plain_tile(frame, state, number) }
}

/// The tile of a KPI in a frame, without charts.
pub(crate) fn plain_tile(frame: &Frame, state: &KpiState, number: u32) -> TileView {
    let kpi = state.definition();
    let so_far = frame.so_far();
    let figure = state.figure(so_far);
    let line = state.target(frame.period);
    let in_force = in_force(frame, line);
    let target = in_force.and_then(|version| version.value);
    let curve = in_force.and_then(|version| version.curve.as_ref());
    let newest = state.newest();
    let stale = stale(frame, state);
    let (expected, judged) = outlook(frame, state, &figure, target, curve);
    let agreed = line.and_then(|line| line.newest());
    let names = |slugs: &mut dyn Iterator<Item = &str>| {
        slugs.filter_map(|slug| Some(frame.world.team(slug)?.body.name.clone())).collect()
    };
    let typed = newest.and_then(|(_, actor)| actor.starts_with('@').then(|| frame.world.name_of(actor)));
    TileView {
        kind: TileKind::Kpi,
        number,
        kpi: Some(state.slug().to_owned()),
        name: Some(kpi.name.clone()),
        description: kpi.description.clone(),
        owners: team_views(frame.world, kpi.owners.iter().map(String::as_str)),
        unit: Some(kpi.unit.clone()),
        direction: kpi.direction,
        rollup: kpi.rollup,
        range: kpi.range,
        value: figure.value,
        numerator: figure.numerator,
        denominator: figure.denominator,
        target,
        waits_for: agreed.map(|version| names(&mut version.waits_for())).unwrap_or_default(),
        objectors: agreed.map(|version| names(&mut version.objectors())).unwrap_or_default(),
        expected,
        pace: judged.pace,
        status: judged.status,
        reason: judged.reason,
        withheld: false,
        tolerance: Quantity::nearest(kpi.tolerance_share() * 100.0),
        reached: target.and_then(|target| reached(state, so_far, target)).map(iso),
        forecast: figure.value.filter(|_| !stale).and_then(|value| end_of(frame, state, value)),
        previous: frame.calendar().before(frame.period).and_then(|period| delta(frame, state, period)),
        year_ago: frame.calendar().year_before(frame.period).and_then(|period| delta(frame, state, period)),
        source: match (typed, newest) {
            (Some(name), _) => Some(name.to_owned()),
            (None, Some((_, actor))) => Some(kpi.source.clone().unwrap_or_else(|| actor.to_owned())),
            (None, None) => kpi.source.clone(),
        },
        typed: typed.is_some(),
        typeable: frame.is_running()
            && state.is_typeable()
            && (kpi.source.is_none() || newest.is_none() || typed.is_some() || stale),
        measured_at: newest.map(|(at, _)| frame.calendar().rfc3339_ms(at)),
        stale,
        spark: None,
        quantity: None,
        quality: None,
        parts: Vec::new(),
        path: None,
    }
}

/// A tile of a KPI that is not there (any more): named by its slug, without a verdict.
pub(crate) fn missing_tile(kpi: &str, number: u32) -> TileView {
    TileView { kpi: Some(kpi.to_owned()), name: Some(kpi.to_owned()), number, ..blank(TileKind::Kpi) }
}

/// A tile of which nothing is known.
pub(crate) fn blank(kind: TileKind) -> TileView {
    TileView {
        kind,
        number: 0,
        kpi: None,
        name: None,
        description: None,
        owners: Vec::new(),
        unit: None,
        direction: Direction::Higher,
        rollup: Rollup::Sum,
        range: None,
        value: None,
        numerator: None,
        denominator: None,
        target: None,
        waits_for: Vec::new(),
        objectors: Vec::new(),
        expected: None,
        pace: None,
        status: Status::NoVerdict,
        reason: Some(NoVerdict::NoValue),
        withheld: false,
        tolerance: None,
        reached: None,
        forecast: None,
        previous: None,
        year_ago: None,
        source: None,
        typed: false,
        typeable: false,
        measured_at: None,
        stale: false,
        spark: None,
        quantity: None,
        quality: None,
        parts: Vec::new(),
        path: None,
    }
}

/// Whether the newest measurement is too old, while the period runs.
fn stale(frame: &Frame, state: &KpiState) -> bool {
    let age = |at| (frame.now.as_millisecond() - at) / 1000;
    let interval = state.definition().interval.seconds();
    frame.is_running() && state.newest().is_some_and(|(at, _)| is_stale(age(at), interval))
}

/// What a target with its curve asks of a figure by now, and the verdict by it.
pub(super) fn outlook(
    frame: &Frame,
    state: &KpiState,
    figure: &Figure,
    target: Option<Quantity>,
    curve: Option<&Curve>,
) -> (Option<Quantity>, Judged) {
    let kpi = state.definition();
    let due = state.due(frame.calendar(), frame.span, frame.today, curve);
    let expected = target.map(|target| expected(kpi.rollup, target, due));
    let elapsed = frame.calendar().elapsed(frame.span, frame.today, state.counts_by(curve));
    (expected, judge(kpi, figure, expected, elapsed, stale(frame, state)))
}

/// The version of a target that judges a frame's figure.
pub(super) fn in_force<'a>(frame: &Frame, line: Option<&'a TargetLine>) -> Option<&'a TargetVersion> {
    line?.on(frame.last_day().max(frame.span.from))
}

/// The day on which a growing sum reached its target.
fn reached(state: &KpiState, so_far: Span, target: Quantity) -> Option<Day> {
    let kpi = state.definition();
    if !kpi.rollup.is_sum() || kpi.direction != Direction::Higher || target == Quantity::ZERO {
        return None;
    }
    let mut sum = Quantity::ZERO;
    for (day, value) in (so_far.from..).zip(state.daily_sums(so_far)) {
        sum = sum.checked_add(value)?;
        if sum >= target {
            return Some(day);
        }
    }
    None
}

/// Where a sum of `value` so far will end; only while the period runs.
pub(crate) fn end_of(frame: &Frame, state: &KpiState, value: Quantity) -> Option<Forecast> {
    if !state.definition().rollup.is_sum() || !frame.is_running() {
        return None;
    }
    let from = (frame.today - FORECAST_DAYS).max(state.first_day()?);
    let trailing = state.daily_sums(Span { from, to: frame.today.max(from) });
    forecast(value, &trailing, usize::try_from(frame.span.to - 1 - frame.today).ok()?)
}

/// The change against the same share of another period.
fn delta(frame: &Frame, state: &KpiState, period: Period) -> Option<DeltaView> {
    let then = state.figure(same_share(frame, frame.calendar().span(period)?)).value?;
    let now = state.figure(frame.so_far()).value?;
    let change = change(state.definition().unit.kind, then, now)?;
    Some(DeltaView {
        period: period.to_string(),
        label: period.label(),
        value: then,
        by: change.by,
        said_as: change.said_as,
    })
}
