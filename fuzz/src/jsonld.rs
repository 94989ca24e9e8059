//! JSON-LD: what can be expanded and canonicalised comes out the same when it is read back, and reading it
//! as a badge is shown does not fall over.

use proofmark::document::json;
use proofmark::jsonld::canon::{Canonical, HashAlgorithm, canonicalize};
use proofmark::jsonld::dataset::{Dataset, Term};
use proofmark::jsonld::{Options, expand, nquads, plain};
use serde_json::Value;

use crate::Target;
use crate::world::Bundle;

pub(crate) const TARGET: Target = Target {
    name: "jsonld",
    run,
    seeds: |seed| seed.documents().map(|document| document.to_string().into_bytes()).collect(),
};

/// As many steps as the page allows.
const STEPS: u32 = 20_000;

/// A document as statements, and in canonical form; `None` where there is none.
pub(crate) fn canonical(document: &Value) -> Option<(Dataset, Canonical)> {
    let expanded = expand(document, &Options::new(&Bundle)).ok()?;
    plain(&expanded);
    let dataset = expanded.to_dataset().ok()?;
    let canonical = canonicalize(&dataset, HashAlgorithm::Sha256, STEPS).ok()?;
    Some((dataset, canonical))
}

/// Whether a term cannot be read back: issuers sign IRIs with such characters all the same, and so they are
/// taken (`fitness` in `src/jsonld/context.rs`).
fn is_odd(term: &Term) -> bool {
    let odd = |iri: &str| iri.contains(['<', '>', '"', '{', '}', '|', '^', '`', '\\']);
    match term {
        Term::Iri(iri) => odd(iri),
        Term::Blank(label) => !label.bytes().all(|byte| byte.is_ascii_alphanumeric()),
        Term::Literal { datatype, .. } => odd(datatype),
    }
}

fn run(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(document) = json::parse(text) else { return };
    let Some((quads, found)) = canonical(&document) else { return };
    let mut terms = quads.iter().flat_map(|quad| {
        [Some(&quad.subject), Some(&quad.predicate), Some(&quad.object), quad.graph.as_ref()]
    });
    if terms.any(|term| term.is_some_and(is_odd)) {
        return;
    }
    let again = nquads::parse(&found.text()).expect("canonical N-Quads can be read");
    let again =
        canonicalize(&again, HashAlgorithm::Sha256, STEPS).expect("as little work as before");
    assert_eq!(again.text(), found.text());
}
