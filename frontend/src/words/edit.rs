//! The words of editing: targets, figures, what is not sent yet.

use std::cmp::Ordering;

use super::{pick, say, words};

words! {
    /// Nothing was typed.
    type_a_number: "Type a number", "Eine Zahl eingeben";
    /// A time span without its unit.
    type_a_span: "Say the unit, as in 1 h 30 min", "Einheit angeben, z. B. 1 h 30 min";
    /// A ratio over nothing.
    base_above_0: "Out of how many? Type a number above 0", "Von wie vielen? Eine Zahl über 0 eingeben";
    /// Opens the form; its title and its button.
    change_target: "Change target", "Ziel ändern";
    /// Opens the form where there is no target.
    set_target: "Set target", "Ziel setzen";
    /// Closes the form.
    close_unsaved: "Close without saving", "Schließen, ohne zu speichern";
    /// Closes the form, too.
    cancel: "Cancel", "Abbrechen";
    /// Field: from when.
    counts_from_label: "Counts from", "Gilt ab";
    /// Field: whose target it is.
    target_of_label: "Whose", "Wessen";
    /// The target of all teams together.
    joint_target: "Joint target", "Gemeinsames Ziel";
    /// Field: how a target falls due.
    falls_due_label: "Due", "Fällig";
    /// Falls due the same each day.
    by_calendar_days: "by calendar days", "nach Kalendertagen";
    /// Falls due the same each working day.
    by_working_days: "by working days", "nach Arbeitstagen";
    /// Falls due as weights say.
    by_weights: "by own weights", "nach eigenen Gewichten";
    /// Field: those weights.
    weights_label: "Weights of equal parts of the period, such as 1 1 2", "Gewichte gleicher Teile des Zeitraums, etwa 1 1 2";
    /// They cannot be read.
    type_weights: "Type numbers with a space between, such as 1 1 2: none below 0, not all 0",
        "Zahlen mit Leerzeichen dazwischen eingeben, etwa 1 1 2: keine unter 0, nicht alle 0";
    /// Field: what it becomes.
    new_target: "New target", "Neues Ziel";
    /// Field: why.
    reason_label: "Reason", "Grund";
    /// Beside a field that must be filled.
    required: "required", "erforderlich";
    /// Field: a period that is over.
    correction_label: "Correct a period that is over; the version stays marked",
        "Einen abgeschlossenen Zeitraum korrigieren; die Fassung bleibt markiert";
    /// It was not ticked.
    confirm_correction: "This period is over. Tick the box to correct it nevertheless.",
        "Dieser Zeitraum ist vorbei. Ankreuzen, um ihn trotzdem zu korrigieren.";
    /// The reason is missing.
    add_a_reason: "Add a reason. One sentence is enough.", "Einen Grund angeben. Ein Satz genügt.";
    /// On top of a form with faults.
    not_saved: "Not saved. Check:", "Nicht gespeichert. Bitte prüfen:";
    /// The session has ended.
    signed_out: "You are signed out. Sign in on another tab, then save again: nothing typed is lost.",
        "Die Sitzung ist abgelaufen. In einem anderen Tab anmelden, dann erneut speichern: nichts geht verloren.";
    /// The choice of a conflict.
    which_counts: "Which one counts?", "Welches gilt?";
    /// In a conflict: the reader.
    you: "You", "Sie";
    /// In a conflict: mine.
    unsaved: "not saved", "nicht gespeichert";
    /// In a conflict: theirs stays.
    keep_theirs: "Keep theirs", "Das andere behalten";
    /// In a conflict: mine is written over theirs.
    use_mine: "Use mine", "Meines verwenden";
    /// Under a conflict.
    other_stays: "The other value stays in the history, with its reason.",
        "Der andere Wert bleibt im Verlauf, mit seinem Grund.";
    /// Makes a figure a button.
    type_a_value: "Type a value", "Wert eingeben";
    /// Between the two fields of a ratio.
    of_word: "of", "von";
    /// Key beside a field.
    key_enter: "Enter", "Eingabe";
    /// What Enter does.
    key_save: "save", "speichern";
    /// Takes back what was just done.
    undo: "Undo", "Rückgängig";
    /// It was taken back.
    undone: "Undone", "Rückgängig gemacht";
    /// Badge: the line is dead.
    offline: "offline", "offline";
    /// Badge: the server did not take it.
    not_taken: "not saved", "nicht gespeichert";
    /// Under a tile whose figure waits.
    trying_again: "not sent yet, trying again", "noch nicht gesendet, neuer Versuch läuft";
    /// Where it is kept meanwhile.
    kept_here: "Typed here, kept on this device", "Hier eingegeben, auf diesem Gerät behalten";
    /// Acknowledges a target.
    acknowledge: "Acknowledge", "Bestätigen";
    /// Objects to a target.
    ask_back: "Ask back", "Rückfragen";
    /// Sends an objection.
    object: "Object", "Einspruch erheben";
    /// Field: why a team objects.
    objection: "What speaks against it?", "Was spricht dagegen?";
    /// Badge of a version written after its period.
    correction: "correction", "Korrektur";
    /// Foot of the target history.
    never_overwritten: "A target is never overwritten. Each change adds a line here.",
        "Ein Ziel wird nie überschrieben. Jede Änderung wird hier eine Zeile.";
}

/// A character that is no part of a number.
#[must_use]
pub fn odd_letter(letter: &str, typed: &str) -> String {
    say!("Letter {letter} in {typed}. Use digits", "Zeichen {letter} in {typed}. Nur Ziffern", letter, typed)
}

/// A comma or point where none can be.
#[must_use]
pub fn misplaced_mark(typed: &str, example: &str) -> String {
    say!(
        "{typed} can be read in two ways. Write it like {example}",
        "{typed} ist zweideutig. So schreiben: {example}",
        typed,
        example
    )
}

/// Too large, or too many decimals.
#[must_use]
pub fn beyond(typed: &str) -> String {
    say!(
        "{typed} is too large, or has more than four decimals",
        "{typed} ist zu groß oder hat mehr als vier Nachkommastellen",
        typed
    )
}

/// `11 times the old one`
#[must_use]
pub fn times(count: &str) -> String {
    say!("{count} times the old one", "das {count}-Fache des alten", count)
}

/// `10 % of the old one`
#[must_use]
pub fn only(share: &str) -> String {
    say!("only {share} of the old one", "nur {share} des alten", share)
}

/// `no longer above 0`
#[must_use]
pub fn not_above_zero() -> &'static str {
    pick("no longer above 0", "nicht mehr über 0")
}

/// A figure far from the old one.
#[must_use]
pub fn doubt(new: &str, how: &str, meant: Option<&str>) -> String {
    let doubt = say!("{new} is {how}.", "{new} ist {how}.", new, how);
    match meant {
        Some(meant) => [&*doubt, " ", &say!("Did you mean {meant}?", "War {meant} gemeint?", meant)].concat(),
        None => [&*doubt, " ", pick("Save again if it is right.", "Stimmt das, bitte noch einmal speichern.")].concat(),
    }
}

/// Names as a list: `Sales, Marketing and Support`.
#[must_use]
pub fn and(names: &[&str]) -> String {
    match names {
        [first @ .., before, last] => {
            let before = [first, &[*before]].concat().join(", ");
            say!("{before} and {last}", "{before} und {last}", before, last)
        }
        few => few.concat(),
    }
}

/// Who is asked about a target.
#[must_use]
pub fn will_be_asked(teams: &str, many: bool) -> String {
    let asked = pick("will be asked", if many { "werden" } else { "wird" });
    say!(
        "{teams} {asked} to acknowledge. The target counts either way.",
        "{teams} {asked} um Bestätigung gebeten. Das Ziel gilt so oder so.",
        teams,
        asked
    )
}

/// A line of the history: falls due by own weights.
#[must_use]
pub fn weighted(weights: &str) -> String {
    say!("weighted {weights}", "gewichtet {weights}", weights)
}

/// What the teams' targets add up to, and what is left of the joint one, if there is one: nothing, or more or less than 0.
#[must_use]
pub fn teams_add_up(sum: &str, left: Option<(Ordering, &str)>) -> String {
    match left {
        None => say!("Teams’ targets sum to {sum}.", "Die Ziele der Teams ergeben {sum}.", sum),
        Some((Ordering::Equal, _)) => {
            say!("Teams’ targets add up: {sum}.", "Die Ziele der Teams ergeben zusammen {sum}: es geht auf.", sum)
        }
        Some((Ordering::Greater, left)) => say!(
            "Teams’ targets sum to {sum}; {left} are nobody’s.",
            "Die Ziele der Teams ergeben {sum}; {left} gehören niemandem.",
            sum,
            left
        ),
        Some((Ordering::Less, over)) => say!(
            "Teams’ targets sum to {sum}: {over} more than the joint one.",
            "Die Ziele der Teams ergeben {sum}: {over} mehr als das gemeinsame.",
            sum,
            over
        ),
    }
}

/// What a target asks for by today.
#[must_use]
pub fn expects_today(value: &str) -> String {
    say!("Expected today {value}:", "Heute erwartet {value}:", value)
}

/// Title of a conflict.
#[must_use]
pub fn changed_this_target(name: &str, age: &str) -> String {
    say!("{name} changed this target {age}", "{name} hat dieses Ziel geändert: {age}", name, age)
}

/// What both started from.
#[must_use]
pub fn both_started_from(value: &str) -> String {
    say!("You both started from {value}.", "Ausgangspunkt war für beide {value}.", value)
}

/// In a conflict: when theirs was saved.
#[must_use]
pub fn saved_at(time: &str) -> String {
    say!("saved {time}", "gespeichert {time}", time)
}

/// A figure that was typed.
#[must_use]
pub fn is_now(name: &str, figure: &str) -> String {
    say!("{name} is now {figure}", "{name} ist jetzt {figure}", name, figure)
}

/// A target that was changed.
#[must_use]
pub fn target_is_now(name: &str, target: &str) -> String {
    say!("{name}: the target is now {target}", "{name}: das Ziel ist jetzt {target}", name, target)
}

/// Name of the field of a figure.
#[must_use]
pub fn new_value(name: &str) -> String {
    say!("New value of {name}", "Neuer Wert von {name}", name)
}

/// Name of the field of a ratio's base.
#[must_use]
pub fn new_base(name: &str) -> String {
    say!("{name}: out of how many", "{name}: von wie vielen", name)
}

/// The figure before.
#[must_use]
pub fn was(figure: &str) -> String {
    say!("was {figure}", "vorher {figure}", figure)
}

/// What Esc does.
#[must_use]
pub fn key_keep(figure: &str) -> String {
    say!("keep {figure}", "{figure} behalten", figure)
}

/// A target that waits in this browser.
#[must_use]
pub fn target_waits_here(target: &str) -> String {
    say!("target {target} not sent yet, trying again", "Ziel {target} noch nicht gesendet", target)
}

/// Source line of a typed figure.
#[must_use]
pub fn typed_by(name: &str) -> String {
    say!("Typed by {name}", "Eingegeben von {name}", name)
}

/// Badge: whose word is awaited.
#[must_use]
pub fn waits_for(teams: &str) -> String {
    say!("waits for {teams}", "wartet auf {teams}", teams)
}

/// Badge: who objects.
#[must_use]
pub fn objects(teams: &str, many: bool) -> String {
    if many {
        say!("{teams} object", "{teams} erheben Einspruch", teams)
    } else {
        say!("{teams} objects", "{teams} erhebt Einspruch", teams)
    }
}

/// A line of the history: who acknowledged.
#[must_use]
pub fn acknowledged_by(name: &str) -> String {
    say!("acknowledged by {name}", "bestätigt von {name}", name)
}

/// A line of the history: who objected, and why.
#[must_use]
pub fn objected_by(name: &str) -> String {
    say!("{name} objects", "Einspruch von {name}", name)
}

/// A line of the history: whose word is awaited; their chips follow.
#[must_use]
pub fn waiting_for() -> &'static str {
    pick("waiting for", "wartet auf")
}

/// Acknowledges for one of several teams.
#[must_use]
pub fn acknowledge_for(team: &str) -> String {
    say!("Acknowledge for {team}", "Für {team} bestätigen", team)
}
