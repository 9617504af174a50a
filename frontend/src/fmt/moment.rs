//! [`Moment`]: a time as clocks somewhere show it, and the [`Shape`]s it is written in.

use super::{Locale, civil};
use crate::words;

const MINUTE_MS: f64 = 60_000.0;
const DAY_MINUTES: i64 = 24 * 60;

/// How a moment is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `17 Nov`
    Day,
    /// `17 November`
    DayLong,
    /// `17 Nov 2026`
    DayYear,
    /// `Nov`
    Month,
    /// `November 2026`
    MonthYear,
    /// `Nov 2026`
    MonthShort,
    /// `Sun 22 Nov`
    Weekday,
    /// `09:12`
    Time,
    /// `19 Nov, 08:55`
    Moment,
}

/// A moment, and how far the clocks of its place are ahead of UTC.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moment {
    /// Milliseconds since 1970.
    pub millis: f64,
    /// How far ahead of UTC, in milliseconds.
    pub ahead: f64,
}

impl Moment {
    /// Of a time (RFC 3339, to the second) or a date, which is its start in UTC; `None` if it is neither.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let day = civil::number(text.get(..10)?)?;
        let clock = |from: usize| Some(civil::digits(text, from, 2)? * 3_600 + civil::digits(text, from + 3, 2)? * 60);
        let (seconds, ahead) = if text.len() == 10 {
            (0, 0)
        } else {
            let zone = text.len() - 6;
            let ahead = match text.as_bytes()[zone] {
                _ if text.ends_with('Z') => 0,
                b'+' => clock(zone + 1)?,
                b'-' => -clock(zone + 1)?,
                _ => return None,
            };
            (clock(11)? + civil::digits(text, 17, 2)?, ahead)
        };
        let millis = |seconds: i64| seconds as f64 * 1_000.0;
        Some(Self { millis: millis(day * 86_400 + seconds - ahead), ahead: millis(ahead) })
    }

    /// In words and digits of the language spoken.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "minutes of a date, and parts of them")]
    pub fn write(self, shape: Shape) -> String {
        let minutes = ((self.millis + self.ahead) / MINUTE_MS).floor() as i64;
        let (number, minute) = (minutes.div_euclid(DAY_MINUTES), minutes.rem_euclid(DAY_MINUTES));
        let (year, month, day) = civil::split(number);
        let style = style(words::locale());
        let name = |names: &'static str, index: i64| names.split(' ').nth(index as usize).unwrap_or_default();
        let mut text = String::new();
        for letter in style.shapes.split('|').nth(shape as usize).unwrap_or_default().chars() {
            match letter {
                'y' => put(&mut text, year, 4),
                'M' => text.push_str(name(style.months, month - 1)),
                'm' => text.push_str(name(style.short, month - 1)),
                'a' => text.push_str(name(style.alone, month - 1)),
                'd' => put(&mut text, day, if day < 10 { 1 } else { 2 }),
                // 1970 began on a Thursday.
                'w' => text.push_str(name(style.weekdays, (number + 3).rem_euclid(7))),
                'H' => put(&mut text, minute / 60, 2),
                'h' => put(&mut text, (minute / 60 + 11) % 12 + 1, if (minute / 60 + 11) % 12 < 9 { 1 } else { 2 }),
                'n' => put(&mut text, minute % 60, 2),
                'p' => text.push_str(if minute < DAY_MINUTES / 2 { "AM" } else { "PM" }),
                mark => text.push(mark),
            }
        }
        text
    }
}

/// Appends the last digits of a number, so many.
fn put(text: &mut String, number: i64, digits: u32) {
    for place in (0..digits).rev() {
        text.push(char::from(b'0' + (number / 10_i64.pow(place) % 10) as u8));
    }
}

/// How a locale writes dates, as Unicode's CLDR has it.
struct Style {
    months: &'static str,
    /// Beside a day or a year.
    short: &'static str,
    /// Alone.
    alone: &'static str,
    weekdays: &'static str,
    /// The [`Shape`]s, in their order: year, Month, its short name, that alone, day, weekday, Hour of 24 or hour of 12, miNute,
    /// AM or pm.
    shapes: &'static str,
}

static BRITISH: Style = Style {
    months: "January February March April May June July August September October November December",
    short: "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec",
    alone: "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec",
    weekdays: "Mon Tue Wed Thu Fri Sat Sun",
    shapes: "d m|d M|d m y|a|M y|m y|w d m|H:n|d m, H:n",
};

static AMERICAN: Style = Style {
    short: "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    alone: "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    shapes: "m d|M d|m d, y|a|M y|m y|w, m d|h:n p|m d, h:n p",
    ..BRITISH
};

static GERMAN: Style = Style {
    months: "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    short: "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
    alone: "Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez",
    weekdays: "Mo. Di. Mi. Do. Fr. Sa. So.",
    shapes: "d. m|d. M|d. m y|a|M y|m y|w, d. m|H:n|d. m, H:n",
};

fn style(locale: Locale) -> &'static Style {
    match locale {
        Locale::British => &BRITISH,
        Locale::American => &AMERICAN,
        Locale::German | Locale::Swiss => &GERMAN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: &str = "2026-09-06T21:05:40+02:00";

    #[test]
    fn each_locale_writes_dates_its_own_way() {
        let shapes = [
            Shape::Day,
            Shape::DayLong,
            Shape::DayYear,
            Shape::Month,
            Shape::MonthYear,
            Shape::MonthShort,
            Shape::Weekday,
            Shape::Time,
            Shape::Moment,
        ];
        for (tag, written) in [
            ("en-GB", "6 Sept|6 September|6 Sept 2026|Sept|September 2026|Sept 2026|Sun 6 Sept|21:05|6 Sept, 21:05"),
            ("en-US", "Sep 6|September 6|Sep 6, 2026|Sep|September 2026|Sep 2026|Sun, Sep 6|9:05 PM|Sep 6, 9:05 PM"),
            (
                "de-DE",
                "6. Sept.|6. September|6. Sept. 2026|Sep|September 2026|Sept. 2026|So., 6. Sept.|21:05|6. Sept., 21:05",
            ),
        ] {
            words::choose(tag);
            let moment = Moment::parse(AT).expect("a time");
            assert_eq!(shapes.map(|shape| moment.write(shape)).join("|"), written);
        }
        let march = Moment::parse("2026-03-01").expect("a date");
        assert_eq!((march.write(Shape::Month), march.write(Shape::Day)), ("Mär".to_owned(), "1. März".to_owned()));
        words::choose("en-US");
        let hours = ["T00:00:00Z", "T11:59:59Z", "T12:00:00Z", "T23:30:00Z"];
        let written =
            hours.map(|hour| Moment::parse(&["2026-11-22", hour].concat()).expect("a time").write(Shape::Time));
        assert_eq!(written, ["12:00 AM", "11:59 AM", "12:00 PM", "11:30 PM"]);
        words::choose("en-GB");
    }

    #[test]
    fn a_time_is_the_same_moment_everywhere_and_its_own_on_the_clock() {
        let millis = |text: &str| Moment::parse(text).map(|moment| moment.millis);
        assert_eq!(millis(AT), millis("2026-09-06T19:05:40Z"));
        assert_eq!(millis(AT), millis("2026-09-06T13:35:40-05:30"));
        assert_eq!(millis("2026-11-22T09:05:00Z"), Some(1_795_338_300_000.0));
        assert_eq!(millis("1969-12-31"), Some(-86_400_000.0));
        words::choose("en-GB");
        let written = |text: &str| Moment::parse(text).expect("a time").write(Shape::Moment);
        assert_eq!(written("2026-12-31T23:30:00-03:00"), "31 Dec, 23:30");
        assert_eq!(written("2027-01-01T00:10:00+05:45"), "1 Jan, 00:10");
    }

    #[test]
    fn what_is_no_time_is_none() {
        for odd in
            ["", "soon", "2026-13-01", "2026-11-22T", "2026-11-22T09:05", "2026-11-22T09:05:00", "2026-11-22T09:0é:00Z"]
        {
            assert_eq!(Moment::parse(odd), None, "{odd}");
        }
    }
}
