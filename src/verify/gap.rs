//! Which gap does a file fill? What a host would not give to a page, a person may save and drop.

use std::rc::Rc;

use serde_json::Value;

use crate::did::{Did, document_url};
use crate::document::{Document, json};
use crate::issuer::open_badge::same_address;
use crate::report::{Purpose, Request};

/// The address among the missing ones whose answer this file is, by what it calls itself.
///
/// A profile and a hosted badge name their address, a DID document names its DID; a set of keys and a
/// key in PEM name nothing, and fit where only one key is missing.
pub fn fits(bytes: &[u8], missing: &[Request]) -> Option<usize> {
    let text = std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{feff}').trim();
    let keys = || {
        let mut keys = missing.iter().enumerate().filter(|(_, gap)| gap.purpose == Purpose::Key);
        keys.next().filter(|_| keys.next().is_none()).map(|(index, _)| index)
    };
    if text.starts_with("-----BEGIN ") {
        return keys();
    }
    let transaction = |value: &Value| {
        let names = ["/txid", "/hash", "/result/hash", "/result/txid"];
        let name = names.iter().find_map(|place| value.pointer(place)?.as_str())?;
        let name = name.to_ascii_lowercase();
        let is = |gap: &Request| gap.purpose == Purpose::Transaction && gap.url.ends_with(&*name);
        missing.iter().position(is).filter(|_| name.len() >= 64)
    };
    // A status list may be a JWS, whose payload says what it is.
    let value = match json::parse(text) {
        Ok(value) => Rc::new(value),
        Err(_) => Document::parse(text).ok()?.json,
    };
    let names = ["/id", "/@id", "/verify/url"];
    let names: Vec<&str> =
        names.iter().filter_map(|place| value.pointer(place)?.as_str()).collect();
    let is = |url: &str| {
        names.iter().any(|name| {
            same_address(name, url)
                || Did::parse(name).and_then(|(did, _)| document_url(&did)).as_deref() == Some(url)
        })
    };
    let named = missing.iter().position(|gap| is(&gap.url));
    named
        .or_else(|| transaction(&value))
        .or_else(|| value.get("keys").filter(|keys| Value::is_array(keys)).and_then(|_| keys()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gap(url: &str, purpose: Purpose) -> Request {
        Request { url: url.to_owned(), purpose }
    }

    #[test]
    fn a_file_fits_by_what_it_calls_itself() {
        let missing = [
            gap("https://e.example/profile", Purpose::Issuer),
            gap("https://e.example/.well-known/did.json", Purpose::DidDocument),
            gap("https://e.example/keys", Purpose::Key),
        ];
        let fit = |text: &str| fits(text.as_bytes(), &missing);
        assert_eq!(fit(r#"{"id":"https://e.example/profile"}"#), Some(0));
        assert_eq!(fit(r#"{"id":"http://e.example/profile"}"#), Some(0));
        assert_eq!(fit("\u{feff} {\"id\":\"did:web:e.example\"}"), Some(1));
        assert_eq!(fit(r#"{"keys":[]}"#), Some(2));
        assert_eq!(fit("-----BEGIN PUBLIC KEY-----"), Some(2));
        for other in [r#"{"id":"https://e.example/other"}"#, "{}", "hello", "", "[1]"] {
            assert_eq!(fit(other), None, "{other}");
        }
        assert_eq!(fits(&[0xff], &missing), None);
        let id = "2378076e8e140012814e98a2b2cb1af07ec760b239c1d6d93ba54d658a010ecd";
        let anchor = [gap(&format!("blink:btc:mainnet:{id}"), Purpose::Transaction)];
        let saved = |id: &str| format!(r#"{{"txid":"{id}"}}"#);
        assert_eq!(fits(saved(id).as_bytes(), &anchor), Some(0));
        assert_eq!(fits(saved(&id.replace('2', "3")).as_bytes(), &anchor), None);
        assert_eq!(fits(saved("cd").as_bytes(), &anchor), None);
        let two = [missing[2].clone(), gap("https://e.example/more", Purpose::Key)];
        assert_eq!(fits(br#"{"keys":[]}"#, &two), None);
    }
}
