//! Open Badges 2.0 and 1.x, as far as the file itself says anything.

use serde_json::Value;

use super::ob3::{criteria, evidence, image};
use super::read::{date, first, items, link, localized, shown, text, types};
use super::{
    Achievement, Alignment, Credential, IdentityObject, LocalizedText, Profile, Reader, Subject,
    WrittenDate,
};
use crate::document::{DataModel, Format};

/// Reads assertions; badge class and issuer where they are embedded.
pub(super) static READER: Reader = Reader {
    formats: &[Format::OpenBadge2, Format::OpenBadge1, Format::Endorsement2, Format::Blockcerts2],
    read,
};

fn read(json: &Value, format: Format, data_model: Option<DataModel>) -> Credential {
    let badge = first(json, "badge");
    let issuer = first(badge.unwrap_or(json), "issuer");
    let claim = first(json, "claim");
    let place = if badge.is_some() { "/badge/issuer" } else { "/issuer" };
    let image_of = |json: &Value| first(json, "image").and_then(image);
    Credential {
        format,
        data_model,
        id: link(json, "id").or_else(|| text(json, "uid")),
        types: types(json),
        name: LocalizedText::default(),
        description: LocalizedText::default(),
        image: None,
        issuer: issuer.map(|issuer| profile(issuer, place)).unwrap_or_default(),
        subjects: vec![Subject {
            id: claim.and_then(super::read::id),
            endorsement_comment: claim
                .map(|claim| localized(claim, "endorsementComment"))
                .unwrap_or_default(),
            identifiers: items(json, "recipient")
                .filter_map(|it| identity(it, text(json, "salt")))
                .collect(),
            image: image_of(json),
            achievement: badge.map(|badge| Achievement {
                id: super::read::id(badge),
                types: types(badge),
                name: localized(badge, "name"),
                description: localized(badge, "description"),
                criteria: first(badge, "criteria").map(criteria).unwrap_or_default(),
                alignments: alignments(badge),
                version: shown(badge, "version"),
                image: image_of(badge),
                in_language: shown(badge, "@language"),
                tags: items(badge, "tags")
                    .filter_map(super::read::tagged)
                    .map(|text| LocalizedText { versions: vec![text] })
                    .collect(),
                ..Achievement::default()
            }),
            // Blockcerts 2 says beside the recipient who that is.
            name: first(json, "recipientProfile")
                .map(|person| localized(person, "name"))
                .unwrap_or_default(),
            narrative: localized(json, "narrative"),
            ..Subject::default()
        }],
        valid_from: dated(json, &["issuedOn", "issued_on"]),
        valid_until: dated(json, &["expires"]),
        awarded: None,
        evidence: items(json, "evidence").filter_map(evidence).collect(),
        endorsements: Vec::new(),
        status_entries: 0,
        terms_of_use: Vec::new(),
        partial: None,
        display: text(json, "displayHtml"),
        foreign: Vec::new(),
    }
}

/// Dates; version 1 allows seconds since 1970.
fn dated(json: &Value, names: &[&str]) -> Option<WrittenDate> {
    names.iter().find_map(|name| {
        let unix = first(json, name).and_then(Value::as_i64);
        let quoted = || text(json, name).and_then(|text| text.parse().ok());
        let seconds = unix.or_else(quoted).filter(|seconds| *seconds > 99_999);
        seconds.map(WrittenDate::from_unix).or_else(|| date(json, name))
    })
}

fn alignments(badge: &Value) -> Vec<Alignment> {
    items(badge, "alignment")
        .map(|it| Alignment {
            name: named(it, "targetName", "name"),
            url: link(it, "targetUrl").or_else(|| link(it, "url")),
            framework: localized(it, "targetFramework"),
            code: shown(it, "targetCode"),
            description: named(it, "targetDescription", "description"),
            target_type: None,
        })
        .collect()
}

/// A member that version 1 called by another name.
fn named(json: &Value, name: &str, older: &str) -> LocalizedText {
    let found = localized(json, name);
    if found.is_empty() { localized(json, older) } else { found }
}

/// The issuer; version 0.5 writes `origin`, `org` and `contact`.
fn profile(json: &Value, place: &str) -> Profile {
    let mut profile = super::ob3::profile(json, place, 0);
    profile.url = profile.url.or_else(|| link(json, "origin"));
    profile.email = profile.email.or_else(|| shown(json, "contact"));
    profile
}

/// The recipient: an identity object, or in version 0.5 the address itself or its hash.
fn identity(json: &Value, salt: Option<String>) -> Option<IdentityObject> {
    if let Value::String(plain) = json {
        return Some(IdentityObject {
            hashed: plain.starts_with("sha256$") || plain.starts_with("md5$"),
            identity_hash: plain.clone(),
            identity_type: Some("email".into()),
            salt,
        });
    }
    Some(IdentityObject {
        hashed: super::read::truth(json, "hashed").unwrap_or_default(),
        identity_hash: text(json, "identity")?,
        identity_type: types(json).into_iter().next(),
        salt: text(json, "salt").or(salt),
    })
}
