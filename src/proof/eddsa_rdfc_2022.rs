//! eddsa-rdfc-2022 (W3C Data Integrity EdDSA Cryptosuites 1.0, section 3.2; CHECKLIST D1).

use super::{Cryptosuite, Proof, Verified, malformed, rdf};
use crate::document::Document;
use crate::encoding::base58btc;
use crate::key::VerificationKey;
use crate::report::Stop;
use crate::resource::Context;

/// The suite as published.
pub(super) static SUITE: Cryptosuite = Cryptosuite {
    proof_type: "DataIntegrityProof",
    name: "eddsa-rdfc-2022",
    keys: &["Ed25519"],
    verify,
};

/// The name an earlier draft gave it; the bytes are the same (D1.5).
pub(super) static DRAFT: Cryptosuite = Cryptosuite {
    proof_type: "DataIntegrityProof",
    name: "eddsa-2022",
    keys: &["Ed25519"],
    verify,
};

/// Checks an Ed25519 signature over the hashes of the canonical proof configuration and document.
pub(super) fn verify(
    document: &Document,
    proof: &Proof<'_>,
    key: &VerificationKey,
    context: &Context<'_>,
) -> Result<Verified, Stop> {
    // D0.6: base58btc, and nothing else.
    let signature = proof
        .value
        .strip_prefix('z')
        .and_then(base58btc)
        .filter(|bytes| bytes.len() == 64)
        .ok_or_else(|| malformed("proofValue"))?;
    rdf::verify(document, proof, context, |message| key.verify(message, &signature))
}
