//! What RDF-based proofs sign: the canonical N-Quads of document and proof configuration.

use std::rc::Rc;

use serde_json::{Map, Value};

use super::coverage::{covered, uncovered};
use super::{Explanation, Proof, Verified, malformed, options};
use crate::budget;
use crate::document::Document;
use crate::jsonld::canon::{Canonical, HashAlgorithm};
use crate::jsonld::contexts;
use crate::jsonld::{self, EventKind, Limits};
use crate::key::Signed;
use crate::report::{Code, Problem, Stop};
use crate::resource::Context;

pub(super) use prepare::prepare;
use prepare::{Contexts, Prepared, contexts_named, to_canonical};

mod prepare;

/// A document and the proofs that one stands on, canonicalised.
pub(super) struct Whole {
    prepared: Rc<Result<Prepared, Stop>>,
    /// The document with the proofs before this one, for the link of a chain (D0.15).
    chained: Option<Canonical>,
}

impl Whole {
    /// The document with these proofs in it, with one edition of the contexts.
    ///
    /// # Errors
    /// It cannot be canonicalised.
    pub(super) fn of(
        document: &Document,
        previous: &[Value],
        edition: usize,
        hash: HashAlgorithm,
        context: &Context<'_>,
    ) -> Result<Self, Stop> {
        let prepared = prepare(document, edition, hash, context);
        if let Err(stop) = prepared.as_ref() {
            return Err(stop.clone());
        }
        let chained = match previous {
            [] => None,
            previous => {
                let mut chained = document.unsecured();
                chained["proof"] = previous.to_vec().into();
                context.spend(budget::EXPANDED, document.text.len())?;
                let loader = Contexts { context, edition };
                Some(to_canonical(&chained, &jsonld::Options::new(&loader), hash, context)?.1)
            }
        };
        Ok(Self { prepared, chained })
    }

    /// The canonical document that is hashed.
    pub(super) fn document(&self) -> Result<&Canonical, Stop> {
        let prepared = self.prepared.as_ref().as_ref().map_err(Clone::clone)?;
        Ok(self.chained.as_ref().unwrap_or(&prepared.canonical))
    }

    /// What the document says, once its hash is known to lead to the root of a tree.
    pub(super) fn rooted(
        &self,
        _: &super::merkle::Rooted,
        edition: usize,
    ) -> Result<Verified, Stop> {
        self.says(edition)
    }

    /// What the document says: everything in it must be covered.
    fn says(&self, edition: usize) -> Result<Verified, Stop> {
        let prepared = self.prepared.as_ref().as_ref().map_err(Clone::clone)?;
        if prepared.nodes != 1 {
            return Err(Stop::failed(Code::ForbiddenShape, "more than one thing at the top"));
        }
        if prepared.hides {
            let name = "kind or verifiableCredential under another name";
            return Err(Stop::failed(Code::ForbiddenShape, name));
        }
        let mut notes = covered(&prepared.events)?;
        if edition > 0 {
            let detail = format!("edition {edition} before the newest");
            notes.push(Problem::new(Code::EarlierContext, detail).at("/@context"));
        }
        Ok(Verified { claims: Rc::clone(&prepared.claims), notes, edition })
    }
}

/// What a proof signs, canonicalised.
pub(super) struct Texts {
    whole: Whole,
    configuration: Canonical,
    /// A member of the proof that has no meaning in the document's contexts, or another than its name
    /// says: without its terms a configuration would hash to nothing at all (D1.7).
    lost: Option<Stop>,
}

impl Texts {
    /// The texts of this proof, with one edition of the contexts.
    ///
    /// # Errors
    /// Something cannot be canonicalised.
    pub(super) fn of(
        document: &Document,
        proof: &Proof<'_>,
        edition: usize,
        hash: HashAlgorithm,
        context: &Context<'_>,
    ) -> Result<Self, Stop> {
        let whole = Whole::of(document, &proof.previous, edition, hash, context)?;
        let configuration = configuration(&document.json, proof.object)?;
        let loader = Contexts { context, edition };
        let options = jsonld::Options { limits: Limits::SMALL, ..jsonld::Options::new(&loader) };
        let (expanded, configuration) = to_canonical(&configuration, &options, hash, context)?;
        let statements = expanded.to_dataset().unwrap_or_default();
        let many = statements.len();
        context.spend(budget::COMPARED, many.saturating_mul(many))?;
        let differs = options::agree(proof.object, &statements).err();
        let differs = differs.map(|name| {
            let at = format!("{}/{name}", proof.at);
            Stop::Failed(Problem::new(Code::ForbiddenShape, name).at(at))
        });
        let lost = expanded.events.into_iter().find(|event| event.kind != EventKind::NullValue);
        let lost = lost.map(|event| {
            let at = format!("{}{}", proof.at, event.pointer);
            Stop::Failed(Problem::new(uncovered(event.kind), event.detail).at(at))
        });
        let lost = lost.or(differs);
        Ok(Self { whole, configuration, lost })
    }

    /// The canonical document that is hashed.
    pub(super) fn document(&self) -> Result<&Canonical, Stop> {
        self.whole.document()
    }

    /// The canonical proof configuration.
    pub(super) fn configuration(&self) -> &Canonical {
        &self.configuration
    }

    /// hash(proof configuration) ‖ hash(document) (D1.2, D4.1).
    fn hash_data(&self) -> Result<Vec<u8>, Stop> {
        Ok([self.configuration.digest(), self.document()?.digest()].concat())
    }

    /// Refuses a configuration that would lose a member.
    pub(super) fn complete(&self) -> Result<(), Stop> {
        self.lost.clone().map_or(Ok(()), Err)
    }

    /// What the document says, once the signature is known to fit: everything in it must be covered.
    pub(super) fn verified(&self, _: Signed, edition: usize) -> Result<Verified, Stop> {
        self.whole.says(edition)
    }
}

/// Checks a signature over hash(proof configuration) ‖ hash(document), and that everything in the
/// document is covered by it.
pub(super) fn verify(
    document: &Document,
    proof: &Proof<'_>,
    hash: HashAlgorithm,
    context: &Context<'_>,
    signed: impl Fn(&[u8]) -> Result<Signed, Stop>,
) -> Result<Verified, Stop> {
    any_edition(document, context, |edition| {
        let texts = Texts::of(document, proof, edition, hash, context)?;
        texts.complete()?;
        texts.verified(signed(&texts.hash_data()?)?, edition)
    })
}

/// Tries the published editions of contexts that were changed in place, the newest first (K6): all
/// are public texts of the standard, so trying them widens no trust.
pub(super) fn any_edition(
    document: &Document,
    context: &Context<'_>,
    verify: impl Fn(usize) -> Result<Verified, Stop>,
) -> Result<Verified, Stop> {
    let (result, trace) = context.traced(|| editions_in_turn(document, verify));
    match result {
        // With a stranger's context nothing may fit: the badge may still be good (VERDICT section 6).
        Err(stop @ Stop::Failed(_)) => Err(context.doubt(&trace).unwrap_or(stop)),
        result => result,
    }
}

fn editions_in_turn(
    document: &Document,
    verify: impl Fn(usize) -> Result<Verified, Stop>,
) -> Result<Verified, Stop> {
    let mut first = None;
    let editions = editions(document);
    for edition in 0..editions {
        match verify(edition) {
            Err(Stop::Failed(problem))
                if problem.code == Code::SignatureMismatch && edition + 1 < editions =>
            {
                first.get_or_insert(Stop::Failed(problem));
            }
            // What one edition leaves open is open.
            Err(stop @ Stop::Unknown(_)) => return Err(stop),
            Err(stop) => return Err(first.unwrap_or(stop)),
            verified => return verified,
        }
    }
    Err(first.unwrap_or_else(|| malformed("no edition")))
}

/// How many editions there are of the contexts a document names.
fn editions(document: &Document) -> usize {
    let named = contexts_named(document);
    named.iter().map(|url| contexts::variants(url).len()).max().unwrap_or(1).max(1)
}

/// The proof without its signature, in the document's contexts (D0.3, D0.4).
fn configuration(document: &Value, proof: &Map<String, Value>) -> Result<Value, Stop> {
    let mut config = proof.clone();
    for signature in ["proofValue", "jws", "signatureValue"] {
        config.remove(signature);
    }
    let contexts = document.get("@context").cloned().unwrap_or(Value::Null);
    match config.get("@context") {
        Some(own) if *own != contexts => {
            return Err(Stop::failed(Code::ForbiddenShape, "the proof has contexts of its own"));
        }
        _ => config.insert("@context".to_owned(), contexts),
    };
    Ok(Value::Object(config))
}

/// The texts and hashes of a proof, and the bytes that are signed.
pub(super) fn explain(
    document: &Document,
    proof: &Proof<'_>,
    hash: HashAlgorithm,
    edition: usize,
    context: &Context<'_>,
) -> Result<Explanation, Stop> {
    let texts = Texts::of(document, proof, edition, hash, context)?;
    let canonical = texts.document()?;
    Ok(Explanation::hashed(
        canonical.text(),
        texts.configuration.text(),
        &canonical.digest(),
        &texts.configuration.digest(),
    ))
}
