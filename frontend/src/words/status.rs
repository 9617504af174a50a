//! The words of a verdict: status, the reason of none, and what a pair means together.

use tandem_shared::formula::{NoVerdict, Status};
use tandem_shared::view::TileView;

use super::{pick, words};

/// The word of a status. There are four, and no fifth.
#[must_use]
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Ahead => pick("ahead", "voraus"),
        Status::OnPace => pick("on pace", "im Plan"),
        Status::Behind => pick("behind", "zurück"),
        Status::NoVerdict => pick("no verdict yet", "noch kein Urteil"),
    }
}

/// Why there is no verdict, and what would bring one; fits under a tile.
#[must_use]
pub fn reason(reason: NoVerdict) -> &'static str {
    match reason {
        NoVerdict::NoTarget => pick("no target set: agree on one", "kein Ziel: eines vereinbaren"),
        NoVerdict::NoValue => pick("no value yet: send the first", "noch kein Wert: ersten senden"),
        NoVerdict::Stale => pick("too old: check the source", "zu alt: Quelle prüfen"),
        NoVerdict::TooEarly => pick("too early: wait for a tenth", "zu früh: ein Zehntel abwarten"),
        NoVerdict::TooFewCases => pick("too few cases: wait for more", "zu wenige Fälle: abwarten"),
        NoVerdict::NothingExpected => pick("nothing expected by now", "bis heute nichts erwartet"),
    }
}

/// The same in two or three words, where a tile has room for no more.
#[must_use]
pub fn reason_short(no_verdict: NoVerdict) -> &'static str {
    let whole = reason(no_verdict);
    whole.split_once(':').map_or(whole, |(short, _)| short)
}

words! {
    /// A value too old for a verdict.
    stale: "stale", "veraltet";
    /// Nothing was measured.
    no_value: "no value yet", "noch kein Wert";
}

/// What the statuses of a quantity and its quality say together; empty rather than vague, at most 52 characters.
#[must_use]
pub fn pair(quantity: &TileView, quality: &TileView) -> &'static str {
    use Status::{Ahead, Behind, NoVerdict as None, OnPace};
    match (quantity.status, quality.status) {
        (Ahead, Ahead) => pick("More than planned, and better", "Mehr als geplant, und besser"),
        (Ahead, OnPace) => pick("More than planned, as good as planned", "Mehr als geplant, so gut wie geplant"),
        (Ahead, Behind) => pick("Ahead in number, behind in quality", "In der Menge voraus, in der Güte zurück"),
        (OnPace, Ahead) => pick("As many as planned, and better", "So viele wie geplant, und besser"),
        (OnPace, OnPace) => pick("As many and as good as planned", "So viele und so gut wie geplant"),
        (OnPace, Behind) => pick("As many as planned, behind in quality", "So viele wie geplant, in der Güte zurück"),
        (Behind, Ahead) => pick("Fewer than planned, but better", "Weniger als geplant, aber besser"),
        (Behind, OnPace) => pick("Fewer than planned, as good as planned", "Weniger als geplant, so gut wie geplant"),
        (Behind, Behind) => pick("Behind in number and in quality", "In Menge und Güte zurück"),
        (None, None) => silent(quantity, quality),
        (_, None) => half(quantity.status, quality, true),
        (None, _) => half(quality.status, quantity, false),
    }
}

/// Neither half has a verdict.
fn silent(quantity: &TileView, quality: &TileView) -> &'static str {
    match (quantity.reason, quality.reason) {
        (Some(NoVerdict::Stale), Some(NoVerdict::Stale)) => pick("The sources are silent", "Die Quellen schweigen"),
        (Some(NoVerdict::Stale), _) if quality.value.is_none() => {
            pick("Source silent, quality not measured yet", "Quelle schweigt, Güte noch nicht gemessen")
        }
        _ if quantity.value.is_none() && quality.value.is_none() => {
            pick("Nothing measured yet", "Noch nichts gemessen")
        }
        (Some(NoVerdict::TooEarly), _) | (_, Some(NoVerdict::TooEarly)) => {
            pick("Too early in the period for a verdict", "Zu früh in der Periode für ein Urteil")
        }
        (Some(NoVerdict::NoTarget), Some(NoVerdict::NoTarget)) => {
            pick("No targets set yet", "Noch keine Ziele gesetzt")
        }
        _ => "",
    }
}

/// One half has a verdict; the other, told as quality or quantity, has none.
fn half(verdict: Status, other: &TileView, other_is_quality: bool) -> &'static str {
    let unmeasured = other.value.is_none();
    match (verdict, other_is_quality, unmeasured) {
        (Status::Ahead, true, true) => {
            pick("More than planned, quality not measured yet", "Mehr als geplant, Güte ungemessen")
        }
        (Status::OnPace, true, true) => pick("On pace, quality not measured yet", "Im Plan, Güte ungemessen"),
        (Status::Behind, true, true) => pick("Behind, quality not measured yet", "Zurück, Güte ungemessen"),
        (Status::Ahead, true, false) => {
            pick("More than planned, quality without a verdict", "Mehr als geplant, Güte ohne Urteil")
        }
        (Status::OnPace, true, false) => {
            pick("On pace, quality without a verdict yet", "Im Plan, Güte noch ohne Urteil")
        }
        (Status::Behind, true, false) => pick("Behind, quality without a verdict yet", "Zurück, Güte noch ohne Urteil"),
        (Status::Ahead, false, _) => {
            pick("Better than planned, number without a verdict", "Besser als geplant, Menge ohne Urteil")
        }
        (Status::OnPace, false, _) => {
            pick("As good as planned, number without a verdict", "So gut wie geplant, Menge ohne Urteil")
        }
        (Status::Behind, false, _) => {
            pick("Behind in quality, number without a verdict", "In der Güte zurück, Menge ohne Urteil")
        }
        (Status::NoVerdict, ..) => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::tile;
    use crate::words;

    #[test]
    fn what_a_pair_says_fits_its_line_in_both_languages() {
        let states = ["\"ahead\"", "\"on_pace\"", "\"behind\"", "\"no_verdict\""];
        let reasons = ["null", "\"stale\"", "\"no_value\"", "\"no_target\"", "\"too_early\"", "\"too_few_cases\""];
        let tiles: Vec<TileView> = states
            .iter()
            .flat_map(|status| reasons.map(|reason| tile(&[("status", status), ("reason", reason)])))
            .collect();
        for language in ["en", "de-AT"] {
            words::choose(language);
            for quantity in &tiles {
                for quality in &tiles {
                    let said = pair(quantity, quality);
                    assert!(said.chars().count() <= 52, "{said}");
                }
            }
        }
        words::choose("en");
    }
}
