//! Feeds one part of Proofmark what nobody would write, and looks at more than whether it falls over.
//!
//! `cargo xtask fuzz` runs this. By hand: `PROOFMARK_FUZZ` names the target, libFuzzer's own arguments
//! follow. With `PROOFMARK_SEEDS_FROM` (a folder) and `PROOFMARK_SEEDS_TO` it writes what each target begins
//! with, and ends.

#![no_main]

mod bits;
mod canonical;
mod cbor;
mod containers;
mod json;
mod jsonld;
mod jws;
mod keys;
mod nquads;
mod pdf;
mod sd_jwt;
mod seeds;
mod verify;
mod world;
mod zip;

#[path = "../../tests/support/meaning.rs"]
mod meaning;
#[allow(dead_code, reason = "tests of the crate use the rest")]
#[path = "../../tests/support/zip.rs"]
mod zip_writer;

use seeds::Seed;

/// A part of Proofmark, and how it is tried.
pub(crate) struct Target {
    /// Its name.
    name: &'static str,
    /// Tries one input; panics when something does not hold.
    run: fn(&[u8]),
    /// What it can take from a file to begin with.
    seeds: fn(&Seed) -> Vec<Vec<u8>>,
}

/// Every target. To add one: write its file, add its line here and to `TARGETS` in `xtask/src/fuzz.rs`.
static TARGETS: &[Target] = &[
    containers::TARGET,
    json::TARGET,
    jws::TARGET,
    sd_jwt::TARGET,
    jsonld::TARGET,
    nquads::TARGET,
    keys::TARGET,
    bits::TARGET,
    cbor::TARGET,
    verify::TARGET,
    pdf::TARGET,
    zip::TARGET,
];

/// The target that was asked for.
fn chosen() -> &'static Target {
    static CHOSEN: std::sync::OnceLock<&Target> = std::sync::OnceLock::new();
    CHOSEN.get_or_init(|| {
        let name = std::env::var("PROOFMARK_FUZZ").unwrap_or_default();
        let known = TARGETS.iter().find(|target| target.name == name);
        known.unwrap_or_else(|| panic!("PROOFMARK_FUZZ={name} is no target"))
    })
}

/// Before the first input: writes seeds, where that is what was asked for.
fn begin() {
    if let Some(to) = std::env::var_os("PROOFMARK_SEEDS_TO") {
        seeds::write(TARGETS, to.as_ref());
        std::process::exit(0);
    }
    if let Some(folder) = std::env::var_os("PROOFMARK_CANONICAL") {
        canonical::write(folder.as_ref());
        std::process::exit(0);
    }
    // What a target reads once is read before the time of an input is taken.
    (chosen().run)(b"");
}

libfuzzer_sys::fuzz_target!(init: begin(), |bytes: &[u8]| (chosen().run)(bytes));
