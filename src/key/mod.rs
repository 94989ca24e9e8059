//! Keys that verify signatures, and the algorithms that come with them.
//!
//! The algorithm follows from the key, never from what the signed document claims (CHECKLIST C4.2).

use std::fmt;

use serde_json::{Map, Value};

use crate::report::{Code, Stop};

mod address;
pub mod arithmetic;
mod ecdsa;
mod ed25519;
mod jwk;
mod multikey;
mod pem;
mod published;
mod rsa;

/// A kind of key: how it is written and which signatures it checks.
///
/// To add one: write its file, add its line to [`ALGORITHMS`].
pub struct Algorithm {
    /// The name people in the field use (`Ed25519`).
    pub name: &'static str,
    /// The multicodec code of its public keys.
    pub multicodec: u32,
    /// Whether these bytes are a usable public key.
    pub accepts: fn(key: &[u8]) -> bool,
    /// The raw key of a JWK of this kind; `None` for JWKs of other kinds and for malformed ones.
    pub from_jwk: fn(jwk: &Map<String, Value>) -> Option<Vec<u8>>,
    /// The ways of signing with such a key; the first is the one that Data Integrity uses.
    pub schemes: &'static [Scheme],
}

/// A way of signing.
pub struct Scheme {
    /// Its name in the header of a JWS (RFC 7518 section 3.1).
    pub jose: &'static str,
    /// Whether the signature fits message and key; `false` for any malformed input.
    pub verify: fn(key: &[u8], message: &[u8], signature: &[u8]) -> bool,
}

/// Every algorithm the verifier knows.
pub static ALGORITHMS: &[&Algorithm] =
    &[&ed25519::ED25519, &ecdsa::P256, &ecdsa::P384, &ecdsa::P521, &ecdsa::SECP256K1, &rsa::RSA];

/// A public key, checked to be well-formed.
#[derive(Clone)]
pub struct VerificationKey {
    algorithm: &'static Algorithm,
    bytes: Vec<u8>,
    /// The only scheme its owner wants it used with, by its name in JOSE.
    only: Option<String>,
}

/// The same key, whatever its owner wants it used for.
impl PartialEq for VerificationKey {
    fn eq(&self, other: &Self) -> bool {
        (self.algorithm, &self.bytes) == (other.algorithm, &other.bytes)
    }
}

impl Eq for VerificationKey {}

impl PartialEq for Algorithm {
    fn eq(&self, other: &Self) -> bool {
        self.multicodec == other.multicodec
    }
}

impl Eq for Algorithm {}

impl fmt::Debug for VerificationKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.algorithm.name, self.to_multibase())
    }
}

/// Whether a key could not be read only because its arithmetic has not arrived: another time it can.
pub fn is_missing(key: &Result<VerificationKey, Stop>) -> bool {
    matches!(key, Err(Stop::Unknown(problem)) if problem.code == Code::KeysMissing)
}

impl VerificationKey {
    /// A key of this algorithm from its raw bytes.
    pub fn new(algorithm: &'static Algorithm, bytes: &[u8]) -> Result<Self, Stop> {
        if !(algorithm.accepts)(bytes) {
            if algorithm.multicodec != ed25519::ED25519.multicodec && !arithmetic::is_here() {
                return Err(Stop::unknown(Code::KeysMissing, algorithm.name));
            }
            return Err(Stop::failed(
                Code::MalformedKey,
                format!("not a key for {}", algorithm.name),
            ));
        }
        Ok(Self { algorithm, bytes: bytes.to_vec(), only: None })
    }

    /// The algorithm this key is for.
    pub fn algorithm(&self) -> &'static Algorithm {
        self.algorithm
    }

    /// How many signatures with short keys one with this key is as dear as, beyond the first.
    pub fn effort(&self) -> usize {
        match self.algorithm.name {
            "RSA" => (self.bytes.len() / 256).pow(2),
            "P-384" | "P-521" => 3,
            _ => 0,
        }
    }

    /// The raw public key.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Checks a signature; the proof that it fits is the [`Signed`] token.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<Signed, Stop> {
        self.check(&self.algorithm.schemes[0], message, signature)
    }

    /// Checks a signature made the way a JWS names (`alg`).
    ///
    /// # Errors
    /// The key is of another kind than the name (C4.2), or the signature does not fit.
    pub fn verify_as(&self, jose: &str, message: &[u8], signature: &[u8]) -> Result<Signed, Stop> {
        // Both names of Ed25519 mean one thing.
        let is = |name: &str, other: &str| {
            name == other || [name, other].iter().all(|one| ["EdDSA", "Ed25519"].contains(one))
        };
        if let Some(only) = self.only.as_deref().filter(|only| !is(only, jose)) {
            let detail = format!("{jose} with a key for {only}");
            return Err(Stop::failed(Code::MalformedProof, detail));
        }
        let known = |scheme: &&Scheme| scheme.jose == jose;
        let scheme = self.algorithm.schemes.iter().find(known).ok_or_else(|| {
            let detail = format!("{jose} with a key for {}", self.algorithm.name);
            Stop::failed(Code::MalformedProof, detail)
        })?;
        self.check(scheme, message, signature)
    }

    fn check(&self, scheme: &Scheme, message: &[u8], signature: &[u8]) -> Result<Signed, Stop> {
        if (scheme.verify)(&self.bytes, message, signature) {
            Ok(Signed(()))
        } else {
            Err(Stop::failed(Code::SignatureMismatch, scheme.jose))
        }
    }

    /// Whether the private half of this key is known to everybody (VERDICT section 5).
    pub fn is_published(&self) -> bool {
        published::contains(&self.to_multibase())
    }
}

/// A signature was computed over the message with the private half of the key, and it fits.
#[derive(Debug)]
pub struct Signed(());

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn algorithms_are_told_apart_by_multicodec() {
        for (index, algorithm) in ALGORITHMS.iter().enumerate() {
            assert!(ALGORITHMS[index + 1..].iter().all(|other| *other != *algorithm));
        }
    }

    #[test]
    fn a_key_of_wrong_length_is_refused() {
        let stop = VerificationKey::new(&ed25519::ED25519, &[1; 31]).unwrap_err();
        assert_eq!(stop.problem().unwrap().code, Code::MalformedKey);
    }

    /// Why a signature of zeros is not taken by a JWK that says what it is for, if it says so.
    fn refused(only: Option<&str>, jose: &str) -> Code {
        let x = "dexgAJVdK-D7OpF7Zh6Vb7TXVqy2UWZoSsbEIbg7aIU";
        let mut jwk = serde_json::json!({ "kty": "OKP", "crv": "Ed25519", "x": x });
        if let Some(only) = only {
            jwk["alg"] = only.into();
        }
        let key = VerificationKey::from_jwk(jwk.as_object().unwrap()).unwrap();
        key.verify_as(jose, b"", &[0; 64]).unwrap_err().problem().unwrap().code
    }

    #[test]
    fn a_key_is_for_what_it_says() {
        // Both names of Ed25519 mean one thing; these are looked at, and do not fit.
        for only in [None, Some("EdDSA"), Some("Ed25519")] {
            for jose in ["EdDSA", "Ed25519"] {
                assert_eq!(refused(only, jose), Code::SignatureMismatch, "{only:?} {jose}");
            }
            assert_eq!(refused(only, "ES256"), Code::MalformedProof, "{only:?}");
        }
        for jose in ["EdDSA", "Ed25519"] {
            assert_eq!(refused(Some("ES256"), jose), Code::MalformedProof, "{jose}");
        }
    }

    #[test]
    fn a_key_is_its_algorithm_and_its_bytes() {
        let text = "z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH";
        let key = VerificationKey::from_multibase(text).unwrap();
        assert_eq!(format!("{key:?}"), format!("Ed25519 {text}"));
        let decoded = bs58::decode(&text[1..]).into_vec().unwrap();
        assert_eq!(key.bytes(), &decoded[2..]);
    }
}
