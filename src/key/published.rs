//! Keys whose private half is printed in a standard or kept in this repository: a signature by one
//! of them could have been made by anybody (VERDICT section 5).

use crate::encoding::sha256;

/// The first eight bytes of SHA-256 of the Multikey, in order.
static PUBLISHED: &[u64] = &[
    // W3C CCG did:key test vectors
    0x0038_35d6_0e64_05dd,
    // W3C CCG did:key test vectors
    0x065b_f083_e134_d0f1,
    // this project's test issuer: alice-p256
    0x099d_3474_e973_ef15,
    // W3C Data Integrity ECDSA Cryptosuites 1.0
    0x10ce_ef71_3037_ae8f,
    // W3C Data Integrity EdDSA Cryptosuites v1.0, proof sets and chains
    0x16a1_6b35_73d8_4499,
    // RFC 8032 section 7.1, test 2
    0x1a3d_df86_1aed_444e,
    // W3C Data Integrity ECDSA Cryptosuites 1.0
    0x2b46_f3af_0aa0_23f2,
    // RFC 8032 section 7.1, test 3
    0x3113_4ea8_83b2_1db4,
    // this project's test issuer: alice-p384
    0x3191_d08d_d742_a809,
    // W3C Data Integrity EdDSA Cryptosuites v1.0, proof sets and chains
    0x3330_b954_d0b4_f1d7,
    // RFC 8032 section 7.1, test 1; RFC 8037 appendix A
    0x39f0_7e8b_4ba3_818a,
    // W3C vc-jose-cose test suite
    0x4d50_65dd_90ba_38d2,
    // this project's test issuer: bob
    0x4dda_85ea_a275_bf32,
    // W3C CCG did:key test vectors
    0x57c8_35fe_0b43_fe98,
    // W3C vc-jose-cose test suite
    0x5a95_bac6_b205_5fc1,
    // W3C vc-jose-cose test suite
    0x68c7_a562_f61c_3cf8,
    // this project's test issuer: alice-k256
    0x7686_603a_40d2_58d6,
    // this project's test issuer: status
    0x793d_c53a_1036_4c73,
    // RFC 7515 appendix A
    0x7ad2_47bf_fd70_19fb,
    // W3C CCG did:key test vectors
    0x7c70_049e_8f83_2e68,
    // this project's test issuer: bob-p256
    0x82ba_5cb9_5b67_5f4c,
    // W3C CCG did:key test vectors
    0x8454_baf1_f1a4_9038,
    // W3C Data Integrity EdDSA Cryptosuites v1.0, proof sets and chains
    0x8a1e_38fd_2c39_5eb5,
    // W3C CCG did:key test vectors
    0x8fc9_7917_6348_1af5,
    // W3C Data Integrity EdDSA Cryptosuites v1.0, proof sets and chains
    0x96d3_7039_4fb2_1f86,
    // this project's test issuer: mallory-p256
    0x9aaa_0c4d_d205_de6e,
    // RFC 7515 appendix A
    0x9eb2_6f77_59bb_1f65,
    // this project's test issuer: mallory
    0x9ed0_afc4_f8e0_7e0d,
    // W3C Data Integrity EdDSA Cryptosuites v1.0, test vectors
    0xa8a4_df90_da36_1d46,
    // this project's test issuer: alice
    0xab00_e1ec_9795_0d98,
    // RFC 7520 section 3
    0xabaf_ab63_f3e4_406b,
    // W3C vc-jose-cose test suite
    0xb5eb_d7e9_b523_3a37,
    // RFC 7520 section 3
    0xcd11_8dc9_84fd_bfa0,
    // this project's test issuer: alice-rsa
    0xe3b8_7468_ef2e_39f7,
    // W3C Data Integrity ECDSA Cryptosuites 1.0
    0xf1d0_3252_826c_fb80,
    // this project's test issuer: alice-p521
    0xfb81_35a3_8c28_88f2,
    // this project's test issuer: samples
    0xfc42_7036_60a7_2f5d,
];

/// Whether this Multikey is on the list.
pub(super) fn contains(multikey: &str) -> bool {
    let hash = sha256(multikey.as_bytes());
    let mark = hash[..8].iter().fold(0, |mark, byte| mark << 8 | u64::from(*byte));
    PUBLISHED.binary_search(&mark).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_knows_what_the_standards_print() {
        assert!(PUBLISHED.windows(2).all(|pair| pair[0] < pair[1]));
        for printed in [
            // RFC 8032 section 7.1, test 1; RFC 8037 appendix A
            "z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw",
            // W3C Data Integrity EdDSA Cryptosuites 1.0, test vectors
            "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
            // W3C Data Integrity ECDSA Cryptosuites 1.0, test vectors
            "zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP",
        ] {
            assert!(contains(printed), "{printed}");
        }
        assert!(!contains("z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH"));
    }
}
