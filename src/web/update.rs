//! A newer version of the page: offered, and loaded when the person says so.

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use yew::{Context, Html, html};

use super::app::{App, Msg};
use crate::view;

/// A version that waits.
pub(super) struct Update {
    load: Function,
    /// How many other pages were open when the person last tried.
    others: u32,
}

impl App {
    /// Notes that one waits.
    pub(super) fn newer(&mut self, load: Function) {
        self.update = Some(Update { load, others: 0 });
    }

    /// Has it take over: this page is then loaded again.
    pub(super) fn load_newer(&self, context: &Context<Self>) {
        let Some(Update { load, .. }) = &self.update else { return };
        let promise = load.call0(&JsValue::NULL).ok().and_then(|found| found.dyn_into().ok());
        context.link().send_future(async move {
            let others = match promise.map(|promise: Promise| JsFuture::from(promise)) {
                Some(others) => others.await.ok().and_then(|others| others.as_f64()),
                None => None,
            };
            Msg::Others(others.unwrap_or_default() as u32)
        });
    }

    /// Notes who is in its way.
    pub(super) fn in_the_way(&mut self, others: u32) {
        if let Some(update) = &mut self.update {
            update.others = others;
        }
    }

    /// The line that tells of it.
    pub(super) fn draw_update(&self, context: &Context<Self>) -> Html {
        let load = context.link().callback(|()| Msg::LoadNewer);
        let line = |update: &Update| view::update(update.others, self.locale, &load);
        html! { <>{ for self.update.iter().map(line) }</> }
    }
}
