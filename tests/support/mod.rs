//! The project's own test issuer. Its keys are derived from names and known to everybody; a badge
//! signed with one of them proves nothing, and the verifier says so (`Code::KeyIsPublic`).
#![allow(dead_code, unused_imports, unreachable_pub, reason = "each test file uses a part")]

use std::path::{Path, PathBuf};

use proofmark::document::Document;
use proofmark::encoding::to_base64url;
use proofmark::proof::bytes_to_sign;
use proofmark::resource::{Context, Options, Origin, PublishedKeys, Resource, Resources};
use proofmark::time::Timestamp;
use serde_json::{Map, Value, json};

pub mod derived;
pub mod evidence;
pub mod files;
mod key;
pub mod merkle;
pub mod pdf;
pub mod zip;

pub use key::{KEYS, TestKey, hmac};

/// How a proof is to be made.
pub struct ProofOptions<'a> {
    /// A cryptosuite (`eddsa-rdfc-2022`), or a proof type of its own (`Ed25519Signature2020`).
    pub suite: &'a str,
    /// The key's name in the proof.
    pub method: String,
    /// Members to add or replace in the proof before signing.
    pub members: Map<String, Value>,
    /// Whether the document may be one that cannot be hashed.
    pub unhashable: bool,
}

impl TestKey {
    /// The key as a did:key.
    pub fn did(&self) -> String {
        format!("did:key:{}", self.multibase)
    }

    /// The name of the key in proofs by its did:key.
    pub fn did_method(&self) -> String {
        format!("{}#{}", self.did(), self.multibase)
    }

    /// A did:web document that lists this key as `#key-1`.
    pub fn did_web_document(&self, did: &str) -> Value {
        let id = format!("{did}#key-1");
        json!({
            "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
            "id": did,
            "verificationMethod": [{
                "id": id, "type": "Multikey", "controller": did, "publicKeyMultibase": self.multibase
            }],
            "assertionMethod": [id]
        })
    }

    /// Adds a proof to the document; one that is there already is kept beside it.
    pub fn sign(&self, document: &mut Value, options: &ProofOptions<'_>, evidence: &Resources) {
        let mut proof = Map::new();
        let own_type = options.suite.starts_with(char::is_uppercase);
        if own_type {
            proof.insert("type".into(), options.suite.into());
        } else {
            proof.insert("type".into(), "DataIntegrityProof".into());
            proof.insert("cryptosuite".into(), options.suite.into());
        }
        proof.insert("created".into(), "2026-05-01T09:00:00Z".into());
        proof.insert("verificationMethod".into(), options.method.as_str().into());
        proof.insert("proofPurpose".into(), "assertionMethod".into());
        let detached = own_type && options.suite != "Ed25519Signature2020";
        if detached {
            let header = json!({ "alg": self.alg(), "b64": false, "crit": ["b64"] });
            let header = to_base64url(header.to_string().as_bytes());
            proof.insert("jws".into(), format!("{header}..").into());
        }
        for (name, value) in &options.members {
            match value {
                Value::Null => drop(proof.remove(name)),
                value => drop(proof.insert(name.clone(), value.clone())),
            }
        }
        if options.suite == "ecdsa-sd-2023" {
            let value = derived::Derived::of(document, &proof, self).value();
            proof.insert("proofValue".into(), value.into());
            return attach(document, proof);
        }
        let question = Options::new(at("2026-11-23T00:00:00Z"));
        let context = Context::new(evidence, &question);
        let message = Document::parse(&document.to_string())
            .map_err(|problem| problem.to_string())
            .and_then(|document| {
                bytes_to_sign(&document, &proof, &self.public(), &context)
                    .map_err(|stop| format!("{stop:?}"))
            });
        // What no verifier can hash is signed as nothing: it must be refused before its signature.
        assert!(message.is_ok() || options.unhashable, "{:?}", message.err());
        let signature = self.signature(self.alg(), &message.unwrap_or_default());
        if detached {
            // A case may have taken it out.
            if let Some(jws) = proof.get_mut("jws") {
                let header = jws.as_str().unwrap_or_default();
                *jws = format!("{header}{}", to_base64url(&signature)).into();
            }
        } else {
            let value = format!("z{}", bs58::encode(signature).into_string());
            proof.insert("proofValue".into(), value.into());
        }
        attach(document, proof);
    }
}

/// Puts a proof into the document, beside those that are there.
fn attach(document: &mut Value, proof: Map<String, Value>) {
    let object = document.as_object_mut().expect("an object");
    let proofs = match object.remove("proof") {
        None => Value::Object(proof),
        Some(Value::Array(mut many)) => {
            many.push(Value::Object(proof));
            Value::Array(many)
        }
        Some(one) => Value::Array(vec![one, Value::Object(proof)]),
    };
    object.insert("proof".into(), proofs);
}

/// Options for a proof by the key's own did:key.
pub fn by_did_key<'a>(key: &TestKey, suite: &'a str) -> ProofOptions<'a> {
    ProofOptions { suite, method: key.did_method(), members: Map::new(), unhashable: false }
}

/// The badge of the cases, from an issuer on the web who signs with its `#key-1`.
pub fn badge_of(did: &str, key: &TestKey) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/badge.json");
    let text = std::fs::read_to_string(path).expect("the badge of the cases is there");
    let mut badge = serde_json::from_str(&text.replace("{{did:alice}}", did)).expect("JSON");
    let options = ProofOptions {
        suite: "eddsa-rdfc-2022",
        method: format!("{did}#key-1"),
        members: Map::new(),
        unhashable: false,
    };
    key.sign(&mut badge, &options, &Resources::new());
    badge
}

/// An instant.
pub fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).expect("a date").instant
}

/// The question as most tests ask it: public test keys are allowed, vectors of any age too.
pub fn question(at: Timestamp) -> Options {
    let mut options = Options::new(at);
    options.published_keys = PublishedKeys::Allow;
    options
}

/// A resource this device fetched.
pub fn fetched(url: &str, body: impl Into<Vec<u8>>, fetched_at: Option<Timestamp>) -> Resource {
    Resource {
        body: body.into(),
        media_type: None,
        final_url: url.to_owned(),
        fetched_at,
        origin: Origin::Fetched,
    }
}

/// A folder of data named by an environment variable, by default beside the project; where it is
/// absent the test says so and counts as ignored.
pub fn data(variable: &str, default: &str) -> Option<PathBuf> {
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join(default);
    let folder = std::env::var_os(variable).map_or(default, PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("ignored: no data at {}", folder.display());
    None
}

/// The published vectors of one suite.
pub fn vectors(suite: &str) -> Option<PathBuf> {
    data("PROOFMARK_VECTORS", "../shared/vectors").map(|folder| folder.join(suite))
}

/// A JSON file.
pub fn json_file(path: &Path) -> Value {
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The reasons for known differences, by case, of one suite.
pub fn exceptions(suite: &str) -> Map<String, Value> {
    let all = json_file(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exceptions.json"));
    all.get(suite).and_then(Value::as_object).cloned().unwrap_or_default()
}

/// Judges the cases of a suite: a case passes, or it has an exception; an exception that passes has
/// healed and must go. Returns how many passed.
pub fn tally(suite: &str, results: Vec<(String, Result<(), String>)>) -> usize {
    let exceptions = exceptions(suite);
    let mut passed = 0;
    let (mut wrong, mut healed, mut excepted) = (Vec::new(), Vec::new(), 0);
    for (case, result) in results {
        match (result, exceptions.contains_key(&case)) {
            (Ok(()), false) => passed += 1,
            (Ok(()), true) => healed.push(case),
            (Err(_), true) => excepted += 1,
            (Err(why), false) => wrong.push(format!("{case}: {why}")),
        }
    }
    println!("{suite}: {passed} passed, {excepted} known differences, {} failed", wrong.len());
    assert!(healed.is_empty(), "{suite}: exceptions that are none any more: {healed:#?}");
    assert!(wrong.is_empty(), "{suite}: {} failed:\n{}", wrong.len(), wrong.join("\n"));
    passed
}
