//! SD-JWT (RFC 9901): a JWT whose claims are shown one by one, as its holder chooses.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::{Jws, json, jws};
use crate::encoding::{base64url, hash_by_name, pointer_step, to_base64url};
use crate::report::{Code, Problem};

/// What stands beside the JWT: the claims its holder chose to show, and who is showing them.
#[derive(Clone, Debug, PartialEq)]
pub struct SdJwt {
    /// Every claim that was disclosed, in the order in which they stand.
    pub disclosures: Vec<Disclosure>,
    /// How many hashes stand for claims that were not disclosed (or for none at all).
    pub withheld: usize,
    /// The holder's own signature, if there is one (RFC 9901 section 4.3).
    pub key_binding: Option<Jws>,
    /// Hash of everything before the key binding, as it must stand there: base64url.
    pub hash: String,
}

/// One claim that was disclosed.
#[derive(Clone, Debug, PartialEq)]
pub struct Disclosure {
    /// The claim's name; `None` for an item of a list.
    pub name: Option<String>,
    /// Its value, with what was disclosed inside it.
    pub value: Value,
    /// JSON pointer to where it belongs.
    pub at: String,
}

/// Hash algorithms of `_sd_alg` when it is not there (RFC 9901 section 4.1.1).
const DEFAULT_HASH: &str = "sha-256";

/// How large all disclosures may be together, in bytes of memory, roughly.
const MOST_SHOWN: usize = 32 << 20;

/// A disclosure that has not found its place yet.
struct Loose {
    digest: String,
    name: Option<String>,
    value: Value,
    used: bool,
}

/// Puts the disclosed claims of an SD-JWT in their places.
struct Filling {
    loose: Vec<Loose>,
    /// Where in `loose` the disclosures of a hash are.
    places: BTreeMap<String, Vec<usize>>,
    seen: BTreeSet<String>,
    placed: Vec<Disclosure>,
    withheld: usize,
    /// How deep the value stands that is filled.
    depth: usize,
    /// How large they are together, each with what stands inside it.
    shown: usize,
}

/// Whether a text is an SD-JWT in form: a compact JWS with a tilde after it.
pub(super) fn is_sd_jwt(text: &str) -> bool {
    text.split_once('~').is_some_and(|(jwt, _)| jwt.split('.').count() == 3)
}

/// Whether hashes stand in a payload for claims that are shown elsewhere, or nowhere.
pub(super) fn withholds(payload: &Value) -> bool {
    match payload {
        Value::Object(object) => object.contains_key("_sd") || object.values().any(withholds),
        Value::Array(items) => items.iter().any(|item| {
            item.as_object().is_some_and(|item| item.len() == 1 && item.contains_key("..."))
                || withholds(item)
        }),
        _ => false,
    }
}

/// Splits an SD-JWT into its JWS, the payload with every disclosed claim in its place, and the rest
/// (RFC 9901 section 7.1).
///
/// # Errors
/// A disclosure that is not one, that the JWT does not call for, or that would overwrite a claim; a
/// hash algorithm not known here.
pub(super) fn split(text: &str) -> Result<(Jws, Value, SdJwt), Problem> {
    let broken = |what: &str| Problem::new(Code::MalformedProof, what);
    let (before, binding) = text.rsplit_once('~').ok_or_else(|| broken("no ~"))?;
    let mut parts = before.split('~');
    let jws = jws::split(parts.next().unwrap_or_default())?;
    let payload = std::str::from_utf8(&jws.payload)
        .map_err(|_| Problem::new(Code::NotUtf8, "payload of the JWS"))?;
    let mut payload = json::parse(payload.trim_start_matches('\u{feff}').trim())?;
    let hash = match payload.get("_sd_alg") {
        None => DEFAULT_HASH.to_owned(),
        Some(Value::String(name)) => name.clone(),
        Some(_) => return Err(broken("_sd_alg")),
    };
    let digest = |text: &str| {
        hash_by_name(&hash, text.as_bytes())
            .map(|hash| to_base64url(&hash))
            .ok_or_else(|| Problem::new(Code::UnsupportedAlgorithm, format!("_sd_alg {hash}")))
    };
    let loose = parts.map(|text| loosen(text, digest(text)?)).collect::<Result<Vec<_>, _>>()?;
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, loose) in loose.iter().enumerate() {
        places.entry(loose.digest.clone()).or_default().push(index);
    }
    let (seen, placed) = (BTreeSet::new(), Vec::new());
    let mut filling = Filling { loose, places, seen, placed, withheld: 0, depth: 0, shown: 0 };
    filling.fill(&mut payload, "")?;
    if let Some(unused) = filling.loose.iter().find(|loose| !loose.used) {
        // Somebody put it there afterwards: the issuer's signature does not reach it.
        let name = unused.name.as_deref().unwrap_or("an item").to_owned();
        return Err(Problem::new(Code::UnsignedMember, name));
    }
    if let Some(object) = payload.as_object_mut() {
        object.remove("_sd_alg");
    }
    let key_binding = (!binding.is_empty()).then(|| jws::split(binding)).transpose();
    let sd = SdJwt {
        disclosures: filling.placed,
        withheld: filling.withheld,
        key_binding: key_binding.map_err(|problem| problem.at("key binding"))?,
        hash: digest(&format!("{before}~"))?,
    };
    Ok((jws, payload, sd))
}

/// Reads one disclosure: `[salt, name, value]`, or `[salt, item]`.
fn loosen(text: &str, digest: String) -> Result<Loose, Problem> {
    let broken = || Problem::new(Code::MalformedProof, "a disclosure");
    let bytes = base64url(text).ok_or_else(broken)?;
    let parsed = json::parse(std::str::from_utf8(&bytes).map_err(|_| broken())?)?;
    let Value::Array(mut parts) = parsed else { return Err(broken()) };
    let value = parts.pop().ok_or_else(broken)?;
    let name = match &parts[..] {
        [Value::String(_)] => None,
        [Value::String(_), Value::String(name)] if name != "_sd" && name != "..." => {
            Some(name.clone())
        }
        _ => return Err(broken()),
    };
    Ok(Loose { digest, name, value, used: false })
}

/// What a value takes in memory, roughly.
fn size(value: &Value) -> usize {
    size_of::<Value>()
        + match value {
            Value::String(text) => text.len(),
            Value::Array(items) => items.iter().map(size).sum(),
            // A map takes this much however little is in it.
            Value::Object(members) if members.is_empty() => 0,
            Value::Object(members) => {
                600 + members.iter().map(|(name, value)| name.len() + size(value)).sum::<usize>()
            }
            _ => 0,
        }
}

impl Filling {
    /// Puts disclosed claims where their hashes stand, from the outside in. Each disclosure was parsed by itself,
    /// and together they must not be deeper than a document may be.
    fn fill(&mut self, value: &mut Value, at: &str) -> Result<(), Problem> {
        if !value.is_object() && !value.is_array() {
            return Ok(());
        }
        self.depth += 1;
        if self.depth > json::DEEPEST {
            return Err(Problem::new(Code::TooDeep, "disclosures")
                .at(at.chars().take(200).collect::<String>()));
        }
        self.fill_inside(value, at)?;
        self.depth -= 1;
        Ok(())
    }

    fn fill_inside(&mut self, value: &mut Value, at: &str) -> Result<(), Problem> {
        match value {
            Value::Object(object) => {
                let hashes = object.remove("_sd");
                for (name, value) in object.iter_mut() {
                    self.fill(value, &format!("{at}/{}", pointer_step(name)))?;
                }
                match hashes {
                    None => Ok(()),
                    Some(Value::Array(hashes)) => {
                        hashes.iter().try_for_each(|hash| self.claim(object, hash, at))
                    }
                    Some(_) => Err(Problem::new(Code::MalformedProof, "_sd").at(at)),
                }
            }
            Value::Array(items) => {
                let mut kept = Vec::with_capacity(items.len());
                for item in std::mem::take(items) {
                    let place = format!("{at}/{}", kept.len());
                    kept.extend(self.item(item, &place)?);
                }
                *items = kept;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// A claim of an object, if it was disclosed.
    fn claim(
        &mut self,
        object: &mut Map<String, Value>,
        hash: &Value,
        at: &str,
    ) -> Result<(), Problem> {
        let Some((name, mut value)) = self.take(hash, at)? else { return Ok(()) };
        let Some(name) = name else {
            return Err(Problem::new(Code::MalformedProof, "an item where a claim belongs").at(at));
        };
        let place = format!("{at}/{}", pointer_step(&name));
        if object.contains_key(&name) {
            return Err(Problem::new(Code::DuplicateMember, name).at(place));
        }
        self.fill(&mut value, &place)?;
        self.place(Some(name.clone()), &value, place)?;
        object.insert(name, value);
        Ok(())
    }

    /// An item of a list: itself, or what its hash stands for; nothing if that was not disclosed.
    fn item(&mut self, mut item: Value, at: &str) -> Result<Option<Value>, Problem> {
        let Some(hash) = item.as_object().and_then(|object| object.get("...")) else {
            self.fill(&mut item, at)?;
            return Ok(Some(item));
        };
        if item.as_object().is_some_and(|object| object.len() > 1) {
            return Err(Problem::new(Code::MalformedProof, "...").at(at));
        }
        match self.take(&hash.clone(), at)? {
            None => Ok(None),
            Some((Some(_), _)) => {
                Err(Problem::new(Code::MalformedProof, "a claim where an item belongs").at(at))
            }
            Some((None, mut value)) => {
                self.fill(&mut value, at)?;
                self.place(None, &value, at.to_owned())?;
                Ok(Some(value))
            }
        }
    }

    /// Notes what was shown. What stands inside another is there once more, so all of it is counted.
    fn place(&mut self, name: Option<String>, value: &Value, at: String) -> Result<(), Problem> {
        self.shown += at.len() + size(value);
        if self.shown > MOST_SHOWN {
            return Err(Problem::new(Code::TooComplex, "disclosures"));
        }
        self.placed.push(Disclosure { name, value: value.clone(), at });
        Ok(())
    }

    /// The disclosure of this hash; each hash may stand in one place only.
    fn take(&mut self, hash: &Value, at: &str) -> Result<Option<(Option<String>, Value)>, Problem> {
        let hash = hash.as_str().ok_or_else(|| Problem::new(Code::MalformedProof, "_sd").at(at))?;
        if !self.seen.insert(hash.to_owned()) {
            return Err(Problem::new(Code::MalformedProof, "one hash in two places").at(at));
        }
        let found = self.places.get(hash).map_or(&[][..], Vec::as_slice);
        let loose = match found {
            [] => None,
            [one] => self.loose.get_mut(*one),
            _ => return Err(Problem::new(Code::MalformedProof, "one disclosure twice").at(at)),
        };
        let Some(loose) = loose else {
            self.withheld += 1;
            return Ok(None);
        };
        loose.used = true;
        Ok(Some((loose.name.clone(), loose.value.take())))
    }
}

#[cfg(test)]
mod tests;
