//! SD-JWT: header, payload and every disclosure on a line of its own. What is a hash of a disclosure can be
//! written as `#0`, `#1` and so on.

use proofmark::document::Document;
use proofmark::encoding::{base64url, sha256, to_base64url};
use proofmark::read;
use proofmark::report::Verdict;
use proofmark::resource::{PublishedKeys, Resources};

use crate::Target;
use crate::world::question;

pub(crate) const TARGET: Target = Target { name: "sd_jwt", run, seeds };

fn seeds(seed: &crate::Seed) -> Vec<Vec<u8>> {
    let Some(text) = seed.text.as_deref().filter(|text| text.contains('~')) else {
        return Vec::new();
    };
    let mut pieces = text.split('~');
    let mut parts: Vec<String> = Vec::new();
    let opened = |part: &str| base64url(part).and_then(|bytes| String::from_utf8(bytes).ok());
    parts.extend(pieces.next().unwrap_or_default().split('.').take(2).filter_map(opened));
    let disclosures: Vec<&str> =
        pieces.filter(|piece| !piece.is_empty() && !piece.contains('.')).collect();
    parts.extend(disclosures.iter().filter_map(|part| opened(part)));
    let mut all = parts.join("\n");
    for (index, disclosure) in disclosures.iter().enumerate() {
        all = all.replace(&to_base64url(&sha256(disclosure.as_bytes())), &format!("#{index}"));
    }
    vec![all.into_bytes()]
}

fn run(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let parts: Vec<&str> = text.split('\n').collect();
    let [header, payload, disclosures @ ..] = &parts[..] else { return };
    let disclosures: Vec<String> =
        disclosures.iter().take(9).map(|text| to_base64url(text.as_bytes())).collect();
    let mut payload = (*payload).to_owned();
    for (index, disclosure) in disclosures.iter().enumerate() {
        let hash = to_base64url(&sha256(disclosure.as_bytes()));
        payload = payload.replace(&format!("#{index}"), &hash);
    }
    let [header, payload] = [*header, &payload].map(|text| to_base64url(text.as_bytes()));
    let text = format!("{header}.{payload}.AAAA~{}~", disclosures.join("~"));
    if let Ok(document) = Document::parse(&text)
        && let Some(shown) = &document.sd_jwt
    {
        // RFC 9901 section 7.1: each stands in one place, which is where it says.
        for disclosure in &shown.disclosures {
            let there = document.json.pointer(&disclosure.at);
            assert_eq!(there, Some(&disclosure.value), "{}", disclosure.at);
        }
    }
    let mut options = question();
    options.published_keys = PublishedKeys::Refuse;
    for reading in read("fuzz", text.as_bytes()).unwrap_or_default() {
        let found = reading.verify(&Resources::new(), &options);
        assert_ne!(found.report.verdict(), Verdict::Valid);
    }
}
