//! Proofs: each is judged whole, and the best single one speaks for the credential.

use std::rc::Rc;

use serde_json::{Map, Value};

use crate::document::{Document, Securing};
use crate::issuer::{Bound, KeySource};
use crate::key::VerificationKey;
use crate::order::sort_by;
use crate::report::{Code, Problem, Stop};
use crate::resource::Context;
use crate::time::Timestamp;

mod chain;
mod claims;
mod coverage;
mod data_integrity;
mod detached;
mod ecdsa_sd_2023;
mod hosted;
mod inspect;
mod jcs;
mod jose;
mod merkle;
mod merkle_2017;
mod merkle_2019;
mod options;
mod rdf;
mod rdfc;
mod signed;
mod transaction;

pub use claims::{claims, issuer_of};
pub use hosted::{home, is_revoked};
pub use inspect::{Dossier, Exhibit, Explanation, Part, bytes_to_sign, inspect};
pub use jose::verify_jws;
pub use merkle::is_tree;

/// A Data Integrity cryptosuite: which proofs it reads, which keys it takes, how it checks.
///
/// To add one: write its file, add its line to [`SUITES`].
pub struct Cryptosuite {
    /// The proof's `type`.
    pub proof_type: &'static str,
    /// The proof's `cryptosuite`; empty for the suites that are a proof type of their own.
    pub name: &'static str,
    /// The proof's member with the signature.
    pub value: &'static str,
    /// Names of the key algorithms it takes.
    pub keys: &'static [&'static str],
    /// Whether the members of the JSON are signed, or what they mean as RDF.
    pub signs: Signs,
    /// Checks the signature; what it proves is that these claims were signed.
    pub verify: fn(&Document, &Proof<'_>, &VerificationKey, &Context<'_>) -> Result<Verified, Stop>,
    /// The texts on the way, with this edition of the contexts (K6).
    pub explain: fn(
        &Document,
        &Proof<'_>,
        &VerificationKey,
        usize,
        &Context<'_>,
    ) -> Result<Explanation, Stop>,
    /// The clause of the standard that is followed.
    pub clause: Clause,
}

/// A clause of a standard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clause {
    /// The standard's title and the section; empty for what no standard known here describes.
    pub name: &'static str,
    /// Where it can be read.
    pub url: &'static str,
}

/// What a suite signs (VERDICT section 7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signs {
    /// Statements: the display is read from them, by IRI.
    Rdf,
    /// The JSON, member by member.
    Json,
}

/// Every cryptosuite the verifier knows.
pub static SUITES: &[&Cryptosuite] = &[
    &rdfc::EDDSA_RDFC_2022,
    &rdfc::EDDSA_2022,
    &rdfc::ECDSA_RDFC_2019,
    &rdfc::ED25519_SIGNATURE_2020,
    &jcs::EDDSA_JCS_2022,
    &jcs::ECDSA_JCS_2019,
    &ecdsa_sd_2023::ECDSA_SD_2023,
    &detached::JSON_WEB_SIGNATURE_2020,
    &detached::ED25519_SIGNATURE_2018,
    &detached::RSA_SIGNATURE_2018,
    &detached::ECDSA_SECP256K1_SIGNATURE_2019,
];

/// A Data Integrity proof, read but not believed.
#[derive(Debug)]
pub struct Proof<'a> {
    /// All of it.
    pub object: &'a Map<String, Value>,
    /// JSON pointer to it.
    pub at: &'a str,
    /// The signature as it is written.
    pub value: &'a str,
    /// The proofs it stands on, whole, if it is a link of a chain.
    pub previous: Vec<Value>,
}

/// The signature fits: what it covers, and what is worth knowing about it.
#[derive(Debug)]
pub struct Verified {
    /// What was signed, in the standard's own member names (VERDICT section 7).
    pub claims: Rc<Value>,
    /// Things worth knowing.
    pub notes: Vec<Problem>,
    /// Which published edition of the contexts it was signed with: 0 is the newest (K6).
    pub edition: usize,
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
    /// The name of the key, as it is written.
    pub method: String,
    /// The key, if it was found.
    pub key: Option<VerificationKey>,
    /// Where the key was read.
    pub source: KeySource,
    /// When the proof says it was made.
    pub created: Option<Timestamp>,
    /// What a verifier asked to have signed, of a presentation.
    pub challenge: Option<String>,
    /// Whom a presentation was made for.
    pub audience: Vec<String>,
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
            method: String::new(),
            key: None,
            source: KeySource::Nowhere,
            created: None,
            challenge: None,
            audience: Vec::new(),
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
    let mut judgements = chain::judge(document, context);
    for way in &document.securing {
        match way {
            Securing::Enveloped(jws) if document.format.is_before_credentials() => {
                judgements.push(signed::judge(document, jws, context));
            }
            Securing::Enveloped(jws) => judgements.push(jose::judge(document, jws, context)),
            Securing::Hosted(url) => judgements.push(hosted::judge(document, url, context)),
            Securing::Embedded { .. } => {}
        }
    }
    sort_by(&mut judgements, |one, other| one.rank().cmp(&other.rank()));
    judgements
}

/// The problem of something that is not the shape a proof must have.
fn malformed(detail: impl Into<String>) -> Stop {
    Stop::failed(Code::MalformedProof, detail)
}
