//! Names of periods: what is written reads back, what names nothing is refused.

use proptest::prelude::*;
use tandem_shared::{Period, PeriodError, PeriodUnit};

fn any_period() -> impl Strategy<Value = Period> {
    let (year, short) = (1970..=9998_i16, 0..=99_u8);
    prop_oneof![
        year.clone().prop_map(Period::Year),
        (year.clone(), 1..=4_u8).prop_map(|(y, n)| Period::Quarter(y, n)),
        (year.clone(), 1..=12_u8).prop_map(|(y, n)| Period::Month(y, n)),
        (year, 1..=53_u8).prop_map(|(y, n)| Period::Week(y, n)),
        short.clone().prop_map(Period::FiscalYear),
        (short.clone(), 1..=4_u8).prop_map(|(y, n)| Period::FiscalQuarter(y, n)),
        (short, 1..=12_u8).prop_map(|(y, n)| Period::FiscalPeriod(y, n)),
    ]
}

proptest! {
    #[test]
    fn what_is_printed_reads_back(period in any_period()) {
        prop_assert_eq!(period.to_string().parse(), Ok(period));
    }

    #[test]
    fn a_text_that_reads_is_the_only_way_to_write_it(text in "(FY)?[0-9]{1,5}(-[QWP]?[0-9]{0,3})?|\\PC{0,10}") {
        if let Ok(period) = text.parse::<Period>() {
            prop_assert_eq!(period.to_string(), text);
        }
    }
}

#[test]
fn reads_every_sort_and_says_it_to_people() {
    for (id, unit, label) in [
        ("2026", PeriodUnit::Year, "2026"),
        ("2026-Q4", PeriodUnit::Quarter, "Q4 2026"),
        ("2026-11", PeriodUnit::Month, "2026-11"),
        ("2026-W07", PeriodUnit::Week, "W07 2026"),
        ("FY27", PeriodUnit::FiscalYear, "FY27"),
        ("FY27-Q1", PeriodUnit::FiscalQuarter, "Q1 FY27"),
        ("FY07-P03", PeriodUnit::FiscalPeriod, "P03 FY07"),
    ] {
        let period: Period = id.parse().expect(id);
        assert_eq!((period.unit(), period.label().as_str()), (unit, label));
    }
}

#[test]
fn refuses_what_names_no_period() {
    for text in [
        "",
        "26",
        "02026",
        "1969",
        "9999",
        "-2026",
        "+2026",
        "2026-",
        "2026-0",
        "2026-00",
        "2026-13",
        "2026-1",
        "2026-Q0",
        "2026-Q5",
        "2026-Q04",
        "2026-q4",
        "2026-W00",
        "2026-W54",
        "2026-W7",
        "2026-11-22",
        "2026Q4",
        " 2026",
        "2026-P03",
        "FY",
        "FY2027",
        "FY7",
        "fy27",
        "FY27-",
        "FY27-Q5",
        "FY27-P13",
        "FY27-P3",
        "FY27-03",
        "FY27-W03",
        "🦀",
        "2026-Ⅳ",
        "2026-Q٤",
    ] {
        assert_eq!(text.parse::<Period>(), Err(PeriodError), "{text:?}");
    }
}

#[cfg(feature = "server")]
#[test]
fn is_a_string_in_json() {
    let period: Period = serde_json::from_str("\"2026-Q4\"").expect("reads");
    assert_eq!(serde_json::to_string(&period).expect("writes"), "\"2026-Q4\"");
    assert!(serde_json::from_str::<Period>("2026").is_err(), "a number is no period");
}
