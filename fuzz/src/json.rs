//! Strict JSON: whatever is taken, `serde_json` takes too, and reads the same.

use proofmark::document::json;
use proofmark::encoding::pointer_step;
use serde_json::Value;

use crate::Target;

pub(crate) const TARGET: Target = Target {
    name: "json",
    run,
    seeds: |seed| {
        seed.text.iter().chain(&seed.evidence).map(|text| text.clone().into_bytes()).collect()
    },
};

fn run(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(value) = json::parse(text) else { return };
    // The name under which `serde_json` hides numbers that keep their text, which escapes could spell.
    if !text.contains("$serde_json") && !text.contains("\\u") {
        let theirs: Value = serde_json::from_str(text).expect("it is JSON");
        assert!(is_same(&value, &theirs), "{value} is {theirs}");
    }
    let Value::Object(object) = &value else { return };
    for (name, member) in object {
        let span =
            json::span(text, &format!("/{}", pointer_step(name))).expect("it stands somewhere");
        assert_eq!(json::parse(&text[span]).as_ref(), Ok(member), "{name}");
    }
}

/// Whether two values are the same. Of `1E2` theirs makes `1e+2`, ours keeps it.
fn is_same(ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Number(one), Value::Number(other)) => {
            let plain =
                |number: &serde_json::Number| number.to_string().to_lowercase().replace('+', "");
            plain(one) == plain(other)
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len()
                && one.iter().zip(other).all(|(one, other)| is_same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|(name, one)| other.get(name).is_some_and(|other| is_same(one, other)))
        }
        _ => ours == theirs,
    }
}
