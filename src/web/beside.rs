//! Evidence beside the page: what its host fetched from issuers with `cargo xtask evidence`, used before
//! anybody is asked. Its word is the site's (VERDICT section 6).

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use yew::Context;

use super::app::{App, Msg};
use super::{now, site};
use crate::document::json;
use crate::pile::Row;
use crate::report::Request;
use crate::resource::{FetchError, Limits, Origin, Resource};
use crate::time::Timestamp;

/// Where it lies. Every build has an index, an empty one at first: asking for a file that is not there
/// would be an error on the console.
const FOLDER: &str = "evidence/";

/// What is known of it.
#[derive(Default)]
pub(super) struct Beside {
    /// `None` until it has arrived.
    index: Option<Index>,
    /// Addresses whose copy is on its way.
    pending: BTreeSet<String>,
    /// Addresses whose copy did not help: now the host itself may be asked.
    spent: BTreeSet<String>,
}

/// Address to copy.
pub(super) type Index = BTreeMap<String, Copy>;

/// What an address answered when the page's host asked it.
#[derive(Clone)]
pub(super) struct Copy {
    /// Whose bytes they are, or that there were none.
    answer: Result<String, FetchError>,
    media_type: Option<String>,
    final_url: Option<String>,
    fetched_at: Timestamp,
}

/// What can arrive.
pub(super) enum Arrival {
    Index(Index),
    /// A copy, if it was there, and of which day.
    Answer(Request, Timestamp, Option<Result<Resource, FetchError>>),
}

impl Beside {
    /// The copy of an address is not enough: the host itself is asked next.
    pub(super) fn spend(&mut self, url: &str) {
        self.spent.insert(url.to_owned());
    }

    /// Another badge begins: every copy may be used again.
    pub(super) fn renew(&mut self) {
        self.spent.clear();
        self.pending.clear();
    }
}

impl App {
    /// Asks the page's own site what lies beside it.
    pub(super) fn bring_index(context: &Context<Self>) {
        context.link().send_future(async {
            let text =
                if is_served() { site::beside(&format!("{FOLDER}index.json")).await } else { None };
            Msg::Beside(Arrival::Index(text.as_deref().map(read).unwrap_or_default()))
        });
    }

    /// Takes what is wanted and lies beside the page; `false` while it is not known whether there is more
    /// of it, so that nobody is asked what was at hand.
    pub(super) fn look_beside(&mut self, context: &Context<Self>) -> bool {
        let Some(index) = &self.beside.index else { return false };
        // A pack stands for the world as it was.
        let badges = self.items.iter().filter_map(|item| item.content.as_ref().ok());
        let badges = badges.filter(|badge| badge.pack.is_none());
        let mut bring = Vec::new();
        let rows = self.pile.iter().flat_map(|pile| &pile.rows).filter_map(Row::badge);
        let rows = rows.flat_map(|row| row.wanted.iter().cloned());
        for request in badges.flat_map(|badge| badge.verification.wanted()).chain(rows) {
            let url = &request.url;
            let Some(copy) = index.get(url).cloned() else { continue };
            let known = self.resources.get(url).is_some() || self.beside.spent.contains(url);
            if !known && self.beside.pending.insert(url.clone()) {
                bring.push((request, copy));
            }
        }
        for (request, copy) in bring {
            self.begin(context, async move {
                let answer = copy.bring(&request.url).await;
                Msg::Beside(Arrival::Answer(request, copy.fetched_at, answer))
            });
        }
        self.beside.pending.is_empty()
    }

    /// Goes on with what has arrived.
    pub(super) fn arrived(&mut self, context: &Context<Self>, arrival: Arrival) {
        match arrival {
            Arrival::Index(index) => self.beside.index = Some(index),
            Arrival::Answer(request, date, answer) => {
                self.beside.pending.remove(&request.url);
                match answer {
                    None => self.beside.spend(&request.url),
                    Some(answer) => self.record_copy(request, date, answer),
                }
            }
        }
        self.go_on(context);
        self.finish();
    }

    fn record_copy(
        &mut self,
        request: Request,
        date: Timestamp,
        answer: Result<Resource, FetchError>,
    ) {
        let url = request.url.clone();
        self.record(vec![(request, answer)]);
        let badges = self.items.iter_mut().filter_map(|item| item.content.as_mut().ok());
        let piled = self.pile.iter_mut().flat_map(|pile| &mut pile.contacts);
        for contact in badges.flat_map(|badge| &mut badge.contacts).chain(piled) {
            if contact.url == url {
                contact.beside = Some(date);
            }
        }
    }
}

impl Copy {
    /// Reads an entry of the index. One without a date would be of unknown age, and is left out.
    fn read(entry: &Value) -> Option<Self> {
        let text = |name: &str| entry.get(name).and_then(Value::as_str).map(str::to_owned);
        let answer = match entry.get("status").and_then(Value::as_u64).unwrap_or(200) {
            404 => Err(FetchError::NotFound),
            410 => Err(FetchError::Gone),
            200..=299 => Ok(text("file").filter(|file| is_beside(file))?),
            _ => return None,
        };
        Some(Self {
            answer,
            media_type: text("mediaType"),
            final_url: text("finalUrl"),
            fetched_at: Timestamp::parse(&text("fetchedAt")?).ok()?.instant,
        })
    }

    async fn bring(&self, url: &str) -> Option<Result<Resource, FetchError>> {
        match &self.answer {
            Ok(file) => Some(Ok(Resource {
                body: site::beside(&format!("{FOLDER}{file}")).await?,
                media_type: self.media_type.clone(),
                final_url: self.final_url.clone().unwrap_or_else(|| url.to_owned()),
                fetched_at: Some(self.fetched_at),
                origin: Origin::Host,
            })),
            // What is gone stays gone; what was not there may have come since.
            Err(FetchError::NotFound)
                if self.fetched_at.plus_seconds(Limits::default().status_age) < now() =>
            {
                None
            }
            Err(error) => Some(Err(*error)),
        }
    }
}

/// Every entry of the index that can be used.
fn read(text: &[u8]) -> Index {
    let text = std::str::from_utf8(text).unwrap_or_default();
    let Ok(Value::Object(entries)) = json::parse(text.trim()) else { return Index::new() };
    let copy = |(url, entry): (&String, &Value)| Some((url.clone(), Copy::read(entry)?));
    let mut index = Index::new();
    index.extend(entries.iter().filter_map(copy));
    index
}

/// Whether a file's name leads nowhere but into the folder.
fn is_beside(file: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    !file.is_empty() && !file.starts_with('.') && file.chars().all(plain)
}

/// Whether the page has a site at all: a file from disk and an extension have none.
fn is_served() -> bool {
    let protocol = web_sys::window().and_then(|window| window.location().protocol().ok());
    protocol.is_some_and(|protocol| protocol.starts_with("http"))
}
