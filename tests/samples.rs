//! The page's own samples: made by the test issuer, compared byte by byte with `www/samples`.
//!
//! `UPDATE_SAMPLES=1 cargo test --test samples` writes them anew. `evidence.json` is an evidence pack
//! with the issuer's DID document and status list; the page gives it the time of the visit, because a
//! list that is bundled would go stale within a week.

#![allow(clippy::unwrap_used)]

#[path = "support/mod.rs"]
mod support;

use std::io::Write;
use std::path::Path;

use proofmark::read;
use proofmark::report::{Code, Verdict};
use proofmark::resource::{Options, Origin, PublishedKeys, Resources};
use serde_json::{Map, Value, json};

use support::{ProofOptions, TestKey, at};

const ISSUER: &str = "did:web:samples.proofmark.example";
const LIST: &str = "https://samples.proofmark.example/status/1";

/// A badge picture: a ring on a disc, drawn by arithmetic.
fn picture() -> Vec<u8> {
    const SIZE: u32 = 192;
    let mut pixels = Vec::new();
    for y in 0..SIZE {
        for x in 0..SIZE {
            let (dx, dy) = (f64::from(x) - 95.5, f64::from(y) - 95.5);
            let (radius, angle) = (dx.hypot(dy), dy.atan2(dx));
            let edge = 88.0 + 4.0 * (angle * 16.0).cos();
            let colour: [u8; 4] = match radius {
                r if r > edge => [0, 0, 0, 0],
                r if r > 76.0 => [0x1f, 0x4e, 0x5f, 0xff],
                r if r > 70.0 => [0xf4, 0xee, 0xe0, 0xff],
                r if r > 30.0 => [0x2c, 0x6e, 0x7f, 0xff],
                // An open book in the middle.
                _ if dx.abs() < 2.0 => [0x1f, 0x4e, 0x5f, 0xff],
                _ if dy.abs() < 16.0 - dx.abs() / 4.0 && dx.abs() < 24.0 => {
                    [0xf4, 0xee, 0xe0, 0xff]
                }
                _ => [0x2c, 0x6e, 0x7f, 0xff],
            };
            pixels.extend(colour);
        }
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, SIZE, SIZE);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::High);
    encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
    bytes
}

/// Puts a badge into a picture as an uncompressed iTXt chunk before its end.
fn bake(picture: &[u8], text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let decoder = png::Decoder::new(std::io::Cursor::new(picture));
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    let info = reader.info();
    let mut encoder = png::Encoder::new(&mut bytes, info.width, info.height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::High);
    encoder.add_itxt_chunk("openbadgecredential".into(), text.into()).unwrap();
    encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
    bytes
}

fn badge(index: u32, until: Option<&str>) -> Value {
    let rubric = |id: u32, name: &str, description: &str| {
        json!({
            "id": format!("urn:uuid:6b0f2f3e-6f43-4a3c-9a53-0000000000a{id}"),
            "type": ["RubricCriterionLevel"],
            "name": name,
            "level": id.to_string(),
            "description": description
        })
    };
    let mut badge = json!({
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
        ],
        "id": format!("urn:uuid:6b0f2f3e-6f43-4a3c-9a53-00000000000{index}"),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Bookbinding, first year",
        "issuer": {
            "id": ISSUER,
            "type": ["Profile"],
            "name": "Paper Guild of Sampleton",
            "description": "A guild that exists only to show what a badge looks like.",
            "url": "https://samples.proofmark.example/"
        },
        "validFrom": "2025-05-03T10:00:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject", "hashed": false,
                    "identityHash": "Jane Doe", "identityType": "name"
                },
                {
                    "type": "IdentityObject", "hashed": true, "salt": "paper",
                    "identityHash": format!("sha256${}", hex(b"jane@example.compaper")),
                    "identityType": "emailAddress"
                }
            ],
            "achievement": {
                "id": "urn:uuid:6b0f2f3e-6f43-4a3c-9a53-0000000000f0",
                "type": ["Achievement"],
                "achievementType": "Certificate",
                "name": "Bookbinding, first year",
                "description": "Folding, sewing, rounding and casing in: the first year of the craft.",
                "criteria": {
                    "narrative": "To earn this badge the apprentice has\n\n1. folded and sewn **ten books** of at least twelve sections,\n2. rounded and backed five of them,\n3. cased in one that opens flat and *stays* open.\n\nThe master looks at every spine."
                },
                "alignment": [
                    {
                        "type": ["Alignment"], "targetName": "Sews a text block on tapes",
                        "targetUrl": "https://samples.proofmark.example/framework/sewing",
                        "targetFramework": "Framework of paper crafts", "targetCode": "PC-1.4",
                        "targetType": "CFItem"
                    },
                    {
                        "type": ["Alignment"], "targetName": "Cares for tools",
                        "targetUrl": "https://samples.proofmark.example/framework/tools",
                        "targetFramework": "Framework of paper crafts", "targetCode": "PC-1.1",
                        "targetType": "CFItem"
                    }
                ],
                "resultDescription": [{
                    "id": "urn:uuid:6b0f2f3e-6f43-4a3c-9a53-0000000000d0",
                    "type": ["ResultDescription"],
                    "name": "Masterpiece",
                    "resultType": "RubricCriterionLevel",
                    "rubricCriterionLevel": [
                        rubric(1, "Learning", "The book holds together."),
                        rubric(2, "Skilled", "The book opens flat and closes square."),
                        rubric(3, "Masterly", "The book will outlive its readers.")
                    ]
                }],
                "tag": ["craft", "paper", "books"]
            },
            "result": [{
                "type": ["Result"],
                "resultDescription": "urn:uuid:6b0f2f3e-6f43-4a3c-9a53-0000000000d0",
                "achievedLevel": "urn:uuid:6b0f2f3e-6f43-4a3c-9a53-0000000000a2"
            }]
        },
        "evidence": [{
            "id": "https://samples.proofmark.example/evidence/1",
            "type": ["Evidence"],
            "name": "A quarter-bound notebook",
            "narrative": "Photographs of every stage, from the folded sheet to the finished book."
        }],
        "credentialStatus": {
            "id": format!("{LIST}#{index}"),
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": index.to_string(),
            "statusListCredential": LIST
        }
    });
    if let Some(until) = until {
        badge["validUntil"] = until.into();
    }
    badge
}

fn hex(bytes: &[u8]) -> String {
    proofmark::encoding::hex(&proofmark::encoding::sha256(bytes))
}

fn sign(mut document: Value) -> Value {
    let key = TestKey::named("samples");
    let options = ProofOptions {
        suite: "eddsa-rdfc-2022",
        method: format!("{ISSUER}#key-1"),
        members: Map::new(),
        unhashable: false,
    };
    key.sign(&mut document, &options, &Resources::new());
    document
}

/// A list of 131 072 badges of which number 4 is revoked.
fn status_list() -> Value {
    let mut bits = vec![0; 16_384];
    bits[0] = 0b0000_1000;
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(&bits).unwrap();
    let packed = packer.finish().unwrap();
    sign(json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": LIST,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": ISSUER,
        "validFrom": "2025-01-01T00:00:00Z",
        "credentialSubject": {
            "id": format!("{LIST}#list"),
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": format!("u{}", proofmark::encoding::to_base64url(&packed))
        }
    }))
}

fn pretty(value: &Value) -> Vec<u8> {
    format!("{value:#}\n").into_bytes()
}

/// Every sample by file name, with its expected verdict and reason when its keys are allowed.
fn samples() -> Vec<(&'static str, Vec<u8>, Verdict, Option<Code>)> {
    let genuine = sign(badge(1, None));
    let mut tampered = sign(badge(2, None));
    tampered["credentialSubject"]["achievement"]["name"] =
        "Bookbinding, master’s certificate".into();
    let expired = sign(badge(3, Some("2025-11-03T10:00:00Z")));
    let revoked = sign(badge(4, None));
    vec![
        ("genuine.png", bake(&picture(), &genuine.to_string()), Verdict::Valid, None),
        ("genuine.json", pretty(&genuine), Verdict::Valid, None),
        ("tampered.json", pretty(&tampered), Verdict::Invalid, Some(Code::SignatureMismatch)),
        ("expired.json", pretty(&expired), Verdict::Invalid, Some(Code::Expired)),
        ("revoked.json", pretty(&revoked), Verdict::Invalid, Some(Code::Revoked)),
    ]
}

fn evidence() -> Value {
    let entry = |document: &Value| {
        json!({
            "body": proofmark::encoding::to_base64(document.to_string().as_bytes()),
            "mediaType": "application/json"
        })
    };
    let did = TestKey::named("samples").did_web_document(ISSUER);
    json!({ "resources": {
        "https://samples.proofmark.example/.well-known/did.json": entry(&did),
        LIST: entry(&status_list())
    } })
}

#[test]
fn samples_are_what_the_test_issuer_makes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/samples");
    let update = std::env::var_os("UPDATE_SAMPLES").is_some();
    let mut files: Vec<_> = samples().into_iter().map(|(name, bytes, ..)| (name, bytes)).collect();
    files.push(("evidence.json", pretty(&evidence())));
    for (name, bytes) in files {
        let path = folder.join(name);
        if update {
            std::fs::write(&path, &bytes).unwrap();
        }
        let found = std::fs::read(&path).unwrap_or_default();
        assert!(found == bytes, "{name} is stale: run UPDATE_SAMPLES=1 cargo test --test samples");
    }
}

#[test]
fn samples_show_every_state() {
    let now = at("2026-11-23T00:00:00Z");
    let mut resources = Resources::new();
    let mut pack = Resources::new();
    pack.read_pack(&evidence()).unwrap();
    for (url, answer) in pack.iter() {
        let mut resource = answer.clone().unwrap();
        (resource.origin, resource.fetched_at) = (Origin::Host, Some(now));
        resources.insert(url, Ok(resource));
    }
    for (name, bytes, verdict, reason) in samples() {
        let mut options = Options::new(now);
        let readings = read(name, &bytes).unwrap();
        let report = readings[0].verify(&resources, &options).report;
        assert_ne!(report.verdict(), Verdict::Valid, "{name} with a key that everybody has");
        options.published_keys = PublishedKeys::Allow;
        let report = readings[0].verify(&resources, &options).report;
        assert_eq!((report.verdict(), report.reason()), (verdict, reason), "{name}");
        // What the inspector draws is the bit that decided.
        let places = readings[0].inspect(&resources, &options).places;
        let bits = match name {
            "revoked.json" => Some((1, "0000[1]000 00000000")),
            "genuine.json" => Some((0, "0[0]001000 00000000")),
            _ => None,
        };
        if let Some((value, bits)) = bits {
            assert_eq!((places[0].entries, places[0].value), (131_072, value), "{name}");
            assert!(places[0].bits.starts_with(bits), "{name}: {}", places[0].bits);
        }
    }
}

#[test]
fn every_test_key_is_known_to_be_public() {
    for name in support::KEYS {
        let key = TestKey::named(name).multibase;
        let key = proofmark::key::VerificationKey::from_multibase(&key).unwrap();
        assert!(key.is_published(), "{name}: {}", key.to_multibase());
    }
}
