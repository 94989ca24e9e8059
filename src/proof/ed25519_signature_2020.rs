//! Ed25519Signature2020: the same bytes as eddsa-rdfc-2022 under an older name (CHECKLIST D2).

use super::{Cryptosuite, eddsa_rdfc_2022};

/// The suite.
pub(super) static SUITE: Cryptosuite = Cryptosuite {
    proof_type: "Ed25519Signature2020",
    name: "",
    keys: &["Ed25519"],
    verify: eddsa_rdfc_2022::verify,
};
