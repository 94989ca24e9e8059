//! Out of the page: a file for the person's disk, a page for the printer. Nothing leaves the device.

use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, Clipboard, HtmlAnchorElement, Url};

/// Saves JSON as a file; where the browser refuses, nothing happens.
pub(super) fn file(name: &str, text: &str) {
    // Whoever clicks again has lost nothing.
    let _ = try_file(name, text, "application/json");
}

/// Saves a table as a file, like [`file`].
pub(super) fn csv(name: &str, text: &str) {
    let _ = try_file(name, text, "text/csv");
}

fn try_file(name: &str, text: &str, media_type: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let anchor: HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
    anchor.set_href(&url);
    anchor.set_download(name);
    anchor.click();
    Url::revoke_object_url(&url)
}

/// Puts a text on the clipboard; `false` where the browser refuses, and the text is there to be marked.
pub(super) async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    // Only pages reached safely have one.
    let clipboard = Reflect::get(&window.navigator(), &"clipboard".into());
    match clipboard.ok().and_then(|clipboard| clipboard.dyn_into::<Clipboard>().ok()) {
        Some(clipboard) => JsFuture::from(clipboard.write_text(text)).await.is_ok(),
        None => false,
    }
}

/// Opens the browser's own print dialogue.
pub(super) fn print() {
    if let Some(window) = web_sys::window() {
        // A browser without a printer says so itself.
        let _ = window.print();
    }
}
