//! Numbers as people type them: with the decimal mark of the language spoken.

use tandem_shared::Quantity;

use crate::words;

/// A number to be typed over: every digit, no grouping.
#[must_use]
pub fn write(quantity: Quantity) -> String {
    let (_, point) = words::locale().marks();
    quantity.to_string().replace('.', &point.to_string())
}

/// What was typed, as the server reads numbers. What may mean two things (`1.234` in German) is left for the server to
/// refuse, never guessed.
#[must_use]
pub fn read(text: &str) -> String {
    let text: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let text = text.replace('\u{2212}', "-");
    match words::locale().marks() {
        (_, '.') => text,
        (group, _) if text.contains(group) => [&text, "?"].concat(),
        (_, point) => text.replace(point, "."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_reads_back_as_it_was_written_in_both_languages() {
        for (language, written) in [("en", "-1234.5"), ("de-AT", "-1234,5"), ("de-CH", "-1234.5")] {
            words::choose(language);
            let quantity = "-1234.5".parse().expect("a number");
            assert_eq!(write(quantity), written);
            assert_eq!(read(&write(quantity)), "-1234.5");
        }
        words::choose("de");
        assert!(read("1.234").parse::<Quantity>().is_err(), "a thousand, or one and a bit?");
        words::choose("en");
        assert_eq!(read(" \u{2212}1 234.5 "), "-1234.5");
        assert!(read("1,234").parse::<Quantity>().is_err(), "a thousand, or one and a bit?");
    }
}
