//! Every step from a proof to its verdict, for the engineer who has to find out why.

use serde_json::{Map, Value};

use super::{Clause, Judgement, Proof, chain, data_integrity, judge, merkle};
use crate::document::{Document, Securing};
use crate::encoding::hex;
use crate::issuer::KeySource;
use crate::key::VerificationKey;
use crate::report::{Outcome, Stop};
use crate::resource::Context;

/// What a text on the way to the verdict is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The document in canonical form, without its proof: N-Quads or JSON.
    Document,
    /// The proof without its signature, in canonical form.
    Configuration,
    /// The statements that the issuer wants shown with whatever else is.
    Mandatory,
    /// The statements that the holder chose to show, each with a signature of its own.
    Chosen,
    /// The hash of the document, in hex.
    DocumentHash,
    /// The hash of the configuration, in hex.
    ConfigurationHash,
    /// The hashes from a document to the root of its tree.
    MerklePath,
    /// The root of the tree, in hex.
    MerkleRoot,
    /// The transactions that hold the root.
    Anchors,
    /// The header of a JWS.
    Header,
    /// The claims of a JWS.
    Payload,
    /// What stands at the address of a hosted badge.
    Hosted,
    /// What was disclosed beside an SD-JWT.
    Disclosures,
    /// The very bytes that were signed: as text where they are text, else in hex.
    Signed,
}

impl Part {
    /// The name used in the locale files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Configuration => "configuration",
            Self::Mandatory => "mandatory",
            Self::Chosen => "chosen",
            Self::DocumentHash => "document-hash",
            Self::ConfigurationHash => "configuration-hash",
            Self::MerklePath => "merkle-path",
            Self::MerkleRoot => "merkle-root",
            Self::Anchors => "anchors",
            Self::Header => "header",
            Self::Payload => "payload",
            Self::Hosted => "hosted",
            Self::Disclosures => "disclosures",
            Self::Signed => "signed",
        }
    }
}

/// One text on the way to the verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exhibit {
    /// What it is.
    pub part: Part,
    /// The text, whole.
    pub text: String,
}

/// The texts of one proof and what they come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explanation {
    /// In the order in which they are made.
    pub exhibits: Vec<Exhibit>,
    /// The bytes that the signature is over.
    pub signed: Vec<u8>,
}

impl Explanation {
    /// Two texts, each hashed, the configuration first (D1.2).
    pub(super) fn hashed(
        document: String,
        configuration: String,
        document_hash: &[u8],
        configuration_hash: &[u8],
    ) -> Self {
        let mut explanation = Self::default();
        explanation.add(Part::Document, document);
        explanation.add(Part::Configuration, configuration);
        explanation.add(Part::DocumentHash, hex(document_hash));
        explanation.add(Part::ConfigurationHash, hex(configuration_hash));
        explanation.sign([configuration_hash, document_hash].concat());
        explanation
    }

    pub(super) fn add(&mut self, part: Part, text: String) {
        self.exhibits.push(Exhibit { part, text });
    }

    /// Says what is signed in the end; what was said before no longer holds.
    pub(super) fn sign(&mut self, bytes: Vec<u8>) {
        self.exhibits.retain(|exhibit| exhibit.part != Part::Signed);
        let printable = bytes.iter().all(|byte| (b' '..=b'~').contains(byte));
        let text = if printable {
            bytes.iter().map(|byte| char::from(*byte)).collect()
        } else {
            hex(&bytes)
        };
        self.add(Part::Signed, text);
        self.signed = bytes;
    }
}

/// Everything there is to know about one proof.
#[derive(Clone, Debug)]
pub struct Dossier {
    /// JSON pointer to the proof; empty for an envelope.
    pub at: String,
    /// The name of the suite or algorithm.
    pub suite: String,
    /// The clause of the standard that says how it is checked; empty for suites not known here.
    pub clause: Clause,
    /// The name of the key, as it is written.
    pub method: String,
    /// The key, if it was found.
    pub key: Option<VerificationKey>,
    /// Where the key was read.
    pub source: KeySource,
    /// The signature as it is written.
    pub signature: String,
    /// Whether nothing was altered.
    pub integrity: Outcome,
    /// Whether the key is the issuer's.
    pub binding: Outcome,
    /// The texts on the way.
    pub exhibits: Vec<Exhibit>,
}

/// The dossier of every proof, the best first, as they are judged.
pub fn inspect(document: &Document, context: &Context<'_>) -> Vec<Dossier> {
    judge(document, context)
        .into_iter()
        .map(|judgement| open(document, judgement, context))
        .collect()
}

fn open(document: &Document, judgement: Judgement, context: &Context<'_>) -> Dossier {
    let edition = judgement.integrity.as_ref().map_or(0, |verified| verified.edition);
    let found = document.securing.iter().find_map(|way| match way {
        Securing::Embedded { proof, at }
            if *at == judgement.at && merkle::tree(proof).is_some() =>
        {
            let tree = merkle::tree(proof)?;
            let value = proof.get("proofValue").and_then(Value::as_str).unwrap_or_default();
            let texts = merkle::explain(document, proof, at, tree, edition, context).ok();
            Some((tree.clause, value.to_owned(), texts))
        }
        Securing::Embedded { proof, at } if *at == judgement.at => {
            let signature = ["proofValue", "jws", "signatureValue"];
            let signature = signature.iter().find_map(|name| proof.get(*name)?.as_str());
            let texts = judgement
                .key
                .as_ref()
                .and_then(|key| explain(document, proof, at, key, edition, context).ok());
            let clause =
                data_integrity::suite(proof).map_or(Clause::default(), |suite| suite.clause);
            Some((clause, signature.unwrap_or_default().to_owned(), texts))
        }
        Securing::Enveloped(jws) if judgement.at.is_empty() => {
            let signature = document.text.split(['.', '~']).nth(2).unwrap_or_default();
            Some((
                super::jose::CLAUSE,
                signature.to_owned(),
                Some(super::jose::explain(document, jws)),
            ))
        }
        Securing::Hosted(url) if judgement.at == super::hosted::AT => {
            let mut texts = Explanation::default();
            // What the address answered is what counts.
            if let Ok(evidence) = context.get_owned(url, document.format.at_its_address()) {
                let text = String::from_utf8_lossy(&evidence.resource.body).into_owned();
                texts.add(Part::Hosted, text);
            }
            Some((super::hosted::CLAUSE, String::new(), Some(texts)))
        }
        _ => None,
    });
    let (clause, signature, texts) = found.unwrap_or_default();
    Dossier {
        clause,
        signature,
        exhibits: texts.unwrap_or_default().exhibits,
        at: judgement.at,
        suite: judgement.suite,
        method: judgement.method,
        key: judgement.key,
        source: judgement.source,
        integrity: judgement.integrity.map_or_else(Outcome::from, |_| Outcome::Passed),
        binding: judgement.binding.map_or_else(Outcome::from, |_| Outcome::Passed),
    }
}

/// The bytes that a proof of this kind signs: what an issuer needs to make one. The proof may have
/// its signature or not yet; of those signed as a JWS, the header and two dots must be there.
///
/// # Errors
/// The suite is not known, or why the document cannot be put in canonical form.
pub fn bytes_to_sign(
    document: &Document,
    proof: &Map<String, Value>,
    key: &VerificationKey,
    context: &Context<'_>,
) -> Result<Vec<u8>, Stop> {
    explain(document, proof, "", key, 0, context).map(|explanation| explanation.signed)
}

fn explain(
    document: &Document,
    object: &Map<String, Value>,
    at: &str,
    key: &VerificationKey,
    edition: usize,
    context: &Context<'_>,
) -> Result<Explanation, Stop> {
    if let Some(tree) = merkle::tree(object) {
        return merkle::explain(document, object, at, tree, edition, context);
    }
    let suite = data_integrity::suite(object)?;
    let value = object.get(suite.value).and_then(Value::as_str).unwrap_or_default();
    let previous = chain::previous(document, object)?;
    (suite.explain)(document, &Proof { object, at, value, previous }, key, edition, context)
}
