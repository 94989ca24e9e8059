//! What RDF-based proofs sign: the canonical N-Quads of document and proof configuration.

use std::rc::Rc;

use serde_json::{Map, Value};

use super::{Proof, Verified, malformed};
use crate::document::Document;
use crate::document::json;
use crate::encoding::hex;
use crate::jsonld::canon::{Canonical, HashAlgorithm, canonicalize};
use crate::jsonld::contexts;

use crate::jsonld::{
    self, ContextOrigin, ErrorCode, Event, EventKind, Expanded, LoadedContext, Loader, plain,
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
}

/// Terms that published contexts forget to define: not covered by the signature, shown as such, and
/// never a ground for a decision (CHECKLIST K5).
const KNOWN_GAPS: &[&str] = &[
    "awardedDate",
    "endorsementJwt",
    "inLanguage",
    "1EdTechRevocationList",
    "1EdTechCredentialRefresh",
    "1EdTechJsonSchemaValidator2019",
];

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
    context: &Context<'_>,
) -> Rc<Result<Prepared, Stop>> {
    // Everything the result depends on beside the document: the edition, and which foreign contexts
    // are at hand.
    let foreign = foreign_contexts(&document.json);
    let at_hand: Vec<&str> = foreign
        .iter()
        .filter(|url| context.get_owned(url, Purpose::Context).is_ok())
        .map(String::as_str)
        .collect();
    let name = format!("rdf {edition} {}", at_hand.join(" "));
    document.memo.get_or(&name, || {
        let mut unsecured = document.json.clone();
        if let Some(object) = unsecured.as_object_mut() {
            object.remove("proof");
        }
        let steps = context.options.limits.canonical_steps;
        let (expanded, canonical, events) = to_canonical(&unsecured, edition, steps, context)?;
        Ok(Prepared {
            claims: Rc::new(plain(&expanded)),
            canonical,
            events,
            nodes: expanded.items.len(),
        })
    })
}

/// Contexts the document names that are not in the bundle.
fn foreign_contexts(json: &Value) -> Vec<String> {
    let mut named = jsonld::contexts_named(json);
    named.retain(|url| contexts::bundled(url).is_none());
    named
}

fn to_canonical(
    value: &Value,
    edition: usize,
    steps: u32,
    context: &Context<'_>,
) -> Result<(Expanded, Canonical, Vec<Event>), Stop> {
    let loader = Contexts { context, edition };
    let expanded =
        jsonld::expand(value, &jsonld::Options::new(&loader)).map_err(|e| stop(e, value))?;
    let dataset = expanded.to_dataset().map_err(|error| stop(error, value))?;
    let events = expanded.events.clone();
    let canonical = canonicalize(&dataset, HashAlgorithm::Sha256, steps)
        .map_err(|_| Stop::unknown(Code::TooComplex, "canonicalisation"))?;
    Ok((expanded, canonical, events))
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

/// Checks a signature over SHA-256(proof configuration) ‖ SHA-256(document) (D1.2), and that
/// everything in the document is covered by it.
pub(super) fn verify(
    document: &Document,
    proof: &Proof<'_>,
    context: &Context<'_>,
    signed: impl Fn(&[u8]) -> Result<Signed, Stop>,
) -> Result<Verified, Stop> {
    let mut first = None;
    let editions = editions(&document.json);
    for edition in 0..editions {
        match verify_edition(document, proof, edition, context, &signed) {
            // K6: all editions are public texts of the standard, so trying them widens no trust.
            Err(Stop::Failed(problem))
                if problem.code == Code::SignatureMismatch && edition + 1 < editions =>
            {
                first.get_or_insert(Stop::Failed(problem));
            }
            Ok(mut verified) => {
                if edition > 0 {
                    let detail = format!("edition {edition} before the newest");
                    verified.notes.push(Problem::new(Code::EarlierContext, detail).at("/@context"));
                }
                return Ok(verified);
            }
            Err(stop) => return Err(first.unwrap_or(stop)),
        }
    }
    Err(first.unwrap_or_else(|| malformed("no edition")))
}

/// How many editions there are of the contexts a document names.
fn editions(json: &Value) -> usize {
    let named = jsonld::contexts_named(json);
    named.iter().map(|url| contexts::variants(url).len()).max().unwrap_or(1).max(1)
}

fn verify_edition(
    document: &Document,
    proof: &Proof<'_>,
    edition: usize,
    context: &Context<'_>,
    signed: impl Fn(&[u8]) -> Result<Signed, Stop>,
) -> Result<Verified, Stop> {
    let prepared = prepare(document, edition, context);
    let prepared = prepared.as_ref().as_ref().map_err(Clone::clone)?;
    let config = configuration(&document.json, proof.object)?;
    let steps = context.options.limits.canonical_steps;
    let (_, config, config_events) = to_canonical(&config, edition, steps, context)?;
    // A configuration without its terms would hash to nothing at all (D1.7).
    if let Some(event) = config_events.into_iter().find(|event| event.kind != EventKind::NullValue)
    {
        let at = format!("{}{}", proof.at, event.pointer);
        return Err(Stop::Failed(Problem::new(uncovered(event.kind), event.detail).at(at)));
    }
    let message = [config.digest(), prepared.canonical.digest()].concat();
    signed(&message)?;
    if prepared.nodes != 1 {
        return Err(Stop::failed(Code::ForbiddenShape, "more than one thing at the top"));
    }
    let notes = covered(&prepared.events)?;
    Ok(Verified { claims: Rc::clone(&prepared.claims), notes })
}

/// What an RDF-based proof signs: SHA-256 of the canonical proof configuration, then SHA-256 of the
/// canonical document, 64 bytes (D1.2).
///
/// `document` is the credential without this proof; `proof` may have its signature or not yet. This
/// is what an issuer needs to make one.
///
/// # Errors
/// Why the document cannot be canonicalised.
pub fn hash_data(
    document: &Value,
    proof: &Map<String, Value>,
    context: &Context<'_>,
) -> Result<Vec<u8>, Stop> {
    let mut unsecured = document.clone();
    if let Some(object) = unsecured.as_object_mut() {
        object.remove("proof");
    }
    let config = configuration(document, proof)?;
    let steps = context.options.limits.canonical_steps;
    let (_, config, _) = to_canonical(&config, 0, steps, context)?;
    let (_, document, _) = to_canonical(&unsecured, 0, steps, context)?;
    Ok([config.digest(), document.digest()].concat())
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

/// Whether everything in the document is covered by the signature; what is known not to be is noted
/// (VERDICT section 7, CHECKLIST K4, K5, K7, K8, K11).
fn covered(events: &[Event]) -> Result<Vec<Problem>, Stop> {
    let mut notes = Vec::new();
    for event in events {
        let code = match event.kind {
            EventKind::NullValue => {
                notes.push(Problem::new(Code::NotToStandard, "null").at(&event.pointer));
                continue;
            }
            EventKind::DirectionDropped => {
                notes.push(Problem::new(Code::NotCovered, "@direction").at(&event.pointer));
                continue;
            }
            EventKind::UndefinedTerm | EventKind::RelativeType
                if KNOWN_GAPS.contains(&event.detail.as_str()) =>
            {
                notes.push(Problem::new(Code::NotCovered, &event.detail).at(&event.pointer));
                continue;
            }
            kind => uncovered(kind),
        };
        return Err(Stop::Failed(Problem::new(code, &event.detail).at(&event.pointer)));
    }
    Ok(notes)
}

/// What to call something that the signature does not cover, or that hides what it covers.
fn uncovered(kind: EventKind) -> Code {
    match kind {
        EventKind::Redefined => Code::ContextRedefined,
        EventKind::StructuralTerm | EventKind::StructuralKeyword => Code::ForbiddenShape,
        _ => Code::UnsignedMember,
    }
}

/// Canonical texts and hashes of a proof, for the inspector.
pub(super) fn evidence(
    document: &Document,
    proof: &Map<String, Value>,
    at: &str,
    context: &Context<'_>,
) -> Vec<(String, String)> {
    let prepared = prepare(document, 0, context);
    let Ok(prepared) = prepared.as_ref() else { return Vec::new() };
    let Ok(config) = configuration(&document.json, proof) else { return Vec::new() };
    let steps = context.options.limits.canonical_steps;
    let Ok((_, config, _)) = to_canonical(&config, 0, steps, context) else { return Vec::new() };
    vec![
        (format!("{at} canonical document"), prepared.canonical.text()),
        (format!("{at} canonical proof configuration"), config.text()),
        (format!("{at} SHA-256 of document"), hex(&prepared.canonical.digest())),
        (format!("{at} SHA-256 of proof configuration"), hex(&config.digest())),
    ]
}
