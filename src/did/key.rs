//! did:key: the identifier is the key (CHECKLIST G1-G4).

use super::{ControlledDocument, Did, DidMethod, Resolved, Standing, VerificationMethod};
use crate::key::VerificationKey;
use crate::report::{Code, Stop};
use crate::resource::Context;

/// The method's entry in the table.
pub(super) static METHOD: DidMethod = DidMethod { name: "key", resolve };

fn resolve(did: &Did<'_>, _: &Context<'_>) -> Result<Resolved, Stop> {
    // `did:key:1.1:z…` carries a version; only version 1 keys are defined.
    let multibase = match did.id.split_once(':') {
        None => did.id,
        Some((version, rest)) if version == "1" || version.starts_with("1.") => rest,
        Some(_) => return Err(Stop::failed(Code::MalformedIdentifier, did.text)),
    };
    let id = format!("{}#{multibase}", did.text);
    let key = match VerificationKey::from_multibase(multibase) {
        // What is no key makes the identifier itself wrong.
        Err(Stop::Failed(problem)) if problem.code == Code::MalformedKey => {
            return Err(Stop::failed(Code::MalformedIdentifier, did.text));
        }
        other => other,
    };
    let method = VerificationMethod::new(id, did.text.to_owned(), key);
    Ok(Resolved {
        document: ControlledDocument::of_key(did.text.to_owned(), method).into(),
        standing: Standing::Key,
        doubt: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resource::{Options, Resources};
    use crate::time::Timestamp;

    const KEY: &str = "z6MkiaMbhXHNA4eJVCCj8dbzKzTgYDKf6crKgHVHid1F1WCT";

    fn resolved(did: &str) -> Result<Resolved, Stop> {
        let (resources, options) = (Resources::new(), Options::new(Timestamp::from_unix(0)));
        resolve(&Did::parse(did).unwrap().0, &Context::new(&resources, &options))
    }

    #[test]
    fn resolves_by_itself() {
        let did = format!("did:key:{KEY}");
        let document = resolved(&did).unwrap().document;
        let method = document.method(&format!("{did}#{KEY}")).unwrap();
        assert_eq!(method.key.as_ref().unwrap().to_multibase(), KEY);
        assert!(document.lists(&method.id, crate::did::Relationship::Assertion));
        assert!(document.method(&format!("{did}#z6MkOther")).is_none());
    }

    #[test]
    fn refuses_what_is_no_key() {
        for wrong in ["did:key:zz6Mk", "did:key:z6Mk", "did:key:u7QE", "did:key:2:z6Mk"] {
            assert!(matches!(resolved(wrong), Err(Stop::Failed(_))), "{wrong}");
        }
    }

    #[test]
    fn only_the_first_version_has_keys() {
        for version in ["1", "1.1", "1.0"] {
            let did = format!("did:key:{version}:{KEY}");
            let document = resolved(&did).unwrap().document;
            assert!(document.method(&format!("{did}#{KEY}")).is_some(), "{did}");
        }
        for version in ["2", "10", "0.1", ""] {
            let stop = resolved(&format!("did:key:{version}:{KEY}")).err().unwrap();
            assert_eq!(stop.problem().unwrap().code, Code::MalformedIdentifier, "{version}");
        }
    }

    #[test]
    fn a_private_key_is_said_to_be_one() {
        // Ed25519, private: 0x1300.
        let bytes = [&[0x80, 0x26][..], &[7; 32]].concat();
        let did = format!("did:key:z{}", bs58::encode(bytes).into_string());
        let document = resolved(&did).unwrap().document;
        let stop = document.methods[0].key.as_ref().unwrap_err();
        assert_eq!(stop.problem().unwrap().code, Code::KeyIsPublic);
        let stop = resolved("did:key:z6Mk").err().unwrap();
        assert_eq!(stop.problem().unwrap().code, Code::MalformedIdentifier);
    }
}
