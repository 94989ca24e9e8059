//! What a badge is called, and whether an entry of a plain list means it (CHECKLIST E4, E5).

use serde_json::Value;

use crate::document::{spelled, truth};
use crate::encoding::percent_decoded;

/// The identifiers of a badge, in the form in which they are compared.
pub(super) struct Called {
    names: Vec<Vec<u8>>,
    /// Whether it has one that is not read here: it may be any.
    pub(super) is_unread: bool,
}

/// An entry of a list.
pub(super) struct Entry {
    /// Whom it means.
    called: Called,
    /// Whether it withdraws; `None` where that is not read here.
    withdraws: Option<bool>,
    reason: String,
}

/// What an entry says of a badge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Told<'a> {
    Nothing,
    /// It may mean this badge, or withdraw it, in a way that is not read here.
    Unread,
    /// It is withdrawn, for this reason.
    Withdrawn(&'a str),
}

impl Called {
    /// The identifiers that a badge or an entry of version 2 or older gives itself.
    pub(super) fn of(thing: &Value) -> Self {
        let names = ["id", "@id"].into_iter().filter_map(|name| thing.get(name));
        let names = names.chain(spelled(thing, "uid")).filter(|name| !name.is_null());
        let mut called = Self { names: Vec::new(), is_unread: false };
        for said in names {
            match name(said) {
                Some(name) => called.also(name),
                None => called.is_unread = true,
            }
        }
        called
    }

    /// These identifiers.
    pub(super) fn by(ids: &[&str]) -> Self {
        let mut called = Self { names: Vec::new(), is_unread: false };
        ids.iter().for_each(|id| called.also(id));
        called
    }

    /// One name more; none where it is empty.
    pub(super) fn also(&mut self, name: &str) {
        self.names.extend(Some(comparable(name)).filter(|name| !name.is_empty()));
    }

    /// Whether it has no identifier at all.
    pub(super) fn is_nothing(&self) -> bool {
        self.names.is_empty() && !self.is_unread
    }

    fn is(&self, other: &Self) -> bool {
        self.names.iter().any(|name| other.names.contains(name))
    }
}

impl Entry {
    /// Reads an entry; `None` for one that means nobody.
    pub(super) fn read(entry: &Value) -> Option<Self> {
        let called = match entry {
            Value::Array(items) if items.len() == 1 => return Self::read(&items[0]),
            Value::Null => return None,
            Value::Object(object) if object.is_empty() => return None,
            Value::Object(_) => Called::of(entry),
            other => Called::by(address(other).as_slice()),
        };
        // Who has an empty name is nobody.
        let says_no_name = called.is_nothing() && !says_empty(entry);
        let is_unread = called.is_unread || says_no_name;
        // Left out, it is true (E4.1, E5.1); some write it as a text (E4.2).
        let said = spelled(entry, "revoked").filter(|said| !said.is_null() && **said != "");
        let said: Vec<Option<bool>> = said.map(truth).collect();
        let withdraws = match said.contains(&Some(true)) || said.is_empty() {
            true => Some(true),
            false => (!said.contains(&None)).then_some(false),
        };
        let reason = entry.get("revocationReason").and_then(Value::as_str).unwrap_or_default();
        let called = Called { is_unread, ..called };
        Some(Self { called, withdraws, reason: reason.to_owned() })
    }

    /// The badge of this name, withdrawn for this reason: version 1.
    pub(super) fn named(name: &str, reason: &Value) -> Self {
        let reason = reason.as_str().unwrap_or_default().to_owned();
        Self { called: Called::by(&[name]), withdraws: Some(true), reason }
    }

    /// What it says of this badge.
    pub(super) fn tells(&self, badge: &Called) -> Told<'_> {
        match (self.called.is(badge), self.withdraws) {
            (true, Some(true)) => Told::Withdrawn(&self.reason),
            (true, Some(false)) => Told::Nothing,
            (true, None) => Told::Unread,
            (false, withdraws) if self.called.is_unread && withdraws != Some(false) => Told::Unread,
            (false, _) => Told::Nothing,
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

/// Whether an entry says a name and it is empty.
fn says_empty(entry: &Value) -> bool {
    let is_empty = |said: &Value| said.as_str().is_some_and(|said| said.trim().is_empty());
    is_empty(entry) || ["id", "@id", "uid"].iter().filter_map(|name| entry.get(*name)).any(is_empty)
}

/// A name, which may be a number or a literal where an address may not.
fn name(value: &Value) -> Option<&str> {
    match value {
        Value::Number(number) => Some(number.as_str()),
        Value::Array(items) if items.len() == 1 => name(&items[0]),
        Value::Object(object) => match object.get("@value") {
            Some(literal) => name(literal),
            None => address(value),
        },
        other => address(other),
    }
}

/// An identifier as it is compared: percent signs undone (E4.6), hosts and the signs of a UUID in small letters,
/// over https what is the same over http, without the usual port.
fn comparable(id: &str) -> Vec<u8> {
    let mut id = percent_decoded(id.trim()).0;
    let begins = |id: &[u8], with: &str| {
        id.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with.as_bytes()))
    };
    if begins(&id, "urn:uuid:") {
        id.make_ascii_lowercase();
    }
    let Some(scheme) = ["http://", "https://"].into_iter().find(|scheme| begins(&id, scheme))
    else {
        return id;
    };
    let rest = &id[scheme.len()..];
    let end = rest.iter().position(|sign| b"/?#".contains(sign)).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    let host = host.to_ascii_lowercase();
    let usual: &[u8] = if scheme == "http://" { b":80" } else { b":443" };
    let host = host.strip_suffix(usual).or(host.strip_suffix(b":")).unwrap_or(&host);
    [b"//", host.strip_suffix(b".").unwrap_or(host), path].concat()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_entry_names_a_badge_in_many_ways() {
        let badge = Called::by(&["urn:a b"]);
        let told = |entry: &Value| {
            Entry::read(entry).map_or("nothing", |it| match it.tells(&badge) {
                Told::Nothing => "nothing",
                Told::Unread => "unread",
                Told::Withdrawn(_) => "withdrawn",
            })
        };
        for entry in [
            json!("urn:a b"),
            json!("urn:a%20b"),
            json!({ "id": " urn:a b " }),
            json!({ "uid": "urn:a b", "revoked": true }),
            json!({ "obi:uid": "urn:a b", "revoked": "soon", "obi:revoked": true }),
            json!({ "id": "urn:a b", "revoked": "true" }),
            json!({ "id": "urn:a b", "revoked": null }),
            json!({ "@id": "urn:a b" }),
            json!({ "uid": { "@value": "urn:a b" } }),
            json!({ "id": "urn:a b", "uid": null }),
            json!({ "id": "urn:a b", "uid": ["a", "b"] }),
            json!({ "id": "urn:a b", "uid": 42, "revoked": 1 }),
            json!({ "id": ["urn:a b"] }),
            json!([["urn:a b"]]),
        ] {
            assert_eq!(told(&entry), "withdrawn", "{entry}");
        }
        for entry in [
            json!("urn:b"),
            json!(""),
            json!(" "),
            json!({ "id": "", "revoked": true }),
            json!({ "uid": ["a", "b"], "revoked": false }),
            json!({ "id": "urn:b", "uid": "" }),
            json!({ "id": "urn:a b", "revoked": false }),
            json!({ "id": "urn:a b", "revoked": "false" }),
            json!({ "id": "urn:a b", "obi:revoked": false }),
            json!({}),
            json!(null),
        ] {
            assert_eq!(told(&entry), "nothing", "{entry}");
        }
        for entry in [
            json!({ "name": "urn:a b" }),
            json!({ "id": "urn:b", "uid": ["a", "b"] }),
            json!({ "id": "urn:a b", "revoked": "soon" }),
            json!(["urn:b", "urn:c"]),
            json!(1),
        ] {
            assert_eq!(told(&entry), "unread", "{entry}");
        }
    }

    #[test]
    fn a_badge_is_called_what_it_calls_itself() {
        let called = |badge: Value| Called::of(&badge);
        let is = |badge: Value, name: &str| called(badge).is(&Called::by(&[name]));
        assert!(is(json!({ "uid": 42 }), "42"));
        assert!(is(json!({ "uid": [{ "@value": "a" }] }), "a"));
        assert!(is(json!({ "obi:uid": "a" }), "a"));
        assert!(is(json!({ "id": null, "@id": "urn:a" }), "urn:a"));
        let web = || json!({ "id": "http://EXAMPLE.edu/A%20b" });
        assert!(is(web(), "https://example.edu/A b"));
        assert!(is(web(), "HTTPS://example.EDU:443/A%20b "));
        assert!(is(web(), "http://example.edu.:80/A b"));
        assert!(!is(web(), "https://example.edu:80/A b"));
        assert!(!is(web(), "https://example.edu/a b") && !is(web(), "https://example.com/A b"));
        assert!(is(json!({ "id": "https://example.edu" }), "http://Example.edu"));
        assert!(is(json!({ "id": "urn:uuid:ABCD" }), "urn:UUID:abcd"));
        assert!(!is(json!({ "id": "urn:A://b" }), "urn:a://b"));
        // Signs that are no UTF-8 are not all one.
        assert!(!is(json!({ "id": "urn:M%FCller" }), "urn:M%F6ller"));
        assert!(is(json!({ "id": "urn:M%FCller" }), "urn:M%fcller"));
        assert!(!is(json!({ "id": "urn:a", "uid": "" }), ""));
        assert!(called(json!({ "id": null, "name": "urn:a" })).is_nothing());
        let odd = called(json!({ "id": "urn:a", "uid": ["a", "b"] }));
        assert!(odd.is_unread && !odd.is_nothing() && !called(web()).is_unread);
        assert!(called(json!({ "uid": true })).is_unread);
    }
}
