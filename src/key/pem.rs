//! Keys in PEM (RFC 7468): SubjectPublicKeyInfo (RFC 5280) and RSAPublicKey (RFC 8017), as Open Badges
//! 2 and 1 publish them (CHECKLIST F10).

use rsa::pkcs8::der::Decode;
use rsa::pkcs8::spki::{ObjectIdentifier, SubjectPublicKeyInfoRef};

use super::{Algorithm, VerificationKey, ecdsa, ed25519, rsa as rsa_key};
use crate::encoding::base64_lenient;
use crate::report::{Code, Stop};

const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");

impl VerificationKey {
    /// Reads a public key in PEM.
    ///
    /// # Errors
    /// It is no PEM, a private key, or a kind of key not known here.
    pub fn from_pem(text: &str) -> Result<Self, Stop> {
        let malformed = || Stop::failed(Code::MalformedKey, "the PEM");
        let start = text.find("-----BEGIN ").ok_or_else(malformed)? + "-----BEGIN ".len();
        let (label, rest) = text[start..].split_once("-----").ok_or_else(malformed)?;
        let (body, _) = rest.split_once("-----END ").ok_or_else(malformed)?;
        // Where a PEM passed through other formats its line breaks are sometimes two characters.
        let body = body.replace("\\n", "").replace("\\r", "");
        let der = base64_lenient(&body).ok_or_else(malformed)?;
        match label {
            "RSA PUBLIC KEY" => Self::new(&rsa_key::RSA, &der),
            "PUBLIC KEY" => from_spki(&der),
            private if private.ends_with("PRIVATE KEY") => {
                Err(Stop::failed(Code::KeyIsPublic, "the private key is published"))
            }
            other => Err(Stop::unknown(Code::UnsupportedKey, other)),
        }
    }
}

fn from_spki(der: &[u8]) -> Result<VerificationKey, Stop> {
    let malformed = || Stop::failed(Code::MalformedKey, "the PEM");
    let info = SubjectPublicKeyInfoRef::from_der(der).map_err(|_| malformed())?;
    let bits = info.subject_public_key.as_bytes().ok_or_else(malformed)?;
    match info.algorithm.oid {
        RSA => VerificationKey::new(&rsa_key::RSA, bits),
        ED25519 => VerificationKey::new(&ed25519::ED25519, bits),
        EC => {
            let point = compressed(bits).ok_or_else(malformed)?;
            // The length of a point tells these curves apart, all but P-256 and secp256k1.
            let curve = info.algorithm.parameters_oid().map_err(|_| malformed())?.to_string();
            let algorithm: &'static Algorithm = match curve.as_str() {
                "1.2.840.10045.3.1.7" => &ecdsa::P256,
                "1.3.132.0.34" => &ecdsa::P384,
                "1.3.132.0.35" => &ecdsa::P521,
                "1.3.132.0.10" => &ecdsa::SECP256K1,
                other => return Err(Stop::unknown(Code::UnsupportedKey, other)),
            };
            VerificationKey::new(algorithm, &point)
        }
        other => Err(Stop::unknown(Code::UnsupportedKey, other.to_string())),
    }
}

/// A point in its short form (SEC 1, section 2.3.3).
fn compressed(point: &[u8]) -> Option<Vec<u8>> {
    match point.split_first()? {
        (4, rest) if rest.len() % 2 == 0 && !rest.is_empty() => {
            let mut short = vec![2 + (rest.last()? & 1)];
            short.extend(&rest[..rest.len() / 2]);
            Some(short)
        }
        (2 | 3, _) => Some(point.to_vec()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Code {
        VerificationKey::from_pem(text).unwrap_err().problem().unwrap().code
    }

    /// RFC 8410, section 10.1.
    const ED: &str = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----";

    #[test]
    fn reads_what_is_published() {
        assert_eq!(VerificationKey::from_pem(ED).unwrap().algorithm().name, "Ed25519");
        assert!(VerificationKey::from_pem(&ED.replace('\n', "\\n")).is_ok());
        assert!(VerificationKey::from_pem(&ED.replace('\n', "\r\n  ")).is_ok());
    }

    #[test]
    fn says_what_is_wrong() {
        assert_eq!(code(""), Code::MalformedKey);
        assert_eq!(code(&ED.replace("MCow", "")), Code::MalformedKey);
        assert_eq!(code(&ED.replace("PUBLIC", "PRIVATE")), Code::KeyIsPublic);
        assert_eq!(code(&ED.replace("PUBLIC KEY", "CERTIFICATE")), Code::UnsupportedKey);
    }
}
