//! ECDSA (FIPS 186-5) over the NIST curves and secp256k1. Keys are compressed points (SEC 1), as
//! Multikeys carry them; signatures are r ‖ s, never DER (CHECKLIST C4.3, D4.2). A high s is accepted:
//! no rule of these standards forbids it.

use serde_json::{Map, Value};

use super::{Algorithm, Scheme, jwk, secp256k1};

/// An algorithm of one curve: its key is a point, its signature twice as long as a coordinate.
macro_rules! curve {
    (
        $(#[$doc:meta])* $name:ident, $curve:ident, $label:literal, $crv:literal,
        codec $codec:literal, coordinate $length:literal, $jose:literal
    ) => {
        $(#[$doc])*
        pub(super) static $name: Algorithm = Algorithm {
            name: $label,
            multicodec: $codec,
            accepts: |key| {
                key.len() == $length + 1 && $curve::ecdsa::VerifyingKey::from_sec1_bytes(key).is_ok()
            },
            from_jwk: |jwk| {
                let point = point(jwk, $crv, $length)?;
                let key = $curve::ecdsa::VerifyingKey::from_sec1_bytes(&point).ok()?;
                Some(key.to_sec1_point(true).as_bytes().to_vec())
            },
            schemes: &[Scheme {
                jose: $jose,
                verify: |key, message, signature| {
                    use $curve::ecdsa::signature::Verifier;
                    let key = $curve::ecdsa::VerifyingKey::from_sec1_bytes(key);
                    let signature = $curve::ecdsa::Signature::from_slice(signature);
                    match (key, signature) {
                        (Ok(key), Ok(signature)) => {
                            key.verify(message, &signature).is_ok()
                        }
                        _ => false,
                    }
                },
            }],
        };
    };
}

curve!(
    /// P-256 with SHA-256.
    P256, p256, "P-256", "P-256", codec 0x1200, coordinate 32, "ES256"
);
curve!(
    /// P-384 with SHA-384.
    P384, p384, "P-384", "P-384", codec 0x1201, coordinate 48, "ES384"
);
curve!(
    /// P-521 with SHA-512.
    P521, p521, "P-521", "P-521", codec 0x1202, coordinate 66, "ES512"
);
curve!(
    /// secp256k1 with SHA-256 (RFC 8812).
    SECP256K1, secp256k1, "secp256k1", "secp256k1", codec 0xe7, coordinate 32, "ES256K"
);

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
