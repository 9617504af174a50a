//! The forecast of a sum, against one worked out with weekdays by name.

use proptest::prelude::*;
use std::collections::BTreeMap;
use tandem_shared::Quantity;
use tandem_shared::formula::forecast;

const WEEK: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

fn days(fewest: usize) -> impl Strategy<Value = Vec<Quantity>> {
    prop::collection::vec((0..10_000_000_i64).prop_map(Quantity::from_parts), fewest..70)
}

/// The mean forecast, with every day given its weekday's name; today is `WEEK[today]`.
fn naive(actual: Quantity, trailing: &[Quantity], days_left: usize, today: usize) -> f64 {
    let mut seen: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for back in 1..=trailing.len().min(28) {
        let name = WEEK[(today + 70 - back) % 7];
        seen.entry(name).or_default().push(trailing[trailing.len() - back].to_f64());
    }
    let mut total = actual.to_f64();
    for ahead in 1..=days_left {
        let same = &seen[WEEK[(today + ahead) % 7]];
        total += same.iter().sum::<f64>() / same.len() as f64;
    }
    total
}

proptest! {
    #[test]
    fn weekdays_fall_on_weekdays(trailing in days(14), left in 0..100_usize, today in 0..7_usize, actual in 0..10_000_000_i64) {
        let actual = Quantity::from_parts(actual);
        let mean = forecast(actual, &trailing, left).expect("enough days").value;
        prop_assert!((mean.to_f64() - naive(actual, &trailing, left, today)).abs() < 0.001);
    }

    #[test]
    fn the_band_contains_the_mean_and_grows_with_the_days_left(trailing in days(14), left in 0..100_usize) {
        let width = |left| {
            let band = forecast(Quantity::ZERO, &trailing, left).expect("enough days");
            assert!(band.low <= band.value && band.value <= band.high);
            band.high.to_f64() - band.low.to_f64()
        };
        prop_assert!(width(left) <= width(left + 1) + 0.001);
    }

    #[test]
    fn at_the_end_the_forecast_is_the_figure(trailing in days(14), actual in 0..10_000_000_i64) {
        let actual = Quantity::from_parts(actual);
        let band = forecast(actual, &trailing, 0).expect("enough days");
        prop_assert_eq!((band.low, band.value, band.high), (actual, actual, actual));
    }

    #[test]
    fn only_the_last_four_weeks_count(trailing in days(28), older in days(0), left in 0..100_usize) {
        let window = &trailing[trailing.len() - 28..];
        let longer: Vec<Quantity> = older.iter().chain(window).copied().collect();
        prop_assert_eq!(forecast(Quantity::ZERO, &longer, left), forecast(Quantity::ZERO, window, left));
    }

    #[test]
    fn fewer_than_fourteen_days_say_nothing(trailing in prop::collection::vec(Just(Quantity::ZERO), 0..14)) {
        prop_assert_eq!(forecast(Quantity::ZERO, &trailing, 10), None);
    }
}

#[test]
fn a_quiet_weekend_ahead_is_foreseen() {
    // Four weeks of 10 on working days and 0 at weekends, up to a Thursday; today is Friday.
    let trailing: Vec<Quantity> =
        (0..28).map(|day| Quantity::from_parts(if matches!(day % 7, 1 | 2) { 0 } else { 100_000 })).collect();
    let until_sunday = forecast(Quantity::ZERO, &trailing, 2).expect("enough days");
    assert_eq!((until_sunday.value, until_sunday.high), (Quantity::ZERO, Quantity::ZERO));
    let until_monday = forecast(Quantity::ZERO, &trailing, 3).expect("enough days");
    assert_eq!(until_monday.value, Quantity::from_parts(100_000));
}

#[test]
fn the_band_is_eighty_per_cent_of_a_normal_distribution() {
    // Every weekday alternates between 9 and 11: residuals of exactly 1.
    let trailing: Vec<Quantity> =
        (0..28).map(|day| Quantity::from_parts(if day / 7 % 2 == 0 { 90_000 } else { 110_000 })).collect();
    let band = forecast(Quantity::ZERO, &trailing, 4).expect("enough days");
    assert_eq!(band.value, Quantity::from_parts(400_000));
    assert_eq!(band.high, Quantity::from_parts(400_000 + 25_632), "1.2816 · 1 · √4");
}
