//! A block of cells as spreadsheets copy it: a line a row, a tab between cells, quotes around what holds one of these.

/// The cells, row by row; rows may differ in length. The end of the last line begins no new row.
pub(super) fn read(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut rest) = (Vec::new(), Vec::new(), text);
    while !rest.is_empty() || !row.is_empty() {
        let (cell, after) = cell(rest);
        row.push(cell);
        if let Some(next) = after.strip_prefix('\t') {
            rest = next;
            // A tab at the very end still has a cell behind it.
            if rest.is_empty() {
                row.push(String::new());
            } else {
                continue;
            }
        } else {
            rest = after.strip_prefix("\r\n").or(after.strip_prefix(['\r', '\n'])).unwrap_or(after);
        }
        rows.push(std::mem::take(&mut row));
    }
    rows
}

/// The first cell, and what follows it.
fn cell(text: &str) -> (String, &str) {
    if let Some((cell, after)) = text.strip_prefix('"').and_then(unquoted)
        && (after.is_empty() || after.starts_with(['\t', '\r', '\n']))
    {
        return (cell, after);
    }
    let (cell, after) = text.split_at(text.find(['\t', '\r', '\n']).unwrap_or(text.len()));
    (cell.to_owned(), after)
}

/// A text up to its closing quote, of which two within it are one; `None` if nothing closes it.
fn unquoted(text: &str) -> Option<(String, &str)> {
    let (mut cell, mut rest) = (String::new(), text);
    loop {
        let (before, after) = rest.split_once('"')?;
        cell.push_str(before);
        match after.strip_prefix('"') {
            Some(more) => (cell.push('"'), rest = more).1,
            None => return Some((cell, after)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn blocks_are_read_as_spreadsheets_write_them() {
        for (text, cells) in [
            ("", &[][..]),
            ("2100", &[&["2100"][..]]),
            ("1\t2\n3\t4\n", &[&["1", "2"], &["3", "4"]]),
            ("1\t2\r\n3\r\n", &[&["1", "2"], &["3"]]),
            ("1\t\t3\n\n\t2", &[&["1", "", "3"], &[""], &["", "2"]]),
            ("1\t", &[&["1", ""]]),
            ("1\t\n2\t\n", &[&["1", ""], &["2", ""]]),
            ("\"Q1\nnew\"\t\"say \"\"12\"\"\"\n5", &[&["Q1\nnew", "say \"12\""], &["5"]]),
            ("\"a\tb\"\t1", &[&["a\tb", "1"]]),
            ("12\" screen\t\"open\t3", &[&["12\" screen", "\"open", "3"]]),
            ("\"\"\t1", &[&["", "1"]]),
        ] {
            assert_eq!(read(text), cells, "{text:?}");
        }
    }

    #[test]
    fn whatever_is_written_as_spreadsheets_do_is_read_back() {
        let pieces = ["", "1.234,56", "1,234.56", "a\tb", "x\ny", "\"", "\"\"", "\r\n", " 5 ", "ü🎉"];
        let quoted = |cell: &str| match cell.contains(['\t', '\n', '\r', '"']) {
            true => format!("\"{}\"", cell.replace('"', "\"\"")),
            false => cell.to_owned(),
        };
        // Every block of two rows of two cells out of these pieces, with and without a line's end at its end.
        for number in 0..pieces.len().pow(4) {
            let piece = |digit: u32| pieces[number / pieces.len().pow(digit) % pieces.len()].to_owned();
            let rows = vec![vec![piece(0), piece(1)], vec![piece(2), piece(3)]];
            for (line_end, last) in [("\n", "\n"), ("\r\n", ""), ("\r\n", "\r\n"), ("\r", "")] {
                let line = |row: &Vec<String>| row.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join("\t");
                let text = rows.iter().map(line).collect::<Vec<_>>().join(line_end) + last;
                assert_eq!(read(&text), rows, "{text:?}");
            }
        }
    }
}
