//! Keys in PEM (RFC 7468): SubjectPublicKeyInfo (RFC 5280) and RSAPublicKey (RFC 8017), as Open Badges
//! 2 and 1 publish them (CHECKLIST F10).

use super::{VerificationKey, ed25519, rsa as rsa_key};
use crate::encoding::base64_lenient;
use crate::report::{Code, Stop};

/// 1.2.840.113549.1.1.1 in DER.
const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
/// 1.3.101.112 in DER.
const ED25519: &[u8] = &[0x2b, 0x65, 0x70];

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

/// The key inside a SubjectPublicKeyInfo (RFC 5280, section 4.1): an algorithm, and a string of bits
/// without unused ones.
fn from_spki(der: &[u8]) -> Result<VerificationKey, Stop> {
    let malformed = || Stop::failed(Code::MalformedKey, "the PEM");
    let (info, after) = tagged(der, 0x30).ok_or_else(malformed)?;
    let (algorithm, rest) = tagged(info, 0x30).ok_or_else(malformed)?;
    let (oid, _) = tagged(algorithm, 0x06).ok_or_else(malformed)?;
    let (bits, end) = tagged(rest, 0x03).ok_or_else(malformed)?;
    let (0, key) = bits.split_first().map(|(unused, key)| (*unused, key)).ok_or_else(malformed)?
    else {
        return Err(malformed());
    };
    if !after.is_empty() || !end.is_empty() {
        return Err(malformed());
    }
    match oid {
        RSA => VerificationKey::new(&rsa_key::RSA, key),
        ED25519 => VerificationKey::new(&ed25519::ED25519, key),
        _ => Err(Stop::unknown(Code::UnsupportedKey, "a PEM with another algorithm")),
    }
}

/// Splits off one element of DER with this tag: its contents, and what follows.
fn tagged(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (found, rest) = der.split_first()?;
    let (length, rest) = rest.split_first()?;
    let (length, rest) = match length {
        0..=0x7f => (usize::from(*length), rest),
        // Longer lengths take up to four bytes; no key needs more.
        0x81..=0x84 => {
            let (bytes, rest) = rest.split_at_checked(usize::from(length & 0x7f))?;
            (bytes.iter().fold(0, |length, byte| length << 8 | usize::from(*byte)), rest)
        }
        _ => return None,
    };
    let (contents, after) = rest.split_at_checked(length)?;
    (*found == tag).then_some((contents, after))
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
        // Cut, with another tag, with something after it, and in another algorithm.
        for (from, to, expected) in [
            ("MCow", "", Code::MalformedKey),
            ("MCow", "MSow", Code::MalformedKey),
            ("ZuE=", "ZuEA", Code::MalformedKey),
            ("BQYDK2Vw", "BQYDK2Vx", Code::UnsupportedKey),
        ] {
            assert_eq!(code(&ED.replace(from, to)), expected, "{to}");
        }
        assert_eq!(code(&ED.replace("PUBLIC", "PRIVATE")), Code::KeyIsPublic);
        assert_eq!(code(&ED.replace("PUBLIC KEY", "CERTIFICATE")), Code::UnsupportedKey);
    }
}
