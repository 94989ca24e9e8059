//! The page as a browser extension: the browser asks the person, too, before hosts are reached that
//! keep their answers from pages (`www/extension/extension.js`).

use js_sys::{Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;
use web_sys::Url;
use yew::{Callback, Context};

use super::app::{App, Msg};
use crate::order::set;
use crate::report::Request;

#[wasm_bindgen]
extern "C" {
    /// What only an extension has.
    type Extension;

    #[wasm_bindgen(method)]
    fn permit(this: &Extension, origins: Vec<String>) -> Promise;

    #[wasm_bindgen(method, getter)]
    fn local(this: &Extension) -> bool;
}

fn extension() -> Option<Extension> {
    let found = Reflect::get(&js_sys::global(), &"proofmarkExtension".into()).ok()?;
    found.is_object().then(|| found.unchecked_into())
}

/// Whether this is an extension whose manifest was changed so that it may ask this machine.
pub(super) fn is_local() -> bool {
    extension().is_some_and(|extension| extension.local())
}

/// What a click does that leads to asking hosts. In an extension the browser asks the person first; that
/// has to happen here and not in `update`: Firefox takes it only from the click itself, and messages
/// arrive a moment later.
pub(super) fn asking<T: 'static>(
    context: &Context<App>,
    requests: impl FnOnce() -> Vec<Request>,
    granted: fn(T) -> Msg,
    refused: fn() -> Msg,
) -> Callback<T> {
    let Some(extension) = extension() else { return context.link().callback(granted) };
    let link = context.link().clone();
    let origins = set(requests().iter().filter_map(|request| pattern(&request.url)));
    let origins: Vec<String> = origins.into_iter().collect();
    Callback::from(move |value| {
        let message = granted(value);
        if matches!(message, Msg::OpenLink(false)) {
            return link.send_message(message);
        }
        let permission = extension.permit(origins.clone());
        link.send_future(async move {
            let granted = JsFuture::from(permission).await.is_ok_and(|granted| granted.is_truthy());
            if granted { message } else { refused() }
        });
    })
}

/// A host as browsers name it to people: every port and path of it.
fn pattern(url: &str) -> Option<String> {
    let url = Url::new(url).ok()?;
    // A page asks no http address; one that was upgraded is the same host.
    let here = super::is_local() && ["127.0.0.1", "localhost"].contains(&url.hostname().as_str());
    let scheme = if here { url.protocol() } else { "https:".to_owned() };
    Some(format!("{scheme}//{}/*", url.hostname()))
}
