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
    /// What the lines need.
    first_token: "TANDEM_TOKEN is the admin token that the first start printed.",
        "TANDEM_TOKEN ist der Admin-Token, den der erste Start ausgegeben hat.";
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
    let alone = match (numbers, behind, silent) {
        (0, ..) => Some(pick("There are no numbers yet", "Noch gibt es keine Zahlen")),
        (1, 1, _) => Some(pick("The only number is behind", "Die einzige Zahl ist zurück")),
        (1, _, 1) => Some(pick("The only number has no verdict yet", "Die einzige Zahl hat noch kein Urteil")),
        (1, ..) => Some(pick("The only number is not behind", "Die einzige Zahl ist nicht zurück")),
        _ => None,
    };
    if let Some(alone) = alone {
        return [&*boards.to_string(), " ", board, &when, ". ", alone, "."].concat();
    }
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

#[cfg(test)]
mod tests {
    use super::boards_say;

    #[test]
    fn no_number_one_and_many_are_each_said_as_people_do() {
        for (behind, numbers, silent, says) in [
            (0, 0, 0, "There are no numbers yet."),
            (0, 1, 0, "The only number is not behind."),
            (1, 1, 0, "The only number is behind."),
            (0, 1, 1, "The only number has no verdict yet."),
            (0, 5, 0, "None of 5 numbers is behind."),
            (1, 5, 1, "1 of 5 numbers is behind, 1 has no verdict yet."),
            (3, 5, 2, "3 of 5 numbers are behind, 2 have no verdict yet."),
        ] {
            assert_eq!(boards_say(1, None, behind, numbers, silent), ["1 board. ", says].concat());
        }
    }
}
