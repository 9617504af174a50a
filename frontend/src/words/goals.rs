//! The words of goals: their panels, their order, their form.

use tandem_shared::UnitType;

use super::{pick, say, words};

words! {
    /// The tab, and the page's name before its first answer.
    goals: "Goals", "Vorhaben";
    /// Waiting for the first answer.
    loading_goals: "Loading the goals", "Vorhaben werden geladen";
    /// Title where there is no goal.
    no_goals: "What do you want to reach together?", "Was wollt ihr zusammen erreichen?";
    /// What will stand there.
    no_goals_why: "A goal is owned by one team or several. Key results tell whether you are on the way: measured by KPIs, \
        or kept by hand.",
        "Ein Vorhaben gehört einem Team oder mehreren. Schlüsselergebnisse zeigen, ob ihr auf dem Weg seid: von KPIs \
        gemessen oder von Hand geführt.";
    /// What those who may not write can do.
    leads_add_goals: "The lead of a team can add the first.", "Die Leitung eines Teams kann das erste anlegen.";
    /// Opens the form.
    new_goal: "New goal", "Neues Vorhaben";
    /// Opens the form of a goal.
    edit: "Edit", "Bearbeiten";
    /// Before the name of the goal above.
    part_of: "part of ", "Teil von ";
    /// Behind a share.
    of_expected_today: " of expected today", " des bis heute Erwarteten";
    /// Behind a share, once the period is over.
    of_the_way: " of the way", " des Weges";
    /// Head of a column; label of a field.
    key_result: "Key result", "Schlüsselergebnis";
    /// Title in the form.
    key_results: "Key results", "Schlüsselergebnisse";
    /// Head of a column; label of a field.
    weight: "Weight", "Gewicht";
    /// Head of a column.
    progress: "Progress", "Fortschritt";
    /// Head of a column; label of a field.
    now: "Now", "Jetzt";
    /// Head of a column.
    status_head: "Status", "Urteil";
    /// What is not measured by a KPI.
    kept_by_hand: "Kept by hand", "Von Hand geführt";
    /// A KPI that is no more.
    kpi_archived: "KPI archived", "KPI archiviert";
    /// Under a figure that is typed over.
    enter_saves: "Enter saves, Esc keeps it", "Enter speichert, Esc behält";
    /// On pointing at a grip.
    move_how: "Drag, or press Space and use the arrow keys", "Ziehen, oder Leertaste und Pfeiltasten";
    /// Below the form's title.
    goal_form_says: "Both teams read it beside the board. Every change is kept in its history.",
        "Beide Teams lesen es neben dem Board. Jede Änderung bleibt im Verlauf.";
    /// Label.
    goal_name: "Name", "Name";
    /// Label.
    part_of_label: "Part of (optional)", "Teil von (optional)";
    /// No goal above.
    part_of_none: "No other goal", "Keinem anderen Vorhaben";
    /// Label.
    note_optional: "Note (optional)", "Notiz (optional)";
    /// What weights do.
    weights_say: "A weight counts against the others: 50, 25 and 25, or 2, 1 and 1, come to the same.",
        "Ein Gewicht zählt gegen die anderen: 50, 25 und 25 oder 2, 1 und 1 sind dasselbe.";
    /// Label.
    measured_by: "Measured by", "Gemessen von";
    /// Label.
    counted_in: "Counted in", "Gezählt in";
    /// Label.
    start: "Start", "Beginn";
    /// Label.
    target_label: "Target", "Ziel";
    /// Button.
    add_key_result: "Add key result", "Schlüsselergebnis hinzufügen";
    /// Button.
    save_goal: "Save goal", "Vorhaben speichern";
    /// Button.
    archive_goal: "Archive goal", "Vorhaben archivieren";
    /// What archiving does.
    archive_says: "It leaves every board. Its history stays, and so do its KPIs.",
        "Es verschwindet von jedem Board. Sein Verlauf bleibt, und die KPIs bleiben.";
    /// Somebody whose name is not known.
    somebody: "Somebody", "Jemand";
    /// At a field.
    write_a_number: "write a number with at most four decimals, such as 12.5",
        "eine Zahl mit höchstens vier Nachkommastellen schreiben, zum Beispiel 12,5 (ohne Tausenderpunkt)";
}

/// Title of the page.
#[must_use]
pub fn goals_of(board: &str) -> String {
    say!("{board} goals", "Vorhaben: {board}", board)
}

/// Full name of the link to the form.
#[must_use]
pub fn edit_goal(name: &str) -> String {
    say!("Edit: {name}", "Bearbeiten: {name}", name)
}

/// Caption of a table.
#[must_use]
pub fn key_results_of(name: &str) -> String {
    say!("Key results of {name}", "Schlüsselergebnisse von {name}", name)
}

/// Behind the figure of a key result; `limit`: it is to stay below.
#[must_use]
pub fn of_target_plain(target: &str, limit: bool) -> String {
    let limit = if limit { "≤\u{202f}" } else { "" };
    say!(" of {limit}{target}", " von {limit}{target}", limit, target)
}

/// That a goal's figure rests on a part of its key results.
#[must_use]
pub fn rests_on(share: &str) -> String {
    say!("rests on {share} of the weight so far", "beruht bisher auf {share} des Gewichts", share)
}

/// Full name of a figure that can be typed over.
#[must_use]
pub fn type_over(name: &str, value: &str) -> String {
    say!("{name}: {value}. Type over it", "{name}: {value}. Überschreiben", name, value)
}

/// Name of the field it is typed into.
#[must_use]
pub fn stands_at(name: &str) -> String {
    say!("{name}: now", "{name}: jetzt", name)
}

/// Name of a grip.
#[must_use]
pub fn move_goal(name: &str) -> String {
    say!("Move: {name}", "Verschieben: {name}", name)
}

/// A goal was lifted.
#[must_use]
pub fn goal_lifted(name: &str, place: usize, of: usize) -> String {
    let place = place_of(place, of);
    say!(
        "{name} lifted, {place}. Arrow keys move it, Enter puts it down, Esc puts it back.",
        "{name} aufgenommen, {place}. Pfeiltasten verschieben, Enter legt ab, Esc legt zurück.",
        name,
        place
    )
}

/// A lifted goal moved.
#[must_use]
pub fn goal_moved(_: &str, place: usize, of: usize) -> String {
    place_of(place, of)
}

/// A lifted goal was put down.
#[must_use]
pub fn goal_put_down(name: &str, place: usize, of: usize) -> String {
    let place = place_of(place, of);
    say!("{name} put down, {place}", "{name} abgelegt, {place}", name, place)
}

/// A lifted goal is where it was.
#[must_use]
pub fn goal_put_back(name: &str) -> String {
    say!("{name} put back", "{name} zurückgelegt", name)
}

fn place_of(place: usize, of: usize) -> String {
    let (place, of) = (&*place.to_string(), &*of.to_string());
    say!("place {place} of {of}", "Platz {place} von {of}", place, of)
}

/// Somebody else saved the goal first.
#[must_use]
pub fn goal_changed_by(who: &str) -> String {
    say!(
        "{who} changed this goal while you were writing. Nothing of yours is lost: which one counts?",
        "{who} hat dieses Vorhaben inzwischen geändert. Nichts Geschriebenes ist verloren: Welche Fassung zählt?",
        who
    )
}

/// The same, where one figure is typed over.
#[must_use]
pub fn now_changed_by(who: &str) -> String {
    say!(
        "{who} changed this goal meanwhile. Enter takes yours, Esc keeps theirs.",
        "{who} hat dieses Vorhaben inzwischen geändert. Enter nimmt Ihre Zahl, Esc behält die andere.",
        who
    )
}

/// A row of the form.
#[must_use]
pub fn key_result_no(number: &str) -> String {
    [key_result(), " ", number].concat()
}

/// Full name of a button.
#[must_use]
pub fn remove_key_result(number: &str) -> String {
    say!("Remove key result {number}", "Schlüsselergebnis {number} entfernen", number)
}

/// What a weight comes to.
#[must_use]
pub fn share_of_all(share: &str) -> String {
    say!("counts {share}", "zählt {share}", share)
}

/// The field of a JSON pointer, for a link to it.
#[must_use]
pub fn field_of(pointer: &str) -> String {
    let last = pointer.rsplit('/').next().unwrap_or_default();
    let name = match last {
        "weight" => weight(),
        "kpi" => measured_by(),
        "currency" => super::currency(),
        "start" => start(),
        "target" => target_label(),
        "now" => now(),
        "period" => super::period(),
        "parent" => part_of_label(),
        "note" => note_optional(),
        "key_results" => key_results(),
        _ if pointer.starts_with("/owners") => super::owned_by(),
        _ => goal_name(),
    };
    let number = pointer.strip_prefix("/key_results/").and_then(|rest| rest.split('/').next()?.parse::<usize>().ok());
    match number {
        Some(index) => [&*key_result_no(&(index + 1).to_string()), ": ", name].concat(),
        None => name.to_owned(),
    }
}

/// A type of unit.
#[must_use]
pub fn unit_of(kind: UnitType) -> &'static str {
    match kind {
        UnitType::Count => pick("things", "Stück"),
        UnitType::Money => pick("money", "Geld"),
        UnitType::Percent => pick("per cent", "Prozent"),
        UnitType::Duration => pick("seconds", "Sekunden"),
        UnitType::Ratio => pick("a factor", "Faktor"),
    }
}

/// What will stand on an empty page: one goal, and two things that tell of it.
#[must_use]
pub fn ghost_goals() -> [(&'static str, &'static str); 3] {
    pick(
        [
            ("A goal both teams own", "Where it should be today, and is"),
            ("A KPI", "Its target of the quarter"),
            ("Kept by hand", "From start to target"),
        ],
        [
            ("Ein Vorhaben beider Teams", "Wo es heute sein sollte, und ist"),
            ("Eine KPI", "Mit ihrem Quartalsziel"),
            ("Von Hand geführt", "Vom Beginn zum Ziel"),
        ],
    )
}
