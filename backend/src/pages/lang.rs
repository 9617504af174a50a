//! [`Lang`]: the language of a page, as the browser asks for it.

use crate::calendar::OrgCalendar;
use crate::store::Millis;
use axum::extract::FromRequestParts;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use std::convert::Infallible;

/// A language pages speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lang {
    /// English, for everybody else too.
    English,
    /// German.
    German,
}

impl Lang {
    /// The one of two texts in this language.
    pub(super) fn say<T>(self, english: T, german: T) -> T {
        match self {
            Self::English => english,
            Self::German => german,
        }
    }

    /// A moment in the organisation's zone, to the minute.
    pub(super) fn time(self, calendar: &OrgCalendar, at: Millis) -> String {
        calendar.written(at, self.say("%-d %b %Y, %H:%M", "%d.%m.%Y, %H:%M"))
    }

    /// Its BCP 47 tag.
    pub(super) fn tag(self) -> &'static str {
        self.say("en", "de")
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Lang {
    type Rejection = Infallible;

    /// The first of the two the browser names; browsers name them in the reader's order.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let wanted = parts.headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let spoken = |tag: &str| match tag.trim().split(['-', ';']).next().unwrap_or_default() {
            "en" => Some(Self::English),
            "de" => Some(Self::German),
            _ => None,
        };
        Ok(wanted.split(',').find_map(spoken).unwrap_or(Self::English))
    }
}
