//! Badges by link: typed, pasted, or in the address of this page (`#url=…`). Nothing is opened before the
//! person agrees to the host.

use web_sys::UrlSearchParams;
use yew::Context;

use super::app::{App, Msg};
use super::asking::Asking;
use super::{fetch, scan};
use crate::encoding::base64url;
use crate::report::{Code, Problem, Purpose, Request};
use crate::resource::{FetchError, Resource};
use crate::verify::read;
use crate::view::Contact;

/// The link in this page's own address, if there is one.
pub(super) fn of_page() -> Option<String> {
    let location = web_sys::window()?.location();
    let parts = [location.hash().ok()?, location.search().ok()?];
    parts.iter().find_map(|part| {
        let text = part.trim_start_matches(['#', '?']);
        address(&UrlSearchParams::new_with_str(text).ok()?.get("url")?)
    })
}

/// The badge in this page's own address (`#badge=`, base64url), if there is one: a card on another page
/// hands it over like this, and no server sees it. It opens at once: nobody is asked but hosts allowed for good.
pub(super) fn badge_of_page() -> Option<Vec<u8>> {
    let hash = web_sys::window()?.location().hash().ok()?;
    // What is no base64url is a badge all the same, and is told to be a damaged one.
    hash.strip_prefix("#badge=").map(|text| base64url(text).unwrap_or_default())
}

/// Whether a text is one link and nothing else.
pub(super) fn is_link(text: &str) -> bool {
    let text = text.trim();
    (text.starts_with("https://") || text.starts_with("http://"))
        && !text.contains(char::is_whitespace)
}

/// Whether a page of the web stands at a link where a badge should be.
pub(super) fn is_page(url: &str, bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"<") && read(url, bytes).is_err()
}

/// The address that a person typed, as a page may ask it; `https://` may be left out.
fn address(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let bare = !typed.contains("://") && typed.split(['/', '?', '#', ':']).next()?.contains('.');
    let full = if bare { format!("https://{typed}") } else { typed.to_owned() };
    let url = web_sys::Url::new(&full).ok().filter(|_| is_link(&full))?;
    (url.hostname().contains('.') || fetch::is_here(&full)).then(|| fetch::secured(full))
}

impl App {
    /// Asks whether to open a link; says so where it is none.
    pub(super) fn offer_link(&mut self, link: &str) {
        let link = address(link);
        self.no_link = link.is_none();
        if link.is_some() {
            self.link = link;
            self.focus = true;
        }
    }

    /// Opens it, or not.
    pub(super) fn open_link(&mut self, context: &Context<Self>, open: bool) {
        if !open {
            self.link = None;
            return;
        }
        let Some(url) = self.link.clone() else { return };
        let request = Request { url, purpose: Purpose::Assertion };
        if self.pile.is_none() {
            // What is on screen is left.
            self.asking = Asking::default();
        }
        if let Some(answer) = self.asking.ask_now(&request) {
            self.enter(context, async move { Msg::Linked(request.url, answer.await) });
        }
    }

    /// What stood at the link.
    pub(super) fn linked(
        &mut self,
        context: &Context<Self>,
        url: String,
        answer: Result<Resource, FetchError>,
    ) {
        self.end_entry();
        self.asking.ended(&url);
        self.link = None;
        let bytes = match &answer {
            Ok(resource) if is_page(&url, &resource.body) => {
                Err(Problem::new(Code::LinkToPage, url.clone()))
            }
            Ok(resource) => Ok(resource.body.clone()),
            Err(error) => Err(Problem::new(error.code(), url.clone())),
        };
        // A badge that lives at this very address is not asked for again.
        if let Ok(resource) = answer {
            self.resources.insert(&url, Ok(resource));
        }
        let asked = Contact {
            url: url.clone(),
            purpose: Purpose::Assertion,
            refusal: None,
            by_hand: false,
            beside: None,
        };
        self.scan.asked.push(asked);
        let taken = (url, bytes);
        if self.pile.is_some() {
            return self.pile_up_bytes(context, vec![taken]);
        }
        if scan::is_worth_it(&taken) {
            return self.look(context, vec![taken]);
        }
        self.show(vec![taken], false);
        self.settle(context);
    }
}
