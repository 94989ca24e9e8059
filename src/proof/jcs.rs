//! The suites that sign hashes of canonical JSON (RFC 8785): W3C Data Integrity EdDSA Cryptosuites 1.0
//! (section 3.3), ECDSA Cryptosuites 1.0 (section 3.3); CHECKLIST D3, D4.

use std::rc::Rc;

use serde_json::Value;

use super::rdfc::{hash_of, signature};
use super::{Clause, Cryptosuite, Explanation, Proof, Signs, Verified, malformed};
use crate::budget;
use crate::document::{Document, jcs, one_or_many};
use crate::key::VerificationKey;
use crate::report::{Code, Problem, Stop};
use crate::resource::Context;

/// Ed25519.
pub(super) static EDDSA_JCS_2022: Cryptosuite = Cryptosuite {
    proof_type: "DataIntegrityProof",
    name: "eddsa-jcs-2022",
    value: "proofValue",
    keys: &["Ed25519"],
    signs: Signs::Json,
    verify,
    explain,
    clause: Clause {
        name: "Data Integrity EdDSA Cryptosuites 1.0, section 3.3",
        url: "https://www.w3.org/TR/vc-di-eddsa/#eddsa-jcs-2022",
    },
};

/// The NIST curves, each with its hash.
pub(super) static ECDSA_JCS_2019: Cryptosuite = Cryptosuite {
    name: "ecdsa-jcs-2019",
    keys: &["P-256", "P-384"],
    clause: Clause {
        name: "Data Integrity ECDSA Cryptosuites 1.0, section 3.3",
        url: "https://www.w3.org/TR/vc-di-ecdsa/#ecdsa-jcs-2019",
    },
    ..EDDSA_JCS_2022
};

/// What is signed, and the document without its proofs.
struct Texts {
    document: Rc<String>,
    configuration: String,
    unsecured: Value,
    notes: Vec<Problem>,
}

fn texts(document: &Document, proof: &Proof<'_>) -> Result<Texts, Stop> {
    let mut config = proof.object.clone();
    config.remove("proofValue");
    let mut unsecured = document.unsecured();
    let mut notes = Vec::new();
    // D3.1: the contexts that were signed stand at the beginning; later ones were added after.
    if let Some(signed) = config.get("@context") {
        let (mine, all) = (one_or_many(Some(signed)), one_or_many(unsecured.get("@context")));
        if !all.starts_with(mine) {
            return Err(malformed("the proof has other contexts than the document"));
        }
        if all.len() > mine.len() {
            notes.push(Problem::new(Code::NotCovered, "@context").at("/@context"));
        }
        unsecured["@context"] = signed.clone();
    }
    let document = if proof.previous.is_empty() {
        // As it stands it is the same for every proof.
        match notes.is_empty() {
            true => document.memo.get_or("jcs", || jcs::canonical(&unsecured)),
            false => Rc::new(jcs::canonical(&unsecured)),
        }
    } else {
        let mut chained = unsecured.clone();
        chained["proof"] = proof.previous.clone().into();
        Rc::new(jcs::canonical(&chained))
    };
    Ok(Texts { document, configuration: jcs::canonical(&Value::Object(config)), unsecured, notes })
}

fn verify(
    document: &Document,
    proof: &Proof<'_>,
    key: &VerificationKey,
    context: &Context<'_>,
) -> Result<Verified, Stop> {
    let signature = signature(proof, key)?;
    context.spend(budget::ORDERED, document.text.len())?;
    let texts = texts(document, proof)?;
    let hash = |text: &str| hash_of(key).digest(text.as_bytes());
    key.verify(&[hash(&texts.configuration), hash(&texts.document)].concat(), &signature)?;
    Ok(Verified { claims: Rc::new(texts.unsecured), notes: texts.notes, edition: 0 })
}

fn explain(
    document: &Document,
    proof: &Proof<'_>,
    key: &VerificationKey,
    _: usize,
    _: &Context<'_>,
) -> Result<Explanation, Stop> {
    let texts = texts(document, proof)?;
    let hash = |text: &str| hash_of(key).digest(text.as_bytes());
    let (of_document, of_configuration) = (hash(&texts.document), hash(&texts.configuration));
    let (document, configuration) = (Rc::unwrap_or_clone(texts.document), texts.configuration);
    Ok(Explanation::hashed(document, configuration, &of_document, &of_configuration))
}
