//! What the page's script hands in while the page is open (`www/offline.js`): files that the system
//! opens or another program shares, and a newer version.

use std::cell::RefCell;

use js_sys::{Array, Function};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use yew::Context;

use super::app::{App, Msg};
use super::files::Source;

thread_local! {
    static PAGE: RefCell<Option<yew::html::Scope<App>>> = const { RefCell::new(None) };
}

/// Opens the doors: the page is there.
pub(super) fn open(context: &Context<App>) {
    PAGE.set(Some(context.link().clone()));
}

fn send(message: Msg) {
    if let Some(page) = PAGE.with_borrow(Option::clone) {
        page.send_message(message);
    }
}

/// Takes files as if they had been dropped.
#[allow(unreachable_pub, reason = "what is exported to JavaScript must be public")]
#[wasm_bindgen]
pub fn take_files(files: Array) {
    let files = files.iter().filter_map(|file| file.dyn_into().ok()).map(Source::File);
    send(Msg::Dropped(files.collect()));
}

/// Offers a newer version. `load` has it take over, and promises the number of pages of the older one
/// that keep it from doing so.
#[allow(unreachable_pub, reason = "what is exported to JavaScript must be public")]
#[wasm_bindgen]
pub fn take_update(load: Function) {
    send(Msg::Newer(load));
}
