//! [`Figure`]: a formatted number in pieces, so that its unit can be set smaller.

use super::NARROW;

/// A piece of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Digits, with sign and separators.
    Number(String),
    /// A currency sign, as large as the digits.
    Currency(String),
    /// A unit with the space before it.
    Unit(String),
}

impl Piece {
    fn text(&self) -> &str {
        match self {
            Self::Number(text) | Self::Currency(text) | Self::Unit(text) => text,
        }
    }
}

/// A formatted number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figure(Vec<Piece>);

impl Figure {
    /// Of pieces in reading order.
    #[must_use]
    pub fn new(pieces: Vec<Piece>) -> Self {
        Self(pieces)
    }

    /// Its pieces.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// As one text.
    #[must_use]
    pub fn text(&self) -> String {
        self.0.iter().map(Piece::text).collect()
    }

    /// How wide it is, in digits: letters of a unit, set smaller, are half as wide.
    #[must_use]
    pub fn width(&self) -> usize {
        let half = |piece: &Piece| {
            let letters = piece.text().chars().filter(|letter| *letter != NARROW).count();
            if matches!(piece, Piece::Unit(_)) { letters } else { 2 * letters }
        };
        self.0.iter().map(half).sum::<usize>().div_ceil(2)
    }

    /// Without its units: beside another figure that has them.
    #[must_use]
    pub fn bare(&self) -> String {
        self.0.iter().filter(|piece| !matches!(piece, Piece::Unit(_))).map(Piece::text).collect()
    }

    /// Beside a larger figure of the same unit that says it: `€5.58` next to `€6.27 M`; else in full.
    #[must_use]
    pub fn beside(&self, high: &Self) -> String {
        if self.shares_unit(high) { self.bare() } else { self.text() }
    }

    /// From this to another figure: `€5.58–6.27 M`. What both share is said once.
    #[must_use]
    pub fn to(&self, high: &Self) -> String {
        let number = |figure: &Self| figure.0.iter().position(|piece| matches!(piece, Piece::Number(_)));
        match (number(self), number(high)) {
            (Some(low_at), Some(high_at)) if self.shares_unit(high) => {
                let texts = |pieces: &[Piece]| pieces.iter().map(Piece::text).collect::<String>();
                [&texts(&self.0[..=low_at]), "–", &texts(&high.0[high_at..])].concat()
            }
            _ => [&self.text(), "\u{2009}–\u{2009}", &high.text()].concat(),
        }
    }

    /// Whether both are one number each, in the same unit.
    fn shares_unit(&self, other: &Self) -> bool {
        let around = |figure: &Self| -> Vec<Piece> {
            figure.0.iter().filter(|piece| !matches!(piece, Piece::Number(_))).cloned().collect()
        };
        let single = |figure: &Self| figure.0.len() == around(figure).len() + 1;
        single(self) && single(other) && around(self) == around(other)
    }
}
