//! The hash functions RDFC-1.0 may use.

use sha2::{Digest, Sha256, Sha384};

/// The hash function used inside RDFC-1.0 and for the digest of its result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HashAlgorithm {
    /// SHA-256, what RDFC-1.0 uses unless told otherwise.
    Sha256,
    /// SHA-384, required by `ecdsa-rdfc-2019` with a P-384 key.
    Sha384,
}

impl HashAlgorithm {
    /// The hash of some bytes.
    pub fn digest(self, bytes: &[u8]) -> Vec<u8> {
        let mut hasher = Hasher::new(self);
        hasher.update(bytes);
        hasher.finish().0[..self.size()].to_vec()
    }

    /// Bytes in a hash.
    pub(super) fn size(self) -> usize {
        match self {
            Self::Sha256 => 32,
            Self::Sha384 => 48,
        }
    }
}

/// A hash of either size; the shorter one leaves the end zero, which keeps the order of the hex.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hash(pub(super) [u8; 48]);

/// The running hash, by algorithm.
pub(super) enum Hasher {
    Sha256(Sha256),
    Sha384(Sha384),
}

impl Hasher {
    pub(super) fn new(algorithm: HashAlgorithm) -> Self {
        match algorithm {
            HashAlgorithm::Sha256 => Self::Sha256(Sha256::new()),
            HashAlgorithm::Sha384 => Self::Sha384(Sha384::new()),
        }
    }

    pub(super) fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Sha256(hasher) => hasher.update(bytes),
            Self::Sha384(hasher) => hasher.update(bytes),
        }
    }

    pub(super) fn finish(self) -> Hash {
        let mut hash = [0; 48];
        match self {
            Self::Sha256(hasher) => hash[..32].copy_from_slice(&hasher.finalize()),
            Self::Sha384(hasher) => hash.copy_from_slice(&hasher.finalize()),
        }
        Hash(hash)
    }
}
