//! Credentials inside a document: what a presentation or a record holds, and what others say of it.

use std::cell::Cell;

use serde_json::Value;

use super::{Document, Format, has_type, one_or_many};
use crate::encoding::{data_url, push_pointer_step};
use crate::report::{Code, Problem};

/// The most credentials that are looked at inside one document; how many more there are is said.
pub const MOST_INSIDE: usize = 200;

/// The most that are looked at in a whole file, those inside others included.
pub const MOST_IN_FILE: usize = 2_000;

/// The most that are looked at of a badge of version 2: each may lead to an answer of its own.
const MOST_ATTACHED: usize = 50;

/// No place of an endorsement in any badge is as long; each is written several times in a report.
const LONGEST_PLACE: usize = 500;

/// No identifier is as long; each is kept for every endorsement of what has it.
const LONGEST_ID: usize = 2_048;

/// The credentials inside a document, and how many more endorsements there are that are not looked at.
pub struct Gathered<'a> {
    /// Members first, in the order in which they stand. Where some are beyond the limits, the last stands for them.
    pub inner: Vec<Inner>,
    /// Endorsements beyond the limits.
    pub left_out: usize,
    room: &'a Cell<usize>,
}

/// A credential inside another document, to be verified on its own.
pub struct Inner {
    /// JSON pointer to it.
    pub at: String,
    /// What it is there for.
    pub role: Role,
    /// The document; or why what is there cannot be read as one.
    pub document: Result<Document, Problem>,
}

/// What a credential inside another document is there for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// It is what the presentation or the record holds.
    Member,
    /// Somebody endorses the credential, its achievement or a profile.
    Endorsement {
        /// The identifier of what it is attached to, if that has one (CHECKLIST C9.3).
        endorsed: Option<String>,
    },
}

impl Role {
    /// The identifier of what an endorsement is attached to.
    pub fn endorsed(self) -> Option<String> {
        match self {
            Self::Member => None,
            Self::Endorsement { endorsed } => endorsed,
        }
    }
}

impl Document {
    /// The credentials inside, members first, in the order in which they stand (CHECKLIST B14, B16, B17, C9.1).
    /// `room` is how many more the file may have ([`MOST_IN_FILE`]).
    pub fn inner<'a>(&self, room: &'a Cell<usize>) -> Gathered<'a> {
        let mut found = Gathered { inner: Vec::new(), left_out: 0, room };
        match self.format {
            Format::Presentation => members(&self.json, "", &mut found),
            Format::Clr2 => {
                let subjects = self.json.get("credentialSubject");
                let several = subjects.is_some_and(Value::is_array);
                for (index, subject) in one_or_many(subjects).iter().enumerate() {
                    let index = if several { format!("/{index}") } else { String::new() };
                    members(subject, &format!("/credentialSubject{index}"), &mut found);
                }
            }
            _ => {}
        }
        // What was not looked at may be withdrawn: it counts as one that is not known.
        let members = std::mem::take(&mut found.left_out);
        found.inner.extend(Inner::left_out(Code::LeftOut, members));
        if self.format.is_credential() {
            let own = self.jwt.as_ref().and_then(|jwt| jwt.jti.as_deref());
            endorsements(&self.json, own, &mut String::new(), &mut found);
        }
        found
    }
}

impl Inner {
    /// Stands for so many members that are not looked at, and says why.
    pub fn left_out(why: Code, members: usize) -> Option<Self> {
        let document = Err(Problem::new(why, members.to_string()));
        let at = "/verifiableCredential".to_owned();
        (members > 0).then(|| Self { at, role: Role::Member, document })
    }

    /// How many members it is, or stands for.
    pub fn members(&self) -> usize {
        match (&self.role, &self.document) {
            (Role::Endorsement { .. }, _) => 0,
            (Role::Member, Err(why)) if why.code == Code::LeftOut => {
                why.detail.parse().unwrap_or(1)
            }
            (Role::Member, _) => 1,
        }
    }
}

impl Gathered<'_> {
    /// Takes one more, or only counts it.
    fn take(&mut self, inner: impl FnOnce() -> Inner) {
        if self.inner.len() >= MOST_INSIDE || self.room.get() == 0 {
            self.left_out += 1;
            return;
        }
        self.room.set(self.room.get() - 1);
        self.inner.push(inner());
    }
}

fn members(holder: &Value, at: &str, found: &mut Gathered<'_>) {
    let all = holder.get("verifiableCredential");
    let several = all.is_some_and(Value::is_array);
    for (index, value) in one_or_many(all).iter().enumerate() {
        found.take(|| {
            let index = if several { format!("/{index}") } else { String::new() };
            let at = format!("{at}/verifiableCredential{index}");
            Inner { at, role: Role::Member, document: open(value) }
        });
    }
}

/// Reads a credential as it stands inside another: an object, a JWS, or an envelope (B16, B17).
fn open(value: &Value) -> Result<Document, Problem> {
    let wrong = |what: &str| Problem::new(Code::NotACredential, what);
    match value {
        Value::String(text) if text.split('.').count() == 3 => Document::parse(text),
        Value::String(_) => Err(wrong("a text")),
        Value::Object(_)
            if has_type(value, "EnvelopedVerifiableCredential")
                || has_type(value, "EnvelopedVerifiablePresentation") =>
        {
            let url = value.get("id").and_then(Value::as_str).unwrap_or_default();
            let (media_type, bytes) = data_url(url).ok_or_else(|| wrong("an envelope"))?;
            if media_type.ends_with("+cose") {
                return Err(Problem::new(Code::UnsupportedEnvelope, "COSE"));
            }
            let text = String::from_utf8(bytes).map_err(|_| wrong("an envelope"))?;
            Document::parse(&text)
        }
        Value::Object(_) => Document::from_json(value.to_string(), value.clone()),
        _ => Err(wrong("a value")),
    }
}

/// The endorsements that an assertion of Open Badges 2 carries or names, and those of its class and its
/// issuer: whole, signed, or by their address (CHECKLIST F15, F18).
pub fn attached(assertion: &Value) -> Vec<Inner> {
    let (mut found, mut more) = (Vec::new(), 0);
    for place in ["", "/badge", "/badge/issuer"] {
        let Some(part) = assertion.pointer(place) else { continue };
        let endorsed = part.get("id").and_then(Value::as_str);
        let all = part.get("endorsement");
        let several = all.is_some_and(Value::is_array);
        for (index, value) in one_or_many(all).iter().enumerate() {
            if found.len() == MOST_ATTACHED {
                more += 1;
                continue;
            }
            let index = if several { format!("/{index}") } else { String::new() };
            let document = match value {
                Value::String(url) if url.starts_with("https://") || url.starts_with("http://") => {
                    Ok(Document::at_address(url, Format::Endorsement2))
                }
                other => open(other),
            };
            let at = format!("{place}/endorsement{index}");
            let endorsed = endorsed.filter(|id| id.len() <= LONGEST_ID).map(str::to_owned);
            found.push(Inner { at, role: Role::Endorsement { endorsed }, document });
        }
    }
    // Nothing is left out without a word.
    if more > 0 {
        let document = Err(Problem::new(Code::LeftOut, more.to_string()));
        let role = Role::Endorsement { endorsed: None };
        found.push(Inner { at: "/endorsement".to_owned(), role, document });
    }
    found
}

/// Endorsements of anything in the document, but not of what is in its members. `at` is the place on the
/// way, in one buffer: a badge may have a thousand members.
fn endorsements(value: &Value, own: Option<&str>, at: &mut String, found: &mut Gathered<'_>) {
    let start = at.len();
    match value {
        Value::Object(object) => {
            let endorsed = object.get("id").and_then(Value::as_str).or(own);
            for (name, inner) in object {
                match name.as_str() {
                    "endorsement" | "endorsementJwt" => {
                        let several = inner.is_array();
                        let all = one_or_many(Some(inner));
                        if at.len() > LONGEST_PLACE {
                            found.left_out += all.len();
                            continue;
                        }
                        for (index, value) in all.iter().enumerate() {
                            found.take(|| {
                                let index =
                                    if several { format!("/{index}") } else { String::new() };
                                let endorsed = endorsed.filter(|id| id.len() <= LONGEST_ID);
                                let role =
                                    Role::Endorsement { endorsed: endorsed.map(str::to_owned) };
                                let at = format!("{at}/{name}{index}");
                                Inner { at, role, document: open(value) }
                            });
                        }
                    }
                    "proof" | "@context" | "verifiableCredential" => {}
                    _ if inner.is_object() || inner.is_array() => {
                        at.push('/');
                        push_pointer_step(at, name);
                        endorsements(inner, None, at, found);
                        at.truncate(start);
                    }
                    _ => {}
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                at.push('/');
                at.push_str(&index.to_string());
                endorsements(item, None, at, found);
                at.truncate(start);
            }
        }
        _ => {}
    }
}

/// The credentials that a platform's answer wraps, if it wraps several (CHECKLIST A21): the answer of
/// the Open Badges API, or a bare list.
pub(super) fn wrapped(value: &Value) -> Vec<Result<Document, Problem>> {
    let lists = match value {
        Value::Array(items) => vec![items.as_slice()],
        Value::Object(object)
            if !object.contains_key("@context") && !object.contains_key("type") =>
        {
            ["credential", "compactJwsString"]
                .iter()
                .map(|name| one_or_many(object.get(*name)))
                .collect()
        }
        _ => Vec::new(),
    };
    let items: Vec<&Value> = lists.into_iter().flatten().collect();
    let is_one = |item: &&Value| match item {
        Value::String(text) => text.starts_with("ey") && text.split('.').count() == 3,
        Value::Object(_) => has_type(item, "VerifiableCredential"),
        _ => false,
    };
    if items.len() < 2 || !items.iter().all(is_one) {
        return Vec::new();
    }
    let more = items.len().saturating_sub(MOST_INSIDE);
    let left_out = (more > 0).then(|| Err(Problem::new(Code::LeftOut, more.to_string())));
    items.into_iter().take(MOST_INSIDE).map(open).chain(left_out).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn places(json: &Value) -> Vec<(String, Role, Option<Format>)> {
        let document = Document::parse(&json.to_string()).unwrap();
        let room = Cell::new(MOST_IN_FILE);
        let inner = document.inner(&room).inner.into_iter();
        inner.map(|one| (one.at, one.role, one.document.ok().map(|d| d.format))).collect()
    }

    #[test]
    fn finds_members_of_every_form() {
        let credential = json!({ "type": ["VerifiableCredential", "OpenBadgeCredential"] });
        let jwt = "eyJhbGciOiJub25lIn0.eyJ2YyI6eyJ0eXBlIjoiVmVyaWZpYWJsZUNyZWRlbnRpYWwifX0.";
        let envelope = json!({
            "type": "EnvelopedVerifiableCredential", "id": format!("data:application/vc+jwt,{jwt}")
        });
        let cose = json!({
            "type": "EnvelopedVerifiableCredential", "id": "data:application/vc+cose;base64,0oQ="
        });
        let members = json!([credential, jwt, envelope, cose, "urn:x", 1]);
        let presentation =
            json!({ "type": "VerifiablePresentation", "verifiableCredential": members });
        let formats: Vec<_> =
            places(&presentation).into_iter().map(|(_, _, format)| format).collect();
        let generic = Some(Format::Credential);
        assert_eq!(formats, [Some(Format::OpenBadge3), generic, generic, None, None, None]);
        let one = json!({ "type": "VerifiablePresentation", "verifiableCredential": credential });
        assert_eq!(places(&one)[0].0, "/verifiableCredential");
    }

    #[test]
    fn an_endorsement_knows_what_it_is_attached_to() {
        let endorsement = json!({ "type": ["VerifiableCredential", "EndorsementCredential"] });
        let badge = json!({
            "type": ["VerifiableCredential", "OpenBadgeCredential"], "id": "urn:a",
            "endorsement": endorsement,
            "issuer": { "id": "urn:b", "endorsement": [endorsement] },
            "credentialSubject": { "achievement": { "id": "urn:c", "endorsementJwt": ["x"] } }
        });
        let found: Vec<_> = places(&badge)
            .into_iter()
            .map(|(at, role, _)| match role {
                Role::Endorsement { endorsed } => (at, endorsed.unwrap()),
                Role::Member => panic!("a member"),
            })
            .collect();
        let expected = [
            ("/credentialSubject/achievement/endorsementJwt/0", "urn:c"),
            ("/endorsement", "urn:a"),
            ("/issuer/endorsement/0", "urn:b"),
        ];
        assert_eq!(found, expected.map(|(at, id)| (at.to_owned(), id.to_owned())));
    }

    #[test]
    fn an_answer_of_the_api_holds_several_badges() {
        let jwt = "eyJhbGciOiJub25lIn0.eyJ2YyI6eyJ0eXBlIjoiVmVyaWZpYWJsZUNyZWRlbnRpYWwifX0.";
        let badge = json!({ "type": ["VerifiableCredential", "OpenBadgeCredential"] });
        let formats = |json: &Value| -> Vec<Option<Format>> {
            let all = Document::parse_all(&json.to_string()).into_iter();
            all.map(|one| one.ok().map(|document| document.format)).collect()
        };
        let (badge3, generic) = (Some(Format::OpenBadge3), Some(Format::Credential));
        let answer = json!({ "credential": [badge, badge], "compactJwsString": [jwt] });
        assert_eq!(formats(&answer), [badge3, badge3, generic]);
        assert_eq!(formats(&json!([badge, jwt])), [badge3, generic]);
        assert_eq!(formats(&json!({ "credential": [badge], "compactJwsString": [] })), [badge3]);
        assert_eq!(formats(&json!([badge])), [badge3]);
        // A list with something else in it is not that answer.
        assert_eq!(formats(&json!([badge, 1])), [None]);
    }

    #[test]
    fn of_many_attached_the_others_are_counted() {
        let badge = |many: usize| json!({ "endorsement": vec!["https://e.example/1"; many], "badge": { "endorsement": ["https://e.example/2"] } });
        let found = attached(&badge(MOST_ATTACHED - 1));
        assert!(found.len() == MOST_ATTACHED && found.iter().all(|one| one.document.is_ok()));
        let found = attached(&badge(MOST_ATTACHED + 6));
        let last = found.last().and_then(|last| last.document.as_ref().err());
        assert_eq!(found.len(), MOST_ATTACHED + 1);
        assert_eq!(last, Some(&Problem::new(Code::LeftOut, "7")));
    }
}
