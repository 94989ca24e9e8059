//! Open Badges 2 and older: whose badge class is it, and what does the issuer's own profile allow?
//! (Open Badges 2.0, "Verification"; CHECKLIST F4-F12)
//!
//! Everything stands at addresses. What its owner publishes there counts; a copy inside another
//! document is only a claim about it (F8).

use serde_json::Value;

use super::{Bound, web_origin};
use crate::budget;
use crate::did::Standing;
use crate::document::{json, one_or_many};
use crate::report::{Code, Problem, Purpose, Stop};
use crate::resource::{Context, Evidence};

/// A badge class or an issuer, as its owner publishes it.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its address, or what stands in its place.
    pub id: String,
    /// What is there.
    pub json: Value,
    /// Why it may not be what its owner publishes: it came with the badge.
    pub doubt: Option<Stop>,
    /// Things worth knowing.
    pub notes: Vec<Problem>,
}

/// Where an assertion comes from: its badge class, and the issuer of that.
#[derive(Clone, Debug)]
pub struct Lineage {
    /// The badge class; of an endorsement, which has an issuer of its own, the endorsement itself.
    pub badge: Result<Part, Stop>,
    /// The issuer's profile.
    pub issuer: Result<Part, Stop>,
}

/// What a profile decides, and a copy of it does not (F8): whose keys sign, where badges may stand.
const CLAIMED_POWERS: [&str; 3] = ["publicKey", "verification", "verify"];

impl Lineage {
    /// Follows an assertion to its badge class and issuer; what is missing is asked for.
    pub fn of(assertion: &Value, context: &Context<'_>) -> Self {
        let badge = match class_of(assertion) {
            Some(Value::String(url)) => published(url, Purpose::BadgeClass, context),
            Some(class @ Value::Object(object)) => Ok(Part {
                id: object.get("id").and_then(Value::as_str).unwrap_or_default().to_owned(),
                json: class.clone(),
                doubt: None,
                notes: Vec::new(),
            }),
            _ => Err(Stop::unknown(Code::NotToStandard, "no badge").at("/badge")),
        };
        let issuer = match badge.as_ref().map(|badge| badge.json.get("issuer")) {
            Err(stop) => Err(stop.clone()),
            Ok(Some(Value::String(url))) => published(url, Purpose::Issuer, context),
            Ok(Some(Value::Object(object))) => match object.get("id").and_then(Value::as_str) {
                // The copy in the badge class is not the profile (F8).
                Some(url) if is_web(url) => published(url, Purpose::Issuer, context),
                // Version 0.5 has no profiles: the issuer is an origin and nothing more. What else the badge
                // says of it, its keys above all, is the word of whoever made the badge.
                _ if object.get("id").is_some_and(|id| id.is_array() || id.is_object()) => {
                    Err(Stop::unknown(Code::IssuerNotConfirmed, "id").at("/badge/issuer"))
                }
                _ => {
                    let origin = object.get("origin").and_then(Value::as_str).unwrap_or_default();
                    let mut object = object.clone();
                    CLAIMED_POWERS.iter().for_each(|power| drop(object.remove(*power)));
                    let (id, json) = (origin.to_owned(), Value::Object(object));
                    Ok(Part { id, json, doubt: None, notes: Vec::new() })
                }
            },
            Ok(_) => Err(Stop::unknown(Code::IssuerNotConfirmed, "no issuer").at("/badge/issuer")),
        };
        Self { badge, issuer }
    }

    /// The assertion with badge class and issuer in their places, for those who read it.
    pub fn assembled(&self, assertion: &Value) -> Value {
        let mut whole = assertion.clone();
        let Ok(badge) = &self.badge else { return whole };
        let mut class = badge.json.clone();
        if let Some(class) = class.as_object_mut() {
            class.entry("id").or_insert_with(|| badge.id.as_str().into());
            if let Ok(issuer) = &self.issuer {
                let mut profile = issuer.json.clone();
                if let Some(profile) = profile.as_object_mut() {
                    profile.entry("id").or_insert_with(|| issuer.id.as_str().into());
                }
                class.insert("issuer".to_owned(), profile);
            }
        }
        match whole.as_object_mut() {
            Some(whole) if whole.contains_key("badge") => drop(whole.insert("badge".into(), class)),
            _ => whole = class,
        }
        whole
    }

    /// Things worth knowing about either.
    pub fn notes(&self) -> Vec<Problem> {
        let parts = [&self.badge, &self.issuer].into_iter().flatten();
        parts.flat_map(|part| part.notes.iter().cloned()).collect()
    }

    /// Whether the issuer's own profile lets badges stand at this address (F6, F7).
    pub fn admits(&self, assertion: &str, context: &Context<'_>) -> Result<Bound, Stop> {
        let (badge, issuer) = (self.badge.clone()?, self.issuer.clone()?);
        let stranger = |url: &str| Stop::failed(Code::OutsideScope, url).at(issuer.id.clone());
        let home = web_origin(&issuer.id).ok_or_else(|| {
            Stop::unknown(Code::IssuerNotConfirmed, &issuer.id).at("/badge/issuer")
        })?;
        if let Some(doubt) = badge.doubt.or(issuer.doubt) {
            return Err(doubt);
        }
        let unread = |what: &str| Stop::unknown(Code::IssuerNotConfirmed, what).at(&*issuer.id);
        let policy = match one_or_many(issuer.json.get("verification")) {
            [] | [Value::Null] => None,
            [policy @ Value::Object(_)] => Some(policy),
            _ => return Err(unread("verification")),
        };
        let property = policy.and_then(|policy| policy.get("verificationProperty"));
        if property.is_some_and(|name| !["id", "@id"].iter().any(|known| name == known)) {
            return Err(Stop::unknown(Code::IssuerNotConfirmed, "verificationProperty"));
        }
        let list = |name: &str| -> Result<Vec<&str>, Stop> {
            let values = one_or_many(policy.and_then(|policy| policy.get(name))).iter();
            let texts = values.filter(|value| !value.is_null()).map(|value| {
                value.get("@value").unwrap_or(value).as_str().ok_or_else(|| unread(name))
            });
            texts.collect()
        };
        let origins = list("allowedOrigins")?;
        let allowed = |url: &str| {
            let Some(origin) = web_origin(url) else { return false };
            match &origins[..] {
                [] => same_host(origin, home),
                some => some.iter().any(|allowed| same_host(origin, allowed)),
            }
        };
        if !allowed(assertion) {
            return Err(stranger(assertion));
        }
        // The badge class too must be the issuer's: anyone could name theirs as its issuer.
        if is_web(&badge.id) && !allowed(&badge.id) && !same_host(&badge.id, home) {
            return Err(stranger(&badge.id));
        }
        let prefixes = list("startsWith")?;
        if !prefixes.is_empty() && !prefixes.iter().any(|prefix| starts_with(assertion, prefix)) {
            return Err(stranger(assertion));
        }
        Ok(Bound::new(Standing::Domain, &issuer.id, context.options))
    }
}

/// What names the issuer: the badge class of an assertion; an endorsement does so itself (F18).
pub(super) fn class_of(assertion: &Value) -> Option<&Value> {
    assertion.get("badge").or_else(|| assertion.get("claim").map(|_| assertion))
}

/// What its owner publishes at an address.
pub(super) fn published(url: &str, purpose: Purpose, context: &Context<'_>) -> Result<Part, Stop> {
    let evidence = context.get_owned(url, purpose)?;
    context.spend(budget::HOSTED, evidence.resource.body.len())?;
    let json = read(evidence)?;
    let named = json.get("id").and_then(Value::as_str).unwrap_or(url);
    let mut notes = Vec::new();
    if !same_address(named, url) {
        // Addresses change within a site; what speaks for somebody else's does not count.
        if !is_web(named) || !same_host(named, url) {
            let detail = format!("{named} at {url}");
            return Err(Stop::unknown(Code::MalformedAnswer, detail).at(url));
        }
        notes.push(Problem::new(Code::HostedElsewhere, named).at(url));
    }
    Ok(Part { id: url.to_owned(), json, doubt: evidence.trusted().err(), notes })
}

/// An answer as a JSON object; an error page is none.
pub fn read(evidence: Evidence<'_>) -> Result<Value, Stop> {
    let malformed = |what: &str| Stop::unknown(Code::MalformedAnswer, what).at(evidence.url);
    let text = std::str::from_utf8(&evidence.resource.body).map_err(|_| malformed("not UTF-8"))?;
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.starts_with('<') {
        return Err(malformed("a web page"));
    }
    match json::parse(text) {
        Ok(value @ Value::Object(_)) => Ok(value),
        Ok(_) => Err(malformed("no object")),
        Err(problem) => Err(malformed(&problem.to_string())),
    }
}

fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// Whether two addresses are the same but for the scheme: pages moved from http to https and kept
/// the ids they had.
pub fn same_address(a: &str, b: &str) -> bool {
    let rest = |url: &str| url.split_once("://").map(|(_, rest)| rest.to_owned());
    a == b || is_web(a) && is_web(b) && rest(a) == rest(b)
}

/// Whether two names of hosts are one: an origin, or a bare host as `allowedOrigins` has it (F7).
fn same_host(a: &str, b: &str) -> bool {
    let host = |text: &str| {
        let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let host = rest[..end].to_ascii_lowercase();
        // Nobody needs a name and a password there; they only serve to deceive.
        (!host.is_empty() && !host.contains('@')).then_some(host)
    };
    host(a).is_some() && host(a) == host(b)
}

/// Whether an address begins with another: same host, and the path as far as it goes (F7).
fn starts_with(url: &str, prefix: &str) -> bool {
    is_web(prefix) && same_host(url, prefix) && !turns_back(url) && {
        let path = |url: &str| {
            let rest = url.split_once("://").map_or("", |(_, rest)| rest);
            rest.find('/').map_or(String::new(), |start| rest[start..].to_owned())
        };
        path(url).starts_with(&path(prefix))
    }
}

/// Whether what is asked may be another address than what is written: browsers leave out steps back, take
/// `\` for `/`, and pass over tabs and line breaks (URL Standard, section 4.4).
fn turns_back(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let is_dots =
        |step: &str| matches!(step.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..");
    path.split('/').any(is_dots)
        || path.contains(|c: char| c == '\\' || c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn hosts_are_compared_whole() {
        assert!(same_host("https://Example.org/a", "example.org"));
        assert!(same_host("https://example.org", "https://example.org/b?c"));
        for other in
            ["example.org.evil.com", "evil.com", "https://a@example.org", "", "example.org:8"]
        {
            assert!(!same_host("https://example.org/a", other), "{other}");
        }
        assert!(!same_host("https://example.org@evil.com/", "example.org@evil.com"));
    }

    #[test]
    fn a_prefix_ends_at_the_host() {
        assert!(starts_with("https://example.org/a/1", "https://example.org/a/"));
        assert!(starts_with("https://example.org/a/1", "https://example.org"));
        for (url, prefix) in [
            ("https://example.org.evil.com/a", "https://example.org"),
            ("https://example.org/b", "https://example.org/a"),
            ("https://example.org/a", "example.org"),
            ("https://example.org/a", ""),
            ("https://example.org/a/../b", "https://example.org/a/"),
            ("https://example.org/a/%2E./b", "https://example.org/a/"),
            ("https://example.org/a/..\\b", "https://example.org/a/"),
            ("https://example.org/a/.\t./b", "https://example.org/a/"),
        ] {
            assert!(!starts_with(url, prefix), "{url} {prefix}");
        }
    }

    #[test]
    fn a_scheme_makes_no_other_address() {
        assert!(same_address("http://example.org/a", "https://example.org/a"));
        assert!(same_address("urn:a", "urn:a"));
        assert!(!same_address("https://example.org/a", "https://example.org/b"));
    }

    #[test]
    fn an_endorsement_is_its_own_class() {
        let part =
            |id: &str, json| Part { id: id.to_owned(), json, doubt: None, notes: Vec::new() };
        let endorsement = json!({ "claim": { "id": "urn:a" }, "issuer": "https://example.org/b" });
        let lineage = Lineage {
            badge: Ok(part("urn:c", endorsement.clone())),
            issuer: Ok(part("https://example.org/b", json!({ "name": "B" }))),
        };
        let profile = json!({ "name": "B", "id": "https://example.org/b" });
        let whole = json!({ "claim": { "id": "urn:a" }, "id": "urn:c", "issuer": profile });
        assert_eq!(lineage.assembled(&endorsement), whole);
        let assertion = json!({ "badge": "urn:c", "id": "urn:d" });
        assert_eq!(lineage.assembled(&assertion), json!({ "badge": whole, "id": "urn:d" }));
    }
}
