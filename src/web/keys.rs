//! The arithmetic of keys, which arrives after the page (`www/keys.js`, `src/bin/keys.rs`).

use std::cell::{Cell, RefCell};

use wasm_bindgen::prelude::wasm_bindgen;
use yew::Callback;

use crate::key::arithmetic::{self, Arithmetic};

#[wasm_bindgen]
extern "C" {
    /// The other module's exports.
    pub type Keys;

    #[wasm_bindgen(method, js_name = accepts)]
    fn js_accepts(this: &Keys, code: u32, key: &[u8]) -> bool;

    #[wasm_bindgen(method, js_name = addresses)]
    fn js_addresses(this: &Keys, key: &[u8]) -> Vec<u8>;

    #[wasm_bindgen(method, js_name = verify)]
    fn js_verify(
        this: &Keys,
        jose: &str,
        code: u32,
        key: &[u8],
        message: &[u8],
        signature: &[u8],
    ) -> bool;
}

impl Arithmetic for Keys {
    fn accepts(&self, code: u32, key: &[u8]) -> bool {
        self.js_accepts(code, key)
    }

    fn verify(&self, jose: &str, code: u32, key: &[u8], message: &[u8], signature: &[u8]) -> bool {
        self.js_verify(jose, code, key, message, signature)
    }

    fn addresses(&self, key: &[u8]) -> Vec<u8> {
        self.js_addresses(key)
    }
}

thread_local! {
    /// Whether it has arrived, or is known not to.
    static SETTLED: Cell<bool> = const { Cell::new(false) };
    /// Whom to tell.
    static TOLD: RefCell<Option<Callback<()>>> = const { RefCell::new(None) };
}

/// Takes the arithmetic of keys in use; goes on without it when it did not arrive.
#[allow(unreachable_pub, reason = "what is exported to JavaScript must be public")]
#[wasm_bindgen]
pub fn take_keys(keys: Option<Keys>) {
    if let Some(keys) = keys {
        arithmetic::install(Box::new(keys));
    }
    SETTLED.set(true);
    if let Some(told) = TOLD.take() {
        told.emit(());
    }
}

/// Has `told` called once it is settled.
pub(super) fn on_settled(told: Callback<()>) {
    match are_settled() {
        true => told.emit(()),
        false => TOLD.set(Some(told)),
    }
}

/// Whether the keys have arrived, or are known not to.
pub(super) fn are_settled() -> bool {
    SETTLED.get()
}
