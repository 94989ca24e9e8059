//! Proofs: each is judged whole, and the best single one speaks for the credential.

use std::rc::Rc;

use serde_json::{Map, Value};

use crate::document::{Document, Securing};
use crate::issuer::Bound;
use crate::key::VerificationKey;
use crate::report::{Code, Problem, Stop};
use crate::resource::Context;
use crate::time::Timestamp;

mod claims;
mod data_integrity;
mod ed25519_signature_2020;
mod eddsa_rdfc_2022;
mod jose;
mod rdf;

pub use claims::{claims, issuer_of};
pub use rdf::hash_data;

/// A Data Integrity cryptosuite: which proofs it reads, which keys it takes, how it checks.
///
/// To add one: write its file, add its line to [`SUITES`].
pub struct Cryptosuite {
    /// The proof's `type`.
    pub proof_type: &'static str,
    /// The proof's `cryptosuite`; empty for the suites that are a proof type of their own.
    pub name: &'static str,
    /// Names of the key algorithms it takes.
    pub keys: &'static [&'static str],
    /// Checks the signature; what it proves is that these claims were signed.
    pub verify: fn(&Document, &Proof<'_>, &VerificationKey, &Context<'_>) -> Result<Verified, Stop>,
}

/// Every cryptosuite the verifier knows.
pub static SUITES: &[&Cryptosuite] =
    &[&eddsa_rdfc_2022::SUITE, &eddsa_rdfc_2022::DRAFT, &ed25519_signature_2020::SUITE];

/// A Data Integrity proof, read but not believed.
#[derive(Debug)]
pub struct Proof<'a> {
    /// All of it.
    pub object: &'a Map<String, Value>,
    /// JSON pointer to it.
    pub at: &'a str,
    /// The multibase signature.
    pub value: &'a str,
}

/// The signature fits: what it covers, and what is worth knowing about it.
#[derive(Debug)]
pub struct Verified {
    /// What was signed, in the standard's own member names (VERDICT section 7).
    pub claims: Rc<Value>,
    /// Things worth knowing.
    pub notes: Vec<Problem>,
}

/// What one proof amounts to: signature, purpose, expiry, key and binding together.
#[derive(Debug)]
pub struct Judgement {
    /// JSON pointer to the proof; empty for an envelope.
    pub at: String,
    /// The name of the suite or algorithm.
    pub suite: String,
    /// Whether nothing was altered.
    pub integrity: Result<Verified, Stop>,
    /// Whether the key is the issuer's.
    pub binding: Result<Bound, Stop>,
    /// When the proof says it was made.
    pub created: Option<Timestamp>,
    /// Things worth knowing.
    pub notes: Vec<Problem>,
}

impl Judgement {
    fn stopped(at: &str, suite: &str, stop: Stop) -> Self {
        Self {
            at: at.to_owned(),
            suite: suite.to_owned(),
            integrity: Err(stop.clone()),
            binding: Err(stop),
            created: None,
            notes: Vec::new(),
        }
    }

    /// Whether the proof is good in whole.
    pub fn is_good(&self) -> bool {
        self.integrity.is_ok() && self.binding.is_ok()
    }

    /// Lower is better; failures of the key count before gaps in the signature, because a proof by a
    /// stranger says something and an unreadable one says nothing.
    fn rank(&self) -> (u8, u8) {
        fn of<T>(result: &Result<T, Stop>) -> u8 {
            match result {
                Ok(_) => 0,
                Err(Stop::Unknown(_) | Stop::NotApplicable) => 1,
                Err(Stop::Failed(_)) => 2,
            }
        }
        let (integrity, binding) = (of(&self.integrity), of(&self.binding));
        (integrity.max(binding), integrity)
    }
}

/// Judges every proof of a document, the best first (VERDICT section 2); empty when it has none.
pub fn judge(document: &Document, context: &Context<'_>) -> Vec<Judgement> {
    let mut judgements: Vec<_> = document
        .securing
        .iter()
        .filter_map(|way| match way {
            Securing::Embedded { proof, at } => {
                Some(data_integrity::judge(document, proof, at, context))
            }
            Securing::Enveloped(jws) => Some(jose::judge(jws)),
            Securing::Hosted(_) => None,
        })
        .collect();
    judgements.sort_by_key(Judgement::rank);
    judgements
}

/// The intermediate texts of a proof, for the inspector: name and content.
pub fn evidence(document: &Document, context: &Context<'_>) -> Vec<(String, String)> {
    let embedded = document.securing.iter().filter_map(|way| match way {
        Securing::Embedded { proof, at } => Some((proof, at)),
        _ => None,
    });
    embedded.flat_map(|(proof, at)| rdf::evidence(document, proof, at, context)).collect()
}

/// The problem of something that is not the shape a proof must have.
fn malformed(detail: impl Into<String>) -> Stop {
    Stop::failed(Code::MalformedProof, detail)
}
