//! [`Period`]: the names of spans of time that targets and boards speak of.
//!
//! Only names and their arithmetic; which dates a period covers is the calendar's business, on the server.

use std::fmt;
use std::str::FromStr;

/// A named span of time.
///
/// | written | is |
/// |---|---|
/// | `2026`, `2026-Q4`, `2026-11`, `2026-W47` | calendar year, quarter, month; ISO week |
/// | `FY27`, `FY27-Q1`, `FY27-P03` | fiscal year, quarter, period (month, or a row of the 4-4-5 table) |
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// A calendar year.
    Year(i16),
    /// A calendar quarter, 1 to 4.
    Quarter(i16, u8),
    /// A calendar month, 1 to 12.
    Month(i16, u8),
    /// An ISO week, 1 to 53.
    Week(i16, u8),
    /// A fiscal year, named by its last two digits.
    FiscalYear(u8),
    /// A quarter of a fiscal year, 1 to 4.
    FiscalQuarter(u8, u8),
    /// A twelfth of a fiscal year, 1 to 12.
    FiscalPeriod(u8, u8),
}

/// A sort of period: what a board's "current quarter" names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
#[cfg_attr(feature = "viewer", derive(miniserde::Deserialize))]
pub enum PeriodUnit {
    /// Calendar year.
    #[serde(rename = "year")]
    Year,
    /// Calendar quarter.
    #[serde(rename = "quarter")]
    Quarter,
    /// Calendar month.
    #[serde(rename = "month")]
    Month,
    /// ISO week.
    #[serde(rename = "week")]
    Week,
    /// Fiscal year.
    #[serde(rename = "fiscal_year")]
    FiscalYear,
    /// Fiscal quarter.
    #[serde(rename = "fiscal_quarter")]
    FiscalQuarter,
    /// Fiscal period.
    #[serde(rename = "fiscal_period")]
    FiscalPeriod,
}

impl Period {
    /// Its sort.
    #[must_use]
    pub fn unit(self) -> PeriodUnit {
        match self {
            Self::Year(_) => PeriodUnit::Year,
            Self::Quarter(..) => PeriodUnit::Quarter,
            Self::Month(..) => PeriodUnit::Month,
            Self::Week(..) => PeriodUnit::Week,
            Self::FiscalYear(_) => PeriodUnit::FiscalYear,
            Self::FiscalQuarter(..) => PeriodUnit::FiscalQuarter,
            Self::FiscalPeriod(..) => PeriodUnit::FiscalPeriod,
        }
    }

    /// How people write it: `2026`, `Q4 2026`, `2026-11`, `W47 2026`, `FY27`, `Q1 FY27`, `P03 FY27`.
    #[must_use]
    pub fn label(self) -> String {
        match self {
            Self::Quarter(year, n) => format!("Q{n} {year}"),
            Self::Week(year, n) => format!("W{n:02} {year}"),
            Self::FiscalQuarter(year, n) => format!("Q{n} FY{year:02}"),
            Self::FiscalPeriod(year, n) => format!("P{n:02} FY{year:02}"),
            Self::Year(_) | Self::Month(..) | Self::FiscalYear(_) => self.to_string(),
        }
    }
}

impl fmt::Display for Period {
    /// The id, as parsed by [`FromStr`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Quarter(year, n) => write!(f, "{year:04}-Q{n}"),
            Self::Month(year, n) => write!(f, "{year:04}-{n:02}"),
            Self::Week(year, n) => write!(f, "{year:04}-W{n:02}"),
            Self::FiscalYear(year) => write!(f, "FY{year:02}"),
            Self::FiscalQuarter(year, n) => write!(f, "FY{year:02}-Q{n}"),
            Self::FiscalPeriod(year, n) => write!(f, "FY{year:02}-P{n:02}"),
        }
    }
}

/// A text that names no period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeriodError;

impl fmt::Display for PeriodError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no such period: write 2026, 2026-Q4, 2026-11, 2026-W47, FY27, FY27-Q1 or FY27-P03")
    }
}

impl std::error::Error for PeriodError {}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        fn number(text: &str, digits: usize, range: std::ops::RangeInclusive<i16>) -> Result<i16, PeriodError> {
            if text.len() != digits || !text.bytes().all(|b| b.is_ascii_digit()) {
                return Err(PeriodError);
            }
            text.parse().ok().filter(|n| range.contains(n)).ok_or(PeriodError)
        }
        fn part(text: &str, digits: usize, last: i16) -> Result<u8, PeriodError> {
            u8::try_from(number(text, digits, 1..=last)?).map_err(|_| PeriodError)
        }
        let (head, tail) = text.split_once('-').map_or((text, None), |(head, tail)| (head, Some(tail)));
        if let Some(year) = head.strip_prefix("FY") {
            let year = u8::try_from(number(year, 2, 0..=99)?).map_err(|_| PeriodError)?;
            return match tail {
                None => Ok(Self::FiscalYear(year)),
                Some(tail) if tail.starts_with('Q') => Ok(Self::FiscalQuarter(year, part(&tail[1..], 1, 4)?)),
                Some(tail) if tail.starts_with('P') => Ok(Self::FiscalPeriod(year, part(&tail[1..], 2, 12)?)),
                Some(_) => Err(PeriodError),
            };
        }
        let year = number(head, 4, 1970..=9998)?;
        match tail {
            None => Ok(Self::Year(year)),
            Some(tail) if tail.starts_with('Q') => Ok(Self::Quarter(year, part(&tail[1..], 1, 4)?)),
            Some(tail) if tail.starts_with('W') => Ok(Self::Week(year, part(&tail[1..], 2, 53)?)),
            Some(tail) => Ok(Self::Month(year, part(tail, 2, 12)?)),
        }
    }
}

#[cfg(feature = "server")]
mod json {
    use super::Period;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    impl Serialize for Period {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_str(self)
        }
    }
    impl<'de> Deserialize<'de> for Period {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            std::borrow::Cow::<str>::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
        }
    }
}
