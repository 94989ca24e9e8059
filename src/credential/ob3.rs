//! Open Badges 3.0, its endorsements, CLR 2.0 and every other W3C credential.

use serde_json::Value;

use super::read::{
    date, first, items, link, localized, number, placed, shown, tagged, text, truth, types,
};
use super::{
    Achievement, Address, Alignment, Association, Credential, Criteria, Evidence, ForeignStatement,
    IdentifierEntry, IdentityObject, Image, ImageSource, PersonNames, Profile, Reader, Related,
    Result, ResultDescription, RubricCriterionLevel, Subject, TermsOfUse,
};
use crate::document::{DataModel, Format};

/// Reads the W3C family; the members of OB3 are looked for in all of them.
pub(super) static READER: Reader = Reader {
    formats: &[
        Format::OpenBadge3,
        Format::Endorsement3,
        Format::Clr2,
        Format::Credential,
        Format::Blockcerts,
    ],
    read,
};

/// How deep organisations may be nested.
const DEEPEST: usize = 5;

fn read(json: &Value, format: Format, data_model: Option<DataModel>) -> Credential {
    // Under one data model the words of the other are undefined, hence unsigned (C1.6, C1.8).
    let dated = |v1: &str, v2: &str| match data_model {
        Some(DataModel::V1) => date(json, v1).or_else(|| date(json, v2)),
        _ => date(json, v2).or_else(|| date(json, v1)),
    };
    Credential {
        format,
        data_model,
        id: link(json, "id"),
        types: types(json),
        name: localized(json, "name"),
        description: localized(json, "description"),
        image: first(json, "image").and_then(image),
        issuer: first_profile(json, "issuer", "").unwrap_or_default(),
        subjects: placed(json, "credentialSubject", "")
            .iter()
            .map(|(at, it)| subject(it, at))
            .collect(),
        valid_from: dated("issuanceDate", "validFrom"),
        valid_until: dated("expirationDate", "validUntil"),
        awarded: date(json, "awardedDate"),
        evidence: items(json, "evidence").filter_map(evidence).collect(),
        endorsements: endorsements(json, ""),
        status_entries: items(json, "credentialStatus").count(),
        terms_of_use: items(json, "termsOfUse")
            .map(|it| TermsOfUse { id: super::read::id(it), types: types(it) })
            .collect(),
        partial: truth(json, "partial"),
        display: first(json, "display").and_then(|display| text(display, "content")),
        foreign: items(json, "@foreign").filter_map(foreign).collect(),
    }
}

fn foreign(json: &Value) -> Option<ForeignStatement> {
    Some(ForeignStatement {
        iri: text(json, "iri")?,
        text: first(json, "text").and_then(tagged)?,
        at: text(json, "at"),
    })
}

/// Where the endorsements of an object are.
fn endorsements(json: &Value, at: &str) -> Vec<String> {
    ["endorsement", "endorsementJwt"]
        .iter()
        .flat_map(|name| placed(json, name, at))
        .map(|(place, _)| place)
        .collect()
}

/// The first profile of a member.
fn first_profile(json: &Value, name: &str, at: &str) -> Option<Profile> {
    placed(json, name, at).first().map(|(place, it)| profile(it, place, 0))
}

pub(super) fn image(json: &Value) -> Option<Image> {
    let source = ImageSource::parse(&super::read::id(json)?);
    Some(Image { source, caption: localized(json, "caption") })
}

pub(super) fn evidence(json: &Value) -> Option<Evidence> {
    (json.is_object() || json.is_string()).then(|| Evidence {
        id: super::read::id(json),
        types: types(json),
        name: localized(json, "name"),
        description: localized(json, "description"),
        narrative: localized(json, "narrative"),
        genre: localized(json, "genre"),
        audience: localized(json, "audience"),
    })
}

fn subject(json: &Value, at: &str) -> Subject {
    let achievements = placed(json, "achievement", at);
    let mut achievements = achievements.iter().map(|(at, it)| achievement(it, at));
    Subject {
        id: super::read::id(json),
        types: types(json),
        identifiers: items(json, "identifier").filter_map(identity).collect(),
        name: localized(json, "name"),
        person_names: person_names(json),
        email: text(json, "email"),
        image: first(json, "image").and_then(image),
        achievement: achievements.next(),
        other_achievements: achievements.collect(),
        results: items(json, "result").map(result).collect(),
        narrative: localized(json, "narrative"),
        credits_earned: number(json, "creditsEarned"),
        license_number: shown(json, "licenseNumber"),
        role: localized(json, "role"),
        term: localized(json, "term"),
        activity_start: date(json, "activityStartDate"),
        activity_end: date(json, "activityEndDate"),
        source: first_profile(json, "source", at),
        associations: items(json, "association").filter_map(association).collect(),
        endorsement_comment: localized(json, "endorsementComment"),
    }
}

fn association(json: &Value) -> Option<Association> {
    let end = |name: &str| first(json, name).and_then(super::read::id);
    Some(Association {
        kind: Association::kind(&text(json, "associationType")?),
        source: end("sourceId")?,
        target: end("targetId")?,
    })
}

/// An identity object; a bare string is a plain identifier.
fn identity(json: &Value) -> Option<IdentityObject> {
    if let Value::String(plain) = json {
        return Some(IdentityObject { identity_hash: plain.clone(), ..IdentityObject::default() });
    }
    Some(IdentityObject {
        hashed: truth(json, "hashed").unwrap_or_default(),
        identity_hash: text(json, "identityHash")?,
        identity_type: link(json, "identityType"),
        salt: text(json, "salt"),
    })
}

fn achievement(json: &Value, at: &str) -> Achievement {
    Achievement {
        id: super::read::id(json),
        types: types(json),
        name: localized(json, "name"),
        description: localized(json, "description"),
        criteria: first(json, "criteria").map(criteria).unwrap_or_default(),
        achievement_type: shown(json, "achievementType"),
        alignments: alignments(json),
        creator: first_profile(json, "creator", at),
        credits_available: number(json, "creditsAvailable"),
        field_of_study: localized(json, "fieldOfStudy"),
        human_code: shown(json, "humanCode"),
        specialization: localized(json, "specialization"),
        version: shown(json, "version"),
        image: first(json, "image").and_then(image),
        in_language: language(json),
        other_identifiers: items(json, "otherIdentifier").filter_map(identifier).collect(),
        related: items(json, "related")
            .map(|it| Related {
                id: super::read::id(it),
                in_language: language(it),
                version: shown(it, "version"),
            })
            .collect(),
        result_descriptions: items(json, "resultDescription").map(result_description).collect(),
        tags: items(json, "tag")
            .filter_map(tagged)
            .map(|text| super::LocalizedText { versions: vec![text] })
            .collect(),
        endorsements: endorsements(json, at),
    }
}

fn language(json: &Value) -> Option<String> {
    shown(json, "inLanguage").or_else(|| shown(json, "@language"))
}

/// Criteria; a bare string is the page that describes them, or the text itself.
pub(super) fn criteria(json: &Value) -> Criteria {
    if let Some(text) = tagged(json)
        && super::web_link(&text.text).is_none()
    {
        return Criteria { id: None, narrative: super::LocalizedText { versions: vec![text] } };
    }
    Criteria { id: super::read::id(json), narrative: localized(json, "narrative") }
}

fn alignments(json: &Value) -> Vec<Alignment> {
    items(json, "alignment")
        .map(|it| Alignment {
            name: localized(it, "targetName"),
            url: link(it, "targetUrl"),
            framework: localized(it, "targetFramework"),
            code: shown(it, "targetCode"),
            description: localized(it, "targetDescription"),
            target_type: shown(it, "targetType"),
        })
        .collect()
}

fn result(json: &Value) -> Result {
    Result {
        types: types(json),
        result_description: link(json, "resultDescription"),
        achieved_level: link(json, "achievedLevel"),
        status: shown(json, "status"),
        value: shown(json, "value"),
        alignments: alignments(json),
    }
}

fn result_description(json: &Value) -> ResultDescription {
    ResultDescription {
        id: super::read::id(json),
        name: localized(json, "name"),
        result_type: shown(json, "resultType"),
        alignments: alignments(json),
        allowed_values: super::read::texts(json, "allowedValue"),
        required_level: link(json, "requiredLevel"),
        required_value: shown(json, "requiredValue"),
        value_min: shown(json, "valueMin"),
        value_max: shown(json, "valueMax"),
        levels: items(json, "rubricCriterionLevel")
            .map(|it| RubricCriterionLevel {
                id: super::read::id(it),
                name: localized(it, "name"),
                description: localized(it, "description"),
                level: shown(it, "level"),
                points: shown(it, "points"),
                alignments: alignments(it),
            })
            .collect(),
    }
}

fn identifier(json: &Value) -> Option<IdentifierEntry> {
    Some(IdentifierEntry {
        identifier: super::read::scalar(json).or_else(|| shown(json, "identifier"))?,
        identifier_type: shown(json, "identifierType"),
    })
}

/// A profile, or a bare identifier of one (B20).
pub(super) fn profile(json: &Value, at: &str, depth: usize) -> Profile {
    let parent = placed(json, "parentOrg", at).into_iter().next().filter(|_| depth < DEEPEST);
    Profile {
        id: super::read::id(json),
        types: types(json),
        name: localized(json, "name"),
        url: link(json, "url"),
        phone: shown(json, "phone"),
        description: localized(json, "description"),
        email: shown(json, "email"),
        official: localized(json, "official"),
        image: first(json, "image").and_then(image),
        address: first(json, "address").map(address),
        other_identifiers: items(json, "otherIdentifier").filter_map(identifier).collect(),
        parent_org: parent.map(|(at, it)| Box::new(profile(it, &at, depth + 1))),
        person_names: person_names(json),
        date_of_birth: shown(json, "dateOfBirth"),
        endorsements: endorsements(json, at),
    }
}

fn person_names(json: &Value) -> PersonNames {
    PersonNames {
        given: localized(json, "givenName"),
        family: localized(json, "familyName"),
        additional: localized(json, "additionalName"),
        patronymic: localized(json, "patronymicName"),
        prefix: localized(json, "honorificPrefix"),
        suffix: localized(json, "honorificSuffix"),
        family_prefix: localized(json, "familyNamePrefix"),
    }
}

fn address(json: &Value) -> Address {
    Address {
        street: localized(json, "streetAddress"),
        post_office_box: shown(json, "postOfficeBoxNumber"),
        postal_code: shown(json, "postalCode"),
        locality: localized(json, "addressLocality"),
        region: localized(json, "addressRegion"),
        country: localized(json, "addressCountry"),
        country_code: shown(json, "addressCountryCode"),
        geo: first(json, "geo")
            .and_then(|geo| Some((shown(geo, "latitude")?, shown(geo, "longitude")?))),
    }
}
