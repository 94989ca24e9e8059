//! The few lines that say what a credential is: title, earner, dates; the report's short form.

use serde_json::{Map, Value};

use crate::document::Format;

use super::{
    Achievement, Credential, Earner, IdentityObject, Image, LocalizedText, Subject, Text,
    WrittenDate,
};

impl Credential {
    /// The first subject.
    pub fn subject(&self) -> Option<&Subject> {
        self.subjects.first()
    }

    /// The first subject's achievement. A record is about many: those of its badges, which its statements
    /// do not keep apart (CHECKLIST I7).
    pub fn achievement(&self) -> Option<&Achievement> {
        let subjects: &[Subject] = if self.format == Format::Clr2 { &[] } else { &self.subjects };
        subjects.iter().find_map(|subject| subject.achievement.as_ref())
    }

    /// What the badge is called: the achievement's name, else the credential's (H1.4; some issuers
    /// write the earner's name into the latter).
    pub fn title(&self) -> &LocalizedText {
        self.achievement()
            .map(|achievement| &achievement.name)
            .filter(|name| !name.is_empty())
            .unwrap_or(&self.name)
    }

    /// The picture of the badge: the achievement's, else that of this award, else the credential's
    /// (H2.5).
    pub fn picture(&self) -> Option<&Image> {
        let of_award = || self.subject().and_then(|subject| subject.image.as_ref());
        let of_achievement = self.achievement().and_then(|found| found.image.as_ref());
        of_achievement.or_else(of_award).or(self.image.as_ref())
    }

    /// Who earned it, by the first subject (H1.5).
    pub fn earner(&self) -> Earner {
        self.subject().map_or(Earner::Nobody, Subject::earner)
    }

    /// When it was issued: `validFrom`, `issuanceDate` or `issuedOn` (H1.2). When it was earned is
    /// [`Credential::awarded`].
    pub fn issued_on(&self) -> Option<&WrittenDate> {
        self.valid_from.as_ref()
    }

    /// Whether the achievement was defined by someone other than the issuer (H1.8).
    pub fn defined_by_another(&self) -> bool {
        let creator =
            self.achievement().and_then(|it| it.creator.as_ref()).and_then(|it| it.id.as_deref());
        creator.is_some_and(|creator| self.issuer.id.as_deref() != Some(creator))
    }
}

impl Subject {
    /// Who this is: a name, else a plain address, a hidden one, an identifier (H1.5).
    pub fn earner(&self) -> Earner {
        let plain = |fits: fn(&IdentityObject) -> bool| {
            self.identifiers
                .iter()
                .find(|it| !it.is_hidden() && fits(it))
                .map(|it| &it.identity_hash)
        };
        if let Some(name) = plain(IdentityObject::is_name) {
            return Earner::Named(Text::new(name));
        }
        if let Some(name) = self.name.pick(&[]) {
            return Earner::Named(name.clone());
        }
        if let Some(name) = self.person_names.line() {
            return Earner::Named(Text::new(&name));
        }
        if let Some(address) = plain(IdentityObject::is_email).or(self.email.as_ref()) {
            return Earner::Email(super::visible(address).into_owned());
        }
        if self.identifiers.iter().any(IdentityObject::is_hidden) {
            return Earner::Hashed;
        }
        plain(|_| true)
            .or(self.id.as_ref())
            .map_or(Earner::Nobody, |id| Earner::Identifier(super::visible(id).into_owned()))
    }
}

impl Earner {
    /// What to call them, where the credential names somebody in the open.
    pub fn label(&self) -> Option<String> {
        match self {
            Self::Named(name) => Some(name.text.clone()),
            Self::Email(address) => Some(super::visible(address).into_owned()),
            Self::Identifier(id) => Some(super::visible(&super::short(id)).into_owned()),
            Self::Hashed | Self::Nobody => None,
        }
    }
}

impl IdentityObject {
    /// Whether it is a person's name (older practice writes `ext:name`).
    pub fn is_name(&self) -> bool {
        matches!(self.identity_type.as_deref(), Some("name" | "ext:name"))
    }

    /// Whether it is an e-mail address, by its type or, without one, by its look.
    pub fn is_email(&self) -> bool {
        match self.identity_type.as_deref() {
            Some(kind) => matches!(kind, "emailAddress" | "email" | "schema:email"),
            None => self.identity_hash.contains('@'),
        }
    }

    /// Whether it should stay covered until asked for: a national identity number (H6.5).
    pub fn is_private(&self) -> bool {
        self.identity_type.as_deref() == Some("nationalIdentityNumber")
    }
}

/// The short form for the report (ARCHITECTURE section 4).
pub fn to_json(credential: &Credential) -> Value {
    let mut object = Map::new();
    let mut put = |name: &str, value: Map<String, Value>| {
        if !value.is_empty() {
            object.insert(name.to_owned(), Value::Object(value));
        }
    };
    let mut achievement = Map::new();
    insert(&mut achievement, "name", credential.title().any());
    if let Some(found) = credential.achievement() {
        insert(&mut achievement, "id", found.id.as_deref());
        insert(&mut achievement, "description", found.description.any());
        let mut criteria = Map::new();
        insert(&mut criteria, "id", found.criteria.id.as_deref());
        insert(&mut criteria, "narrative", found.criteria.narrative.any());
        if !criteria.is_empty() {
            achievement.insert("criteria".into(), Value::Object(criteria));
        }
    }
    put("achievement", achievement);
    let mut issuer = Map::new();
    insert(&mut issuer, "id", credential.issuer.id.as_deref());
    insert(&mut issuer, "name", credential.issuer.name.any());
    put("issuer", issuer);
    let mut subject = Map::new();
    insert(&mut subject, "id", credential.subject().and_then(|subject| subject.id.as_deref()));
    match credential.earner() {
        Earner::Named(name) => insert(&mut subject, "name", Some(&name.text)),
        Earner::Email(address) => insert(&mut subject, "email", Some(&address)),
        Earner::Hashed => drop(subject.insert("hashed".into(), true.into())),
        Earner::Identifier(id) => insert(&mut subject, "identifier", Some(&id)),
        Earner::Nobody => {}
    }
    put("subject", subject);
    let dates = [
        ("validFrom", &credential.valid_from),
        ("validUntil", &credential.valid_until),
        ("awardedDate", &credential.awarded),
    ];
    insert(&mut object, "id", credential.id.as_deref());
    for (name, date) in dates {
        insert(&mut object, name, date.as_ref().map(|date| date.text.as_str()));
    }
    Value::Object(object)
}

fn insert(object: &mut Map<String, Value>, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        object.insert(name.to_owned(), value.into());
    }
}
