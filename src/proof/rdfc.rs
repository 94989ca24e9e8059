//! The suites that sign hashes of canonical RDF: W3C Data Integrity EdDSA Cryptosuites 1.0 (section 3.2
//! and appendix A), ECDSA Cryptosuites 1.0 (section 3.2); CHECKLIST D1, D2, D4.

use super::{Clause, Cryptosuite, Explanation, Proof, Signs, Verified, malformed, rdf};
use crate::document::Document;
use crate::encoding::base58btc;
use crate::jsonld::canon::HashAlgorithm;
use crate::key::VerificationKey;
use crate::report::Stop;
use crate::resource::Context;

/// Ed25519 as published.
pub(super) static EDDSA_RDFC_2022: Cryptosuite = Cryptosuite {
    proof_type: "DataIntegrityProof",
    name: "eddsa-rdfc-2022",
    value: "proofValue",
    keys: &["Ed25519"],
    signs: Signs::Rdf,
    verify,
    explain,
    clause: Clause {
        name: "Data Integrity EdDSA Cryptosuites 1.0, section 3.2",
        url: "https://www.w3.org/TR/vc-di-eddsa/#eddsa-rdfc-2022",
    },
};

/// The name an earlier draft gave it; the bytes are the same (D1.5).
pub(super) static EDDSA_2022: Cryptosuite = Cryptosuite { name: "eddsa-2022", ..EDDSA_RDFC_2022 };

/// The same bytes under an older name (D2).
pub(super) static ED25519_SIGNATURE_2020: Cryptosuite = Cryptosuite {
    proof_type: "Ed25519Signature2020",
    name: "",
    clause: Clause {
        name: "Data Integrity EdDSA Cryptosuites 1.0, appendix A",
        url: "https://www.w3.org/TR/vc-di-eddsa/#ed25519signature2020",
    },
    ..EDDSA_RDFC_2022
};

/// The NIST curves: everything is hashed with the hash of the curve, RDFC-1.0 included (D4.1).
pub(super) static ECDSA_RDFC_2019: Cryptosuite = Cryptosuite {
    name: "ecdsa-rdfc-2019",
    keys: &["P-256", "P-384"],
    clause: Clause {
        name: "Data Integrity ECDSA Cryptosuites 1.0, section 3.2",
        url: "https://www.w3.org/TR/vc-di-ecdsa/#ecdsa-rdfc-2019",
    },
    ..EDDSA_RDFC_2022
};

/// The hash that goes with a key.
pub(super) fn hash_of(key: &VerificationKey) -> HashAlgorithm {
    match key.algorithm().name {
        "P-384" => HashAlgorithm::Sha384,
        _ => HashAlgorithm::Sha256,
    }
}

/// The signature of a proof: base58btc and nothing else, as long as the key demands (D0.6).
pub(super) fn signature(proof: &Proof<'_>, key: &VerificationKey) -> Result<Vec<u8>, Stop> {
    let length = if key.algorithm().name == "P-384" { 96 } else { 64 };
    let bytes = proof.value.strip_prefix('z').and_then(base58btc);
    bytes.filter(|bytes| bytes.len() == length).ok_or_else(|| malformed("proofValue"))
}

fn verify(
    document: &Document,
    proof: &Proof<'_>,
    key: &VerificationKey,
    context: &Context<'_>,
) -> Result<Verified, Stop> {
    let signature = signature(proof, key)?;
    rdf::verify(document, proof, hash_of(key), context, |message| key.verify(message, &signature))
}

fn explain(
    document: &Document,
    proof: &Proof<'_>,
    key: &VerificationKey,
    edition: usize,
    context: &Context<'_>,
) -> Result<Explanation, Stop> {
    rdf::explain(document, proof, hash_of(key), edition, context)
}
