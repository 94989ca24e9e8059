//! The arithmetic in a module that arrives later. Until it does, no key of its kinds is accepted: the
//! page reads nothing before.

use std::cell::RefCell;

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
}

/// Takes the other module in use.
pub fn install(arithmetic: Box<dyn Arithmetic>) {
    THERE.replace(Some(arithmetic));
}

/// Whether the other module has arrived.
pub fn is_here() -> bool {
    THERE.with_borrow(Option::is_some)
}

/// Whether these bytes are a usable key of this kind; `false` while the module is not here.
pub fn accepts(code: u32, key: &[u8]) -> bool {
    THERE.with_borrow(|there| there.as_ref().is_some_and(|there| there.accepts(code, key)))
}

/// Whether a signature fits message and key; `false` while the module is not here.
pub fn verify(jose: &str, code: u32, key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    THERE.with_borrow(|there| {
        there.as_ref().is_some_and(|there| there.verify(jose, code, key, message, signature))
    })
}

/// The hashes that a key of secp256k1 is known by on blockchains; none while the module is not here.
pub fn addresses(key: &[u8]) -> Vec<u8> {
    THERE.with_borrow(|there| there.as_ref().map(|there| there.addresses(key)).unwrap_or_default())
}
