//! Badges that are text: JSON or a compact JWS (CHECKLIST A20-A24).

use super::{Kind, Payload};
use crate::encoding::{has_space, to_base64url};
use crate::report::{Code, Problem};

/// The kind's entry in the table; what is no text is said to be none.
pub(super) static KIND: Kind = Kind { recognises: |_| true, open };

fn open(bytes: &[u8]) -> Result<Vec<Payload>, Problem> {
    // CBOR tag 18 around an array of four: COSE_Sign1, which is known by name (A24).
    if bytes.starts_with(&[0xd2, 0x84]) {
        return Ok(vec![payload(&to_base64url(bytes))]);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Problem::new(Code::NotUtf8, "text"))?;
    let text = text.trim_start_matches('\u{feff}').trim();
    if let Some(problem) = other(text) {
        return Err(problem);
    }
    Ok(vec![payload(text)])
}

fn payload(text: &str) -> Payload {
    Payload { text: text.to_owned(), container: "text", notes: Vec::new() }
}

/// What a text is that is neither JSON nor a compact JWS.
fn other(text: &str) -> Option<Problem> {
    if text.starts_with(['{', '[']) {
        return is_printed(text).then(|| Problem::new(Code::PrintedObject, ""));
    }
    let lower: String = text.chars().take(200).collect::<String>().to_ascii_lowercase();
    if lower.starts_with("http://") || lower.starts_with("https://") {
        return Some(Problem::new(Code::OnlyALink, text.lines().next().unwrap_or_default()));
    }
    if lower.starts_with("<!doctype html") || lower.contains("<html") {
        return Some(Problem::new(Code::NotABadgeFile, "HTML"));
    }
    if lower.starts_with('<') {
        return Some(Problem::new(Code::NotABadgeFile, "XML"));
    }
    // A header is a JSON object, and `{"` begins `ey` in base64url; a COSE_Sign1 begins `0o`.
    let known = text.starts_with("ey") || text.starts_with("0o") && text.len() > 100;
    // Its parts and signs are looked at where it is taken apart; prose has spaces.
    let token = known && text.is_ascii() && !has_space(text.as_bytes());
    (!token).then(|| Problem::new(Code::NotABadgeFile, "text"))
}

/// Whether the text is how Python prints an object rather than JSON: the first name in single
/// quotes.
fn is_printed(text: &str) -> bool {
    text.trim_start_matches(['{', '[', ' ', '\n', '\r', '\t']).starts_with('\'')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_and_compact_jws_are_taken() {
        for text in [
            "{}",
            "\u{feff} {\"a\": 1}\n",
            "[{}]",
            "eyJhIjoxfQ.e30.c2ln",
            "eyJhIjoxfQ.e30.",
            "eyJhIjoxfQ.e30.c2ln~WyJ~",
            "ey.b.c.d.e",
        ] {
            assert!(open(text.as_bytes()).is_ok(), "{text}");
        }
    }

    #[test]
    fn everything_else_is_named() {
        let table = [
            ("hello", Code::NotABadgeFile, "text"),
            ("www.example.com", Code::NotABadgeFile, "text"),
            ("https://example.edu/badge.png", Code::OnlyALink, "https://example.edu/badge.png"),
            ("<!DOCTYPE html><html></html>", Code::NotABadgeFile, "HTML"),
            ("{'type': 'Assertion'}", Code::PrintedObject, ""),
            ("a.b.c.d.e", Code::NotABadgeFile, "text"),
        ];
        for (text, code, detail) in table {
            assert_eq!(open(text.as_bytes()).unwrap_err(), Problem::new(code, detail), "{text}");
        }
        assert_eq!(open(&[0xd2, 0x84, 0x43]).unwrap()[0].text, "0oRD");
        assert_eq!(open(&[b'{', 0xff]).unwrap_err().code, Code::NotUtf8);
    }
}
