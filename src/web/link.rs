//! Badges by link: typed, pasted, or in the address of this page (`#url=…`). Nothing is opened before the
//! person agrees to the host.

use web_sys::{AbortController, UrlSearchParams};
use yew::Context;

use super::app::{App, Msg};
use super::{fetch, scan};
use crate::encoding::base64url;
use crate::report::{Code, Problem, Purpose, Request};
use crate::resource::{FetchError, Resource};
use crate::view::Contact;

/// The link in this page's own address, if there is one.
pub(super) fn of_page() -> Option<String> {
    let location = web_sys::window()?.location();
    let parts = [location.hash().ok()?, location.search().ok()?];
    parts.iter().find_map(|part| {
        let text = part.trim_start_matches(['#', '?']);
        UrlSearchParams::new_with_str(text).ok()?.get("url").filter(|url| is_link(url))
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

/// The address that a person typed; `https://` may be left out.
fn address(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let bare = !typed.contains("://") && typed.split(['/', '?', '#', ':']).next()?.contains('.');
    let full = if bare { format!("https://{typed}") } else { typed.to_owned() };
    let url = web_sys::Url::new(&full).ok().filter(|_| is_link(&full))?;
    (url.hostname().contains('.') || fetch::is_here(&full)).then_some(full)
}

impl App {
    /// Asks whether to open a link; says so where it is none.
    pub(super) fn offer_link(&mut self, link: &str) {
        let link = address(link);
        self.no_link = link.is_none();
        let Some(link) = link else { return };
        // A page cannot ask http, but for this machine where somebody builds an issuer on it.
        let secure = link.strip_prefix("http://").filter(|_| !fetch::is_here(&link));
        let secure = secure.map(|rest| format!("https://{rest}"));
        self.link = Some(secure.unwrap_or(link));
        self.focus = true;
    }

    /// Opens it, or not.
    pub(super) fn open_link(&mut self, context: &Context<Self>, open: bool) {
        if !open {
            self.link = None;
            return;
        }
        let Some(url) = self.link.clone() else { return };
        self.reading = true;
        let request = Request { url, purpose: Purpose::Assertion };
        context.link().send_future(async move {
            let answer = match AbortController::new() {
                Ok(abort) => fetch::fetch(&request, &abort).await,
                Err(_) => Err(FetchError::Blocked),
            };
            Msg::Linked(request.url, answer)
        });
    }

    /// What stood at the link.
    pub(super) fn linked(
        &mut self,
        context: &Context<Self>,
        url: String,
        answer: Result<Resource, FetchError>,
    ) {
        self.reading = false;
        self.link = None;
        let bytes = match &answer {
            Ok(resource) => Ok(resource.body.clone()),
            Err(error) => Err(Problem::new(error.code(), url.clone())),
        };
        // A badge that lives at this very address is not asked for again.
        let is_page = |bytes: &[u8]| bytes.trim_ascii_start().starts_with(b"<");
        let bytes = match bytes {
            Ok(bytes) if is_page(&bytes) && crate::verify::read(&url, &bytes).is_err() => {
                Err(Problem::new(Code::LinkToPage, url.clone()))
            }
            other => other,
        };
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
        if scan::is_worth_it(&taken) {
            return self.look(context, vec![taken]);
        }
        self.show(vec![taken], false);
        self.settle(context);
    }
}
