//! Scales: from figures to heights, and the round numbers along them.

/// Puts a domain onto heights of 0 (top) to 100 (bottom).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    low: f64,
    high: f64,
    pad: f64,
}

impl Scale {
    /// From the smallest to the largest of some figures, with air above and below (in per cent of the height).
    /// `None` without figures.
    #[must_use]
    pub fn around(figures: impl IntoIterator<Item = f64>, pad: f64) -> Option<Self> {
        let (low, high) = figures
            .into_iter()
            .filter(|figure| figure.is_finite())
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), figure| (low.min(figure), high.max(figure)));
        (low <= high).then_some(Self { low, high, pad })
    }

    /// From 0 (or the smallest figure below) to the largest.
    #[must_use]
    pub fn from_zero(figures: impl IntoIterator<Item = f64>) -> Self {
        let (low, high) =
            figures.into_iter().fold((0.0_f64, 0.0_f64), |(low, high), figure| (low.min(figure), high.max(figure)));
        Self { low, high, pad: 0.0 }
    }

    /// The height of a figure; the middle where all are equal.
    #[must_use]
    pub fn y(&self, figure: f64) -> f64 {
        let span = self.high - self.low;
        let share = if span > 0.0 { (figure - self.low) / span } else { 0.5 };
        self.pad + (1.0 - share) * (100.0 - 2.0 * self.pad)
    }

    /// Round figures inside the domain, about `count` of them, without 0 and without its ends.
    #[must_use]
    pub fn ticks(&self, count: f64) -> Vec<f64> {
        let step = round_step((self.high - self.low) / count.max(1.0));
        if !step.is_finite() || step <= 0.0 {
            return Vec::new();
        }
        let mut ticks = Vec::new();
        let mut tick = (self.low / step).ceil() * step;
        while tick < self.high - step * 0.01 && ticks.len() < 20 {
            if tick.abs() > step * 0.01 {
                ticks.push(tick);
            }
            tick += step;
        }
        ticks
    }
}

/// The one of 1, 2, 5, 10, 20 … that is nearest to a raw step, by ratio.
fn round_step(raw: f64) -> f64 {
    if raw <= 0.0 || !raw.is_finite() {
        return 0.0;
    }
    let mut unit = 1.0;
    while unit > raw {
        unit /= 10.0;
    }
    while unit * 10.0 <= raw {
        unit *= 10.0;
    }
    // The boundaries are the geometric means of the neighbours.
    let factor = match raw / unit {
        ..1.414 => 1.0,
        1.414..3.162 => 2.0,
        3.162..7.071 => 5.0,
        _ => 10.0,
    };
    factor * unit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_figure_is_on_top() {
        let scale = Scale::around([10.0, 20.0], 10.0).expect("figures");
        assert!((scale.y(20.0) - 10.0).abs() < 1e-9 && (scale.y(10.0) - 90.0).abs() < 1e-9);
        let flat = Scale::around([7.0], 10.0).expect("a figure");
        assert!((flat.y(7.0) - 50.0).abs() < 1e-9);
        assert_eq!(Scale::around([], 10.0), None);
    }

    #[test]
    fn ticks_are_round_and_inside() {
        assert_eq!(Scale::from_zero([6.6e6]).ticks(3.0), vec![2e6, 4e6, 6e6]);
        assert_eq!(Scale::from_zero([6.0]).ticks(3.0), vec![2.0, 4.0]);
        assert_eq!(Scale::from_zero([0.0]).ticks(3.0), Vec::<f64>::new());
    }
}
