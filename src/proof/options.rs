//! What a proof says of itself, by name and by statement (D0.1; Data Integrity 1.0, section 2.1).
//!
//! Suites that sign RDF sign statements, and what is judged is read by its name in JSON. A context, or a whole
//! IRI as a name, can make the two differ without touching the signature: an end under another name, an old
//! challenge under a new one. Both must say the same.

use serde_json::{Map, Value};

use crate::document::one_or_many;
use crate::jsonld::dataset::{Quad, Term};

const SECURITY: &str = "https://w3id.org/security#";

/// The members that are judged by their names, and what they mean.
const OPTIONS: [(&str, &str); 8] = [
    ("challenge", "https://w3id.org/security#challenge"),
    ("created", "http://purl.org/dc/terms/created"),
    ("cryptosuite", "https://w3id.org/security#cryptosuite"),
    ("domain", "https://w3id.org/security#domain"),
    ("expires", "https://w3id.org/security#expiration"),
    ("previousProof", "https://w3id.org/security#previousProof"),
    ("proofPurpose", "https://w3id.org/security#proofPurpose"),
    ("verificationMethod", "https://w3id.org/security#verificationMethod"),
];

/// Compares the members of a proof with its statements.
///
/// # Errors
/// The first member that says something else.
pub(super) fn agree(proof: &Map<String, Value>, statements: &[Quad]) -> Result<(), &'static str> {
    for (name, predicate) in OPTIONS {
        let stated = statements.iter().filter(|quad| is(&quad.predicate, predicate));
        let stated: Vec<&Term> = stated.map(|quad| &quad.object).collect();
        let written = one_or_many(proof.get(name));
        let written: Vec<&Value> = written.iter().filter(|value| !value.is_null()).collect();
        let all = written.iter().all(|value| stated.iter().any(|term| says(term, value)))
            && stated.iter().all(|term| written.iter().any(|value| says(term, value)));
        if !all {
            return Err(name);
        }
    }
    Ok(())
}

/// The W3C's context of 2018 forgot the prefix for `RsaSignature2018`: its words are `sec:domain` and the like.
fn is(term: &Term, iri: &str) -> bool {
    let Term::Iri(found) = term else { return false };
    let word = found.strip_prefix("sec:");
    **found == *iri || word.is_some_and(|word| iri.strip_prefix(SECURITY) == Some(word))
}

/// Whether a statement's object is what is written: the text itself, the name of a thing, or a word for one
/// of the security vocabulary (`authentication` means `authenticationMethod`).
fn says(term: &Term, written: &Value) -> bool {
    let names = ["id", "@id", "@value"];
    let written =
        written.as_str().or_else(|| names.iter().find_map(|name| written.get(*name)?.as_str()));
    let Some(written) = written else { return false };
    match term {
        Term::Literal { value, .. } => **value == *written,
        Term::Iri(iri) => {
            let word = iri.strip_prefix(SECURITY);
            let word = word.map(|word| word.strip_suffix("Method").unwrap_or(word));
            **iri == *written || word == Some(written.strip_suffix("Method").unwrap_or(written))
        }
        Term::Blank(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn quad(predicate: &str, object: Term) -> Quad {
        let (subject, predicate) = (Term::Blank("a".into()), Term::Iri(predicate.into()));
        Quad { subject, predicate, object, graph: None }
    }

    fn literal(value: &str) -> Term {
        Term::Literal { value: value.into(), datatype: "urn:a".into(), language: None }
    }

    #[test]
    fn names_and_statements_must_say_the_same() {
        let agrees = |proof: Value, statements: &[Quad]| {
            agree(proof.as_object().unwrap(), statements).is_ok()
        };
        let end = || quad("https://w3id.org/security#expiration", literal("2026"));
        let purpose = |word: &str| {
            quad(
                "https://w3id.org/security#proofPurpose",
                Term::Iri(format!("{SECURITY}{word}").into()),
            )
        };
        assert!(agrees(json!({}), &[]));
        assert!(agrees(json!({ "expires": "2026" }), &[end()]));
        assert!(agrees(json!({ "expires": ["2026"] }), &[end()]));
        assert!(agrees(json!({ "expires": null }), &[]));
        assert!(agrees(
            json!({ "proofPurpose": "authentication" }),
            &[purpose("authenticationMethod")]
        ));
        assert!(agrees(
            json!({ "proofPurpose": "assertionMethod" }),
            &[purpose("assertionMethod")]
        ));
        // Hidden, invented, another, one more.
        assert!(!agrees(json!({}), &[end()]));
        assert!(!agrees(json!({ "expires": "2026" }), &[]));
        assert!(!agrees(json!({ "expires": "2027" }), &[end()]));
        assert!(!agrees(json!({ "expires": ["2026", "2027"] }), &[end()]));
        assert!(!agrees(
            json!({ "proofPurpose": "assertionMethod" }),
            &[purpose("authenticationMethod")]
        ));
        let blank = quad("https://w3id.org/security#challenge", Term::Blank("b".into()));
        assert!(!agrees(json!({ "challenge": "b" }), &[blank]));
    }
}
