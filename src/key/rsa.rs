//! RSA signatures (RFC 8017), PKCS#1 v1.5 and PSS. A key is the DER of an RSAPublicKey, as Multikeys
//! carry it. Between 2048 and 8192 bits: shorter keys can be broken, longer ones stop a browser
//! (RFC 7518 section 3.3; CHECKLIST C4.3, K20).

use rsa::pkcs1::{DecodeRsaPublicKey, EncodeRsaPublicKey};
use rsa::traits::PublicKeyParts;
use rsa::{BoxedUint, PublicKey};
use sha2::digest::FixedOutputReset;
use sha2::digest::const_oid::AssociatedOid;
use sha2::{Digest, Sha256, Sha384, Sha512};

use super::{Algorithm, Scheme, jwk};

/// Bits of the modulus.
const BITS: std::ops::RangeInclusive<usize> = 2048..=8192;

/// RSA; the scheme is chosen by the header of a JWS. Data Integrity suites use the first.
pub(super) static RSA: Algorithm = Algorithm {
    name: "RSA",
    multicodec: 0x1205,
    accepts: |key| parse(key).is_some(),
    from_jwk: |jwk| {
        if jwk::text(jwk, "kty") != Some("RSA") {
            return None;
        }
        let number = |name: &str| {
            jwk::bytes(jwk, name).map(|bytes| BoxedUint::from_be_slice_vartime(&bytes))
        };
        let key = PublicKey::new_with_size_limits(number("n")?, number("e")?, BITS).ok()?;
        Some(key.to_pkcs1_der().ok()?.into_vec())
    },
    schemes: &[
        Scheme {
            jose: "RS256",
            verify: |key, message, signature| pkcs1::<Sha256>(key, message, signature),
        },
        Scheme {
            jose: "RS384",
            verify: |key, message, signature| pkcs1::<Sha384>(key, message, signature),
        },
        Scheme {
            jose: "RS512",
            verify: |key, message, signature| pkcs1::<Sha512>(key, message, signature),
        },
        Scheme {
            jose: "PS256",
            verify: |key, message, signature| pss::<Sha256>(key, message, signature),
        },
        Scheme {
            jose: "PS384",
            verify: |key, message, signature| pss::<Sha384>(key, message, signature),
        },
        Scheme {
            jose: "PS512",
            verify: |key, message, signature| pss::<Sha512>(key, message, signature),
        },
    ],
};

fn parse(key: &[u8]) -> Option<PublicKey> {
    let key = PublicKey::from_pkcs1_der(key).ok()?;
    let bits = usize::try_from(key.n().as_ref().bit_width_vartime()).ok()?;
    (BITS.contains(&bits) && !is_roca(&key.n_bytes())).then_some(key)
}

/// Whether the modulus bears the mark of the chips that chose primes among few (CVE-2017-15361): such
/// a key can be taken apart, so its signatures prove nothing. Modulo each of these
/// primes it is a power of 65537; of other moduli, one in 2^28 is.
fn is_roca(modulus: &[u8]) -> bool {
    const PRIMES: &[u32] =
        &[11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157];
    PRIMES.iter().all(|prime| {
        let rest = modulus.iter().fold(0, |rest, byte| (rest * 256 + u32::from(*byte)) % prime);
        let mut power = 1;
        (0..*prime).any(|_| {
            power = power * 65_537 % prime;
            power == rest
        })
    })
}

fn pkcs1<D: Digest + AssociatedOid>(key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    parse(key).is_some_and(|key| key.pkcs1v15_verify::<D>(message, signature).is_ok())
}

/// The salt is as long as the hash (RFC 7518 section 3.5).
fn pss<D: Digest + FixedOutputReset>(key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    parse(key).is_some_and(|key| key.pss_verify::<D>(message, signature).is_ok())
}
