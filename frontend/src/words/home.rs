//! The words of the home page.

use super::{pick, say, words};

words! {
    /// Waiting for the first answer.
    loading_boards: "Loading the boards", "Boards werden geladen";
    /// Name of the counts on a card.
    statuses: "Statuses", "Urteile";
    /// Title of the page before the first board.
    first_title: "Start your first board", "Das erste Board beginnen";
    /// What a board is.
    first_says: "A board shows one number both teams own, what each brings to it, and where you should be today.",
        "Ein Board zeigt eine Zahl, die beiden Teams gehört, was jedes dazu beiträgt, und wo ihr heute stehen solltet.";
    /// First way.
    first_demo: "Look around in an invented workspace", "Mit erfundenen Daten umsehen";
    /// Second way.
    first_own: "Or begin with a team, a KPI and a board of your own", "Oder mit eigenem Team, eigener KPI und eigenem Board beginnen";
    /// What happens then.
    first_waits: "Run either in a terminal. The board appears here by itself.",
        "Eines davon im Terminal ausführen. Das Board erscheint hier von selbst.";
    /// Copies the lines above.
    copy: "Copy", "Kopieren";
    /// After copying.
    copied: "Copied", "Kopiert";
    /// Where the browser does not allow copying.
    selected: "Selected: press Ctrl+C to copy", "Markiert: mit Strg+C kopieren";
}

/// `Copy: …`, the full name of a copy button.
#[must_use]
pub fn copy_what(what: &str) -> String {
    [copy(), ": ", what].concat()
}

/// What the demo badge means, around the command that ends it.
#[must_use]
pub fn invented() -> (&'static str, &'static str) {
    pick(
        ("These are invented numbers. Remove them with ", "."),
        ("Diese Zahlen sind erfunden. So verschwinden sie: ", "."),
    )
}

/// Ghost of the joint number.
#[must_use]
pub fn ghost_joint() -> (&'static str, &'static str) {
    pick(("One joint number", "Sales, marketing, and both"), ("Eine gemeinsame Zahl", "Vertrieb, Marketing und beide"))
}

/// Ghost of a quantity.
#[must_use]
pub fn ghost_many() -> (&'static str, &'static str) {
    pick(("How many", "Leads, meetings, deals"), ("Wie viele", "Leads, Termine, Abschlüsse"))
}

/// Ghost of a quality.
#[must_use]
pub fn ghost_good() -> (&'static str, &'static str) {
    pick(("How good", "Accepted, turned up, won"), ("Wie gut", "Angenommen, erschienen, gewonnen"))
}

/// What all boards say together. `when`: their period, its day, its days.
#[must_use]
pub fn boards_say(
    boards: usize,
    when: Option<(String, u32, u32)>,
    behind: usize,
    numbers: usize,
    silent: usize,
) -> String {
    let board = if boards == 1 { pick("board", "Board") } else { pick("boards", "Boards") };
    let when = match when {
        // Before its first day and after its last, the day says nothing.
        Some((period, day, days)) if day > 0 && day < days => {
            let (period, day, days) = (&*period, &*day.to_string(), &*days.to_string());
            say!(" in {period}, day {day} of {days}", " in {period}, Tag {day} von {days}", period, day, days)
        }
        Some((period, ..)) => [" in ", &*period].concat(),
        None => String::new(),
    };
    let numbers = &*numbers.to_string();
    let behind = match behind {
        0 => say!("None of {numbers} numbers is behind", "Keine von {numbers} Zahlen ist zurück", numbers),
        1 => say!("1 of {numbers} numbers is behind", "1 von {numbers} Zahlen ist zurück", numbers),
        _ => {
            let behind = &*behind.to_string();
            say!(
                "{behind} of {numbers} numbers are behind",
                "{behind} von {numbers} Zahlen sind zurück",
                behind,
                numbers
            )
        }
    };
    let silent = match silent {
        0 => String::new(),
        1 => pick(", 1 has no verdict yet", ", 1 hat noch kein Urteil").into(),
        _ => {
            let silent = &*silent.to_string();
            say!(", {silent} have no verdict yet", ", {silent} haben noch kein Urteil", silent)
        }
    };
    [&*boards.to_string(), " ", board, &when, ". ", &behind, &silent, "."].concat()
}
