//! [`Rhythm`]: when a board's check-ins are, as moments.

use super::rule::Rule;
use super::{OrgCalendar, day_of};
use crate::store::Day;
use jiff::Timestamp;
use jiff::civil::{self, Date};
use tandem_shared::document::{Cadence, Errors, Every, Weekday};

/// How far ahead check-ins are looked for, in days: a rule that names no day for so long is over.
const AHEAD: Day = 2 * 366;
/// Monday, 5 January 1970: where every second week is counted from, unless a day is given.
const BEGINNING: Day = 4;

/// A cadence, ready to answer.
#[derive(Clone, Debug)]
pub(crate) struct Rhythm {
    rule: Rule,
    from: Day,
    at: civil::Time,
    /// How long each takes.
    pub(crate) minutes: u16,
}

impl Rhythm {
    /// Makes the rhythm of a cadence, or says in `errors` why it cannot be.
    pub(crate) fn new(cadence: &Cadence, errors: &mut Errors) -> Option<Self> {
        let at = civil::Time::strptime("%H:%M", &cadence.at).ok();
        errors.require(at.is_some(), "/check_in/at", "write a time of day like 10:00");
        let from = cadence.from.as_deref().map(|from| from.parse::<Date>().ok().map(day_of));
        errors.require(from != Some(None), "/check_in/from", "write a date like 2026-10-06");
        let counted = cadence.rule.is_none() || cadence.from.is_some();
        errors.require(counted, "/check_in/from", "from which day does the rule count? Write a date like 2026-10-06");
        let rule = match (cadence.every, cadence.on.map(weekday), &cadence.rule) {
            (_, _, Some(rule)) => Rule::read(rule).map_err(|says| errors.add("/check_in/rule", says)).ok(),
            (Some(Every::Week), Some(on), None) => Some(Rule::weekly(1, on)),
            (Some(Every::TwoWeeks), Some(on), None) => Some(Rule::weekly(2, on)),
            (Some(Every::Month), Some(on), None) => Some(Rule::monthly(on)),
            _ => None,
        };
        Some(Self { rule: rule?, from: from.unwrap_or(Some(BEGINNING))?, at: at?, minutes: cadence.minutes })
    }

    /// The check-ins that begin at `after` or later, in order, two years ahead at most. Where the clocks skip the time of
    /// day, it is an hour later; where they show it twice, it is the first.
    pub(crate) fn after(&self, calendar: &OrgCalendar, after: Timestamp) -> impl Iterator<Item = Timestamp> {
        let today = calendar.day_at(after);
        let days = self.rule.days(self.from, today, today + AHEAD);
        let (zone, at) = (calendar.zone.clone(), self.at);
        days.filter_map(move |day| zone.to_timestamp(super::date_of(day).to_datetime(at)).ok())
            .filter(move |begin| *begin >= after)
    }
}

fn weekday(weekday: Weekday) -> civil::Weekday {
    match weekday {
        Weekday::Monday => civil::Weekday::Monday,
        Weekday::Tuesday => civil::Weekday::Tuesday,
        Weekday::Wednesday => civil::Weekday::Wednesday,
        Weekday::Thursday => civil::Weekday::Thursday,
        Weekday::Friday => civil::Weekday::Friday,
        Weekday::Saturday => civil::Weekday::Saturday,
        Weekday::Sunday => civil::Weekday::Sunday,
    }
}
