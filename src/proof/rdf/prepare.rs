//! From a document to its statements: expanded, read, canonicalised, and kept with the document.

use std::rc::Rc;

use serde_json::Value;

use crate::document::{Document, json, one_or_many};
use crate::jsonld::canon::{Canonical, HashAlgorithm, canonicalize};
use crate::jsonld::contexts;
use crate::jsonld::{
    self, ContextOrigin, ErrorCode, Event, Expanded, LoadedContext, Loader, plain,
};
use crate::report::{Code, Problem, Purpose, Stop};
use crate::resource::Context;

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
        let document = Option::as_ref(&kept).map(Rc::clone)?;
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
