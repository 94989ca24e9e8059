//! Ed25519 (RFC 8032), strict: canonical S, no small-order points (CHECKLIST D1.4).

use std::cell::Cell;

use ed25519_dalek::{Signature, VerifyingKey};

use super::{Algorithm, Scheme, jwk};

/// PureEdDSA on Curve25519.
pub(super) static ED25519: Algorithm = Algorithm {
    name: "Ed25519",
    multicodec: 0xed,
    accepts: |key| parse(key).is_some(),
    from_jwk: |jwk| {
        let is_mine =
            jwk::text(jwk, "kty") == Some("OKP") && jwk::text(jwk, "crv") == Some("Ed25519");
        is_mine.then(|| jwk::bytes(jwk, "x"))?
    },
    // RFC 9864 names the curve; RFC 8037 did not.
    schemes: &[Scheme { jose: "EdDSA", verify }, Scheme { jose: "Ed25519", verify }],
};

fn verify(key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let signature = <&[u8; 64]>::try_from(signature).map(Signature::from_bytes);
    match (parse(key), signature) {
        (Some(key), Ok(signature)) => key.verify_strict(message, &signature).is_ok(),
        _ => false,
    }
}

thread_local! {
    /// The key that was read last: reading takes a square root, and each key is looked at when it is
    /// found and when it verifies, and again for the next badge of its issuer.
    static LAST: Cell<Option<VerifyingKey>> = const { Cell::new(None) };
}

fn parse(key: &[u8]) -> Option<VerifyingKey> {
    if let Some(last) = LAST.get().filter(|last| last.as_bytes() == key) {
        return Some(last);
    }
    let read = VerifyingKey::from_bytes(key.try_into().ok()?).ok()?;
    LAST.set(Some(read));
    Some(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(hex: &str) -> Vec<u8> {
        (0..hex.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
            .collect()
    }

    /// RFC 8032 section 7.1, test 2: the values themselves are facts of the algorithm.
    #[test]
    fn rfc_8032_test_2() {
        let key = bytes("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        let signature = bytes(concat!(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da",
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ));
        assert!(verify(&key, &[0x72], &signature));
        assert!(!verify(&key, &[0x73], &signature));
        assert!(!verify(&key, &[0x72], &signature[..63]));
        for bit in 0..512 {
            let mut flipped = signature.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(!verify(&key, &[0x72], &flipped));
        }
    }

    #[test]
    fn a_small_order_key_verifies_nothing() {
        let mut neutral = vec![0; 32];
        neutral[0] = 1;
        let mut signature = vec![0; 64];
        signature[0] = 1;
        assert!(!verify(&neutral, b"anything", &signature));
    }
}
