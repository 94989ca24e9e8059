//! Keys whose private half is printed in a standard or kept in this repository: a signature by one
//! of them could have been made by anybody (VERDICT section 5).

/// As Multikeys, in ASCII order.
static PUBLISHED: &[&str] = &[
    // this project's test issuer: status
    "z6MkfWu5S1CDCYtQuLDM5drC91eJeQTXPqoGSBZhntoBsM1n",
    // W3C Data Integrity EdDSA Cryptosuites v1.0, proof sets and chains
    "z6MkhWqdDBPojHA7cprTGTt5yHv5yUi1B8cnXn8ReLumkw6E",
    // RFC 8032 section 7.1, test 2
    "z6MkiaMbhXHNA4eJVCCj8dbzKzTgYDKf6crKgHVHid1F1WCT",
    // this project's test issuer: bob
    "z6MkirYzuGJGQbafFBUjZgyu1F2YCUc8uh2Mq3KcKB61THYb",
    // W3C Data Integrity EdDSA Cryptosuites v1.0, proof sets and chains
    "z6Mkm1S51iPHJvDEkJ9MRtxJmT8Pqo6wHipAFwBAjN83vntT",
    // W3C Data Integrity EdDSA Cryptosuites v1.0, proof sets and chains
    "z6MkmEq87wkHCYnWnNZkigeDMGTN7oUw1upkhzd77KuXERS1",
    // W3C Data Integrity EdDSA Cryptosuites v1.0, test vectors
    "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
    // W3C Data Integrity EdDSA Cryptosuites v1.0, proof sets and chains
    "z6MktgKTsu1QhX6QPbyqG6geXdw6FQCZBPq7uQpieWbiQiG7",
    // RFC 8032 section 7.1, test 1; RFC 8037 appendix A
    "z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw",
    // this project's test issuer: samples
    "z6MkupAXQcSg6uYcpvUuxtG2tz8LpReX92ys3DooE42qXcqE",
    // this project's test issuer: alice
    "z6MkvfHV617kDAjzjqWF3YvnU8iAELEUyQv9sLQfoUTCfptW",
    // this project's test issuer: mallory
    "z6MkwCaEDzebeRpvFREqBmaaLJ1CNhL7EjNLmAN2n3RJ4TML",
    // RFC 8032 section 7.1, test 3
    "z6MkwSD8dBdqcXQzKJZQFPy2hh2izzxskndKCjdmC2dBpfME",
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
