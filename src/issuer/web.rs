//! Issuers and keys at https addresses (CHECKLIST C5.3, C5.4).

use std::rc::Rc;

use serde_json::Value;

use super::{Bound, Found, KeySource, Party, jws, nowhere_withdrawn, stands};
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
    let is_it = |entry: &VerificationMethod| key.is_none() || entry.material.as_ref() == key;
    let is_listed = |entry: &&VerificationMethod| document.lists(&entry.id, party.relationship);
    let methods = || document.methods.iter().filter(|entry| is_it(entry));
    let whole = || methods().filter(|_| key.is_some());
    let entry = methods().find(|entry| entry.id == method);
    let entry = entry.or_else(|| whole().find(is_listed)).or_else(|| whole().next());
    let listed = match entry {
        // It may list the key itself, which is not at hand.
        None if key.is_none() => Err(Stop::unknown(Code::IssuerNotConfirmed, method)),
        None => Err(Stop::failed(Code::KeyNotIssuers, method)),
        Some(entry) if !is_listed(&entry) => Err(party.not_listed()),
        Some(entry) => stands(&document, entry, issuer, created, context, notes),
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
    let is_listed = |entry: &&VerificationMethod| document.lists(&entry.id, party.relationship);
    let is_it =
        |entry: &&VerificationMethod| entry.material.is_some() && entry.material == key.material;
    let methods = || document.methods.iter().filter(is_listed);
    let named = || methods().filter(|entry| entry.id == key.id);
    let entry = named().find(is_it).or_else(|| named().next()).or_else(|| methods().find(is_it));
    let absent = || Stop::failed(Code::KeyNotIssuers, &key.id).at(issuer);
    let listed = match entry {
        Some(entry) if entry.key.is_ok() && !is_it(&entry) => Err(absent()),
        Some(entry) => {
            let owner = if entry.controller == key.controller { &key.controller } else { issuer };
            stands(&document, entry, owner, created, context, notes)
        }
        // By its name alone.
        None if is_listed(&key) => nowhere_withdrawn(&document, key, created, context),
        None => Err(absent()),
    };
    let is_silent = document.others(key).next().is_none() && !document.mentions(&key.id);
    match (listed, doubt) {
        (_, Some(doubt)) => return Err(doubt),
        // Of what it says nothing, the set of its site may.
        (Err(absent), None) if is_silent => {
            if let Some(problem) = document.methods.iter().find_map(hidden) {
                return Err(Stop::Unknown(problem.clone()).at(issuer));
            }
            match jws::in_set(&key.key, party, context).unwrap_or_else(|| Err(absent.clone())) {
                // Who lists keys, and not this one, is not asked for what could not be had.
                Err(stop) if document.lists_any(party.relationship) && !jws::is_pending(&stop) => {
                    return Err(absent);
                }
                found => found?,
            }
        }
        (listed, None) => listed.map_err(|stop| stop.at(issuer))?,
    }
    Ok(Bound::new(Standing::Domain, issuer, context.options))
}

/// Why an entry may be any key: its end cannot be read, or everybody has it, and it does not say which it is.
fn hidden(entry: &VerificationMethod) -> Option<&Problem> {
    let problem = entry.key.as_ref().err().filter(|_| entry.material.is_none())?.problem()?;
    matches!(problem.code, Code::UnreadableDate | Code::KeyIsPublic).then_some(problem)
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
mod tests;
