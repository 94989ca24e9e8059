//! JSON Web Keys (RFC 7517) and sets of them.

use serde_json::{Map, Value};

use super::{ALGORITHMS, VerificationKey};
use crate::encoding::base64url;
use crate::report::{Code, Stop};

/// Members that only a private or shared key has (CHECKLIST C4.10).
const SECRET: &[&str] = &["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/// Kinds of keys that are known by name and not checked by this build.
const OTHERS: &[&str] = &["Ed448", "BLS12381G2", "Bls12381G2", "AKP"];

impl VerificationKey {
    /// Reads a JWK as a key that checks signatures.
    ///
    /// # Errors
    /// A key that is published whole, is for encryption, is malformed or of an unknown kind.
    pub fn from_jwk(jwk: &Map<String, Value>) -> Result<Self, Stop> {
        if SECRET.iter().any(|name| jwk.contains_key(*name)) {
            return Err(Stop::failed(Code::KeyIsPublic, "the JWK holds the private key"));
        }
        let for_encryption = text(jwk, "use").is_some_and(|usage| usage != "sig")
            || jwk.get("key_ops").is_some_and(|operations| {
                operations
                    .as_array()
                    .is_none_or(|all| !all.iter().any(|operation| operation == "verify"))
            });
        if for_encryption {
            return Err(Stop::failed(Code::MalformedKey, "the JWK is not for signatures"));
        }
        let found = ALGORITHMS.iter().find_map(|algorithm| {
            (algorithm.from_jwk)(jwk).map(|bytes| Self::new(algorithm, &bytes))
        });
        let only = text(jwk, "alg").map(str::to_owned);
        let found = found.map(|key| key.map(|key| Self { only, ..key }));
        found.unwrap_or_else(|| {
            let kind = text(jwk, "crv").or_else(|| text(jwk, "kty")).unwrap_or_default();
            if !super::arithmetic::is_here() && kind != "Ed25519" {
                Err(Stop::unknown(Code::KeysMissing, kind))
            } else if OTHERS.contains(&kind) {
                Err(Stop::unknown(Code::UnsupportedKey, kind))
            } else {
                Err(Stop::failed(Code::MalformedKey, "the JWK"))
            }
        })
    }
}

/// A member that is a text.
pub(super) fn text<'a>(jwk: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    jwk.get(name)?.as_str()
}

/// A member that is base64url.
pub(super) fn bytes(jwk: &Map<String, Value>, name: &str) -> Option<Vec<u8>> {
    base64url(text(jwk, name)?)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(jwk: Value) -> Result<String, Code> {
        let key = VerificationKey::from_jwk(jwk.as_object().unwrap());
        key.map(|key| key.to_multibase()).map_err(|stop| stop.problem().unwrap().code)
    }

    #[test]
    fn a_jwk_and_a_multikey_name_the_same_key() {
        // RFC 8037 appendix A: a public key of everybody.
        let x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
        let multikey = "z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw";
        let jwk = json!({ "kty": "OKP", "crv": "Ed25519", "x": x });
        assert_eq!(read(jwk).as_deref(), Ok(multikey));
    }

    #[test]
    fn says_what_is_wrong() {
        let x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
        let with = |name: &str, value: Value| {
            let mut jwk = json!({ "kty": "OKP", "crv": "Ed25519", "x": x });
            jwk[name] = value;
            read(jwk)
        };
        assert!(with("use", "sig".into()).is_ok());
        assert!(with("key_ops", json!(["verify"])).is_ok());
        assert_eq!(with("d", "AA".into()), Err(Code::KeyIsPublic));
        assert_eq!(with("use", "enc".into()), Err(Code::MalformedKey));
        assert_eq!(with("key_ops", json!(["sign"])), Err(Code::MalformedKey));
        assert_eq!(with("x", "AA".into()), Err(Code::MalformedKey));
        assert_eq!(with("crv", "Ed448".into()), Err(Code::UnsupportedKey));
        assert_eq!(with("crv", "X25519".into()), Err(Code::MalformedKey));
        assert_eq!(read(json!({ "kty": "oct", "k": "AA" })), Err(Code::KeyIsPublic));
        assert_eq!(read(json!({})), Err(Code::MalformedKey));
    }

    #[test]
    fn kind_and_curve_go_together() {
        // The base point of P-256.
        let read_as = |kind: &str, curve: &str| {
            read(json!({
                "kty": kind, "crv": curve,
                "x": "axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY",
                "y": "T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU"
            }))
        };
        assert!(read_as("EC", "P-256").is_ok());
        assert_eq!(read_as("OKP", "P-256"), Err(Code::MalformedKey));
        assert_eq!(read_as("EC", "P-255"), Err(Code::MalformedKey));
        assert_eq!(read_as("EC", "secp256k1"), Err(Code::MalformedKey));
    }
}
