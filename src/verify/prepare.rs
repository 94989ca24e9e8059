//! Preparing for a machine without a network: what an issuer publishes that its badges will need.

use serde_json::Value;

use super::Reading;
use crate::did::{self, Did};
use crate::document::{json, one_or_many};
use crate::order::sort_by;
use crate::report::{Purpose, Request};
use crate::resource::{Context, Options, Resources};

/// What the person names: an issuer by its address, or one of its badges.
pub enum Sought<'a> {
    /// A did:web, an https profile, or a domain.
    Issuer(&'a str),
    /// A badge, for what it takes to verify others like it.
    Badge(&'a Reading),
}

/// Whether a text names an issuer that can be asked: a DID, a web address, a domain.
pub fn names_an_issuer(text: &str) -> bool {
    !addresses(text).is_empty() || Did::parse(text).is_some_and(|(did, _)| did.method != "web")
}

/// What is to be asked next, given what is known so far: keys, profiles and lists, no badge of anybody.
/// Nothing when everything was answered or refused.
pub fn needed(sought: &[Sought<'_>], known: &Resources, options: &Options) -> Vec<Request> {
    let mut requests: Vec<Request> = Vec::new();
    for one in sought {
        match one {
            Sought::Issuer(text) => requests.extend(published(text, known, options)),
            Sought::Badge(reading) => {
                let found = reading.verify(known, options);
                let mut next = found.wanted();
                // What stands behind a hosted badge is in the file, too; the badge itself is not asked for.
                if next.iter().all(|request| !is_evidence(request.purpose)) {
                    next = found.foreseen();
                }
                requests.extend(next.into_iter().filter(|request| is_evidence(request.purpose)));
            }
        }
    }
    sort_by(&mut requests, |a, b| a.url.cmp(&b.url));
    requests.dedup_by(|a, b| a.url == b.url);
    requests
}

/// Whether it speaks of issuers, and not of a person's badge.
fn is_evidence(purpose: Purpose) -> bool {
    use Purpose::{BadgeClass, Context, DidDocument, Issuer, Key, StatusList};
    matches!(purpose, DidDocument | Issuer | Key | StatusList | BadgeClass | Context)
}

/// What an issuer publishes under its address, as far as that is known yet.
fn published(text: &str, known: &Resources, options: &Options) -> Vec<Request> {
    let context = Context::new(known, options);
    for (url, purpose) in addresses(text) {
        let Ok(evidence) = context.get_owned(&url, purpose) else { continue };
        let text = std::str::from_utf8(&evidence.resource.body).unwrap_or_default();
        let Ok(document) = json::parse(text.trim_start_matches('\u{feff}').trim()) else {
            continue;
        };
        for (member, purpose) in
            [("publicKey", Purpose::Key), ("revocationList", Purpose::StatusList)]
        {
            for entry in one_or_many(document.get(member)) {
                let address = entry.as_str().or_else(|| entry.get("id").and_then(Value::as_str));
                // A miss is noted as wanted, unless it is no address that may be asked.
                let _ = address.map(|address| context.get_owned(address, purpose));
            }
        }
    }
    context.into_requests().0
}

/// Where an issuer of this name keeps its keys.
fn addresses(text: &str) -> Vec<(String, Purpose)> {
    let text = text.trim().trim_end_matches('/');
    if let Some((did, _)) = Did::parse(text) {
        let document = (did.method == "web").then(|| did::document_url(&did)).flatten();
        return document.into_iter().map(|url| (url, Purpose::DidDocument)).collect();
    }
    let schemes = ["https://", "http://"];
    let scheme = schemes.into_iter().find(|scheme| text.starts_with(scheme));
    let rest = &text[scheme.map_or(0, str::len)..];
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_host = host.contains('.') && !host.contains(|c: char| c.is_whitespace() || c == '@');
    if !is_host || scheme.is_none() && host.len() != rest.len() {
        return Vec::new();
    }
    let origin = format!("{}{host}", scheme.unwrap_or("https://"));
    let mut found = vec![
        (format!("{origin}/.well-known/did.json"), Purpose::DidDocument),
        (format!("{origin}/.well-known/jwks.json"), Purpose::Key),
    ];
    if host.len() < rest.len() {
        found.push((text.to_owned(), Purpose::Issuer));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resource::{FetchError, Origin, Resource};
    use crate::time::Timestamp;

    fn urls(sought: &[Sought<'_>], known: &Resources) -> Vec<String> {
        let options = Options::new(Timestamp::from_unix(1_800_000_000));
        needed(sought, known, &options).into_iter().map(|request| request.url).collect()
    }

    fn json(url: &str, body: &str) -> Result<Resource, FetchError> {
        Ok(Resource::saying(url, body, Origin::Fetched))
    }

    #[test]
    fn an_issuer_is_named_in_many_ways() {
        let none = Resources::new();
        let of = |text| urls(&[Sought::Issuer(text)], &none);
        let (did, keys) = (
            "https://example.edu/.well-known/did.json",
            "https://example.edu/.well-known/jwks.json",
        );
        assert_eq!(of("did:web:example.edu"), [did]);
        assert_eq!(of("did:web:example.edu:a"), ["https://example.edu/a/did.json"]);
        for domain in
            ["example.edu", " example.edu ", "https://example.edu", "https://example.edu/"]
        {
            assert_eq!(of(domain), [did, keys], "{domain}");
        }
        assert_eq!(of("https://example.edu/i"), [did, keys, "https://example.edu/i"]);
        for nothing in
            ["", "Harvard", "did:web:..", "a@example.edu", "https://localhost/x", "two words.de"]
        {
            assert_eq!(of(nothing), [""; 0], "{nothing}");
            assert_eq!(addresses(nothing), [], "{nothing}");
        }
        assert!(names_an_issuer("did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH"));
        assert!(!names_an_issuer("Harvard") && !names_an_issuer("did:web:.."));
    }

    #[test]
    fn a_profile_leads_to_its_keys_and_lists_and_refusals_end_it() {
        let (profile, host) = ("https://example.edu/i", "https://example.edu");
        let mut known = Resources::new();
        for path in [".well-known/did.json", ".well-known/jwks.json"] {
            known.insert(&format!("{host}/{path}"), Err(FetchError::NotFound));
        }
        let body = r#"{"publicKey":["https://example.edu/k",{"id":"https://example.edu/k2"}],
            "revocationList":"https://lists.example/r"}"#;
        known.insert(profile, json(profile, body));
        let sought = [Sought::Issuer(profile)];
        let next = ["https://example.edu/k", "https://example.edu/k2", "https://lists.example/r"];
        assert_eq!(urls(&sought, &known), next);
        for url in next {
            known.insert(url, Err(FetchError::Blocked));
        }
        assert_eq!(urls(&sought, &known), [""; 0]);
    }

    #[test]
    fn a_badge_is_never_asked_for() {
        let text = include_str!("../../tests/cases/assertion.json");
        let reading = &crate::verify::read("a", text.as_bytes()).unwrap()[0];
        assert_eq!(
            urls(&[Sought::Badge(reading)], &Resources::new()),
            ["https://issuer.example/badges/1"]
        );
    }
}
