//! The tile of a sum and who contributed what.

use super::Frame;
use super::tile::plain_tile;
use crate::calendar::iso;
use crate::world::KpiState;
use tandem_shared::view::{PartSide, PartView, PathView, Side, StepView, TileKind, TileView};
use tandem_shared::{Elapsed, Quantity};

/// The contribution tile of a whole and the slugs of its parts.
pub(crate) fn contribution_tile(frame: &Frame, whole: &KpiState, parts: &[String], number: u32) -> TileView {
    let tile = plain_tile(frame, whole, number);
    let mut views: Vec<PartView> = parts.iter().filter_map(|slug| part_view(frame, slug)).collect();
    let attributed = views.iter().try_fold(Quantity::ZERO, |sum, part| sum.checked_add(part.value));
    let left = tile.value.zip(attributed).and_then(|(value, attributed)| value.checked_sub(attributed));
    if let Some(left) = left.filter(|left| *left != Quantity::ZERO) {
        views.push(PartView { kpi: None, name: String::new(), side: PartSide::NotAttributed, value: left });
    }
    TileView { kind: TileKind::Contribution, parts: views, path: Some(path_view(frame, whole)), ..tile }
}

fn part_view(frame: &Frame, slug: &str) -> Option<PartView> {
    let state = frame.world.any_kpi(slug)?;
    let sides: Vec<Side> =
        state.definition().owners.iter().filter_map(|team| Some(frame.world.team(team)?.body.side)).collect();
    let side = match (sides.contains(&Side::Sales), sides.contains(&Side::Marketing)) {
        (true, true) => PartSide::Both,
        (true, false) => PartSide::Sales,
        (false, true) => PartSide::Marketing,
        (false, false) => PartSide::Other,
    };
    let value = state.figure(frame.so_far()).value.unwrap_or_default();
    Some(PartView { kpi: Some(slug.to_owned()), name: state.definition().name.clone(), side, value })
}

/// The way of a sum through the frame's period.
fn path_view(frame: &Frame, state: &KpiState) -> PathView {
    let span = frame.span;
    let mut sum = Quantity::ZERO;
    let mut points = Vec::new();
    for value in state.daily_sums(frame.so_far()) {
        sum = sum.checked_add(value).unwrap_or(sum);
        points.push(sum);
    }
    let line = state.target(frame.period);
    let curve = line.and_then(|line| line.on(frame.last_day())?.curve.as_ref());
    let straight =
        curve.is_none_or(|curve| curve.weights().is_empty()) && state.counts_by(curve) == Elapsed::CalendarDays;
    let days = if straight { span.from..span.from } else { span.from..span.to };
    let plan = days.map(|day| state.due(frame.calendar(), span, day, curve)).collect();
    let targets = line.map(|line| line.steps(span)).unwrap_or_default();
    let step = |(day, target): (i32, Option<Quantity>)| {
        let share = f64::from(day - span.from) / f64::from(span.days().max(1));
        Some(StepView { date: iso(day), share, target: target? })
    };
    PathView { points, plan, targets: targets.into_iter().filter_map(step).collect() }
}
