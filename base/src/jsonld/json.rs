//! The standard's JSON form of an expanded document, and numbers and JSON literals as text.

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
}
