//! What RDF-based proofs sign: the canonical N-Quads of document and proof configuration.

use std::rc::Rc;

use serde_json::{Map, Value};

use super::coverage::{covered, uncovered};
use super::{Explanation, Proof, Verified, malformed, options};
use crate::document::{Document, json, one_or_many};
use crate::jsonld::canon::{Canonical, HashAlgorithm, canonicalize};
use crate::jsonld::contexts;
use crate::jsonld::{
    self, ContextOrigin, ErrorCode, Event, EventKind, Expanded, Limits, LoadedContext, Loader,
    plain,
};
use crate::key::Signed;
use crate::report::{Code, Problem, Purpose, Stop};
use crate::resource::Context;

/// A document on its way to the signature: expanded, read, canonicalised.
pub(super) struct Prepared {
    /// What it says, in the standard's own member names.
    pub(super) claims: Rc<Value>,
    canonical: Canonical,
    events: Vec<Event>,
    nodes: usize,
    /// More credentials are in it than its names show: they would stay unseen.
    hides: bool,
}

/// Contexts from the bundle, then from the evidence.
struct Contexts<'c, 'r> {
    context: &'c Context<'r>,
    /// Which published edition to take of contexts that were changed in place, newest first (K6).
    edition: usize,
}

impl Loader for Contexts<'_, '_> {
    fn load(&self, url: &str) -> Option<LoadedContext> {
        let editions = contexts::variants(url);
        if let Some(bundled) = editions.get(self.edition).or(editions.last()) {
            return Some(LoadedContext {
                document: bundled.document(),
                origin: ContextOrigin::Bundled,
            });
        }
        let evidence = self.context.get_owned(url, Purpose::Context).ok()?;
        let kept = self.context.memo().get_or(&format!("context {url}"), || {
            let text = std::str::from_utf8(&evidence.resource.body).ok()?;
            json::parse(text.trim_start_matches('\u{feff}')).ok().map(Rc::new)
        });
        let document = Option::as_ref(&kept).map(Rc::clone)?;
        Some(LoadedContext { document, origin: ContextOrigin::Foreign })
    }
}

/// Expands and canonicalises the document without its proofs; kept with the document.
pub(super) fn prepare(
    document: &Document,
    edition: usize,
    hash: HashAlgorithm,
    context: &Context<'_>,
) -> Rc<Result<Prepared, Stop>> {
    // Everything the result depends on beside the document: the edition, and which foreign contexts
    // are at hand.
    let foreign = foreign_contexts(document);
    let at_hand: Vec<&str> = foreign
        .iter()
        .filter(|url| context.get_owned(url, Purpose::Context).is_ok())
        .map(String::as_str)
        .collect();
    let name = format!("rdf {edition} {hash:?} {}", at_hand.join(" "));
    document.memo.get_or(&name, || ready(document, edition, hash, context))
}

fn ready(
    document: &Document,
    edition: usize,
    hash: HashAlgorithm,
    context: &Context<'_>,
) -> Result<Prepared, Stop> {
    let loader = Contexts { context, edition };
    let without = Some(document.proof_member());
    let options = jsonld::Options { without, ..jsonld::Options::new(&loader) };
    let (expanded, canonical) = to_canonical(&document.json, &options, hash, context)?;
    let claims = plain(&expanded)
        .ok_or_else(|| Stop::unknown(Code::TooComplex, "things that refer to each other"))?;
    Ok(Prepared {
        hides: members_in(&claims) > members_in(&document.json),
        claims: Rc::new(claims),
        canonical,
        nodes: expanded.items.len(),
        events: expanded.events,
    })
}

/// How many credentials a presentation or a record holds, by name.
fn members_in(json: &Value) -> usize {
    let members = |holder: &Value| one_or_many(holder.get("verifiableCredential")).len();
    let subjects = one_or_many(json.get("credentialSubject"));
    members(json) + subjects.iter().map(members).sum::<usize>()
}

/// Contexts the document names; looked for once.
fn contexts_named(document: &Document) -> Rc<Vec<String>> {
    document.memo.get_or("contexts", || jsonld::contexts_named(&document.json))
}

/// Those of them that are not in the bundle.
fn foreign_contexts(document: &Document) -> Vec<String> {
    let named = contexts_named(document);
    named.iter().filter(|url| contexts::bundled(url).is_none()).cloned().collect()
}

/// Expands and canonicalises a document.
fn to_canonical(
    value: &Value,
    options: &jsonld::Options<'_>,
    hash: HashAlgorithm,
    context: &Context<'_>,
) -> Result<(Expanded, Canonical), Stop> {
    let expanded = jsonld::expand(value, options).map_err(|error| stop(error, value))?;
    let dataset = expanded.to_dataset().map_err(|error| stop(error, value))?;
    let steps = context.options.limits.canonical_steps;
    let canonical = canonicalize(&dataset, hash, steps)
        .map_err(|_| Stop::unknown(Code::TooComplex, "canonicalisation"))?;
    Ok((expanded, canonical))
}

/// What an expansion that went wrong means for the proof.
fn stop(error: jsonld::Error, document: &Value) -> Stop {
    let (code, unknown) = match error.code {
        ErrorCode::LoadingRemoteContextFailed => (Code::ForeignContext, true),
        ErrorCode::TooDeep | ErrorCode::TooLarge => (Code::TooComplex, true),
        ErrorCode::ProtectedTermRedefinition if !is_bundled(document, &error.pointer) => {
            (Code::ContextRedefined, false)
        }
        _ => (Code::ContextInvalid, false),
    };
    let detail = match code {
        Code::ContextInvalid => format!("{}: {}", error.code.as_str(), error.detail),
        _ => error.detail,
    };
    let problem = Problem { code, detail, at: Some(error.pointer) };
    if unknown { Stop::Unknown(problem) } else { Stop::Failed(problem) }
}

/// Whether the context at a place in the document is one of the bundled: two of those can contradict
/// each other (B11); an inline or foreign one takes words away (VERDICT section 7).
fn is_bundled(document: &Value, pointer: &str) -> bool {
    let Some(start) = pointer.rfind("/@context").map(|start| start + "/@context".len()) else {
        return true;
    };
    let index = pointer[start..].split('/').nth(1).unwrap_or_default();
    let found = match document.pointer(&pointer[..start]) {
        Some(Value::Array(many)) => index.parse().ok().and_then(|index: usize| many.get(index)),
        one => one,
    };
    found.and_then(Value::as_str).is_some_and(|url| contexts::bundled(url).is_some())
}

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
            let name = "verifiableCredential under another name";
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
    any_edition(document, |edition| {
        let texts = Texts::of(document, proof, edition, hash, context)?;
        texts.complete()?;
        texts.verified(signed(&texts.hash_data()?)?, edition)
    })
}

/// Tries the published editions of contexts that were changed in place, the newest first (K6): all
/// are public texts of the standard, so trying them widens no trust.
pub(super) fn any_edition(
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

#[cfg(test)]
mod tests;
