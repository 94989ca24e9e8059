//! From a document to its statements: expanded, read, canonicalised, and kept with the document.

use std::rc::Rc;

use serde_json::Value;

use crate::budget;
use crate::document::{Document, has_type, json, one_or_many};
use crate::jsonld::canon::{Canonical, HashAlgorithm, canonicalize};
use crate::jsonld::contexts;
use crate::jsonld::{
    self, ContextOrigin, ErrorCode, Event, Expanded, LoadedContext, Loader, plain,
};
use crate::report::{Code, Problem, Purpose, Stop};
use crate::resource::{Context, Trace};

/// A document on its way to the signature: expanded, read, canonicalised.
pub(in crate::proof) struct Prepared {
    /// What it says, in the standard's own member names.
    pub(in crate::proof) claims: Rc<Value>,
    pub(super) canonical: Canonical,
    pub(super) events: Vec<Event>,
    pub(super) nodes: usize,
    /// More credentials are in it than its names show: they would stay unseen.
    pub(super) hides: bool,
}

/// Contexts from the bundle, then from the evidence.
pub(super) struct Contexts<'c, 'r> {
    pub(super) context: &'c Context<'r>,
    /// Which published edition to take of contexts that were changed in place, newest first (K6).
    pub(super) edition: usize,
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
        // An error message is no context, and no fault of the badge.
        let document =
            Option::as_ref(&kept).filter(|document| document.get("@context").is_some())?;
        let document = Rc::clone(document);
        Some(LoadedContext { document, origin: ContextOrigin::Foreign })
    }
}

/// Expands and canonicalises the document without its proofs; kept with the document.
pub(in crate::proof) fn prepare(
    document: &Document,
    edition: usize,
    hash: HashAlgorithm,
    context: &Context<'_>,
) -> Rc<Result<Prepared, Stop>> {
    // Beside the document the result depends on the edition and on foreign contexts, those that contexts name
    // among them. What is missing is noted in every round.
    let foreign = foreign_contexts(document);
    let state = match foreign.is_empty() {
        true => String::new(),
        false => context.memo().state().to_string(),
    };
    let name = format!("rdf {edition} {hash:?} {state}");
    let bill = format!("{} {name}", document.memo.state());
    if let Some(kept) = document.memo.get::<Kept>(&name) {
        return match context.repeat(&bill, &kept.1) {
            Ok(()) => Rc::clone(&kept.0),
            Err(stop) => Rc::new(Err(stop)),
        };
    }
    let may_be_kept = |(prepared, _): &Kept| {
        let stop = prepared.as_ref().as_ref().err();
        let lacks = |problem: &Problem| problem.code == Code::ForeignContext;
        context.budget().left() > 0 && !stop.and_then(Stop::problem).is_some_and(lacks)
    };
    let ready = || context.traced(|| Rc::new(ready(document, edition, hash, context)));
    let kept = document.memo.get_or_if(&name, may_be_kept, ready);
    context.budget().meets(&bill);
    Rc::clone(&kept.0)
}

/// What was prepared, and the contexts that it rests on.
type Kept = (Rc<Result<Prepared, Stop>>, Trace);

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
        hides: hides(&claims, &document.json),
        claims: Rc::new(claims),
        canonical,
        nodes: expanded.items.len(),
        events: expanded.events,
    })
}

/// Whether it says by statements what it does not say by names, so that something in it would stay unseen: what
/// it is, and which credentials it holds.
fn hides(claims: &Value, json: &Value) -> bool {
    const KINDS: [&str; 3] = ["VerifiablePresentation", "ClrCredential", "EndorsementCredential"];
    let (said, written) = (members_in(claims), members_in(json));
    let elsewhere = |member: &&Value| {
        let at = member.get("@at").and_then(Value::as_str);
        at.is_some_and(|at| !at.contains("/verifiableCredential"))
    };
    said.len() > written.len()
        || said.iter().any(elsewhere)
        || KINDS.iter().any(|kind| has_type(claims, kind) && !has_type(json, kind))
}

/// The credentials that a presentation or a record holds, by name.
fn members_in(json: &Value) -> Vec<&Value> {
    let holders = std::iter::once(json).chain(one_or_many(json.get("credentialSubject")));
    holders.flat_map(|holder| one_or_many(holder.get("verifiableCredential"))).collect()
}

/// Contexts the document names; looked for once.
pub(super) fn contexts_named(document: &Document) -> Rc<Vec<String>> {
    document.memo.get_or("contexts", || jsonld::contexts_named(&document.json))
}

/// Those of them that are not in the bundle.
fn foreign_contexts(document: &Document) -> Vec<String> {
    let named = contexts_named(document);
    named.iter().filter(|url| contexts::bundled(url).is_none()).cloned().collect()
}

/// Expands and canonicalises a document.
pub(super) fn to_canonical(
    value: &Value,
    options: &jsonld::Options<'_>,
    hash: HashAlgorithm,
    context: &Context<'_>,
) -> Result<(Expanded, Canonical), Stop> {
    let options = jsonld::Options { budget: Some(context.budget()), ..*options };
    let expanded = jsonld::expand(value, &options).map_err(|error| stop(error, value))?;
    let dataset = expanded.to_dataset().map_err(|error| stop(error, value))?;
    let most = context.options.limits.canonical_steps;
    let canonical = canonicalize(&dataset, hash, most);
    let steps = canonical.as_ref().map_or(most, |canonical| canonical.effort);
    context.spend(budget::STEP, usize::try_from(steps).unwrap_or(usize::MAX))?;
    let canonical = canonical.map_err(|_| Stop::unknown(Code::TooComplex, "canonicalisation"))?;
    Ok((expanded, canonical))
}

/// What an expansion that went wrong means for the proof.
fn stop(error: jsonld::Error, document: &Value) -> Stop {
    let (code, unknown) = match error.code {
        ErrorCode::LoadingRemoteContextFailed => (Code::ForeignContext, true),
        ErrorCode::TooDeep | ErrorCode::TooLarge | ErrorCode::ContextOverflow => {
            (Code::TooComplex, true)
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// What is too much for us is no fault of the badge; what has no meaning is.
    #[test]
    fn what_stops_an_expansion_is_told_apart() {
        let document =
            serde_json::json!({ "@context": ["https://www.w3.org/ns/credentials/v2", {}] });
        let found = |code, pointer: &str| {
            let error = jsonld::Error { code, pointer: pointer.into(), detail: "why".into() };
            let stop = stop(error, &document);
            let problem = stop.problem().cloned().unwrap_or_else(|| panic!("no problem"));
            (matches!(stop, Stop::Failed(_)), problem.code, problem.detail)
        };
        let unknown = |code| (false, code, "why".to_owned());
        assert_eq!(found(ErrorCode::LoadingRemoteContextFailed, ""), unknown(Code::ForeignContext));
        assert_eq!(found(ErrorCode::TooDeep, ""), unknown(Code::TooComplex));
        assert_eq!(found(ErrorCode::TooLarge, ""), unknown(Code::TooComplex));
        let redefined = ErrorCode::ProtectedTermRedefinition;
        assert_eq!(
            found(redefined, "/@context/1/name"),
            (true, Code::ContextRedefined, "why".to_owned())
        );
        // Two of the standards' own contexts contradict each other (B11).
        let own = found(redefined, "/@context/0");
        assert_eq!((own.0, own.1), (true, Code::ContextInvalid));
        let (failed, code, detail) = found(ErrorCode::InvalidTermDefinition, "");
        assert_eq!((failed, code), (true, Code::ContextInvalid));
        assert_eq!(detail, "invalid term definition: why");
    }
}
