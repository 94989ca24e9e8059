//! Proofs by a place in a tree of hashes whose root stands in a transaction of a blockchain (Blockcerts;
//! CHECKLIST J).
//!
//! That the hash of the document leads to the root needs nobody. It proves that the parts fit together,
//! which anybody can make them do. Who anchored the root, and when, is in the transaction, and whose
//! address sent that is in the issuer's own profile: until both are at hand, who issued it is open.

use serde_json::{Map, Value};

use super::transaction::{Sent, look_up};
use super::{
    Clause, Explanation, Judgement, Part, Verified, claims, data_integrity, malformed, merkle_2017,
    merkle_2019, rdf,
};
use crate::document::{Document, Format, Securing};
use crate::encoding::{hex, sha256};
use crate::issuer::{self, KeySource, Sender};
use crate::jsonld::canon::HashAlgorithm;
use crate::report::{Code, Problem, Stop};
use crate::resource::{Anchor, Context};
use crate::time::{Form, Timestamp};

/// A kind of Merkle proof: how it is recognised and read.
pub(super) struct Tree {
    /// The proof's `type`.
    pub(super) proof_type: &'static str,
    /// The member that must say more than the type, and what; empty where the type is enough.
    pub(super) kind: (&'static str, &'static str),
    /// Reads a receipt.
    pub(super) read: fn(&Map<String, Value>) -> Result<Receipt, Stop>,
    /// The clause of the standard that is followed.
    pub(super) clause: Clause,
}

/// Every kind of Merkle proof.
static TREES: &[&Tree] =
    &[&merkle_2017::TREE, &merkle_2019::TREE, &merkle_2019::SUITE, &merkle_2019::CHAINED];

/// What a proof says: a hash, the way from it to the root, and where the root is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Receipt {
    /// The hash of the document.
    pub(super) target: Vec<u8>,
    /// The root of the tree.
    pub(super) root: Vec<u8>,
    /// The neighbours on the way.
    pub(super) path: Vec<Step>,
    /// Where the root was anchored.
    pub(super) anchors: Vec<Anchor>,
}

/// A neighbour in the tree, by its side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// It is hashed before what is known.
    Left(Vec<u8>),
    /// It is hashed after it.
    Right(Vec<u8>),
}

/// The hash of the document is the one in the proof, and leads to the root.
pub(super) struct Rooted(());

impl Receipt {
    /// Every hash on the way from the document to the root, the first being the document's (J5). Bytes
    /// are hashed, not their text.
    pub(super) fn way(&self) -> Vec<Vec<u8>> {
        let mut way = vec![self.target.clone()];
        for step in &self.path {
            let here = way.last().cloned().unwrap_or_default();
            let both = match step {
                Step::Left(left) => [&left[..], &here].concat(),
                Step::Right(right) => [&here, &right[..]].concat(),
            };
            way.push(sha256(&both).to_vec());
        }
        way
    }

    /// Whether a document with this hash is the one at the end of the way (J3, J5).
    fn check(&self, document: &[u8]) -> Result<Rooted, Stop> {
        if self.target != document {
            return Err(Stop::failed(Code::SignatureMismatch, "targetHash"));
        }
        if self.way().last() != Some(&self.root) {
            return Err(Stop::failed(Code::SignatureMismatch, "merkleRoot"));
        }
        Ok(Rooted(()))
    }
}

/// Whether a proof is a place in a tree of hashes (Blockcerts).
pub fn is_tree(proof: &Map<String, Value>) -> bool {
    tree(proof).is_some()
}

/// The kind of Merkle proof that this is, if it is one.
pub(super) fn tree(object: &Map<String, Value>) -> Option<&'static Tree> {
    let is = |member: &str, name: &str| match object.get(member) {
        Some(Value::String(one)) => one == name,
        Some(Value::Array(many)) => many.iter().any(|one| one == name),
        _ => false,
    };
    TREES.iter().copied().find(|tree| {
        let (member, kind) = tree.kind;
        is("type", tree.proof_type) && (member.is_empty() || is(member, kind))
    })
}

/// Judges a Merkle proof whole.
pub(super) fn judge(
    document: &Document,
    object: &Map<String, Value>,
    at: &str,
    tree: &Tree,
    context: &Context<'_>,
) -> Judgement {
    let suite = data_integrity::name(object);
    let mut notes = Vec::new();
    let read = receipt(document, object, at, tree, &mut notes, context);
    let receipt = match read {
        Ok(read) => read,
        Err(stop) => return Judgement::stopped(at, &suite, stop.at(at)),
    };
    let integrity = verify(document, at, &receipt, context);
    let method = method(document, object);
    let claimed = match &integrity {
        Ok(verified) => verified.claims.clone(),
        Err(_) => claims(document, context),
    };
    let failed = matches!(integrity, Err(Stop::Failed(_)));
    // Nobody is asked about a document that does not lead to its own root.
    let sent = match failed {
        true => context.never(|| anchored(&receipt, context)),
        false => anchored(&receipt, context),
    };
    let mut search = |sent: &Sent| {
        let chain = receipt.anchors.first().map(|anchor| anchor.chain);
        let sender = Sender { address: &sent.by, chain, at: sent.at, method: &method };
        issuer::find_sender(&claimed, document.format, &sender, &mut notes, context)
    };
    let (integrity, binding, source) = match sent {
        Ok(sent) => {
            let bound = if failed { context.never(|| search(&sent)) } else { search(&sent) };
            let binding = match sent.doubt {
                Some(doubt) => Err(doubt),
                None => bound.binding,
            };
            (integrity, binding, bound.source.or(KeySource::Address(sent.url)))
        }
        // What was anchored is something else: that is the document's fault, not the issuer's.
        Err(stop @ Stop::Failed(_)) => {
            (integrity.and(Err(stop.clone())), Err(stop), KeySource::Nowhere)
        }
        Err(stop) => {
            // Asked for when the transaction is there; where nobody is asked for that, it is no use.
            if !context.options.explorers.is_empty() && !failed {
                context.later(|| issuer::profile_of(&claimed, document.format, context)).ok();
            }
            (integrity, Err(stop), KeySource::Nowhere)
        }
    };
    if let (Ok(_), Err(Stop::Unknown(_))) = (&integrity, &binding) {
        notes.push(Problem::new(Code::OnlyFits, "").at(at));
    }
    Judgement {
        at: at.to_owned(),
        suite,
        integrity: integrity.map_err(|stop| stop.at(at)),
        binding,
        method,
        key: None,
        source,
        // Nothing that a Merkle proof says of itself is covered by it: no date, and no answer to a question.
        created: None,
        challenge: None,
        audience: Vec::new(),
        notes,
    }
}

/// The transaction that holds the root: the first anchor that can be settled.
fn anchored(receipt: &Receipt, context: &Context<'_>) -> Result<Sent, Stop> {
    let root = hex(&receipt.root);
    let anchors = receipt.anchors.iter();
    let mut found = anchors.map(|anchor| look_up(anchor, &root, context));
    found.next().unwrap_or_else(|| Err(malformed("no anchors")))
}

/// The receipt. What else the proof says of itself is not signed, and is only held against its form.
fn receipt(
    document: &Document,
    object: &Map<String, Value>,
    at: &str,
    tree: &Tree,
    notes: &mut Vec<Problem>,
    context: &Context<'_>,
) -> Result<Receipt, Stop> {
    if document.format != Format::Blockcerts2 {
        data_integrity::relationship(object, document.format)?;
    }
    let receipt = (tree.read)(object)?;
    if receipt.anchors.len() > 1 {
        notes.push(Problem::new(Code::NotChecked, "anchors").at(at));
    }
    let date = |name: &str| object.get(name).and_then(Value::as_str).map(Timestamp::parse);
    if let Some(Ok(expires)) = date("expires")
        && expires.instant < context.options.at
    {
        return Err(Stop::failed(Code::ProofExpired, expires.instant.to_string()));
    }
    match date("created") {
        Some(Ok(created)) if matches!(created.form, Form::NoZone | Form::DateOnly) => {
            notes.push(Problem::new(Code::NoTimeZone, "created").at(format!("{at}/created")));
        }
        Some(Err(_)) => return Err(malformed("created is no date")),
        _ => {}
    }
    Ok(receipt)
}

/// Whether the document is the one at the end of the way, and all of it is.
fn verify(
    document: &Document,
    at: &str,
    receipt: &Receipt,
    context: &Context<'_>,
) -> Result<Verified, Stop> {
    let earlier = earlier(document, at);
    rdf::any_edition(document, context, |edition| {
        let whole = rdf::Whole::of(document, &earlier, edition, HashAlgorithm::Sha256, context)?;
        let rooted = receipt.check(&whole.document()?.digest())?;
        whole.rooted(&rooted, edition)
    })
}

/// The proofs before this one: a Merkle proof is over them too, whether it names them or not (J9).
fn earlier(document: &Document, at: &str) -> Vec<Value> {
    let embedded = document.securing.iter().filter_map(|way| match way {
        Securing::Embedded { proof, at } => Some((proof, at)),
        _ => None,
    });
    let before = embedded.take_while(|(_, place)| *place != at);
    before.map(|(proof, _)| Value::Object(proof.clone())).collect()
}

/// What the proof calls the key: its verification method, in version 2 an address.
fn method(document: &Document, object: &Map<String, Value>) -> String {
    let named = object
        .get("verificationMethod")
        .or_else(|| document.json.get("verification").and_then(|verify| verify.get("publicKey")));
    named.and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// The texts and hashes on the way, for the inspector.
pub(super) fn explain(
    document: &Document,
    object: &Map<String, Value>,
    at: &str,
    tree: &Tree,
    edition: usize,
    context: &Context<'_>,
) -> Result<Explanation, Stop> {
    let earlier = earlier(document, at);
    let whole = rdf::Whole::of(document, &earlier, edition, HashAlgorithm::Sha256, context)?;
    let canonical = whole.document()?;
    let mut explanation = Explanation::default();
    explanation.add(Part::Document, canonical.text());
    explanation.add(Part::DocumentHash, hex(&canonical.digest()));
    if let Ok(receipt) = (tree.read)(object) {
        let way = receipt.way();
        let steps = receipt.path.iter().zip(&way).zip(&way[1..]).map(|((step, here), next)| {
            let (left, right) = match step {
                Step::Left(left) => (left, here),
                Step::Right(right) => (here, right),
            };
            format!("SHA-256({} {}) = {}", hex(left), hex(right), hex(next))
        });
        explanation.add(Part::MerklePath, steps.collect::<Vec<_>>().join("\n"));
        explanation.add(Part::MerkleRoot, hex(&receipt.root));
        let anchors: Vec<String> = receipt.anchors.iter().map(Anchor::uri).collect();
        explanation.add(Part::Anchors, anchors.join("\n"));
    }
    explanation.signed = canonical.digest();
    Ok(explanation)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn receipt(path: Vec<Step>, root: Vec<u8>) -> Receipt {
        Receipt { target: vec![1; 32], root, path, anchors: Vec::new() }
    }

    #[test]
    fn sides_matter_on_the_way_to_the_root() {
        let left = sha256(&[[2; 32], [1; 32]].concat()).to_vec();
        let right = sha256(&[[1; 32], [2; 32]].concat()).to_vec();
        assert!(receipt(vec![Step::Left(vec![2; 32])], left.clone()).check(&[1; 32]).is_ok());
        assert!(receipt(vec![Step::Right(vec![2; 32])], right.clone()).check(&[1; 32]).is_ok());
        assert!(receipt(vec![Step::Right(vec![2; 32])], left).check(&[1; 32]).is_err());
        assert!(receipt(vec![Step::Right(vec![2; 32])], right).check(&[3; 32]).is_err());
        // A tree of one leaf: the root is the document.
        assert!(receipt(Vec::new(), vec![1; 32]).check(&[1; 32]).is_ok());
        assert!(receipt(Vec::new(), vec![2; 32]).check(&[1; 32]).is_err());
    }

    #[test]
    fn a_key_is_named_in_the_proof_or_in_the_certificate() {
        let named = |document: Value, proof: Value| {
            let document = Document::parse(&document.to_string()).unwrap();
            method(&document, proof.as_object().unwrap())
        };
        let plain = json!({ "@context": "https://www.w3.org/ns/credentials/v2", "type": ["VerifiableCredential"] });
        let mut certificate = plain.clone();
        certificate["verification"] = json!({ "publicKey": "ecdsa-koblitz-pubkey:1A" });
        let proof = json!({ "verificationMethod": "urn:i#1" });
        assert_eq!(named(plain.clone(), proof.clone()), "urn:i#1");
        assert_eq!(named(certificate.clone(), proof), "urn:i#1");
        assert_eq!(named(certificate, json!({})), "ecdsa-koblitz-pubkey:1A");
        assert_eq!(named(plain, json!({})), "");
    }
}
