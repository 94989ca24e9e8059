//! The language of the page: what the browser prefers, or what the person chose on this device. All but
//! English are files of the site, fetched when they are wanted.

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde_json::Value;
use yew::Context;

use super::app::{App, Msg};
use super::kept;
use super::once::once;
use super::site::beside;
use crate::locale::{ENGLISH, LANGUAGES, Language, Locale};

/// Where a choice is kept; nothing is, as long as nobody chose.
const NAME: &str = "proofmark.language";

/// The language to begin with.
pub(super) fn preferred() -> Language {
    let kept = kept::load(NAME);
    let chosen = kept.as_ref().and_then(|list| list.get(0)?.as_str());
    let chosen = chosen.and_then(|tag| LANGUAGES.iter().find(|language| language.tag == tag));
    let list = web_sys::window().map(|window| window.navigator().languages()).unwrap_or_default();
    let wanted = list.iter().filter_map(|tag| tag.as_string());
    let mut spoken = wanted.filter_map(|tag| spoken(&tag));
    *chosen.or_else(|| spoken.next()).unwrap_or(&LANGUAGES[0])
}

/// A language of the site; English where it does not arrive. It is fetched once and stays for as long as
/// the page is open.
pub(super) async fn load(language: Language) -> &'static Locale {
    if language.tag == ENGLISH.tag {
        return &ENGLISH;
    }
    let known = || READ.with_borrow(|read| read.get(language.tag).copied());
    if known().is_none() {
        let path = format!("lang/{}.txt", language.tag);
        once(&path.clone(), async move {
            let text = beside(&path).await.and_then(|bytes| String::from_utf8(bytes).ok());
            if let Some(text) = text {
                let locale: &Locale = Box::leak(Box::new(Locale::read(language.tag, text.leak())));
                READ.with_borrow_mut(|read| read.insert(language.tag, locale));
            }
        })
        .await;
    }
    known().unwrap_or(&ENGLISH)
}

thread_local! {
    static READ: RefCell<BTreeMap<&'static str, &'static Locale>> =
        const { RefCell::new(BTreeMap::new()) };
}

/// The language of the page for what a browser asks for: by the first part of its tag.
pub(super) fn spoken(tag: &str) -> Option<&'static Language> {
    let first = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    // Chinese in traditional characters is another script.
    let traditional = ["zh-TW", "zh-HK", "zh-MO"].contains(&tag) || tag.contains("Hant");
    let found = LANGUAGES.iter().find(|language| first(language.tag) == first(tag));
    found.filter(|_| !traditional)
}

impl App {
    /// Brings a language; the page stays as it is until it is there.
    pub(super) fn bring(&self, context: &Context<Self>, language: Language) {
        context.link().send_future(async move { Msg::Speak(load(language).await) });
    }

    /// Chooses a language for good.
    pub(super) fn choose_language(&self, context: &Context<Self>, tag: &str) {
        if let Some(language) = LANGUAGES.iter().find(|language| language.tag == tag) {
            kept::save(NAME, &Value::Array(vec![language.tag.into()]));
            self.bring(context, *language);
        }
    }

    /// Speaks it: the document says so, too, for those who hear it.
    pub(super) fn speak(&mut self, locale: &'static Locale) {
        self.locale = locale;
        let document = web_sys::window().and_then(|window| window.document());
        let root = document.as_ref().and_then(|document| document.document_element());
        if let Some(root) = root {
            let direction = if locale.language().right_to_left { "rtl" } else { "ltr" };
            // Setting an attribute fails only for a name that is none.
            let _ = root.set_attribute("lang", locale.tag);
            let _ = root.set_attribute("dir", direction);
        }
        if let Some(document) = document {
            document.set_title(&format!(
                "{}: {}",
                locale.text("app-name"),
                locale.text("app-title")
            ));
        }
    }
}
