//! The browser: everything that needs `web_sys` lies below this module.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::document::json;
use crate::locale::ENGLISH;
use crate::resource::{LocalAddresses, Options, PackMaker, Resources};
use crate::time::Timestamp;

mod answer;
mod app;
mod asking;
mod back;
mod beside;
mod camera;
mod consent;
mod doors;
mod draw;
mod explorers;
mod extension;
mod fetch;
mod files;
mod item;
mod items;
mod kept;
mod keys;
mod known;
mod language;
mod link;
mod listen;
mod message;
mod once;
mod open;
mod packs;
mod picture;
mod pile;
mod prepare;
mod samples;
mod save;
mod scan;
mod shelf;
mod site;
mod snippet;
mod store;
mod table;
mod update;
mod widget;
mod work;

/// Puts the page into the document's body. Called by `www/page.js` once the module is there; `beside`
/// brings a file of the page's own site, as `fetch` does.
#[wasm_bindgen]
pub fn start_page(beside: js_sys::Function) {
    site::reached_by(beside);
    std::panic::set_hook(Box::new(|panic| announce_panic(&panic.to_string())));
    yew::Renderer::<app::App>::new().render();
}

/// Verifies a file as the native command does, and gives the same lines: one JSON object per
/// credential. `evidence` is an evidence pack that the caller vouches for; a file without a badge
/// gives an empty text. `recipient` is whom it should have been awarded to.
#[wasm_bindgen]
pub fn verify_bytes(
    name: &str,
    bytes: &[u8],
    at: &str,
    evidence: &str,
    recipient: Option<String>,
) -> String {
    let Ok(at) = Timestamp::parse(at) else { return String::new() };
    let mut options = Options::new(at.instant);
    options.recipient = recipient;
    let resources = match json::parse(evidence).map(Resources::vouched) {
        Ok(Err(_)) => return String::new(),
        Ok(Ok(resources)) => resources,
        Err(_) => Resources::new(),
    };
    let answered = evidence.as_bytes() == bytes;
    let maker = if answered { PackMaker::Trusted } else { PackMaker::Unknown };
    let mut lines = String::new();
    for verification in
        crate::verify::verify_file(name, bytes, &resources, &options, maker).unwrap_or_default()
    {
        lines.push_str(&verification.to_json().to_string());
        lines.push('\n');
    }
    lines
}

/// What is left when the program has stopped: a plain sentence instead of a blank page.
fn announce_panic(detail: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let Some(body) = document.as_ref().and_then(web_sys::Document::body) else { return };
    let text = format!("{} {}", ENGLISH.text("panic-title"), ENGLISH.text("panic-text"));
    body.set_text_content(Some(&format!("{text} ({detail})")));
}

/// Whether the page itself is served from this machine, or is an extension made for it.
fn is_local() -> bool {
    let host = web_sys::window().and_then(|window| window.location().hostname().ok());
    host.is_some_and(|host| ["127.0.0.1", "localhost"].contains(&host.as_str()))
        || extension::is_local()
}

/// Asks about this moment; issuers on this machine count where the page is from it, too.
fn options() -> Options {
    let mut options = Options::new(now());
    if is_local() {
        options.local_addresses = LocalAddresses::Allow;
    }
    options
}

/// The moment on this device's clock.
fn now() -> Timestamp {
    // Milliseconds since 1970 fit an i64 for the next 290 million years.
    Timestamp::from_unix((js_sys::Date::now() / 1000.0) as i64)
}
