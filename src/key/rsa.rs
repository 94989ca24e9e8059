//! RSA signatures (RFC 8017). A key is the DER of an RSAPublicKey, as Multikeys carry it.

use super::{Algorithm, Scheme, arithmetic, jwk};

/// A scheme by its name in JOSE.
macro_rules! scheme {
    ($jose:literal) => {
        Scheme {
            jose: $jose,
            verify: |key, message, signature| {
                arithmetic::verify($jose, arithmetic::RSA, key, message, signature)
            },
        }
    };
}

/// RSA; the scheme is chosen by the header of a JWS. Data Integrity suites use the first.
pub(super) static RSA: Algorithm = Algorithm {
    name: "RSA",
    multicodec: arithmetic::RSA,
    accepts: |key| arithmetic::accepts(arithmetic::RSA, key),
    from_jwk: |jwk| {
        if jwk::text(jwk, "kty") != Some("RSA") {
            return None;
        }
        let numbers = [jwk::bytes(jwk, "n")?, jwk::bytes(jwk, "e")?];
        let key = element(0x30, &numbers.map(|number| integer(&number)).concat());
        arithmetic::accepts(arithmetic::RSA, &key).then_some(key)
    },
    schemes: &[
        scheme!("RS256"),
        scheme!("RS384"),
        scheme!("RS512"),
        scheme!("PS256"),
        scheme!("PS384"),
        scheme!("PS512"),
    ],
};

/// A positive number in DER (X.690, section 8.3): without leading zeros, but one where it would look
/// negative.
fn integer(bytes: &[u8]) -> Vec<u8> {
    let start = bytes.iter().position(|byte| *byte != 0).unwrap_or(bytes.len());
    let mut digits = bytes[start..].to_vec();
    if digits.first().is_none_or(|first| first & 0x80 != 0) {
        digits.insert(0, 0);
    }
    element(0x02, &digits)
}

/// An element in DER (X.690, section 8.1): tag, length, contents.
fn element(tag: u8, contents: &[u8]) -> Vec<u8> {
    let length = contents.len().to_be_bytes();
    let length = &length[length.iter().position(|byte| *byte != 0).unwrap_or(length.len() - 1)..];
    let mut der = vec![tag];
    if contents.len() >= 0x80 {
        // A length is a usize: eight bytes at most.
        der.push(0x80 | length.len() as u8);
    }
    der.extend(length);
    der.extend(contents);
    der
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn der_is_as_short_as_can_be() {
        assert_eq!(integer(&[0, 0, 1]), [2, 1, 1]);
        assert_eq!(integer(&[0x80]), [2, 2, 0, 0x80]);
        assert_eq!(integer(&[]), [2, 1, 0]);
        assert_eq!(element(4, &[]), [4, 0]);
        assert_eq!(element(4, &[7; 0x80])[..3], [4, 0x81, 0x80]);
        assert_eq!(element(4, &[7; 0x101])[..4], [4, 0x82, 1, 1]);
    }

    #[test]
    fn only_keys_of_some_lengths_are_used() {
        let read = |bits: usize| {
            let mut modulus = vec![0; bits.div_ceil(8)];
            modulus[0] = 1 << ((bits - 1) % 8);
            *modulus.last_mut().unwrap() |= 3;
            let [n, e] = [&modulus[..], &[1, 0, 1]].map(crate::encoding::to_base64url);
            let jwk = serde_json::json!({ "kty": "RSA", "n": n, "e": e });
            crate::key::VerificationKey::from_jwk(jwk.as_object().unwrap()).is_ok()
        };
        assert_eq!(
            [512, 1024, 2047, 2048, 4096, 8192, 8193, 16_384].map(read),
            [false, false, false, true, true, true, false, false]
        );
    }

    #[test]
    fn a_modulus_that_can_be_taken_apart_makes_no_key() {
        // The product of the primes that the mark is told by; one more than a multiple of it bears the mark.
        let primes = crate::encoding::from_hex("0a04916af44a0a5e1ba5b4b8fd").unwrap();
        let read = |last: u8| {
            let mut modulus = primes.clone();
            modulus.resize(256, 0);
            modulus.push(last);
            let [n, e] = [&modulus[..], &[1, 0, 1]].map(crate::encoding::to_base64url);
            let jwk = serde_json::json!({ "kty": "RSA", "n": n, "e": e });
            crate::key::VerificationKey::from_jwk(jwk.as_object().unwrap())
        };
        assert!(read(1).is_err());
        assert!(read(3).is_ok());
    }
}
