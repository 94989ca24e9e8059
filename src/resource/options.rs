//! What the person asked about, and how far the verifier may go.

use super::{Explorer, TrustList};
use crate::time::Timestamp;

/// The day this version was made: a clock that shows an earlier one is wrong (VERDICT section 6).
pub const RELEASED: Timestamp = Timestamp::from_unix(1_795_392_000);

/// The question: when, for whom, and on whose word.
#[derive(Clone, Debug)]
pub struct Options {
    /// The moment asked about.
    pub at: Timestamp,
    /// Another day for which the badge's period is asked about. Everything else, the age of evidence
    /// above all, is judged at `at` (VERDICT section 6, "Age").
    pub as_of: Option<Timestamp>,
    /// The e-mail address or identifier of the person the badge should have been awarded to.
    pub recipient: Option<String>,
    /// What a holder was asked to sign, so that a presentation shows who holds the key now.
    pub challenge: Option<String>,
    /// The issuers this person or site knows.
    pub trust: TrustList,
    /// Whom to ask about transactions of blockchains. None: nobody is asked.
    pub explorers: Vec<Explorer>,
    /// What evidence of origin [`Supplied`](super::Origin::Supplied) is worth.
    pub supplied: SuppliedEvidence,
    /// Whether addresses on this machine and its network may be asked: only where the page itself is
    /// served from there.
    pub local_addresses: LocalAddresses,
    /// What a signature by a key with a published private half is worth.
    pub published_keys: PublishedKeys,
    /// Caps on size, age and work.
    pub limits: Limits,
}

impl Options {
    /// The usual question at this moment: nobody named, nobody trusted, supplied evidence doubted.
    pub fn new(at: Timestamp) -> Self {
        Self {
            at,
            as_of: None,
            recipient: None,
            challenge: None,
            trust: TrustList::default(),
            explorers: Vec::new(),
            supplied: SuppliedEvidence::Doubt,
            local_addresses: LocalAddresses::Refuse,
            published_keys: PublishedKeys::Refuse,
            limits: Limits::default(),
        }
    }
}

/// Whether unsigned evidence that came with the badge counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuppliedEvidence {
    /// It proves nothing: the candidate may have made it.
    Doubt,
    /// The person asking saved it from its address.
    Trust,
}

/// Whether addresses that only this machine and its network know may be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocalAddresses {
    /// Never: a badge could make the page knock at doors inside (CHECKLIST K19).
    Refuse,
    /// This machine alone, also over http: for those who build an issuer on it.
    Allow,
}

/// Whether keys whose private half everybody knows may sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublishedKeys {
    /// Such a signature fails.
    Refuse,
    /// For published test vectors and the page's own samples only.
    Allow,
}

/// Caps, each with its reason.
#[derive(Clone, Debug)]
pub struct Limits {
    /// A clock before this is wrong.
    pub released: Timestamp,
    /// How old a status list may be, in seconds: a week, so that a revocation is noticed in time.
    pub status_age: i64,
    /// How far clocks may disagree, in seconds (CHECKLIST C7.3).
    pub clock_skew: i64,
    /// RDFC-1.0 work in steps; the largest positive W3C case takes 3 348.
    pub canonical_steps: u32,
    /// Unpacked size of a status list in bytes: 2^24 one-bit entries with room to spare.
    pub status_list_bytes: usize,
    /// How many addresses one verification may ask for.
    pub requests: usize,
    /// What a file may cost with everything in it ([`crate::budget`]): a record of 200 badges costs a
    /// twentieth of it.
    pub work: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            released: RELEASED,
            status_age: 7 * 24 * 60 * 60,
            clock_skew: 5 * 60,
            canonical_steps: 20_000,
            status_list_bytes: 4 << 20,
            requests: 32,
            work: 10_000_000_000,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn released_is_a_day() {
        assert_eq!(RELEASED.to_string(), "2026-11-23T00:00:00Z");
    }
}
