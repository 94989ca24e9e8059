//! The benchmark table for `cargo xtask bench`: two exports, driven and timed by `bench.js`.
#![cfg(target_arch = "wasm32")]

mod table;

use std::cell::RefCell;

use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static PREPARED: RefCell<Option<table::Run>> = const { RefCell::new(None) };
}

/// Every benchmark's name, one a line.
#[wasm_bindgen]
pub fn names() -> String {
    table::TABLE.iter().map(|(name, _)| *name).collect::<Vec<_>>().join("\n")
}

/// Prepares the benchmark of that name: not part of what is timed.
#[wasm_bindgen]
pub fn prepare(name: &str) {
    let found = table::TABLE.iter().find(|(other, _)| *other == name);
    PREPARED.set(found.map(|(_, prepare)| prepare()));
}

/// Runs the prepared benchmark so many times.
#[wasm_bindgen]
pub fn run(times: u32) {
    PREPARED.with_borrow_mut(|prepared| {
        if let Some(run) = prepared {
            (0..times).for_each(|_| run());
        }
    });
}
