//! How busy a day is: weekday, season, days off and chance.

use super::table::{Row, Source};
use jiff::civil::{Date, Weekday};

/// Days off that fall on the same date every year: month and day.
pub(super) const HOLIDAYS: [(i8, i8); 5] = [(1, 1), (5, 1), (10, 3), (12, 25), (12, 26)];

/// Monday to Sunday where people do it at work.
const OFFICE: [f64; 7] = [1.0, 1.1, 1.15, 1.05, 0.8, 0.0, 0.0];
/// Monday to Sunday where people do it on the web.
const WEB: [f64; 7] = [1.1, 1.15, 1.1, 1.0, 0.85, 0.35, 0.4];

/// How much of a KPI falls on a day, compared with a usual one (1).
pub(super) fn weight(row: &Row, day: Date) -> f64 {
    let week = if is_office(row) { OFFICE } else { WEB };
    let weekday = week[usize::from(day.weekday().to_monday_zero_offset().unsigned_abs())];
    let day_off = if HOLIDAYS.contains(&(day.month(), day.day())) { 0.2 } else { 1.0 };
    weekday * day_off * season(day) * (1.0 + 0.35 * chance(row.slug, day))
}

/// Whether the KPI is measured on a day if it is a level: office days, or Mondays where a person types it.
pub(super) fn is_measured(row: &Row, day: Date) -> bool {
    match row.source {
        Source::Typed => day.weekday() == Weekday::Monday,
        _ => !is_office(row) || !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday),
    }
}

fn is_office(row: &Row) -> bool {
    matches!(row.source, Source::Salesforce | Source::Typed)
}

/// August is slow, the days around the turn of the year are slower.
fn season(day: Date) -> f64 {
    match (day.month(), day.day()) {
        (12, 22..) | (1, ..=4) => 0.4,
        (8, _) => 0.8,
        (12, 15..) => 0.9,
        _ => 1.0,
    }
}

/// Chance from −1 to 1, near 0 more often: the same for the same name and day, whenever it is asked.
pub(super) fn chance(name: &str, day: Date) -> f64 {
    let date = [i64::from(day.year()), i64::from(day.day_of_year())];
    let bytes = name.bytes().chain(date.into_iter().flat_map(i64::to_le_bytes));
    // FNV-1a makes the seed, SplitMix64 the numbers.
    let mut state =
        bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let mut next = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    };
    next() - next()
}
