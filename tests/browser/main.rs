//! The built page in real browsers: everything in Chromium, the main stories in Firefox and WebKit
//! too. `cargo xtask test` builds the page, brings the browsers and runs these; plain `cargo test` leaves them out.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

#[path = "../cases/header.rs"]
#[allow(dead_code, reason = "the cases' own tests use all of it")]
mod header;
#[path = "../cases/sd_jwt.rs"]
mod sd_jwt;
#[path = "../support/mod.rs"]
mod support;
#[path = "../cases/world.rs"]
mod world;

mod accessibility;
mod anchors;
mod beside;
mod desk;
mod driver;
mod embedding;
mod endurance;
mod engine;
mod engines;
mod extension;
mod figures;
mod host;
mod hosting;
mod hosts;
mod issuer;
mod offline;
mod package;
mod packs;
mod page;
mod pile;
mod presentations;
mod reports;
mod runtimes;
mod scan;
mod screenshots;
mod shelf;
mod single_file;
mod site;
mod smoke;
mod states;
mod verdicts;
mod widget;

use engine::Engine;
use page::Page;

/// Everything the tests need may be missing; each panic says what, and what to do.
const HOW_TO_RUN: &str = "These tests are run by `cargo xtask test`.";

/// Opens the built page in a fresh Chromium.
fn open_page() -> Page {
    open_page_in(Engine::Chromium)
}

/// Opens the built page, served as `cargo xtask serve` does, in a fresh browser.
fn open_page_in(engine: Engine) -> Page {
    open_site(engine, &site::serve(engine))
}

/// Opens the page at an address in a fresh browser.
fn open_site(engine: Engine, url: &str) -> Page {
    let page = Page::start(engine, url);
    page.open(url);
    // The arithmetic of keys comes late, and what keeps the page for offline use last; what is asked after
    // them was not asked by loading the page.
    page.script_async(
        "const done = arguments[0];
         const is = (fits) => performance.getEntriesByType('resource').some(({ name }) => fits(name));
         const look = () =>
           is((name) => name.includes('proofmark-keys') && name.endsWith('.wasm')) && is((name) => name.endsWith('/trusted.js'))
           ? done() : setTimeout(look, 20);
         look();",
        &serde_json::json!([]),
    );
    page
}
