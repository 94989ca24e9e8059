//! Files of the page's own site: samples, languages, the mark of the build. The single file has them
//! inside, so the page's script says how they are reached.

use std::cell::RefCell;

use js_sys::{Function, Promise, Uint8Array};
use serde_json::Value;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use crate::document::json;

thread_local! {
    static BESIDE: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Notes how files beside the page are reached.
pub(super) fn reached_by(beside: Function) {
    BESIDE.set(Some(beside));
}

/// A file of the page's own site.
pub(super) async fn beside(path: &str) -> Option<Vec<u8>> {
    let reach = BESIDE.with_borrow(Option::clone)?;
    let promise: Promise = reach.call1(&JsValue::NULL, &path.into()).ok()?.dyn_into().ok()?;
    let response: Response = JsFuture::from(promise).await.ok()?.dyn_into().ok()?;
    let buffer =
        JsFuture::from(response.ok().then(|| response.array_buffer().ok())??).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// The hash of the whole build, as far as a person compares it; none where the page was not finished.
pub(super) async fn build() -> Option<String> {
    let text = String::from_utf8(beside("build.json").await?).ok()?;
    let json: Value = json::parse(&text).ok()?;
    Some(json.get("build")?.as_str()?.chars().take(16).collect())
}
