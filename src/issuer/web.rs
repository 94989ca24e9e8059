//! Issuers and keys at https addresses (CHECKLIST C5.3, C5.4).

use std::rc::Rc;

use serde_json::Value;

use super::{Bound, Found, KeySource, Party, authorised, jws};
use crate::did::{ControlledDocument, Standing, VerificationMethod};
use crate::document::{json, one_or_many};
use crate::encoding::object;
use crate::key::VerificationKey;
use crate::report::{Code, Problem, Purpose, Stop};
use crate::resource::{Context, Evidence, without_fragment};
use crate::time::Timestamp;

/// The key a proof names by a web address, and whether the issuer's own document lists it.
pub(super) fn find(
    method: &str,
    party: Party<'_>,
    created: Option<Timestamp>,
    context: &Context<'_>,
) -> Found {
    let mut notes = Vec::new();
    let fragment = method.split_once('#').map(|(_, fragment)| fragment);
    let written = match fragment.map(VerificationKey::from_multibase) {
        Some(Ok(key)) => Some(key),
        // A key that was meant to be one and is not will not become one by asking.
        Some(Err(stop @ Stop::Failed(_))) if fragment.is_some_and(is_meant_as_key) => {
            return Found::nothing(stop);
        }
        _ => None,
    };
    let place = without_fragment(method);
    let at_issuer = party.id.is_some_and(|id| without_fragment(id) == place);
    let purpose = if at_issuer { Purpose::Issuer } else { Purpose::Key };
    let document = if written.is_some() && !at_issuer {
        // The key is at hand; what its own address says about it would confirm nobody.
        Err(Stop::unknown(Code::IssuerNotConfirmed, place))
    } else {
        context.get_owned(place, purpose).and_then(|evidence| read(place, evidence, context))
    };
    let (key, key_doubt) = match (&written, &document) {
        (Some(key), _) => (Ok(key.clone()), None),
        (None, Ok((document, doubt))) => {
            let entry = document.method(method).or_else(|| only(document));
            let key = match entry {
                Some(entry) => entry.key.clone(),
                None => Err(Stop::unknown(Code::IssuerNotConfirmed, method).at(place)),
            };
            (key, doubt.clone())
        }
        (None, Err(stop)) => (Err(stop.clone()), None),
    };
    let source = match (&written, &document) {
        (Some(_), _) => KeySource::Identifier,
        (None, Ok(_)) => KeySource::Address(place.to_owned()),
        (None, Err(_)) => KeySource::Nowhere,
    };
    let binding = bind(method, party, key.as_ref().ok(), created, context, &mut notes);
    Found { key, key_doubt, source, binding, notes }
}

/// Whether a fragment is a Multikey in intent: long, and base58 of the right kind.
fn is_meant_as_key(fragment: &str) -> bool {
    fragment.starts_with("z6Mk") && fragment.len() > 40
}

/// Whether the issuer's own document lists this key (VERDICT section 5, second rule).
fn bind(
    method: &str,
    party: Party<'_>,
    key: Option<&VerificationKey>,
    created: Option<Timestamp>,
    context: &Context<'_>,
    notes: &mut Vec<Problem>,
) -> Result<Bound, Stop> {
    let issuer = party.home().ok_or_else(|| {
        let detail = format!("a key at {method} for another issuer");
        Stop::Unknown(Problem::new(Code::IssuerNotConfirmed, detail).at("/issuer"))
    })?;
    let evidence = context.get_owned(issuer, Purpose::Issuer)?;
    let (document, doubt) = read(issuer, evidence, context)?;
    let entry = document
        .method(method)
        .filter(|entry| key.is_none() || entry.key.as_ref().ok() == key)
        .or_else(|| {
            document.methods.iter().find(|entry| key.is_some() && entry.key.as_ref().ok() == key)
        });
    let listed = match entry {
        None => Err(Stop::failed(Code::KeyNotIssuers, method)),
        Some(entry) if !document.lists(&entry.id, party.relationship) => Err(party.not_listed()),
        Some(entry) => authorised(entry, issuer, created, context, notes),
    };
    match (listed, doubt) {
        (_, Some(doubt)) => Err(doubt),
        (Err(stop), None) => Err(stop.at(issuer)),
        (Ok(()), None) => Ok(Bound::new(Standing::Domain, issuer, context.options)),
    }
}

/// Whether an issuer with an address names a key that a DID of another name holds: in its document, by the key's
/// name or whole, or in the JWK Set of its site (VERDICT section 5, second rule).
pub(super) fn vouched(
    key: &VerificationMethod,
    party: Party<'_>,
    created: Option<Timestamp>,
    context: &Context<'_>,
    notes: &mut Vec<Problem>,
) -> Result<Bound, Stop> {
    let issuer = party.home().ok_or(Stop::NotApplicable)?;
    let (document, doubt) = read(issuer, context.get_owned(issuer, Purpose::Issuer)?, context)?;
    let is_listed = |id: &str| document.lists(id, party.relationship);
    let by_name = document.method(&key.id).filter(|_| is_listed(&key.id));
    let is_it = |entry: &&VerificationMethod| entry.key == key.key && is_listed(&entry.id);
    let whole = document.methods.iter().find(|entry| key.key.is_ok() && is_it(entry));
    let mut in_force = |entry: &VerificationMethod| {
        let owner = if entry.controller == key.controller { &key.controller } else { issuer };
        authorised(entry, owner, created, context, notes)
    };
    let listed = match (by_name, whole) {
        (Some(VerificationMethod { key: Err(unread), .. }), _) => Err(unread.clone()),
        (Some(entry), _) if entry.key == key.key => in_force(entry),
        (None, _) if is_listed(&key.id) => Ok(()),
        (None, Some(entry)) => in_force(entry),
        _ => Err(Stop::failed(Code::KeyNotIssuers, &key.id)),
    };
    match (listed, doubt) {
        (_, Some(doubt)) => return Err(doubt),
        (Ok(()), None) => {}
        // What the document says of it, be it another purpose or an end, no set takes back.
        (Err(absent), None) if !document.mentions(key) => {
            jws::in_set(&key.key, party, context).unwrap_or(Err(absent.at(issuer)))?;
        }
        (Err(stop), None) => return Err(stop.at(issuer)),
    }
    Ok(Bound::new(Standing::Domain, issuer, context.options))
}

/// A key of this name in whatever evidence is at hand.
///
/// It lets the signature be checked when the controller's own document is missing; whose key it is
/// stays open, because only that document could say.
pub(super) fn key_at_hand(
    method: &str,
    controller: &str,
    context: &Context<'_>,
) -> Option<(VerificationKey, Option<Stop>)> {
    context.mentioning(method).into_iter().find_map(|evidence| {
        let name = format!("document at {}", evidence.url);
        let document = ControlledDocument::kept(context, &name, || {
            let text = std::str::from_utf8(&evidence.resource.body).unwrap_or_default();
            let value = json::parse(text).map_err(|_| Stop::NotApplicable)?;
            let id = value.get("id").and_then(Value::as_str).ok_or(Stop::NotApplicable)?;
            Ok(ControlledDocument::read(&value, id))
        });
        let document = document.ok()?;
        let entry = document.method(method).filter(|entry| entry.controller == controller)?;
        let key = entry.key.clone().ok()?;
        context.note(evidence);
        Some((key, evidence.trusted().err()))
    })
}

/// A document with exactly one key names it without saying which.
fn only(document: &ControlledDocument) -> Option<&VerificationMethod> {
    match &document.methods[..] {
        [one] => Some(one),
        _ => None,
    }
}

/// A controlled identifier document, an Open Badges profile with keys, or a single key, read once for all
/// proofs that lead to it; and why it confirms nothing, if so.
pub(super) fn read(
    url: &str,
    evidence: Evidence<'_>,
    context: &Context<'_>,
) -> Result<(Rc<ControlledDocument>, Option<Stop>), Stop> {
    let name = format!("document about {url} at {}", evidence.url);
    let document =
        ControlledDocument::kept(context, &name, || parse(url, &evidence.resource.body))?;
    Ok((document, evidence.trusted().err()))
}

fn parse(url: &str, body: &[u8]) -> Result<ControlledDocument, Stop> {
    let malformed =
        |detail: String| Stop::Unknown(Problem::new(Code::MalformedAnswer, detail).at(url));
    let text = std::str::from_utf8(body).map_err(|_| malformed("not UTF-8".into()))?;
    let mut value = json::parse(text.trim_start_matches('\u{feff}'))
        .map_err(|problem| malformed(problem.to_string()))?;
    if value.get("publicKeyMultibase").is_some() {
        // A key standing alone: its controller is whom it belongs to.
        let owner = value.get("controller").and_then(Value::as_str).unwrap_or(url).to_owned();
        value = object([("id", owner.into()), ("assertionMethod", Value::Array(vec![value]))]);
    } else if value.get("id").and_then(Value::as_str) != Some(url) {
        return Err(malformed(format!("the document is not about {url}")));
    } else if value.get("assertionMethod").is_none_or(Value::is_null) {
        // An Open Badges profile names its keys without saying what for: issuing is what profiles
        // are for. Documents that do list purposes are taken at their word.
        let keys: Vec<Value> = ["verificationMethod", "publicKey"]
            .iter()
            .flat_map(|name| one_or_many(value.get(*name)).iter().cloned())
            .collect();
        value = object([("id", url.into()), ("assertionMethod", Value::Array(keys))]);
    }
    let id = value.get("id").and_then(Value::as_str).unwrap_or(url).to_owned();
    Ok(ControlledDocument::read(&value, &id))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::report::SignerKind;
    use crate::resource::{Options, Origin, Resource, Resources};

    const KEY: &str = "z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH";
    const OTHER: &str = "z6MknGc3ocHs3zdPiJbnaaqDi58NGb4pk1Sp9WxWufuXSdxf";
    const ISSUER: &str = "https://example.edu/issuer";

    fn found(
        method: &str,
        issuer: &str,
        documents: &[(&str, Value)],
    ) -> (bool, Result<SignerKind, Code>) {
        let mut resources = Resources::new();
        for (url, document) in documents {
            let said = document.to_string();
            resources.insert(url, Ok(Resource::saying(url, &said, Origin::Fetched)));
        }
        let options = Options::new(Timestamp::from_unix(1_800_000_000));
        let found =
            find(method, Party::issuer(Some(issuer)), None, &Context::new(&resources, &options));
        let binding = found.binding.map(|bound| bound.signer().kind);
        (found.key.is_ok(), binding.map_err(|stop| stop.problem().unwrap().code))
    }

    #[test]
    fn a_fragment_key_waits_for_the_issuers_document() {
        let method = format!("{ISSUER}#{KEY}");
        assert_eq!(found(&method, ISSUER, &[]), (true, Err(Code::NotFetched)));
        let profile = |key: &str| {
            let id = format!("{ISSUER}#{key}");
            let method = json!({ "id": id, "controller": ISSUER, "publicKeyMultibase": key });
            json!({ "id": ISSUER, "type": "Profile", "verificationMethod": [method] })
        };
        assert_eq!(
            found(&method, ISSUER, &[(ISSUER, profile(KEY))]),
            (true, Ok(SignerKind::Domain))
        );
        let other = found(&method, ISSUER, &[(ISSUER, profile(OTHER))]);
        assert_eq!(other, (true, Err(Code::KeyNotIssuers)));
        let bare = json!({ "id": ISSUER, "type": "Profile" });
        assert_eq!(found(&method, ISSUER, &[(ISSUER, bare)]), (true, Err(Code::KeyNotIssuers)));
        let about_other = json!({ "id": "https://example.org/", "type": "Profile" });
        assert_eq!(
            found(&method, ISSUER, &[(ISSUER, about_other)]),
            (true, Err(Code::MalformedAnswer))
        );
    }

    #[test]
    fn a_key_on_another_site_confirms_nobody() {
        let method = format!("https://evil.example/keys#{KEY}");
        let profile = json!({ "id": ISSUER, "type": "Profile" });
        assert_eq!(found(&method, ISSUER, &[(ISSUER, profile)]), (true, Err(Code::KeyNotIssuers)));
        assert_eq!(
            found(&method, "did:web:example.edu", &[]),
            (true, Err(Code::IssuerNotConfirmed))
        );
    }

    #[test]
    fn a_document_that_lists_purposes_is_taken_at_its_word() {
        let id = format!("{ISSUER}#{KEY}");
        let method = json!({ "id": id, "controller": ISSUER, "publicKeyMultibase": KEY });
        let document = json!({ "id": ISSUER, "verificationMethod": [method], "assertionMethod": [], "authentication": [id] });
        assert_eq!(found(&id, ISSUER, &[(ISSUER, document)]), (true, Err(Code::KeyNotIssuers)));
    }

    #[test]
    fn a_name_of_a_key_that_is_another_key_in_the_issuers_document_confirms_nobody() {
        let method = "https://keys.example/k#1";
        let at = |id: &str, key: &str| {
            let listed = json!({ "id": method, "controller": id, "publicKeyMultibase": key });
            json!({ "id": id, "verificationMethod": [listed], "assertionMethod": [method] })
        };
        let place = "https://keys.example/k";
        let same = [(place, at(place, KEY)), (ISSUER, at(ISSUER, KEY))];
        assert_eq!(found(method, ISSUER, &same), (true, Ok(SignerKind::Domain)));
        let other = [(place, at(place, OTHER)), (ISSUER, at(ISSUER, KEY))];
        assert_eq!(found(method, ISSUER, &other), (true, Err(Code::KeyNotIssuers)));
        // Without the document that has the key there is none; that the issuer names it stays true.
        assert_eq!(found(method, ISSUER, &same[1..]), (false, Ok(SignerKind::Domain)));
    }

    #[test]
    fn a_key_is_asked_for_where_it_is_said_to_be() {
        let asked = |method: &str| {
            let (resources, options) =
                (Resources::new(), Options::new(Timestamp::from_unix(1_800_000_000)));
            let context = Context::new(&resources, &options);
            find(method, Party::issuer(Some(ISSUER)), None, &context);
            let asked = context.into_requests().0.into_iter();
            asked.map(|request| (request.url, request.purpose)).collect::<Vec<_>>()
        };
        let issuer = (ISSUER.to_owned(), Purpose::Issuer);
        assert_eq!(asked(&format!("{ISSUER}#key-1")), std::slice::from_ref(&issuer));
        let place = ("https://keys.example/k".to_owned(), Purpose::Key);
        assert_eq!(asked("https://keys.example/k#1"), [issuer.clone(), place]);
        // The key is at hand; only the issuer can say whose it is.
        assert_eq!(asked(&format!("https://keys.example/k#{KEY}")), std::slice::from_ref(&issuer));
    }

    #[test]
    fn what_was_meant_as_a_key_and_is_none_is_not_asked_for() {
        let short = &KEY[..40];
        for (name, expected) in [
            (format!("{}0", &KEY[..47]), Code::MalformedKey),
            (format!("{short}0"), Code::MalformedKey),
            (format!("{}0", &short[..39]), Code::NotFetched),
            ("z6Mk".to_owned(), Code::NotFetched),
            ("a-name-that-is-longer-than-forty-characters".to_owned(), Code::NotFetched),
        ] {
            let (key, binding) = found(&format!("{ISSUER}#{name}"), ISSUER, &[]);
            assert_eq!((key, binding), (false, Err(expected)), "{name}");
        }
    }

    #[test]
    fn a_document_with_one_key_names_it_without_saying_which() {
        let (place, other) = ("https://keys.example/k", format!("https://keys.example/k#{OTHER}"));
        let one = json!({ "id": "https://keys.example/k#1", "controller": place, "publicKeyMultibase": KEY });
        let two = json!({ "id": other, "controller": place, "publicKeyMultibase": OTHER });
        let has_key = |methods: &[&Value]| {
            let document = json!({ "id": place, "verificationMethod": methods });
            found(place, ISSUER, &[(place, document)]).0
        };
        assert!(has_key(&[&one]));
        assert!(!has_key(&[&one, &two]));
        assert!(!has_key(&[]));
    }
}
