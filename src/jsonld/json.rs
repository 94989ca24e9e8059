//! The standard's JSON form of an expanded document, and numbers and JSON literals as text.

use std::fmt::Write;

use serde_json::{Map, Number, Value};

use crate::encoding::Decimal;

use super::item::{Expanded, Item, Literal, Node, Scalar};

impl Expanded {
    /// The expanded document as the standard writes it.
    pub fn to_json(&self) -> Value {
        items(&self.items)
    }
}

fn items(items: &[Item]) -> Value {
    Value::Array(items.iter().map(item).collect())
}

fn item(item: &Item) -> Value {
    let mut out = Map::new();
    match item {
        Item::Node(node) => return node_object(node),
        Item::Value(literal) => return value_object(literal),
        Item::List(list) => {
            out.insert("@list".into(), items(&list.items));
            if let Some(index) = &list.index {
                out.insert("@index".into(), text(index));
            }
        }
    }
    Value::Object(out)
}

fn node_object(node: &Node) -> Value {
    let mut out = Map::new();
    if node.id.is_some() || node.quirks.null_id {
        out.insert("@id".into(), node.id.as_deref().map_or(Value::Null, text));
    }
    if !node.types.is_empty() || node.quirks.types {
        out.insert("@type".into(), Value::Array(node.types.iter().map(|t| text(t)).collect()));
    }
    if let Some(graph) = &node.graph {
        out.insert("@graph".into(), items(graph));
    }
    if !node.included.is_empty() || node.quirks.included {
        out.insert("@included".into(), items(&node.included));
    }
    if let Some(index) = &node.index {
        out.insert("@index".into(), text(index));
    }
    if !node.reverse.is_empty() {
        let reverse = node.reverse.iter().map(|(iri, values)| (iri.to_string(), items(values)));
        out.insert("@reverse".into(), Value::Object(reverse.collect()));
    }
    out.extend(node.properties.iter().map(|(iri, values)| (iri.to_string(), items(values))));
    Value::Object(out)
}

fn value_object(literal: &Literal) -> Value {
    let mut out = Map::new();
    let value = match &literal.value {
        Scalar::String(string) => text(string),
        Scalar::Number(number) => Value::Number(number.clone()),
        Scalar::Bool(bool) => Value::Bool(*bool),
        Scalar::Json(json) => {
            out.insert("@type".into(), text("@json"));
            json.clone()
        }
    };
    out.insert("@value".into(), value);
    if let Some(datatype) = &literal.datatype {
        out.insert("@type".into(), text(datatype));
    }
    if let Some(language) = &literal.language {
        out.insert("@language".into(), text(language));
    }
    if let Some(direction) = literal.direction {
        out.insert("@direction".into(), text(direction.as_str()));
    }
    if let Some(index) = &literal.index {
        out.insert("@index".into(), text(index));
    }
    Value::Object(out)
}

fn text(text: &str) -> Value {
    Value::String(text.to_owned())
}

/// JSON in its canonical form (RFC 8785), for JSON literals.
pub(super) fn canonical(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(bool) => out.push_str(if *bool { "true" } else { "false" }),
        Value::Number(number) => {
            out.push_str(&ecmascript(read(number.as_str()).unwrap_or(f64::NAN)))
        }
        Value::String(string) => canonical_string(string, out),
        Value::Array(values) => {
            out.push('[');
            for (index, value) in values.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                canonical(value, out);
            }
            out.push(']');
        }
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            out.push('{');
            for (index, (key, value)) in members.into_iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                canonical_string(key, out);
                out.push(':');
                canonical(value, out);
            }
            out.push('}');
        }
    }
}

fn canonical_string(string: &str, out: &mut String) {
    out.push('"');
    for c in string.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            c if c < ' ' => {
                // Writing to a String does not fail.
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

/// A number as ECMAScript prints it (Number::toString).
fn ecmascript(number: f64) -> String {
    let Some(short) = Decimal::shortest(number) else { return "null".into() };
    let (mut digits, point) = (short.digits(), short.point());
    if digits.is_empty() {
        return "0".into();
    }
    // At most 21 digits before the point and 6 zeros behind it; else with an exponent.
    let text = match point {
        1..=21 => {
            let whole = point.unsigned_abs() as usize;
            if digits.len() <= whole {
                digits.push_str(&"0".repeat(whole - digits.len()));
            } else {
                digits.insert(whole, '.');
            }
            digits
        }
        -5..=0 => format!("0.{}{digits}", "0".repeat(point.unsigned_abs() as usize)),
        _ => {
            if digits.len() > 1 {
                digits.insert(1, '.');
            }
            format!("{digits}e{}{}", if point > 0 { "+" } else { "" }, point - 1)
        }
    };
    if short.is_negative() { format!("-{text}") } else { text }
}

/// Whether a number has this value, however it is written.
pub(super) fn equals(number: &Number, text: &str) -> bool {
    let number = Decimal::parse(number.as_str());
    number.is_some() && number == Decimal::parse(text)
}

/// A text in JSON's grammar for numbers as a double.
pub(super) fn read(text: &str) -> Option<f64> {
    Decimal::parse(text.trim())?.to_f64()
}

/// A number as the lexical form of an integer, if it is one and below 1e21 (API section 8.2.2).
pub(super) fn integer(number: f64) -> Option<String> {
    let exact = Decimal::of(number)?;
    let (mut digits, point) = (exact.digits(), usize::try_from(exact.point()).ok()?);
    if point > 21 || digits.len() > point {
        return None;
    }
    if digits.is_empty() {
        return Some("0".into());
    }
    digits.push_str(&"0".repeat(point - digits.len()));
    Some(if exact.is_negative() { format!("-{digits}") } else { digits })
}

/// A number as a canonical xsd:double: one digit, a point, up to fifteen digits, an exponent.
pub(super) fn double(number: f64) -> String {
    let Some(rounded) = Decimal::of(number).map(|exact| exact.round(16)) else {
        return "NaN".into();
    };
    let sign = if rounded.is_negative() { "-" } else { "" };
    let digits = rounded.digits();
    let Some((first, rest)) = digits.split_at_checked(1) else { return format!("{sign}0.0E0") };
    let rest = if rest.is_empty() { "0" } else { rest };
    format!("{sign}{first}.{rest}E{}", rounded.point() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_jsonld_js_prints_them() {
        assert_eq!(double(3.5), "3.5E0");
        assert_eq!(double(-0.000_001_5), "-1.5E-6");
        assert_eq!(double(5.0), "5.0E0");
        assert_eq!(double(0.1 + 0.2), "3.0E-1");
        assert_eq!(integer(9_007_199_254_740_993_f64).as_deref(), Some("9007199254740992"));
        assert_eq!(integer(1e20).as_deref(), Some("100000000000000000000"));
        assert_eq!(integer(-0.0).as_deref(), Some("0"));
        assert_eq!(integer(1e21), None);
        assert_eq!(integer(0.5), None);
    }

    #[test]
    fn numbers_as_rfc_8785_prints_them() {
        for (number, text) in [
            (1e21, "1e+21"),
            (1e-7, "1e-7"),
            (0.000_001, "0.000001"),
            (333_333_333.333_333_3, "333333333.3333333"),
            (1e20, "100000000000000000000"),
            (-4.5, "-4.5"),
            (5e-324, "5e-324"),
        ] {
            assert_eq!(ecmascript(number), text);
        }
    }
}
