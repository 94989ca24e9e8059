//! Addresses on blockchains: short names for keys, by which their owners are known there.

use super::{VerificationKey, arithmetic};
use crate::encoding::hex;
use crate::resource::Chain;

impl VerificationKey {
    /// The addresses that this key has on a chain: of Bitcoin those that pay to the hash of a key, short
    /// or long (version 0 of base58check); of Ethereum the one. Keys of other kinds have none.
    pub fn addresses(&self, chain: Chain) -> Vec<String> {
        if self.algorithm.multicodec != arithmetic::SECP256K1 {
            return Vec::new();
        }
        let hashes = arithmetic::addresses(&self.bytes);
        let [short, long, ethereum] = match hashes.as_chunks::<20>().0 {
            [short, long, ethereum] => [short, long, ethereum],
            // The arithmetic has not arrived.
            _ => return Vec::new(),
        };
        match chain {
            Chain::Bitcoin => vec![base58check(short), base58check(long)],
            Chain::Ethereum => vec![format!("0x{}", hex(ethereum))],
            Chain::Test | Chain::Other => Vec::new(),
        }
    }
}

fn base58check(hash: &[u8; 20]) -> String {
    use crate::encoding::sha256;
    let mut bytes = vec![0];
    bytes.extend(hash);
    let sum = sha256(&sha256(&bytes));
    bytes.extend(&sum[..4]);
    bs58::encode(bytes).into_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::ALGORITHMS;

    /// The generator of the curve, the public key of the private key 1, which everybody knows.
    const GENERATOR: [u8; 33] = [
        0x02, 0x79, 0xbe, 0x66, 0x7e, 0xf9, 0xdc, 0xbb, 0xac, 0x55, 0xa0, 0x62, 0x95, 0xce, 0x87,
        0x0b, 0x07, 0x02, 0x9b, 0xfc, 0xdb, 0x2d, 0xce, 0x28, 0xd9, 0x59, 0xf2, 0x81, 0x5b, 0x16,
        0xf8, 0x17, 0x98,
    ];

    #[test]
    fn the_best_known_key_has_the_best_known_addresses() {
        let algorithm = ALGORITHMS.iter().find(|one| one.name == "secp256k1").unwrap();
        let key = VerificationKey::new(algorithm, &GENERATOR).unwrap();
        assert_eq!(
            key.addresses(Chain::Bitcoin),
            ["1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH", "1EHNa6Q4Jz2uvNExL497mE43ikXhwF6kZm"]
        );
        assert_eq!(key.addresses(Chain::Ethereum), ["0x7e5f4552091a69125d5dfcb7b8c2659029395bdf"]);
        assert!(key.addresses(Chain::Test).is_empty());
    }
}
