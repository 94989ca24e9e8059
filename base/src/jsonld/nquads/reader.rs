//! Reading N-Quads 1.1.

use std::{fmt, rc::Rc};

use super::{RDF_LANG_STRING, XSD_STRING};
use crate::jsonld::dataset::{Dataset, Quad, Term};

/// Where and why a text is not N-Quads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The line, counted from 1.
    pub line: usize,
    /// What was expected there.
    pub expected: &'static str,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: expected {}", self.line, self.expected)
    }
}

impl std::error::Error for SyntaxError {}

/// Reads an N-Quads document; blank node labels are kept, duplicates too.
pub fn parse(text: &str) -> Result<Dataset, SyntaxError> {
    let mut dataset = Dataset::new();
    for (number, line) in text.split(['\n', '\r']).enumerate() {
        let quad = Reader { rest: line }.line();
        dataset.extend(quad.map_err(|expected| SyntaxError { line: number + 1, expected })?);
    }
    Ok(dataset)
}

/// What was missing, in words.
type Expected = &'static str;

/// What is left of the line being read.
struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn line(mut self) -> Result<Option<Quad>, Expected> {
        if self.at_end() {
            return Ok(None);
        }
        let subject = self.resource()?.ok_or("a subject")?;
        self.space();
        let predicate = self.iri()?.map(Term::Iri).ok_or("a predicate")?;
        self.space();
        let object = match self.resource()? {
            Some(term) => term,
            None => self.literal()?.ok_or("an object")?,
        };
        self.space();
        let graph = self.resource()?;
        self.space();
        if !self.eat(".") {
            return Err("a full stop");
        }
        if !self.at_end() {
            return Err("the end of the line");
        }
        Ok(Some(Quad { subject, predicate, object, graph }))
    }

    fn space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t']);
    }

    fn at_end(&mut self) -> bool {
        self.space();
        self.rest.is_empty() || self.rest.starts_with('#')
    }

    fn eat(&mut self, token: &str) -> bool {
        let rest = self.rest.strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn next(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let next = chars.next();
        self.rest = chars.as_str();
        next
    }

    /// Cuts off the longest prefix of characters that satisfy `wanted`.
    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &str {
        let end = self.rest.find(|c| !wanted(c)).unwrap_or(self.rest.len());
        let (token, rest) = self.rest.split_at(end);
        self.rest = rest;
        token
    }

    fn resource(&mut self) -> Result<Option<Term>, Expected> {
        Ok(match self.blank()? {
            Some(label) => Some(Term::Blank(label)),
            None => self.iri()?.map(Term::Iri),
        })
    }

    fn blank(&mut self) -> Result<Option<Rc<str>>, Expected> {
        if !self.eat("_:") {
            return Ok(None);
        }
        let whole = self.rest;
        let label =
            self.take_while(|c| is_name_char(c) || c == '.').trim_end_matches('.').to_owned();
        // A label may hold full stops but not end in one: that one ends the statement.
        self.rest = &whole[label.len()..];
        match label.chars().next() {
            Some(first) if is_name_start(first) || first.is_ascii_digit() => Ok(Some(label.into())),
            _ => Err("a blank node label"),
        }
    }

    fn iri(&mut self) -> Result<Option<Rc<str>>, Expected> {
        if !self.eat("<") {
            return Ok(None);
        }
        let mut iri = String::new();
        loop {
            match self.next() {
                None => return Err("the end of the IRI"),
                Some('>') => break,
                Some('\\') => iri.push(self.numeric_escape()?.ok_or("a numeric escape")?),
                Some(other) => iri.push(other),
            }
        }
        // An escape does not make these characters legal either (RFC 3987).
        if iri.contains(|c| {
            matches!(c, '\0'..=' ' | '<' | '>' | '"' | '{' | '}' | '|' | '^' | '`' | '\\')
        }) {
            return Err("an IRI character");
        }
        // N-Quads has absolute IRIs only.
        let scheme = iri.split_once(':').map_or("", |(scheme, _)| scheme);
        let scheme_char = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
        if !scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            || !scheme.chars().all(scheme_char)
        {
            return Err("an absolute IRI");
        }
        Ok(Some(iri.into()))
    }

    fn literal(&mut self) -> Result<Option<Term>, Expected> {
        if !self.eat("\"") {
            return Ok(None);
        }
        let mut value = String::new();
        loop {
            match self.next().ok_or("a closing quotation mark")? {
                '"' => break,
                '\\' => value.push(self.escape()?),
                other => value.push(other),
            }
        }
        let (datatype, language) = if self.eat("^^") {
            (self.iri()?.ok_or("a datatype")?, None)
        } else if self.eat("@") {
            (RDF_LANG_STRING.into(), Some(self.language()?))
        } else {
            (XSD_STRING.into(), None)
        };
        Ok(Some(Term::Literal { value: value.into(), datatype, language }))
    }

    fn language(&mut self) -> Result<Rc<str>, Expected> {
        let tag = self.take_while(|c| c.is_ascii_alphanumeric() || c == '-');
        let mut parts = tag.split('-');
        let primary =
            parts.next().is_some_and(|part| part.chars().all(|c| c.is_ascii_alphabetic()));
        if !primary || tag.split('-').any(str::is_empty) {
            return Err("a language tag");
        }
        Ok(tag.into())
    }

    fn escape(&mut self) -> Result<char, Expected> {
        if let Some(escaped) = self.numeric_escape()? {
            return Ok(escaped);
        }
        Ok(match self.next() {
            Some('t') => '\t',
            Some('b') => '\u{8}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('f') => '\u{c}',
            Some(same @ ('"' | '\'' | '\\')) => same,
            _ => return Err("an escape"),
        })
    }

    /// `uXXXX` or `UXXXXXXXX`, the backslash being read already.
    fn numeric_escape(&mut self) -> Result<Option<char>, Expected> {
        let length = match self.rest.bytes().next() {
            Some(b'u') => 4,
            Some(b'U') => 8,
            _ => return Ok(None),
        };
        let digits = self.rest.get(1..1 + length).ok_or("hexadecimal digits")?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err("hexadecimal digits");
        }
        self.rest = &self.rest[1 + length..];
        let code = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
        code.map(Some).ok_or("a Unicode scalar value")
    }
}

/// PN_CHARS_U of N-Quads 1.1, colon included.
fn is_name_start(c: char) -> bool {
    matches!(c, 'A'..='Z' | 'a'..='z' | '_' | ':'
        | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}'
        | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}'
        | '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}'
        | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}' | '\u{10000}'..='\u{effff}')
}

/// PN_CHARS of N-Quads 1.1.
fn is_name_char(c: char) -> bool {
    is_name_start(c)
        || matches!(c, '-' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jsonld::nquads::write_quad;

    fn rewritten(text: &str) -> Result<String, SyntaxError> {
        let mut out = String::new();
        parse(text)?.iter().for_each(|quad| write_quad(&mut out, quad));
        Ok(out)
    }

    #[test]
    fn reads_comments_tight_spacing_and_labels_with_dots() {
        let text = "# start\r\n\n_:a.b<a:p>\"x\"@en-GB<a:g>.# end\n \t_:0 <a:p> _:c.";
        assert_eq!(rewritten(text).unwrap(), "_:a.b <a:p> \"x\"@en-GB <a:g> .\n_:0 <a:p> _:c .\n");
    }

    #[test]
    fn refuses_what_is_not_n_quads() {
        for bad in [
            "<a:s> <a:p> <a:o>",
            "<a:s> <a:p> .",
            "<a:s> _:p <a:o> .",
            "\"s\" <a:p> <a:o> .",
            "<s> <a:p> <a:o> .",
            "<a:s> <a:p> <a:o> \"g\" .",
            "<a:s> <a:p> <a: o> .",
            "<a:s> <a:p> <a:\\u003E> .",
            "<a:s> <a:p> \"x\"@ .",
            "<a:s> <a:p> \"x\"@1a .",
            "<a:s> <a:p> \"x\"@en- .",
            "<a:s> <a:p> \"x\"^^ .",
            "<a:s> <a:p> \"\\q\" .",
            "<a:s> <a:p> \"\\uD800\" .",
            "<a:s> <a:p> \"\\u+123\" .",
            "<a:s> <a:p> \"x .",
            "_:-a <a:p> <a:o> .",
            "<a:s> <a:p> <a:o> . <a:t>",
        ] {
            assert_eq!(parse(&format!("\n{bad}")).map_err(|error| error.line), Err(2), "{bad}");
        }
    }
}
