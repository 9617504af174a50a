//! What a calendar promises.

use super::*;
use tandem_shared::document::Weekday;

fn calendar(json: &str) -> OrgCalendar {
    let mut errors = Errors::default();
    let made = OrgCalendar::new(&serde_json::from_str::<Calendar>(json).unwrap(), &mut errors);
    assert_eq!(errors.into_vec(), vec![]);
    made.unwrap()
}

fn dates(calendar: &OrgCalendar, period: &str) -> (String, String) {
    let span = calendar.span(period.parse().unwrap()).unwrap();
    (iso(span.from), iso(span.to))
}

fn pair(from: &str, to: &str) -> (String, String) {
    (from.to_owned(), to.to_owned())
}

#[test]
fn periods_are_half_open_ranges_of_local_dates() {
    let calendar = OrgCalendar::default();
    assert_eq!(dates(&calendar, "2026-Q4"), pair("2026-10-01", "2027-01-01"));
    assert_eq!(dates(&calendar, "2026-02"), pair("2026-02-01", "2026-03-01"));
    assert_eq!(dates(&calendar, "2026-W53"), pair("2026-12-28", "2027-01-04"));
    assert_eq!(calendar.span("2025-W53".parse().unwrap()), None, "2025 has 52 weeks");
    assert_eq!(calendar.year_before("2026-W53".parse().unwrap()).unwrap().to_string(), "2025-W52");
}

#[test]
fn a_fiscal_year_is_named_by_either_of_its_years() {
    let end = calendar(r#"{"time_zone":"UTC","fiscal_year_start":7}"#);
    assert_eq!(dates(&end, "FY27-Q1"), pair("2026-07-01", "2026-10-01"));
    let start = calendar(r#"{"time_zone":"UTC","fiscal_year_start":7,"fiscal_year_name":"start"}"#);
    assert_eq!(dates(&start, "FY27-Q1"), pair("2027-07-01", "2027-10-01"));
    for calendar in [end, start] {
        for day in [0, 10_000, 20_000, 20_778] {
            let period = calendar.period_on(PeriodUnit::FiscalPeriod, day).unwrap();
            assert!(calendar.span(period).unwrap().contains(day), "{period} has day {day}");
        }
    }
}

#[test]
fn a_4_4_5_table_replaces_months() {
    let calendar = calendar(
        r#"{"time_zone":"UTC","fiscal_periods":[{"id":"FY27-P01","from":"2026-10-05","to":"2026-11-02"},
            {"id":"FY27-P02","from":"2026-11-02","to":"2026-11-30"},{"id":"FY27-P03","from":"2026-11-30","to":"2027-01-04"}]}"#,
    );
    assert_eq!(dates(&calendar, "FY27-Q1"), pair("2026-10-05", "2027-01-04"));
    assert_eq!(calendar.period_on(PeriodUnit::FiscalPeriod, 0), None, "beyond the table");
}

#[test]
fn a_local_date_begins_when_its_zone_says_so() {
    let calendar = calendar(r#"{"time_zone":"Europe/Berlin"}"#);
    let day = |text: &str| iso(calendar.day_at(text.parse().unwrap()));
    assert_eq!(day("2026-03-28T22:59:59Z"), "2026-03-28");
    assert_eq!(day("2026-03-28T23:00:00Z"), "2026-03-29");
    assert_eq!(day("2026-03-29T21:59:59Z"), "2026-03-29", "the day the clocks go forward has 23 hours");
    assert_eq!(day("2026-03-29T22:00:00Z"), "2026-03-30");
}

#[test]
fn a_midnight_that_does_not_exist_still_ends_a_day() {
    // In Beirut the clocks went from 00:00 to 01:00 on 29 March 2026.
    let calendar = calendar(r#"{"time_zone":"Asia/Beirut"}"#);
    let before = day_of("2026-03-28".parse().unwrap());
    let last = calendar.last_millisecond(before);
    let at = |ms| calendar.day_at(Timestamp::from_millisecond(ms).unwrap());
    assert_eq!((at(last), at(last + 1)), (before, before + 1));
}

#[test]
fn elapsed_counts_today_and_leaves_out_days_off() {
    let calendar = calendar(r#"{"time_zone":"UTC","holidays":["2026-11-03"]}"#);
    let week = Span { from: day_of("2026-11-02".parse().unwrap()), to: day_of("2026-11-09".parse().unwrap()) };
    let share = |day, by| calendar.elapsed(week, week.from + day, by);
    assert_eq!(share(0, Elapsed::CalendarDays), 1.0 / 7.0);
    assert_eq!(share(0, Elapsed::WorkingDays), 0.25);
    assert_eq!(share(1, Elapsed::WorkingDays), 0.25, "a holiday");
    assert_eq!(share(4, Elapsed::WorkingDays), 1.0, "nothing is left at the weekend");
    assert_eq!(share(-9, Elapsed::WorkingDays), 0.0);
    assert_eq!(Weekday::Sunday.number(), 6);
}
