//! Comma-separated values (RFC 4180): read as spreadsheets of all countries write them, written so that
//! none takes a cell for a formula.

/// The rows of a text. Cells are parted by the comma, the semicolon or the tab, whichever its first line
/// has most of; they may be quoted.
pub fn read(text: &str) -> Vec<Vec<String>> {
    let text = text.trim_start_matches('\u{feff}');
    let parting = parting(text);
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            // A quote in the middle of a cell is only a quote.
            '"' if cell.trim().is_empty() => {
                cell.clear();
                quoted = true;
            }
            letter if quoted => cell.push(letter),
            '\r' if letters.peek() == Some(&'\n') => {}
            '\r' | '\n' => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            letter if letter == parting => row.push(std::mem::take(&mut cell)),
            letter => cell.push(letter),
        }
    }
    row.push(cell);
    rows.push(row);
    rows.retain(|row| row.iter().any(|cell| !cell.trim().is_empty()));
    rows
}

/// What parts the cells.
fn parting(text: &str) -> char {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut quoted = false;
    let mut count = [0; 3];
    let known = [',', ';', '\t'];
    for letter in first.chars() {
        quoted ^= letter == '"';
        if let Some(place) = known.iter().position(|known| !quoted && *known == letter) {
            count[place] += 1;
        }
    }
    let best = (0..3).max_by_key(|place| (count[*place], 3 - place)).unwrap_or(0);
    known[best]
}

/// Rows as a text: a byte order mark, so that spreadsheets take it for UTF-8, CRLF, and quotes.
pub fn write<I>(rows: I) -> String
where
    I: IntoIterator<Item = Vec<String>>,
{
    let mut out = String::from("\u{feff}");
    for row in rows {
        for (place, cell) in row.iter().enumerate() {
            if place > 0 {
                out.push(',');
            }
            write_cell(&mut out, cell);
        }
        out.push_str("\r\n");
    }
    out
}

/// A cell that begins like a formula gets an apostrophe before it, also where the sign is a wide one.
fn write_cell(out: &mut String, cell: &str) {
    let begins = |sign: char| {
        matches!(sign, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
    };
    let is_formula = cell.starts_with(begins) || cell.trim_start().starts_with(begins);
    let quoted = cell.contains([',', ';', '\t', '"', '\r', '\n']);
    if quoted {
        out.push('"');
    }
    if is_formula {
        out.push('\'');
    }
    out.push_str(&cell.replace('"', "\"\""));
    if quoted {
        out.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_parted_as_the_first_line_says() {
        let rows = vec![vec!["Name", "Mail"], vec!["Doe, Jane", "a@b.example"]];
        for text in [
            "Name;Mail\r\nDoe, Jane;a@b.example\r\n",
            "\u{feff}Name,Mail\n\"Doe, Jane\",a@b.example",
            "Name\tMail\rDoe, Jane\ta@b.example\r\r",
            "\n\"Name\";\"Mail\"\n \"Doe, Jane\";a@b.example\n;\n",
        ] {
            assert_eq!(read(text), rows, "{text:?}");
        }
    }

    #[test]
    fn quotes_hold_quotes_and_lines() {
        assert_eq!(read("\"a \"\"b\"\"\nc\",d \"e\"\n"), [["a \"b\"\nc", "d \"e\""]]);
        assert_eq!(read("\"never closed,\nx"), [["never closed,\nx"]]);
        assert_eq!(read(""), Vec::<Vec<String>>::new());
        assert_eq!(read("one@a.example\ntwo@a.example"), [["one@a.example"], ["two@a.example"]]);
    }

    #[test]
    fn no_cell_is_a_formula() {
        let evil =
            ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "=\"a\",b"];
        for cell in evil {
            let text = write([vec![cell.to_owned()]]);
            let cell = text.trim_start_matches('\u{feff}').trim_start_matches('"');
            assert!(cell.starts_with('\''), "{cell:?}");
        }
        let text = write([vec!["a".into(), "b \"c\"".into(), "d,e".into(), "f\ng".into()]]);
        assert_eq!(text, "\u{feff}a,\"b \"\"c\"\"\",\"d,e\",\"f\ng\"\r\n");
        assert_eq!(read(&text), [["a", "b \"c\"", "d,e", "f\ng"]]);
    }
}
