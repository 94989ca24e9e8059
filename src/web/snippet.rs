//! What the snippet maker is told: where this page is, and what badge is open. The preview is the element
//! itself, brought when somebody wants to see it.

use std::cell::RefCell;

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::app::App;
use super::is_local;
use super::item::Badge;
use super::link::is_link;
use crate::encoding::to_base64;
use crate::report::Verdict;
use crate::view::{Choice, Place, Snippet};

thread_local! {
    static WIDGET: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Notes how the element is brought (`www/page.js`).
#[allow(unreachable_pub, reason = "what is exported to JavaScript must be public")]
#[wasm_bindgen]
pub fn take_widget(bring: Function) {
    WIDGET.set(Some(bring));
}

impl App {
    /// Opens the snippet maker, or closes it.
    pub(super) fn open_snippet(&mut self, open: bool) {
        self.choice = Choice { open, ..self.choice };
        let Some(bring) = WIDGET.with_borrow(Clone::clone).filter(|_| open) else { return };
        if let Ok(arriving) = bring.call0(&JsValue::NULL) {
            spawn_local(async move {
                // Without it there is no preview; what is to be copied is there all the same.
                let _ = JsFuture::from(Promise::resolve(&arriving)).await;
            });
        }
    }

    /// How to show a badge elsewhere. Only a page on the web can be named there, and nobody is helped to
    /// show what is not good.
    pub(super) fn snippet_of(&self, badge: &Badge) -> Option<Snippet> {
        let bad = badge.verification.report.verdict() == Verdict::Invalid;
        if badge.sample || bad || !badge.path.is_empty() {
            return None;
        }
        let input = &badge.verification.input;
        let is_picture = ["png", "svg"].iter().any(|kind| input.container.starts_with(kind));
        // Made only when it is shown: it is as large as the badge.
        let data = match self.choice.open {
            true => format!("data:;base64,{}", to_base64(&badge.bytes)),
            false => String::new(),
        };
        let credential = badge.verification.credential.as_ref();
        let title = credential.and_then(|credential| credential.title().any());
        let file = input.name.split(['/', '\\']).next_back().unwrap_or_default();
        let place = match is_link(&input.name) {
            true => Place::Web(input.name.clone()),
            false => Place::File(file.to_owned()),
        };
        Some(Snippet {
            choice: self.choice,
            home: home()?,
            place,
            title: title.unwrap_or_default().to_owned(),
            is_picture,
            data: data.into(),
        })
    }
}

/// The folder of this page, where others can reach it.
fn home() -> Option<String> {
    let location = web_sys::window()?.location();
    let on_web = location.protocol().ok()? == "https:" || is_local();
    let address = format!("{}{}", location.origin().ok()?, location.pathname().ok()?);
    let folder = address.rsplit_once('/')?.0;
    (on_web && address.starts_with("http")).then(|| format!("{folder}/"))
}
