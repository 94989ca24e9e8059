//! What was named, and everything that the verifier wants because of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use proofmark::document::json;
use proofmark::report::{Purpose, Request};
use proofmark::resource::{
    FetchError, LocalAddresses, Options, Origin, Resource, Resources, without_fragment,
};
use proofmark::time::Timestamp;
use proofmark::{Reading, read};

use crate::curl::{Answer, Curl};
use crate::probe;

/// What came of one address.
pub(crate) struct Line {
    pub(crate) answer: Result<Answer, String>,
    pub(crate) fetched_at: Timestamp,
    /// Whether it says something of more than one person.
    pub(crate) kept: bool,
}

/// What was asked so far, and what is known from it.
pub(crate) struct Gathering {
    curl: Curl,
    options: Options,
    resources: Resources,
    lines: BTreeMap<String, Line>,
}

impl Gathering {
    pub(crate) fn new(curl: Curl, local: bool) -> Self {
        let mut options = Options::new(now());
        if local {
            options.local_addresses = LocalAddresses::Allow;
        }
        Self { curl, options, resources: Resources::new(), lines: BTreeMap::new() }
    }

    /// Every address that was asked.
    pub(crate) fn lines(&self) -> &BTreeMap<String, Line> {
        &self.lines
    }

    /// Gathers for what a person named: a DID, an address, a file, a domain.
    pub(crate) fn named(&mut self, what: &str) -> Result<(), String> {
        if what.starts_with("did:") {
            if !what.starts_with("did:web:") {
                return Err(format!("{what}: only a did:web has a document to fetch."));
            }
            self.issuer(what);
        } else if what.starts_with("https://") || what.starts_with("http://") {
            self.address(what);
        } else if Path::new(what).is_file() {
            let bytes = fs::read(what).map_err(|error| format!("{what}: {error}."))?;
            let readings = read(what, &bytes).map_err(|problem| format!("{what}: {problem}"))?;
            self.settle(&readings);
        } else if is_domain(what) {
            self.issuer(&format!("did:web:{what}"));
            self.issuer(&format!("https://{what}"));
        } else {
            return Err(format!("{what} is no file, no domain, no did:web and no https address."));
        }
        Ok(())
    }

    /// Asks again what the folder holds already, and follows it.
    pub(crate) fn refresh(&mut self, url: &str) {
        if !self.lines.contains_key(url) {
            self.fetch(url, true);
            let readings = self.badges_at(url);
            self.settle(&readings);
        }
    }

    /// What the verifier would ask for a badge of this issuer.
    fn issuer(&mut self, id: &str) {
        for bytes in probe::of(id) {
            self.settle(&read("probe", &bytes).unwrap_or_default());
        }
    }

    /// A profile, a list or a badge at its address.
    fn address(&mut self, url: &str) {
        let url = without_fragment(url);
        self.fetch(url, true);
        let readings = self.badges_at(url);
        if readings.is_empty() {
            return self.issuer(url);
        }
        if let Some(line) = self.lines.get_mut(url) {
            line.kept = readings.iter().all(is_list);
        }
        self.settle(&readings);
    }

    fn badges_at(&self, url: &str) -> Vec<Reading> {
        match self.resources.get(url) {
            Some(Ok(resource)) => read(url, &resource.body).unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    /// Fetches what is wanted until nothing new is.
    fn settle(&mut self, readings: &[Reading]) {
        for reading in readings {
            loop {
                let wanted = reading.verify(&self.resources, &self.options).wanted();
                let new = |request: &Request| !self.lines.contains_key(&request.url);
                let new: Vec<Request> = wanted.into_iter().filter(new).collect();
                if new.is_empty() {
                    break;
                }
                for request in new {
                    self.fetch(&request.url, is_for_many(request.purpose));
                }
            }
        }
    }

    fn fetch(&mut self, url: &str, kept: bool) {
        let local = self.options.local_addresses == LocalAddresses::Allow;
        let answer = self.curl.get(url, local);
        let known = match &answer {
            Ok(answer) if answer.status == 404 => Err(FetchError::NotFound),
            Ok(answer) if answer.status == 410 => Err(FetchError::Gone),
            Ok(answer) => Ok(Resource {
                body: answer.body.clone(),
                media_type: answer.media_type.clone(),
                final_url: answer.final_url.clone(),
                fetched_at: Some(self.options.at),
                origin: Origin::Fetched,
            }),
            Err(_) => Err(FetchError::Blocked),
        };
        self.resources.insert(url, known);
        let line = Line { answer, fetched_at: self.options.at, kept };
        self.lines.insert(url.to_owned(), line);
    }
}

/// Whether what is asked for serves every badge of an issuer. A badge at its address, a newer version,
/// an endorsement: each is about one person, and nothing to publish.
fn is_for_many(purpose: Purpose) -> bool {
    match purpose {
        Purpose::DidDocument
        | Purpose::Key
        | Purpose::Issuer
        | Purpose::StatusList
        | Purpose::BadgeClass
        | Purpose::Context
        | Purpose::Schema => true,
        Purpose::Assertion
        | Purpose::Endorsement
        | Purpose::Refresh
        | Purpose::Image
        | Purpose::Transaction => false,
    }
}

/// Whether a credential is a list of withdrawn ones.
fn is_list(reading: &Reading) -> bool {
    let Ok(document) = &reading.document else { return false };
    let types =
        json::parse(&document.text).ok().and_then(|json| Some(json.get("type")?.to_string()));
    types.is_some_and(|types| types.contains("StatusList") || types.contains("RevocationList"))
}

fn is_domain(text: &str) -> bool {
    let label = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    text.contains('.') && text.split('.').all(label)
}

fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    Timestamp::from_unix(i64::try_from(since).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_are_told_from_files() {
        assert!(is_domain("example.edu") && is_domain("a-b.example.edu"));
        assert!(!is_domain("example") && !is_domain("a/b.json") && !is_domain(".edu"));
    }
}
