//! ECDSA (FIPS 186-5) over the NIST curves and secp256k1. Keys are compressed points (SEC 1), as
//! Multikeys carry them.

use serde_json::{Map, Value};

use super::{Algorithm, Scheme, arithmetic, jwk};

/// An algorithm of one curve: its key is a point, its signature twice as long as a coordinate.
macro_rules! curve {
    ($(#[$doc:meta])* $name:ident, $label:literal, coordinate $length:literal, $jose:literal) => {
        $(#[$doc])*
        pub(super) static $name: Algorithm = Algorithm {
            name: $label,
            multicodec: arithmetic::$name,
            accepts: |key| key.len() == $length + 1 && arithmetic::accepts(arithmetic::$name, key),
            from_jwk: |jwk| {
                let point = point(jwk, $label, $length)?;
                arithmetic::accepts(arithmetic::$name, &point).then(|| compressed(&point))
            },
            schemes: &[Scheme {
                jose: $jose,
                verify: |key, message, signature| {
                    arithmetic::verify($jose, arithmetic::$name, key, message, signature)
                },
            }],
        };
    };
}

curve!(
    /// P-256 with SHA-256.
    P256, "P-256", coordinate 32, "ES256"
);
curve!(
    /// P-384 with SHA-384.
    P384, "P-384", coordinate 48, "ES384"
);
curve!(
    /// P-521 with SHA-512.
    P521, "P-521", coordinate 66, "ES512"
);
curve!(
    /// secp256k1 with SHA-256 (RFC 8812).
    SECP256K1, "secp256k1", coordinate 32, "ES256K"
);

/// A point in its short form: one coordinate, and whether the other is odd (SEC 1, section 2.3.3).
fn compressed(point: &[u8]) -> Vec<u8> {
    let odd = point.last().map_or(0, |last| last & 1);
    let mut short = vec![2 + odd];
    short.extend(&point[1..=point.len() / 2]);
    short
}

/// The uncompressed point of a JWK (RFC 7518 section 6.2). Coordinates are as long as the field;
/// leading zeros that were left out are put back (G16).
fn point(jwk: &Map<String, Value>, curve: &str, length: usize) -> Option<Vec<u8>> {
    if jwk::text(jwk, "kty") != Some("EC") || jwk::text(jwk, "crv") != Some(curve) {
        return None;
    }
    let mut point = vec![4];
    for name in ["x", "y"] {
        let coordinate = jwk::bytes(jwk, name)?;
        point.extend(std::iter::repeat_n(0, length.checked_sub(coordinate.len())?));
        point.extend(coordinate);
    }
    Some(point)
}
