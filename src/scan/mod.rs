//! Badges that a file does not carry as text: QR codes in pictures, attachments and codes in PDF files.
//!
//! What looks at pixels and into PDF files is heavy, so the page has it in modules of its own, fetched
//! when such a file is dropped (`src/bin/qr.rs`, `src/bin/pdf.rs`). Nothing here decides anything: what
//! is found is read like a file that was dropped.

mod code;
mod paper;
pub mod pdf;
mod picture;
mod pixels;
pub mod qr;

pub use code::no_badge;
pub use picture::Picture;

/// What a file is that may hold a badge in another way than as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A picture that browsers can draw: there may be a QR code in it.
    Picture,
    /// A PDF file: there may be files attached to it, and QR codes on its pages.
    Pdf,
}

/// How each kind begins: where, and with what.
const BEGINNINGS: &[(usize, &[u8], Kind)] = &[
    (0, b"\x89PNG\r\n\x1a\n", Kind::Picture),
    (0, b"\xff\xd8\xff", Kind::Picture),
    (0, b"GIF8", Kind::Picture),
    (8, b"WEBP", Kind::Picture),
    (4, b"ftypavif", Kind::Picture),
    (0, b"BM", Kind::Picture),
    (0, b"%PDF-", Kind::Pdf),
];

/// What a file is, by its first bytes; `None` for whatever is not looked into here.
pub fn kind(bytes: &[u8]) -> Option<Kind> {
    let begins = |(at, magic, _): &&(usize, &[u8], Kind)| {
        bytes.get(*at..).is_some_and(|rest| rest.starts_with(magic))
    };
    BEGINNINGS.iter().find(begins).map(|(.., kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_by_its_first_bytes() {
        assert_eq!(kind(b"\x89PNG\r\n\x1a\n"), Some(Kind::Picture));
        assert_eq!(kind(b"RIFF\0\0\0\0WEBPVP8 "), Some(Kind::Picture));
        assert_eq!(kind(b"%PDF-1.7"), Some(Kind::Pdf));
        assert_eq!(kind(b"{}"), None);
        assert_eq!(kind(b""), None);
    }
}
