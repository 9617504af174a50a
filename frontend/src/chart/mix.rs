//! The contribution bar: who brought what, on the way to the target.

use tandem_shared::Quantity;
use tandem_shared::view::{PartSide, PartView, TileView};

/// The bar in per cent of its width, which is the target or what lies beyond it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mix {
    /// The parts that are more than nothing, in order.
    pub parts: Vec<Part>,
    /// Where we should be today.
    pub pace: Option<f64>,
    /// What is left of the target; `None` once it is reached.
    pub to_go: Option<Quantity>,
}

/// A part of the bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Which of the tile's parts.
    pub index: usize,
    /// Where it begins.
    pub from: f64,
    /// How wide it is.
    pub width: f64,
    /// Its share of the value, 0 to 1.
    pub share: f64,
}

/// The bar of a contribution; `None` without a value.
#[must_use]
pub fn mix(tile: &TileView) -> Option<Mix> {
    let value = tile.value?.to_f64();
    let figure = |quantity: Option<Quantity>| quantity.map_or(0.0, |q| q.to_f64().max(0.0));
    let shown: f64 = tile.parts.iter().map(|part| part.value.to_f64().max(0.0)).sum();
    let full = figure(tile.target).max(figure(tile.expected)).max(shown);
    if full <= 0.0 {
        return None;
    }
    let mut from = 0.0;
    let mut parts = Vec::with_capacity(tile.parts.len());
    for (index, part) in tile.parts.iter().enumerate() {
        let amount = part.value.to_f64();
        if amount > 0.0 {
            let width = amount / full * 100.0;
            parts.push(Part { index, from, width, share: if value > 0.0 { amount / value } else { 0.0 } });
            from += width;
        }
    }
    let to_go = tile.target.zip(tile.value).and_then(|(target, value)| target.checked_sub(value));
    Some(Mix {
        parts,
        pace: tile.expected.map(|due| due.to_f64() / full * 100.0),
        to_go: to_go.filter(|left| left.parts() > 0),
    })
}

/// The class of a part's colour.
#[must_use]
pub fn class(part: &PartView) -> &'static str {
    match part.side {
        PartSide::Sales => "sales",
        PartSide::Both => "both",
        PartSide::Marketing => "marketing",
        PartSide::Other => "other",
        PartSide::NotAttributed => "not-attributed",
    }
}

/// Whether every label fits over its part, at the narrowest bar that carries labels. `letters` counts those of a part's
/// name and of its amount with its share.
#[must_use]
pub fn labels_fit(mix: &Mix, letters: impl Fn(&Part) -> (usize, usize)) -> bool {
    /// The bar's width below which the list takes over (see board.css), in px.
    const NARROWEST: f64 = 804.0;
    /// A letter of 12 px and a digit of 14 px, on average, and the room before a label.
    const LETTER: f64 = 6.2;
    const DIGIT: f64 = 7.6;
    const AROUND: f64 = 12.0;
    mix.parts.iter().all(|part| {
        let (name, amount) = letters(part);
        let need = (name as f64 * LETTER).max(amount as f64 * DIGIT) + AROUND;
        part.width / 100.0 * NARROWEST >= need
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(widths: &[f64]) -> Mix {
        let part = |(index, width): (usize, &f64)| Part { index, from: 0.0, width: *width, share: 0.5 };
        Mix { parts: widths.iter().enumerate().map(part).collect(), ..Mix::default() }
    }

    #[test]
    fn a_part_too_narrow_for_its_label_sends_all_to_the_list() {
        let letters = |_: &Part| (17, 13);
        assert!(labels_fit(&bar(&[23.0, 19.3, 14.7]), letters));
        assert!(!labels_fit(&bar(&[23.0, 19.3, 4.0]), letters));
    }
}
