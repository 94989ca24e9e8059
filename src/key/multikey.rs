//! Multikey: a multibase text that says which kind of key it is (Controlled Identifiers 1.0,
//! section 2.2.2; CHECKLIST G1, G2, G15).

use super::{ALGORITHMS, VerificationKey};
use crate::encoding::{base58btc, multicodec};
use crate::report::{Code, Stop};

/// Public keys that are known by name and not checked by this build.
const OTHERS: &[(u32, &str)] = &[(0xeb, "BLS12-381 G2"), (0x1203, "Ed448")];

/// Keys for encryption: never for proofs.
const AGREEMENT: &[u32] = &[0xec];

/// Private keys: Ed25519, P-256, P-384, P-521, secp256k1, X25519.
const SECRET: &[u32] = &[0x1300, 0x1306, 0x1307, 0x1308, 0x1301, 0x1302];

impl VerificationKey {
    /// Reads a Multikey. Only base58btc (`z`) is a valid base for keys (G2).
    pub fn from_multibase(text: &str) -> Result<Self, Stop> {
        let malformed = || Stop::failed(Code::MalformedKey, "not a Multikey");
        let bytes = text.strip_prefix('z').and_then(base58btc).ok_or_else(malformed)?;
        let (code, key) = multicodec(&bytes).ok_or_else(malformed)?;
        if let Some(algorithm) = ALGORITHMS.iter().find(|algorithm| algorithm.multicodec == code) {
            return Self::new(algorithm, key);
        }
        if SECRET.contains(&code) {
            return Err(Stop::failed(Code::KeyIsPublic, "a private key is published"));
        }
        if AGREEMENT.contains(&code) {
            return Err(Stop::failed(
                Code::MalformedKey,
                "a key for encryption, not for signatures",
            ));
        }
        match OTHERS.iter().find(|(known, _)| *known == code) {
            Some((_, name)) => Err(Stop::unknown(Code::UnsupportedKey, *name)),
            None => Err(malformed()),
        }
    }

    /// Writes the key as a Multikey.
    pub fn to_multibase(&self) -> String {
        let mut code = self.algorithm.multicodec;
        let mut bytes = Vec::with_capacity(self.bytes.len() + 2);
        while code >= 0x80 {
            // The mask keeps seven bits.
            bytes.push((code & 0x7f) as u8 | 0x80);
            code >>= 7;
        }
        bytes.push((code & 0x7f) as u8);
        bytes.extend_from_slice(&self.bytes);
        format!("z{}", bs58::encode(bytes).into_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The public key of RFC 8032 section 7.1, test 2, as a Multikey.
    const KEY: &str = "z6MkiaMbhXHNA4eJVCCj8dbzKzTgYDKf6crKgHVHid1F1WCT";

    fn code(text: &str) -> Code {
        VerificationKey::from_multibase(text).unwrap_err().problem().unwrap().code
    }

    #[test]
    fn round_trips() {
        assert_eq!(VerificationKey::from_multibase(KEY).unwrap().to_multibase(), KEY);
    }

    #[test]
    fn says_what_is_wrong() {
        assert_eq!(code(""), Code::MalformedKey);
        assert_eq!(code(&KEY[1..]), Code::MalformedKey);
        assert_eq!(code(&KEY[..KEY.len() - 2]), Code::MalformedKey);
        assert_eq!(code(&KEY.replace('M', "0")), Code::MalformedKey);
        let with_prefix = |prefix: &[u8]| {
            let bytes = [prefix, &[9; 33]].concat();
            code(&format!("z{}", bs58::encode(bytes).into_string()))
        };
        assert_eq!(with_prefix(&[0x80, 0x24]), Code::MalformedKey);
        assert_eq!(with_prefix(&[0xeb, 0x01]), Code::UnsupportedKey);
        assert_eq!(with_prefix(&[0x80, 0x26]), Code::KeyIsPublic);
        assert_eq!(with_prefix(&[0xec, 0x01]), Code::MalformedKey);
        assert_eq!(with_prefix(&[0x77]), Code::MalformedKey);
    }
}
