//! N-Quads: one statement a line, written in the canonical form that gets hashed.
//!
//! Writing follows "A Canonical form of N-Quads" (RDF Dataset Canonicalization, section 5): single
//! spaces, `xsd:string` left out, the seven short escapes, `\u00XX` for the other control
//! characters, nothing else escaped. IRIs are written as they are; whoever builds the dataset must
//! only put well-formed ones in. Reading accepts the whole N-Quads 1.1 grammar and nothing more; it
//! serves tests and the inspector.

use super::dataset::{Quad, Term};
use crate::encoding::plain_prefix;

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
    fn leaves_out_only_the_real_string_type() {
        let plain = "<a:s> <a:p> \"x\"^^<http://www.w3.org/2001/XMLSchema#string> .\n";
        assert_eq!(rewritten(plain).unwrap(), "<a:s> <a:p> \"x\" .\n");
        let https = "<a:s> <a:p> \"x\"^^<https://www.w3.org/2001/XMLSchema#string> <a:g> .\n";
        assert_eq!(rewritten(https).unwrap(), https);
    }
}
