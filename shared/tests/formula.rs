//! Pace, status, expectation and change: monotone where people expect it, and the verdict's reasons in order.

use proptest::prelude::*;
use tandem_shared::formula::{
    Change, ChangeAs, Evidence, NoVerdict, Range, Status, change, curve_share, expected, is_stale, pace, status,
    verdict,
};
use tandem_shared::{Direction, Quantity, Rollup, UnitType};

fn whole(n: i64) -> Quantity {
    Quantity::from_whole(n).expect("in range")
}

fn parts(range: std::ops::Range<i64>) -> impl Strategy<Value = Quantity> {
    range.prop_map(Quantity::from_parts)
}

proptest! {
    #[test]
    fn more_is_never_worse_where_higher_is_better(
        a in parts(-1_000..1_000_000), b in parts(-1_000..1_000_000), due in parts(1..1_000_000), tolerance in 0.0..0.5_f64,
    ) {
        let of = |actual| pace(Direction::Higher, actual, due, None).expect("something is expected");
        prop_assert!(of(a.min(b)) <= of(a.max(b)));
        prop_assert!(status(of(a.min(b)), tolerance) <= status(of(a.max(b)), tolerance));
        prop_assert_eq!(of(due), 1.0);
    }

    #[test]
    fn more_is_never_better_where_lower_is_better(
        a in parts(-1_000..1_000_000), b in parts(-1_000..1_000_000), due in parts(1..1_000_000), tolerance in 0.0..0.5_f64,
    ) {
        let of = |actual| pace(Direction::Lower, actual, due, None).expect("something is expected");
        prop_assert!(of(a.min(b)) >= of(a.max(b)));
        prop_assert!(status(of(a.min(b)), tolerance) >= status(of(a.max(b)), tolerance));
        prop_assert_eq!(of(due), 1.0);
    }

    #[test]
    fn nothing_is_better_than_inside_the_range(
        low in 1..1_000_000_i64, width in 1..1_000_000_i64, a in parts(-1_000..3_000_000), b in parts(-1_000..3_000_000),
    ) {
        let range = Range { low: Quantity::from_parts(low), high: Quantity::from_parts(low + width) };
        let of = |actual| pace(Direction::Within, actual, range.low, Some(range)).expect("a positive range");
        let (near, far) = (a.min(b), a.max(b));
        if far <= range.high {
            prop_assert!(of(near) <= of(far), "rises up to the range");
        }
        if near >= range.low {
            prop_assert!(of(near) >= of(far), "falls beyond it");
        }
        prop_assert_eq!(of(a) == 1.0, a >= range.low && a <= range.high);
        prop_assert!(of(a) <= 1.0);
    }

    #[test]
    fn outside_a_negative_range_is_never_good(
        low in -1_000_000..0_i64, width in 1..2_000_000_i64, actual in parts(-2_000_000..2_000_000),
    ) {
        let range = Range { low: Quantity::from_parts(low), high: Quantity::from_parts(low + width) };
        let inside = actual >= range.low && actual <= range.high;
        let pace = pace(Direction::Within, actual, range.low, Some(range));
        prop_assert!(if inside { pace == Some(1.0) } else { pace.is_none_or(|pace| pace < 1.0) }, "{:?}", pace);
    }

    #[test]
    fn nothing_expected_is_no_pace(actual in parts(-100..100), due in parts(-100..1)) {
        prop_assert_eq!(pace(Direction::Higher, actual, due, None), None);
        prop_assert_eq!(pace(Direction::Lower, actual, due, None), None);
    }

    #[test]
    fn a_curve_runs_from_0_to_1_and_never_back(
        weights in prop::collection::vec(parts(0..1_000_000), 0..20), a in 0.0..=1.0_f64, b in 0.0..=1.0_f64,
    ) {
        prop_assert_eq!(curve_share(&weights, 0.0), 0.0);
        prop_assert_eq!(curve_share(&weights, 1.0), 1.0);
        prop_assert!(curve_share(&weights, a.min(b)) <= curve_share(&weights, a.max(b)) + 1e-12);
    }

    #[test]
    fn equal_weights_are_no_weights(weight in parts(1..1_000_000), slices in 1..367_usize, e in 0.0..=1.0_f64) {
        let share = curve_share(&vec![weight; slices], e);
        prop_assert!((share - e).abs() < 1e-9, "{}", share);
    }

    #[test]
    fn slices_divide_the_whole(weights in prop::collection::vec(parts(1..1_000_000), 1..20)) {
        let whole: f64 = weights.iter().map(|weight| weight.to_f64()).sum();
        let slices = weights.len() as f64;
        for (slice, weight) in weights.iter().enumerate() {
            let share = curve_share(&weights, (slice as f64 + 1.0) / slices) - curve_share(&weights, slice as f64 / slices);
            prop_assert!((share - weight.to_f64() / whole).abs() < 1e-9);
        }
    }

    #[test]
    fn only_sums_are_due_bit_by_bit(target in parts(0..1_000_000_000_000), due in 0.0..=1.0_f64) {
        prop_assert!((expected(Rollup::Sum, target, due).to_f64() - target.to_f64() * due).abs() <= 0.000_051);
        for level in [Rollup::Last, Rollup::Average, Rollup::Min, Rollup::Max, Rollup::Ratio] {
            prop_assert_eq!(expected(level, target, due), target);
        }
    }

    #[test]
    fn a_change_taken_back_is_the_figure_before(before in parts(1..1_000_000_000), now in parts(0..1_000_000_000)) {
        let points = change(UnitType::Percent, before, now).expect("in range");
        prop_assert_eq!(before.checked_add(points.by), Some(now));
        let growth = change(UnitType::Count, before, now).map(|change| change.by.to_f64()).expect("not from 0");
        let again = before.to_f64() * (1.0 + growth / 100.0);
        prop_assert!((again - now.to_f64()).abs() <= before.to_f64() * 1e-6 + 1e-9);
    }
}

#[test]
fn a_curve_weighs_its_slices() {
    let curve = [1, 1, 2].map(whole);
    assert_eq!(curve_share(&curve, 2.0 / 3.0), 0.5, "half is due before the heavy third");
    assert_eq!(curve_share(&curve, 1.0 / 6.0), 0.125);
    assert_eq!(curve_share(&[], 0.3), 0.3);
    assert_eq!(curve_share(&[whole(0)], 0.3), 0.3);
}

#[test]
fn the_bounds_of_the_tolerance_are_on_pace() {
    let of = |actual, due| pace(Direction::Higher, actual, due, None).expect("something is expected");
    assert_eq!(status(of(whole(95), whole(100)), 0.05), Status::OnPace);
    assert_eq!(status(of(whole(105), whole(100)), 0.05), Status::OnPace);
    assert_eq!(status(of(Quantity::from_parts(949_999), whole(100)), 0.05), Status::Behind);
    assert_eq!(status(of(Quantity::from_parts(1_050_001), whole(100)), 0.05), Status::Ahead);
}

#[test]
fn a_lower_is_better_figure_of_0_is_as_good_as_can_be() {
    assert_eq!(pace(Direction::Lower, Quantity::ZERO, whole(2), None), Some(f64::INFINITY));
}

#[test]
fn a_change_is_said_the_way_people_say_it() {
    let by = |text: &str| text.parse().expect("a number");
    let said = |unit, before, now| change(unit, before, now);
    let percent = |text| Some(Change { by: by(text), said_as: ChangeAs::Percent });
    assert_eq!(said(UnitType::Count, whole(100), whole(112)), percent("12"));
    assert_eq!(said(UnitType::Money, whole(-50), whole(50)), percent("200"), "better is positive, also out of the red");
    assert_eq!(said(UnitType::Count, whole(0), whole(5)), None, "growth from nothing says nothing");
    let points = Change { by: by("-6"), said_as: ChangeAs::Points };
    assert_eq!(said(UnitType::Percent, whole(69), whole(63)), Some(points));
    let unit = Change { by: by("-3480"), said_as: ChangeAs::Unit };
    assert_eq!(said(UnitType::Duration, whole(10_200), whole(6_720)), Some(unit));
    assert_eq!(said(UnitType::Percent, Quantity::from_parts(i64::MIN), whole(1)), None, "out of range");
}

/// Everything in order: on pace.
const FINE: Evidence = Evidence {
    rollup: Rollup::Sum,
    direction: Direction::Higher,
    range: None,
    actual: Some(Quantity::from_parts(100)),
    expected: Some(Quantity::from_parts(100)),
    elapsed: 0.5,
    stale: false,
    cases: None,
    minimum_cases: Quantity::from_parts(20 * Quantity::SCALE),
    tolerance: 0.05,
};

#[test]
fn reasons_come_in_the_order_people_can_act_on_them() {
    assert_eq!(verdict(&FINE), Ok((1.0, Status::OnPace)));
    // Everything is wrong at first; each step puts right what was complained about.
    let mut evidence = Evidence {
        actual: None,
        expected: None,
        elapsed: 0.05,
        stale: true,
        cases: Some(Quantity::from_parts(19 * Quantity::SCALE)),
        ..FINE
    };
    assert_eq!(verdict(&evidence), Err(NoVerdict::NoTarget));
    evidence.expected = Some(Quantity::ZERO);
    assert_eq!(verdict(&evidence), Err(NoVerdict::NoValue));
    evidence.actual = FINE.actual;
    assert_eq!(verdict(&evidence), Err(NoVerdict::Stale));
    evidence.stale = false;
    assert_eq!(verdict(&evidence), Err(NoVerdict::TooEarly));
    evidence.elapsed = 0.1;
    assert_eq!(verdict(&evidence), Err(NoVerdict::TooFewCases));
    evidence.cases = Some(evidence.minimum_cases);
    assert_eq!(verdict(&evidence), Err(NoVerdict::NothingExpected));
    evidence.expected = FINE.expected;
    assert_eq!(verdict(&evidence), Ok((1.0, Status::OnPace)));
}

#[test]
fn a_level_is_never_too_early_and_a_range_is_its_own_target() {
    let young = Evidence { rollup: Rollup::Average, elapsed: 0.0, ..FINE };
    assert_eq!(verdict(&young), Ok((1.0, Status::OnPace)));
    let range = Range { low: Quantity::from_parts(50), high: Quantity::from_parts(100) };
    let within = Evidence { direction: Direction::Within, range: Some(range), expected: None, ..FINE };
    assert_eq!(verdict(&within), Ok((1.0, Status::OnPace)));
    let above = Evidence { actual: Some(Quantity::from_parts(200)), ..within };
    assert_eq!(verdict(&above), Ok((0.5, Status::Behind)));
}

#[test]
fn stale_is_older_than_two_intervals() {
    assert!(!is_stale(48, 24));
    assert!(is_stale(49, 24));
    assert!(!is_stale(i64::MAX, i64::MAX));
}
