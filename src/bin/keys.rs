//! The arithmetic of keys as a module of its own, which the page fetches when it is there. Built without
//! the feature `page`, so that the page is not in it.

#![forbid(unsafe_code)]

#[cfg(target_arch = "wasm32")]
#[allow(unreachable_pub, reason = "what is exported to JavaScript must be public")]
mod doors {
    use proofmark::key::arithmetic;
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Whether these bytes are a usable key of this kind.
    #[wasm_bindgen]
    pub fn accepts(code: u32, key: &[u8]) -> bool {
        arithmetic::accepts(code, key)
    }

    /// Whether a signature fits message and key.
    #[wasm_bindgen]
    pub fn verify(jose: &str, code: u32, key: &[u8], message: &[u8], signature: &[u8]) -> bool {
        arithmetic::verify(jose, code, key, message, signature)
    }

    /// The hashes that a key of secp256k1 is known by on blockchains.
    #[wasm_bindgen]
    pub fn addresses(key: &[u8]) -> Vec<u8> {
        arithmetic::addresses(key)
    }
}

fn main() {}
