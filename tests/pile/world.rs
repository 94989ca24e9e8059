//! Badges of the test issuer, as rows.

use std::fs;
use std::path::Path;

use proofmark::pile::Row;
use proofmark::resource::{Options, Resources};
use proofmark::{Reading, Verification, read};
use serde_json::{Map, Value, json};

use crate::support::{ProofOptions, TestKey, at, fetched, question};

pub(crate) const SITE: &str = "did:web:example.edu";
const DOCUMENT: &str = "https://example.edu/.well-known/did.json";

pub(crate) fn alice() -> TestKey {
    TestKey::named("alice")
}

/// A badge for somebody, unsigned yet.
pub(crate) fn badge(issuer: &str, id: &str, identity: &Value) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/badge.json");
    let text = fs::read_to_string(folder).unwrap().replace("{{did:alice}}", issuer);
    let mut badge: Value = serde_json::from_str(&text).unwrap();
    badge["id"] = id.into();
    badge["credentialSubject"]["identifier"] = json!([identity]);
    badge["credentialSubject"].as_object_mut().unwrap().remove("id");
    badge
}

pub(crate) fn mail(address: &str) -> Value {
    json!({ "type": "IdentityObject", "hashed": false, "identityHash": address, "identityType": "emailAddress" })
}

pub(crate) fn name(name: &str) -> Value {
    json!({ "type": "IdentityObject", "hashed": false, "identityHash": name, "identityType": "name" })
}

pub(crate) fn hidden(address: &str, salt: &str) -> Value {
    let hash = proofmark::encoding::sha256([address, salt].concat().as_bytes());
    let hash = format!("sha256${}", proofmark::encoding::hex(&hash));
    json!({ "type": "IdentityObject", "hashed": true, "identityHash": hash, "identityType": "emailAddress", "salt": salt })
}

pub(crate) fn signed(mut badge: Value, method: &str) -> String {
    let options = ProofOptions {
        suite: "eddsa-rdfc-2022",
        method: method.to_owned(),
        members: Map::new(),
        unhashable: false,
    };
    alice().sign(&mut badge, &options, &Resources::new());
    badge.to_string()
}

/// Signed by the site.
pub(crate) fn of_site(id: &str, identity: &Value) -> String {
    signed(badge(SITE, id, identity), "did:web:example.edu#key-1")
}

/// What the site publishes.
pub(crate) fn published() -> Resources {
    let mut resources = Resources::new();
    let body = alice().did_web_document(SITE).to_string();
    resources.insert(DOCUMENT, Ok(fetched(DOCUMENT, body, Some(asked().at))));
    resources
}

pub(crate) fn asked() -> Options {
    question(at("2026-11-23T00:00:00Z"))
}

pub(crate) fn verified(text: &str, resources: &Resources) -> (Reading, Verification) {
    let reading = read("x", text.as_bytes()).unwrap().remove(0);
    let mut found = reading.verify(resources, &asked());
    found.input.hash(text.as_bytes());
    (reading, found)
}

/// The rows of files, with what the site publishes at hand.
pub(crate) fn rows(files: &[(&str, String)]) -> Vec<Row> {
    let resources = published();
    let rows = files.iter().flat_map(|(name, text)| {
        let (reading, found) = verified(text, &resources);
        Row::all(name, 0, &reading, &found)
    });
    rows.collect()
}
