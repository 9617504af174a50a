//! What a [`Quantity`] promises: exact in, exact out, and no silent rounding.
#![cfg(feature = "server")]

use proptest::prelude::*;
use tandem_shared::{Quantity, QuantityError};

fn parse(text: &str) -> Result<Quantity, QuantityError> {
    text.parse()
}

/// Any quantity, small ones with decimals as likely as those at the ends of the range.
fn any_quantity() -> impl Strategy<Value = Quantity> {
    prop_oneof![any::<i64>(), -10_000_000_i64..10_000_000, (any::<i64>(), 0..60_u32).prop_map(|(n, bits)| n >> bits)]
        .prop_map(Quantity::from_parts)
}

proptest! {
    #[test]
    fn sums_and_differences_are_exact_or_refused(left in any_quantity(), right in any_quantity()) {
        let (l, r) = (i128::from(left.parts()), i128::from(right.parts()));
        let exact = |sum: i128| i64::try_from(sum).ok().map(Quantity::from_parts);
        prop_assert_eq!(left.checked_add(right), exact(l + r));
        prop_assert_eq!(left.checked_sub(right), exact(l - r));
    }

    #[test]
    fn what_is_printed_reads_back(quantity in any_quantity()) {
        prop_assert_eq!(parse(&quantity.to_string()), Ok(quantity));
    }

    #[test]
    fn json_reads_back_what_it_wrote(quantity in any_quantity()) {
        let json = serde_json::to_string(&quantity).expect("writes");
        prop_assert_eq!(serde_json::from_str::<Quantity>(&json).expect("reads"), quantity);
        let value = serde_json::to_value(quantity).expect("writes");
        prop_assert_eq!(serde_json::from_value::<Quantity>(value).expect("reads"), quantity);
    }

    #[test]
    fn json_numbers_and_strings_mean_the_same(parts in -80_000_000_000_000_i64..80_000_000_000_000) {
        let quantity = Quantity::from_parts(parts);
        prop_assert_eq!(serde_json::from_str::<Quantity>(&quantity.to_string()).expect("number"), quantity);
        prop_assert_eq!(serde_json::from_str::<Quantity>(&format!("\"{quantity}\"")).expect("string"), quantity);
    }

    #[test]
    fn a_moved_point_is_the_same_number(parts in any::<i64>(), shift in 0..450_usize, blanks in 0..3_usize) {
        let quantity = Quantity::from_parts(parts);
        let sign = if parts < 0 { "-" } else { "" };
        let blanks = " ".repeat(blanks);
        // The digits of the ten-thousandths, with as many zeros behind them as the exponent takes away.
        let (digits, zeros) = (parts.unsigned_abs(), "0".repeat(shift));
        prop_assert_eq!(parse(&format!("{blanks}{sign}{digits}{zeros}e-{}{blanks}", shift + 4)), Ok(quantity));
        // The same the other way round: zeros before the digits, then a positive exponent.
        let width = shift + 20;
        if width > 4 {
            prop_assert_eq!(parse(&format!("{sign}0.{digits:0>width$}E+{}", width - 4)), Ok(quantity));
        }
    }

    #[test]
    fn zeros_at_the_end_cost_nothing(parts in any::<i64>(), zeros in 0..50_usize) {
        let quantity = Quantity::from_parts(parts);
        let (whole, rest) = (parts.unsigned_abs() / 10_000, parts.unsigned_abs() % 10_000);
        let sign = if parts < 0 { "-" } else { "" };
        prop_assert_eq!(parse(&format!("{sign}{whole}.{rest:04}{}", "0".repeat(zeros))), Ok(quantity));
    }

    #[test]
    fn a_fifth_decimal_is_refused(whole in -8_000_000_000_i64..8_000_000_000, rest in 0..10_000, fifth in 1..10_u8) {
        let text = format!("{whole}.{rest:04}{fifth}");
        prop_assert_eq!(parse(&text), Err(QuantityError::TooPrecise));
        prop_assert!(serde_json::from_str::<Quantity>(&text).is_err(), "as a JSON number");
        prop_assert!(serde_json::from_str::<Quantity>(&format!("\"{text}\"")).is_err(), "as a JSON string");
    }

    #[test]
    fn any_text_gets_an_answer(text in "[-+]?[0-9.eE]{0,12}|\\PC{0,12}") {
        if let Ok(quantity) = parse(&text) {
            let float: f64 = text.trim().parse().expect("a decimal number");
            prop_assert!((float - quantity.to_f64()).abs() <= float.abs() * 1e-12);
        }
    }

    #[test]
    fn nearest_is_within_half_a_part(value in -9e11..9e11_f64) {
        let quantity = Quantity::nearest(value).expect("in range");
        prop_assert!((quantity.to_f64() - value).abs() <= 0.000_05 + value.abs() * f64::EPSILON);
    }
}

#[test]
fn refuses_what_is_no_number() {
    for text in ["", " ", "-", "+", ".", "1.", "1.2.3", "1,5", "1_000", "NaN", "nan", "inf", "-Infinity", "0x1F", "1e"]
        .into_iter()
        .chain(["1e1.5", "--1", "1 2", "e5", "½", "١", "1e+-2"])
    {
        assert_eq!(parse(text), Err(QuantityError::NotANumber), "{text:?}");
        assert!(serde_json::from_value::<Quantity>(text.into()).is_err(), "{text:?}");
    }
    for json in ["NaN", "Infinity", "1e400", "-1e400", "null", "true", "[1]", "{}"] {
        assert!(serde_json::from_str::<Quantity>(json).is_err(), "{json}");
    }
    assert_eq!(Quantity::from_json_f64(f64::NAN), Err(QuantityError::NotANumber));
    assert_eq!(Quantity::from_json_f64(f64::INFINITY), Err(QuantityError::NotANumber));
    assert_eq!([f64::NAN, f64::NEG_INFINITY, 1e15].map(Quantity::nearest), [None; 3]);
}

#[test]
fn knows_its_range() {
    assert_eq!(parse("922337203685477.5807"), Ok(Quantity::from_parts(i64::MAX)));
    assert_eq!(parse("-922337203685477.5808"), Ok(Quantity::from_parts(i64::MIN)));
    for text in ["922337203685477.5808", "-922337203685477.5809", "1e15", "1e400", "-1e2147483647"] {
        assert_eq!(parse(text), Err(QuantityError::TooLarge), "{text}");
    }
    for json in ["922337203685478", "18446744073709551615", "-9223372036854775808", "1e300"] {
        assert!(serde_json::from_str::<Quantity>(json).is_err(), "{json}");
    }
    assert_eq!(parse("1e-400"), Err(QuantityError::TooPrecise));
    assert_eq!(parse("0e400"), Ok(Quantity::ZERO));
    assert_eq!(parse("-0.0000000"), Ok(Quantity::ZERO));
    assert_eq!(Quantity::from_whole(i64::MAX), None);
}

#[test]
fn a_fraction_beyond_a_double_travels_as_a_string() {
    let large = parse("922337203685477.5807").expect("in range");
    assert_eq!(serde_json::to_string(&large).expect("writes"), "\"922337203685477.5807\"");
    let error = serde_json::from_str::<Quantity>("922337203685477.5807").expect_err("not exact").to_string();
    assert!(error.contains("send it as a string"), "{error}");
    assert_eq!(serde_json::to_string(&parse("12.75").expect("in range")).expect("writes"), "12.75");
    assert_eq!(serde_json::to_string(&parse("900000000000").expect("in range")).expect("writes"), "900000000000");
}

#[cfg(feature = "viewer")]
proptest! {
    #[test]
    fn the_viewer_reads_what_the_server_writes(quantity in any_quantity()) {
        let json = serde_json::to_string(&quantity).expect("writes");
        prop_assert_eq!(miniserde::json::from_str::<Quantity>(&json).expect("reads"), quantity);
    }
}
