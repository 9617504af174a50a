//! [`Screen`]

use super::{Document, Errors, Kind, Weekday};
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// Most boards one screen shows in turn.
const BOARDS_MAX: usize = 20;
/// How long a board may stand, in seconds.
const SECONDS: RangeInclusive<u32> = 5..=3_600;
/// The locales a screen speaks.
const LOCALES: [&str; 4] = ["en-GB", "en-US", "de-DE", "de-CH"];

/// A screen on a wall. What it proves itself with is no part of it and in no log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Screen {
    /// Its name, by which people find it.
    pub name: String,
    /// What it shows, in turn.
    pub boards: Vec<Turn>,
    /// Its theme.
    #[serde(default)]
    pub theme: Theme,
    /// The language it speaks, as a BCP 47 tag: `en-GB`, `en-US`, `de-DE` or `de-CH`.
    pub locale: String,
    /// Whether strangers see it too: it then names no persons, and instead of amounts of money per cent of their targets.
    #[serde(default)]
    pub public: bool,
    /// Whether a win sounds as well as it looks.
    #[serde(default)]
    pub sound: bool,
    /// When nothing is celebrated, every day. What is won then is celebrated afterwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quiet: Option<Hours>,
}

/// Hours of a day, in the organisation's time zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// When they begin, such as `12:00`.
    pub from: String,
    /// When they are over, such as `14:00`; not after `from`, it is on the next day.
    pub until: String,
}

/// A board on a screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Turn {
    /// Slug of the board.
    pub board: String,
    /// How long it stands, in seconds.
    pub seconds: u32,
    /// From when on, such as `08:00`, in the organisation's time zone; without, from the beginning of the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Until when, such as `18:00`; without, to the end of the day. Not after `from`, it is on the next day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// On which days it begins; none for every day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<Weekday>,
}

/// How a screen is lit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// For most rooms.
    #[default]
    Dark,
    /// For bright ones.
    Light,
}

impl Screen {
    /// Whether it shows a board.
    #[must_use]
    pub fn shows(&self, board: &str) -> bool {
        self.boards.iter().any(|turn| turn.board == board)
    }
}

impl Hours {
    /// When they begin and end, in minutes since midnight; an end that is not later is on the next day.
    #[must_use]
    pub fn minutes(&self) -> (u16, u16) {
        (minute(&self.from).unwrap_or(0), minute(&self.until).unwrap_or(0))
    }
}

impl Turn {
    /// Whether it is on at every hour of every day.
    #[must_use]
    pub fn is_always(&self) -> bool {
        self.from.is_none() && self.until.is_none() && self.days.is_empty()
    }

    /// When it begins and ends, in minutes since midnight; an end that is not later is on the next day.
    #[must_use]
    pub fn minutes(&self) -> (u16, u16) {
        let at = |time: &Option<String>| time.as_deref().and_then(minute).unwrap_or(0);
        (at(&self.from), at(&self.until))
    }
}

fn time_of_day(errors: &mut Errors, field: &str, time: Option<&str>) {
    errors.require(time.is_none_or(|time| minute(time).is_some()), field, "write a time of day like 08:00");
}

/// The minutes since midnight of a time such as `08:00`.
fn minute(time: &str) -> Option<u16> {
    let (hour, minute) = time.split_once(':')?;
    let of = |text: &str, end: u16| {
        let is_number = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        let number: Option<u16> = if is_number { text.parse().ok() } else { None };
        number.filter(|number| *number < end)
    };
    Some(of(hour, 24)? * 60 + of(minute, 60)?)
}

impl Theme {
    /// Its name in documents and pages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
        }
    }
}

impl Document for Screen {
    const KIND: Kind = Kind::Screen;

    fn validate(&self, errors: &mut Errors) {
        errors.name("/name", &self.name);
        errors.require(!self.name.starts_with('@'), "/name", "names with @ are those of people");
        let count = self.boards.len();
        errors.require((1..=BOARDS_MAX).contains(&count), "/boards", "choose 1 to 20 boards: say how long each stands");
        for (index, turn) in self.boards.iter().enumerate() {
            errors.slug(&format!("/boards/{index}/board"), &turn.board);
            let fits = SECONDS.contains(&turn.seconds);
            errors.require(fits, &format!("/boards/{index}/seconds"), "a board stands for 5 to 3600 seconds");
            let again = self.boards[..index].iter().any(|other| other.board == turn.board);
            errors.require(!again, &format!("/boards/{index}/board"), "this board is named already");
            for (name, time) in [("from", &turn.from), ("until", &turn.until)] {
                time_of_day(errors, &format!("/boards/{index}/{name}"), time.as_deref());
            }
            let same = turn.from.is_some() && turn.from == turn.until;
            errors.require(
                !same,
                &format!("/boards/{index}/until"),
                "begins and ends at once: leave both empty for the whole day",
            );
        }
        if let Some(Hours { from, until }) = &self.quiet {
            time_of_day(errors, "/quiet/from", Some(from));
            time_of_day(errors, "/quiet/until", Some(until));
            errors.require(from != until, "/quiet/until", "begins and ends at once: leave both empty for none");
        }
        errors.require(LOCALES.contains(&&*self.locale), "/locale", "choose en-GB, en-US, de-DE or de-CH");
    }
}
