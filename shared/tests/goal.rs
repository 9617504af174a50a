//! Goals: progress and attainment stay within their bounds, and a mean within those of its parts.

use proptest::prelude::*;
use tandem_shared::Quantity;
use tandem_shared::formula::{ATTAINMENT_MAX, attainment, manual_pace, progress, weigh};

fn parts(range: std::ops::Range<i64>) -> impl Strategy<Value = Quantity> {
    range.prop_map(Quantity::from_parts)
}

/// Weights with a figure each, or none yet.
fn weighed() -> impl Strategy<Value = Vec<(Quantity, Option<f64>)>> {
    prop::collection::vec((parts(0..1_000_000), prop::option::of(0.0..1.2_f64)), 0..12)
}

proptest! {
    #[test]
    fn progress_runs_from_start_to_target_whichever_way(
        start in parts(-1_000_000..1_000_000), way in 1..1_000_000_i64, down in any::<bool>(), done in -2.0..3.0_f64,
    ) {
        let way = if down { -way } else { way };
        let at = |share: f64| Quantity::nearest(start.to_f64() + way as f64 / 10_000.0 * share).expect("in range");
        let target = Quantity::from_parts(start.parts() + way);
        let of = |now| progress(start, target, now);
        prop_assert_eq!((of(start), of(target)), (0.0, 1.0));
        prop_assert!((0.0..=1.0).contains(&of(at(done))));
        prop_assert!(of(at(done)) <= of(at(done + 0.1)), "nearer to the target is never less");
        // One ten-thousandth of rounding is a share of a short way.
        let exact = (at(done).to_f64() - start.to_f64()) / (target.to_f64() - start.to_f64());
        prop_assert!((of(at(done)) - exact.clamp(0.0, 1.0)).abs() < 1e-9);
    }

    #[test]
    fn attainment_is_pace_as_far_as_it_counts(pace in -1.0..5.0_f64) {
        let attained = attainment(pace);
        prop_assert!((0.0..=ATTAINMENT_MAX).contains(&attained));
        prop_assert!(!(0.0..=ATTAINMENT_MAX).contains(&pace) || attained == pace);
    }

    #[test]
    fn by_hand_it_is_progress_against_time_and_too_early_before_a_tenth(progress in 0.0..1.0_f64, e in 0.0..1.0_f64) {
        prop_assert_eq!(manual_pace(progress, e), (e >= 0.1).then(|| progress / e));
    }

    #[test]
    fn a_mean_lies_within_the_bounds_of_its_parts(parts in weighed()) {
        let counted: Vec<f64> =
            parts.iter().filter(|(weight, _)| *weight > Quantity::ZERO).filter_map(|(_, figure)| *figure).collect();
        let Some(weighed) = weigh(&parts) else {
            prop_assert!(counted.is_empty());
            return Ok(());
        };
        let (low, high) = counted.iter().fold((f64::MAX, f64::MIN), |(l, h), f| (l.min(*f), h.max(*f)));
        prop_assert!(weighed.mean >= low - 1e-12 && weighed.mean <= high + 1e-12);
        prop_assert!(weighed.share > 0.0 && weighed.share <= 1.0 + 1e-12);
    }

    #[test]
    fn what_weighs_nothing_changes_nothing(parts in weighed(), figure in prop::option::of(0.0..1.2_f64)) {
        let mut more = parts.clone();
        more.push((Quantity::ZERO, figure));
        prop_assert_eq!(weigh(&more), weigh(&parts));
    }

    #[test]
    fn only_the_proportion_of_weights_counts(parts in weighed(), times in 2..9_i64) {
        let scaled: Vec<_> = parts.iter().map(|(w, f)| (Quantity::from_parts(w.parts() * times), *f)).collect();
        match (weigh(&parts), weigh(&scaled)) {
            (Some(a), Some(b)) => prop_assert!((a.mean - b.mean).abs() < 1e-9 && (a.share - b.share).abs() < 1e-9),
            (a, b) => prop_assert_eq!(a, b),
        }
    }
}

#[test]
fn a_goal_is_the_weighted_mean_worked_out_by_hand() {
    let weight = |whole| Quantity::from_whole(whole).expect("in range");
    let of = [(weight(50), Some(0.9)), (weight(30), Some(1.2)), (weight(20), None)];
    let weighed = weigh(&of).expect("two have a figure");
    assert!((weighed.mean - (45.0 + 36.0) / 80.0).abs() < 1e-12 && (weighed.share - 0.8).abs() < 1e-12);
    // From 40 days down to 20, now at 25.
    assert!((progress(weight(40), weight(20), weight(25)) - 0.75).abs() < 1e-12);
}
