//! Numbers in SVG attributes, printed without the weight of float formatting.

/// A number with at most two decimals: `57.61`.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "`as` saturates; nothing is drawn that far out")]
pub fn number(value: f64) -> String {
    let hundredths = (value * 100.0).round() as i64;
    let (whole, rest) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    let mut text = String::with_capacity(8);
    if hundredths < 0 {
        text.push('-');
    }
    text.push_str(&whole.to_string());
    if rest > 0 {
        text.push('.');
        if rest < 10 {
            text.push('0');
        }
        text.push_str((if rest % 10 == 0 { rest / 10 } else { rest }).to_string().as_str());
    }
    text
}

/// A number of per cent: `57.61%`.
#[must_use]
pub fn percent(value: f64) -> String {
    let mut text = number(value);
    text.push('%');
    text
}

/// The nearest figure within two limits. (`f64::clamp` brings the printing of floats along, for a panic that cannot be.)
#[must_use]
pub fn within(value: f64, low: f64, high: f64) -> f64 {
    value.max(low).min(high)
}

/// A path through points.
#[must_use]
pub fn line(points: &[(f64, f64)]) -> String {
    let mut path = String::with_capacity(points.len() * 12);
    for (index, (x, y)) in points.iter().enumerate() {
        path.push(if index == 0 { 'M' } else { 'L' });
        path.push_str(&number(*x));
        path.push(' ');
        path.push_str(&number(*y));
    }
    path
}

/// A path that keeps each height until the next point: a target that changes on a day.
#[must_use]
pub fn steps(points: &[(f64, f64)], end: f64) -> String {
    let mut path = String::new();
    for (index, (x, y)) in points.iter().enumerate() {
        if index == 0 {
            path = line(&[(*x, *y)]);
        } else {
            path = [&*path, "H", &number(*x), "V", &number(*y)].concat();
        }
    }
    if !path.is_empty() {
        path = [&*path, "H", &number(end)].concat();
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        for (value, written) in
            [(0.0, "0"), (57.608, "57.61"), (-0.5, "-0.5"), (100.0, "100"), (3.04, "3.04"), (-0.001, "0"), (0.1, "0.1")]
        {
            assert_eq!(number(value), written);
        }
    }

    #[test]
    fn steps_run_level_to_the_end() {
        assert_eq!(steps(&[(0.0, 84.5), (36.9, 54.3)], 100.0), "M0 84.5H36.9V54.3H100");
        assert_eq!(steps(&[], 100.0), "");
    }
}
