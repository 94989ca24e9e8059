//! The arithmetic in a module that arrives later. Until it does, no key of its kinds is accepted, and who
//! asked for one can be told to ask again ([`was_missed`]).

use std::cell::{Cell, RefCell};

/// The questions, as the other module answers them.
pub trait Arithmetic {
    /// Whether these bytes are a usable key of this kind.
    fn accepts(&self, code: u32, key: &[u8]) -> bool;

    /// Whether a signature fits message and key.
    fn verify(&self, jose: &str, code: u32, key: &[u8], message: &[u8], signature: &[u8]) -> bool;

    /// The hashes that a key of secp256k1 is known by on blockchains.
    fn addresses(&self, key: &[u8]) -> Vec<u8>;
}

thread_local! {
    static THERE: RefCell<Option<Box<dyn Arithmetic>>> = const { RefCell::new(None) };
    static MISSED: Cell<bool> = const { Cell::new(false) };
}

/// Takes the other module in use.
pub fn install(arithmetic: Box<dyn Arithmetic>) {
    THERE.replace(Some(arithmetic));
}

/// Whether somebody asked for the other module before it was here, since this was called last.
pub fn was_missed() -> bool {
    MISSED.take()
}

fn ask<T>(question: impl FnOnce(&dyn Arithmetic) -> T) -> Option<T> {
    THERE.with_borrow(|there| {
        if there.is_none() {
            MISSED.set(true);
        }
        there.as_deref().map(question)
    })
}

/// Whether the other module has arrived.
pub fn is_here() -> bool {
    ask(|_| ()).is_some()
}

/// Whether these bytes are a usable key of this kind; `false` while the module is not here.
pub fn accepts(code: u32, key: &[u8]) -> bool {
    ask(|there| there.accepts(code, key)).unwrap_or_default()
}

/// Whether a signature fits message and key; `false` while the module is not here.
pub fn verify(jose: &str, code: u32, key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    ask(|there| there.verify(jose, code, key, message, signature)).unwrap_or_default()
}

/// The hashes that a key of secp256k1 is known by on blockchains; none while the module is not here.
pub fn addresses(key: &[u8]) -> Vec<u8> {
    ask(|there| there.addresses(key)).unwrap_or_default()
}
