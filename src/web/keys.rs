//! The arithmetic of keys, which arrives after the page (`www/keys.js`, `src/bin/keys.rs`).

use std::cell::RefCell;

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

/// Whether it has arrived, or is known not to.
enum Arrival {
    /// Not yet; and whom to tell.
    Awaited(Option<Callback<()>>),
    Settled,
}

thread_local! {
    static ARRIVAL: RefCell<Arrival> = const { RefCell::new(Arrival::Awaited(None)) };
}

/// Takes the arithmetic of keys in use; goes on without it when it did not arrive.
#[allow(unreachable_pub, reason = "what is exported to JavaScript must be public")]
#[wasm_bindgen]
pub fn take_keys(keys: Option<Keys>) {
    if let Some(keys) = keys {
        arithmetic::install(Box::new(keys));
    }
    if let Arrival::Awaited(Some(told)) = ARRIVAL.replace(Arrival::Settled) {
        told.emit(());
    }
}

/// Has `told` called once it is settled; `false` if it is already.
pub(super) fn awaited(told: Callback<()>) -> bool {
    ARRIVAL.with_borrow_mut(|arrival| match arrival {
        Arrival::Settled => false,
        open => {
            *open = Arrival::Awaited(Some(told));
            true
        }
    })
}
