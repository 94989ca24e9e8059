//! RSA signatures (RFC 8017), PKCS#1 v1.5 and PSS. A key is the DER of an RSAPublicKey, as Multikeys
//! carry it. Between 2048 and 8192 bits: shorter keys can be broken, longer ones stop a browser
//! (RFC 7518 section 3.3; CHECKLIST C4.3, K20).

use rsa::pkcs1::{DecodeRsaPublicKey, EncodeRsaPublicKey};
use rsa::sha2::{Digest, Sha256, Sha384, Sha512};
use rsa::traits::PublicKeyParts;
use rsa::{BigUint, Pkcs1v15Sign, Pss, RsaPublicKey};

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
        let number = |name: &str| jwk::bytes(jwk, name).map(|bytes| BigUint::from_bytes_be(&bytes));
        let key = RsaPublicKey::new_with_max_size(number("n")?, number("e")?, *BITS.end()).ok()?;
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

fn parse(key: &[u8]) -> Option<RsaPublicKey> {
    let key = RsaPublicKey::from_pkcs1_der(key).ok()?;
    (BITS.contains(&key.n().bits()) && !is_roca(key.n())).then_some(key)
}

/// Whether the modulus bears the mark of the chips that chose primes among few (CVE-2017-15361): such
/// a key can be taken apart, so its signatures prove nothing. Modulo each of these
/// primes it is a power of 65537; of other moduli, one in 2^28 is.
fn is_roca(modulus: &BigUint) -> bool {
    const PRIMES: &[u32] =
        &[11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157];
    let bytes = modulus.to_bytes_be();
    PRIMES.iter().all(|prime| {
        let rest = bytes.iter().fold(0, |rest, byte| (rest * 256 + u32::from(*byte)) % prime);
        let mut power = 1;
        (0..*prime).any(|_| {
            power = power * 65_537 % prime;
            power == rest
        })
    })
}

fn pkcs1<D: Digest + rsa::pkcs8::AssociatedOid>(
    key: &[u8],
    message: &[u8],
    signature: &[u8],
) -> bool {
    let hash = D::digest(message);
    parse(key).is_some_and(|key| key.verify(Pkcs1v15Sign::new::<D>(), &hash, signature).is_ok())
}

/// The salt is as long as the hash (RFC 7518 section 3.5).
fn pss<D>(key: &[u8], message: &[u8], signature: &[u8]) -> bool
where
    D: 'static + Digest + rsa::signature::digest::DynDigest + Send + Sync,
{
    let hash = D::digest(message);
    parse(key).is_some_and(|key| key.verify(Pss::new::<D>(), &hash, signature).is_ok())
}
