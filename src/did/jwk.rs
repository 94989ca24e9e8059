//! did:jwk: the identifier is a JWK in base64url (CHECKLIST G5).

use serde_json::Value;

use super::{ControlledDocument, Did, DidMethod, Resolved, Standing, VerificationMethod};
use crate::document::json;
use crate::encoding::base64url;
use crate::key::VerificationKey;
use crate::report::{Code, Stop};
use crate::resource::Context;

/// The method's entry in the table.
pub(super) static METHOD: DidMethod = DidMethod { name: "jwk", resolve };

fn resolve(did: &Did<'_>, _: &Context<'_>) -> Result<Resolved, Stop> {
    let text = base64url(did.id).and_then(|bytes| String::from_utf8(bytes).ok());
    let jwk = match text.and_then(|text| json::parse(&text).ok()) {
        Some(Value::Object(jwk)) => jwk,
        _ => return Err(Stop::failed(Code::MalformedIdentifier, did.text)),
    };
    // A key for encryption (`use: enc`) is refused by the reader of JWKs; `kid` plays no part.
    let key = VerificationKey::from_jwk(&jwk);
    let method = VerificationMethod::new(format!("{}#0", did.text), did.text.to_owned(), key);
    Ok(Resolved {
        document: ControlledDocument::of_key(did.text.to_owned(), method).into(),
        standing: Standing::Key,
        doubt: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding::to_base64url;
    use crate::resource::{Options, Resources};
    use crate::time::Timestamp;

    fn resolved(jwk: &str) -> Result<Resolved, Stop> {
        let did = format!("did:jwk:{}", to_base64url(jwk.as_bytes()));
        let (resources, options) = (Resources::new(), Options::new(Timestamp::from_unix(0)));
        resolve(&Did::parse(&did).unwrap().0, &Context::new(&resources, &options))
    }

    #[test]
    fn resolves_by_itself() {
        // RFC 8037 appendix A: a public key of everybody.
        let x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
        let jwk = format!("{{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"{x}\"}}");
        let document = resolved(&jwk).unwrap().document;
        let id = format!("{}#0", document.id);
        assert!(document.method(&id).unwrap().key.is_ok());
        assert!(document.lists(&id, crate::did::Relationship::Assertion));
        let encryption = jwk.replace("}", ",\"use\":\"enc\"}");
        let document = resolved(&encryption).unwrap().document;
        assert!(document.methods[0].key.is_err());
    }

    #[test]
    fn refuses_what_is_no_jwk() {
        for wrong in ["[]", "{", "x"] {
            assert!(matches!(resolved(wrong), Err(Stop::Failed(_))), "{wrong}");
        }
    }
}
