//! The page as a browser extension: the browser asks the person, too, before hosts are reached that
//! keep their answers from pages (`www/extension/extension.js`).

use js_sys::{Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;
use web_sys::Url;
use yew::Context;

use super::app::{App, Msg};

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

impl App {
    /// Lets a message through, unless it asks hosts and this is an extension: then the browser asks the
    /// person first, within their click, and the message comes again as [`Msg::Permitted`].
    pub(super) fn permitted(&self, context: &Context<Self>, message: Msg) -> Option<Msg> {
        if let Msg::Permitted(message) = message {
            return Some(*message);
        }
        let urls = match &message {
            Msg::Ask => {
                let verification = &self.badge()?.verification;
                let requests = verification.wanted().into_iter().chain(verification.foreseen());
                requests.map(|request| request.url).collect()
            }
            Msg::OpenLink(true) => Vec::from_iter(self.link.clone()),
            Msg::LoadPicture => Vec::from_iter(self.badge()?.remote_picture()),
            _ => return Some(message),
        };
        let Some(extension) = extension() else { return Some(message) };
        let mut origins: Vec<String> = urls.iter().filter_map(|url| pattern(url)).collect();
        origins.sort();
        origins.dedup();
        let permission = extension.permit(origins);
        context.link().send_future(async move {
            let granted = JsFuture::from(permission).await.is_ok_and(|granted| granted.is_truthy());
            Msg::Permitted(Box::new(match message {
                message if granted => message,
                Msg::OpenLink(_) => Msg::OpenLink(false),
                // The picture is asked for as by any page; for the rest, a refusal is an answer.
                Msg::LoadPicture => Msg::LoadPicture,
                _ => Msg::Stay,
            }))
        });
        None
    }
}

/// A host as browsers name it to people: every port and path of it.
fn pattern(url: &str) -> Option<String> {
    let url = Url::new(url).ok()?;
    // A page asks no http address; one that was upgraded is the same host.
    let here = super::is_local() && ["127.0.0.1", "localhost"].contains(&url.hostname().as_str());
    let scheme = if here { url.protocol() } else { "https:".to_owned() };
    Some(format!("{scheme}//{}/*", url.hostname()))
}
