//! Decentralized Identifiers and the documents behind them: who may use which key for what.

use std::rc::Rc;

use crate::report::{Code, Problem, Stop};
use crate::resource::Context;

mod document;
mod jwk;
mod key;
mod web;

pub use document::{ControlledDocument, Method as VerificationMethod, Relationship};
pub use web::document_url;

/// A DID, without path, query and fragment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Did<'a> {
    /// The whole DID (`did:key:z6Mk…`).
    pub text: &'a str,
    /// The method's name (`key`).
    pub method: &'a str,
    /// What follows the method's name.
    pub id: &'a str,
}

/// A DID method: how to get from the identifier to the document.
///
/// To add one: write its file, add its line to [`METHODS`].
pub struct DidMethod {
    /// The method's name (`key`).
    pub name: &'static str,
    /// Resolves a DID of this method.
    pub resolve: for<'a> fn(&Did<'_>, &Context<'a>) -> Result<Resolved, Stop>,
}

/// Every DID method the verifier knows.
pub static METHODS: &[&DidMethod] = &[&key::METHOD, &jwk::METHOD, &web::METHOD];

/// A DID's document, and what it is worth.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// The document; read once for all proofs that lead to it.
    pub document: Rc<ControlledDocument>,
    /// Whether a web domain stands behind it, or nothing but the key itself.
    pub standing: Standing,
    /// Why the document confirms nothing, if so: it came with the badge.
    pub doubt: Option<Stop>,
}

/// What stands behind an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The identifier is the key: it says nothing about who holds it (G4).
    Key,
    /// A web domain publishes the document.
    Domain,
}

impl<'a> Did<'a> {
    /// Splits a DID URL into the DID and the fragment (without `#`). `None` when it is no DID URL.
    pub fn parse(url: &'a str) -> Option<(Self, Option<&'a str>)> {
        let (before, fragment) = match url.split_once('#') {
            Some((before, fragment)) => (before, Some(fragment)),
            None => (url, None),
        };
        let (method, id) = before.strip_prefix("did:")?.split_once(':')?;
        let method_ok = !method.is_empty()
            && method.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        // DID syntax (DID Core 3.1); a path or query would make it another resource.
        let id_ok = !id.is_empty()
            && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_:%".contains(&byte));
        (method_ok && id_ok).then_some((Self { text: before, method, id }, fragment))
    }
}

/// Resolves a DID; what is missing is noted as wanted.
pub fn resolve(did: &Did<'_>, context: &Context<'_>) -> Result<Resolved, Stop> {
    match METHODS.iter().find(|method| method.name == did.method) {
        Some(method) => (method.resolve)(did, context),
        None => {
            Err(Stop::Unknown(Problem::new(Code::UnsupportedDidMethod, did.method).at(did.text)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_did_urls() {
        let (did, fragment) = Did::parse("did:web:example.edu:staff#key-0").unwrap();
        assert_eq!(
            (did.text, did.method, did.id),
            ("did:web:example.edu:staff", "web", "example.edu:staff")
        );
        assert_eq!(fragment, Some("key-0"));
        assert_eq!(Did::parse("did:key:z6Mk").unwrap().1, None);
        for wrong in [
            "",
            "did",
            "did:key",
            "did:key:",
            "did::x",
            "did:KEY:x",
            "https://example.edu",
            "did:web:example.edu/path",
            "did:web:example.edu?query",
            "did:web:a b",
        ] {
            assert_eq!(Did::parse(wrong), None, "{wrong}");
        }
    }
}
