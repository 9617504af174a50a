//! The words of a KPI's detail.

use super::{pick, say, words};
use crate::detail::Bucket;

words! {
    /// Title where the board has no such KPI.
    not_on_board: "This KPI is not on the board", "Diese KPI ist nicht auf dem Board";
    /// What may have happened.
    not_on_board_why: "It may have been taken off, or the address is mistyped. Its history is kept either way.",
        "Vielleicht wurde sie entfernt, oder die Adresse ist vertippt. Ihr Verlauf bleibt in jedem Fall erhalten.";
    /// Name of the steps to the KPIs beside.
    kpis_of_board: "KPIs of this board", "KPIs dieses Boards";
    /// To the one before.
    previous_kpi: "Previous KPI", "Vorherige KPI";
    /// To the one after.
    next_kpi: "Next KPI", "Nächste KPI";
    /// Closes the panel.
    close_detail: "Close, back to the board", "Schließen, zurück zum Board";
    /// Block of the definition.
    what_it_counts: "What it counts", "Was sie zählt";
    /// A KPI without a description.
    not_described: "Nobody has written down yet what counts and what does not.",
        "Noch hat niemand aufgeschrieben, was zählt und was nicht.";
    /// Fact: which way is good.
    direction: "Direction", "Richtung";
    /// Higher is better.
    higher_is_better: "more is better", "mehr ist besser";
    /// Fact: where the numbers come from.
    source_name: "Source", "Quelle";
    /// No source named, nothing measured.
    no_source: "none yet", "noch keine";
    /// Fact: tolerance.
    tolerance: "Tolerance", "Toleranz";
    /// Fact: age without a verdict.
    too_old_after: "Too old after", "Zu alt nach";
    /// Fact: how the expectation grows.
    expected_today_name: "Expected today", "Heute erwartet";
    /// Of a level.
    expected_level: "the target itself", "das Ziel selbst";
    /// Name of the choice of division.
    show_by: "Show by", "Aufteilen nach";
    /// Nothing was measured.
    no_history: "Nothing measured in this time yet.", "In dieser Zeit noch nichts gemessen.";
    /// Column: the figure.
    value: "Value", "Wert";
    /// Column: the target.
    target_title: "Target", "Ziel";
    /// Column: value less target.
    difference: "Difference", "Differenz";
    /// Column: the verdict.
    status_title: "Status", "Urteil";
    /// Column: the forecast, or the change against the year before.
    beside: "Beside it", "Daneben";
    /// Where there is no figure.
    none: "none", "keiner";
    /// Link to the file.
    download_csv: "Download as CSV", "Als CSV herunterladen";
    /// Beside a target's line.
    target_word: "target", "Ziel";
    /// Block of the targets.
    target_history: "Target history", "Verlauf des Ziels";
    /// A KPI without a target.
    no_targets: "No target has been agreed on yet.", "Noch ist kein Ziel vereinbart.";
    /// Spoken between an old figure and a new one.
    becomes: "becomes", "wird zu";
    /// A target that no longer holds.
    taken_back: "taken back", "zurückgenommen";
    /// Name of the list of those who agreed.
    acknowledged: "Acknowledged by", "Bestätigt von";
    /// Block of the senders.
    who_feeds: "Who feeds this", "Wer liefert";
    /// A KPI without measurements.
    nobody_feeds: "Nobody yet. The first measurement makes its sender appear here.",
        "Noch niemand. Mit der ersten Messung erscheint hier ihr Absender.";
    /// Title of the command.
    send_yourself: "Send a value yourself", "Selbst einen Wert senden";
}

/// `1 of 12`.
#[must_use]
pub fn one_of(number: usize, count: usize) -> String {
    let (number, count) = (&*number.to_string(), &*count.to_string());
    say!("{number} of {count}", "{number} von {count}", number, count)
}

/// `in “More leads than planned”`: what the pair says that the KPI is half of.
#[must_use]
pub fn in_pair(pair: &str) -> String {
    say!("in “{pair}”", "in „{pair}“", pair)
}

/// `1,210 expected on day 53`.
#[must_use]
pub fn on_day(expected: &str, day: u32) -> String {
    let day = &*day.to_string();
    say!("{expected} on day {day}", "{expected} an Tag {day}", expected, day)
}

/// `forecast 2,130 on 31 Dec, 2,030 to 2,220`.
#[must_use]
pub fn forecast_until(value: &str, date: &str, low: &str, high: &str) -> String {
    say!(
        "forecast {value} on {date}, {low} to {high}",
        "Prognose {value} am {date}, {low} bis {high}",
        value,
        date,
        low,
        high
    )
}

/// Fact: whose it is.
#[must_use]
pub fn owner(owners: usize) -> &'static str {
    if owners == 1 { pick("Owner", "Gehört") } else { pick("Owners", "Gehört") }
}

/// `5 % either way`.
#[must_use]
pub fn either_way(percent: &str) -> String {
    say!("{percent}\u{202f}% either way", "{percent}\u{202f}% nach beiden Seiten", percent)
}

/// Twice the expected interval of a KPI, by its name in the KPI's document.
#[must_use]
pub fn too_old(interval: &str) -> Option<&'static str> {
    Some(match interval {
        "hour" => pick("2\u{202f}h", "2\u{202f}h"),
        "day" => pick("2 days", "2 Tagen"),
        "week" => pick("2 weeks", "2 Wochen"),
        "month" => pick("2 months", "2 Monaten"),
        "quarter" => pick("2 quarters", "2 Quartalen"),
        _ => return None,
    })
}

/// How the expectation of a sum grows, by the name in the KPI's document.
#[must_use]
pub fn expected_by(elapsed: &str) -> &'static str {
    match elapsed {
        "working_days" => pick("even over the working days", "gleichmäßig über die Arbeitstage"),
        _ => pick("even over the period", "gleichmäßig über den Zeitraum"),
    }
}

/// The name of a division.
#[must_use]
pub fn bucket(bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::Day => pick("Day", "Tag"),
        Bucket::Week => pick("Week", "Woche"),
        Bucket::Month => pick("Month", "Monat"),
        Bucket::Quarter => pick("Quarter", "Quartal"),
        Bucket::Year => pick("Year", "Jahr"),
    }
}

/// Title of the history.
#[must_use]
pub fn per(bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::Day => pick("Per day", "Je Tag"),
        Bucket::Week => pick("Per week", "Je Woche"),
        Bucket::Month => pick("Per month", "Je Monat"),
        Bucket::Quarter => pick("Per quarter", "Je Quartal"),
        Bucket::Year => pick("Per year", "Je Jahr"),
    }
}

/// The same within a sentence.
fn per_within(bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::Day => pick("per day", "je Tag"),
        Bucket::Week => pick("per week", "je Woche"),
        Bucket::Month => pick("per month", "je Monat"),
        Bucket::Quarter => pick("per quarter", "je Quartal"),
        Bucket::Year => pick("per year", "je Jahr"),
    }
}

/// Several of a division.
fn buckets(bucket: Bucket) -> &'static str {
    match bucket {
        Bucket::Day => pick("days", "Tage"),
        Bucket::Week => pick("weeks", "Wochen"),
        Bucket::Month => pick("months", "Monate"),
        Bucket::Quarter => pick("quarters", "Quartale"),
        Bucket::Year => pick("years", "Jahre"),
    }
}

/// Opens the table.
#[must_use]
pub fn show_all(count: usize, bucket: Bucket) -> String {
    let (count, buckets) = (&*count.to_string(), buckets(bucket));
    say!("Show all {count} {buckets}", "Alle {count} {buckets} zeigen", count, buckets)
}

/// Closes it again.
#[must_use]
pub fn show_newest(count: usize) -> String {
    let count = &*count.to_string();
    say!("Show the newest {count}", "Nur die neuesten {count} zeigen", count)
}

/// Caption of the table.
#[must_use]
pub fn table_of(name: &str, by: Bucket) -> String {
    [name, ", ", per_within(by)].concat()
}

/// The figure of a running bucket.
#[must_use]
pub fn so_far(value: &str) -> String {
    say!("{value} so far", "bisher {value}", value)
}

/// A forecast and its band.
#[must_use]
pub fn band(value: &str, band: &str) -> String {
    say!("forecast {value}, 8 in 10: {band}", "Prognose {value}, 8 von 10: {band}", value, band)
}

/// `+12 % vs a year ago`.
#[must_use]
pub fn to_year_ago(change: &str) -> String {
    say!("{change} vs a year ago", "{change} zum Vorjahr", change)
}

/// The chart in words; `ends`: its first and last bucket.
#[must_use]
pub fn history_says(
    name: &str,
    by: Bucket,
    ends: [&str; 2],
    newest: &str,
    target: Option<&str>,
    forecast: Option<&str>,
) -> String {
    let [first, last] = ends;
    let per = per_within(by);
    let mut says = say!(
        "{name}, {per}, {first} to {last}; newest {newest}",
        "{name}, {per}, {first} bis {last}; zuletzt {newest}",
        name,
        per,
        first,
        last,
        newest
    );
    if let Some(target) = target {
        says = [&*says, ", ", target_word(), " ", target].concat();
    }
    if let Some(forecast) = forecast {
        says = [&*says, ", ", super::forecast(), " ", forecast].concat();
    }
    says
}

/// Which period a target is for.
#[must_use]
pub fn for_period(period: &str) -> String {
    say!("for {period}", "für {period}", period)
}

/// Which period and team a target is for.
#[must_use]
pub fn for_team(period: &str, team: &str) -> String {
    say!("for {period}, team {team}", "für {period}, Team {team}", period, team)
}

/// From when a target counts, if not from the day it was written.
#[must_use]
pub fn counts_from(date: &str) -> String {
    say!("counts from {date}", "gilt ab {date}", date)
}

/// Opens the list of targets.
#[must_use]
pub fn show_all_targets(count: usize) -> String {
    let count = &*count.to_string();
    say!("Show all {count} versions", "Alle {count} Fassungen zeigen", count)
}

/// How many measurements a sender sent.
#[must_use]
pub fn measurements(written: &str, count: u64) -> String {
    match count {
        1 => pick("1 measurement".into(), "1 Messung".into()),
        _ => say!("{written} measurements", "{written} Messungen", written),
    }
}
