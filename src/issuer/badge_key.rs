//! The key of a signed badge of Open Badges 2 and older (CHECKLIST F10-F12).

use serde_json::Value;

use super::open_badge::{Lineage, same_address};
use super::{Bound, Found, KeySource, web_origin};
use crate::budget;
use crate::did::Standing;
use crate::document::{json, one_or_many};
use crate::key::VerificationKey;
use crate::report::{Code, Problem, Purpose, Stop};
use crate::resource::Context;

/// More keys than any issuer signs badges with; each of them is tried.
const MOST: usize = 64;

/// A key document, or a key standing alone.
struct Published {
    key: Result<VerificationKey, Stop>,
    /// Whose it says it is.
    owner: Option<String>,
    source: KeySource,
    doubt: Option<Stop>,
}

/// Every key the badge may be signed with, by the name it goes by: the one that the assertion names,
/// or else all that the issuer's profile lists.
pub fn find_for_badge(
    assertion: &Value,
    lineage: &Lineage,
    context: &Context<'_>,
) -> Vec<(String, Found)> {
    let verify = assertion.get("verification").or_else(|| assertion.get("verify"));
    let named = verify.and_then(|verify| {
        let creator = verify.get("creator").or_else(|| verify.get("url"))?;
        creator.as_str().or_else(|| creator.get("id")?.as_str())
    });
    let listed = listed(lineage, assertion);
    let names: Vec<String> = match named {
        Some(named) => vec![named.to_owned()],
        None => listed.iter().filter_map(id).map(str::to_owned).collect(),
    };
    if names.len() > MOST {
        let stop = Stop::unknown(Code::TooComplex, format!("{} keys", names.len()));
        return vec![(String::new(), Found::nothing(stop))];
    }
    names
        .into_iter()
        .map(|name| {
            let entry =
                listed.iter().find(|entry| id(entry).is_some_and(|id| same_address(id, &name)));
            let mut found = find(&name, entry.copied(), lineage, context);
            found.refuse_published(&name, context);
            (name, found)
        })
        .collect()
}

/// The keys of the issuer's profile; of the copy in the badge while the profile is missing, which
/// lets the signature be checked and confirms nobody (F11).
fn listed<'a>(lineage: &'a Lineage, assertion: &'a Value) -> Vec<&'a Value> {
    let profile = lineage.issuer.as_ref().ok().map(|issuer| &issuer.json);
    let copy = || {
        let badge = lineage.badge.as_ref().ok().map(|badge| &badge.json);
        badge
            .or_else(|| super::open_badge::class_of(assertion))
            .and_then(|badge| badge.get("issuer"))
    };
    let keys = profile.or_else(copy).and_then(|profile| profile.get("publicKey"));
    one_or_many(keys).iter().collect()
}

fn id<'a>(entry: &&'a Value) -> Option<&'a str> {
    entry.as_str().or_else(|| entry.get("id")?.as_str())
}

fn find(name: &str, entry: Option<&Value>, lineage: &Lineage, context: &Context<'_>) -> Found {
    let embedded = entry.filter(|entry| entry.get("publicKeyPem").is_some());
    let published = match embedded {
        Some(object) => read_object(object, KeySource::Identifier),
        None => fetch(name, context),
    };
    let published = match published {
        Ok(published) => published,
        Err(stop) => return Found::nothing(stop),
    };
    let mut notes = Vec::new();
    let binding = bind(name, entry.is_some(), &published, lineage, context, &mut notes);
    Found {
        key: published.key,
        key_doubt: published.doubt,
        source: published.source,
        binding,
        notes,
    }
}

/// Whether the issuer's own profile lists the key, and the key names the issuer (F10).
fn bind(
    name: &str,
    is_listed: bool,
    published: &Published,
    lineage: &Lineage,
    context: &Context<'_>,
    notes: &mut Vec<Problem>,
) -> Result<Bound, Stop> {
    let (badge, issuer) = (lineage.badge.as_ref(), lineage.issuer.as_ref());
    let (badge, issuer) = (badge.map_err(Stop::clone)?, issuer.map_err(Stop::clone)?);
    let home = web_origin(&issuer.id)
        .ok_or_else(|| Stop::unknown(Code::IssuerNotConfirmed, &issuer.id).at("/badge/issuer"))?;
    let doubt = [&badge.doubt, &issuer.doubt, &published.doubt].into_iter().find_map(Clone::clone);
    if let Some(doubt) = doubt {
        return Err(doubt);
    }
    let stranger =
        |detail: String| Err(Stop::failed(Code::KeyNotIssuers, detail).at(issuer.id.clone()));
    if let Some(owner) = &published.owner
        && !same_address(owner, &issuer.id)
    {
        return stranger(format!("{name} belongs to {owner}"));
    }
    if !is_listed {
        // Version 1 had no list of keys: what is on the issuer's own site is the issuer's (F12).
        let lists_keys = issuer.json.get("publicKey").is_some();
        if lists_keys || web_origin(name) != Some(home) {
            return stranger(name.to_owned());
        }
        notes.push(Problem::new(Code::KeyOnIssuersSite, name));
    }
    Ok(Bound::new(Standing::Domain, &issuer.id, context.options))
}

fn fetch(name: &str, context: &Context<'_>) -> Result<Published, Stop> {
    let evidence = context.get_owned(name, Purpose::Key)?;
    context.spend(budget::READ, evidence.resource.body.len())?;
    let malformed = |what: &str| Stop::unknown(Code::MalformedAnswer, what).at(name);
    let text = std::str::from_utf8(&evidence.resource.body).map_err(|_| malformed("not UTF-8"))?;
    let text = text.trim_start_matches('\u{feff}').trim();
    let source = KeySource::Address(name.to_owned());
    let mut published = if text.starts_with('{') {
        let object = json::parse(text).map_err(|problem| malformed(&problem.to_string()))?;
        let named = object.get("id").and_then(Value::as_str);
        if named.is_some_and(|id| !same_address(id, name)) {
            return Err(malformed("another key"));
        }
        read_object(&object, source)?
    } else {
        Published { key: VerificationKey::from_pem(text), owner: None, source, doubt: None }
    };
    published.doubt = evidence.trusted().err();
    Ok(published)
}

/// A CryptographicKey, or a JWK.
fn read_object(object: &Value, source: KeySource) -> Result<Published, Stop> {
    let text = |name: &str| object.get(name).and_then(Value::as_str);
    let key = match (text("publicKeyPem"), object.as_object()) {
        (Some(pem), _) => VerificationKey::from_pem(pem),
        (None, Some(jwk)) if jwk.contains_key("kty") => VerificationKey::from_jwk(jwk),
        _ => Err(Stop::unknown(Code::UnsupportedKey, "no publicKeyPem")),
    };
    Ok(Published { key, owner: text("owner").map(str::to_owned), source, doubt: None })
}
