//! The words of a board: header, hero, tiles.

use super::{pick, say, words};

words! {
    /// Badge of the demo workspace.
    demo: "Demo data", "Demodaten";
    /// Name of the period switcher.
    period: "Period", "Zeitraum";
    /// Label of its left button.
    previous_period: "Previous period", "Vorheriger Zeitraum";
    /// Label of its right button.
    next_period: "Next period", "Nächster Zeitraum";
    /// Why its right button is off.
    not_open_yet: "not open yet", "noch nicht begonnen";
    /// A period that is over.
    over: "over", "vorbei";
    /// A period that has not begun.
    not_begun: "not begun yet", "noch nicht begonnen";
    /// Key: the tick.
    key_pace: "where we should be today", "wo wir heute sein sollten";
    /// Key: the tick, once the period is over.
    key_pace_at_end: "where we should have ended", "wo wir am Ende sein sollten";
    /// Key: solid difference.
    key_more: "more than that", "mehr als das";
    /// Key: hatched difference.
    key_less: "missing", "fehlt";
    /// Key: the step line.
    key_target: "target per week, and when it changed", "Wochenziel, und wann es sich änderte";
    /// Name of the key.
    key: "How to read a tile", "So liest sich eine Kachel";
    /// Fact: against expectation.
    today: "Today", "Heute";
    /// Fact: against the target, once the period is over.
    at_the_end: "At the end", "Am Ende";
    /// Fact: against earlier periods.
    change: "Change", "Änderung";
    /// What is left of the target.
    still_to_win: "Still to win", "Noch zu gewinnen";
    /// What was left of the target when the period was over.
    missing_at_end: "Missing", "Fehlt";
    /// What no team brought.
    not_attributed: "Not attributed", "Nicht zugeordnet";
    /// Rule of the contribution bar.
    counted_once: "Every amount is counted once, in one segment", "Jeder Betrag zählt einmal, in einem Abschnitt";
    /// Lower is better.
    lower_is_better: "lower is better", "weniger ist besser";
    /// On a chart.
    forecast: "forecast", "Prognose";
    /// A tile without a value.
    nothing_yet: "Nothing measured in this period yet.", "In diesem Zeitraum noch nichts gemessen.";
    /// A tile without value and target.
    nothing_yet_nor_target: "Nothing measured yet, and no target agreed.", "Noch nichts gemessen, kein Ziel vereinbart.";
    /// A board without tiles.
    empty_board: "This board has no tiles yet.", "Dieses Board hat noch keine Kacheln.";
    /// After a failure.
    try_again: "Try again", "Erneut versuchen";
    /// Waiting for the first answer.
    loading: "Loading the board", "Board wird geladen";
    /// Unit of a spark of a sum.
    per_week: "/wk", "/Wo.";
    /// Freshly measured.
    just_now: "just now", "gerade eben";
}

/// `day 53 of 92, 58 % elapsed`, in two parts: the first is bold.
#[must_use]
pub fn day_of(day: &str, days: &str, elapsed: &str) -> (String, String) {
    (
        say!("day {day}", "Tag {day}", day),
        say!(" of {days}, {elapsed} elapsed", " von {days}, {elapsed} vergangen", days, elapsed),
    )
}

/// `as of 09:12`.
#[must_use]
pub fn as_of(time: &str) -> String {
    say!("as of {time}", "Stand {time}", time)
}

/// The dead-connection badge.
#[must_use]
pub fn not_live(time: &str) -> String {
    say!("Not live since {time}, retrying", "Seit {time} nicht live, neuer Versuch", time)
}

/// `61 %` of 2,100: what follows the share. Levels say "target", quantities need not.
#[must_use]
pub fn of_target(target: &str, level: bool, limit: bool) -> String {
    match (level, limit) {
        (false, false) => say!(" of {target}", " von {target}", target),
        (true, false) => say!(" of target {target}", " vom Ziel {target}", target),
        (_, true) => say!(" of target ≤\u{202f}{target}", " vom Ziel ≤\u{202f}{target}", target),
    }
}

/// `target 2 to 4`, of a range.
#[must_use]
pub fn range(low: &str, high: &str) -> String {
    say!("best from {low} to {high}", "am besten {low} bis {high}", low, high)
}

/// `1,210 expected`.
#[must_use]
pub fn expected(value: &str) -> String {
    say!("{value} expected", "{value} erwartet", value)
}

/// `€3.46 M expected today`.
#[must_use]
pub fn expected_today(value: &str) -> String {
    say!("{value} expected today", "{value} heute erwartet", value)
}

/// `809 of 1,284`: a rate's base.
#[must_use]
pub fn base(part: &str, whole: &str) -> String {
    say!("{part} of {whole}", "{part} von {whole}", part, whole)
}

/// `target reached 17 Nov`.
#[must_use]
pub fn reached(date: &str) -> String {
    say!("target reached {date}", "Ziel erreicht {date}", date)
}

/// ` vs Q3`: what follows a delta.
#[must_use]
pub fn versus(period: &str) -> String {
    say!(" vs {period}", " zu {period}", period)
}

/// Percentage points after a number.
#[must_use]
pub fn points(one: bool) -> &'static str {
    if one { pick("pt", "Pp.") } else { pick("pts", "Pp.") }
}

/// `4 min ago`.
#[must_use]
pub fn minutes_ago(count: u32) -> String {
    let count = &*count.to_string();
    say!("{count}\u{202f}min ago", "vor {count}\u{202f}min", count)
}

/// `1 h ago`.
#[must_use]
pub fn hours_ago(count: u32) -> String {
    let count = &*count.to_string();
    say!("{count}\u{202f}h ago", "vor {count}\u{202f}h", count)
}

/// `3 days old`: the badge of a stale value.
#[must_use]
pub fn days_old(count: u32) -> String {
    match count {
        1 => pick("1 day old".into(), "1 Tag alt".into()),
        _ => {
            let count = &*count.to_string();
            say!("{count} days old", "{count} Tage alt", count)
        }
    }
}

/// `5 h old`: the same for shorter ages.
#[must_use]
pub fn hours_old(count: u32) -> String {
    let count = &*count.to_string();
    say!("{count}\u{202f}h old", "{count}\u{202f}h alt", count)
}

/// Source and age.
#[must_use]
pub fn source(source: &str, age: &str) -> String {
    [source, ", ", age].concat()
}

/// `target 70 %`, alone.
#[must_use]
pub fn target(target: &str, limit: bool) -> String {
    let limit = if limit { "≤\u{202f}" } else { "" };
    say!("target {limit}{target}", "Ziel {limit}{target}", limit, target)
}

/// What follows the value in a sentence: ` of 2,100` or `, target 70 %`.
#[must_use]
pub fn and_target(target: &str, level: bool, limit: bool) -> String {
    match (level, limit) {
        (false, _) => say!(" of {target}", " von {target}", target),
        (true, false) => say!(", target {target}", ", Ziel {target}", target),
        (true, true) => say!(", target at most {target}", ", Ziel höchstens {target}", target),
    }
}

/// A spark in words.
#[must_use]
pub fn spark(now: &str, target: Option<&str>, changed: Option<&str>) -> String {
    let mut text = say!("Weekly, last 13 weeks: now {now}", "Wöchentlich, 13 Wochen: zuletzt {now}", now);
    if let Some(target) = target {
        text.push_str(&say!(", target {target}", ", Ziel {target}", target));
    }
    if let Some(changed) = changed {
        text.push_str(&say!(", target changed {changed}", ", Ziel geändert {changed}", changed));
    }
    text
}

/// A status that changed, as a sentence.
#[must_use]
pub fn turned(name: &str, status: tandem_shared::formula::Status) -> String {
    let word = super::status(status);
    say!("{name} is now {word}. ", "{name} ist jetzt {word}. ", name, word)
}

/// Fact of the hero: a bold difference and what it is against.
#[must_use]
pub fn against(difference: &str, more: bool, expected: &str, day: Option<&str>) -> (String, String) {
    let on = day.map(|day| say!(" on day {day}", " an Tag {day}", day)).unwrap_or_default();
    if more {
        (
            say!("{difference} more", "{difference} mehr", difference),
            say!(" than the {expected} expected{on}", " als die erwarteten {expected}{on}", expected, on),
        )
    } else {
        (
            say!("{difference} short", "{difference} weniger", difference),
            say!(" of the {expected} expected{on}", " als die erwarteten {expected}{on}", expected, on),
        )
    }
}

/// Fact of the hero once the period is over: a bold difference to the target.
#[must_use]
pub fn against_target(difference: &str, more: bool) -> (String, String) {
    if more {
        (say!("{difference} above", "{difference} mehr", difference), pick(" the target", " als das Ziel").into())
    } else {
        (say!("{difference} short", "{difference} weniger", difference), pick(" of the target", " als das Ziel").into())
    }
}

/// Fact of the hero: the forecast and its band.
#[must_use]
pub fn forecast_fact(value: &str, low: &str, high: &str) -> (String, String) {
    (
        say!("{value} forecast", "{value} Prognose", value),
        say!(", between {low} and {high} in 8 of 10 runs", ", in 8 von 10 Fällen zwischen {low} und {high}", low, high),
    )
}

/// ` of €6.00 M, `
#[must_use]
pub fn of(target: &str) -> String {
    say!("of {target}, ", "von {target}, ", target)
}

/// `, both on day 53`
#[must_use]
pub fn both_on_day(day: &str) -> String {
    say!(", both on day {day}", ", beide an Tag {day}", day)
}

/// `target €6.00 M since 19 Oct`
#[must_use]
pub fn target_since(target: &str, date: &str) -> String {
    say!("target {target} since {date}", "Ziel {target} seit {date}", target, date)
}

/// `€3.42 M today`
#[must_use]
pub fn value_today(value: &str) -> String {
    say!("{value} today", "{value} heute", value)
}
