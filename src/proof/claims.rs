//! What a document claims, in the standard's own member names.

use std::rc::Rc;

use serde_json::Value;

use super::{Signs, data_integrity, jose, rdf};
use crate::did::Relationship;
use crate::document::{Document, Format, Securing};
use crate::issuer::Party;
use crate::jsonld::canon::HashAlgorithm;
use crate::resource::Context;

/// The claims of a document, as they would have been signed: by IRI for credentials that are secured
/// as RDF, by member name for all others (VERDICT section 7).
///
/// Nothing is verified here; [`super::Verified::claims`] are the claims that were.
pub fn claims(document: &Document, context: &Context<'_>) -> Rc<Value> {
    let as_rdf = document.securing.iter().any(|way| match way {
        Securing::Embedded { proof, .. } => data_integrity::signs(proof) == Signs::Rdf,
        _ => false,
    });
    let enveloped = document.securing.iter().any(|way| matches!(way, Securing::Enveloped(_)));
    if as_rdf
        && !enveloped
        && let Ok(prepared) = rdf::prepare(document, 0, HashAlgorithm::Sha256, context).as_ref()
    {
        return Rc::clone(&prepared.claims);
    }
    match &document.jwt {
        Some(jwt) => jose::filled(document, jwt),
        None => Rc::clone(&document.json),
    }
}

/// The issuer's identifier.
pub fn issuer_of(claims: &Value) -> Option<&str> {
    let issuer = match claims.get("issuer")? {
        Value::Array(items) => match &items[..] {
            [one] => one,
            _ => return None,
        },
        one => one,
    };
    issuer.as_str().or_else(|| issuer.get("id")?.as_str())
}

/// The identifier of the holder of a presentation.
pub(super) fn holder_of(claims: &Value) -> Option<&str> {
    let holder = claims.get("holder")?;
    holder.as_str().or_else(|| holder.get("id")?.as_str())
}

/// Whom the document says it is by: the issuer of a credential, the holder of a presentation.
pub(super) fn party_of<'a>(
    document: &'a Document,
    claims: &'a Value,
    relationship: Relationship,
) -> Party<'a> {
    let iss = document.jwt.as_ref().and_then(|jwt| jwt.iss.as_deref());
    let (name, id) = match document.format {
        Format::Presentation => ("holder", holder_of(claims)),
        _ => ("issuer", issuer_of(claims)),
    };
    // What the document names is what people are shown: the claim of a JWT, or the key of a presentation,
    // speaks only where it names nobody. A name that cannot be read is then nobody's.
    let id = match claims.get(name).is_some_and(names_somebody) {
        false => id.or(iss),
        true if iss.is_some() || document.format == Format::Presentation => id.or(Some("")),
        true => id,
    };
    Party { id, relationship }
}

/// Whether there is a name, readable or not.
fn names_somebody(party: &Value) -> bool {
    match party {
        Value::Null => false,
        Value::Object(object) => ["id", "@id"].iter().any(|name| object.contains_key(*name)),
        Value::Array(parties) => !parties.is_empty(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_issuer_is_a_string_an_object_or_one_in_a_list() {
        for issuer in [json!("did:a:b"), json!({ "id": "did:a:b" }), json!([{ "id": "did:a:b" }])] {
            assert_eq!(issuer_of(&json!({ "issuer": issuer })), Some("did:a:b"));
        }
        for issuer in
            [json!(null), json!([]), json!(["did:a:b", "did:a:c"]), json!({ "name": "x" })]
        {
            assert_eq!(issuer_of(&json!({ "issuer": issuer })), None);
        }
    }

    #[test]
    fn what_is_signed_as_statements_is_read_as_statements() {
        let by = |suite: &str| {
            let text = json!({
                "@context": ["https://www.w3.org/ns/credentials/v2"],
                "type": ["VerifiableCredential"],
                "https://www.w3.org/2018/credentials#issuer": { "id": "did:a:b" },
                "credentialSubject": { "id": "did:a:c" },
                "proof": { "type": "DataIntegrityProof", "cryptosuite": suite }
            });
            Document::parse(&text.to_string()).unwrap()
        };
        let resources = crate::resource::Resources::new();
        let at = crate::time::Timestamp::from_unix(1_800_000_000);
        let options = crate::resource::Options::new(at);
        let context = Context::new(&resources, &options);
        assert_eq!(issuer_of(&claims(&by("eddsa-rdfc-2022"), &context)), Some("did:a:b"));
        assert_eq!(issuer_of(&claims(&by("eddsa-jcs-2022"), &context)), None);
    }
}
