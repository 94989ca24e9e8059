//! The issuers that a person or a site knows. Advisory: a list names signers, it never decides.

use serde_json::{Map, Value};

/// The issuers that the person or the site knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustList(pub Vec<TrustEntry>);

/// One known issuer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustEntry {
    /// The proven identifier: a DID or an https URL.
    pub id: String,
    /// What the person calls it.
    pub name: String,
    /// Why it is on the list, in the person's own words.
    pub note: String,
    /// The keys it was seen to sign with, as multibase; empty when none was noted.
    pub keys: Vec<String>,
}

impl TrustList {
    /// Reads a list: an array of identifiers, or of `{ "id": …, "name"?, "note"?, "keys"? }`; or a
    /// registry of the Digital Credentials Consortium, `{ "registry": { "did:…": { "name": … } } }`.
    /// `None` when it is anything else, or holds an entry that is no DID and no https URL.
    pub fn from_json(value: &Value) -> Option<Self> {
        let entries: Vec<TrustEntry> = match value {
            Value::Array(entries) => entries.iter().map(TrustEntry::read).collect::<Option<_>>()?,
            Value::Object(object) => {
                let registry = object.get("registry")?.as_object()?;
                let entry = |(id, said): (&String, &Value)| {
                    let name = text(said.as_object()?, "name");
                    Some(TrustEntry { id: id.clone(), name, ..TrustEntry::default() })
                };
                registry.iter().map(entry).collect::<Option<_>>()?
            }
            _ => return None,
        };
        let names =
            |entry: &TrustEntry| entry.id.starts_with("did:") || entry.id.starts_with("https://");
        (!entries.is_empty() && entries.iter().all(names)).then_some(Self(entries))
    }

    /// The list as [`TrustList::from_json`] reads it.
    pub fn to_json(&self) -> Value {
        let entry = |entry: &TrustEntry| {
            let mut object = Map::new();
            object.insert("id".into(), entry.id.as_str().into());
            for (name, text) in [("name", &entry.name), ("note", &entry.note)] {
                if !text.is_empty() {
                    object.insert(name.into(), text.as_str().into());
                }
            }
            if !entry.keys.is_empty() {
                object.insert("keys".into(), entry.keys.iter().map(String::as_str).collect());
            }
            Value::Object(object)
        };
        self.0.iter().map(entry).collect()
    }

    /// The entry for this proven identifier.
    pub fn find(&self, id: &str) -> Option<&TrustEntry> {
        self.0.iter().find(|entry| entry.id == id)
    }

    /// Adds an entry, or puts it in the place of the one with its identifier.
    pub fn put(&mut self, entry: TrustEntry) {
        match self.0.iter_mut().find(|known| known.id == entry.id) {
            Some(known) => *known = entry,
            None => self.0.push(entry),
        }
    }
}

impl TrustEntry {
    fn read(value: &Value) -> Option<Self> {
        if let Value::String(id) = value {
            return Some(Self { id: id.clone(), ..Self::default() });
        }
        // A list of badges is not a list of issuers.
        let object = value.as_object().filter(|object| !object.contains_key("type"))?;
        let keys = object.get("keys").and_then(Value::as_array).into_iter().flatten();
        Some(Self {
            id: object.get("id")?.as_str()?.to_owned(),
            name: text(object, "name"),
            note: text(object, "note"),
            keys: keys.filter_map(|key| key.as_str().map(str::to_owned)).collect(),
        })
    }
}

fn text(object: &Map<String, Value>, name: &str) -> String {
    object.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_form_of_a_list_is_read() {
        let list = json!([{ "id": "did:web:example.edu", "name": "Example", "keys": ["z6M"] },
            "https://example.org/i"]);
        let read = TrustList::from_json(&list).unwrap();
        assert_eq!(read.find("did:web:example.edu").unwrap().keys, ["z6M"]);
        assert_eq!(read.find("https://example.org/i").unwrap().name, "");
        assert_eq!(read.find("did:web:example.org"), None);
        assert_eq!(TrustList::from_json(&read.to_json()), Some(read));
        let registry = json!({ "meta": {}, "registry": { "did:key:z6M": { "name": "A School" } } });
        assert_eq!(TrustList::from_json(&registry).unwrap().0[0].name, "A School");
    }

    #[test]
    fn anything_else_is_no_list() {
        for other in [json!([]), json!([{ "name": "x" }]), json!({}), json!(["Harvard"]), json!(1)]
        {
            assert_eq!(TrustList::from_json(&other), None, "{other}");
        }
        // A badge is no list of issuers.
        assert_eq!(TrustList::from_json(&json!([{ "id": "https://a.b/", "type": "x" }])), None);
    }

    #[test]
    fn an_issuer_is_on_the_list_once() {
        let mut list = TrustList::default();
        for name in ["a", "b"] {
            list.put(TrustEntry {
                id: "did:x:y".into(),
                name: name.into(),
                ..TrustEntry::default()
            });
        }
        assert_eq!(list.0.len(), 1);
        assert_eq!(list.0[0].name, "b");
    }
}
