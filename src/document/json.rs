//! Strict JSON: what two readers could understand differently is refused (CHECKLIST A23, K13).

use std::cell::Cell;
use std::fmt;
use std::ops::Range;

use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::report::{Code, Problem};

/// How deep a document may nest (A25): the deepest real badge has 11 levels.
pub const DEEPEST: usize = 64;

/// Parses JSON text; duplicate members, nesting beyond [`DEEPEST`], lone surrogates and anything
/// after the value are refused.
///
/// # Errors
/// What is wrong, and where.
pub fn parse(text: &str) -> Result<Value, Problem> {
    let fault = Fault::default();
    let mut reader = serde_json::Deserializer::from_str(text);
    let seed = Strict { depth: 0, fault: &fault };
    let value = seed.deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
    value.map_err(|error| match fault.0.take() {
        Some(problem) => problem,
        None if looks_printed(text) => Problem::new(Code::PrintedObject, ""),
        None => Problem::new(Code::MalformedJson, error.to_string()),
    })
}

/// Whether a text that is no JSON is how a program prints an object: single quotes, `None`, `True`.
fn looks_printed(text: &str) -> bool {
    let start = text.trim_start_matches(['{', '[', ' ', '\n', '\r', '\t']);
    start.starts_with('\'')
        || [": None", ": True", ": False"].iter().any(|word| text.contains(word))
}

/// The fault found by the visitor; serde carries only texts.
#[derive(Default)]
struct Fault(Cell<Option<Problem>>);

/// Reads one value at a depth.
#[derive(Clone, Copy)]
struct Strict<'a> {
    depth: usize,
    fault: &'a Fault,
}

impl<'a> Strict<'a> {
    fn inner<E: serde::de::Error>(self) -> Result<Self, E> {
        if self.depth >= DEEPEST {
            let detail = format!("more than {DEEPEST} levels");
            return Err(self.stop(Problem::new(Code::TooDeep, detail)));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }

    fn stop<E: serde::de::Error>(self, problem: Problem) -> E {
        let error = E::custom(&problem.detail);
        self.fault.0.set(Some(problem));
        error
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("a number without end"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let inner = self.inner()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(inner)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let inner = self.inner()?;
        let mut object = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            if object.contains_key(&name) {
                return Err(self.stop(Problem::new(Code::DuplicateMember, name)));
            }
            let value = members.next_value_seed(inner)?;
            object.insert(name, value);
        }
        Ok(Value::Object(object))
    }
}

/// The exact source of the value at a JSON pointer (RFC 6901), as a byte range of `text`, so that
/// every claim can be traced to bytes and numbers keep the text they were written in.
///
/// `text` must be JSON that [`parse`] accepts; `None` when there is nothing at the pointer.
pub fn span(text: &str, pointer: &str) -> Option<Range<usize>> {
    let mut scan = Scan { bytes: text.as_bytes(), at: 0 };
    for segment in pointer.split('/').skip(1) {
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
        let mut index = 0usize;
        loop {
            self.space();
            match (open, self.peek()?) {
                (b'{', b'"') => {
                    let start = self.at;
                    self.value()?;
                    let key: String = serde_json::from_str(&text[start..self.at]).ok()?;
                    self.space();
                    self.next().filter(|byte| *byte == b':')?;
                    if key == name {
                        return Some(());
                    }
                }
                (b'[', byte) if byte != b']' => {
                    if name.parse() == Ok(index) {
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

    fn code(text: &str) -> Code {
        parse(text).unwrap_err().code
    }

    #[test]
    fn reads_what_serde_json_reads() {
        for text in ["null", "[]", "{\"a\":[1,-2,3.5,true,\"\\u00e9\\ud83d\\ude00\",{\"b\":null}]}"]
        {
            assert_eq!(parse(text).unwrap(), serde_json::from_str::<Value>(text).unwrap());
        }
    }

    #[test]
    fn refuses_what_two_readers_could_read_differently() {
        for (text, name) in [("{\"a\":1,\"a\":1}", "a"), ("[{\"x\":{\"\\u0061\":1,\"a\":2}}]", "a")]
        {
            assert_eq!(parse(text).unwrap_err(), Problem::new(Code::DuplicateMember, name));
        }
        let malformed = [
            "",
            "{",
            "{\"a\":1,}",
            "[1,]",
            "{a:1}",
            "01",
            "1 2",
            "NaN",
            "[1e999]",
            "\"\\ud800\"",
            "{\"\\ud800\":1}",
            "// x\n{}",
            "\"a\nb\"",
        ];
        for text in malformed {
            assert_eq!(code(text), Code::MalformedJson, "{text}");
        }
        assert_eq!(code("{'a': 1}"), Code::PrintedObject);
        assert_eq!(code("{\"a\": None}"), Code::PrintedObject);
    }

    #[test]
    fn nesting_ends() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(parse(&nested(DEEPEST)).is_ok());
        assert_eq!(code(&nested(DEEPEST + 1)), Code::TooDeep);
        assert_eq!(code(&"{\"a\":".repeat(200_000)), Code::TooDeep);
    }

    #[test]
    fn finds_the_source_of_a_value() {
        let text = r#" { "a/b" : [ 1.50 , {"~": "x\"]"} ], "é": true }"#;
        let source = |pointer: &str| span(text, pointer).map(|range| &text[range]);
        assert_eq!(source("/a~1b/0"), Some("1.50"));
        assert_eq!(source("/a~1b/1/~0"), Some(r#""x\"]""#));
        assert_eq!(source("/a~1b/1"), Some(r#"{"~": "x\"]"}"#));
        assert_eq!(source("/é"), Some("true"));
        assert_eq!(source(""), Some(text.trim()));
        for missing in ["/a", "/a~1b/2", "/é/0", "/a~1b/x"] {
            assert_eq!(source(missing), None, "{missing}");
        }
    }
}
