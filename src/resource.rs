//! Evidence from outside: what was fetched or handed in, where it came from and how old it is.
//!
//! [`Resources`] maps a URL (without fragment) to an answer, refusals included. Browser cache, evidence
//! pack and test fixture are all such a map, filled differently. [`Context`] is the only door through
//! which checks reach it: what a check asks for and does not find is noted as wanted.

use std::collections::BTreeMap;

use crate::report::{Code, Problem, Stop};
use crate::time::Timestamp;

mod address;
mod context;
mod explorer;
mod memo;
mod options;
mod pack;
mod trust;

pub use address::may_be_asked;
pub use context::{Context, Evidence, Trace};
pub use explorer::{Anchor, Chain, Explorer, call};
pub use memo::Memo;
pub use options::{Limits, LocalAddresses, Options, PublishedKeys, RELEASED, SuppliedEvidence};
pub use pack::{EvidencePack, PackError, PackMaker, PackedBadge};
pub use trust::{TrustEntry, TrustList};

/// One answer from the web.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// The bytes as received.
    pub body: Vec<u8>,
    /// The `Content-Type`, without checking it; readers sniff.
    pub media_type: Option<String>,
    /// The address that answered, after redirects.
    pub final_url: String,
    /// When it was fetched; `None` is an unknown age.
    pub fetched_at: Option<Timestamp>,
    /// Who brought it.
    pub origin: Origin,
}

/// Who brought a resource (VERDICT section 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// This device, over TLS.
    Fetched,
    /// Whoever hosts the verifier put it beside the page.
    Host,
    /// The person who asks saved it from its address and says so.
    Saved,
    /// It was dropped, or came in a pack: the candidate may have made it.
    Supplied,
}

impl Origin {
    /// The name used in the report's JSON and in evidence packs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Fetched => "fetched",
            Self::Host => "host",
            Self::Saved => "saved",
            Self::Supplied => "supplied",
        }
    }
}

/// Why an address gave no answer. A refusal is an answer too, and can be taken back to ask again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FetchError {
    /// No network.
    Offline,
    /// Refused by the server's CORS rules, or unreachable: a page cannot tell these apart.
    Blocked,
    /// 404.
    NotFound,
    /// 410.
    Gone,
    /// Another status than success.
    Status(u16),
    /// Larger than the cap.
    TooLarge,
    /// No answer in time.
    TimedOut,
    /// Sent on to another address, which a page is not told and nobody agreed to.
    Redirected,
    /// The person chose not to ask.
    Declined,
}

impl FetchError {
    /// The reason this gives to the check that needed the answer.
    pub const fn code(self) -> Code {
        match self {
            Self::Offline => Code::Offline,
            Self::Blocked => Code::Blocked,
            Self::NotFound => Code::NotFound,
            Self::Gone => Code::Gone,
            Self::Status(_) => Code::ServerError,
            Self::TooLarge => Code::AnswerTooLarge,
            Self::TimedOut => Code::TimedOut,
            Self::Redirected => Code::Redirected,
            Self::Declined => Code::Declined,
        }
    }

    /// The stop of a check that got this instead of an answer.
    pub fn stop(self, url: &str) -> Stop {
        let detail = match self {
            Self::Status(status) => format!("HTTP {status}"),
            _ => url.to_owned(),
        };
        Stop::Unknown(Problem::new(self.code(), detail).at(url))
    }
}

/// Everything known so far from outside, by URL without fragment.
#[derive(Default)]
pub struct Resources {
    answers: BTreeMap<String, Result<Resource, FetchError>>,
    /// Results worth keeping between documents and rounds (an unpacked status list).
    pub(crate) memo: Memo,
}

impl Resources {
    /// Nothing known.
    pub fn new() -> Self {
        Self::default()
    }

    /// Records an answer or a refusal for this address.
    pub fn insert(&mut self, url: &str, answer: Result<Resource, FetchError>) {
        self.memo.clear();
        self.answers.insert(without_fragment(url).to_owned(), answer);
    }

    /// Forgets the answer for this address, so that it is asked for again.
    pub fn remove(&mut self, url: &str) -> Option<Result<Resource, FetchError>> {
        self.memo.clear();
        self.answers.remove(without_fragment(url))
    }

    /// Forgets every refusal, so that those addresses are asked for again.
    pub fn forget_refusals(&mut self) {
        self.memo.clear();
        self.answers.retain(|_, answer| answer.is_ok());
    }

    /// Takes over what another set knows. Of two answers for one address the later counts; but what the
    /// candidate may have made never takes the place of what somebody answers for, and that something is
    /// gone for good stays known.
    pub fn merge(&mut self, other: Self) {
        self.memo.clear();
        for (url, answer) in other.answers {
            let known = self.answers.get(&url);
            if known.is_none_or(|known| weight(&answer) > weight(known)) {
                self.answers.insert(url, answer);
            }
        }
    }

    /// The answer for this address, if there is one.
    pub fn get(&self, url: &str) -> Option<&Result<Resource, FetchError>> {
        self.answers.get(without_fragment(url))
    }

    /// The address as it is kept, without fragment, with its answer.
    pub(crate) fn known(&self, url: &str) -> Option<(&str, &Result<Resource, FetchError>)> {
        let (known, answer) = self.answers.get_key_value(without_fragment(url))?;
        Some((known, answer))
    }

    /// Every address with its answer, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Result<Resource, FetchError>)> {
        self.answers.iter().map(|(url, answer)| (url.as_str(), answer))
    }

    /// How many addresses have an answer.
    pub fn len(&self) -> usize {
        self.answers.len()
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty()
    }
}

impl<'a> FromIterator<(&'a str, &'a Result<Resource, FetchError>)> for Resources {
    fn from_iter<I: IntoIterator<Item = (&'a str, &'a Result<Resource, FetchError>)>>(
        all: I,
    ) -> Self {
        let mut answers = BTreeMap::new();
        answers.extend(all.into_iter().map(|(url, answer)| (url.to_owned(), answer.clone())));
        Self { answers, memo: Memo::default() }
    }
}

/// Which of two answers for one address counts.
fn weight(answer: &Result<Resource, FetchError>) -> (u8, Option<Timestamp>) {
    match answer {
        Err(FetchError::Gone) => (3, None),
        Ok(resource) if resource.origin != Origin::Supplied => (2, resource.fetched_at),
        Ok(resource) => (1, resource.fetched_at),
        Err(_) => (0, None),
    }
}

#[cfg(test)]
impl Resource {
    /// What a test has this address say.
    pub(crate) fn saying(url: &str, body: &str, origin: Origin) -> Self {
        let (body, final_url) = (body.as_bytes().to_vec(), url.to_owned());
        Self { body, media_type: None, final_url, fetched_at: None, origin }
    }
}

/// The URL up to its fragment.
pub fn without_fragment(url: &str) -> &str {
    url.split_once('#').map_or(url, |(before, _)| before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_do_not_make_another_resource() {
        let mut resources = Resources::new();
        resources.insert("https://example.edu/keys#key-1", Err(FetchError::Gone));
        assert_eq!(resources.get("https://example.edu/keys#key-2"), Some(&Err(FetchError::Gone)));
        assert!(resources.remove("https://example.edu/keys").is_some());
        assert!(resources.is_empty());
    }

    #[test]
    fn the_later_answer_counts_and_a_strangers_displaces_nobodys() {
        let answer = |origin, day: i64| {
            let fetched_at = Some(Timestamp::from_unix(day));
            Ok(Resource { fetched_at, ..Resource::saying("", "", origin) })
        };
        let (old, new) = (answer(Origin::Fetched, 1), answer(Origin::Saved, 2));
        let stranger = answer(Origin::Supplied, 9);
        let (gone, missing) = (Err(FetchError::Gone), Err(FetchError::NotFound));
        // Each but the first is the better one.
        let order = [missing, stranger, old, new, gone];
        for (index, better) in order.iter().enumerate() {
            for worse in &order[..index] {
                for (one, other) in [(better, worse), (worse, better)] {
                    let (mut merged, mut second) = (Resources::new(), Resources::new());
                    merged.insert("https://example.edu/", one.clone());
                    second.insert("https://example.edu/", other.clone());
                    second.insert("https://example.edu/other", other.clone());
                    merged.merge(second);
                    assert_eq!(merged.get("https://example.edu/"), Some(better));
                    assert_eq!(merged.len(), 2);
                }
            }
        }
    }
}
