//! [`Table`]: the figures with their budgets, and whether each is met.

use std::fmt::Write as _;
use std::path::Path;

/// One figure.
pub(crate) struct Row {
    figure: String,
    measured: String,
    budget: String,
    against: String,
    ratio: String,
    verdict: &'static str,
}

impl Row {
    /// A rate that should reach `share` of a limit's.
    pub(crate) fn reaches(figure: impl Into<String>, rate: f64, limit: (&str, f64), share: f64) -> Self {
        let ratio = rate / limit.1;
        Self {
            figure: figure.into(),
            measured: format!("{}/s", thousands(rate)),
            budget: format!("≥ {share:.2} ×"),
            against: format!("{}: {}/s", limit.0, thousands(limit.1)),
            ratio: format!("{ratio:.2}"),
            verdict: verdict(ratio >= share),
        }
    }

    /// A cost that should be at most `times` that of a peer.
    pub(crate) fn costs(figure: impl Into<String>, unit: &str, cost: f64, peer: (&str, f64), times: f64) -> Self {
        let ratio = cost / peer.1;
        Self {
            figure: figure.into(),
            measured: format!("{} {unit}", short(cost)),
            budget: format!("≤ {times:.2} ×"),
            against: format!("{}: {} {unit}", peer.0, short(peer.1)),
            ratio: format!("{ratio:.2}"),
            verdict: verdict(ratio <= times),
        }
    }

    /// A figure that should be at most `most`.
    pub(crate) fn at_most(figure: impl Into<String>, unit: &str, value: f64, most: f64) -> Self {
        Self {
            figure: figure.into(),
            measured: format!("{} {unit}", short(value)),
            budget: format!("≤ {} {unit}", short(most)),
            against: String::new(),
            ratio: format!("{:.2}", value / most),
            verdict: verdict(value <= most),
        }
    }

    /// A figure without a budget, to see the others by.
    pub(crate) fn shown(figure: impl Into<String>, measured: impl Into<String>) -> Self {
        Self {
            figure: figure.into(),
            measured: measured.into(),
            budget: String::new(),
            against: String::new(),
            ratio: String::new(),
            verdict: "",
        }
    }

    /// The same row, with a word about the peer or how it was measured.
    pub(crate) fn beside(mut self, words: impl AsRef<str>) -> Self {
        if !self.against.is_empty() {
            self.against.push_str("; ");
        }
        self.against.push_str(words.as_ref());
        self
    }
}

fn verdict(met: bool) -> &'static str {
    if met { "met" } else { "NOT MET" }
}

/// All figures of a run.
#[derive(Default)]
pub(crate) struct Table(Vec<Row>);

impl Table {
    pub(crate) fn extend(&mut self, rows: Vec<Row>) {
        self.0.extend(rows);
    }

    /// Markdown that is also readable as it is: one line a row, columns in line.
    pub(crate) fn text(&self) -> String {
        const HEAD: [&str; 6] = ["figure", "measured", "budget", "peer or limit", "ratio", "verdict"];
        let line = |row: &Row| {
            [&row.figure, &row.measured, &row.budget, &row.against, &row.ratio, row.verdict].map(str::to_owned)
        };
        let mut lines = vec![HEAD.map(str::to_owned)];
        lines.extend(self.0.iter().map(line));
        let widths: [usize; 6] =
            std::array::from_fn(|column| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0));
        lines.insert(1, widths.map(|width| "-".repeat(width)));
        let mut text = String::new();
        for line in &lines {
            for (cell, width) in line.iter().zip(widths) {
                let pad = " ".repeat(width - cell.chars().count());
                // A string takes every write.
                let _ = write!(text, "| {cell}{pad} ");
            }
            text.push_str("|\n");
        }
        text
    }

    /// How many budgets there are, and how many of them are met.
    pub(crate) fn score(&self) -> (usize, usize) {
        let judged = self.0.iter().filter(|row| !row.verdict.is_empty());
        (judged.clone().count(), judged.filter(|row| row.verdict == "met").count())
    }

    /// Writes it to a file, below `head`.
    pub(crate) fn save(&self, file: &Path, head: &str) {
        std::fs::write(file, format!("{head}\n{}", self.text())).expect("the target folder can be written");
    }
}

/// `45,678`
fn thousands(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Three digits or so: `0.123`, `4.56`, `78.9`, `1,234`.
fn short(number: f64) -> String {
    match number.abs() {
        size if size >= 1_000.0 => thousands(number),
        size if size >= 100.0 => format!("{number:.0}"),
        size if size >= 10.0 => format!("{number:.1}"),
        size if size >= 1.0 => format!("{number:.2}"),
        _ => format!("{number:.3}"),
    }
}
