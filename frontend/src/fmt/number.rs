//! Quantities in their units.

use tandem_shared::formula::ChangeAs;
use tandem_shared::view::DeltaView;
use tandem_shared::{Quantity, Unit, UnitType};

use super::{Figure, MINUS, NARROW, Piece, amount};
use crate::words;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
/// What would round up to a million is one.
const MILLION: f64 = 999_999.5;

/// A unit, and how many decimals all figures of one tile carry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Format<'a> {
    unit: &'a Unit,
    decimals: u8,
    millions: bool,
}

impl<'a> Format<'a> {
    /// For a tile with these leading figures (value, target): both get the digits that the smaller one needs. Rates and
    /// factors are whole from 10, with one decimal below; counts show a decimal only if they have one and are small.
    /// Amounts are in millions if the first figure is.
    #[must_use]
    pub fn of(unit: &'a Unit, leading: &[Option<Quantity>]) -> Self {
        let sizes = || leading.iter().flatten().map(|q| q.parts().unsigned_abs()).filter(|parts| *parts != 0);
        let whole = Quantity::SCALE.unsigned_abs();
        let smallest = sizes().min().unwrap_or(u64::MAX);
        let decimals = match unit.kind {
            UnitType::Count => u8::from(smallest < 100 * whole && sizes().any(|parts| parts % whole != 0)),
            UnitType::Percent => u8::from(smallest < 10 * whole),
            UnitType::Ratio if smallest < whole => 2,
            UnitType::Ratio => u8::from(smallest < 10 * whole),
            UnitType::Money | UnitType::Duration => 0,
        };
        let millions = leading.first().copied().flatten().is_some_and(|first| first.to_f64().abs() >= MILLION);
        Self { unit, decimals, millions }
    }

    /// For many figures of equal rank: the largest decides whether amounts are in millions.
    #[must_use]
    pub fn of_all(unit: &'a Unit, mut figures: Vec<Option<Quantity>>) -> Self {
        if let Some((at, _)) = figures.iter().enumerate().max_by_key(|(_, figure)| **figure) {
            figures.swap(0, at);
        }
        Self::of(unit, &figures)
    }

    /// The figure: `1,284`, `63 %`, `€3.42 M`, `1 h 52 min`, `3.1 ×`.
    #[must_use]
    pub fn figure(&self, quantity: Quantity) -> Figure {
        let value = quantity.to_f64();
        let with = |unit: &str| {
            let number = amount::number(value, self.decimals);
            Figure::new(vec![Piece::Number(number), Piece::Unit([&NARROW.to_string(), unit].concat())])
        };
        match self.unit.kind {
            UnitType::Count => Figure::new(vec![Piece::Number(amount::number(value, self.decimals))]),
            UnitType::Percent => with("%"),
            UnitType::Ratio => with("×"),
            UnitType::Duration => duration(value),
            UnitType::Money => Figure::new(money(self.unit, value, self.millions)),
        }
    }

    /// The figure as one text.
    #[must_use]
    pub fn text(&self, quantity: Quantity) -> String {
        self.figure(quantity).text()
    }

    /// The figure where room is scarce: of a duration, the second unit goes without its name (`1 h 52`).
    #[must_use]
    pub fn short(&self, quantity: Quantity) -> String {
        let figure = self.figure(quantity);
        match (self.unit.kind, figure.pieces()) {
            (UnitType::Duration, [first @ .., Piece::Unit(_)]) if first.len() > 1 => Figure::new(first.to_vec()).text(),
            _ => figure.text(),
        }
    }

    /// The figure beside another that says the unit: `70`, `3.0`; durations and amounts keep theirs.
    #[must_use]
    pub fn bare(&self, quantity: Quantity) -> String {
        match self.unit.kind {
            UnitType::Duration | UnitType::Money => self.short(quantity),
            _ => self.figure(quantity).bare(),
        }
    }

    /// A figure of an axis whose largest is `most`: amounts in millions without their unit.
    #[must_use]
    pub fn tick(&self, figure: f64, most: f64) -> String {
        match self.unit.kind {
            UnitType::Money if most >= 1e6 => amount::number_up_to(figure / 1e6, 1),
            UnitType::Duration => duration(figure).text(),
            _ => amount::number_up_to(figure, 1),
        }
    }

    /// Every digit: for pointing at an abbreviated figure, and for screen readers.
    #[must_use]
    pub fn exact(&self, quantity: Quantity) -> String {
        match self.unit.kind {
            UnitType::Money => {
                let decimals = if quantity.parts() % Quantity::SCALE == 0 { 0 } else { 2 };
                Figure::new(amount::money(quantity.to_f64(), currency(self.unit), false, decimals)).text()
            }
            _ => amount::number_up_to(quantity.to_f64(), 4),
        }
    }

    /// A change with its sign: `+12 %`, `−6 pts`, `−58 min`.
    #[must_use]
    pub fn change(&self, delta: &DeltaView) -> String {
        self.signed(delta.by, delta.said_as)
    }

    /// A difference with its sign, in per cent, points or the unit itself.
    #[must_use]
    pub fn signed(&self, by: Quantity, said_as: ChangeAs) -> String {
        let sign = match by.parts() {
            0 => "±",
            by if by < 0 => "−",
            _ => "+",
        };
        let size = Quantity::from_parts(by.parts().saturating_abs());
        let narrow = NARROW.to_string();
        let text = match said_as {
            ChangeAs::Percent => [&amount::number(size.to_f64(), 0), &narrow, "%"].concat(),
            ChangeAs::Points => {
                let number = amount::number(size.to_f64(), self.decimals);
                let one = number == "1";
                [&number, &narrow, words::points(one)].concat()
            }
            ChangeAs::Unit if self.unit.kind == UnitType::Ratio => amount::number(size.to_f64(), self.decimals),
            ChangeAs::Unit => self.short(size),
        };
        [sign, &text].concat()
    }
}

/// A plain number in the reader's way of writing.
#[must_use]
pub fn plain(value: f64) -> String {
    amount::number(value, 0)
}

/// A number with as many of four decimals as it has.
#[must_use]
pub fn up_to(value: f64) -> String {
    amount::number_up_to(value, 4)
}

/// The reader's decimal mark, and the mark between thousands.
#[must_use]
pub fn marks() -> (char, char) {
    let (group, point) = words::locale().marks();
    (point, group)
}

/// A share (1 is all) in whole per cent; one decimal below 10 only if `fine`.
#[must_use]
pub fn percent(share: f64, fine: bool) -> String {
    let value = share * 100.0;
    let decimals = u8::from(fine && value.abs() < 10.0);
    [&amount::number(value, decimals), &NARROW.to_string(), "%"].concat()
}

fn currency(unit: &Unit) -> &str {
    unit.currency.as_deref().unwrap_or("EUR")
}

/// From 1 M two decimals and M, below in full; cents only for small amounts that have some. Beside an amount in
/// millions smaller ones are too, down to the last digit shown.
fn money(unit: &Unit, value: f64, millions: bool) -> Vec<Piece> {
    if value.abs() >= MILLION {
        return amount::money(value, currency(unit), true, 2);
    }
    if millions && value.abs() >= 5_000.0 {
        // Only the locale knows where its million stands: take its own and put this number in.
        let mut pieces = amount::money(1e6, currency(unit), true, 2);
        for piece in &mut pieces {
            if let Piece::Number(number) = piece {
                *number = amount::number(value / 1e6, 2);
            }
        }
        return pieces;
    }
    let cents = value.abs() < 1_000.0 && value.fract() != 0.0;
    amount::money(value, currency(unit), false, if cents { 2 } else { 0 })
}

/// Seconds in two units at most, the second one left out where it is 0.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rounded absolute value; `as` saturates")]
fn duration(seconds: f64) -> Figure {
    // Round to the smaller of the two units shown, so that 59 min 59.9 s becomes 1 h and not 59 min 60 s.
    let total = seconds.abs().round() as u64;
    let grain = match total {
        0..HOUR => 1,
        HOUR..DAY => MINUTE,
        _ => HOUR,
    };
    let total = (total + grain / 2) / grain * grain;
    let (large, small) = match total {
        0..MINUTE => ((total, "s"), None),
        MINUTE..HOUR => ((total / MINUTE, "min"), Some((total % MINUTE, "s"))),
        HOUR..DAY => ((total / HOUR, "h"), Some((total % HOUR / MINUTE, "min"))),
        _ => ((total / DAY, "d"), Some((total % DAY / HOUR, "h"))),
    };
    let minus = if seconds < 0.0 && total > 0 { MINUS.to_string() } else { String::new() };
    let mut pieces = vec![
        Piece::Number([&minus, &*amount::number(large.0 as f64, 0)].concat()),
        Piece::Unit([&NARROW.to_string(), large.1].concat()),
    ];
    if let Some((count, unit)) = small.filter(|(count, _)| *count > 0) {
        // The space belongs to the unit before, so that a shortened figure ends in digits.
        pieces.push(Piece::Unit(NARROW.to_string()));
        pieces.push(Piece::Number(count.to_string()));
        pieces.push(Piece::Unit([&NARROW.to_string(), unit].concat()));
    }
    Figure::new(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn q(text: &str) -> Quantity {
        text.parse().expect("a quantity")
    }

    fn unit(kind: UnitType) -> Unit {
        Unit { kind, currency: (kind == UnitType::Money).then(|| "EUR".into()) }
    }

    fn shown(kind: UnitType, value: &str, target: Option<&str>) -> String {
        let unit = unit(kind);
        Format::of(&unit, &[Some(q(value)), target.map(q)]).text(q(value))
    }

    #[test]
    fn each_unit_is_written_as_people_read_it() {
        for (kind, value, written) in [
            (UnitType::Count, "1284", "1,284"),
            (UnitType::Count, "-12", "−12"),
            (UnitType::Percent, "63.4", "63 %"),
            (UnitType::Percent, "3.14", "3.1 %"),
            (UnitType::Ratio, "3.1", "3.1 ×"),
            (UnitType::Ratio, "12.4", "12 ×"),
            (UnitType::Money, "84000", "€84,000"),
            (UnitType::Money, "3421000", "€3.42 M"),
            (UnitType::Money, "999999.6", "€1.00 M"),
            (UnitType::Money, "84.5", "€84.50"),
            (UnitType::Duration, "6720", "1 h 52 min"),
            (UnitType::Duration, "187200", "2 d 4 h"),
            (UnitType::Duration, "7200", "2 h"),
            (UnitType::Duration, "3599.7", "1 h"),
            (UnitType::Duration, "45", "45 s"),
            (UnitType::Duration, "-3480", "−58 min"),
        ] {
            assert_eq!(shown(kind, value, None), written.replace(' ', "\u{202f}"), "{kind:?} {value}");
        }
    }

    #[test]
    fn value_and_target_carry_the_same_digits() {
        assert_eq!(shown(UnitType::Percent, "12", Some("9.5")), "12.0\u{202f}%");
        assert_eq!(shown(UnitType::Percent, "12", Some("0")), "12\u{202f}%");
    }

    #[test]
    fn parts_of_millions_are_in_millions() {
        let unit = unit(UnitType::Money);
        let of =
            |first: &str, figure: &str| Format::of(&unit, &[Some(q(first))]).text(q(figure)).replace('\u{202f}', " ");
        assert_eq!(of("3421000", "881000"), "€0.88 M");
        assert_eq!(of("3421000", "35500"), "€0.04 M");
        assert_eq!(of("3421000", "1200"), "€1,200");
        assert_eq!(of("84000", "1200000"), "€1.20 M");
    }

    #[test]
    fn changes_are_signed_and_in_words() {
        let delta = |by: &str, said_as| DeltaView {
            period: "2026-Q3".into(),
            label: "Q3 2026".into(),
            value: Quantity::ZERO,
            by: q(by),
            said_as,
        };
        let change = |kind, value, by, said_as| {
            let unit = unit(kind);
            Format::of(&unit, &[Some(q(value))]).change(&delta(by, said_as)).replace('\u{202f}', " ")
        };
        assert_eq!(change(UnitType::Count, "9", "12.3", ChangeAs::Percent), "+12 %");
        assert_eq!(change(UnitType::Percent, "63", "-6", ChangeAs::Points), "−6 pts");
        assert_eq!(change(UnitType::Percent, "24", "1", ChangeAs::Points), "+1 pt");
        assert_eq!(change(UnitType::Percent, "3.1", "-0.2", ChangeAs::Points), "−0.2 pts");
        assert_eq!(change(UnitType::Duration, "6720", "-5640", ChangeAs::Unit), "−1 h 34");
        assert_eq!(change(UnitType::Ratio, "3.1", "0.2", ChangeAs::Unit), "+0.2");
        assert_eq!(change(UnitType::Count, "9", "0", ChangeAs::Percent), "±0 %");
    }

    #[test]
    fn a_range_says_its_unit_once() {
        let unit = unit(UnitType::Money);
        let format = Format::of(&unit, &[]);
        assert_eq!(format.figure(q("5580000")).to(&format.figure(q("6270000"))), "€5.58–6.27\u{202f}M");
        assert_eq!(
            format.figure(q("900000")).to(&format.figure(q("1100000"))),
            "€900,000\u{2009}–\u{2009}€1.10\u{202f}M"
        );
    }
}
