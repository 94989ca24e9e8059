//! Whose address sent a transaction? The issuer's own profile lists its addresses and from when to when
//! they are its; a document that lists a key lists the key's address with it (CHECKLIST J7).

use serde_json::Value;

use super::open_badge::{Part, published};
use super::{Bound, KeySource};
use crate::did::{self, ControlledDocument, Did, Relationship, Standing};
use crate::document::{Format, one_or_many};
use crate::key::arithmetic;
use crate::report::{Code, Problem, Purpose, Stop};
use crate::resource::{Chain, Context, PublishedKeys};
use crate::time::Timestamp;

/// Who sent a transaction, and when.
#[derive(Clone, Copy, Debug)]
pub struct Sender<'a> {
    /// The address.
    pub address: &'a str,
    /// On which chain.
    pub chain: Option<Chain>,
    /// When.
    pub at: Timestamp,
    /// The key that the proof names; empty if it names none.
    pub method: &'a str,
}

/// What the issuer says about an address.
#[derive(Debug)]
pub struct FoundSender {
    /// Whether it is the issuer's.
    pub binding: Result<Bound, Stop>,
    /// Where that was read.
    pub source: KeySource,
}

/// The profile of the issuer that a document names, as the issuer publishes it.
///
/// # Errors
/// It is missing and now wanted, or the issuer has none.
pub fn profile_of(claims: &Value, format: Format, context: &Context<'_>) -> Result<Part, Stop> {
    let id = issuer(claims, format);
    let place = place_of_issuer(format);
    let unnamed = || Stop::unknown(Code::IssuerNotConfirmed, "no issuer").at(place);
    let id = id.ok_or_else(unnamed)?;
    if !id.starts_with("https://") && !id.starts_with("http://") {
        return Err(Stop::unknown(Code::IssuerNotConfirmed, id).at(place));
    }
    published(id, Purpose::Issuer, context)
}

/// JSON pointer to the issuer in a certificate; in version 2 it is the issuer of the badge class.
pub const fn place_of_issuer(format: Format) -> &'static str {
    match format {
        Format::Blockcerts2 => "/badge/issuer",
        _ => "/issuer",
    }
}

/// Whom the document says it is by; in version 2 the issuer of the badge class.
fn issuer(claims: &Value, format: Format) -> Option<&str> {
    let holder = match format {
        Format::Blockcerts2 => claims.get("badge")?,
        _ => claims,
    };
    let name = if format == Format::Presentation { "holder" } else { "issuer" };
    // Which of several comes first is not signed.
    let [issuer] = one_or_many(holder.get(name)) else { return None };
    issuer.as_str().or_else(|| issuer.get("id")?.as_str())
}

/// Whether the address that sent a transaction was the issuer's then.
pub fn find_sender(
    claims: &Value,
    format: Format,
    sender: &Sender<'_>,
    notes: &mut Vec<Problem>,
    context: &Context<'_>,
) -> FoundSender {
    let nowhere = |stop| FoundSender { binding: Err(stop), source: KeySource::Nowhere };
    match issuer(claims, format).and_then(Did::parse) {
        Some((did, _)) => match did::resolve(&did, context) {
            Ok(resolved) => {
                let listed = by_key(&resolved.document, sender, context);
                let binding = match (&resolved.doubt, listed) {
                    (Some(doubt), _) => Err(doubt.clone()),
                    (None, Err(stop)) => Err(stop.at(did.text)),
                    (None, Ok(())) => Ok(Bound::new(resolved.standing, did.text, context.options)),
                };
                FoundSender { binding, source: super::source_of(&did) }
            }
            Err(stop) => nowhere(stop),
        },
        None => match profile_of(claims, format, context) {
            Ok(profile) => {
                notes.extend(profile.notes.iter().cloned());
                let listed = by_profile(&profile.json, &profile.id, sender, context);
                let binding = match (profile.doubt, listed) {
                    (Some(doubt), _) => Err(doubt),
                    (None, Err(stop)) => Err(stop.at(&*profile.id)),
                    (None, Ok(())) => {
                        Ok(Bound::new(Standing::Domain, &profile.id, context.options))
                    }
                };
                FoundSender { binding, source: KeySource::Address(profile.id) }
            }
            Err(stop) => nowhere(stop),
        },
    }
}

/// By the addresses that a profile lists (`ecdsa-koblitz-pubkey:…`), or by its keys.
fn by_profile(
    profile: &Value,
    id: &str,
    sender: &Sender<'_>,
    context: &Context<'_>,
) -> Result<(), Stop> {
    let mut refused = None;
    for entry in one_or_many(profile.get("publicKey")) {
        let name = entry.as_str().or_else(|| entry.get("id")?.as_str()).unwrap_or_default();
        let address = name.strip_prefix("ecdsa-koblitz-pubkey:").unwrap_or(name);
        if !is_same(address, sender) {
            continue;
        }
        match in_force(entry, sender) {
            Ok(()) => return Ok(()),
            Err(stop) => refused = Some(stop),
        }
    }
    match refused {
        // What it says of the very address counts before what follows from its keys.
        Some(stop) => Err(stop),
        None => by_key(&ControlledDocument::read(profile, id), sender, context),
    }
}

/// Addresses of Ethereum are hex, in either case; those of Bitcoin are not.
fn is_same(address: &str, sender: &Sender<'_>) -> bool {
    match sender.chain {
        Some(Chain::Ethereum) => address.eq_ignore_ascii_case(sender.address),
        _ => address == sender.address,
    }
}

/// Whether an address was the issuer's at the time of the transaction.
fn in_force(entry: &Value, sender: &Sender<'_>) -> Result<(), Stop> {
    let date = |name: &str| match entry.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => {
            let read = value.as_str().and_then(|text| Timestamp::parse(text).ok());
            let read = read.ok_or_else(|| Stop::unknown(Code::UnreadableDate, value.to_string()));
            read.map(|written| Some(written.instant))
        }
    };
    if let Some(created) = date("created")?
        && created > sender.at
    {
        let detail = format!("{} since {created}, sent {}", sender.address, sender.at);
        return Err(Stop::failed(Code::KeyNotIssuers, detail));
    }
    for end in [date("revoked")?, date("expires")?].into_iter().flatten() {
        if end <= sender.at {
            return Err(Stop::failed(Code::KeyNoLongerPublished, format!("ended {end}")));
        }
    }
    Ok(())
}

/// By the keys that the issuer's document lists for issuing, the one that the proof names first.
fn by_key(
    document: &ControlledDocument,
    sender: &Sender<'_>,
    context: &Context<'_>,
) -> Result<(), Stop> {
    // Without the arithmetic no key has an address, which says nothing about whose this one is.
    if !arithmetic::is_here() {
        return Err(Stop::unknown(Code::KeysMissing, "secp256k1"));
    }
    let mut refused = None;
    // A key in its document is its issuer's; what the proof calls it is not signed. If it names one of
    // these keys, it must be that one.
    let named = document.methods.iter().any(|one| one.id == sender.method);
    for method in &document.methods {
        let Ok(key) = &method.key else { continue };
        if named && method.id != sender.method
            || method.controller != document.id && !method.controller.is_empty()
            || !document.lists(&method.id, Relationship::Assertion)
        {
            continue;
        }
        let addresses = sender.chain.map_or_else(Vec::new, |chain| key.addresses(chain));
        if !addresses.iter().any(|address| is_same(address, sender)) {
            continue;
        }
        if context.options.published_keys == PublishedKeys::Refuse && key.is_published() {
            return Err(Stop::failed(Code::KeyIsPublic, &method.id));
        }
        match [method.revoked, method.expires].into_iter().flatten().find(|end| *end <= sender.at) {
            Some(end) => {
                let detail = format!("ended {end}");
                refused = Some(Stop::failed(Code::KeyNoLongerPublished, detail));
            }
            None => return Ok(()),
        }
    }
    let stranger = || Stop::failed(Code::KeyNotIssuers, sender.address);
    Err(refused.unwrap_or_else(stranger))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::resource::{Options, Resources};

    const ADDRESS: &str = "1AwdUWQzJgfDDjeKtpPzMfYMHejFBrxZfo";

    fn listed(entry: &Value, sent: &str) -> Result<(), Code> {
        let (resources, options) =
            (Resources::new(), Options::new(Timestamp::from_unix(1_800_000_000)));
        let context = Context::new(&resources, &options);
        let sender = Sender {
            address: ADDRESS,
            chain: Some(Chain::Bitcoin),
            at: Timestamp::parse(sent).unwrap().instant,
            method: "",
        };
        let profile = json!({ "id": "https://e.example/", "publicKey": [entry] });
        by_profile(&profile, "https://e.example/", &sender, &context)
            .map_err(|stop| stop.problem().unwrap().code)
    }

    #[test]
    fn an_address_is_the_issuers_from_when_to_when_it_says() {
        let id = format!("ecdsa-koblitz-pubkey:{ADDRESS}");
        let entry = json!({
            "id": id, "created": "2018-01-01T00:00:00Z", "revoked": "2019-01-01T00:00:00Z"
        });
        assert_eq!(listed(&entry, "2018-06-01T00:00:00Z"), Ok(()));
        assert_eq!(listed(&entry, "2018-01-01T00:00:00Z"), Ok(()));
        assert_eq!(listed(&entry, "2017-12-31T23:59:59Z"), Err(Code::KeyNotIssuers));
        assert_eq!(listed(&entry, "2019-01-01T00:00:00Z"), Err(Code::KeyNoLongerPublished));
        let odd = json!({ "id": id, "created": "long ago" });
        assert_eq!(listed(&odd, "2018-06-01T00:00:00Z"), Err(Code::UnreadableDate));
        assert_eq!(listed(&json!(id), "2018-06-01T00:00:00Z"), Ok(()));
        let other = json!({ "id": id.to_uppercase() });
        assert_eq!(listed(&other, "2018-06-01T00:00:00Z"), Err(Code::KeyNotIssuers));
    }

    #[test]
    fn addresses_of_ethereum_are_hex() {
        let same = |chain, address: &str, sent: &str| {
            let sender = Sender {
                address: sent,
                chain,
                at: Timestamp::from_unix(1_800_000_000),
                method: "",
            };
            is_same(address, &sender)
        };
        assert!(same(Some(Chain::Ethereum), "0xABCdef", "0xabcDEF"));
        assert!(!same(Some(Chain::Ethereum), "0xABCde0", "0xabcDEF"));
        assert!(same(Some(Chain::Bitcoin), "1Ab", "1Ab"));
        assert!(!same(Some(Chain::Bitcoin), "1Ab", "1aB"));
        assert!(!same(None, "1Ab", "1aB"));
    }

    #[test]
    fn an_issuer_is_missed_where_it_should_be() {
        assert_eq!(place_of_issuer(Format::Blockcerts2), "/badge/issuer");
        assert_eq!(place_of_issuer(Format::Blockcerts), "/issuer");
    }

    /// The second and the third point of secp256k1, as Multikeys.
    const POINTS: [&str; 2] = [
        "c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5",
        "f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9",
    ];

    /// Whether a document with both keys, the first with members of its own, lists the address of the first.
    fn by_keys(members: &Value, listed: &[&str], method: &str) -> Result<(), Code> {
        let keys = POINTS.map(|point| {
            let bytes = [&[0xe7, 0x01, 0x02], &crate::encoding::from_hex(point).unwrap()[..]];
            format!("z{}", bs58::encode(bytes.concat()).into_string())
        });
        let mut first =
            json!({ "id": "urn:i#1", "controller": "urn:i", "publicKeyMultibase": keys[0] });
        first.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        let second =
            json!({ "id": "urn:i#2", "controller": "urn:i", "publicKeyMultibase": keys[1] });
        let document = json!({ "id": "urn:i", "verificationMethod": [first, second], "assertionMethod": listed });
        let document = ControlledDocument::read(&document, "urn:i");
        let address = document.methods[0].key.as_ref().unwrap().addresses(Chain::Bitcoin).remove(0);
        let (resources, options) =
            (Resources::new(), Options::new(Timestamp::from_unix(1_800_000_000)));
        let at = Timestamp::parse("2019-01-01T00:00:00Z").unwrap().instant;
        let sender = Sender { address: &address, chain: Some(Chain::Bitcoin), at, method };
        by_key(&document, &sender, &Context::new(&resources, &options))
            .map_err(|stop| stop.problem().unwrap().code)
    }

    #[test]
    fn an_address_is_that_of_a_key_listed_for_issuing() {
        let (none, both) = (json!({}), &["urn:i#1", "urn:i#2"][..]);
        assert_eq!(by_keys(&none, both, ""), Ok(()));
        assert_eq!(by_keys(&none, both, "urn:i#1"), Ok(()));
        assert_eq!(by_keys(&none, both, "urn:other#1"), Ok(()));
        // The proof says that it was the other key.
        assert_eq!(by_keys(&none, both, "urn:i#2"), Err(Code::KeyNotIssuers));
        for method in ["", "urn:i#1"] {
            assert_eq!(by_keys(&none, &["urn:i#2"], method), Err(Code::KeyNotIssuers));
        }
    }

    #[test]
    fn a_key_had_not_ended_when_the_transaction_was_sent() {
        let both = &["urn:i#1", "urn:i#2"][..];
        for member in ["revoked", "expires"] {
            let ends = |end: &str| by_keys(&json!({ member: end }), both, "");
            assert_eq!(ends("2019-01-01T00:00:01Z"), Ok(()));
            assert_eq!(ends("2019-01-01T00:00:00Z"), Err(Code::KeyNoLongerPublished));
            assert_eq!(ends("2018-12-31T23:59:59Z"), Err(Code::KeyNoLongerPublished));
        }
    }
}
