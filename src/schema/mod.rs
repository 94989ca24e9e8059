//! Does a credential have the members its schema asks for? The schemas that 1EdTech publishes describe
//! one data model; it stands here as a table of classes (`classes.rs`), so that none is fetched.
//!
//! The published files refuse a single value where a list may stand, which JSON-LD allows; here one and
//! a list of one are the same (CHECKLIST B21, C1.3).

use serde_json::{Map, Value};

use crate::document::{DataModel, one_or_many};
use crate::encoding::pointer_step;
use crate::time::{Form, Timestamp};

mod classes;
mod words;

/// Where a document departs from its schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Departure {
    /// JSON pointer to the place.
    pub at: String,
    /// What is wrong there, in the words of the standard (`no validFrom`, `not a number`).
    pub what: String,
}

/// A class of the data model: what its objects may hold.
struct Class {
    /// Each of these lists has a name that must be among the object's types.
    types: &'static [&'static [&'static str]],
    /// The class whose members and types it has too; only credentials have one.
    base: Option<&'static Class>,
    /// Whether other members are refused.
    closed: bool,
    members: &'static [Member],
}

/// A member of a class.
struct Member {
    name: &'static str,
    kind: Kind,
    required: bool,
    many: bool,
}

/// What a member's value must be.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    Number,
    Boolean,
    /// A day (`2026-05-03`).
    Date,
    /// A moment with its time zone (RFC 3339).
    Moment,
    /// A language tag (`en`, `zh-Hans-CN`).
    Language,
    /// A JWS in compact form.
    Jws,
    /// One of these words.
    Word(&'static [&'static str]),
    /// One of these words, or one of the issuer's own (`ext:…`).
    Term(&'static [&'static str]),
    /// An object of this class.
    Part(&'static Class),
    /// The identifier of such an object, or the object itself.
    Link(&'static Class),
    /// Contexts: that of the data model first, then these, each by its beginning and end.
    Contexts(&'static [(&'static str, &'static str)]),
    /// Any JSON.
    Any,
}

/// The most departures that are listed.
const MOST: usize = 12;

/// How deep objects may stand inside each other.
const DEEPEST: usize = 32;

/// Where a credential departs from the schema published under this address; `None` if none of the
/// schemas known here is. A schema stands for the classes of both data models, like its `any` form: the
/// document says which it follows.
pub fn departures(url: &str, credential: &Value, model: DataModel) -> Option<Vec<Departure>> {
    let class = classes::of(url)?;
    let mut walk = Walk { model, found: Vec::new(), at: String::new() };
    walk.part(credential, class, 0);
    walk.found.truncate(MOST);
    Some(walk.found)
}

struct Walk {
    model: DataModel,
    found: Vec<Departure>,
    /// The place on the way, in one buffer.
    at: String,
}

impl Walk {
    fn must(&mut self, holds: bool, what: &str) {
        if !holds && !self.is_full() {
            self.found.push(Departure { at: self.at.clone(), what: what.to_owned() });
        }
    }

    /// Whether no more is listed, so that nothing else needs to be looked at.
    fn is_full(&self) -> bool {
        self.found.len() >= MOST
    }

    fn within(&mut self, step: &str, then: impl FnOnce(&mut Self)) {
        let start = self.at.len();
        self.at.push('/');
        self.at.push_str(&pointer_step(step));
        then(self);
        self.at.truncate(start);
    }

    fn part(&mut self, value: &Value, class: &Class, depth: usize) {
        let Some(object) = value.as_object().filter(|_| depth < DEEPEST) else {
            return self.must(false, "not an object");
        };
        self.members(object, class, depth);
        if let Some(base) = class.base {
            self.members(object, base, depth);
            self.each(object, classes::of_model(self.model), depth);
        }
        if class.closed {
            self.closed(object, class);
        }
    }

    fn members(&mut self, object: &Map<String, Value>, class: &Class, depth: usize) {
        let types = one_or_many(object.get("type"));
        for names in class.types {
            let typed = types.iter().any(|kind| names.iter().any(|name| kind == name));
            if !typed {
                self.must(false, &format!("not of type {}", names.join(" or ")));
            }
        }
        self.each(object, class.members, depth);
    }

    fn each(&mut self, object: &Map<String, Value>, members: &[Member], depth: usize) {
        for member in members {
            match object.get(member.name) {
                _ if self.is_full() => return,
                None if !member.required => {}
                None => self.must(false, &format!("no {}", member.name)),
                Some(value) => self.within(member.name, |walk| walk.member(value, member, depth)),
            }
        }
    }

    fn closed(&mut self, object: &Map<String, Value>, class: &Class) {
        let known = |name: &String| class.members.iter().any(|member| member.name == name);
        for name in object.keys().filter(|name| !known(name)) {
            self.must(false, &format!("{name} does not belong there"));
        }
    }

    fn member(&mut self, value: &Value, member: &Member, depth: usize) {
        match (value, member.kind) {
            (_, Kind::Contexts(first)) => self.contexts(value, first),
            (Value::Array(_), _) if !member.many => self.must(false, "a list instead of one"),
            (Value::Array(items), kind) => {
                self.must(!items.is_empty() || member.name != "type", "empty");
                for (index, item) in items.iter().enumerate() {
                    if self.is_full() {
                        return;
                    }
                    self.within(&index.to_string(), |walk| walk.value(item, kind, depth));
                }
            }
            (_, kind) => self.value(value, kind, depth),
        }
    }

    fn value(&mut self, value: &Value, kind: Kind, depth: usize) {
        let text = value.as_str();
        match kind {
            Kind::Text => self.must(text.is_some(), "not a text"),
            Kind::Number => self.must(value.is_number(), "not a number"),
            Kind::Boolean => self.must(value.is_boolean(), "not true or false"),
            Kind::Date => self.must(text.is_some_and(is_date), "not a date"),
            Kind::Moment => self.must(text.is_some_and(is_moment), "not a date with time and zone"),
            Kind::Language => self.must(text.is_some_and(is_language), "not a language"),
            Kind::Jws => self.must(text.is_some_and(is_jws), "not a JWS"),
            Kind::Word(words) => {
                let known = text.is_some_and(|text| words.contains(&text));
                self.must(known, "not one of the standard’s words");
            }
            Kind::Term(words) => {
                let known = |text| words.contains(&text) || is_own_term(text);
                self.must(text.is_some_and(known), "not one of the standard’s words");
            }
            Kind::Part(class) => self.part(value, class, depth + 1),
            Kind::Link(_) if value.is_string() => {}
            Kind::Link(class) => self.part(value, class, depth + 1),
            Kind::Contexts(first) => self.contexts(value, first),
            Kind::Any => {}
        }
    }

    /// The contexts that fix the meaning stand first and in order (CHECKLIST B8, B11, B14).
    fn contexts(&mut self, value: &Value, own: &[(&str, &str)]) {
        let contexts = one_or_many(Some(value));
        let model = self.model.context();
        let first = [(model, "")].into_iter().chain(own.iter().copied());
        for (index, (start, end)) in first.enumerate() {
            let fits = contexts.get(index).and_then(Value::as_str).is_some_and(|url| {
                let rest = url.strip_prefix(start).and_then(|rest| rest.strip_suffix(end));
                // Between the two stands a version, or nothing.
                rest.is_some_and(|version| version.is_empty() || is_version(version))
            });
            self.must(fits, &format!("context {} is not {start}{end}", index + 1));
        }
        let fit = contexts.iter().all(|context| context.is_string() || context.is_object());
        self.must(fit, "a context that is neither text nor object");
    }
}

/// `-3.0.3`
fn is_version(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or_default();
    text.split('.').count() == 3 && text.split('.').all(|part| part.len() == 1 && is_digits(part))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_moment(text: &str) -> bool {
    Timestamp::parse(text).is_ok_and(|written| written.form == Form::Standard)
}

fn is_date(text: &str) -> bool {
    text.len() == 10 && Timestamp::parse(text).is_ok()
}

fn is_own_term(text: &str) -> bool {
    text.strip_prefix("ext:").is_some_and(|own| !own.is_empty())
}

fn is_jws(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    matches!(&parts[..], [header, _, signature] if !header.is_empty() && !signature.is_empty())
        && parts.iter().all(|part| part.bytes().all(plain))
}

/// A language, possibly with a script and a region (BCP 47 as far as the standard goes).
fn is_language(text: &str) -> bool {
    let mut parts = text.split('-').peekable();
    let language = parts.next().unwrap_or_default();
    let is_script = |part: &str| {
        part.len() == 4
            && part.bytes().enumerate().all(|(index, byte)| match index {
                0 => byte.is_ascii_uppercase(),
                _ => byte.is_ascii_lowercase(),
            })
    };
    let is_region = |part: &str| match part.len() {
        2 => part.bytes().all(|byte| byte.is_ascii_uppercase()),
        3 => is_digits(part),
        _ => false,
    };
    parts.next_if(|part| is_script(part));
    parts.next_if(|part| is_region(part));
    (2..=4).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const CLR: &str =
        "https://purl.imsglobal.org/spec/clr/v2p0/schema/json/clr_v2p0_clrcredential_schema.json";

    fn record() -> Value {
        json!({
            "@context": [
                "https://www.w3.org/ns/credentials/v2",
                "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
                "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
            ],
            "id": "urn:r", "type": ["VerifiableCredential", "ClrCredential"], "name": "A record",
            "issuer": "did:example:a", "validFrom": "2026-01-01T00:00:00Z", "partial": true,
            "credentialSubject": {
                "type": "ClrSubject", "verifiableCredential": [{ "anything": 1 }],
                "association": {
                    "type": "Association", "associationType": "isPartOf",
                    "sourceId": "urn:a", "targetId": "urn:b"
                }
            }
        })
    }

    fn places(url: &str, credential: &Value, model: DataModel) -> Vec<String> {
        let found = departures(url, credential, model).unwrap();
        found.into_iter().map(|one| format!("{} {}", one.at, one.what)).collect()
    }

    #[test]
    fn a_record_is_held_against_its_own_class() {
        let mut record = record();
        assert!(places(CLR, &record, DataModel::V2).is_empty());
        record["credentialSubject"]["association"]["associationType"] = "isLike".into();
        record["partial"] = "no".into();
        record.as_object_mut().unwrap().remove("validFrom");
        let expected = [
            "/partial not true or false",
            "/credentialSubject/association/associationType not one of the standard’s words",
            " no validFrom",
        ];
        assert_eq!(places(CLR, &record, DataModel::V2), expected);
    }

    #[test]
    fn the_older_data_model_has_its_own_names() {
        let mut record = record();
        record["@context"][0] = "https://www.w3.org/2018/credentials/v1".into();
        let expected = ["/issuer not an object", " no issuanceDate"];
        assert_eq!(places(CLR, &record, DataModel::V1), expected);
        record["issuer"] = json!({ "id": "did:example:a", "type": "Profile" });
        record["issuanceDate"] = "2026-01-01T00:00:00Z".into();
        assert!(places(CLR, &record, DataModel::V1).is_empty());
    }

    #[test]
    fn only_published_schemas_are_known() {
        let any = Value::Null;
        let base = "https://purl.imsglobal.org/spec/ob/v3p0/schema";
        for known in [
            "json/ob_v3p0_achievementcredential_schema.json",
            "json-ld/ob_v3p0_anyendorsementcredential_schema.json",
        ] {
            assert!(departures(&format!("{base}/{known}"), &any, DataModel::V2).is_some());
        }
        for other in [
            "json/ob_v3p0_profile_schema.json",
            "jsonob_v3p0_achievementcredential_schema.json",
            "",
        ] {
            assert!(departures(&format!("{base}/{other}"), &any, DataModel::V2).is_none());
        }
    }

    #[test]
    fn a_list_of_departures_ends() {
        let mut deep = json!({});
        for _ in 0..200 {
            deep = json!({ "parentOrg": deep });
        }
        let mut record = record();
        record["issuer"] = deep;
        assert_eq!(places(CLR, &record, DataModel::V2).len(), MOST);
    }
}
