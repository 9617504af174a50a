//! The way of a sum through its period: what is, what was planned, where it will end.

use tandem_shared::Quantity;
use tandem_shared::view::{PathView, PeriodView, TileView};

use super::scale::Scale;
use super::svg;

/// Points along the fan of the forecast.
const FAN: u32 = 8;
/// About as many lines across the chart.
const TICKS: f64 = 3.0;
/// Nearer to the first target than this (per cent of the height), a tick's label would hit that of the target.
const CLEAR: f64 = 14.0;

/// Lines and labelled places, in a box of 100 by 100.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Path {
    /// The sum so far.
    pub real: String,
    /// The plan.
    pub plan: String,
    /// The target and its versions.
    pub goal: String,
    /// The middle of the forecast.
    pub mid: String,
    /// Its band.
    pub fan: String,
    /// Today.
    pub today: Option<(f64, f64)>,
    /// Height of the forecast at the end.
    pub end: Option<f64>,
    /// Where each version of the target begins.
    pub targets: Vec<(f64, f64)>,
    /// Round figures and their heights; `label` is false where it would hit another.
    pub ticks: Vec<Tick>,
    /// The largest figure drawn.
    pub most: f64,
}

/// A line across the chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// The round figure.
    pub figure: f64,
    /// Its height.
    pub y: f64,
    /// Whether there is room for its label.
    pub label: bool,
}

/// The path of a contribution; `None` without days.
#[must_use]
pub fn path(tile: &TileView, view: &PathView, period: &PeriodView) -> Option<Path> {
    if period.days == 0 {
        return None;
    }
    let days = f64::from(period.days);
    let target = tile.target.map(Quantity::to_f64);
    let forecast = tile.forecast.map(|f| (f.low.to_f64(), f.value.to_f64(), f.high.to_f64()));
    let sums: Vec<f64> = view.points.iter().map(|sum| sum.to_f64()).collect();
    let most = sums
        .iter()
        .copied()
        .chain(target)
        .chain(view.targets.iter().map(|step| step.target.to_f64()))
        .chain(forecast.map(|(_, _, high)| high))
        .fold(0.0, f64::max);
    let scale = Scale::from_zero(sums.iter().copied().chain([most * 1.06]));
    let x = |day: f64| (day / days * 100.0).min(100.0);

    let mut path = Path { most, ..Path::default() };
    let mut real = vec![(0.0, scale.y(0.0))];
    real.extend(sums.iter().enumerate().map(|(day, sum)| (x(day as f64 + 1.0), scale.y(*sum))));
    path.today = real.last().copied().filter(|_| !sums.is_empty());
    path.real = svg::line(&real);
    if let Some(target) = target {
        let mut plan = vec![(0.0, scale.y(0.0))];
        if view.plan.is_empty() {
            plan.push((100.0, scale.y(target)));
        } else {
            plan.extend(
                view.plan.iter().enumerate().map(|(day, share)| (x(day as f64 + 1.0), scale.y(share * target))),
            );
        }
        path.plan = svg::line(&plan);
    }
    path.targets = view
        .targets
        .iter()
        .map(|step| (svg::within(step.share, 0.0, 1.0) * 100.0, scale.y(step.target.to_f64())))
        .collect();
    if let (Some(first), false) = (path.targets.first_mut(), view.targets.is_empty()) {
        // Before its first version, the target stood for the whole period.
        first.0 = 0.0;
    }
    path.goal = svg::steps(&path.targets, 100.0);
    if let (Some((low, value, high)), Some((from, y)), Some(sum)) = (forecast, path.today, sums.last())
        && from < 100.0
    {
        path.mid = svg::line(&[(from, y), (100.0, scale.y(value))]);
        path.fan = fan((from, *sum), value, (low, high), &scale);
        path.end = Some(scale.y(value));
    }
    let first_target = path.targets.first().map(|(_, y)| *y);
    path.ticks = scale
        .ticks(TICKS)
        .into_iter()
        .map(|figure| {
            let y = scale.y(figure);
            Tick { figure, y, label: first_target.is_none_or(|target| y - target < -2.0 || y - target > CLEAR) }
        })
        .filter(|tick| path.targets.iter().all(|(_, y)| (tick.y - y).abs() > 3.0))
        .collect();
    Some(path)
}

/// A band that widens with the root of time, from today's sum to its width at the end.
fn fan(from: (f64, f64), end: f64, (low, high): (f64, f64), scale: &Scale) -> String {
    let edge = |limit: f64| -> Vec<(f64, f64)> {
        (0..=FAN)
            .map(|step| {
                let share = f64::from(step) / f64::from(FAN);
                let middle = from.1 + (end - from.1) * share;
                (from.0 + (100.0 - from.0) * share, scale.y(middle + (limit - end) * share.sqrt()))
            })
            .collect()
    };
    let mut outline = edge(high);
    outline.extend(edge(low).into_iter().rev());
    [&*svg::line(&outline), "Z"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::tile;

    const PERIOD: &str = r#"{"id":"2026-W47","label":"W47 2026","unit":"week","from":"2026-11-16","to":"2026-11-20",
        "day":2,"days":4,"elapsed":0.5,"marks":[],"weeks":[]}"#;

    fn drawn(path_json: &str, fields: &[(&str, &str)]) -> Path {
        let mut all = vec![("kind", "\"contribution\""), ("path", path_json)];
        all.extend_from_slice(fields);
        let tile = tile(&all);
        let period = miniserde::json::from_str(PERIOD).expect("a period");
        path(&tile, tile.path.as_ref().expect("a path"), &period).expect("days")
    }

    #[test]
    fn the_sum_starts_at_nothing_and_stands_at_the_end_of_each_day() {
        let lines = drawn(r#"{"points":[53,53],"plan":[],"targets":[]}"#, &[("value", "53")]);
        assert_eq!(lines.real, "M0 100L25 5.66L50 5.66");
        assert_eq!(lines.today.map(|(x, _)| x), Some(50.0));
        assert_eq!((lines.plan.as_str(), lines.goal.as_str(), lines.fan.as_str()), ("", "", ""));
    }

    #[test]
    fn the_fan_opens_at_today_and_ends_on_its_band() {
        let forecast = r#"{"value":80,"low":60,"high":100}"#;
        let lines = drawn(
            r#"{"points":[20,40],"plan":[],"targets":[{"date":"2026-11-16","share":0,"target":90}]}"#,
            &[("value", "40"), ("target", "90"), ("forecast", forecast)],
        );
        assert!(lines.fan.starts_with("M50 62.26") && lines.fan.contains("L100 5.66L100 43.4"), "{}", lines.fan);
        assert_eq!(lines.mid, "M50 62.26L100 24.53");
        assert_eq!(lines.goal, "M0 15.09H100");
    }

    #[test]
    fn a_plan_with_a_curve_follows_it() {
        let lines =
            drawn(r#"{"points":[10],"plan":[0.5,0.5,0.5,1],"targets":[]}"#, &[("value", "10"), ("target", "100")]);
        assert_eq!(lines.plan, "M0 100L25 52.83L50 52.83L75 52.83L100 5.66");
    }
}
