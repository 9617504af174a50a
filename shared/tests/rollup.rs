//! Rolling up: days merged in any grouping give what one pass over the measurements gives.

use proptest::prelude::*;
use tandem_shared::{Cell, Overflow, Quantity, Rollup};

const ALL: [Rollup; 6] = [Rollup::Sum, Rollup::Last, Rollup::Average, Rollup::Min, Rollup::Max, Rollup::Ratio];

/// A measurement: value or numerator, denominator, time.
type Measurement = (i64, i64, i64);

fn measurements(most: usize) -> impl Strategy<Value = Vec<Measurement>> {
    // Few different times, so that equal ones happen.
    prop::collection::vec((-1_000_000_000..1_000_000_000_i64, 0..1_000_000_000_i64, 0..9_i64), 0..most)
}

fn cell(rollup: Rollup, (value, denominator, at): Measurement) -> Cell {
    rollup.cell(Quantity::from_parts(value), Quantity::from_parts(denominator), at)
}

fn fold(rollup: Rollup, all: &[Measurement]) -> Cell {
    rollup.fold(all.iter().map(|m| cell(rollup, *m))).expect("small numbers")
}

/// The figure in one pass, as a person would define it.
fn naive(rollup: Rollup, all: &[Measurement]) -> Option<Quantity> {
    let values = || all.iter().map(|m| m.0);
    let total: i128 = values().map(i128::from).sum();
    let cases: i128 = all.iter().map(|m| i128::from(m.1)).sum();
    // Half away from zero, in whole numbers only.
    let divide = |over: i128, under: i128| {
        let (double, sign) = (over.abs() * 2 + under, if over < 0 { -1 } else { 1 });
        i64::try_from(sign * (double / (2 * under))).expect("small numbers")
    };
    let parts = match rollup {
        _ if all.is_empty() => return None,
        Rollup::Sum => i64::try_from(total).expect("small numbers"),
        Rollup::Average => divide(total, all.len() as i128),
        Rollup::Min => values().min()?,
        Rollup::Max => values().max()?,
        Rollup::Last => {
            let newest = all.iter().map(|m| m.2).max()?;
            all.iter().rfind(|m| m.2 == newest)?.0
        }
        Rollup::Ratio if cases == 0 => return None,
        Rollup::Ratio => divide(total * 10_000, cases),
    };
    Some(Quantity::from_parts(parts))
}

proptest! {
    #[test]
    fn fold_is_what_one_pass_gives(all in measurements(40)) {
        for rollup in ALL {
            let folded = fold(rollup, &all);
            prop_assert_eq!(folded.count as usize, all.len());
            let (figure, expected) = (rollup.figure(folded, false), naive(rollup, &all));
            prop_assert_eq!(figure.is_some(), expected.is_some());
            if let (Some(figure), Some(expected)) = (figure, expected) {
                // Quotients are doubles: a quotient half way between two parts may fall to either.
                let slack = if matches!(rollup, Rollup::Ratio | Rollup::Average) { 1 + expected.parts().abs() / (1 << 50) } else { 0 };
                prop_assert!((figure.parts() - expected.parts()).abs() <= slack, "{:?}: {} {}", rollup, figure, expected);
            }
        }
    }

    #[test]
    fn grouping_does_not_matter(all in measurements(30), cuts in (0..30_usize, 0..30_usize)) {
        let first = cuts.0.min(all.len());
        let second = cuts.1.clamp(first, all.len().max(first));
        for rollup in ALL {
            let [a, b, c] = [&all[..first], &all[first..second], &all[second..]].map(|part| fold(rollup, part));
            let merge = |left, right| rollup.merge(left, right).expect("small numbers");
            prop_assert_eq!(merge(merge(a, b), c), merge(a, merge(b, c)));
            prop_assert_eq!(merge(merge(a, b), c), fold(rollup, &all));
        }
    }

    #[test]
    fn order_matters_only_to_equal_times(all in measurements(30)) {
        let backwards: Vec<Measurement> = all.iter().rev().copied().collect();
        for rollup in ALL {
            let (one, other) = (fold(rollup, &all), fold(rollup, &backwards));
            if rollup == Rollup::Last {
                prop_assert_eq!(one.b, other.b);
            } else {
                prop_assert_eq!(one, other);
            }
        }
    }

    #[test]
    fn a_sum_is_exact_or_refused(left in any::<i64>(), right in any::<i64>()) {
        let sum = fold(Rollup::Sum, &[(left, 0, 0)]);
        let merged = Rollup::Sum.merge(sum, fold(Rollup::Sum, &[(right, 0, 0)]));
        match left.checked_add(right) {
            Some(exact) => prop_assert_eq!(merged.map(|cell| cell.a), Ok(exact)),
            None => prop_assert_eq!(merged, Err(Overflow)),
        }
    }
}

#[test]
fn a_ratio_of_sums_is_not_a_mean_of_ratios() {
    let whole = |n: i64| n * Quantity::SCALE;
    // 90 of 100 accepted on Monday, 1 of 10 on Tuesday.
    let days = [(whole(90), whole(100), 1), (whole(1), whole(10), 2)];
    let ratio = Rollup::Ratio.figure(fold(Rollup::Ratio, &days), true);
    assert_eq!(ratio, Some(Quantity::from_parts(827_273)), "91 of 110");
    let daily = days.map(|day| Rollup::Ratio.figure(fold(Rollup::Ratio, &[day]), true).expect("cases").to_f64());
    assert_eq!((daily[0] + daily[1]) / 2.0, 50.0, "which no team achieved");
}

#[test]
fn nothing_measured_is_no_figure() {
    for rollup in ALL {
        assert_eq!(rollup.figure(Cell::default(), true), None);
    }
    assert_eq!(Rollup::Ratio.figure(fold(Rollup::Ratio, &[(0, 0, 1)]), true), None, "0 of 0");
}

#[test]
fn of_equal_times_the_later_to_arrive_is_the_last() {
    let last = fold(Rollup::Last, &[(10, 0, 5), (20, 0, 5), (30, 0, 4)]);
    assert_eq!(Rollup::Last.figure(last, false), Some(Quantity::from_parts(20)));
}

#[test]
fn too_many_measurements_are_refused() {
    let full = Cell { count: u32::MAX, a: 0, b: 0 };
    assert_eq!(Rollup::Sum.merge(full, Cell { count: 1, a: 0, b: 0 }), Err(Overflow));
}
