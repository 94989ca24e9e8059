//! From a file's bytes to the text of the badge in it (CHECKLIST A).
//!
//! The kind of file is told by its bytes, never by its name.

use crate::report::{Code, Problem};

mod png;
mod svg;
mod text;
pub mod zip;

/// The largest file that is read (A25).
pub const LARGEST_FILE: usize = 20 << 20;

/// The most that anything inside a file may unpack to (A4).
const LARGEST_INFLATED: usize = 8 << 20;

/// The badge's text as it was found in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payload {
    /// JSON, a compact JWS, or (Open Badges 2 and older) a URL.
    pub text: String,
    /// Where it was: `png:iTXt`, `png:tEXt`, `png:zTXt`, `svg`, `text`.
    pub container: &'static str,
    /// What was odd about it.
    pub notes: Vec<Problem>,
}

/// A kind of file that can carry a badge.
///
/// To add one: write its file, add its line to [`KINDS`].
struct Kind {
    /// Whether these bytes begin like one.
    recognises: fn(&[u8]) -> bool,
    /// Finds every badge in it, newest generation first; never empty.
    open: fn(&[u8]) -> Result<Vec<Payload>, Problem>,
}

/// Every kind of file the verifier opens; the first that recognises the bytes opens them.
static KINDS: &[&Kind] = &[&png::KIND, &svg::KIND, &text::KIND];

/// Kinds of files that carry no badge this build could read, by their first bytes and what people
/// call them.
const OTHERS: &[(usize, &[u8], &str)] = &[
    (0, b"\xff\xd8\xff", "JPEG"),
    (0, b"GIF8", "GIF"),
    (8, b"WEBP", "WebP"),
    (4, b"ftypheic", "HEIC"),
    (4, b"ftypmif1", "HEIC"),
    (4, b"ftypavif", "AVIF"),
    (0, b"BM", "BMP"),
    (0, b"%PDF", "PDF"),
    (0, b"PK\x03\x04", "ZIP"),
    (0, b"PK\x05\x06", "ZIP"),
];

/// Finds every badge in a file, newest generation first; never empty.
///
/// # Errors
/// What the file is instead, or what is wrong with it.
pub fn open(bytes: &[u8]) -> Result<Vec<Payload>, Problem> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Problem::new(Code::EmptyFile, format!("{} bytes", bytes.len())));
    }
    if bytes.len() > LARGEST_FILE {
        return Err(Problem::new(Code::FileTooLarge, format!("{} bytes", bytes.len())));
    }
    let begins =
        |at: usize, magic: &[u8]| bytes.get(at..).is_some_and(|rest| rest.starts_with(magic));
    if let Some((.., name)) = OTHERS.iter().find(|(at, magic, _)| begins(*at, magic)) {
        return Err(Problem::new(Code::NotABadgeFile, *name));
    }
    // The last kind recognises everything that is text.
    match KINDS.iter().find(|kind| (kind.recognises)(bytes)) {
        Some(kind) => (kind.open)(bytes),
        None => Err(Problem::new(Code::NotABadgeFile, "binary data")),
    }
}

/// The generation of a badge by the name it is stored under: newest first (A2, A9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Generation {
    OpenBadges3,
    Clr2,
    OpenBadges2,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(bytes: &[u8]) -> (Code, String) {
        let problem = open(bytes).unwrap_err();
        (problem.code, problem.detail)
    }

    #[test]
    fn says_what_a_file_is_that_carries_no_badge() {
        assert_eq!(code(b"").0, Code::EmptyFile);
        assert_eq!(code(b" \n").0, Code::EmptyFile);
        assert_eq!(code(&vec![b'{'; LARGEST_FILE + 1]).0, Code::FileTooLarge);
        let table: &[(&[u8], &str)] = &[
            (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
            (b"GIF89a", "GIF"),
            (b"RIFF\0\0\0\0WEBPVP8 ", "WebP"),
            (b"\0\0\0\x18ftypheic", "HEIC"),
            (b"%PDF-1.7", "PDF"),
            (b"PK\x03\x04", "ZIP"),
        ];
        for (bytes, name) in table {
            assert_eq!(code(bytes), (Code::NotABadgeFile, (*name).to_owned()));
        }
        assert_eq!(code(&[0, 1, 2, 3, 0xfe, 0xfd]).0, Code::NotUtf8);
    }
}
