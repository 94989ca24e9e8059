//! A badge of every family with everything in it that the page shows.

use std::path::Path;

use proofmark::encoding::{sha256, to_base64url};
use proofmark::resource::Resources;
use serde_json::{Value, json};

use super::support::{TestKey, by_did_key};

/// Every family: its name, and an unsigned badge.
pub(super) fn all() -> Vec<(&'static str, Value)> {
    vec![
        ("open badge 3", open_badge_3()),
        ("endorsement", file("endorsement.json")),
        ("record", record()),
        ("presentation", presentation()),
        ("credential", credential()),
        ("blockcerts 2", blockcerts_2()),
        ("open badge 2", open_badge_2()),
        ("open badge 1", open_badge_1()),
        ("badge class", file("badge-class.json")),
    ]
}

/// Signed by alice, where the family has such signatures.
pub(super) fn signed(mut badge: Value) -> Value {
    let is_credential = badge["@context"].to_string().contains("/credentials/v");
    if is_credential {
        let alice = TestKey::named("alice");
        let options = super::support::ProofOptions {
            unhashable: true,
            ..by_did_key(&alice, "eddsa-rdfc-2022")
        };
        alice.sign(&mut badge, &options, &Resources::new());
    }
    badge
}

/// A badge as an SD-JWT, signed by nobody, that discloses every member of its achievement.
pub(super) fn sd_jwt(mut badge: Value) -> String {
    let subject = &mut badge["credentialSubject"];
    let Some(achievement) = subject["achievement"].as_object_mut() else {
        return badge.to_string();
    };
    let (mut hashes, mut disclosures) = (Vec::new(), Vec::new());
    for (name, value) in std::mem::take(achievement) {
        let disclosure = to_base64url(json!(["c2FsdA", name, value]).to_string().as_bytes());
        hashes.push(to_base64url(&sha256(disclosure.as_bytes())));
        disclosures.push(disclosure);
    }
    subject["achievement"] = json!({ "_sd": hashes });
    let header = to_base64url(br#"{"alg":"EdDSA","typ":"vc+sd-jwt"}"#);
    let payload = to_base64url(badge.to_string().as_bytes());
    format!("{header}.{payload}.AAAA~{}~", disclosures.join("~"))
}

fn file(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(name);
    let text = std::fs::read_to_string(path).unwrap();
    serde_json::from_str(&text.replace("{{did:alice}}", &TestKey::named("alice").did())).unwrap()
}

fn open_badge_3() -> Value {
    let mut badge = file("badge.json");
    badge["name"] = "Kite Certificate".into();
    badge["description"] = "For kites".into();
    badge["image"] =
        json!({ "id": "https://example.edu/badge.png", "type": "Image", "caption": "A kite" });
    badge["validUntil"] = "2030-01-01T00:00:00Z".into();
    badge["awardedDate"] = "2026-01-01T00:00:00Z".into();
    badge["issuer"] = json!({
        "id": TestKey::named("alice").did(), "type": ["Profile"], "name": "Alice's School",
        "url": "https://example.edu/", "phone": "+49 30 1", "email": "kites@example.edu",
        "description": "A *school*", "official": "Ms Registrar",
        "image": { "id": "https://example.edu/logo.png", "type": "Image", "caption": "Logo" },
        "address": { "type": ["Address"], "streetAddress": "Kite Street 1", "postalCode": "10115",
            "addressLocality": "Berlin", "addressCountryCode": "DE", "addressRegion": "BE",
            "geo": { "type": ["GeoCoordinates"], "latitude": 52.1, "longitude": 5.0 } },
        "otherIdentifier": [{ "type": "IdentifierEntry", "identifier": "ROR-1", "identifierType": "ext:ror" }],
        "parentOrg": { "id": "https://u.example/", "type": ["Profile"], "name": "The University" }
    });
    let subject = &mut badge["credentialSubject"];
    subject["identifier"] = json!([{ "type": "IdentityObject", "hashed": false,
        "identityHash": "Jane Doe", "identityType": "name" }]);
    subject["narrative"] = "Flew for *three* days.".into();
    subject["activityStartDate"] = "2025-05-01T00:00:00Z".into();
    subject["licenseNumber"] = "L-1".into();
    subject["role"] = "Builder".into();
    subject["term"] = "Spring".into();
    subject["source"] =
        json!({ "id": "https://a.example/", "type": ["Profile"], "name": "The Assessors" });
    subject["image"] =
        json!({ "id": "https://example.edu/subject.png", "type": "Image", "caption": "Her" });
    subject["result"] = json!([
        { "type": ["Result"], "resultDescription": "urn:rd", "achievedLevel": "urn:l2", "status": "Completed" },
        { "type": ["Result"], "resultDescription": "urn:grade", "value": "A" }
    ]);
    let achievement = &mut subject["achievement"];
    achievement["achievementType"] = "Certificate".into();
    achievement["criteria"] =
        json!({ "id": "https://example.edu/criteria", "narrative": "Build. **Fly**." });
    achievement["image"] =
        json!({ "id": "https://example.edu/a.png", "type": "Image", "caption": "Kite" });
    achievement["creator"] =
        json!({ "id": "https://c.example/", "type": ["Profile"], "name": "The Creators" });
    achievement["fieldOfStudy"] = "Flying".into();
    achievement["specialization"] = "Kites".into();
    achievement["humanCode"] = "KITE-101".into();
    achievement["inLanguage"] = "en".into();
    achievement["version"] = "2".into();
    achievement["tag"] = json!(["wind", "string"]);
    achievement["related"] = json!([{ "id": "https://a.example/fr", "type": ["Related"], "inLanguage": "fr", "version": "2" }]);
    achievement["otherIdentifier"] = json!([{ "type": "IdentifierEntry", "identifier": "C-7", "identifierType": "ext:catalogue" }]);
    achievement["alignment"] = json!([{ "type": ["Alignment"], "targetName": "Aerodynamics",
        "targetUrl": "https://f.example/1", "targetCode": "AE-1", "targetDescription": "Lift",
        "targetFramework": "Frame", "targetType": "CFItem" }]);
    achievement["resultDescription"] = json!([
        { "id": "urn:rd", "type": ["ResultDescription"], "name": "Mark", "resultType": "RubricCriterionLevel",
          "requiredLevel": "urn:l1", "rubricCriterionLevel": [
            { "id": "urn:l1", "type": ["RubricCriterionLevel"], "name": "Pass", "level": "1", "points": "1", "description": "Flies" },
            { "id": "urn:l2", "type": ["RubricCriterionLevel"], "name": "Good" }] },
        { "id": "urn:grade", "type": ["ResultDescription"], "name": "Grade", "resultType": "LetterGrade",
          "allowedValue": ["A", "B"], "valueMax": "A", "valueMin": "F", "requiredValue": "C" }
    ]);
    badge["evidence"] = json!([{ "id": "https://a.example/film", "type": ["Evidence"], "name": "A film",
        "narrative": "It *flies*", "description": "Film", "genre": "Documentary", "audience": "Teachers" }]);
    badge["termsOfUse"] = json!([{ "id": "https://a.example/terms", "type": "Terms" }]);
    badge["credentialStatus"] = json!({ "id": "https://status.example/1#7", "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation", "statusListIndex": "7", "statusListCredential": "https://status.example/1" });
    badge["refreshService"] =
        json!({ "id": "https://example.edu/refresh", "type": "1EdTechCredentialRefresh" });
    badge["credentialSchema"] = json!([{ "id": "https://example.edu/schema.json", "type": "1EdTechJsonSchemaValidator2019" }]);
    badge["endorsement"] = json!([signed(file("endorsement.json"))]);
    badge
}

fn record() -> Value {
    let mut member = file("badge.json");
    member["credentialSubject"]["achievement"]["id"] = "urn:ach:1".into();
    let mut other = member.clone();
    other["id"] = "urn:uuid:2".into();
    other["credentialSubject"]["achievement"]["id"] = "urn:ach:2".into();
    json!({
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
        ],
        "id": "urn:uuid:0", "type": ["VerifiableCredential", "ClrCredential"], "name": "Transcript",
        "issuer": { "id": TestKey::named("alice").did(), "type": ["Profile"], "name": "Example" },
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "type": ["ClrSubject"], "id": "did:example:jane",
            "verifiableCredential": [signed(member), other],
            "association": [{ "type": "Association", "associationType": "isParentOf",
                "sourceId": "urn:ach:1", "targetId": "urn:ach:2" }]
        }
    })
}

fn presentation() -> Value {
    json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiablePresentation"],
        "id": "urn:uuid:3", "holder": TestKey::named("bob").did(),
        "verifiableCredential": [signed(file("badge.json"))]
    })
}

fn credential() -> Value {
    json!({
        "@context": ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"],
        "id": "https://example.edu/credentials/1", "type": ["VerifiableCredential", "ExampleDegreeCredential"],
        "issuer": { "id": TestKey::named("alice").did(), "name": "Example University", "description": "Since 1900" },
        "validFrom": "2026-01-01T00:00:00Z", "name": "A degree", "description": "Of kites",
        "credentialSubject": { "id": "did:example:jane", "name": "Jane",
            "degree": { "type": "ExampleBachelorDegree", "name": "Bachelor of Kites" } },
        "evidence": [{ "id": "https://example.edu/e", "type": ["Evidence"], "name": "Exam" }]
    })
}

fn blockcerts_2() -> Value {
    let mut badge = file("blockcerts-2.json");
    badge["signature"] = json!({ "type": ["MerkleProof2017", "Extension"],
        "merkleRoot": "00", "targetHash": "00", "proof": [],
        "anchors": [{ "sourceId": "0xabc", "type": "BTCOpReturn", "chain": "bitcoinMainnet" }] });
    badge
}

fn open_badge_2() -> Value {
    let mut class = file("badge-class.json");
    class["issuer"] = file("profile.json");
    class["tags"] = json!(["wind"]);
    class["alignment"] = json!([{ "targetName": "Aerodynamics", "targetUrl": "https://f.example/1",
        "targetFramework": "Frame", "targetCode": "AE-1", "targetDescription": "Lift" }]);
    let mut badge = file("assertion.json");
    badge["badge"] = class;
    badge["recipient"] =
        json!({ "type": "email", "hashed": false, "identity": "jane@example.org" });
    badge["narrative"] = "Built *one*.".into();
    badge["evidence"] = json!([{ "id": "https://a.example/film", "narrative": "Film", "name": "A film",
        "description": "d", "genre": "g", "audience": "a" }]);
    badge["expires"] = "2030-01-01T00:00:00Z".into();
    badge["image"] = json!({ "id": "https://example.edu/b.png", "caption": "A kite" });
    badge["@language"] = "en".into();
    badge
}

fn open_badge_1() -> Value {
    json!({
        "uid": "1", "issuedOn": "2013-01-01",
        "recipient": { "type": "email", "hashed": false, "identity": "jane@example.org" },
        "evidence": "https://a.example/film", "image": "https://example.edu/b.png",
        "verify": { "type": "hosted", "url": "https://issuer.example/assertions/1" },
        "badge": { "name": "Kite Building", "description": "Builds kites", "image": "https://example.edu/b.png",
            "criteria": "https://example.edu/criteria", "tags": ["wind"],
            "issuer": { "name": "Alice's School", "url": "https://issuer.example", "email": "a@issuer.example",
                "description": "A school", "image": "https://issuer.example/i.png" } }
    })
}
