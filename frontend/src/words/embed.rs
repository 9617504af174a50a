//! The words of a board on somebody else's page.

use super::{Language, say, spoken};

/// Why a board is not shown: the server explains it in English; to Germans, what each of its answers means here.
#[must_use]
pub fn not_shown(status: u16, detail: &str) -> &str {
    match (spoken(), status) {
        (Language::German, 401) => {
            "Dieser Schlüssel ist nicht bekannt oder gilt nicht mehr: Wer das Board bearbeitet, macht unter „Dieses Board einbetten“ einen neuen."
        }
        (Language::German, 403) => {
            "Dieser Schlüssel zeigt dieses Board nicht, oder nicht auf dieser Seite: Wer das Board bearbeitet, ändert das unter „Dieses Board einbetten“."
        }
        (Language::German, 404) => "Dieses Board gibt es nicht oder nicht mehr.",
        _ => detail,
    }
}

/// A board with none of the tiles that somebody chose.
#[must_use]
pub fn none_of_them(tiles: &str) -> String {
    say!(
        "This board shows none of these: {tiles}. Name KPIs by their slugs, or leave “tiles” out for all.",
        "Dieses Board zeigt nichts davon: {tiles}. KPIs heißen wie in ihrer Adresse; ohne „tiles“ stehen alle da.",
        tiles
    )
}
