//! Proof values in CBOR: those of `ecdsa-sd-2023` and of Blockcerts. The first byte says which; nobody made
//! the proof, so it never fits.

use proofmark::encoding::{base58btc, base64url, to_base64url};
use proofmark::read;
use proofmark::report::{Axis, Outcome};
use proofmark::resource::Resources;
use serde_json::{Value, json};

use crate::Target;
use crate::world::{multibase, question};

pub(crate) const TARGET: Target = Target { name: "cbor", run, seeds };

const BADGE: &str = include_str!("../../tests/cases/badge.json");

/// A key on P-256 of nobody.
const KEY: &str = "zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP";

fn seeds(seed: &crate::Seed) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    for document in seed.documents() {
        let Some(value) = document.pointer("/proof/proofValue").and_then(Value::as_str) else {
            continue;
        };
        let kind = document.pointer("/proof/cryptosuite").and_then(Value::as_str);
        let (first, bytes) = match kind {
            Some("ecdsa-sd-2023") => (0, value.strip_prefix('u').and_then(base64url)),
            _ => (1, value.strip_prefix('z').and_then(base58btc)),
        };
        found.extend(bytes.map(|bytes| [vec![first], bytes].concat()));
    }
    found
}

fn run(bytes: &[u8]) {
    let Some((first, value)) = bytes.split_first() else { return };
    let did = format!("did:key:{KEY}");
    let proof = match first % 2 {
        0 => json!({
            "type": "DataIntegrityProof", "cryptosuite": "ecdsa-sd-2023",
            "proofValue": format!("u{}", to_base64url(value)),
        }),
        _ => json!({ "type": "MerkleProof2019", "proofValue": multibase(value) }),
    };
    let mut badge: Value =
        serde_json::from_str(&BADGE.replace("{{did:alice}}", &did)).expect("the badge is JSON");
    badge["proof"] = proof;
    badge["proof"]["created"] = "2026-05-01T09:00:00Z".into();
    badge["proof"]["proofPurpose"] = "assertionMethod".into();
    badge["proof"]["verificationMethod"] = format!("{did}#{KEY}").into();
    for reading in read("fuzz", badge.to_string().as_bytes()).expect("it is a badge") {
        let found = reading.verify(&Resources::new(), &question());
        assert_ne!(found.report.axis(Axis::Integrity), Outcome::Passed);
        reading.inspect(&Resources::new(), &question());
    }
}
