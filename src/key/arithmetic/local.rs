//! ECDSA and RSA by well-kept crates.
//!
//! ECDSA (FIPS 186-5): signatures are r ‖ s, never DER (CHECKLIST C4.3, D4.2). A high s is accepted: no
//! rule of these standards forbids it. RSA (RFC 8017): PKCS#1 v1.5 and PSS, keys between 2048 and 8192
//! bits: shorter keys can be broken, longer ones stop a browser (RFC 7518 section 3.3; C4.3, K20).

use ripemd::Ripemd160;
use rsa::PublicKey;
use rsa::pkcs1::DecodeRsaPublicKey;
use rsa::traits::PublicKeyParts;
use sha2::digest::FixedOutputReset;
use sha2::digest::const_oid::AssociatedOid;
use sha2::{Digest, Sha256, Sha384, Sha512};
use sha3::Keccak256;

use super::{P256, P384, P521, RSA, SECP256K1, secp256k1};

/// Bits of an RSA modulus.
const BITS: std::ops::RangeInclusive<usize> = 2048..=8192;

/// The two questions for one curve.
macro_rules! curve {
    ($curve:ident, accepts $key:ident) => {
        $curve::ecdsa::VerifyingKey::from_sec1_bytes($key).is_ok()
    };
    ($curve:ident, verify $key:ident, $message:ident, $signature:ident) => {{
        use $curve::ecdsa::signature::Verifier;
        let key = $curve::ecdsa::VerifyingKey::from_sec1_bytes($key);
        let signature = $curve::ecdsa::Signature::from_slice($signature);
        match (key, signature) {
            (Ok(key), Ok(signature)) => key.verify($message, &signature).is_ok(),
            _ => false,
        }
    }};
}

/// Whether these bytes are a usable key of this kind: a point of the curve, short or long (SEC 1), or
/// the DER of an RSAPublicKey.
pub fn accepts(code: u32, key: &[u8]) -> bool {
    match code {
        P256 => curve!(p256, accepts key),
        P384 => curve!(p384, accepts key),
        P521 => curve!(p521, accepts key),
        SECP256K1 => curve!(secp256k1, accepts key),
        RSA => parse(key).is_some(),
        _ => false,
    }
}

/// Whether a signature fits message and key; `false` for any malformed input. `jose` names the scheme
/// (RFC 7518 section 3.1).
pub fn verify(jose: &str, code: u32, key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    match (jose, code) {
        ("ES256", P256) => curve!(p256, verify key, message, signature),
        ("ES384", P384) => curve!(p384, verify key, message, signature),
        ("ES512", P521) => curve!(p521, verify key, message, signature),
        ("ES256K", SECP256K1) => curve!(secp256k1, verify key, message, signature),
        ("RS256", RSA) => pkcs1::<Sha256>(key, message, signature),
        ("RS384", RSA) => pkcs1::<Sha384>(key, message, signature),
        ("RS512", RSA) => pkcs1::<Sha512>(key, message, signature),
        ("PS256", RSA) => pss::<Sha256>(key, message, signature),
        ("PS384", RSA) => pss::<Sha384>(key, message, signature),
        ("PS512", RSA) => pss::<Sha512>(key, message, signature),
        _ => false,
    }
}

/// The hashes that a key of secp256k1 is known by on blockchains, 20 bytes each: RIPEMD-160 of SHA-256
/// of the key's short and long form (Bitcoin), and the end of Keccak-256 of its long form (Ethereum).
/// Nothing for what is no such key.
pub fn addresses(key: &[u8]) -> Vec<u8> {
    let Ok(key) = secp256k1::ecdsa::VerifyingKey::from_sec1_bytes(key) else { return Vec::new() };
    let (short, long) = (key.to_sec1_point(true), key.to_sec1_point(false));
    let paid = |point: &[u8]| Ripemd160::digest(Sha256::digest(point));
    let long = long.as_bytes();
    let keccak = Keccak256::digest(&long[1..]);
    [&paid(short.as_bytes())[..], &paid(long)[..], &keccak[12..]].concat()
}

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
