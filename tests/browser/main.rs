//! The built page in a real Chromium. `cargo xtask test` builds the page, brings the browser and
//! runs these; plain `cargo test` leaves them out.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

#[path = "../support/mod.rs"]
mod support;

mod desk;
mod driver;
mod hosts;
mod issuer;
mod packs;
mod page;
mod presentations;
mod reports;
mod smoke;
mod verdicts;

use page::Page;

/// Everything the tests need may be missing; each panic says what, and what to do.
const HOW_TO_RUN: &str = "These tests are run by `cargo xtask test`.";

/// Opens the built page, served as `cargo xtask serve` does, in a fresh Chromium.
fn open_page() -> Page {
    let dist = std::env::var_os("PROOFMARK_DIST").map_or_else(
        || std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("dist"),
        std::path::PathBuf::from,
    );
    assert!(dist.join("index.html").is_file(), "{} holds no page. {HOW_TO_RUN}", dist.display());
    let server = xtask::server::Server::bind(dist, 0).expect("a free port on 127.0.0.1");
    let url = server.url();
    server.start();
    let page = Page::start(&url);
    page.open(&url);
    // The arithmetic of keys comes last; what is asked after it was not asked by loading the page.
    page.script_async(
        "const done = arguments[0];
         const look = () => performance.getEntriesByType('resource')
           .some(({ name }) => name.includes('proofmark-keys') && name.endsWith('.wasm'))
           ? done() : setTimeout(look, 20);
         look();",
        &serde_json::json!([]),
    );
    page
}
