//! The words of the spreadsheets: targets of a year, values of a month.

use super::{pick, say, words};

words! {
    /// Leads to the page; its title before anything is known.
    all_targets: "All targets of the year", "Alle Ziele des Jahres";
    /// Under the title.
    sheet_how: "Type, or paste cells copied from Excel or Sheets. Arrows and Enter move, F2 changes, Esc takes back, then leaves.",
        "Tippen oder Zellen aus Excel oder Sheets einfügen. Pfeile und Eingabe bewegen, F2 ändert, Esc nimmt das Getippte zurück.";
    /// Columns.
    quarters: "Quarters and year", "Quartale und Jahr";
    /// Columns.
    months: "Months", "Monate";
    /// Over a column.
    closed: "closed", "abgeschlossen";
    /// Shows the lines of the teams.
    per_team: "per team", "je Team";
    /// Beside a KPI measured in time.
    as_in_a_span: "as in 1 h 30 min", "z. B. 1 h 30 min";
    /// Under a cell that was empty.
    new_here: "new", "neu";
    /// Head of the line below the teams.
    teams_together: "Teams together", "Teams zusammen";
    /// The parts are the whole.
    adds_up: "adds up", "geht auf";
    /// Title of what copies.
    copy_last_year: "Copy last year's targets", "Vorjahresziele übernehmen";
    /// Field: by how much more.
    more_percent: "plus %", "plus %";
    /// Copies into cells without a target.
    fill_empty: "Fill empty cells", "Leere Zellen füllen";
    /// Copies into all cells.
    replace_all: "Replace all", "Alle ersetzen";
    /// Opens what is over.
    correct_closed: "Correct closed periods; such a version stays marked",
        "Abgeschlossene Zeiträume korrigieren; so eine Fassung bleibt markiert";
    /// Field: why.
    reason_for_all: "Reason for all of it, required", "Grund für alles, erforderlich";
    /// Saves.
    save_targets: "Save targets", "Ziele speichern";
    /// Leads to the page; its title before anything is known.
    many_values: "Type many values", "Viele Werte eingeben";
    /// Under the title.
    values_how: "What you type becomes the figure of its day, whoever measured it; a source that sends more adds to it.",
        "Was Sie eingeben, wird der Wert des Tages, wer auch immer gemessen hat; was eine Quelle danach sendet, kommt dazu.";
    /// Why a cell is shut.
    worked_out: "worked out of several measurements: cannot be typed over",
        "aus mehreren Messungen errechnet: nicht zu überschreiben";
    /// Saves.
    save_values: "Save values", "Werte speichern";
    /// In a conflict.
    all_mine: "Use mine everywhere", "Überall meines verwenden";
}

/// Title of the page.
#[must_use]
pub fn targets_of(year: &str) -> String {
    say!("Targets of {year}", "Ziele {year}", year)
}

/// Title of the page.
#[must_use]
pub fn values_of(month: &str) -> String {
    say!("Values of {month}", "Werte {month}", month)
}

/// Who sends what stands in a line.
#[must_use]
pub fn sent_by(sources: &str) -> String {
    say!("sent by {sources}", "gesendet von {sources}", sources)
}

/// The line of a ratio's numerator.
#[must_use]
pub fn counts_of(kpi: &str) -> String {
    say!("{kpi}: counted", "{kpi}: gezählt", kpi)
}

/// The line of a ratio's denominator.
#[must_use]
pub fn out_of(kpi: &str) -> String {
    say!("{kpi}: out of", "{kpi}: von", kpi)
}

/// A number that copied cells do not tell from another.
#[must_use]
pub fn two_readings(typed: &str, thousand: &str, fraction: &str) -> String {
    say!(
        "{typed} may be a thousand or a fraction. Write {thousand} or {fraction}",
        "{typed} kann Tausender oder Bruchteil sein. Bitte {thousand} oder {fraction} schreiben",
        typed,
        thousand,
        fraction
    )
}

/// Why a cell is shut.
#[must_use]
pub fn is_over(period: &str) -> String {
    say!(
        "{period} is closed: choose to correct closed periods first",
        "{period} ist abgeschlossen: erst die Korrektur abgeschlossener Zeiträume wählen",
        period
    )
}

/// Why a line is shut.
#[must_use]
pub fn shut_for_others(teams: &str) -> String {
    say!("belongs to {teams}", "gehört {teams}", teams)
}

/// Below the teams, where there is no whole.
#[must_use]
pub fn together(sum: &str) -> String {
    say!("{sum} together", "zusammen {sum}", sum)
}

/// The parts are more than the whole.
#[must_use]
pub fn too_much(by: &str) -> String {
    say!("{by} too much", "{by} zu viel", by)
}

/// The parts are less than the whole.
#[must_use]
pub fn missing_of_whole(by: &str) -> String {
    say!("{by} missing", "{by} fehlen", by)
}

fn cells(count: usize) -> String {
    let number = &*count.to_string();
    match count {
        1 => pick("1 cell".into(), "1 Zelle".into()),
        _ => say!("{number} cells", "{number} Zellen", number),
    }
}

/// A step: a block was pasted; what was shut and what fell outside was left out.
#[must_use]
pub fn pasted(count: usize, shut: usize, outside: usize) -> String {
    let count = cells(count);
    let mut says = say!("{count} pasted", "{count} eingefügt", count);
    if shut > 0 {
        let shut = cells(shut);
        says = [&*says, ", ", &say!("{shut} locked and left as they are", "{shut} gesperrt und unverändert", shut)]
            .concat();
    }
    if outside > 0 {
        let outside = cells(outside);
        says = [
            &*says,
            ", ",
            &say!("{outside} outside of the sheet left out", "{outside} außerhalb weggelassen", outside),
        ]
        .concat();
    }
    says
}

/// A step: last year's targets were copied.
#[must_use]
pub fn from_last_year(count: usize, percent: &str) -> String {
    let count = cells(count);
    say!("{count} from last year, plus {percent} %", "{count} aus dem Vorjahr, plus {percent} %", count, percent)
}

/// Title of a conflict.
#[must_use]
pub fn cells_clash(count: usize) -> String {
    let count = cells(count);
    say!(
        "Somebody changed {count} in the meantime. Which counts?",
        "{count} hat jemand inzwischen geändert. Was gilt?",
        count
    )
}
