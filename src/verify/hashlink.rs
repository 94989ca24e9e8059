//! Pictures and pages that a badge names with their hash: `hl:` (draft-sporny-hashlink-07; CHECKLIST
//! J12). Advisory: what was signed is the hash, and the bytes are somewhere else.

use serde_json::Value;

use super::checks::Case;
use crate::budget;
use crate::encoding::{hex, multibase, push_pointer_step, sha256};
use crate::report::{Check, Code, Outcome, Problem, Purpose, Stop, Subject};
use crate::resource::Context;

/// More of them than any badge has.
const MOST: usize = 16;

/// Are the things that are named with their hash the ones that were signed?
pub(super) fn hashlinks(case: &Case<'_, '_>, lines: &mut Vec<Check>) {
    let mut found = Vec::new();
    search(case.claims, &mut String::new(), &mut found);
    for (of, link) in found {
        let outcome = match compare(link, case.context) {
            Ok(()) => case.rely(Outcome::Passed),
            Err(stop) => stop.into(),
        };
        lines.push(Check {
            axis: None,
            subject: Subject::Hashlink,
            of,
            outcome,
            notes: Vec::new(),
        });
    }
}

/// `at` is the place on the way, in one buffer.
fn search<'a>(value: &'a Value, at: &mut String, found: &mut Vec<(String, &'a str)>) {
    // Most values are neither, and their places are not written down.
    let leads = |value: &Value| match value {
        Value::String(text) => text.starts_with("hl:"),
        _ => value.is_array() || value.is_object(),
    };
    let start = at.len();
    match value {
        _ if found.len() >= MOST => {}
        Value::String(text) if leads(value) => found.push((at.clone(), text)),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate().filter(|(_, item)| leads(item)) {
                at.push('/');
                at.push_str(&index.to_string());
                search(item, at, found);
                at.truncate(start);
            }
        }
        Value::Object(object) => {
            for (name, item) in object.iter().filter(|(_, item)| leads(item)) {
                at.push('/');
                push_pointer_step(at, name);
                search(item, at, found);
                at.truncate(start);
            }
        }
        _ => {}
    }
}

/// The hash, and the addresses that the link itself names.
fn parse(link: &str) -> Option<(Vec<u8>, Vec<String>)> {
    let mut parts = link.strip_prefix("hl:")?.split(':');
    let hash = multibase(parts.next()?)?;
    let urls = parts.next().and_then(multibase).map(|bytes| urls(&bytes)).unwrap_or_default();
    Some((hash, urls))
}

/// The metadata of a link: a map in CBOR, whose member 15 lists addresses.
fn urls(bytes: &[u8]) -> Vec<String> {
    let mut from = minicbor::Decoder::new(bytes);
    let mut read = || -> Result<Vec<String>, minicbor::decode::Error> {
        let mut found = Vec::new();
        for _ in 0..from.map()?.unwrap_or_default().min(8) {
            match from.u64()? {
                15 => {
                    for _ in 0..from.array()?.unwrap_or_default().min(8) {
                        // An address may be marked as one (RFC 8949 section 3.4.5.3).
                        if from.datatype()? == minicbor::data::Type::Tag {
                            from.tag()?;
                        }
                        found.push(from.str()?.to_owned());
                    }
                }
                _ => from.skip()?,
            }
        }
        Ok(found)
    };
    read().unwrap_or_default()
}

/// Compares with what is at hand; nobody is asked for a picture that nobody wanted to see.
fn compare(link: &str, context: &Context<'_>) -> Result<(), Stop> {
    let open = |what: &str| Stop::unknown(Code::HashlinkNotChecked, what);
    let (hash, urls) = parse(link).ok_or_else(|| open(link))?;
    let at_hand = urls.iter().find_map(|url| {
        let found = context.never(|| context.get_owned(url, Purpose::Image)).ok()?;
        Some((url, found))
    });
    let Some((url, evidence)) = at_hand else {
        return Err(open(urls.first().map_or(link, String::as_str)));
    };
    // A multihash: SHA-256, 32 bytes.
    let Some(expected) = hash.strip_prefix(&[0x12, 0x20]) else { return Err(open(url)) };
    context.spend(budget::UNPACKED, evidence.resource.body.len())?;
    let found = sha256(&evidence.resource.body);
    if found[..] == *expected {
        return Ok(());
    }
    evidence.trusted()?;
    let problem = Problem::new(Code::HashlinkMismatch, url).at(hex(&found));
    Err(Stop::Failed(problem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_names_a_hash_and_where_it_may_be() {
        // The example of the draft: SHA-256 of "Hello World!", and an address.
        let link = "hl:zQmWvQxTqbG2Z9HPJgG57jjwR154cKhbtJenbyYTWkjgF3e:\
                    zuh8iaLobXC8g9tfma1CSTtYBakXeSTkHrYA5hmD4F7dCLw8XYwZ1GWyJ3zwF";
        let (hash, urls) = parse(link).unwrap();
        assert_eq!(hash[2..], sha256(b"Hello World!"));
        assert_eq!(urls, ["http://example.org/hw.txt"]);
        assert_eq!(parse("hl:zQmWvQxTqbG2Z9HPJgG57jjwR154cKhbtJenbyYTWkjgF3e").unwrap().1.len(), 0);
        for wrong in ["hl:", "hl:0", "https://e.example/"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
        for bytes in [&[0xa1][..], &[0xbb, 0xff], &[0x0f], &[]] {
            assert!(super::urls(bytes).is_empty());
        }
    }

    #[test]
    fn they_are_found_by_their_place_and_counted() {
        let link = "hl:z0";
        let value = serde_json::json!({ "a/b": [1, link, { "c": link }], "d": "e" });
        let mut found = Vec::new();
        search(&value, &mut String::new(), &mut found);
        assert_eq!(found, [("/a~1b/1".to_owned(), link), ("/a~1b/2/c".to_owned(), link)]);
        let (many, mut found) = (vec![link; 2 * MOST].into(), Vec::new());
        search(&many, &mut String::new(), &mut found);
        assert_eq!(found.len(), MOST);
    }
}
