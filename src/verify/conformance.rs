//! Does it keep to its standard? What departs is worth knowing and decides nothing (VERDICT section 1):
//! genuine badges leave things out.

use serde_json::{Map, Value};

use crate::document::{DataModel, Document, Format, has_type, one_or_many};
use crate::proof::issuer_of;
use crate::report::{Code, Problem};
use crate::time::Timestamp;

/// Notes on everything that departs from the standard the document follows.
pub(super) fn departures(document: &Document, claims: &Value) -> Vec<Problem> {
    let mut notes = Notes(Vec::new());
    if let (Some(object), Some(model)) = (document.json.as_object(), document.data_model) {
        if document.format == Format::Presentation {
            presentation(object, &mut notes);
        } else if document.format.is_credential() {
            let claimed = claims.as_object().unwrap_or(object);
            credential(object, claimed, model, &mut notes);
        }
    } else if document.format.is_credential() || document.format == Format::Presentation {
        notes.must(false, "/@context", "the first context is not one of the data model's");
    }
    if document.jwt.as_ref().is_some_and(|jwt| jwt.odd_iat) {
        notes.must(false, "/iat", "iat is no date");
    }
    if document.format == Format::OpenBadge3 {
        open_badge(claims, &mut notes);
    }
    notes.0
}

/// What an Open Badge of version 2 or before is written in, if not in the words of its standard: then
/// its members may mean anything (CHECKLIST B5, F16).
pub(super) fn foreign_words(claims: &Value) -> Option<Problem> {
    const KNOWN: &[&str] = &[
        "w3id.org/openbadges/v2",
        "w3id.org/openbadges/v1",
        "openbadgespec.org/v2/context.json",
        "openbadgespec.org/v1/context.json",
    ];
    let bare =
        |url: &str| url.split_once("://").map_or(url.to_owned(), |(_, rest)| rest.to_owned());
    let contexts = one_or_many(claims.get("@context"));
    let known = |context: &Value| {
        context.as_str().is_some_and(|url| KNOWN.contains(&bare(url).trim_end_matches('/')))
    };
    // Before version 1.1 there were no contexts, and no types.
    if !contexts.is_empty() && !contexts.iter().any(known) {
        let name = contexts.first().and_then(Value::as_str).unwrap_or("@context");
        return Some(Problem::new(Code::ForeignContext, name).at("/@context"));
    }
    let types = one_or_many(claims.get("type").or_else(|| claims.get("@type")));
    let expected = if claims.get("claim").is_some() { "Endorsement" } else { "Assertion" };
    let is_one = |name: &Value| {
        let last = |name: &str| name.rsplit('#').next().unwrap_or_default().to_owned();
        name.as_str().is_some_and(|name| last(name).eq_ignore_ascii_case(expected))
    };
    if !types.is_empty() && !types.iter().any(is_one) {
        let name = types.first().and_then(Value::as_str).unwrap_or("type");
        return Some(Problem::new(Code::UnsupportedFormat, name).at("/type"));
    }
    None
}

struct Notes(Vec<Problem>);

impl Notes {
    fn must(&mut self, holds: bool, at: &str, what: &str) {
        if !holds && !self.0.iter().any(|note| note.at.as_deref() == Some(at)) {
            self.0.push(Problem::new(Code::NotToStandard, what).at(at));
        }
    }

    /// One absolute URL, where there is anything.
    fn url(&mut self, value: Option<&Value>, at: &str) {
        let fits = value.is_none_or(|value| value.as_str().is_some_and(is_url));
        self.must(fits, at, "not one URL");
    }
}

fn is_url(text: &str) -> bool {
    oxiri::Iri::parse(text).is_ok()
}

/// VCDM 1.1 and 2.0, section 4: what the two have in common, and the names they differ in.
fn credential(
    json: &Map<String, Value>,
    claimed: &Map<String, Value>,
    model: DataModel,
    notes: &mut Notes,
) {
    contexts(json, notes);
    let is_credential = has_type_in(json, "VerifiableCredential");
    notes.must(is_credential, "/type", "not a VerifiableCredential");
    notes.url(json.get("id"), "/id");
    match claimed.get("issuer") {
        Some(Value::Object(issuer)) => {
            notes.must(issuer.contains_key("id"), "/issuer", "no issuer");
            notes.url(issuer.get("id"), "/issuer");
            texts(issuer, "/issuer", notes);
        }
        issuer => {
            notes.must(issuer.is_some(), "/issuer", "no issuer");
            notes.url(issuer, "/issuer");
        }
    }
    texts(json, "", notes);
    let subjects = one_or_many(json.get("credentialSubject"));
    notes.must(!subjects.is_empty(), "/credentialSubject", "no subject");
    for subject in subjects {
        let says = subject.as_object().is_some_and(|subject| !subject.is_empty());
        notes.must(says, "/credentialSubject", "a subject without claims");
        notes.url(subject.get("id"), "/credentialSubject/id");
    }
    let (from, until) = match model {
        DataModel::V1 => ("issuanceDate", "expirationDate"),
        DataModel::V2 => ("validFrom", "validUntil"),
    };
    if model == DataModel::V1 {
        notes.must(claimed.contains_key(from), "/issuanceDate", "no issuanceDate");
    }
    for name in [from, until] {
        if let Some(date) = json.get(name) {
            let read = date.as_str().and_then(|text| Timestamp::parse(text).ok());
            notes.must(read.is_some(), &format!("/{name}"), "not a date");
        }
    }
    // Everything that says how to go on must say what it is; schemas and refreshing also where.
    for (name, needs_id) in [
        ("credentialStatus", false),
        ("credentialSchema", true),
        ("refreshService", false),
        ("termsOfUse", false),
        ("evidence", false),
        ("proof", false),
    ] {
        let at = format!("/{name}");
        for part in one_or_many(json.get(name)) {
            let kinds = one_or_many(part.get("type").or_else(|| part.get("@type")));
            let typed = !kinds.is_empty() && kinds.iter().all(Value::is_string);
            notes.must(typed, &at, "no type");
            notes.must(!needs_id || part.get("id").is_some(), &at, "no id");
            notes.url(part.get("id"), &at);
        }
    }
}

/// VCDM 2.0, section 4.13.
fn presentation(json: &Map<String, Value>, notes: &mut Notes) {
    contexts(json, notes);
    notes.url(json.get("id"), "/id");
    match json.get("holder") {
        Some(Value::Object(holder)) => {
            notes.must(holder.contains_key("id"), "/holder", "a holder without id");
            notes.url(holder.get("id"), "/holder");
        }
        holder => notes.url(holder, "/holder"),
    }
    for member in one_or_many(json.get("verifiableCredential")) {
        let at = "/verifiableCredential";
        notes.must(member.is_object(), at, "a text instead of an object");
        let envelope = member.get("id").and_then(Value::as_str);
        let typed = !envelope.is_some_and(|id| id.starts_with("data:"))
            || has_type(member, "EnvelopedVerifiableCredential")
            || has_type(member, "EnvelopedVerifiablePresentation");
        notes.must(typed, at, "an envelope without its type");
    }
}

/// Every context is an object or the URL of one.
fn contexts(json: &Map<String, Value>, notes: &mut Notes) {
    let fits = |context: &Value| context.as_str().map_or(context.is_object(), is_url);
    let all = one_or_many(json.get("@context"));
    notes.must(all.iter().all(fits), "/@context", "a context that is no URL");
}

/// Names and descriptions: a text, or texts with language and direction and nothing else.
fn texts(json: &Map<String, Value>, at: &str, notes: &mut Notes) {
    const MEMBERS: [&str; 3] = ["@value", "@language", "@direction"];
    for name in ["name", "description"] {
        for text in one_or_many(json.get(name)) {
            let fits = match text {
                Value::String(_) => true,
                Value::Object(object) => object.keys().all(|key| MEMBERS.contains(&key.as_str())),
                _ => false,
            };
            notes.must(fits, &format!("{at}/{name}"), "not a text with its language");
        }
    }
}

fn has_type_in(json: &Map<String, Value>, name: &str) -> bool {
    let types = json.get("type").or_else(|| json.get("@type"));
    one_or_many(types).iter().any(|one| one == name)
}

/// What an Open Badges 3.0 credential should have (CHECKLIST C1.1, C1.5, B19).
fn open_badge(claims: &Value, notes: &mut Notes) {
    notes.must(claims.get("id").is_some(), "/id", "no id");
    notes.must(issuer_of(claims).is_some(), "/issuer", "no issuer");
    let from = claims.get("validFrom").or_else(|| claims.get("issuanceDate"));
    notes.must(from.is_some(), "/validFrom", "no validFrom");
    let subjects = one_or_many(claims.get("credentialSubject"));
    let at = "/credentialSubject";
    notes.must(subjects.len() == 1, at, "not one subject");
    for subject in subjects {
        let named = subject.get("id").is_some() || subject.get("identifier").is_some();
        notes.must(named, at, "the subject has neither id nor identifier");
        let typed = has_type(subject, "AchievementSubject");
        notes.must(typed, &format!("{at}/type"), "not an AchievementSubject");
        let achievements = one_or_many(subject.get("achievement"));
        notes.must(achievements.len() == 1, &format!("{at}/achievement"), "not one achievement");
        for achievement in achievements {
            for member in ["id", "name", "description", "criteria"] {
                let at = format!("{at}/achievement/{member}");
                let what = format!("the achievement has no {member}");
                notes.must(achievement.get(member).is_some(), &at, &what);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str) -> Vec<String> {
        let document = Document::parse(text).unwrap();
        let notes = departures(&document, &document.json);
        notes.into_iter().filter_map(|note| note.at).collect()
    }

    #[test]
    fn a_plain_credential_departs_from_nothing() {
        let whole = r#"{"@context":"https://www.w3.org/ns/credentials/v2","type":["VerifiableCredential"],
            "issuer":"did:a:b","name":[{"@value":"x","@language":"en"}],"credentialSubject":{"id":"did:a:c"}}"#;
        assert!(places(whole).is_empty());
    }

    #[test]
    fn an_assertion_is_written_in_the_words_of_its_standard() {
        let code =
            |text: &str| foreign_words(&serde_json::from_str(text).unwrap()).map(|it| it.code);
        for fine in [
            r#"{"recipient":"a"}"#,
            r#"{"@context":"http://w3id.org/openbadges/v2","type":"Assertion"}"#,
            r#"{"@context":[{"x":"y"},"https://w3id.org/openbadges/v1"],"type":["Assertion","x"]}"#,
        ] {
            assert_eq!(code(fine), None, "{fine}");
        }
        let other = r#"{"@context":"https://w3id.org/openbadges/v9","type":"Assertion"}"#;
        assert_eq!(code(other), Some(Code::ForeignContext));
        let other = r#"{"@context":"https://w3id.org/openbadges/v2","type":"Other"}"#;
        assert_eq!(code(other), Some(Code::UnsupportedFormat));
    }

    #[test]
    fn what_departs_is_named_by_its_place() {
        let odd = r#"{"@context":["https://www.w3.org/ns/credentials/v2","x y"],"type":"VerifiableCredential",
            "id":null,"issuer":{"name":"x","description":{"url":"y"}},"credentialSubject":[{}],
            "validUntil":"tomorrow","credentialSchema":{"type":"X"},"evidence":{"id":"a"}}"#;
        let expected = [
            "/@context",
            "/id",
            "/issuer",
            "/issuer/description",
            "/credentialSubject",
            "/validUntil",
            "/credentialSchema",
            "/evidence",
        ];
        assert_eq!(places(odd), expected);
    }
}
