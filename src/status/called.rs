//! What a badge is called, and whether an entry of a plain list means it (CHECKLIST E4, E5).

use serde_json::Value;

use crate::document::truth;
use crate::encoding::percent_decoded;

/// The identifiers of a badge, in the form in which they are compared.
pub(super) struct Called {
    names: Vec<String>,
    /// Whether it has one that is not read here: a list may name the badge by it.
    pub(super) is_unread: bool,
}

/// An entry that names nobody in a way that is read here: it may mean this badge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Unread;

impl Called {
    /// The identifiers that a badge of version 2 or older gives itself.
    pub(super) fn of(badge: &Value) -> Self {
        let said = || own_names(badge);
        let names = said().filter_map(|said| name(said).ok()).map(comparable).collect();
        Self { names, is_unread: said().any(|said| name(said).is_err()) }
    }

    /// These identifiers.
    pub(super) fn by(ids: &[&str]) -> Self {
        Self { names: ids.iter().map(|id| comparable(id)).collect(), is_unread: false }
    }

    /// Whether it has no identifier at all.
    pub(super) fn is_nothing(&self) -> bool {
        self.names.is_empty() && !self.is_unread
    }

    /// Whether this is one of its names.
    pub(super) fn is(&self, name: &str) -> bool {
        self.names.contains(&comparable(name))
    }

    /// The reason, if this entry withdraws it.
    pub(super) fn withdrawn_by(&self, entry: &Value) -> Result<Option<String>, Unread> {
        let names: Vec<&str> = match entry {
            Value::Array(items) => match &items[..] {
                [one] => return self.withdrawn_by(one),
                _ => return Err(Unread),
            },
            // Nobody.
            Value::Null => return Ok(None),
            Value::Object(object) if object.is_empty() => return Ok(None),
            Value::Object(_) => own_names(entry).map(name).collect::<Result<_, _>>()?,
            other => address(other).into_iter().collect(),
        };
        if names.is_empty() {
            return Err(Unread);
        }
        if !names.iter().any(|name| self.is(name)) {
            return Ok(None);
        }
        // Left out, it is true (E4.1, E5.1); some write it as a text (E4.2).
        let said = entry.get("revoked").filter(|said| !said.is_null() && **said != "");
        match said.map(truth) {
            Some(Some(false)) => Ok(None),
            Some(None) => Err(Unread),
            _ => Ok(Some(entry.get("revocationReason").map(reason).unwrap_or_default())),
        }
    }
}

/// An address, written as a text or as an object with an id, or the only one in a list.
pub(super) fn address(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text),
        Value::Object(object) => address(["id", "@id"].iter().find_map(|name| object.get(*name))?),
        Value::Array(items) => match &items[..] {
            [one] => address(one),
            _ => None,
        },
        _ => None,
    }
}

/// A reason as it stands in a list.
pub(super) fn reason(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// What something calls itself.
fn own_names(thing: &Value) -> impl Iterator<Item = &Value> {
    let names = ["id", "@id", "uid"].into_iter().filter_map(|name| thing.get(name));
    names.filter(|name| !name.is_null())
}

/// A name, which may be a number or a literal where an address may not.
fn name(value: &Value) -> Result<&str, Unread> {
    match value {
        Value::Number(number) => Ok(number.as_str()),
        Value::Array(items) if items.len() == 1 => name(&items[0]),
        Value::Object(object) => match object.get("@value") {
            Some(literal) => name(literal),
            None => address(value).ok_or(Unread),
        },
        other => address(other).ok_or(Unread),
    }
}

/// An identifier as it is compared: percent signs undone (E4.6), hosts in small letters, and over https what
/// is the same over http.
fn comparable(id: &str) -> String {
    let id = String::from_utf8_lossy(&percent_decoded(id.trim()).0).into_owned();
    let Some((scheme, rest)) = id.split_once("://") else { return id };
    if !["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web)) {
        return id;
    }
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    format!("//{}{path}", host.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_entry_names_a_badge_in_many_ways() {
        let called = Called::by(&["urn:a b"]);
        let is = |entry: &Value| called.withdrawn_by(entry).is_ok_and(|told| told.is_some());
        for entry in [
            json!("urn:a b"),
            json!("urn:a%20b"),
            json!({ "id": " urn:a b " }),
            json!({ "uid": "urn:a b", "revoked": true }),
            json!({ "id": "urn:a b", "revoked": "true" }),
            json!({ "id": "urn:a b", "revoked": null }),
            json!({ "@id": "urn:a b" }),
            json!({ "uid": { "@value": "urn:a b" } }),
            json!({ "id": "urn:a b", "uid": null }),
            json!({ "id": "urn:a b", "uid": 42, "revoked": 1 }),
            json!({ "id": ["urn:a b"] }),
            json!([["urn:a b"]]),
        ] {
            assert!(is(&entry), "{entry}");
        }
        for entry in [
            json!("urn:b"),
            json!({ "id": "urn:a b", "revoked": false }),
            json!({ "id": "urn:a b", "revoked": "false" }),
            json!({ "name": "urn:a b" }),
            json!(1),
        ] {
            assert!(!is(&entry), "{entry}");
        }
    }

    #[test]
    fn a_badge_is_called_what_it_calls_itself() {
        let called = |badge: Value| Called::of(&badge);
        assert!(called(json!({ "uid": 42 })).is("42"));
        assert!(called(json!({ "uid": [{ "@value": "a" }] })).is("a"));
        assert!(called(json!({ "id": null, "@id": "urn:a" })).is("urn:a"));
        let web = called(json!({ "id": "http://EXAMPLE.edu/A%20b" }));
        assert!(web.is("https://example.edu/A b") && web.is("HTTPS://example.EDU/A%20b "));
        assert!(!web.is("https://example.edu/a b") && !web.is("https://example.com/A b"));
        assert!(called(json!({ "id": "https://example.edu" })).is("http://Example.edu"));
        assert!(!called(json!({ "id": "urn:A://b" })).is("urn:a://b"));
        assert!(called(json!({ "id": null, "name": "urn:a" })).is_nothing());
        let odd = called(json!({ "id": "urn:a", "uid": ["a", "b"] }));
        assert!(odd.is("urn:a") && odd.is_unread && !odd.is_nothing());
        assert!(!web.is_unread && called(json!({ "uid": true })).is_unread);
    }
}
