//! [`Rule`]: the part of RFC 5545's recurrence rules that check-ins need, day by day.

use super::{date_of, day_of};
use crate::store::Day;
use jiff::civil::{Date, DateTime, Weekday};

/// What a rule may say, for whoever wrote another.
const KNOWN: &str =
    "a rule says FREQ=DAILY, WEEKLY or MONTHLY, and may say INTERVAL, BYDAY, BYMONTHDAY, COUNT or UNTIL";

/// On which days something comes round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rule {
    frequency: Frequency,
    interval: i32,
    /// Weekdays, each with the number it has in its month (−1: the last); 0 for every one.
    by_day: Vec<(i8, Weekday)>,
    /// Days of the month; −1 is the last.
    by_month_day: Vec<i8>,
    count: Option<u32>,
    until: Option<Day>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Frequency {
    Daily,
    Weekly,
    Monthly,
}

impl Rule {
    /// One weekday of every `interval`-th week.
    pub(super) fn weekly(interval: i32, weekday: Weekday) -> Self {
        Self { interval, by_day: vec![(0, weekday)], ..Self::of(Frequency::Weekly) }
    }

    /// The first such weekday of every month.
    pub(super) fn monthly(weekday: Weekday) -> Self {
        Self { by_day: vec![(1, weekday)], ..Self::of(Frequency::Monthly) }
    }

    fn of(frequency: Frequency) -> Self {
        Self { frequency, interval: 1, by_day: Vec::new(), by_month_day: Vec::new(), count: None, until: None }
    }

    /// Reads a rule, with or without `RRULE:` before it.
    ///
    /// # Errors
    /// What a person must change.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let text = text.trim().to_ascii_uppercase();
        let parts: Vec<(&str, &str)> = text
            .trim_start_matches("RRULE:")
            .split(';')
            .map(|part| part.split_once('=').ok_or_else(|| format!("\"{part}\" is no NAME=VALUE: {KNOWN}")))
            .collect::<Result<_, _>>()?;
        let frequency = match parts.iter().find(|(name, _)| *name == "FREQ") {
            Some((_, "DAILY")) => Frequency::Daily,
            Some((_, "WEEKLY")) => Frequency::Weekly,
            Some((_, "MONTHLY")) => Frequency::Monthly,
            _ => return Err(KNOWN.to_owned()),
        };
        let mut rule = Self::of(frequency);
        for (index, (name, value)) in parts.iter().enumerate() {
            if parts[..index].iter().any(|(earlier, _)| earlier == name) {
                return Err(format!("{name} stands twice: remove one"));
            }
            let wrong = || format!("{name}={value} cannot be read: {KNOWN}");
            match *name {
                // Weeks begin on Monday here, as the standard has it too.
                "FREQ" => {}
                "WKST" if *value == "MO" => {}
                "INTERVAL" => {
                    rule.interval = value.parse().ok().filter(|n| (1..=1_000).contains(n)).ok_or_else(wrong)?
                }
                "COUNT" => {
                    rule.count = Some(value.parse().ok().filter(|n| (1..=10_000).contains(n)).ok_or_else(wrong)?)
                }
                "UNTIL" => rule.until = Some(until(value).ok_or_else(wrong)?),
                "BYDAY" => rule.by_day = value.split(',').map(by_day).collect::<Option<_>>().ok_or_else(wrong)?,
                "BYMONTHDAY" => {
                    let days =
                        value.split(',').map(|day| day.parse().ok().filter(|n| *n != 0 && (-31..=31).contains(n)));
                    rule.by_month_day = days.collect::<Option<_>>().ok_or_else(wrong)?;
                }
                _ => return Err(format!("{name} is not known here: {KNOWN}")),
            }
        }
        let numbered = rule.by_day.iter().any(|(number, _)| *number != 0);
        if numbered && frequency != Frequency::Monthly {
            return Err("only FREQ=MONTHLY has a first or last weekday, such as BYDAY=-1FR".to_owned());
        }
        Ok(rule)
    }

    /// The days it names, from `from` on, those before `after` left out; at most as far as `to`.
    pub(super) fn days(&self, from: Day, after: Day, to: Day) -> impl Iterator<Item = Day> {
        let to = self.until.map_or(to, |until| to.min(until + 1));
        // Only who counts must begin at the beginning.
        let begin = if self.count.is_some() { from } else { from.max(after) };
        let most = self.count.map_or(usize::MAX, |count| usize::try_from(count).unwrap_or(usize::MAX));
        let rule = self.clone();
        (begin..to.max(begin)).filter(move |day| rule.names(from, *day)).take(most).filter(move |day| *day >= after)
    }

    fn names(&self, from: Day, day: Day) -> bool {
        let (first, date) = (date_of(from), date_of(day));
        let gone = match self.frequency {
            Frequency::Daily => day - from,
            Frequency::Weekly => week_of(day) - week_of(from),
            Frequency::Monthly => month_of(date) - month_of(first),
        };
        let named = |(number, weekday): &(i8, Weekday)| {
            let (nth, last) = ((date.day() - 1) / 7 + 1, -((date.days_in_month() - date.day()) / 7 + 1));
            date.weekday() == *weekday && [0, nth, last].contains(number)
        };
        let by_month_day = |number: &i8| *number == date.day() || *number == date.day() - date.days_in_month() - 1;
        let fits = match (&*self.by_day, &*self.by_month_day) {
            ([], []) => match self.frequency {
                Frequency::Daily => true,
                Frequency::Weekly => date.weekday() == first.weekday(),
                Frequency::Monthly => date.day() == first.day(),
            },
            (days, []) => days.iter().any(named),
            ([], numbers) => numbers.iter().any(by_month_day),
            (days, numbers) => days.iter().any(named) && numbers.iter().any(by_month_day),
        };
        fits && gone >= 0 && gone % self.interval == 0
    }
}

/// Weeks since the first Monday of 1970, a Thursday's neighbour.
fn week_of(day: Day) -> i32 {
    (day + 3).div_euclid(7)
}

fn month_of(date: Date) -> i32 {
    i32::from(date.year()) * 12 + i32::from(date.month())
}

/// `TU`, `1TU`, `-1FR`.
fn by_day(text: &str) -> Option<(i8, Weekday)> {
    let (number, name) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let weekday = match name {
        "MO" => Weekday::Monday,
        "TU" => Weekday::Tuesday,
        "WE" => Weekday::Wednesday,
        "TH" => Weekday::Thursday,
        "FR" => Weekday::Friday,
        "SA" => Weekday::Saturday,
        "SU" => Weekday::Sunday,
        _ => return None,
    };
    let number =
        if number.is_empty() { Some(0) } else { number.parse().ok().filter(|n| *n != 0 && (-5..=5).contains(n)) };
    Some((number?, weekday))
}

/// `20261231`, or a moment of that day.
fn until(text: &str) -> Option<Day> {
    let text = text.trim_end_matches('Z');
    let date =
        DateTime::strptime("%Y%m%dT%H%M%S", text).map(DateTime::date).or_else(|_| Date::strptime("%Y%m%d", text));
    date.ok().map(day_of)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::iso;
    use jiff::civil::date;

    fn days(rule: &str, from: Date, many: usize) -> Vec<String> {
        let from = day_of(from);
        let rule = Rule::read(rule).expect(rule);
        rule.days(from, from, from + 2_000).take(many).map(iso).collect()
    }

    #[test]
    fn rules_name_the_days_that_calendars_do() {
        let tuesday = date(2026, 10, 6);
        for (rule, wanted) in [
            ("FREQ=WEEKLY;BYDAY=TU;INTERVAL=2", "2026-10-06 2026-10-20 2026-11-03"),
            ("RRULE:FREQ=WEEKLY", "2026-10-06 2026-10-13 2026-10-20"),
            ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "2026-10-08 2026-10-19 2026-10-22"),
            ("FREQ=MONTHLY;BYDAY=-1FR", "2026-10-30 2026-11-27 2026-12-25"),
            ("FREQ=MONTHLY;BYDAY=1TU", "2026-10-06 2026-11-03 2026-12-01"),
            ("FREQ=MONTHLY;BYMONTHDAY=31", "2026-10-31 2026-12-31 2027-01-31"),
            ("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-10-31 2026-11-30 2026-12-31"),
            ("FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR", "2026-11-13 2027-08-13 2028-10-13"),
            ("FREQ=MONTHLY;INTERVAL=3", "2026-10-06 2027-01-06 2027-04-06"),
            ("FREQ=DAILY;INTERVAL=10;COUNT=2", "2026-10-06 2026-10-16"),
            ("FREQ=WEEKLY;UNTIL=20261013T090000Z", "2026-10-06 2026-10-13"),
        ] {
            assert_eq!(days(rule, tuesday, 3).join(" "), wanted, "{rule}");
        }
        let counted = Rule::read("FREQ=WEEKLY;COUNT=3").expect("a rule");
        let from = day_of(tuesday);
        assert_eq!(counted.days(from, from + 8, from + 100).map(iso).collect::<Vec<_>>(), ["2026-10-20"]);
    }

    #[test]
    fn what_is_not_known_is_said() {
        for (rule, says) in [
            ("", "is no NAME=VALUE"),
            ("FREQ=YEARLY", "a rule says FREQ=DAILY, WEEKLY or MONTHLY"),
            ("FREQ=WEEKLY;BYHOUR=9", "BYHOUR is not known here"),
            ("FREQ=WEEKLY;BYDAY=XX", "BYDAY=XX cannot be read"),
            ("FREQ=WEEKLY;BYDAY=É", "cannot be read"),
            ("FREQ=WEEKLY;BYDAY=2TU", "only FREQ=MONTHLY"),
            ("FREQ=WEEKLY;INTERVAL=0", "INTERVAL=0 cannot be read"),
            ("FREQ=WEEKLY;UNTIL=20261340", "UNTIL=20261340 cannot be read"),
            ("FREQ=WEEKLY;FREQ=DAILY", "FREQ stands twice"),
        ] {
            let said = Rule::read(rule).expect_err(rule);
            assert!(said.contains(says), "{rule}: {said}");
        }
    }
}
