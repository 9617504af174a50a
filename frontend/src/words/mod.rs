//! Every word of the interface, in English and in German. No text hides in a component.

mod board;
mod builder;
mod checkin;
mod comment;
mod detail;
mod edit;
mod embed;
mod goals;
mod home;
mod sheet;
mod shell;
mod status;
mod wall;

use std::cell::Cell;

pub use board::*;
pub use builder::*;
pub use checkin::*;
pub use comment::*;
pub use detail::*;
pub use edit::*;
pub use embed::*;
pub use goals::*;
pub use home::*;
pub use sheet::*;
pub use shell::*;
pub use status::*;
pub use wall::*;

use crate::fmt::Locale;

/// The languages spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English, for everybody else too.
    English,
    /// German.
    German,
}

thread_local! {
    static SPOKEN: Cell<Locale> = const { Cell::new(Locale::British) };
}

/// Chooses the language of a BCP 47 tag such as `de-AT`, and how numbers and dates are written.
pub fn choose(tag: &str) {
    SPOKEN.set(Locale::of(tag));
}

/// How numbers and dates are written.
#[must_use]
pub fn locale() -> Locale {
    SPOKEN.get()
}

/// The language in use.
#[must_use]
pub fn spoken() -> Language {
    locale().language()
}

/// The one of two texts that is in the language in use.
pub fn pick<T>(english: T, german: T) -> T {
    match spoken() {
        Language::English => english,
        Language::German => german,
    }
}

/// The one of two sentences that is in the language in use, with `{name}` standing for the text of that name.
macro_rules! say {
    ($english:literal, $german:literal, $($name:ident),+) => {
        $crate::words::fill($crate::words::pick($english, $german), &[$((stringify!($name), &*$name)),+])
    };
}
pub(crate) use say;

/// A sentence with its `{name}`s filled in.
fn fill(sentence: &str, texts: &[(&str, &str)]) -> String {
    let mut pieces = sentence.split('{');
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, rest) = piece.split_once('}').unwrap_or((piece, ""));
        let text = texts.iter().find(|(known, _)| *known == name);
        debug_assert!(text.is_some(), "no {name} for: {sentence}");
        filled.push_str(text.map_or("", |(_, text)| text));
        filled.push_str(rest);
    }
    filled
}

/// One name a line: the word in English, in German.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident: $english:literal, $german:literal;)*) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $name() -> &'static str {
            $crate::words::pick($english, $german)
        }
    )*};
}
pub(crate) use words;

words! {
    /// Nobody answers.
    unreachable: "The server does not answer. The page tries again by itself.",
        "Der Server antwortet nicht. Die Seite versucht es von selbst wieder.";
    /// An answer without an explanation.
    refused: "The server refused to answer and gave no reason.",
        "Der Server hat die Antwort ohne Grund verweigert.";
    /// Somebody was faster.
    changed_meanwhile: "Somebody changed this in the meantime.", "Jemand hat das inzwischen geändert.";
    /// Client and server do not fit.
    unreadable: "The server speaks a newer version than this page: reload it.",
        "Der Server spricht eine neuere Version als diese Seite: bitte neu laden.";
    /// Title of an address that leads nowhere.
    missing: "There is no such page", "Diese Seite gibt es nicht";
    /// The home page.
    all_boards: "All boards", "Alle Boards";
}
