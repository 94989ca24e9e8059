//! The JSON Canonicalization Scheme (RFC 8785): members in order of their UTF-16 code units, numbers as
//! ECMAScript prints them, the fewest escapes.

use std::fmt::Write;

use serde_json::Value;

use crate::encoding::Decimal;
use crate::order::sort_by;

/// JSON in its canonical form.
pub fn canonical(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(bool) => out.push_str(if *bool { "true" } else { "false" }),
        Value::Number(number) => out.push_str(&ecmascript(
            Decimal::parse(number.as_str()).and_then(|number| number.to_f64()).unwrap_or(f64::NAN),
        )),
        Value::String(string) => canonical_string(string, out),
        Value::Array(values) => {
            out.push('[');
            for (index, value) in values.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(value, out);
            }
            out.push(']');
        }
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            sort_by(&mut members, |(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            out.push('{');
            for (index, (key, value)) in members.into_iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                canonical_string(key, out);
                out.push(':');
                write(value, out);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_in_order_of_their_code_units() {
        let value = serde_json::json!({ "\u{fb33}": 1, "\u{1f600}": 2, "a": "\u{8}\n\u{1f}é/\"" });
        let expected = "{\"a\":\"\\b\\n\\u001fé/\\\"\",\"\u{1f600}\":2,\"\u{fb33}\":1}";
        assert_eq!(canonical(&value), expected);
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
