//! The arithmetic of every algorithm but Ed25519, behind three questions that take and give bytes.
//!
//! It is the largest part of the whole and seldom needed at once, so the page has it in a module of
//! its own (`src/bin/keys.rs`) that arrives after the page is there. Everywhere else it is linked in.

#[cfg(not(all(target_arch = "wasm32", feature = "page")))]
mod local;
#[cfg(all(target_arch = "wasm32", feature = "page"))]
mod remote;
#[cfg(not(all(target_arch = "wasm32", feature = "page")))]
mod secp256k1;

#[cfg(not(all(target_arch = "wasm32", feature = "page")))]
pub use local::{accepts, addresses, verify};
#[cfg(all(target_arch = "wasm32", feature = "page"))]
pub use remote::{Arithmetic, accepts, addresses, install, is_here, verify, was_missed};

/// Whether the arithmetic is there: always, where it is linked in.
#[cfg(not(all(target_arch = "wasm32", feature = "page")))]
pub const fn is_here() -> bool {
    true
}

/// Multicodec codes of the kinds of keys.
pub const P256: u32 = 0x1200;
/// As above.
pub const P384: u32 = 0x1201;
/// As above.
pub const P521: u32 = 0x1202;
/// As above; the key is the DER of an RSAPublicKey.
pub const RSA: u32 = 0x1205;
/// As above.
pub const SECP256K1: u32 = 0xe7;
