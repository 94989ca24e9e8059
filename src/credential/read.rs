//! Tolerant reading: one or many, string or object, `null` for absent, numbers as text (B21).

use serde_json::Value;

use crate::encoding::Decimal;

use super::{Direction, LocalizedText, Text, WrittenDate};

/// How many items of one member are read; real badges stay below 100.
const MOST: usize = 1_000;

/// The items of a member, one or many, without nulls; nested lists are opened once.
pub(super) fn items<'a>(object: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    let outer = slice(object.get(name));
    outer.iter().flat_map(|item| slice(Some(item))).filter(|item| !item.is_null()).take(MOST)
}

/// The items of a member with their JSON pointers, one or many, without nulls. Where the JSON was
/// rebuilt from statements, objects carry their place in the source as `@at`.
pub(super) fn placed<'a>(object: &'a Value, name: &str, at: &str) -> Vec<(String, &'a Value)> {
    let Some(member) = object.get(name) else { return Vec::new() };
    let mut found = Vec::new();
    place(member, format!("{at}/{name}"), 2, &mut found);
    found.truncate(MOST);
    found
}

/// Opens lists, `levels` deep.
fn place<'a>(value: &'a Value, at: String, levels: usize, found: &mut Vec<(String, &'a Value)>) {
    match value {
        Value::Null => {}
        Value::Array(items) if levels > 0 => {
            for (index, item) in items.iter().enumerate() {
                place(item, format!("{at}/{index}"), levels - 1, found);
            }
        }
        _ => {
            let source = value.get("@at").and_then(Value::as_str);
            found.push((source.map_or(at, str::to_owned), value));
        }
    }
}

/// One or many, with `@list` and `@set` opened.
fn slice(value: Option<&Value>) -> &[Value] {
    let value =
        value.map(|value| value.get("@list").or_else(|| value.get("@set")).unwrap_or(value));
    crate::document::one_or_many(value)
}

/// The first item of a member.
pub(super) fn first<'a>(object: &'a Value, name: &str) -> Option<&'a Value> {
    items(object, name).next()
}

/// A scalar as text: a string, a number, a boolean, or any of them as a value object.
pub(super) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Object(object) => match object.get("@value")? {
            Value::Object(_) => None,
            inner => scalar(inner),
        },
        _ => None,
    }
    .filter(|text| !text.trim().is_empty())
}

/// A member as text.
pub(super) fn text(object: &Value, name: &str) -> Option<String> {
    items(object, name).find_map(scalar)
}

/// A member as text, made safe to show.
pub(super) fn shown(object: &Value, name: &str) -> Option<String> {
    text(object, name).map(|text| super::visible(&text).into_owned())
}

/// A member as several texts, made safe to show.
pub(super) fn texts(object: &Value, name: &str) -> Vec<String> {
    items(object, name).filter_map(scalar).map(|text| super::visible(&text).into_owned()).collect()
}

/// A member in every language it is written in; untagged texts take the language of the object
/// (`@language`, `inLanguage`; H4.1).
pub(super) fn localized(object: &Value, name: &str) -> LocalizedText {
    let language = || {
        let named = ["@language", "inLanguage"].iter().find_map(|name| text(object, name));
        named.filter(|tag| is_tag(tag))
    };
    let versions = items(object, name).filter_map(|item| {
        let mut text = tagged(item)?;
        text.language = text.language.or_else(language);
        Some(text)
    });
    LocalizedText { versions: versions.collect() }
}

/// Whether a text has the form of a language tag (BCP 47, section 2.1): what does not is no language.
fn is_tag(text: &str) -> bool {
    let inside = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    text.len() <= 35 && text.bytes().all(inside)
}

/// A scalar with its language and direction.
pub(super) fn tagged(value: &Value) -> Option<Text> {
    let direction = match value.get("@direction").and_then(Value::as_str) {
        Some("ltr") => Some(Direction::Ltr),
        Some("rtl") => Some(Direction::Rtl),
        _ => None,
    };
    let text = Text::new(&scalar(value)?);
    let language = value.get("@language").and_then(Value::as_str);
    let language = language.filter(|tag| is_tag(tag)).map(str::to_owned);
    (!text.text.is_empty()).then_some(Text { language, direction, ..text })
}

/// The identifier a value stands for: the string itself, or its `id`.
pub(super) fn id(value: &Value) -> Option<String> {
    match value {
        Value::String(id) => Some(id.clone()).filter(|id| !id.is_empty()),
        Value::Object(_) => ["id", "@id"].iter().find_map(|name| text(value, name)),
        _ => None,
    }
}

/// A member that is an identifier or a link.
pub(super) fn link(object: &Value, name: &str) -> Option<String> {
    items(object, name).find_map(|item| id(item).or_else(|| scalar(item)))
}

/// A member as a number, in the text it was written in.
pub(super) fn number(object: &Value, name: &str) -> Option<String> {
    let text = text(object, name)?;
    Decimal::parse(text.trim()).map(|_| text.trim().to_owned())
}

/// A member as a truth value.
pub(super) fn truth(object: &Value, name: &str) -> Option<bool> {
    match text(object, name)?.as_str() {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}

/// A member as a date.
pub(super) fn date(object: &Value, name: &str) -> Option<WrittenDate> {
    text(object, name).map(|text| WrittenDate::new(&text))
}

/// The types of an object.
pub(super) fn types(object: &Value) -> Vec<String> {
    let mut types = texts(object, "type");
    types.extend(texts(object, "@type"));
    types
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn reads_one_or_many_strings_or_objects() {
        let object = json!({
            "one": "a", "many": ["a", null, ["b"]], "list": { "@list": ["a", "b"] }, "none": null,
            "number": 3.5, "quoted": "3.5", "value": [{ "@value": 3 }], "node": [{ "id": "urn:a" }],
            "empty": " ", "yes": "true",
        });
        assert_eq!(texts(&object, "one"), ["a"]);
        assert_eq!(texts(&object, "many"), ["a", "b"]);
        assert_eq!(texts(&object, "list"), ["a", "b"]);
        assert_eq!(texts(&object, "none"), [""; 0]);
        assert_eq!(number(&object, "number").as_deref(), Some("3.5"));
        assert_eq!(number(&object, "quoted").as_deref(), Some("3.5"));
        assert_eq!(text(&object, "value").as_deref(), Some("3"));
        assert_eq!(link(&object, "node").as_deref(), Some("urn:a"));
        assert_eq!(link(&object, "one").as_deref(), Some("a"));
        assert_eq!(text(&object, "empty"), None);
        assert_eq!(truth(&object, "yes"), Some(true));
        assert_eq!(text(&json!("no object"), "one"), None);
    }

    #[test]
    fn places_are_pointers_to_the_items() {
        let object = json!({ "one": 1, "many": [null, 2, [3]], "none": null });
        let all = json!({ "at": object });
        for name in ["one", "many", "none"] {
            for (at, value) in placed(&object, name, "/at") {
                assert_eq!(all.pointer(&at), Some(value));
            }
        }
        assert_eq!(placed(&object, "many", "").len(), 2);
    }

    #[test]
    fn reads_languages() {
        let object = json!({ "@language": "nl", "name": [
            "naam", { "@value": "שם", "@language": "he", "@direction": "rtl" }, { "@value": "" },
        ]});
        let name = localized(&object, "name");
        assert_eq!(name.versions.len(), 2);
        assert_eq!(name.versions[0].language.as_deref(), Some("nl"));
        let odd = json!({ "inLanguage": "\u{202e}", "name": ["a", { "@value": "b", "@language": "e n" }] });
        let odd = localized(&odd, "name");
        assert!(odd.versions.iter().all(|text| text.language.is_none()), "{odd:?}");
        assert_eq!(name.pick(&["he-IL"]).unwrap().direction, Some(Direction::Rtl));
    }
}
