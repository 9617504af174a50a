//! The words of the board editor.

use super::{pick, say, words};
use crate::builder::Sort;

words! {
    /// Opens the editor.
    edit_board: "Edit board", "Board bearbeiten";
    /// Opens the page of a new board.
    new_board: "New board", "Neues Board";
    /// In the bar of the editor.
    editing: "Editing a draft, readers see the saved board.", "Ein Entwurf: Leser sehen das gespeicherte Board.";
    /// Somebody who may only read.
    may_not_edit: "You may read this board, not change it: an admin can make you a lead of your team.",
        "Sie dürfen dieses Board lesen, nicht ändern: ein Admin kann Sie zur Leitung Ihres Teams machen.";
    /// Waiting for the documents.
    loading_editor: "Loading the board and its KPIs", "Board und KPIs werden geladen";
    /// Title of the palette.
    add_tile: "Add a tile", "Kachel hinzufügen";
    /// How the palette works.
    add_tile_how: "Drag it, or press Enter to add it after the selected tile.",
        "Ziehen, oder mit Enter hinter der gewählten Kachel einfügen.";
    /// Name of the middle.
    arrange: "Tiles of the board", "Kacheln des Boards";
    /// Adds a section.
    add_section: "Add section", "Abschnitt hinzufügen";
    /// Where a section has no tile.
    empty_section: "No tile here yet. Add one from the palette, or move one here.",
        "Hier ist noch keine Kachel. Eine aus der Palette hinzufügen oder eine hierher bewegen.";
    /// A section without a title.
    untitled_section: "Untitled section", "Abschnitt ohne Titel";
    /// A KPI without a name.
    unnamed_kpi: "New KPI", "Neue KPI";
    /// A tile without a KPI.
    no_kpi_chosen: "No KPI chosen", "Keine KPI gewählt";
    /// A tile of a sort this page does not know.
    other_tile: "A tile of another sort", "Eine Kachel anderer Art";
    /// Name of the keys that move.
    key_move: "move", "bewegen";
    /// Name of the keys that swap a pair.
    key_swap: "swap the pair", "Paar tauschen";
    /// Name of the key that puts down.
    key_down: "put down", "ablegen";
    /// Name of the key that puts back.
    key_back: "put back", "zurücklegen";
    /// How a grip works, for screen readers.
    grip_how: "Space lifts, arrows move, Enter puts down, Escape puts back.",
        "Leertaste hebt an, Pfeile bewegen, Enter legt ab, Escape legt zurück.";
    /// Title of the inspector without a choice.
    the_board: "The board", "Das Board";
    /// Closes what is chosen.
    close_inspector: "Back to the board", "Zurück zum Board";
    /// Field: name.
    name: "Name", "Name";
    /// Field: title of a section.
    title: "Title", "Titel";
    /// Field: period.
    opens_with: "Opens with", "Öffnet mit";
    /// Archives the board.
    archive_board: "Archive board", "Board archivieren";
    /// What that does.
    archive_why: "Its KPIs, values and targets stay. It can be brought back.",
        "KPIs, Werte und Ziele bleiben. Es kann zurückgeholt werden.";
    /// Undoes archiving.
    bring_back: "Bring it back", "Zurückholen";
    /// Field: which KPI.
    kpi: "KPI", "KPI";
    /// Field: the other half.
    goes_with: "Goes with", "Gehört zu";
    /// No other half.
    goes_alone: "nothing, it stands alone", "nichts, sie steht allein";
    /// Field: the whole of a contribution.
    whole: "The whole", "Das Ganze";
    /// Field: a part of it.
    part: "A part", "Ein Teil";
    /// Adds a part.
    add_part: "Add a part", "Teil hinzufügen";
    /// Removes a part.
    take_away: "Take it away", "Wegnehmen";
    /// Option: none yet.
    choose_kpi: "Choose a KPI …", "KPI wählen …";
    /// Makes a KPI.
    new_kpi: "New KPI", "Neue KPI";
    /// A tile without a KPI cannot be saved.
    choose_a_kpi: "Choose a KPI for this place, or remove the tile.", "Hier eine KPI wählen oder die Kachel entfernen.";
    /// A new KPI needs a name.
    write_a_name: "Write a name: the KPI is known by it.", "Einen Namen schreiben: unter ihm ist die KPI bekannt.";
    /// Title of the definition.
    definition_title: "Definition, on every board", "Definition, auf jedem Board";
    /// Field: what counts.
    counts: "What counts, in plain words", "Was zählt, in einfachen Worten";
    /// Field: owners.
    owned_by: "Owned by", "Gehört";
    /// Field: source.
    from_where: "Where the numbers come from", "Woher die Zahlen kommen";
    /// Field: direction.
    better_when: "Better when it is", "Besser, wenn";
    /// Field: unit.
    unit: "Unit", "Einheit";
    /// Field: currency.
    currency: "Currency", "Währung";
    /// Field: roll-up.
    rolls_up: "Over time", "Über die Zeit";
    /// Field: tolerance.
    tolerance_percent: "Tolerance in %", "Toleranz in %";
    /// Field: lowest good value.
    range_low: "Good from", "Gut ab";
    /// Field: highest good value.
    range_high: "Good up to", "Gut bis";
    /// Roll-up and unit of a measured KPI.
    fixed_once_measured: "Unit and roll-up are fixed once something was measured.",
        "Einheit und Verdichtung stehen fest, sobald gemessen wurde.";
    /// Removes a tile.
    remove_tile: "Remove from board", "Vom Board entfernen";
    /// What stays.
    remove_why: "Removing a tile keeps its values and targets.", "Werte und Ziele der Kachel bleiben erhalten.";
    /// Removes a section.
    remove_section: "Remove section and its tiles", "Abschnitt mit Kacheln entfernen";
    /// Name of the bar of changes.
    unsaved_changes: "Unsaved changes", "Nicht gespeicherte Änderungen";
    /// Undoes the last change.
    undo_last: "Undo last", "Letztes rückgängig";
    /// Drops everything.
    discard_draft: "Discard draft", "Entwurf verwerfen";
    /// Saves.
    save_board: "Save board", "Board speichern";
    /// On the way.
    saving: "Saving …", "Wird gespeichert …";
    /// Everything is on disk.
    saved: "Saved. Everybody sees it now.", "Gespeichert. Alle sehen es jetzt.";
    /// Leads to the board.
    show_board: "Show board", "Board zeigen";
    /// Everything was dropped.
    discarded: "The draft is discarded.", "Der Entwurf ist verworfen.";
    /// The session ended.
    session_over: "Your session has ended. Nothing typed is lost: sign in in another tab, then save again.",
        "Ihre Sitzung ist beendet. Nichts ist verloren: in einem anderen Tab anmelden, dann erneut speichern.";
    /// Their side of a conflict.
    theirs: "Theirs", "Deren Fassung";
    /// My side of a conflict.
    mine: "Yours, not saved", "Ihre Fassung, nicht gespeichert";
    /// Nothing is lost by choosing.
    conflict_why: "Nothing is overwritten silently. The other version stays in the history.",
        "Nichts wird still überschrieben. Die andere Fassung bleibt im Verlauf.";
    /// Step: period.
    step_period: "another period", "anderer Zeitraum";
    /// Step: section.
    step_section: "a section added", "Abschnitt hinzugefügt";
    /// Step: part.
    step_part: "a part taken away", "ein Teil weggenommen";
    /// Step: KPI.
    step_new_kpi: "a new KPI", "neue KPI";
    /// New board: choice.
    begin_with: "Begin with", "Beginnen mit";
    /// New board: no template.
    empty_template: "An empty board", "Ein leeres Board";
    /// What that is.
    empty_template_about: "One section, to which you add tiles yourself.", "Ein Abschnitt, dem Sie selbst Kacheln geben.";
    /// Field: slug.
    address: "Address", "Adresse";
    /// Makes the board.
    create_board: "Create board", "Board anlegen";
    /// What will happen.
    new_board_says: "A template makes a board of joint numbers in a moment: KPIs that are missing are made with it, those that are there stay as they are.",
        "Eine Vorlage macht im Nu ein Board gemeinsamer Zahlen: fehlende KPIs entstehen mit, vorhandene bleiben, wie sie sind.";
    /// In an empty tile.
    how_to_feed: "How to feed it", "So wird sie versorgt";
}

/// A sort of tile.
#[must_use]
pub fn sort(sort: Sort) -> &'static str {
    match sort {
        Sort::Kpi => pick("KPI", "KPI"),
        Sort::Pair => pick("Pair", "Paar"),
        Sort::Contribution => pick("Contribution", "Beitrag"),
    }
}

/// `3 sections, 12 KPIs`.
#[must_use]
pub fn board_size(sections: usize, kpis: usize) -> String {
    let section = if sections == 1 { pick("section", "Abschnitt") } else { pick("sections", "Abschnitte") };
    let kpi = if kpis == 1 { "KPI" } else { "KPIs" };
    [&*sections.to_string(), " ", section, ", ", &kpis.to_string(), " ", kpi].concat()
}

/// Name of a grip.
#[must_use]
pub fn move_it(name: &str) -> String {
    say!("Move {name}", "{name} bewegen", name)
}

/// `Moving Leads, place 2 of 6, in How many`.
#[must_use]
pub fn moving(name: &str, place: usize, count: usize, section: Option<&str>) -> String {
    let (place, count) = (&*place.to_string(), &*count.to_string());
    let moving = say!(
        "Moving {name}, place {place} of {count}",
        "{name} wird bewegt, Platz {place} von {count}",
        name,
        place,
        count
    );
    match section {
        Some(section) if !section.is_empty() => [&*moving, pick(" in ", " in "), section].concat(),
        _ => moving,
    }
}

/// After Enter.
#[must_use]
pub fn put_down(name: &str) -> String {
    say!("{name} put down", "{name} abgelegt", name)
}

/// After Esc.
#[must_use]
pub fn put_back(name: &str) -> String {
    say!("{name} put back", "{name} zurückgelegt", name)
}

/// After undoing a step.
#[must_use]
pub fn step_undone(step: &str) -> String {
    say!("Undone: {step}", "Rückgängig: {step}", step)
}

/// Step: name of the board.
#[must_use]
pub fn step_board(name: &str) -> String {
    say!("board named “{name}”", "Board heißt „{name}“", name)
}

/// Step: title of a section.
#[must_use]
pub fn step_title(name: &str) -> String {
    say!("section named “{name}”", "Abschnitt heißt „{name}“", name)
}

/// Step: another KPI.
#[must_use]
pub fn step_shows(name: &str) -> String {
    say!("a tile shows {name}", "eine Kachel zeigt {name}", name)
}

/// Step: a pair.
#[must_use]
pub fn step_paired(name: &str, with: &str) -> String {
    say!("{name} goes with {with}", "{name} gehört zu {with}", name, with)
}

/// Step: a pair split.
#[must_use]
pub fn step_split(name: &str) -> String {
    say!("pair split: {name}", "Paar geteilt: {name}", name)
}

/// Step: a tile.
#[must_use]
pub fn step_added(sort: &str) -> String {
    say!("{sort} added", "{sort} hinzugefügt", sort)
}

/// Step: a tile or section.
#[must_use]
pub fn step_removed(name: &str) -> String {
    say!("{name} removed", "{name} entfernt", name)
}

/// Step: a move.
#[must_use]
pub fn step_moved(name: &str) -> String {
    say!("{name} moved", "{name} bewegt", name)
}

/// Step: a definition.
#[must_use]
pub fn step_defined(field: &str, name: &str) -> String {
    say!("{field} of {name}", "{field} von {name}", field, name)
}

/// A field of a definition, by its name in the document.
#[must_use]
pub fn definition(key: &str) -> &'static str {
    match key {
        "description" => pick("what counts", "was zählt"),
        "owners" => pick("owners", "Zuständige"),
        "source" => pick("source", "Quelle"),
        "direction" => pick("direction", "Richtung"),
        "range" => pick("range", "Bereich"),
        "unit" => pick("unit", "Einheit"),
        "rollup" => pick("roll-up", "Verdichtung"),
        "tolerance" => pick("tolerance", "Toleranz"),
        "interval" => pick("age", "Alter"),
        "period" => pick("period", "Zeitraum"),
        "sections" => pick("tiles", "Kacheln"),
        _ => pick("name", "Name"),
    }
}

/// How many changes there are.
#[must_use]
pub fn changes(count: usize) -> String {
    match count {
        1 => pick("1 change not saved".into(), "1 Änderung nicht gespeichert".into()),
        _ => {
            let count = &*count.to_string();
            say!("{count} changes not saved", "{count} Änderungen nicht gespeichert", count)
        }
    }
}

/// How many more there are than are named.
#[must_use]
pub fn and_more(count: usize) -> String {
    let count = &*count.to_string();
    say!("and {count} more", "und {count} weitere", count)
}

/// Head of a conflict. `by`: who, and when.
#[must_use]
pub fn conflict(name: &str, by: Option<(&str, &str)>) -> String {
    match by {
        Some((who, when)) => say!("{who} changed {name}, {when}", "{who} hat {name} geändert, {when}", who, name, when),
        None => say!("Somebody changed {name}", "Jemand hat {name} geändert", name),
    }
}

/// The board is archived.
#[must_use]
pub fn archived(name: &str) -> String {
    say!("{name} is archived", "{name} ist archiviert", name)
}

/// Whose KPI it is, for those who may not define it.
#[must_use]
pub fn belongs_to(teams: &str) -> String {
    say!(
        "It belongs to {teams}: its lead or an admin defines it.",
        "Sie gehört {teams}: dessen Leitung oder ein Admin definiert sie.",
        teams
    )
}

/// The period a board opens with, by its name in the document; fixed ones are themselves.
#[must_use]
pub fn periods() -> [(&'static str, &'static str); 7] {
    [
        ("quarter", pick("the current quarter", "dem laufenden Quartal")),
        ("month", pick("the current month", "dem laufenden Monat")),
        ("week", pick("the current week", "der laufenden Woche")),
        ("year", pick("the current year", "dem laufenden Jahr")),
        ("fiscal_quarter", pick("the current fiscal quarter", "dem laufenden Geschäftsquartal")),
        ("fiscal_period", pick("the current fiscal period", "der laufenden Geschäftsperiode")),
        ("fiscal_year", pick("the current fiscal year", "dem laufenden Geschäftsjahr")),
    ]
}

/// The directions, by their names in the document.
#[must_use]
pub fn directions() -> [(&'static str, &'static str); 3] {
    [
        ("higher", pick("higher", "höher")),
        ("lower", pick("lower", "niedriger")),
        ("within", pick("in a range", "im Bereich")),
    ]
}

/// The units, by their names in the document.
#[must_use]
pub fn units() -> [(&'static str, &'static str); 5] {
    [
        ("count", pick("a count", "eine Anzahl")),
        ("money", pick("money", "Geld")),
        ("percent", pick("per cent", "Prozent")),
        ("duration", pick("a time, in seconds", "eine Dauer, in Sekunden")),
        ("ratio", pick("a factor (3.1 ×)", "ein Faktor (3,1 ×)")),
    ]
}

/// The roll-ups, by their names in the document.
#[must_use]
pub fn rollups() -> [(&'static str, &'static str); 6] {
    [
        ("sum", pick("added up", "aufsummiert")),
        ("last", pick("the newest value", "der neueste Wert")),
        ("average", pick("the average", "der Durchschnitt")),
        ("min", pick("the lowest value", "der niedrigste Wert")),
        ("max", pick("the highest value", "der höchste Wert")),
        ("ratio", pick("a share: numerator ÷ denominator", "ein Anteil: Zähler ÷ Nenner")),
    ]
}

/// The intervals: by their names in the document, the age from which a value is too old.
#[must_use]
pub fn intervals() -> [(&'static str, &'static str); 5] {
    ["hour", "day", "week", "month", "quarter"].map(|interval| (interval, super::too_old(interval).unwrap_or_default()))
}
