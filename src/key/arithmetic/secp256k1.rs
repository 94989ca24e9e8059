//! The curve secp256k1 (SEC 2, section 2.4.1): its numbers, for the arithmetic that the NIST curves use.
//!
//! The crate k256 is made for speed and costs 20 KB of the first load; this definition costs a
//! quarter of that. The tests below hold the two against each other.

use elliptic_curve::bigint::{ArrayEncoding, Limb, Odd, U256};
use elliptic_curve::consts::U32;
use elliptic_curve::ff::PrimeField;
use elliptic_curve::hazmat::FieldArithmetic;
use elliptic_curve::ops::{BatchInvert, Reduce, ReduceNonZero};
use elliptic_curve::point::{PointCompaction, PointCompression};
use elliptic_curve::scalar::{FromUintUnchecked, IsHigh};
use elliptic_curve::subtle::{
    Choice, ConditionallySelectable, ConstantTimeEq, ConstantTimeGreater, CtOption,
};
use elliptic_curve::{Curve, CurveArithmetic, FieldBytes, PrimeCurve, PrimeCurveArithmetic};
use primeorder::{PrimeCurveParams, mul_backend, point_arithmetic, wnaf};

use field::FieldElement;
use scalar::Scalar;

const FIELD: &str = "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f";
const ORDER: &str = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";

/// The curve y² = x³ + 7.
#[derive(Copy, Clone, Debug, Default, Eq, PartialEq, PartialOrd, Ord)]
pub struct Secp256k1;

/// What the NIST curves call so.
pub(super) mod ecdsa {
    pub(crate) use ecdsa::signature;

    /// A public key.
    pub(crate) type VerifyingKey = ecdsa::VerifyingKey<super::Secp256k1>;
    /// r and s.
    pub(crate) type Signature = ecdsa::Signature<super::Secp256k1>;
}

impl Curve for Secp256k1 {
    type FieldBytesSize = U32;
    type Uint = U256;
    const ORDER: Odd<U256> = Odd::<U256>::from_be_hex(ORDER);
}

impl PrimeCurve for Secp256k1 {}

impl PointCompression for Secp256k1 {
    const COMPRESS_POINTS: bool = true;
}

impl PointCompaction for Secp256k1 {
    const COMPACT_POINTS: bool = false;
}

impl ::ecdsa::EcdsaCurve for Secp256k1 {
    // A high s is the same signature written otherwise; no rule of these standards forbids it.
    const NORMALIZE_S: bool = false;
}

impl ::ecdsa::DigestAlgorithm for Secp256k1 {
    type Digest = sha2::Sha256;
}

impl CurveArithmetic for Secp256k1 {
    type AffinePoint = primeorder::AffinePoint<Self>;
    type ProjectivePoint = primeorder::ProjectivePoint<Self>;
    type Scalar = Scalar;
}

impl FieldArithmetic for Secp256k1 {
    type FieldElement = FieldElement;
}

impl PrimeCurveArithmetic for Secp256k1 {
    type CurveGroup = primeorder::ProjectivePoint<Self>;
}

impl PrimeCurveParams for Secp256k1 {
    type PointArithmetic = point_arithmetic::EquationAIsGeneric;
    type Backend = mul_backend::VariableOnly;
    const EQUATION_A: FieldElement = FieldElement::ZERO;
    const EQUATION_B: FieldElement = FieldElement::from_u64(7);
    const GENERATOR: (FieldElement, FieldElement) = (
        FieldElement::from_hex_vartime(
            "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
        ),
        FieldElement::from_hex_vartime(
            "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8",
        ),
    );
}

#[allow(deprecated, reason = "a macro of primefield 0.14 calls what crypto-bigint has renamed")]
mod field {
    use super::*;

    primefield::monty_field_params! {
        name: FieldParams,
        modulus: FIELD,
        uint: U256,
        byte_order: primefield::ByteOrder::BigEndian,
        multiplicative_generator: 3,
        doc: "Numbers modulo p, in Montgomery form."
    }

    primefield::monty_field_element! {
        name: FieldElement,
        params: FieldParams,
        uint: U256,
        doc: "A coordinate: a number modulo p."
    }

    primefield::monty_field_arithmetic! { name: FieldElement, params: FieldParams, uint: U256 }

    impl BatchInvert for FieldElement {}
}

#[allow(deprecated, reason = "as above")]
mod scalar {
    use super::*;

    primefield::monty_field_params! {
        name: ScalarParams,
        modulus: ORDER,
        uint: U256,
        byte_order: primefield::ByteOrder::BigEndian,
        multiplicative_generator: 7,
        doc: "Numbers modulo the order of the curve, in Montgomery form."
    }

    primefield::monty_field_element! {
        name: Scalar,
        params: ScalarParams,
        uint: U256,
        doc: "How often a point is added: a number modulo the order."
    }

    primefield::monty_field_arithmetic! { name: Scalar, params: ScalarParams, uint: U256 }
}

elliptic_curve::scalar_impls!(Secp256k1, Scalar);
wnaf::impl_wnaf_size_for_scalar!(Scalar);

impl AsRef<Self> for Scalar {
    fn as_ref(&self) -> &Self {
        self
    }
}

impl FromUintUnchecked for Scalar {
    type Uint = U256;

    fn from_uint_unchecked(uint: U256) -> Self {
        Self::from_uint_unchecked(uint)
    }
}

impl IsHigh for Scalar {
    fn is_high(&self) -> Choice {
        const HALF: U256 = Secp256k1::ORDER.as_ref().shr_vartime(1);
        self.to_canonical().ct_gt(&HALF)
    }
}

/// The number, or what is left after taking the modulus away once: it is never twice as large.
fn reduced(number: &U256, modulus: &U256) -> U256 {
    let (rest, borrow) = number.borrowing_sub(modulus, Limb::ZERO);
    U256::conditional_select(&rest, number, Choice::from((borrow.0 & 1) as u8))
}

impl Reduce<U256> for Scalar {
    fn reduce(number: &U256) -> Self {
        Self::from_uint_unchecked(reduced(number, Secp256k1::ORDER.as_ref()))
    }
}

impl Reduce<FieldBytes<Secp256k1>> for Scalar {
    fn reduce(bytes: &FieldBytes<Secp256k1>) -> Self {
        Self::reduce(&U256::from_be_byte_array(*bytes))
    }
}

impl ReduceNonZero<U256> for Scalar {
    fn reduce_nonzero(number: &U256) -> Self {
        const LAST: U256 = Secp256k1::ORDER.as_ref().wrapping_sub(&U256::ONE);
        Self::from_uint_unchecked(reduced(number, &LAST).wrapping_add(&U256::ONE))
    }
}

impl ReduceNonZero<FieldBytes<Secp256k1>> for Scalar {
    fn reduce_nonzero(bytes: &FieldBytes<Secp256k1>) -> Self {
        Self::reduce_nonzero(&U256::from_be_byte_array(*bytes))
    }
}

#[cfg(test)]
mod tests {
    use k256::ecdsa::signature::{Signer, Verifier};
    use proptest::prelude::*;

    use super::*;

    primefield::test_primefield!(FieldElement, U256);

    mod scalars {
        use super::super::*;

        primefield::test_primefield!(Scalar, U256);
    }

    fn verify(key: &[u8], message: &[u8], signature: &[u8]) -> bool {
        let key = super::ecdsa::VerifyingKey::from_sec1_bytes(key).unwrap();
        super::ecdsa::Signature::from_slice(signature)
            .is_ok_and(|signature| key.verify(message, &signature).is_ok())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        /// What k256 signs fits here, and nothing else does.
        #[test]
        fn agrees_with_k256(seed in any::<[u8; 32]>(), message: Vec<u8>, at in 0..64usize, bit in 0..8u8) {
            let Ok(secret) = k256::ecdsa::SigningKey::from_slice(&seed) else { return Ok(()) };
            let signature: k256::ecdsa::Signature = secret.sign(&message);
            let mut signature = signature.to_bytes().to_vec();
            for compressed in [true, false] {
                let key = secret.verifying_key().to_sec1_point(compressed);
                prop_assert!(verify(key.as_bytes(), &message, &signature));
            }
            let key = secret.verifying_key().to_sec1_point(true);
            signature[at] ^= 1 << bit;
            prop_assert!(!verify(key.as_bytes(), &message, &signature));
        }
    }

    /// Both halves of s stand for the same signature.
    #[test]
    fn a_high_s_is_the_same_signature() {
        let secret = k256::ecdsa::SigningKey::from_slice(&[7; 32]).unwrap();
        let signature: k256::ecdsa::Signature = secret.sign(b"x");
        let high = k256::ecdsa::Signature::from_scalars(signature.r(), -*signature.s()).unwrap();
        let key = secret.verifying_key().to_sec1_point(true);
        assert!(verify(key.as_bytes(), b"x", &high.to_bytes()));
    }
}
