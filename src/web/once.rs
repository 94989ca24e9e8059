//! Work that several wait for is done once: two hundred cards on a page ask a host one time.

use std::cell::RefCell;
use std::future::Future;

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

thread_local! {
    /// A handful at a time.
    static RUNNING: RefCell<Vec<(String, Promise)>> = const { RefCell::new(Vec::new()) };
}

/// Does the work, or waits for whoever does it already under this name.
pub(super) async fn once(name: &str, work: impl Future<Output = ()> + 'static) {
    let running = RUNNING.with_borrow(|running| {
        let mut running = running.iter();
        running.find(|(known, _)| known == name).map(|(_, promise)| promise.clone())
    });
    let promise = running.unwrap_or_else(|| {
        let ended = name.to_owned();
        let promise = future_to_promise(async move {
            work.await;
            RUNNING.with_borrow_mut(|running| running.retain(|(known, _)| *known != ended));
            Ok(JsValue::UNDEFINED)
        });
        RUNNING.with_borrow_mut(|running| running.push((name.to_owned(), promise.clone())));
        promise
    });
    // Work that is given a name here never fails: what it found is kept elsewhere.
    let _ = JsFuture::from(promise).await;
}
