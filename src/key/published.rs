//! Keys whose private half is printed in a standard or kept in this repository: a signature by one
//! of them could have been made by anybody (VERDICT section 5).

/// As Multikeys, in ASCII order.
static PUBLISHED: &[&str] = &[
    // W3C Data Integrity EdDSA Cryptosuites v1.0, proof sets and chains
    "z6MkhWqdDBPojHA7cprTGTt5yHv5yUi1B8cnXn8ReLumkw6E",
    // RFC 8032 section 7.1, test 2
    "z6MkiaMbhXHNA4eJVCCj8dbzKzTgYDKf6crKgHVHid1F1WCT",
    // W3C Data Integrity EdDSA Cryptosuites v1.0, proof sets and chains
    "z6Mkm1S51iPHJvDEkJ9MRtxJmT8Pqo6wHipAFwBAjN83vntT",
    "z6MkmEq87wkHCYnWnNZkigeDMGTN7oUw1upkhzd77KuXERS1",
    // W3C Data Integrity EdDSA Cryptosuites v1.0, test vectors
    "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
    // W3C Data Integrity EdDSA Cryptosuites v1.0, proof sets and chains
    "z6MktgKTsu1QhX6QPbyqG6geXdw6FQCZBPq7uQpieWbiQiG7",
];

/// Whether this Multikey is on the list.
pub(super) fn contains(multikey: &str) -> bool {
    PUBLISHED.binary_search(&multikey).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::VerificationKey;

    #[test]
    fn the_list_is_sorted_and_well_formed() {
        assert!(PUBLISHED.windows(2).all(|pair| pair[0] < pair[1]));
        for key in PUBLISHED {
            assert!(VerificationKey::from_multibase(key).unwrap().is_published());
        }
    }
}
