//! [`Quantity`]: the exact decimal every number of Tandem is made of.

use std::fmt;
use std::str::FromStr;

/// An exact decimal number: an `i64` count of ten-thousandths.
///
/// Sums of quantities are exact. Anything that would not be (overflow, more than four decimals) is an error, never a
/// silent rounding. In JSON it is read from a number or a string and written as a number, but for fractions that a JSON
/// number does not carry exactly: those are a string both ways.
///
/// The range is ±922 337 203 685 477.5807.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(i64);

/// Why a text or number is not a [`Quantity`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuantityError {
    /// Not a decimal number at all (also NaN and infinity).
    NotANumber,
    /// More than four digits after the decimal point.
    TooPrecise,
    /// Beyond ±922 337 203 685 477.5807.
    TooLarge,
    /// A JSON number too large to be told from its neighbours at four decimals; as a string it is exact.
    NeedsString,
}

impl fmt::Display for QuantityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotANumber => "not a decimal number: write it like 1284, -3.5 or \"12.75\"",
            Self::TooPrecise => {
                "more than four decimals: round it to four before sending, Tandem never rounds silently"
            }
            Self::TooLarge => "too large: the limit is 922337203685477.5807",
            Self::NeedsString => "a fraction this large is not exact as a JSON number: send it as a string",
        })
    }
}

impl std::error::Error for QuantityError {}

impl Quantity {
    /// Zero.
    pub const ZERO: Self = Self(0);
    /// How many parts make one: the scale of the fixed point.
    pub const SCALE: i64 = 10_000;

    /// From here on doubles are more than 1e-6 apart, too coarse for a trustworthy fifth decimal: 2³³.
    const COARSE: f64 = 8_589_934_592.0;

    /// From ten-thousandths: `from_parts(12_500)` is 1.25.
    #[must_use]
    pub const fn from_parts(parts: i64) -> Self {
        Self(parts)
    }

    /// The number in ten-thousandths.
    #[must_use]
    pub const fn parts(self) -> i64 {
        self.0
    }

    /// From a whole number; `None` beyond the range.
    #[must_use]
    pub fn from_whole(whole: i64) -> Option<Self> {
        whole.checked_mul(Self::SCALE).map(Self)
    }

    /// The nearest quantity to a computed ratio, mean or forecast; `None` if not finite or beyond the range.
    ///
    /// For results of formulas only: what people and systems send is parsed exactly.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked before the cast")]
    pub fn nearest(value: f64) -> Option<Self> {
        let parts = (value * 10_000.0).round();
        (parts.is_finite() && parts.abs() < 9.2e18).then_some(Self(parts as i64))
    }

    /// As a float, for ratios and drawing: the nearest below 2⁵³ ten-thousandths; beyond, whole numbers are exact.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        if self.0.unsigned_abs() < 1 << 53 {
            self.0 as f64 / 10_000.0
        } else {
            (self.0 / Self::SCALE) as f64 + (self.0 % Self::SCALE) as f64 / 10_000.0
        }
    }

    /// The exact sum, or `None` on overflow.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The exact difference, or `None` on overflow.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// Reads a JSON number that already went through a double.
    ///
    /// # Errors
    /// [`QuantityError::NeedsString`] where doubles are too coarse to tell five decimals from four,
    /// otherwise as [`FromStr`].
    pub fn from_json_f64(value: f64) -> Result<Self, QuantityError> {
        if !value.is_finite() {
            return Err(QuantityError::NotANumber);
        }
        if value.fract() != 0.0 && value.abs() >= Self::COARSE {
            return Err(QuantityError::NeedsString);
        }
        // The shortest text that reads back as this double is the number the sender wrote.
        format!("{value}").parse()
    }
}

impl FromStr for Quantity {
    type Err = QuantityError;

    /// Reads `[±]digits[.digits][e[±]digits]`, surrounding blanks allowed. Trailing zeros beyond four decimals are exact
    /// and allowed; other digits there are [`QuantityError::TooPrecise`].
    fn from_str(text: &str) -> Result<Self, QuantityError> {
        let text = text.trim();
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().map_err(|_| QuantityError::NotANumber)?),
            None => (text, 0),
        };
        let (negative, digits) = match mantissa.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, mantissa.strip_prefix('+').unwrap_or(mantissa)),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.is_empty() && fraction.is_empty() || digits.ends_with('.') {
            return Err(QuantityError::NotANumber);
        }
        // The position of each digit counted from the point; the last one kept is 10⁻⁴.
        let length = i64::try_from(whole.len()).map_err(|_| QuantityError::TooLarge)?;
        let mut place = length + i64::from(exponent);
        let mut parts: i64 = 0;
        for byte in whole.bytes().chain(fraction.bytes()) {
            if !byte.is_ascii_digit() {
                return Err(QuantityError::NotANumber);
            }
            place -= 1;
            let digit = i64::from(byte - b'0');
            if place < -4 {
                if digit != 0 {
                    return Err(QuantityError::TooPrecise);
                }
            } else {
                let digit = if negative { -digit } else { digit };
                parts = parts.checked_mul(10).and_then(|p| p.checked_add(digit)).ok_or(QuantityError::TooLarge)?;
            }
        }
        while place > -4 && parts != 0 {
            parts = parts.checked_mul(10).ok_or(QuantityError::TooLarge)?;
            place -= 1;
        }
        Ok(Self(parts))
    }
}

impl fmt::Display for Quantity {
    /// The shortest decimal that reads back as the same number: `1284`, `-3.5`, `0.0001`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, rest) = (self.0.unsigned_abs() / 10_000, self.0.unsigned_abs() % 10_000);
        if rest == 0 {
            return write!(f, "{sign}{whole}");
        }
        let digits = format!("{rest:04}");
        write!(f, "{sign}{whole}.{}", digits.trim_end_matches('0'))
    }
}

#[cfg(feature = "server")]
mod json {
    use super::Quantity;
    use serde::de::{Deserialize, Deserializer, Error, Visitor};
    use serde::ser::{Serialize, Serializer};
    use std::fmt;

    impl Serialize for Quantity {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            if self.0 % Self::SCALE == 0 {
                serializer.serialize_i64(self.0 / Self::SCALE)
            } else if self.to_f64().abs() < Self::COARSE {
                // The nearest double prints as the shortest text that finds it again: our own digits.
                serializer.serialize_f64(self.to_f64())
            } else {
                // What could not be read back from a number, a stored document least of all.
                serializer.collect_str(self)
            }
        }
    }

    impl<'de> Deserialize<'de> for Quantity {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            struct Reader;
            impl Visitor<'_> for Reader {
                type Value = Quantity;
                fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str("a number, or a number in a string, with at most four decimals")
                }
                fn visit_i64<E: Error>(self, v: i64) -> Result<Quantity, E> {
                    Quantity::from_whole(v).ok_or_else(|| E::custom(super::QuantityError::TooLarge))
                }
                fn visit_u64<E: Error>(self, v: u64) -> Result<Quantity, E> {
                    i64::try_from(v)
                        .map_err(|_| E::custom(super::QuantityError::TooLarge))
                        .and_then(|v| self.visit_i64(v))
                }
                fn visit_f64<E: Error>(self, v: f64) -> Result<Quantity, E> {
                    Quantity::from_json_f64(v).map_err(E::custom)
                }
                fn visit_str<E: Error>(self, v: &str) -> Result<Quantity, E> {
                    v.parse().map_err(E::custom)
                }
            }
            deserializer.deserialize_any(Reader)
        }
    }

    impl utoipa::PartialSchema for Quantity {
        fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
            use utoipa::openapi::schema::{ObjectBuilder, Type};
            ObjectBuilder::new()
                .schema_type(Type::Number)
                .description(Some("An exact decimal with at most four decimals; may be sent as a string."))
                .into()
        }
    }
    impl utoipa::ToSchema for Quantity {}
}

#[cfg(feature = "viewer")]
mod mini {
    use super::Quantity;
    use miniserde::de::{Deserialize, Visitor};
    use miniserde::{Result, make_place};

    make_place!(Place);

    impl Visitor for Place<Quantity> {
        fn nonnegative(&mut self, n: u64) -> Result<()> {
            self.out = i64::try_from(n).ok().and_then(Quantity::from_whole);
            self.out.map(|_| ()).ok_or(miniserde::Error)
        }
        fn negative(&mut self, n: i64) -> Result<()> {
            self.out = Quantity::from_whole(n);
            self.out.map(|_| ()).ok_or(miniserde::Error)
        }
        fn float(&mut self, n: f64) -> Result<()> {
            self.out = Quantity::nearest(n);
            self.out.map(|_| ()).ok_or(miniserde::Error)
        }
        fn string(&mut self, s: &str) -> Result<()> {
            self.out = s.parse().ok();
            self.out.map(|_| ()).ok_or(miniserde::Error)
        }
    }

    impl Deserialize for Quantity {
        fn begin(out: &mut Option<Self>) -> &mut dyn Visitor {
            Place::new(out)
        }
    }
}
