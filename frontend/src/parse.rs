//! JSON, read for the types of the API.
//!
//! `miniserde` brings a reader of its own. It weighs 4 KB more in each bundle, more than half of it a table of all powers of ten; the
//! browser's `JSON.parse` weighs nothing, but each of its values has to be fetched, which takes longer than to read them here.

use std::borrow::Cow;

use miniserde::de::Visitor;
use miniserde::{Deserialize, Error, Result};

/// How deep lists and objects may lie in each other: what is deeper is nobody's answer.
const DEPTH_MAX: u8 = 100;

/// What a text says; `None` if it is no JSON, or not that of this type.
#[must_use]
pub fn json<T: Deserialize>(text: &str) -> Option<T> {
    let mut out = None;
    let mut reader = Reader { text, at: 0, depth: 0 };
    reader.value(T::begin(&mut out)).ok()?;
    reader.peek();
    if reader.at == text.len() { out } else { None }
}

/// A number of so many digits is full: one more fits, and no two.
const FULL: u64 = 1_000_000_000_000_000_000;
/// Stands for the end of the text; JSON has it nowhere.
const END: u8 = 0;

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: u8,
}

impl<'a> Reader<'a> {
    /// The next byte.
    fn byte(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(END)
    }

    /// The next byte that is no blank.
    fn peek(&mut self) -> u8 {
        while matches!(self.byte(), b' ' | b'\n' | b'\r' | b'\t') {
            self.at += 1;
        }
        self.byte()
    }

    /// Whether this byte is next; then it is read.
    fn takes(&mut self, byte: u8) -> bool {
        let is_it = self.peek() == byte;
        self.at += usize::from(is_it);
        is_it
    }

    fn word(&mut self, word: &str) -> Result<()> {
        let is_it = self.text.as_bytes()[self.at..].starts_with(word.as_bytes());
        self.at += word.len();
        if is_it { Ok(()) } else { Err(Error) }
    }

    fn value(&mut self, to: &mut dyn Visitor) -> Result<()> {
        match self.peek() {
            b'"' => to.string(&self.string()?),
            b'{' => {
                let mut map = to.map()?;
                self.list(b'}', |reader| {
                    let name = reader.name()?;
                    reader.value(map.key(&name)?)
                })?;
                map.finish()
            }
            b'[' => {
                let mut seq = to.seq()?;
                self.list(b']', |reader| reader.value(seq.element()?))?;
                seq.finish()
            }
            b'n' => self.word("null").and_then(|()| to.null()),
            b't' => self.word("true").and_then(|()| to.boolean(true)),
            b'f' => self.word("false").and_then(|()| to.boolean(false)),
            _ => self.number(to),
        }
    }

    /// What stands between this bracket and the one that ends it, with commas between.
    fn list(&mut self, end: u8, mut item: impl FnMut(&mut Self) -> Result<()>) -> Result<()> {
        self.at += 1;
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(Error);
        }
        if !self.takes(end) {
            loop {
                item(self)?;
                if self.takes(end) {
                    break;
                }
                if !self.takes(b',') {
                    return Err(Error);
                }
            }
        }
        self.depth -= 1;
        Ok(())
    }

    /// The name of a field.
    fn name(&mut self) -> Result<Cow<'a, str>> {
        let name = if self.peek() == b'"' { self.string()? } else { return Err(Error) };
        if self.takes(b':') { Ok(name) } else { Err(Error) }
    }

    /// A string, as it stands there if nothing in it is escaped.
    fn string(&mut self) -> Result<Cow<'a, str>> {
        self.at += 1;
        let mut text = Cow::Borrowed("");
        loop {
            let from = self.at;
            while !matches!(self.byte(), b'"' | b'\\' | END..b' ') {
                self.at += 1;
            }
            text += &self.text[from..self.at];
            match self.byte() {
                b'"' => break,
                b'\\' => text.to_mut().push(self.escaped()?),
                _ => return Err(Error),
            }
        }
        self.at += 1;
        Ok(text)
    }

    /// The letter that an escape stands for.
    fn escaped(&mut self) -> Result<char> {
        self.at += 2;
        Ok(match self.text.as_bytes().get(self.at - 1).ok_or(Error)? {
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unit(),
            sign @ (b'"' | b'\\' | b'/') => char::from(*sign),
            _ => return Err(Error),
        })
    }

    /// The letter of one unit of UTF-16, or of two.
    fn unit(&mut self) -> Result<char> {
        let mut units = [self.hex()?, 0];
        if matches!(units[0], 0xd800..0xdc00) {
            self.word("\\u")?;
            units[1] = self.hex()?;
        }
        char::decode_utf16(units).next().and_then(std::result::Result::ok).ok_or(Error)
    }

    fn hex(&mut self) -> Result<u16> {
        let digits = self.text.get(self.at..self.at + 4).ok_or(Error)?;
        self.at += 4;
        u16::from_str_radix(digits, 16).map_err(|_| Error)
    }

    /// A number: whole ones exactly; fractions as exactly as a float can up to 15 digits, more than quantities have, and nearly
    /// after that.
    fn number(&mut self, to: &mut dyn Visitor) -> Result<()> {
        let negative = self.takes(b'-');
        let mut digits = 0;
        let (_, beyond) = self.digits(&mut digits)?;
        let (mut exponent, mut whole) = (beyond, beyond == 0);
        if self.byte() == b'.' {
            self.at += 1;
            let (count, beyond) = self.digits(&mut digits)?;
            (exponent, whole) = (exponent - (count - beyond), false);
        }
        if matches!(self.byte(), b'e' | b'E') {
            self.at += 1;
            let small = self.byte() == b'-';
            self.at += usize::from(matches!(self.byte(), b'-' | b'+'));
            let mut by = 0;
            self.digits(&mut by)?;
            let by = by.min(1_000) as i32;
            (exponent, whole) = (exponent + if small { -by } else { by }, false);
        }
        if whole && !negative {
            return to.nonnegative(digits);
        }
        if whole {
            return to.negative(i64::try_from(digits).map_err(|_| Error)?.wrapping_neg());
        }
        let power = 10_f64.powi(exponent.saturating_abs());
        let size = if exponent < 0 { digits as f64 / power } else { digits as f64 * power };
        to.float(if negative { -size } else { size })
    }

    /// Appends the digits that stand here to a number, as long as they fit; returns how many there are, and how many did not fit.
    fn digits(&mut self, number: &mut u64) -> Result<(i32, i32)> {
        let (mut count, mut beyond) = (0, 0);
        while let digit @ b'0'..=b'9' = self.byte() {
            if *number < FULL {
                *number = *number * 10 + u64::from(digit - b'0');
            } else {
                beyond += 1;
            }
            count += 1;
            self.at += 1;
        }
        if count > 0 { Ok((count, beyond)) } else { Err(Error) }
    }
}

#[cfg(test)]
mod tests {
    use miniserde::json::{self, Value};

    fn both(text: &str) -> (Option<String>, Option<String>) {
        let write = |value: Value| json::to_string(&value);
        (super::json(text).map(write), json::from_str(text).ok().map(write))
    }

    #[test]
    fn what_is_written_is_read_as_the_library_reads_it() {
        let leaves = [
            "null",
            "true",
            "false",
            "0",
            "7",
            "-1284",
            "0.1",
            "-3.4567",
            "922337203685.4775",
            "9223372036854775807",
            "1e3",
            "2.5E-4",
            "0.000012",
            "\"\"",
            "\"ab c\"",
            r#""\"\\\/\b\f\n\r\t\u00e4\ud83c\udf89ü🎉""#,
            "[]",
            "{}",
            " [ ] ",
        ];
        // All of them, in lists and objects of all of them.
        for one in leaves {
            for other in leaves {
                for text in [
                    format!("[{one},{other}]"),
                    format!("{{\"a\":{one},\"b\" : {other} }}\n"),
                    format!("[[{one}], {{\"c\": [{other}, {one}]}}]"),
                ] {
                    let (here, library) = both(&text);
                    assert!(library.is_some(), "{text}");
                    assert_eq!(here, library, "{text}");
                }
            }
        }
    }

    #[test]
    fn quantities_are_read_exactly() {
        let mut parts = 1_i64;
        while parts < 8_589_934_592 * 10_000 {
            let quantity = tandem_shared::Quantity::from_parts(parts);
            assert_eq!(super::json::<f64>(&quantity.to_string()), Some(quantity.to_f64()), "{quantity}");
            assert_eq!(super::json(&quantity.to_string()), Some(quantity));
            parts += 1 + parts / 997;
        }
    }

    #[test]
    fn what_is_no_json_is_nothing() {
        for text in [
            "",
            " ",
            "nul",
            "nulll",
            "tru",
            "[",
            "]",
            "[1",
            "[1,",
            "[1,]",
            "[1 2]",
            "{",
            "{\"a\"",
            "{\"a\":",
            "{\"a\":1",
            "{\"a\":1,}",
            "{a:1}",
            "{1:1}",
            "\"",
            "\"a",
            "\"\\\"",
            "\"\\x\"",
            "\"\\u12\"",
            "\"\\ud83c\"",
            "\"\\ud83cx\"",
            "\"\\udf89\"",
            "\"a\nb\"",
            "-",
            "- 1",
            "1.",
            ".5",
            "1e",
            "1e+",
            "+1",
            "1 2",
            "<!DOCTYPE html>",
            "\u{0}",
            "1\u{0}",
        ] {
            assert_eq!(both(text), (None, None), "{text:?}");
        }
        assert!(super::json::<Value>(&"[".repeat(100_000)).is_none(), "nor is what is too deep");
        assert!(super::json::<Value>(&[&*"[".repeat(100), &*"]".repeat(100)].concat()).is_some());
    }
}
