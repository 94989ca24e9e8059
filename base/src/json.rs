//! Strict JSON: what two readers could understand differently is refused (CHECKLIST A23, K13).

use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

use crate::encoding::{Decimal, plain_prefix, pointer_step};

mod error;
mod source;

pub use error::{Error, Fault};
pub use source::span;

/// How deep a document may nest (A25): the deepest real badge has 11 levels.
pub const DEEPEST: usize = 64;

/// How long the names on the way to a value may be together, in bytes: what is said of a place repeats them.
const LONGEST_WAY: usize = 4 << 10;

/// More values than any document has: each takes some hundred bytes.
const MOST_VALUES: usize = 1_000_000;

/// So many numbers may be far from one, which takes long to read and to write.
const MOST_FAR: usize = 200;

/// Parses JSON text; duplicate members, nesting beyond [`DEEPEST`], lone surrogates, numbers that no
/// double holds, ways of more than 4 KB, more than a million values, more than 200 numbers beyond 10^18 and
/// anything after the value are refused. Numbers keep the text they were written in.
///
/// # Errors
/// What is wrong, and where.
pub fn parse(text: &str) -> Result<Value, Error> {
    let mut reader = Reader::new(text);
    let value = reader.value(None)?;
    reader.space();
    if reader.at < text.len() { Err(reader.unexpected("nothing more")) } else { Ok(value) }
}

/// Reads a JSON string with its quotes.
fn unquote(text: &str) -> Option<String> {
    Reader::new(text).string().ok()
}

/// Whether what JSON does not allow here is how a program prints an object: single quotes, Python's
/// constants, names without quotes.
fn is_printed(rest: &[u8]) -> bool {
    let length = rest.iter().take_while(|b| b.is_ascii_alphanumeric() || b"_$".contains(b)).count();
    let (word, after) = rest.split_at(length);
    match word {
        b"" => rest.starts_with(b"'"),
        b"None" | b"True" | b"False" | b"undefined" => true,
        b"object" => after.starts_with(b" Object]"),
        _ => !word[0].is_ascii_digit() && after.trim_ascii_start().starts_with(b":"),
    }
}

/// The way to a value, from the inside out.
struct Path<'a> {
    outer: Option<&'a Path<'a>>,
    step: Step<'a>,
}

/// One step into a value.
enum Step<'a> {
    Member(&'a str),
    Item(usize),
}

/// The JSON pointer (RFC 6901) of a way.
fn pointer(path: Option<&Path<'_>>) -> String {
    let Some(Path { outer, step }) = path else { return String::new() };
    let step = match step {
        Step::Member(name) => pointer_step(name),
        Step::Item(index) => index.to_string(),
    };
    format!("{}/{step}", pointer(*outer))
}

/// A cursor over the text.
struct Reader<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
    far: usize,
    way: usize,
    values: usize,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, at: 0, depth: 0, far: 0, way: 0, values: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    /// Moves past what must stand here.
    fn expect(&mut self, what: &'static str) -> Result<(), Error> {
        if !self.text[self.at..].starts_with(what) {
            return Err(self.unexpected(what));
        }
        self.at += what.len();
        Ok(())
    }

    /// Whether another item follows the one just read; the closing bracket is passed.
    fn more(&mut self, close: u8, expected: &str) -> Result<bool, Error> {
        self.space();
        let more = match self.peek() {
            Some(b',') => true,
            Some(byte) if byte == close => false,
            _ => return Err(self.unexpected(expected)),
        };
        self.at += 1;
        Ok(more)
    }

    fn value(&mut self, path: Option<&Path<'_>>) -> Result<Value, Error> {
        self.space();
        self.values += 1;
        if self.values > MOST_VALUES {
            return Err(Error::new(Fault::TooLarge, format!("more than {MOST_VALUES} values")));
        }
        match self.peek() {
            Some(b'"') => self.string().map(Value::String),
            Some(b'{' | b'[') if self.depth == DEEPEST => {
                Err(Error::new(Fault::TooDeep, format!("more than {DEEPEST} levels")))
            }
            Some(open @ (b'{' | b'[')) => {
                self.depth += 1;
                self.at += 1;
                let value = if open == b'{' { self.object(path) } else { self.array(path) };
                self.depth -= 1;
                value
            }
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.expect("true").map(|()| Value::Bool(true)),
            Some(b'f') => self.expect("false").map(|()| Value::Bool(false)),
            Some(b'n') => self.expect("null").map(|()| Value::Null),
            _ => Err(self.unexpected("a value")),
        }
    }

    fn array(&mut self, outer: Option<&Path<'_>>) -> Result<Value, Error> {
        let mut items = Vec::new();
        self.space();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Value::Array(items));
        }
        loop {
            items.push(self.value(Some(&Path { outer, step: Step::Item(items.len()) }))?);
            if !self.more(b']', "`,` or `]`")? {
                return Ok(Value::Array(items));
            }
        }
    }

    fn object(&mut self, outer: Option<&Path<'_>>) -> Result<Value, Error> {
        let mut members = Map::new();
        self.space();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(Value::Object(members));
        }
        loop {
            self.space();
            let name = match self.peek() {
                Some(b'"') => self.string()?,
                _ => return Err(self.unexpected("a name in double quotes")),
            };
            let step = name.len();
            self.way += step;
            if self.way > LONGEST_WAY {
                return Err(Error::new(Fault::TooLarge, format!("names of {} bytes", self.way)));
            }
            self.space();
            self.expect(":")?;
            let place = |name: &str| pointer(Some(&Path { outer, step: Step::Member(name) }));
            match members.entry(name) {
                Entry::Vacant(member) => {
                    let path = Path { outer, step: Step::Member(member.key()) };
                    let value = self.value(Some(&path))?;
                    member.insert(value);
                }
                Entry::Occupied(member) => {
                    let error = Error::new(Fault::DuplicateMember, member.key());
                    return Err(Error { at: Some(place(member.key())), ..error });
                }
            }
            self.way -= step;
            if !self.more(b'}', "`,` or `}`")? {
                return Ok(Value::Object(members));
            }
        }
    }

    fn number(&mut self) -> Result<Value, Error> {
        let rest = &self.text[self.at..];
        let is_part = |b: &u8| b.is_ascii_alphanumeric() || b"+-.".contains(b);
        let written = &rest[..rest.bytes().take_while(is_part).count()];
        let number = Decimal::parse(written).ok_or_else(|| self.unexpected("a number"))?;
        if number.to_f64().is_none() {
            return Err(self.unexpected("a number that a double can hold"));
        }
        self.far += usize::from(number.is_far());
        if self.far > MOST_FAR {
            return Err(Error::new(Fault::TooLarge, "numbers beyond 10^18"));
        }
        self.at += written.len();
        Ok(Value::Number(Number::from_string_unchecked(written.to_owned())))
    }

    fn string(&mut self) -> Result<String, Error> {
        self.at += 1;
        let mut string = String::new();
        loop {
            let rest = &self.text[self.at..];
            let plain = plain_prefix(rest.as_bytes());
            string.push_str(&rest[..plain]);
            self.at += plain;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(string);
                }
                Some(b'\\') => {
                    string.push(self.escaped()?);
                }
                // DEL is a control character, and JSON lets it stand.
                Some(0x7f) => {
                    string.push('\x7f');
                    self.at += 1;
                }
                Some(_) => return Err(self.unexpected("no line breaks or control characters")),
                None => return Err(self.unexpected("the end of the string")),
            }
        }
    }

    /// An escape; a surrogate counts only with its partner.
    fn escaped(&mut self) -> Result<char, Error> {
        self.at += 1;
        let letter = self.peek();
        self.at += 1;
        Ok(match letter {
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'u') => {
                let unit = self.four_digits()?;
                let code = if (0xd800..0xdc00).contains(&unit) {
                    self.expect("\\u")?;
                    let low = self.four_digits()?;
                    match low {
                        0xdc00..0xe000 => 0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00),
                        _ => unit,
                    }
                } else {
                    unit
                };
                char::from_u32(code).ok_or_else(|| self.unexpected("a pair of surrogates"))?
            }
            _ => {
                self.at -= 1;
                return Err(self.unexpected("an escape"));
            }
        })
    }

    fn four_digits(&mut self) -> Result<u32, Error> {
        let digits = self.text.get(self.at..self.at + 4);
        let digits = digits.filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        let unit = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let unit = unit.ok_or_else(|| self.unexpected("four hexadecimal digits"))?;
        self.at += 4;
        Ok(unit)
    }

    /// What is wrong with the text from here on.
    fn unexpected(&self, expected: &str) -> Error {
        let at =
            (0..=self.at.min(self.text.len())).rev().find(|at| self.text.is_char_boundary(*at));
        let (before, rest) = self.text.split_at(at.unwrap_or(0));
        let (line, column) = match before.rsplit_once('\n') {
            Some((lines, last)) => (lines.split('\n').count() + 1, last.chars().count() + 1),
            None => (1, before.chars().count() + 1),
        };
        let fault = match is_printed(rest.as_bytes()) {
            true => Fault::Printed,
            false => Fault::Malformed,
        };
        Error::new(fault, format!("expected {expected} at line {line}, column {column}"))
    }
}

#[cfg(test)]
mod tests;
