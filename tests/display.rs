//! The display model on real badges and on arbitrary JSON.

#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};

use proofmark::credential::{self, Earner};
use proofmark::document::{Document, Format};
use proofmark::jsonld::{
    ContextOrigin, EventKind, LoadedContext, Loader, Options, contexts, expand, plain,
};
use proptest::prelude::*;
use serde_json::{Value, json};

const FORMATS: [Format; 11] = [
    Format::OpenBadge3,
    Format::Endorsement3,
    Format::Clr2,
    Format::Blockcerts,
    Format::Blockcerts2,
    Format::Blockcerts1,
    Format::Credential,
    Format::Presentation,
    Format::OpenBadge2,
    Format::OpenBadge1,
    Format::Part,
];

/// Every text file below a folder.
fn texts(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.is_dir() {
            texts(&path, found);
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            found.push((path, text));
        }
    }
}

#[test]
#[cfg_attr(not(has_badges), ignore = "needs the real badges (PROOFMARK_BADGES)")]
fn real_badges_have_a_title_and_an_issuer() {
    let folder = std::env::var("PROOFMARK_BADGES").unwrap_or_else(|_| "../shared/badges".into());
    let mut found = Vec::new();
    texts(&Path::new(&folder).join("files"), &mut found);
    found.sort();
    let (mut models, mut badges) = (0, 0);
    for (path, text) in &found {
        let Ok(document) = Document::parse(text) else { continue };
        let Some(model) = credential::model(&document.json, document.format, document.data_model)
        else {
            continue;
        };
        models += 1;
        credential::to_json(&model);
        let name = path.display();
        let json = &document.json;
        if document.format == Format::OpenBadge3 {
            badges += 1;
            let subjects = &json["credentialSubject"];
            let subject = if subjects.is_array() { &subjects[0] } else { subjects };
            let achievement = &subject["achievement"];
            if achievement["name"].is_string() {
                let title = model.title().any().map(str::trim);
                assert_eq!(title, achievement["name"].as_str().map(str::trim), "{name}");
            }
            if json["issuer"]["id"].is_string() || json["issuer"].is_string() {
                assert!(model.issuer.id.is_some(), "{name}");
            }
            let has_date = ["validFrom", "issuanceDate"].iter().any(|key| json[*key].is_string());
            assert_eq!(model.issued_on().is_some(), has_date, "{name}");
            if subject["id"].is_string() || !subject["identifier"].is_null() {
                assert_ne!(model.earner(), Earner::Nobody, "{name}");
            }
        }
    }
    println!("{} texts, {models} models, {badges} Open Badges 3", found.len());
    assert!(badges > 50, "{badges} badges");
}

struct Bundle;

impl Loader for Bundle {
    fn load(&self, url: &str) -> Option<LoadedContext> {
        let document = contexts::bundled(url)?.document();
        Some(LoadedContext { document, origin: ContextOrigin::Bundled })
    }
}

/// Every text of a model that a reader sees first.
fn gist(model: &credential::Credential) -> Vec<Option<String>> {
    let text = |text: Option<&str>| text.map(|text| text.trim().to_owned());
    let achievement = model.achievement();
    vec![
        text(model.id.as_deref()),
        text(model.title().any()),
        text(model.issuer.id.as_deref()),
        text(model.issuer.name.any()),
        text(model.issuer.url.as_deref()),
        text(model.issued_on().map(|date| date.text.as_str())),
        text(model.valid_until.as_ref().map(|date| date.text.as_str())),
        text(achievement.and_then(|it| it.description.any())),
        text(achievement.and_then(|it| it.criteria.narrative.any())),
        text(achievement.and_then(|it| it.criteria.id.as_deref())),
        Some(format!("{:?}", model.earner())),
        Some(format!("{} alignments", achievement.map_or(0, |it| it.alignments.len()))),
        Some(format!("{} tags", achievement.map_or(0, |it| it.tags.len()))),
        Some(format!("{:?}", model.endorsements)),
    ]
}

/// Files in which the two differ for good reason.
const DIFFERENT: [(&str, &str); 2] = [
    // Issuer and subject have one identifier, so the issuer's name is the subject's.
    ("simple-did-key-method.json", "Andy F. Miller"),
    // An inline context makes `issuanceDate` a word of its own.
    ("v2_dataIntegrityProof_didKey_twoOIDF-revoked-notExpired-badSchema.json", "None"),
];

/// What is signed is nearly everything: the model read from the statements says what the model
/// read from the JSON says, but for members that make no statement.
#[test]
#[cfg_attr(not(has_badges), ignore = "needs the real badges (PROOFMARK_BADGES)")]
fn real_badges_say_the_same_when_read_from_their_statements() {
    let folder = std::env::var("PROOFMARK_BADGES").unwrap_or_else(|_| "../shared/badges".into());
    let mut found = Vec::new();
    texts(&Path::new(&folder).join("files"), &mut found);
    found.sort();
    let (mut same, mut lossy, mut different) = (0, 0, Vec::new());
    for (path, text) in &found {
        let Ok(document) = Document::parse(text) else { continue };
        let (json, format) = (&document.json, document.format);
        if format != Format::OpenBadge3 {
            continue;
        }
        let Ok(expanded) = expand(json, &Options::new(&Bundle)) else { continue };
        let model = |json| credential::model(json, format, document.data_model).unwrap();
        let (written, signed) = (gist(&model(json)), gist(&model(&plain(&expanded).unwrap())));
        let dropped = expanded.events.iter().any(|event| {
            !matches!(event.kind, EventKind::IndexDropped | EventKind::DirectionDropped)
        });
        if written == signed {
            same += 1;
        } else if dropped {
            lossy += 1;
        } else {
            let parts = written.iter().zip(&signed).filter(|(a, b)| a != b).collect::<Vec<_>>();
            let line = format!("{}: {parts:?}", path.display());
            if !DIFFERENT.iter().any(|(file, why)| path.ends_with(file) && line.contains(why)) {
                different.push(line);
            }
        }
    }
    println!("{same} the same, {lossy} with members that are not signed");
    assert!(different.is_empty(), "{}", different.join("\n"));
    assert!(same > 30, "{same}");
}

/// Arbitrary JSON with the names the readers look for.
fn arbitrary() -> impl Strategy<Value = Value> {
    let names = [
        "credentialSubject",
        "achievement",
        "issuer",
        "name",
        "identifier",
        "identityHash",
        "id",
        "type",
        "result",
        "resultDescription",
        "rubricCriterionLevel",
        "achievedLevel",
        "image",
        "criteria",
        "narrative",
        "alignment",
        "evidence",
        "endorsement",
        "parentOrg",
        "address",
        "geo",
        "badge",
        "recipient",
        "issuedOn",
        "validFrom",
        "creditsEarned",
        "@value",
        "@language",
        "@list",
        "@foreign",
        "iri",
        "text",
        "tag",
        "related",
        "salt",
        "hashed",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        Just(Value::from("data:image/png;base64,AAAA")),
        Just(Value::from("sha256$é")),
        Just(Value::from("https://example.edu/é")),
    ];
    leaf.prop_recursive(6, 64, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(prop::sample::select(names.to_vec()), inner, 0..6)
                .prop_map(|map| map
                    .into_iter()
                    .map(|(key, value)| (key.to_owned(), value))
                    .collect()),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_json_is_too_strange(json in arbitrary(), typed in ".{0,12}") {
        for format in FORMATS {
            if let Some(model) = credential::model(&json, format, None) {
                credential::to_json(&model);
                let _ = credential::compare(&credential::Recipient::all(&model), &typed);
                for subject in &model.subjects {
                    let _ = subject.resolved_results();
                }
            }
        }
    }

    #[test]
    fn no_statement_is_too_strange(mut json in arbitrary()) {
        if let Value::Object(object) = &mut json {
            let contexts = [
                "https://www.w3.org/ns/credentials/v2",
                "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
            ];
            object.insert("@context".into(), json!(contexts));
        }
        if let Ok(expanded) = expand(&json, &Options::new(&Bundle)) {
            let json = plain(&expanded).unwrap();
            prop_assert!(credential::model(&json, Format::OpenBadge3, None).is_some());
        }
    }

    #[test]
    fn no_text_is_too_strange(text in any::<String>()) {
        let shown = credential::visible(&text);
        prop_assert!(credential::visible(&shown) == shown);
        if let Some(link) = credential::web_link(&text) {
            prop_assert!(credential::host(link).is_some());
        }
        let _ = credential::ImageSource::parse(&text);
    }
}

#[test]
fn reads_every_part_of_a_full_badge() {
    let json = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": "urn:uuid:1", "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Jane Doe",
        "issuer": { "id": "did:web:example.edu", "type": "Profile", "name": "Example University",
            "parentOrg": { "id": "https://parent.example", "name": "Parent" },
            "address": { "addressLocality": "Utrecht", "geo": { "latitude": 52.1, "longitude": 5 } } },
        "validFrom": "2024-05-03T00:00:00Z", "awardedDate": "2024-05-01",
        "credentialStatus": [{ "id": "a", "type": "BitstringStatusListEntry" }],
        "evidence": "https://example.edu/e",
        "credentialSubject": {
            "identifier": [{ "hashed": false, "identityHash": "Jane Doe", "identityType": "ext:name" }],
            "creditsEarned": "3.0",
            "achievement": [{
                "id": "https://example.edu/a", "name": [{ "@value": "Rust", "@language": "en" }],
                "criteria": { "narrative": "Write *Rust*." }, "creator": "did:web:other.example",
                "endorsementJwt": ["a.b.c"], "tag": "systems",
                "resultDescription": [{ "id": "urn:rd", "name": "Mark", "resultType": "RubricCriterionLevel",
                    "requiredLevel": "urn:l1",
                    "rubricCriterionLevel": [{ "id": "urn:l1", "name": "Pass" }, { "id": "urn:l2", "name": "Good" }] }],
            }],
            "result": [
                { "resultDescription": "urn:rd", "achievedLevel": "urn:l2" },
                { "resultDescription": "urn:none", "achievedLevel": "urn:l2", "status": "Failed" },
            ],
        },
        "@foreign": [{ "iri": "https://example.edu/ns#room", "text": "B12", "at": "/room" }],
    });
    let model = credential::model(&json, Format::OpenBadge3, None).unwrap();
    assert_eq!(model.title().any(), Some("Rust"));
    assert_eq!(model.name.any(), Some("Jane Doe"));
    assert!(matches!(model.earner(), Earner::Named(name) if name.text == "Jane Doe"));
    assert!(model.defined_by_another());
    assert_eq!(model.status_entries, 1);
    assert_eq!(model.foreign[0].text.text, "B12");
    assert_eq!(model.issuer.parent_org.as_ref().unwrap().name.any(), Some("Parent"));
    let geo = model.issuer.address.as_ref().unwrap().geo.clone();
    assert_eq!(geo, Some(("52.1".into(), "5".into())));
    let subject = model.subject().unwrap();
    assert_eq!(subject.credits_earned.as_deref(), Some("3.0"));
    let endorsements = &subject.achievement.as_ref().unwrap().endorsements;
    assert_eq!(endorsements, &["/credentialSubject/achievement/0/endorsementJwt/0"]);
    assert_eq!(json.pointer(&endorsements[0]).unwrap(), "a.b.c");
    let results = subject.resolved_results();
    assert!(
        matches!(results[0].level, Some(credential::AchievedLevel::Known(level)) if level.name.any() == Some("Good"))
    );
    assert_eq!(results[0].required_level.unwrap().name.any(), Some("Pass"));
    assert!(matches!(results[1].level, Some(credential::AchievedLevel::Dangling("urn:l2"))));
    assert_eq!(results[1].description, None);
    assert_eq!(
        credential::to_json(&model),
        json!({
            "id": "urn:uuid:1",
            "achievement": { "id": "https://example.edu/a", "name": "Rust",
                "criteria": { "narrative": "Write *Rust*." } },
            "issuer": { "id": "did:web:example.edu", "name": "Example University" },
            "subject": { "name": "Jane Doe" },
            "validFrom": "2024-05-03T00:00:00Z", "awardedDate": "2024-05-01",
        })
    );
}

#[test]
fn reads_older_badges() {
    let json = json!({
        "@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "id": "https://e.example/1",
        "recipient": { "type": "email", "hashed": true, "salt": "Kosher",
            "identity": "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399" },
        "badge": { "name": "Welder", "criteria": "https://e.example/c", "issuer": { "name": "E" } },
        "issuedOn": 1_400_000_000, "expires": null,
    });
    let model = credential::model(&json, Format::OpenBadge2, None).unwrap();
    assert_eq!(model.title().any(), Some("Welder"));
    assert_eq!(model.issuer.name.any(), Some("E"));
    assert_eq!(model.earner(), Earner::Hashed);
    assert_eq!(model.issued_on().unwrap().text, "2014-05-13T16:53:20Z");
    assert_eq!(model.valid_until, None);
    assert!(matches!(
        credential::compare(&credential::Recipient::all(&model), "a@example.com"),
        credential::RecipientMatch::Matches { weak_hash: false, .. }
    ));
    let oldest = json!({ "recipient": "a@example.com", "badge": "https://e.example/b" });
    let model = credential::model(&oldest, Format::OpenBadge1, None).unwrap();
    assert_eq!(model.earner(), Earner::Email("a@example.com".into()));
    assert_eq!(model.achievement().unwrap().id.as_deref(), Some("https://e.example/b"));
}
