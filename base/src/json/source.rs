//! From a JSON pointer to the bytes of a text.

use std::ops::Range;

/// The exact source of the value at a JSON pointer (RFC 6901), as a byte range of `text`, so that
/// every claim can be traced to bytes and numbers keep the text they were written in.
///
/// `text` must be JSON that [`parse`](super::parse) accepts; `None` when there is nothing at the pointer.
pub fn span(text: &str, pointer: &str) -> Option<Range<usize>> {
    let mut scan = Scan { bytes: text.as_bytes(), at: 0 };
    let mut segments = pointer.split('/');
    if segments.next() != Some("") {
        return None;
    }
    for segment in segments {
        let name = segment.replace("~1", "/").replace("~0", "~");
        scan.descend(text, &name)?;
    }
    scan.space();
    let start = scan.at;
    scan.value()?;
    Some(start..scan.at)
}

/// A cursor over JSON text that is known to be well-formed.
struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Scan<'_> {
    /// Moves to the member or item of this name.
    fn descend(&mut self, text: &str, name: &str) -> Option<()> {
        self.space();
        let open = self.next()?;
        // RFC 6901 section 4: an index has neither sign nor leading zeros.
        let wanted: Option<usize> =
            name.parse().ok().filter(|index: &usize| index.to_string() == name);
        let mut index = 0;
        loop {
            self.space();
            match (open, self.peek()?) {
                (b'{', b'"') => {
                    let start = self.at;
                    self.value()?;
                    let key = super::unquote(&text[start..self.at])?;
                    self.space();
                    self.next().filter(|byte| *byte == b':')?;
                    if key == name {
                        return Some(());
                    }
                }
                (b'[', byte) if byte != b']' => {
                    if wanted == Some(index) {
                        return Some(());
                    }
                }
                _ => return None,
            }
            self.value()?;
            self.space();
            self.next().filter(|byte| *byte == b',')?;
            index += 1;
        }
    }

    /// Moves past one value.
    fn value(&mut self) -> Option<()> {
        self.space();
        let mut depth = 0usize;
        loop {
            match self.next()? {
                b'"' => {
                    while match self.next()? {
                        b'"' => false,
                        b'\\' => self.next().is_some(),
                        _ => true,
                    } {}
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth = depth.checked_sub(1)?,
                b',' | b':' | b' ' | b'\n' | b'\r' | b'\t' => {}
                _ => {
                    while self.peek().is_some_and(|b| !b",]}: \n\r\t".contains(&b)) {
                        self.at += 1;
                    }
                }
            }
            if depth == 0 {
                return Some(());
            }
        }
    }

    fn space(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_source_of_a_value() {
        let text = r#" { "a/b" : [ 1.50 , {"~": "x\"]"} ], "é": true }"#;
        let source = |pointer: &str| span(text, pointer).map(|range| &text[range]);
        assert_eq!(source("/a~1b/0"), Some("1.50"));
        assert_eq!(source("/a~1b/1/~0"), Some(r#""x\"]""#));
        assert_eq!(source("/a~1b/1"), Some(r#"{"~": "x\"]"}"#));
        assert_eq!(source("/é"), Some("true"));
        assert_eq!(source(""), Some(text.trim()));
        for missing in
            ["/a", "/a~1b/2", "/é/0", "/a~1b/x", "/a~1b/00", "/a~1b/+0", "/a~1b/", "é", "x/é"]
        {
            assert_eq!(source(missing), None, "{missing}");
        }
    }
}
