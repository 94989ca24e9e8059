//! Keys, identifiers and the documents behind them: Multikey, JWK, PEM, DIDs.

use proofmark::did::{ControlledDocument, Did, document_url, resolve};
use proofmark::document::json;
use proofmark::key::VerificationKey;
use proofmark::resource::{Context, Resources, may_be_asked};
use serde_json::Value;

use crate::Target;
use crate::world::question;

pub(crate) const TARGET: Target = Target {
    name: "keys",
    run,
    seeds: |seed| {
        let mut found: Vec<String> =
            seed.text.iter().filter(|text| text.contains("-----")).cloned().collect();
        for document in seed.documents() {
            inside(&document, &mut found);
        }
        found.into_iter().map(String::into_bytes).collect()
    },
};

/// Keys and names of keys, wherever they stand.
fn inside(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            if object.contains_key("kty") || object.contains_key("verificationMethod") {
                found.push(value.to_string());
            }
            object.values().for_each(|value| inside(value, found));
        }
        Value::Array(list) => list.iter().for_each(|value| inside(value, found)),
        Value::String(text) if text.starts_with("did:") || text.starts_with("z6Mk") => {
            found.push(text.clone());
        }
        _ => {}
    }
}

fn run(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    try_key(VerificationKey::from_multibase(text).ok());
    try_key(VerificationKey::from_pem(text).ok());
    let (resources, options) = (Resources::new(), question());
    let context = Context::new(&resources, &options);
    if let Some((did, _)) = Did::parse(text) {
        if let Some(url) = document_url(&did) {
            assert!(url.starts_with("https://"), "{url}");
            may_be_asked(&url);
        }
        if let Ok(found) = resolve(&did, &context) {
            try_document(&found.document);
        }
    }
    if let Ok(Value::Object(jwk)) = json::parse(text) {
        try_key(VerificationKey::from_jwk(&jwk).ok());
        try_document(&ControlledDocument::read(&Value::Object(jwk), "did:web:example.edu"));
    }
}

fn try_document(document: &ControlledDocument) {
    for method in &document.methods {
        try_key(method.key.as_ref().ok().cloned());
    }
}

/// Nobody signed anything; keys of small order would fit signatures that nobody made.
fn try_key(key: Option<VerificationKey>) {
    let Some(key) = key else { return };
    let again =
        VerificationKey::from_multibase(&key.to_multibase()).expect("it is written as it is read");
    assert_eq!(again, key);
    for filling in [0, 1, 0xff] {
        let mut signature = [filling; 64];
        assert!(key.verify(b"nobody signed this", &signature).is_err());
        signature[..32].copy_from_slice(&[0; 32]);
        assert!(key.verify(b"nobody signed this", &signature).is_err());
    }
}
