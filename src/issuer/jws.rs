//! Whose key signed a JWS? From `kid` and `jwk` in the header to the key, and from the key to the
//! issuer (CHECKLIST C4.6-C4.9, C5.2, C5.5; VERDICT section 5).
//!
//! A key in the header checks the signature and confirms nobody. An https issuer confirms a key by its
//! own document, by the JWK Set at its well-known address, or by the document at `kid` on its origin.

use serde_json::{Map, Value};

use super::{
    Bound, Found, KeySource, Party, authorised, by_did, nowhere_withdrawn, source_of, web,
};
use crate::budget;
use crate::did::{self, Did, Standing, VerificationMethod};
use crate::document::json;
use crate::key::{VerificationKey, is_missing};
use crate::report::{Code, Problem, Purpose, Stop};
use crate::resource::{Context, without_fragment};

/// The key of a JWS header, and whether it belongs to `issuer`.
pub(super) fn find(header: &Map<String, Value>, party: Party<'_>, context: &Context<'_>) -> Found {
    let own = match header.get("jwk") {
        None => None,
        Some(Value::Object(jwk)) => match VerificationKey::from_jwk(jwk) {
            Ok(key) => Some(key),
            Err(stop) => return Found::nothing(stop),
        },
        Some(_) => return Found::nothing(Stop::failed(Code::MalformedProof, "jwk")),
    };
    let kid = header.get("kid").and_then(Value::as_str);
    let named = match kid {
        Some(kid) => by_name(kid, party, context),
        None => by_key(own.as_ref(), party, context),
    };
    match (own, named) {
        (None, named) => named,
        // C4.6: two names in one header must name one key.
        (Some(own), Found { key: Ok(key), .. }) if own != key => {
            Found::nothing(Stop::failed(Code::MalformedProof, "kid and jwk name different keys"))
        }
        // The key is at hand; whose it is stays as open as it was, and is open where the name leads to a
        // key that cannot be read: nobody can say that it is this one.
        (Some(own), Found { key, binding, notes, .. }) => {
            let binding = binding.and_then(|bound| key.map(|_| bound));
            Found { key: Ok(own), key_doubt: None, source: KeySource::Header, binding, notes }
        }
    }
}

fn by_name(kid: &str, party: Party<'_>, context: &Context<'_>) -> Found {
    if let Some((did, fragment)) = Did::parse(kid) {
        return by_did(kid, &did, fragment, party, None, context);
    }
    match party.id {
        _ if kid.starts_with("https://") => on_the_web(Some(kid), None, party, context),
        // C4.8: the name of a key in the issuer's DID document, without the DID.
        Some(issuer) if issuer.starts_with("did:") => {
            let method = format!("{issuer}#{}", kid.strip_prefix('#').unwrap_or(kid));
            match Did::parse(&method) {
                Some((did, fragment)) => by_did(&method, &did, fragment, party, None, context),
                None => Found::nothing(Stop::failed(Code::MalformedIdentifier, &method)),
            }
        }
        Some(issuer) if issuer.starts_with("https://") => {
            on_the_web(Some(kid), None, party, context)
        }
        _ => Found::nothing(Stop::unknown(Code::IssuerNotConfirmed, kid)),
    }
}

/// Without a name: the key of the header, or the only one the issuer has.
fn by_key(key: Option<&VerificationKey>, party: Party<'_>, context: &Context<'_>) -> Found {
    let Some(issuer) = party.id else {
        return Found::nothing(Stop::unknown(Code::IssuerNotConfirmed, "no issuer named"));
    };
    let Some((did, None)) = Did::parse(issuer) else {
        return on_the_web(None, key, party, context);
    };
    let resolved = match did::resolve(&did, context) {
        Ok(resolved) => resolved,
        Err(stop) => return Found::nothing(stop),
    };
    let mut notes = Vec::new();
    let methods = &resolved.document.methods;
    let entry = match key {
        Some(key) => {
            let is_it = |entry: &&VerificationMethod| entry.key.as_ref().ok() == Some(key);
            let is_listed = |entry: &&VerificationMethod| {
                resolved.document.lists(&entry.id, party.relationship)
            };
            let listed = methods.iter().filter(is_it).find(is_listed);
            listed.or_else(|| methods.iter().find(is_it))
        }
        None => methods.first().filter(|_| methods.len() == 1),
    };
    let Some(entry) = entry else {
        let absent = Stop::failed(Code::KeyNotIssuers, "no such key").at(issuer);
        return Found::nothing(resolved.doubt.unwrap_or(absent));
    };
    notes.push(Problem::new(Code::UnusualKeyName, "no kid"));
    let listed = match resolved.document.lists(&entry.id, party.relationship) {
        true => authorised(entry, issuer, None, context, &mut notes)
            .and_then(|()| nowhere_withdrawn(&resolved.document, entry, None, context)),
        false => Err(party.not_listed()),
    };
    let binding = match (resolved.doubt.clone(), listed) {
        (Some(doubt), _) | (None, Err(doubt)) => Err(doubt),
        (None, Ok(())) => Ok(Bound::new(resolved.standing, issuer, context.options)),
    };
    let source = source_of(&did);
    Found { key: entry.key.clone(), key_doubt: resolved.doubt, source, binding, notes }
}

/// A key of a JWK Set (RFC 7517).
struct Jwk {
    /// Whose it says it is.
    owner: Option<Value>,
    name: Option<String>,
    key: Result<VerificationKey, Stop>,
}

/// A key and the name it goes by.
struct Listed {
    name: Option<String>,
    key: Result<VerificationKey, Stop>,
    /// Whether it is in force, and under the control of whoever lists it (C5.1 g, G11).
    in_force: Result<(), Stop>,
}

/// The keys at an address: a JWK, a set of them, or a document that lists keys for issuing.
fn keys_at(
    url: &str,
    purpose: Purpose,
    party: Party<'_>,
    context: &Context<'_>,
) -> Result<(Vec<Listed>, Option<Stop>), Stop> {
    let evidence = context.get_owned(url, purpose)?;
    // Read once for all signatures that lead to it; `None` where it is no set.
    let name = format!("keys at {}", evidence.url);
    let waits = |set: &Option<Vec<Jwk>>| set.iter().flatten().any(|one| is_missing(&one.key));
    let may_be_kept = |set: &Result<Option<Vec<Jwk>>, String>| !set.as_ref().is_ok_and(waits);
    let body = &evidence.resource.body;
    let set = context.memo().get_or_if(&name, may_be_kept, || jwk_set(body));
    let set = Result::as_ref(&set)
        .map_err(|detail| Stop::unknown(Code::MalformedAnswer, detail).at(url))?;
    let Some(set) = set else {
        let (document, doubt) = web::read(url, evidence, context)?;
        let methods = document.methods.iter();
        let methods = methods.filter(|entry| document.lists(&entry.id, party.relationship));
        // What is about somebody else on the same site lists that one's keys (C5.1 i); a key that stands alone
        // and names nobody is the site's.
        let about_other = party.id.map(without_fragment) != Some(&document.id);
        let listed = methods.map(|entry| Listed {
            name: Some(entry.id.clone()),
            key: entry.key.clone(),
            in_force: match about_other && entry.id != document.id {
                true => Err(Stop::failed(Code::KeyNotIssuers, format!("about {}", document.id))),
                false => authorised(entry, &document.id, None, context, &mut Vec::new())
                    .and_then(|()| nowhere_withdrawn(&document, entry, None, context)),
            },
        });
        return Ok((listed.collect(), doubt));
    };
    context.spend(budget::ENTRY, set.len())?;
    // C5.5: a key that says whose it is must say the issuer.
    let is_issuers =
        |jwk: &&Jwk| jwk.owner.as_ref().is_none_or(|owner| party.id.is_some_and(|id| owner == id));
    let listed = set.iter().filter(is_issuers).map(|jwk| Listed {
        name: jwk.name.clone(),
        key: jwk.key.clone(),
        in_force: Ok(()),
    });
    Ok((listed.collect(), evidence.trusted().err()))
}

/// Whether the JWK Set at an issuer's well-known address has this key (C5.5); `None` where it has not, or is not
/// there.
pub(super) fn in_set(
    key: &Result<VerificationKey, Stop>,
    party: Party<'_>,
    context: &Context<'_>,
) -> Option<Result<(), Stop>> {
    let url = well_known(party.home()?)?;
    let (listed, untrusted) = match keys_at(&url, Purpose::Key, party, context) {
        Ok(answer) => answer,
        Err(stop) => return is_unanswered(&stop).then_some(Err(stop)),
    };
    let one = listed.into_iter().find(|one| one.key.is_ok() && one.key == *key)?;
    Some(untrusted.map_or(one.in_force, Err))
}

/// Whether something was not asked yet.
pub(super) fn is_pending(stop: &Stop) -> bool {
    matches!(stop, Stop::Unknown(problem) if problem.code == Code::NotFetched)
}

/// Whether nobody knows what is at an address: a host that says that there is nothing, or something else, has
/// answered.
fn is_unanswered(stop: &Stop) -> bool {
    let answers = [Code::NotFound, Code::Gone, Code::MalformedAnswer];
    matches!(stop, Stop::Unknown(problem) if !answers.contains(&problem.code))
}

/// Where the site of an issuer has its set of keys.
fn well_known(home: &str) -> Option<String> {
    origin(home).map(|origin| format!("{origin}/.well-known/jwks.json"))
}

/// The keys of a JWK Set or a single JWK; `None` for another document.
fn jwk_set(body: &[u8]) -> Result<Option<Vec<Jwk>>, String> {
    let text = std::str::from_utf8(body).unwrap_or_default();
    let value = json::parse(text.trim_start_matches('\u{feff}').trim())
        .map_err(|problem| problem.to_string())?;
    let jwks = match (value.get("keys"), value.get("kty")) {
        (Some(Value::Array(keys)), _) => keys.as_slice(),
        (_, Some(_)) => std::slice::from_ref(&value),
        _ => return Ok(None),
    };
    let read = |jwk: &Map<String, Value>| Jwk {
        owner: jwk.get("iss").cloned(),
        name: jwk.get("kid").and_then(Value::as_str).map(str::to_owned),
        key: VerificationKey::from_jwk(jwk),
    };
    Ok(Some(jwks.iter().filter_map(Value::as_object).map(read).collect()))
}

/// The key that a name means: by the whole name, by what follows `#`, or the only one there is.
fn choose<'l>(listed: &'l [Listed], kid: Option<&str>) -> Option<&'l Listed> {
    let fragment = kid.and_then(|kid| kid.split_once('#')).map(|(_, fragment)| fragment);
    let named = |name: Option<&str>| {
        listed.iter().find(|one| name.is_some() && one.name.as_deref() == name)
    };
    let only = || match listed {
        [one] if kid.is_none() || one.name.is_none() || fragment.is_none() => Some(one),
        _ => None,
    };
    named(kid).or_else(|| named(fragment)).or_else(only)
}

/// A key of an https issuer, by name or by itself.
fn on_the_web(
    kid: Option<&str>,
    key: Option<&VerificationKey>,
    party: Party<'_>,
    context: &Context<'_>,
) -> Found {
    let mut notes = Vec::new();
    let place = kid.filter(|kid| kid.starts_with("https://")).map(without_fragment);
    let home = party.home();
    let (mut found, mut doubt) = (key.cloned().ok_or(None), None);
    let mut binding =
        Err(Stop::unknown(Code::IssuerNotConfirmed, kid.unwrap_or("jwk")).at("/issuer"));
    // The addresses in the order in which they are asked; the first that lists the key settles it.
    let well_known = home.and_then(well_known);
    let mut places: Vec<(&str, Purpose, bool)> = Vec::new();
    if let Some(place) = place {
        let same = home.is_some_and(|home| origin(home).is_some() && origin(home) == origin(place));
        let purpose = if home == Some(place) { Purpose::Issuer } else { Purpose::Key };
        places.push((place, purpose, same));
    }
    places.extend(well_known.as_deref().map(|url| (url, Purpose::Key, true)));
    places
        .extend(home.filter(|home| Some(*home) != place).map(|home| (home, Purpose::Issuer, true)));
    let (mut read_one, mut settled, mut names_keys, mut unanswered) = (false, false, false, None);
    let mut source = KeySource::Nowhere;
    for (url, purpose, confirms) in places {
        let (listed, untrusted) = match keys_at(url, purpose, party, context) {
            Ok(answer) => answer,
            Err(stop) => {
                // What is not asked yet keeps the question open; a refusal leads to the next place.
                let pending = is_pending(&stop);
                if pending || confirms && !read_one {
                    binding = Err(stop.clone());
                }
                if pending {
                    break;
                }
                if confirms && is_unanswered(&stop) {
                    unanswered.get_or_insert(stop);
                }
                continue;
            }
        };
        let entry = match &found {
            Ok(key) => listed.iter().find(|one| one.key.as_ref().ok() == Some(key)),
            Err(_) => choose(&listed, kid),
        };
        let Some(entry) = entry else {
            read_one |= confirms;
            if confirms {
                names_keys |= Some(url) == home && !listed.is_empty();
                let absent = Stop::failed(Code::KeyNotIssuers, kid.unwrap_or("jwk")).at(url);
                binding = Err(untrusted.unwrap_or(absent));
            }
            continue;
        };
        if found.is_err() {
            (found, doubt) = (entry.key.clone().map_err(Some), untrusted.clone());
            source = KeySource::Address(url.to_owned());
        }
        if let (true, Some(home)) = (confirms, home) {
            if Some(url) == place && url != home {
                notes.push(Problem::new(Code::KeyOnIssuersSite, url));
            }
            let bound = || Bound::new(Standing::Domain, home, context.options);
            let in_force = entry.in_force.clone().map_err(|stop| stop.at(url));
            binding = untrusted.map_or(in_force, Err).map(|()| bound());
            settled = true;
            break;
        }
    }
    // Where the issuer's document names no key at all, it may be in what could not be had.
    if let (false, Err(Stop::Failed(_)), Some(stop)) = (settled || names_keys, &binding, unanswered)
    {
        binding = Err(stop);
    }
    let missing = binding.as_ref().err().cloned();
    let key = found.map_err(|stop| {
        let open = Stop::unknown(Code::IssuerNotConfirmed, kid.unwrap_or("no key"));
        stop.or(missing).unwrap_or(open)
    });
    Found { key, key_doubt: doubt, source, binding, notes }
}

/// Scheme, host and port of an https address.
fn origin(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://")?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    (end > 0).then(|| &url[.."https://".len() + end])
}

#[cfg(test)]
mod tests;
