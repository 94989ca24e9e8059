//! N-Quads: one statement a line, written in the canonical form that gets hashed.
//!
//! Writing follows "A Canonical form of N-Quads" (RDF Dataset Canonicalization, section 5): single
//! spaces, `xsd:string` left out, the seven short escapes, `\u00XX` for the other control
//! characters, nothing else escaped. IRIs are written as they are; whoever builds the dataset must
//! only put well-formed ones in. Reading accepts the whole N-Quads 1.1 grammar and nothing more; it
//! serves tests and the inspector.

use super::dataset::{Quad, Term};

pub use reader::{SyntaxError, parse};

mod reader;

/// The datatype that N-Quads leaves unwritten (only with `http`, whatever contexts spell).
pub const XSD_STRING: &str = "http://www.w3.org/2001/XMLSchema#string";

/// The datatype of literals with a language tag.
pub const RDF_LANG_STRING: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString";

/// Appends `quad` to `out` as one canonical line, ending in a line feed.
pub fn write_quad(out: &mut String, quad: &Quad) {
    write_term(out, &quad.subject);
    out.push(' ');
    write_term(out, &quad.predicate);
    out.push(' ');
    write_term(out, &quad.object);
    if let Some(graph) = &quad.graph {
        out.push(' ');
        write_term(out, graph);
    }
    out.push_str(" .\n");
}

/// Appends one term to `out` in canonical form.
pub fn write_term(out: &mut String, term: &Term) {
    match term {
        Term::Iri(iri) => {
            out.push('<');
            out.push_str(iri);
            out.push('>');
        }
        Term::Blank(label) => {
            out.push_str("_:");
            out.push_str(label);
        }
        Term::Literal { value, datatype, language } => {
            out.push('"');
            write_escaped(out, value);
            out.push('"');
            if let Some(language) = language {
                out.push('@');
                out.push_str(language);
            } else if **datatype != *XSD_STRING {
                out.push_str("^^<");
                out.push_str(datatype);
                out.push('>');
            }
        }
    }
}

fn write_escaped(out: &mut String, value: &str) {
    let mut rest = value;
    loop {
        let at = plain_prefix(rest.as_bytes());
        out.push_str(&rest[..at]);
        match rest.as_bytes().get(at) {
            None => return,
            Some(0x08) => out.push_str("\\b"),
            Some(b'\t') => out.push_str("\\t"),
            Some(b'\n') => out.push_str("\\n"),
            Some(0x0c) => out.push_str("\\f"),
            Some(b'\r') => out.push_str("\\r"),
            Some(b'"') => out.push_str("\\\""),
            Some(b'\\') => out.push_str("\\\\"),
            Some(control) => out.push_str(&format!("\\u{control:04X}")),
        }
        rest = &rest[at + 1..];
    }
}

/// How many bytes need no escape. Looks at eight at a time, because `data:` URIs of tens of
/// kilobytes occur in literals and would cost more to look through than to hash.
fn plain_prefix(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const HIGH: u64 = ONES << 7;
    // The high bit of some byte is set if and only if some byte is below `limit` (at most 0x80).
    let below = |word: u64, limit: u64| word.wrapping_sub(ONES * limit) & !word & HIGH;
    let equal = |word: u64, byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
    let needs_escape = |chunk: &[u8; 8]| {
        let word = u64::from_ne_bytes(*chunk);
        below(word, 0x20) | equal(word, b'"') | equal(word, b'\\') | equal(word, 0x7f) != 0
    };
    let (chunks, _) = bytes.as_chunks::<8>();
    let plain = 8 * chunks.iter().position(needs_escape).unwrap_or(chunks.len());
    let special = |byte: &u8| *byte < 0x20 || matches!(byte, b'"' | b'\\' | 0x7f);
    bytes[plain..].iter().position(special).map_or(bytes.len(), |at| plain + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(text: &str) -> Result<String, SyntaxError> {
        let mut out = String::new();
        parse(text)?.iter().for_each(|quad| write_quad(&mut out, quad));
        Ok(out)
    }

    #[test]
    fn escapes_only_what_the_canonical_form_escapes() {
        let read = r#"<a:s> <a:p> "\b\t\n\f\r\"\\\u0000\u001f\u007f\u0080\'é\U0001F600" ."#;
        let written = "<a:s> <a:p> \"\\b\\t\\n\\f\\r\\\"\\\\\\u0000\\u001F\\u007F\u{80}'é😀\" .\n";
        assert_eq!(rewritten(read).unwrap(), written);
        assert_eq!(rewritten(written).unwrap(), written);
    }

    #[test]
    fn finds_every_byte_to_escape_wherever_it_stands() {
        for byte in 0..=u8::MAX {
            let special = byte < 0x20 || [b'"', b'\\', 0x7f].contains(&byte);
            for at in 0..20 {
                let mut bytes = [0xc3; 20];
                bytes[at] = byte;
                assert_eq!(plain_prefix(&bytes), if special { at } else { 20 }, "{byte} at {at}");
            }
        }
    }

    #[test]
    fn leaves_out_only_the_real_string_type() {
        let plain = "<a:s> <a:p> \"x\"^^<http://www.w3.org/2001/XMLSchema#string> .\n";
        assert_eq!(rewritten(plain).unwrap(), "<a:s> <a:p> \"x\" .\n");
        let https = "<a:s> <a:p> \"x\"^^<https://www.w3.org/2001/XMLSchema#string> <a:g> .\n";
        assert_eq!(rewritten(https).unwrap(), https);
    }
}
