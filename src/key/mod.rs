//! Keys that verify signatures, and the algorithms that come with them.
//!
//! The algorithm follows from the key, never from what the signed document claims (CHECKLIST C4.2).

use std::fmt;

use crate::report::{Code, Stop};

mod ed25519;
mod multikey;
mod published;

/// A kind of signature: which keys it takes and how it checks.
///
/// To add one: write its file, add its line to [`ALGORITHMS`].
pub struct Algorithm {
    /// The name people in the field use (`Ed25519`).
    pub name: &'static str,
    /// The multicodec code of its public keys.
    pub multicodec: u32,
    /// Length of a public key in bytes.
    pub key_length: usize,
    /// Whether these bytes are a usable public key.
    pub accepts: fn(key: &[u8]) -> bool,
    /// Whether the signature fits message and key; `false` for any malformed input.
    pub verify: fn(key: &[u8], message: &[u8], signature: &[u8]) -> bool,
}

/// Every algorithm the verifier knows.
pub static ALGORITHMS: &[&Algorithm] = &[&ed25519::ED25519];

/// A public key, checked to be well-formed.
#[derive(Clone, PartialEq, Eq)]
pub struct VerificationKey {
    algorithm: &'static Algorithm,
    bytes: Vec<u8>,
}

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

impl VerificationKey {
    /// A key of this algorithm from its raw bytes.
    pub fn new(algorithm: &'static Algorithm, bytes: &[u8]) -> Result<Self, Stop> {
        if bytes.len() != algorithm.key_length || !(algorithm.accepts)(bytes) {
            return Err(Stop::failed(
                Code::MalformedKey,
                format!("not a key for {}", algorithm.name),
            ));
        }
        Ok(Self { algorithm, bytes: bytes.to_vec() })
    }

    /// The algorithm this key is for.
    pub fn algorithm(&self) -> &'static Algorithm {
        self.algorithm
    }

    /// The raw public key.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Checks a signature; the proof that it fits is the [`Signed`] token.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<Signed, Stop> {
        if (self.algorithm.verify)(&self.bytes, message, signature) {
            Ok(Signed(()))
        } else {
            Err(Stop::failed(Code::SignatureMismatch, self.algorithm.name))
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
}
