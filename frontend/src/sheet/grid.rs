//! [`Grid`]: the cells of a spreadsheet as the server told them, and how what is typed into one is read.

use tandem_shared::view::TeamView;
use tandem_shared::{Quantity, Unit, UnitType};

use crate::edit::number;
use crate::fmt::number::{marks, up_to};
use crate::words;

/// A place: line and column.
pub(super) type At = (usize, usize);

/// The cells, and around what they are.
#[derive(Default)]
pub(super) struct Grid {
    /// Name of the board.
    pub(super) name: String,
    /// Id of the period shown.
    pub(super) period: String,
    /// Ids of the periods before and after.
    pub(super) around: [Option<String>; 2],
    /// Its columns.
    pub(super) columns: Vec<Column>,
    /// Its lines: of each KPI the whole, then its parts.
    pub(super) lines: Vec<Line>,
}

/// A column.
pub(super) struct Column {
    /// Its id: a period or a day.
    pub(super) id: String,
    /// What stands over it.
    pub(super) name: String,
    /// Which columns it is shown with.
    pub(super) group: usize,
    /// Whether it is shut until somebody says that it is to be corrected.
    pub(super) over: bool,
}

/// A line.
pub(super) struct Line {
    /// Slug of the KPI.
    pub(super) kpi: String,
    /// Its name.
    pub(super) name: String,
    /// Its unit.
    pub(super) unit: Unit,
    /// The team it is for; `None` for the whole.
    pub(super) team: Option<TeamView>,
    /// Whether the parts add up to the whole.
    pub(super) adds_up: bool,
    /// Why nothing can be typed here.
    pub(super) locked: Option<String>,
    /// What else there is to say about it.
    pub(super) note: Option<String>,
    /// Whether what has a value keeps one.
    pub(super) keeps: bool,
    /// A cell for each column.
    pub(super) cells: Vec<Cell>,
}

/// A cell.
#[derive(Default)]
pub(super) struct Cell {
    /// Its value.
    pub(super) value: Option<Quantity>,
    /// The revision to change it by.
    pub(super) revision: Option<u64>,
    /// Who wrote it, and when.
    pub(super) by: Option<(String, String)>,
    /// Whether its value is worked out and cannot be typed over.
    pub(super) fixed: bool,
    /// Of a day's value: the figure of the day, of a part of a ratio the ratio.
    pub(super) figure: Option<Quantity>,
    /// What can be copied into it: the value a year before.
    pub(super) last_year: Option<Quantity>,
}

impl Grid {
    /// A cell.
    pub(super) fn cell(&self, (line, column): At) -> &Cell {
        &self.lines[line].cells[column]
    }

    /// What a cell is called.
    pub(super) fn name_of(&self, (line, column): At) -> String {
        let Line { name, team, .. } = &self.lines[line];
        let team = team.as_ref().map_or_else(String::new, |team| [", ", &team.name].concat());
        [name, &*team, ", ", &self.columns[column].name].concat()
    }

    /// Where a cell of another grid stands in this one.
    pub(super) fn find(&self, other: &Self, (line, column): At) -> Option<At> {
        let (sought, day) = (&other.lines[line], &other.columns[column]);
        let line = self
            .lines
            .iter()
            .position(|line| line.name == sought.name && line.kpi == sought.kpi && line.team == sought.team)?;
        Some((line, self.columns.iter().position(|column| column.id == day.id)?))
    }
}

impl Cell {
    /// What a change of it begins from.
    pub(super) fn base(&self) -> (Option<u64>, Option<Quantity>) {
        (self.revision, self.value)
    }
}

impl Line {
    /// A value as it stands in a cell, to be read back as what it is.
    pub(super) fn write(&self, value: Option<Quantity>) -> String {
        let text = value.map_or_else(String::new, |value| number::write(value, &self.unit));
        if may_be_a_thousand(&text) { text + "0" } else { text }
    }

    /// What was typed; nothing is no value.
    ///
    /// # Errors
    /// What is wrong with it, for the cell.
    pub(super) fn read(&self, typed: &str) -> Result<Option<Quantity>, String> {
        if typed.trim().is_empty() {
            return Ok(None);
        }
        let value = number::read(typed, &self.unit)?;
        if self.unit.kind != UnitType::Duration && may_be_a_thousand(typed) {
            let (thousand, fraction) = (up_to(value.to_f64() * 1_000.0), [typed.trim(), "0"].concat());
            return Err(words::two_readings(typed.trim(), &thousand, &fraction));
        }
        Ok(Some(value))
    }
}

/// Whether the decimal mark of the language spoken may have been the mark of thousands where a number comes from:
/// `1.234`. Copied cells do not tell.
fn may_be_a_thousand(typed: &str) -> bool {
    let bare = typed.trim_matches(|letter: char| !letter.is_ascii_digit());
    bare.split_once(marks().0).is_some_and(|(whole, fraction)| {
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        digits(whole) && digits(fraction) && fraction.len() == 3 && whole.len() <= 3 && !whole.starts_with('0')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_copied_is_misread_in_silence() {
        let line = Line {
            kpi: "leads".into(),
            name: "Leads".into(),
            unit: Unit::default(),
            team: None,
            adds_up: true,
            locked: None,
            note: None,
            keeps: false,
            cells: Vec::new(),
        };
        for (typed, means) in [
            ("1,234.56", "1234.56"),
            ("1234.56", "1234.56"),
            ("2,100", "2100"),
            ("0.125", "0.125"),
            ("1,234.125", "1234.125"),
            ("63 %", "63"),
        ] {
            assert_eq!(line.read(typed), Ok(means.parse().ok()), "{typed}");
        }
        assert_eq!(line.read(" \u{a0}"), Ok(None));
        for value in ["3.125", "1234", "12.5", "-7"] {
            let value = value.parse().ok();
            assert_eq!(line.read(&line.write(value)), Ok(value));
        }
        for typed in ["1.234,56", "1.234", "-12.500", "(1,200)", "#REF!", "2.1E+03", "n/a", "1.234.567"] {
            assert!(line.read(typed).is_err(), "{typed}");
        }
        let says = line.read("1.234").expect_err("a thousand, or one and a bit?");
        assert!(says.contains("1,234") && says.contains("1.2340"), "{says}");
    }
}
