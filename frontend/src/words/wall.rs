//! The words of a screen on a wall.

use tandem_shared::view::WinSort;

use super::{pick, say, words};

words! {
    /// What a share is of, where the target itself is withheld.
    of_its_target: "of target", "des Ziels";
    /// A screen whose boards are all gone.
    nothing_to_show: "The boards of this screen are gone. Choose others at “Screens”.",
        "Die Boards dieses Bildschirms gibt es nicht mehr. Unter „Bildschirme“ lassen sich andere wählen.";
}

/// `, check-in Tue 24 Nov`: when people speak about a goal next.
#[must_use]
pub fn then_check_in(day: &str) -> String {
    say!(", check-in {day}", ", Check-in {day}", day)
}

/// `No answer since 08:34.`: the banner's first sentence.
#[must_use]
pub fn no_answer_since(time: &str) -> String {
    say!("No answer since {time}.", "Keine Antwort seit {time}.", time)
}

/// `Numbers are 38 min old.`: its second.
#[must_use]
pub fn numbers_are_old(minutes: &str) -> String {
    say!(" Numbers are {minutes} min old.", " Die Zahlen sind {minutes} min alt.", minutes)
}

/// `page 1 of 2`: of a board with more numbers than are read from across the room.
#[must_use]
pub fn page_of(now: &str, all: &str) -> String {
    say!("page {now} of {all}", "Seite {now} von {all}", now, all)
}

/// `2 of 4`: where in the rotation.
#[must_use]
pub fn turn(now: &str, all: &str) -> String {
    say!("{now} of {all}", "{now} von {all}", now, all)
}

/// `Goes on Mon 23 Nov at 08:00`: a screen outside its hours.
#[must_use]
pub fn goes_on(day: &str, time: &str) -> String {
    say!("Goes on {day} at {time}", "Weiter {day} um {time}", day, time)
}

/// `Won together, 9 days early`: what a win was; `early` as [`days_early`] says it.
#[must_use]
pub fn won(sort: WinSort, together: bool, early: &str) -> String {
    let what = match sort {
        WinSort::Target if together => pick("Reached together", "Gemeinsam erreicht"),
        WinSort::Target => pick("Target reached", "Ziel erreicht"),
        WinSort::Goal => pick("Goal reached", "Vorhaben erreicht"),
        WinSort::Declared if together => pick("Won together", "Gemeinsam gewonnen"),
        WinSort::Declared => pick("Won", "Gewonnen"),
    };
    [what, early].concat()
}

/// `, 9 days early`
#[must_use]
pub fn days_early(days: &str) -> String {
    match days {
        "1" => pick(", a day early", ", einen Tag früher").to_owned(),
        _ => say!(", {days} days early", ", {days} Tage früher", days),
    }
}
