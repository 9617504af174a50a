//! The spark line of a tile: 13 weekly figures and the weekly target as a step line.

use tandem_shared::view::SparkView;

use super::scale::Scale;
use super::svg;

/// Air above and below, in per cent of the height.
const PAD: f64 = 8.3;
/// Two end labels closer than this (in per cent of the height) would overlap.
const LABEL_GAP: f64 = 30.0;
/// End labels stay within this of the edges.
const LABEL_EDGE: f64 = 13.0;

/// The lines and points of a spark, in a box of 100 by 100.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spark {
    /// Path of the figures; broken where nothing was measured.
    pub actual: String,
    /// Path of the target.
    pub target: String,
    /// From the last figure to the edge, if the data ended before it.
    pub lost: String,
    /// The last figure.
    pub last: Option<(f64, f64)>,
    /// The last change of the target.
    pub changed: Option<(f64, f64)>,
    /// Heights of the labels of figure and target, apart from each other.
    pub labels: (Option<f64>, Option<f64>),
}

/// The geometry of a spark; `None` where there is nothing to draw.
#[must_use]
pub fn spark(view: &SparkView) -> Option<Spark> {
    let figures = |list: &[Option<tandem_shared::Quantity>]| -> Vec<Option<f64>> {
        list.iter().map(|figure| figure.map(tandem_shared::Quantity::to_f64)).collect()
    };
    let (points, targets) = (figures(&view.points), figures(&view.targets));
    let scale = Scale::around(points.iter().chain(&targets).flatten().copied(), PAD)?;
    let x = |index: usize, count: usize| if count > 1 { index as f64 / (count - 1) as f64 * 100.0 } else { 100.0 };

    let mut spark = Spark::default();
    for run in runs(&points) {
        let places: Vec<(f64, f64)> = run.iter().map(|(i, figure)| (x(*i, points.len()), scale.y(*figure))).collect();
        spark.actual.push_str(&svg::line(&places));
        if let [only] = places[..] {
            // A lone point needs a length to be seen; the round cap makes it a dot.
            spark.actual = [&*spark.actual, "H", &svg::number(only.0)].concat();
        }
        spark.last = places.last().copied();
    }
    if let Some((at, y)) = spark.last.filter(|(at, _)| *at < 99.9) {
        spark.lost = [&*svg::line(&[(at, y)]), "H100"].concat();
    }
    let steps = target_steps(&targets, view.changed.as_ref().map(|step| step.share * 100.0), &x);
    let steps: Vec<(f64, f64)> = steps.into_iter().map(|(at, figure)| (at, scale.y(figure))).collect();
    spark.target = svg::steps(&steps, 100.0);
    spark.changed = view.changed.as_ref().and_then(|_| (steps.len() > 1).then(|| steps.last().copied()).flatten());
    spark.labels = apart(spark.last.map(|(_, y)| y), steps.last().map(|(_, y)| *y));
    Some(spark)
}

/// The unbroken runs of measured weeks.
fn runs(points: &[Option<f64>]) -> Vec<Vec<(usize, f64)>> {
    let mut runs: Vec<Vec<(usize, f64)>> = Vec::new();
    let mut open = false;
    for (index, point) in points.iter().enumerate() {
        match (point, runs.last_mut()) {
            (Some(figure), Some(run)) if open => run.push((index, *figure)),
            (Some(figure), _) => runs.push(vec![(index, *figure)]),
            (None, _) => {}
        }
        open = point.is_some();
    }
    runs
}

/// Where the target steps; its last step lies on the day it changed.
fn target_steps(targets: &[Option<f64>], changed: Option<f64>, x: &impl Fn(usize, usize) -> f64) -> Vec<(f64, f64)> {
    let mut steps: Vec<(f64, f64)> = Vec::new();
    for (index, target) in targets.iter().enumerate() {
        if let Some(figure) = target
            && steps.last().is_none_or(|(_, last)| (last - figure).abs() > f64::EPSILON * figure.abs())
        {
            steps.push((x(index, targets.len()), *figure));
        }
    }
    if let (Some(at), [.., before, last]) = (changed, &mut steps[..]) {
        last.0 = at.max(before.0);
    }
    steps
}

/// Moves the label of the target away from that of the figure, which stays at its line.
fn apart(figure: Option<f64>, target: Option<f64>) -> (Option<f64>, Option<f64>) {
    let inside = |y: f64| svg::within(y, LABEL_EDGE, 100.0 - LABEL_EDGE);
    let (Some(figure), Some(target)) = (figure.map(inside), target.map(inside)) else {
        return (figure.map(inside), target.map(inside));
    };
    if (figure - target).abs() >= LABEL_GAP {
        return (Some(figure), Some(target));
    }
    let above = figure - LABEL_GAP;
    let below = figure + LABEL_GAP;
    let wants_above = target < figure;
    let target = if (wants_above && above >= LABEL_EDGE) || below > 100.0 - LABEL_EDGE { above } else { below };
    (Some(figure), Some(target))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(points: &str, targets: &str, changed: &str) -> SparkView {
        let json = format!(
            r#"{{"from":"2026-08-24","points":{points},"targets":{targets},"changed":{changed},"comments":[]}}"#
        );
        miniserde::json::from_str(&json).expect("a spark")
    }

    #[test]
    fn the_target_steps_on_the_day_it_changed() {
        let changed = r#"{"date":"2026-10-01","share":0.4,"target":20}"#;
        let lines = spark(&view("[10,20,30]", "[10,10,20]", changed)).expect("figures");
        assert_eq!(lines.actual, "M0 91.7L50 50L100 8.3");
        assert_eq!(lines.target, "M0 91.7H40V50H100");
        assert_eq!(lines.changed.map(|(x, _)| x), Some(40.0));
        assert_eq!(lines.lost, "");
    }

    #[test]
    fn where_the_data_ended_a_dotted_line_goes_on() {
        let lines = spark(&view("[10,20,null]", "[10,10,10]", "null")).expect("figures");
        assert_eq!(lines.lost, "M50 8.3H100");
        assert_eq!(lines.changed, None);
    }

    #[test]
    fn a_gap_breaks_the_line_and_a_lone_week_stays_visible() {
        let lines = spark(&view("[10,null,20]", "[null,null,null]", "null")).expect("figures");
        assert_eq!(lines.actual, "M0 91.7H0M100 8.3H100");
        assert_eq!(lines.target, "");
        assert_eq!(spark(&view("[null]", "[null]", "null")), None);
    }

    #[test]
    fn end_labels_never_overlap() {
        for figure in 0..=100 {
            for target in 0..=100 {
                let (a, b) = apart(Some(f64::from(figure)), Some(f64::from(target)));
                let (a, b) = (a.expect("a label"), b.expect("a label"));
                assert!((a - b).abs() >= LABEL_GAP - 1e-9, "{figure} {target}");
                assert!((0.0..=100.0).contains(&b), "{figure} {target}: {b}");
            }
        }
    }
}
