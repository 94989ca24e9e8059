//! Rows as JSON, on their way from a worker to the page.

use serde_json::{Map, Value};

use super::{Badge, Kind, Picture, Row};
use crate::credential::{IdentityObject, Recipient};
use crate::pile::skills::Skill;
use crate::report::{Problem, Request, Verdict};
use crate::time::Timestamp;
use crate::verify::Gist;

impl Row {
    /// The row as JSON.
    pub fn to_json(&self) -> Value {
        let mut members = Map::new();
        members.insert("file".into(), self.file.as_str().into());
        members.insert("index".into(), self.index.into());
        members.insert("within".into(), self.within.iter().copied().collect());
        match &self.content {
            Ok(badge) => drop(members.insert("badge".into(), badge.to_json())),
            Err(problem) => drop(members.insert("problem".into(), problem.to_json())),
        }
        Value::Object(members)
    }

    /// Reads a row back; `None` when it is not one.
    pub fn from_json(value: &Value) -> Option<Self> {
        let within = value.get("within")?.as_array()?.iter();
        Some(Self {
            file: value.get("file")?.as_str()?.to_owned(),
            index: whole(value.get("index")?)?,
            within: within.map(whole).collect::<Option<_>>()?,
            content: match value.get("badge") {
                Some(badge) => Ok(Box::new(Badge::from_json(badge)?)),
                None => Err(Problem::from_json(value.get("problem")?)?),
            },
        })
    }
}

impl Badge {
    fn to_json(&self) -> Value {
        let mut members = Map::new();
        self.gist.write(&mut members);
        let mut put = |name: &str, value: Option<Value>| {
            members.extend(value.map(|value| (name.to_owned(), value)));
        };
        let text = |text: &Option<String>| text.as_deref().map(Value::from);
        let moment = |moment: Option<Timestamp>| moment.map(|moment| moment.to_string().into());
        put("verdict", Some(self.verdict.as_str().into()));
        put("kind", Some(self.kind.as_str().into()));
        put("format", text(&self.format));
        put("title", text(&self.title));
        put("id", text(&self.id));
        put("recipients", Some(self.recipients.iter().map(recipient_json).collect()));
        put("issued", moment(self.issued));
        put("expires", moment(self.expires));
        put("asOf", moment(self.as_of));
        put("picture", Some(self.picture.as_str().into()));
        put("skills", Some(self.skills.iter().map(Skill::to_json).collect()));
        put("wanted", Some(self.wanted.iter().map(Request::to_json).collect()));
        put("foreseen", Some(self.foreseen.iter().map(Request::to_json).collect()));
        put("sha256", text(&self.sha256));
        put("content", text(&self.content));
        put("signatures", Some(self.signatures.iter().map(String::as_str).collect()));
        Value::Object(members)
    }

    fn from_json(value: &Value) -> Option<Self> {
        let text = |name: &str| value.get(name).and_then(Value::as_str);
        let owned = |name: &str| text(name).map(str::to_owned);
        let moment = |name: &str| Some(Timestamp::parse(text(name)?).ok()?.instant);
        let verdicts = [Verdict::Valid, Verdict::Invalid, Verdict::Indeterminate];
        let verdict = text("verdict")?;
        Some(Self {
            gist: Gist::read(value)?,
            verdict: verdicts.into_iter().find(|known| known.as_str() == verdict)?,
            kind: Kind::ALL.into_iter().find(|kind| Some(kind.as_str()) == text("kind"))?,
            format: owned("format"),
            title: owned("title"),
            id: owned("id"),
            recipients: list(value.get("recipients")?, read_recipient)?,
            issued: moment("issued"),
            expires: moment("expires"),
            as_of: moment("asOf"),
            picture: Picture::ALL.into_iter().find(|one| Some(one.as_str()) == text("picture"))?,
            skills: list(value.get("skills")?, Skill::from_json)?,
            wanted: list(value.get("wanted")?, Request::from_json)?,
            foreseen: list(value.get("foreseen")?, Request::from_json)?,
            sha256: owned("sha256"),
            content: owned("content"),
            signatures: list(value.get("signatures")?, |one| Some(one.as_str()?.to_owned()))?,
        })
    }
}

fn recipient_json(recipient: &Recipient) -> Value {
    let mut members = Map::new();
    let mut put = |name: &str, value: Option<&str>| {
        members.extend(value.map(|value| (name.to_owned(), value.into())));
    };
    put("id", recipient.id.as_deref());
    let identities = recipient.identities.iter().map(|identity| {
        let mut members = Map::new();
        members.insert("value".into(), identity.identity_hash.as_str().into());
        members.insert("hashed".into(), identity.hashed.into());
        let kind = identity.identity_type.as_deref();
        members.extend(kind.map(|kind| ("type".to_owned(), kind.into())));
        let salt = identity.salt.as_deref();
        members.extend(salt.map(|salt| ("salt".to_owned(), salt.into())));
        Value::Object(members)
    });
    let identities = identities.collect();
    members.insert("identities".into(), identities);
    Value::Object(members)
}

fn read_recipient(value: &Value) -> Option<Recipient> {
    let identity = |value: &Value| {
        let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        Some(IdentityObject {
            identity_hash: text("value")?,
            hashed: value.get("hashed")?.as_bool()?,
            identity_type: text("type"),
            salt: text("salt"),
        })
    };
    let id = value.get("id").and_then(Value::as_str).map(str::to_owned);
    Some(Recipient { id, identities: list(value.get("identities")?, identity)? })
}

/// Every item of an array, or `None` when one cannot be read.
fn list<T>(value: &Value, read: impl Fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    value.as_array()?.iter().map(read).collect()
}

fn whole(value: &Value) -> Option<usize> {
    usize::try_from(value.as_u64()?).ok()
}
