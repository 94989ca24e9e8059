//! How much work one file may cost, whatever stands in it and however often.
//!
//! A document has limits of its own. A file may hold hundreds of documents, and each of them many proofs:
//! what all of them cost together is counted here. Prices are fixed, and what a file costs is the same
//! everywhere; they are near what the work takes in nanoseconds on the machine it was measured on.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::fmt;

/// The definition of a term in a context that is read anew for each document.
pub const DEFINITION: u64 = 1_000;
/// A term of a context that is copied because another adds to it.
pub const COPY: u64 = 50;
/// The use of a context within a term.
pub const SCOPE: u64 = 2_000;
/// A context that is named, also where what it defines is at hand.
pub const LOAD: u64 = 200_000;
/// A step of canonicalisation ([`crate::jsonld::canon`]).
pub const STEP: u64 = 5_000;
/// A signature and the search for its key.
pub const SIGNATURE: u64 = 500_000;
/// An entry of a list that is gone through.
pub const ENTRY: u64 = 300;
/// A byte that is searched for a name.
pub const SEARCHED: u64 = 1;
/// A byte that is unpacked or hashed.
pub const UNPACKED: u64 = 2;
/// A byte of JSON that is read once more: small objects take longest.
pub const READ: u64 = 100;
/// A byte of a hosted badge, its class or its issuer, which is read and put together.
pub const HOSTED: u64 = 300;
/// Two statements that are compared.
pub const COMPARED: u64 = 10;
/// A byte of JSON that is expanded once more.
pub const EXPANDED: u64 = 40;
/// A byte of JSON that is put in its canonical form (numbers take longest).
pub const ORDERED: u64 = 80;

/// What is left for one file.
#[derive(Debug)]
pub struct Budget {
    left: Cell<u64>,
    /// Names of what was paid for once and is kept.
    paid: RefCell<BTreeSet<String>>,
}

/// The file has cost what it may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spent;

impl fmt::Display for Spent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("together with the rest of its file")
    }
}

impl std::error::Error for Spent {}

impl Budget {
    /// A budget of so much.
    pub const fn new(whole: u64) -> Self {
        Self { left: Cell::new(whole), paid: RefCell::new(BTreeSet::new()) }
    }

    /// Pays for one piece of work, or for many of the same price. Once it was not enough, nothing is left
    /// for smaller ones either: what was too much does not depend on what comes after it.
    ///
    /// # Errors
    /// It was not enough.
    pub fn spend(&self, price: u64, times: usize) -> Result<(), Spent> {
        let times = u64::try_from(times).unwrap_or(u64::MAX);
        let left = self.left.get().saturating_sub(price.saturating_mul(times));
        self.left.set(left);
        if left == 0 { Err(Spent) } else { Ok(()) }
    }

    /// Whether something by this name is met for the first time. What is kept between files is paid for once in
    /// each of them: neither what was checked before a file shows in its price, nor how often it needs it.
    pub fn meets(&self, name: &str) -> bool {
        self.paid.borrow_mut().insert(name.to_owned())
    }

    /// How much is left; nothing after a work that was too much.
    pub fn left(&self) -> u64 {
        self.left.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_too_much_leaves_nothing() {
        let budget = Budget::new(10);
        assert_eq!((budget.spend(3, 2), budget.left()), (Ok(()), 4));
        assert_eq!((budget.spend(0, 7), budget.left()), (Ok(()), 4));
        assert_eq!((budget.spend(u64::MAX, usize::MAX), budget.left()), (Err(Spent), 0));
        assert_eq!(budget.spend(0, 1), Err(Spent));
        assert_eq!(["a", "b", "a"].map(|name| budget.meets(name)), [true, true, false]);
        // The last of it is not there to be spent: what is left after it would be nothing.
        assert_eq!(Budget::new(10).spend(10, 1), Err(Spent));
    }
}
