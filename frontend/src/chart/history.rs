//! The history of a KPI: a column for each bucket of a sum, a line through those of a level, the target as steps.

use tandem_shared::Quantity;
use tandem_shared::formula::Forecast;
use tandem_shared::view::PointView;

use super::scale::Scale;
use super::svg;

/// Width of a column, as a share of its slot.
const COLUMN: f64 = 0.6;
/// How much wider the band of a forecast is, on either side, as a share of the slot.
const WIDER: f64 = 0.14;
/// Air above and below a line, in per cent of the height.
const AIR: f64 = 10.0;
/// About so many lines across.
const LINES: f64 = 3.0;

/// A rectangle, in per cent of the chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// The marks of a history, in a box of 100 by 100.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// Lines across: their figures and heights.
    pub grid: Vec<(f64, f64)>,
    /// Height of the ground that columns stand on.
    pub ground: f64,
    /// Middle of each bucket.
    pub middles: Vec<f64>,
    /// Height of each figure.
    pub tops: Vec<Option<f64>>,
    /// Of a sum: its columns.
    pub columns: Vec<Area>,
    /// Of a level: the path through its figures, broken where nothing was measured.
    pub line: String,
    /// The target, level through each bucket.
    pub target: String,
    /// Height of the target where it ends at the right edge.
    pub target_end: Option<f64>,
    /// Where the running column will end: its outline, and the band around its top.
    pub forecast: Option<(Area, Area)>,
}

/// Where a bucket will end, as long as that is open: on its last day there is nothing left to forecast.
#[must_use]
pub fn forecast(point: &PointView) -> Option<Forecast> {
    point.forecast.filter(|forecast| forecast.low < forecast.high)
}

impl History {
    /// The history of these buckets, as columns or as a line. `None` where there is neither figure nor target.
    #[must_use]
    pub fn of(points: &[PointView], columns: bool) -> Option<Self> {
        let figures = |figure: fn(&PointView) -> Option<Quantity>| -> Vec<Option<f64>> {
            points.iter().map(|point| figure(point).map(Quantity::to_f64)).collect()
        };
        let (values, targets) = (figures(|point| point.value), figures(|point| point.target));
        let highs = figures(|point| forecast(point).map(|forecast| forecast.high));
        let around = Scale::around(values.iter().chain(&targets).flatten().copied(), AIR)?;
        let scale = if columns {
            Scale::from_zero(values.iter().chain(&targets).chain(&highs).flatten().copied())
        } else {
            around
        };
        let slot = 100.0 / points.len() as f64;
        let left = |index: usize| index as f64 * slot;
        let ground = if columns { scale.y(0.0) } else { 100.0 };
        let column = |index: usize, from: f64, to: f64, wider: f64| Area {
            x: left(index) + slot * ((1.0 - COLUMN) / 2.0 - wider),
            y: from.min(to),
            width: slot * (COLUMN + 2.0 * wider),
            height: (to - from).abs(),
        };
        let tops: Vec<Option<f64>> = values.iter().map(|value| value.map(|value| scale.y(value))).collect();
        let middles: Vec<f64> = (0..points.len()).map(|index| left(index) + slot / 2.0).collect();
        let end = points.iter().enumerate().filter(|_| columns).find_map(|(index, point)| {
            let forecast = forecast(point)?;
            let y = |figure: Quantity| scale.y(figure.to_f64());
            let outline = column(index, tops[index].unwrap_or(ground), y(forecast.value), 0.0);
            Some((outline, column(index, y(forecast.low), y(forecast.high), WIDER)))
        });
        let steps = runs(&targets);
        Some(Self {
            grid: scale.ticks(LINES).into_iter().map(|figure| (figure, scale.y(figure))).collect(),
            ground,
            columns: tops
                .iter()
                .enumerate()
                .filter(|_| columns)
                .filter_map(|(index, top)| Some(column(index, (*top)?, ground, 0.0)))
                .collect(),
            line: if columns {
                String::new()
            } else {
                runs(&values).iter().map(|run| path(run, &middles, &scale)).collect()
            },
            target: steps.iter().map(|run| steps_of(run, &left, &scale)).collect(),
            target_end: targets.last().copied().flatten().map(|target| scale.y(target)),
            middles,
            tops,
            forecast: end,
        })
    }
}

/// The unbroken runs of figures, with their places.
fn runs(figures: &[Option<f64>]) -> Vec<Vec<(usize, f64)>> {
    let mut runs: Vec<Vec<(usize, f64)>> = vec![Vec::new()];
    for (index, figure) in figures.iter().enumerate() {
        match (figure, runs.last_mut()) {
            (Some(figure), Some(run)) => run.push((index, *figure)),
            (None, Some(run)) if !run.is_empty() => runs.push(Vec::new()),
            _ => {}
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

fn path(run: &[(usize, f64)], middles: &[f64], scale: &Scale) -> String {
    svg::line(&run.iter().map(|(index, figure)| (middles[*index], scale.y(*figure))).collect::<Vec<_>>())
}

fn steps_of(run: &[(usize, f64)], left: &impl Fn(usize) -> f64, scale: &Scale) -> String {
    let mut steps: Vec<(f64, f64)> = Vec::new();
    for (index, figure) in run {
        let y = scale.y(*figure);
        if steps.last().is_none_or(|(_, last)| (last - y).abs() > 0.005) {
            steps.push((left(*index), y));
        }
    }
    svg::steps(&steps, run.last().map_or(0.0, |(index, _)| left(index + 1)))
}

/// Moves two labels apart around their middle, so that at least `gap` lies between them, and keeps both inside.
#[must_use]
pub fn apart(upper: f64, lower: f64, gap: f64) -> (f64, f64) {
    if lower - upper >= gap {
        return (upper, lower);
    }
    let middle = svg::within(f64::midpoint(upper, lower), gap / 2.0, 100.0 - gap / 2.0);
    (middle - gap / 2.0, middle + gap / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tandem_shared::formula::Status;

    fn q(figure: i64) -> Quantity {
        Quantity::from_whole(figure).expect("a small figure")
    }

    fn point(value: Option<i64>, target: Option<i64>) -> PointView {
        PointView {
            from: "2026-10-01".into(),
            to: "2026-11-01".into(),
            value: value.map(q),
            numerator: None,
            denominator: None,
            target: target.map(q),
            status: Status::NoVerdict,
            reason: None,
            running: false,
            forecast: None,
            year_ago: None,
        }
    }

    #[test]
    fn columns_stand_on_zero_and_the_highest_mark_touches_the_top() {
        let mut points = [point(Some(50), None), point(Some(100), Some(80))];
        points[1].forecast = Some(Forecast { value: q(150), low: q(120), high: q(200) });
        let history = History::of(&points, true).expect("figures");
        assert_eq!(history.columns[0], Area { x: 10.0, y: 75.0, width: 30.0, height: 25.0 });
        let (outline, band) = history.forecast.expect("a forecast");
        assert_eq!((outline.y, outline.height), (25.0, 25.0), "from the figure up to the forecast");
        assert_eq!((band.y, band.height), (0.0, 40.0));
        assert_eq!(history.target, "M50 60H100");
        assert_eq!(history.target_end, Some(60.0));
        points[1].forecast = Some(Forecast { value: q(100), low: q(100), high: q(100) });
        assert_eq!(History::of(&points, true).expect("figures").forecast, None, "nothing is left open");
    }

    #[test]
    fn losses_hang_below_the_ground() {
        let history = History::of(&[point(Some(-50), None), point(Some(50), None)], true).expect("figures");
        assert_eq!(history.ground, 50.0);
        assert_eq!((history.columns[0].y, history.columns[1].y), (50.0, 0.0));
    }

    #[test]
    fn lines_and_targets_break_where_nothing_is() {
        let points = [point(Some(1), Some(2)), point(None, Some(2)), point(Some(2), None), point(Some(1), Some(1))];
        let history = History::of(&points, false).expect("figures");
        assert_eq!(history.line, "M12.5 90M62.5 10L87.5 90");
        assert_eq!(history.target, "M0 10H50M75 90H100");
        assert!(history.columns.is_empty() && history.forecast.is_none());
        assert_eq!(History::of(&[point(None, None)], true), None);
    }

    #[test]
    fn labels_never_overlap() {
        assert_eq!(apart(10.0, 50.0, 15.0), (10.0, 50.0));
        assert_eq!(apart(40.0, 42.0, 16.0), (33.0, 49.0));
        assert_eq!(apart(0.0, 1.0, 16.0), (0.0, 16.0));
    }
}
