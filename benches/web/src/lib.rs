//! The benchmark table for `cargo xtask bench`, driven and timed by `bench.js`, and the badges that
//! other libraries are measured with beside it, by `compare.js`.
#![cfg(target_arch = "wasm32")]

mod badges;
mod table;

use std::cell::RefCell;

use proofmark::report::Verdict;
use proofmark::resource::{Options, Resources};
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static PREPARED: RefCell<Option<table::Run>> = const { RefCell::new(None) };
    static EVIDENCE: (Resources, Options) = (badges::resources(), badges::options());
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

/// File number `n` of a set.
#[wasm_bindgen]
pub fn file(set: &str, n: usize) -> Vec<u8> {
    match set {
        "small" => badges::small().into(),
        "ecdsa" => badges::ecdsa(n).into(),
        "jwt" => badges::jwt(n).into(),
        "png" => badges::picture(&badges::full(n)),
        _ => badges::full(n).into(),
    }
}

/// The moment that is asked about, the address of the status list, and the list; one a line.
#[wasm_bindgen]
pub fn evidence() -> String {
    [badges::NOW, badges::LIST, &badges::status_list(badges::ENTRIES)].join("\n")
}

/// The text of a bundled context; empty where there is none at this address.
#[wasm_bindgen]
pub fn context(url: &str) -> String {
    proofmark::jsonld::contexts::bundled(url).map_or("", |context| context.text).to_owned()
}

/// Whether the badge in a file is valid: from its bytes to the verdict, with warm evidence.
#[wasm_bindgen]
pub fn verify(bytes: &[u8]) -> bool {
    EVIDENCE.with(|(resources, options)| {
        let readings = proofmark::read("badge", bytes).unwrap_or_default();
        let mut verdicts =
            readings.iter().map(|reading| reading.verify(resources, options).report.verdict());
        verdicts.next() == Some(Verdict::Valid) && verdicts.next().is_none()
    })
}
