//! [`Calendar`]

use super::{Document, Errors, Kind};
use serde::{Deserialize, Serialize};

/// The organisation's time zone, weeks, fiscal year and days off. The calendar with the slug `main` is in force; without
/// one, UTC, weeks from Monday and fiscal years from January.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// Its name.
    #[serde(default = "Calendar::usual_name")]
    pub name: String,
    /// IANA name, such as `Europe/Berlin`.
    pub time_zone: String,
    /// First month of the fiscal year, 1 to 12.
    #[serde(default = "Calendar::january")]
    pub fiscal_year_start: u8,
    /// Which of its calendar years names a fiscal year.
    #[serde(default)]
    pub fiscal_year_name: FiscalYearName,
    /// First day of the week in charts; week ids stay ISO.
    #[serde(default)]
    pub week_start: Weekday,
    /// Days people work.
    #[serde(default = "Calendar::monday_to_friday")]
    pub working_days: Vec<Weekday>,
    /// Days off, `YYYY-MM-DD`.
    #[serde(default)]
    pub holidays: Vec<String>,
    /// Fiscal periods by a table (4-4-5) instead of by month.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fiscal_periods: Vec<FiscalPeriodDates>,
}

/// A row of a 4-4-5 table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FiscalPeriodDates {
    /// Such as `FY27-P03`.
    pub id: String,
    /// First day, `YYYY-MM-DD`.
    pub from: String,
    /// Day after the last.
    pub to: String,
}

/// Which calendar year names a fiscal year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FiscalYearName {
    /// The one it ends in: July 2026 to June 2027 is FY27.
    #[default]
    End,
    /// The one it starts in: July 2026 to June 2027 is FY26.
    Start,
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Weekday {
    /// First ISO weekday.
    #[default]
    Monday,
    /// Second.
    Tuesday,
    /// Third.
    Wednesday,
    /// Fourth.
    Thursday,
    /// Fifth.
    Friday,
    /// Sixth.
    Saturday,
    /// Seventh.
    Sunday,
}

impl Weekday {
    /// 0 for Monday to 6 for Sunday.
    #[must_use]
    pub fn number(self) -> u8 {
        self as u8
    }
}

impl Calendar {
    /// The slug of the calendar in force.
    pub const MAIN: &'static str = "main";

    fn usual_name() -> String {
        "Calendar".to_owned()
    }
    fn january() -> u8 {
        1
    }
    fn monday_to_friday() -> Vec<Weekday> {
        vec![Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday]
    }
}

impl Default for Calendar {
    fn default() -> Self {
        Self {
            name: Self::usual_name(),
            time_zone: "UTC".to_owned(),
            fiscal_year_start: Self::january(),
            fiscal_year_name: FiscalYearName::default(),
            week_start: Weekday::default(),
            working_days: Self::monday_to_friday(),
            holidays: Vec::new(),
            fiscal_periods: Vec::new(),
        }
    }
}

impl Document for Calendar {
    const KIND: Kind = Kind::Calendar;

    /// Time zone and dates are checked by the server, which knows them.
    fn validate(&self, errors: &mut Errors) {
        errors.name("/name", &self.name);
        errors.require((1..=12).contains(&self.fiscal_year_start), "/fiscal_year_start", "a month from 1 to 12");
        errors.require(!self.working_days.is_empty(), "/working_days", "name at least one working day");
        errors.require(self.holidays.len() <= 2_000, "/holidays", "at most 2,000 days off");
        errors.require(self.fiscal_periods.len() <= 600, "/fiscal_periods", "at most 600 fiscal periods");
    }
}
