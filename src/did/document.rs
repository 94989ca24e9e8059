//! Controlled identifier documents (W3C CID 1.0, DID Core 1.0): keys and what they may be used for.

use std::collections::BTreeSet;
use std::rc::Rc;

use serde_json::Value;

use crate::document::one_or_many;
use crate::encoding::base58btc;
use crate::key::{ALGORITHMS, VerificationKey, is_missing};
use crate::report::{Code, Problem, Stop};
use crate::resource::Context;
use crate::time::Timestamp;

/// Who controls which keys, and what for.
#[derive(Clone, Debug)]
pub struct ControlledDocument {
    /// The identifier the document is about.
    pub id: String,
    /// Every verification method in it.
    pub methods: Vec<Method>,
    /// Absolute ids of the methods and what each is listed for.
    listed: BTreeSet<(Relationship, String)>,
}

/// No identifier in use comes near.
const LONGEST_ID: usize = 2_048;

/// What a key is used for: a verification relationship (CID 1.0, section 2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relationship {
    /// To issue.
    Assertion,
    /// To show who one is.
    Authentication,
}

impl Relationship {
    const ALL: [Self; 2] = [Self::Assertion, Self::Authentication];

    /// The member that lists the keys, and the `proofPurpose` that goes with them.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Assertion => "assertionMethod",
            Self::Authentication => "authentication",
        }
    }
}

/// A key with its name and owner.
#[derive(Clone, Debug)]
pub struct Method {
    /// Absolute URL of the method.
    pub id: String,
    /// Who controls the key; absolute.
    pub controller: String,
    /// The key, or why it cannot be used.
    pub key: Result<VerificationKey, Stop>,
    /// The key, also where it cannot be used.
    pub material: Option<VerificationKey>,
    /// From when on it is withdrawn.
    pub revoked: Option<Timestamp>,
    /// From when on it may not be used any more.
    pub expires: Option<Timestamp>,
    /// Things worth knowing about how it is written.
    pub notes: Vec<Problem>,
}

impl Method {
    /// A method without dates.
    pub fn new(id: String, controller: String, key: Result<VerificationKey, Stop>) -> Self {
        let material = key.as_ref().ok().cloned();
        Self { id, controller, key, material, revoked: None, expires: None, notes: Vec::new() }
    }
}

impl ControlledDocument {
    /// The document of an identifier that is its own key.
    pub fn of_key(id: String, method: Method) -> Self {
        let listed = Relationship::ALL.map(|relationship| (relationship, method.id.clone()));
        Self { listed: listed.into(), methods: vec![method], id }
    }

    /// Reads a document about `id`. Nothing in it is required: what is missing is not confirmed.
    pub fn read(json: &Value, id: &str) -> Self {
        let mut methods: Vec<Method> = Vec::new();
        let mut listed = BTreeSet::new();
        // Written out for every name in it.
        let base = if id.len() > LONGEST_ID { "" } else { id };
        for method in one_or_many(json.get("verificationMethod")) {
            methods.extend(read_method(method, base));
        }
        // By reference, absolute or relative, or embedded (CHECKLIST G10).
        for relationship in Relationship::ALL {
            for entry in one_or_many(json.get(relationship.as_str())) {
                if let Some(reference) = entry.as_str() {
                    listed.insert((relationship, absolute(reference, base)));
                } else if let Some(method) = read_method(entry, base) {
                    listed.insert((relationship, method.id.clone()));
                    methods.push(method);
                }
            }
        }
        Self { id: id.to_owned(), methods, listed }
    }

    /// Reads a document once for all proofs that lead to it. `name` holds everything that it depends on
    /// beside the evidence.
    ///
    /// # Errors
    /// Those of `read`.
    pub fn kept(
        context: &Context<'_>,
        name: &str,
        read: impl FnOnce() -> Result<Self, Stop>,
    ) -> Result<Rc<Self>, Stop> {
        let waits = |document: &Rc<Self>| document.methods.iter().any(|one| is_missing(&one.key));
        let may_be_kept = |read: &Result<Rc<Self>, Stop>| !read.as_ref().is_ok_and(waits);
        let kept = context.memo().get_or_if(name, may_be_kept, || read().map(Rc::new));
        Result::as_ref(&kept).map(Rc::clone).map_err(Stop::clone)
    }

    /// The method with this absolute id.
    pub fn method(&self, id: &str) -> Option<&Method> {
        self.methods.iter().find(|method| method.id == id)
    }

    /// Every other entry that has the name of this one, or its key.
    pub fn others<'d>(&'d self, entry: &'d Method) -> impl Iterator<Item = &'d Method> {
        let has_key = |other: &Method| other.material.is_some() && other.material == entry.material;
        let others = self.methods.iter().filter(move |other| !std::ptr::eq(*other, entry));
        others.filter(move |other| other.id == entry.id || has_key(other))
    }

    /// Whether it lists anything for this.
    pub fn lists_any(&self, relationship: Relationship) -> bool {
        self.listed.iter().any(|(listed_for, _)| *listed_for == relationship)
    }

    /// Whether it lists this id for anything.
    pub fn mentions(&self, id: &str) -> bool {
        self.listed.iter().any(|(_, listed)| listed == id)
    }

    /// Whether the method with this id may be used for this.
    pub fn lists(&self, id: &str, relationship: Relationship) -> bool {
        self.listed.contains(&(relationship, id.to_owned()))
    }
}

/// An absolute form of a reference inside the document about `base`.
fn absolute(reference: &str, base: &str) -> String {
    if reference.starts_with('#') { format!("{base}{reference}") } else { reference.to_owned() }
}

fn read_method(json: &Value, base: &str) -> Option<Method> {
    let text = |name: &str| json.get(name).and_then(Value::as_str);
    let written = text("id").or_else(|| text("@id"))?;
    let mut notes = Vec::new();
    if written.starts_with('#') {
        notes.push(Problem::new(Code::UnusualKeyName, written));
    }
    let date = |name: &str| text(name).and_then(|date| Timestamp::parse(date).ok());
    // A key that ended at a time that nobody can read may have ended before.
    let unreadable = ["revoked", "expires"].into_iter().find(|name| {
        json.get(*name).is_some_and(|written| !written.is_null()) && date(name).is_none()
    });
    let key = read_key(json, &mut notes);
    let has_private_half =
        ["secretKeyMultibase", "privateKeyMultibase", "privateKeyBase58", "privateKeyJwk"]
            .iter()
            .any(|name| json.get(*name).is_some());
    Some(Method {
        id: absolute(written, base),
        controller: absolute(text("controller").unwrap_or_default(), base),
        material: key.as_ref().ok().cloned(),
        key: match unreadable {
            _ if has_private_half => {
                Err(Stop::failed(Code::KeyIsPublic, "the document publishes the private key"))
            }
            Some(name) => Err(Stop::unknown(Code::UnreadableDate, name)),
            None => key,
        },
        revoked: date("revoked").map(|written| written.instant),
        expires: date("expires").map(|written| written.instant),
        notes,
    })
}

/// The key material in any of the forms real documents use (CHECKLIST G9).
fn read_key(json: &Value, notes: &mut Vec<Problem>) -> Result<VerificationKey, Stop> {
    let text = |name: &str| json.get(name).and_then(Value::as_str);
    let raw_ed25519 = |encoded: &str| {
        let bytes = base58btc(encoded).filter(|bytes| bytes.len() == 32)?;
        // The first algorithm of the table is Ed25519, the only one with raw 32-byte keys.
        Some(VerificationKey::new(ALGORITHMS.first()?, &bytes))
    };
    if let Some(multibase) = text("publicKeyMultibase") {
        // An early bug of Ed25519VerificationKey2020: the raw key without its prefix.
        if let Some(key) = multibase.strip_prefix('z').and_then(raw_ed25519) {
            notes.push(Problem::new(Code::UnusualKeyName, "key without a prefix"));
            return key;
        }
        return VerificationKey::from_multibase(multibase);
    }
    if let Some(base58) = text("publicKeyBase58") {
        return raw_ed25519(base58)
            .unwrap_or_else(|| Err(Stop::failed(Code::MalformedKey, "publicKeyBase58")));
    }
    if let Some(Value::Object(jwk)) = json.get("publicKeyJwk") {
        return VerificationKey::from_jwk(jwk);
    }
    let kind = text("type").unwrap_or("no type");
    Err(Stop::unknown(Code::UnsupportedKey, kind))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::resource::{Options, Resources};

    const KEY: &str = "z6MkiaMbhXHNA4eJVCCj8dbzKzTgYDKf6crKgHVHid1F1WCT";

    #[test]
    fn reads_references_of_every_form() {
        let id = "did:web:example.edu";
        let method = json!({ "id": "#a", "controller": id, "publicKeyMultibase": KEY });
        let absolute =
            json!({ "id": "did:web:example.edu#b", "controller": id, "publicKeyMultibase": KEY });
        let embedded = json!({ "id": "#c", "controller": id, "publicKeyMultibase": KEY });
        let document = json!({
            "id": id,
            "verificationMethod": [method, absolute],
            "assertionMethod": ["#a", "did:web:example.edu#b", embedded]
        });
        let document = ControlledDocument::read(&document, id);
        for fragment in ["a", "b", "c"] {
            let method = document.method(&format!("{id}#{fragment}")).unwrap();
            assert!(method.key.is_ok());
            assert!(document.lists(&method.id, Relationship::Assertion));
        }
    }

    #[test]
    fn a_key_that_may_not_assert_does_not() {
        let document = json!({ "verificationMethod": { "id": "#a", "publicKeyMultibase": KEY } });
        let document = ControlledDocument::read(&document, "did:web:example.edu");
        assert!(!document.lists("did:web:example.edu#a", Relationship::Assertion));
    }

    #[test]
    fn a_document_is_read_once_unless_its_keys_have_to_wait() {
        let (resources, options) = (Resources::new(), Options::new(Timestamp::from_unix(0)));
        let context = Context::new(&resources, &options);
        let reads = |name: &str, stop: Stop| {
            let mut reads = 0;
            for _ in 0..2 {
                let read = ControlledDocument::kept(&context, name, || {
                    reads += 1;
                    let method = Method::new("a#b".into(), "a".into(), Err(stop.clone()));
                    Ok(ControlledDocument::of_key("a".into(), method))
                });
                assert!(read.is_ok());
            }
            reads
        };
        assert_eq!(reads("one", Stop::unknown(Code::UnsupportedKey, "")), 1);
        assert_eq!(reads("other", Stop::unknown(Code::KeysMissing, "P-256")), 2);
    }

    #[test]
    fn a_published_private_key_is_no_key() {
        let method = json!({ "id": "#a", "publicKeyJwk": { "kty": "OKP", "d": "x" } });
        let method = read_method(&method, "did:web:example.edu").unwrap();
        assert_eq!(method.key.unwrap_err().problem().unwrap().code, Code::KeyIsPublic);
    }
}
