//! [`Figure`]: a formatted number in pieces, so that its unit can be set smaller.

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

    /// Without its units: beside another figure that has them.
    #[must_use]
    pub fn bare(&self) -> String {
        self.0.iter().filter(|piece| !matches!(piece, Piece::Unit(_))).map(Piece::text).collect()
    }

    /// From this to another figure: `€5.58–6.27 M`. What both share is said once.
    #[must_use]
    pub fn to(&self, high: &Self) -> String {
        let units = |figure: &Self| -> Vec<Piece> {
            figure.0.iter().filter(|piece| !matches!(piece, Piece::Number(_))).cloned().collect()
        };
        if units(self) != units(high) || self.0.iter().filter(|piece| matches!(piece, Piece::Number(_))).count() != 1 {
            return [&self.text(), "\u{2009}–\u{2009}", &high.text()].concat();
        }
        let numbers = |figure: &Self| figure.0.iter().position(|piece| matches!(piece, Piece::Number(_))).unwrap_or(0);
        let low: String = self.0[..=numbers(self)].iter().map(Piece::text).collect();
        let high: String = high.0[numbers(high)..].iter().map(Piece::text).collect();
        [&low, "–", &high].concat()
    }
}
