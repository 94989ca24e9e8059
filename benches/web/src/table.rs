//! What is measured, natively (`benches/stages.rs`) and as wasm (`benches/web`), under one name.
//!
//! Two badges of the project's own making: a small one, and a full one of 29 KB with a picture,
//! results, alignments and evidence. Contexts are warm, as for the second badge of a session.

use std::hint::black_box;
use std::rc::Rc;

use ed25519_dalek::{Signer, SigningKey};
use proofmark::document::Document;
use proofmark::document::json;
use proofmark::jsonld::canon::{DEFAULT_BUDGET, HashAlgorithm, canonicalize};
use proofmark::jsonld::{self, ContextOrigin, LoadedContext, Loader, contexts};
use proofmark::key::VerificationKey;
use proofmark::proof::bytes_to_sign;
use proofmark::report::Verdict;
use proofmark::resource::{Context, Options, PublishedKeys, Resources};
use proofmark::time::Timestamp;
use proofmark::{encoding, read};
use serde_json::{Map, Value, json};

/// What is run over and over. It keeps its input; its result must go through [`black_box`].
pub(crate) type Run = Box<dyn FnMut()>;

/// Makes the input ready, untimed.
pub(crate) type Prepare = fn() -> Run;

/// Name and preparation of each benchmark, in the order of the report. A name that stands under
/// `[time]` in `xtask/budgets.toml` is held against that budget.
pub(crate) const TABLE: &[(&str, Prepare)] = &[
    ("parse small", || parse(small())),
    ("parse full", || parse(full())),
    ("expand small", || expand(small())),
    ("expand full", || expand(full())),
    ("canonicalise small", || canonicalise(small())),
    ("canonicalise full", || canonicalise(full())),
    ("hash small", || hash(small())),
    ("hash full", || hash(full())),
    ("verify signature", verify_signature),
    ("whole small", || whole(small())),
    ("whole full", || whole(full())),
];

/// The moment asked about.
const NOW: &str = "2026-12-01T00:00:00Z";

struct Bundle;

impl Loader for Bundle {
    fn load(&self, url: &str) -> Option<LoadedContext> {
        let document = contexts::bundled(url)?.document();
        Some(LoadedContext { document, origin: ContextOrigin::Bundled })
    }
}

fn key() -> (SigningKey, String) {
    let key = SigningKey::from_bytes(&encoding::sha256(b"Proofmark benchmark key"));
    let multikey = [&[0xed, 0x01], key.verifying_key().as_bytes().as_slice()].concat();
    let multikey = format!("z{}", bs58::encode(multikey).into_string());
    (key, multikey)
}

fn options() -> Options {
    // The constant is a date.
    let at = Timestamp::parse(NOW).map(|written| written.instant);
    let mut options = Options::new(at.unwrap_or(Timestamp::from_unix(0)));
    options.published_keys = PublishedKeys::Allow;
    options
}

/// Signs a badge with the benchmark key.
fn signed(mut badge: Value) -> String {
    let (key, multikey) = key();
    badge["issuer"]["id"] = format!("did:key:{multikey}").into();
    let method = format!("did:key:{multikey}#{multikey}");
    let mut proof: Map<String, Value> = [
        ("type", "DataIntegrityProof"),
        ("cryptosuite", "eddsa-rdfc-2022"),
        ("created", "2026-11-01T00:00:00Z"),
        ("verificationMethod", method.as_str()),
        ("proofPurpose", "assertionMethod"),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value.into()))
    .collect();
    let (resources, options) = (Resources::new(), options());
    let context = Context::new(&resources, &options);
    let public = [&[0xed, 0x01], &key.verifying_key().as_bytes()[..]].concat();
    let public = format!("z{}", bs58::encode(public).into_string());
    let message = Document::parse(&badge.to_string()).ok().and_then(|document| {
        let public = VerificationKey::from_multibase(&public).ok()?;
        bytes_to_sign(&document, &proof, &public, &context).ok()
    });
    let signature = key.sign(&message.unwrap_or_default()).to_bytes();
    proof.insert("proofValue".into(), format!("z{}", bs58::encode(signature).into_string()).into());
    badge["proof"] = Value::Object(proof);
    badge.to_string()
}

fn badge() -> Value {
    json!({
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
        ],
        "id": "urn:uuid:2f1c9a52-5a0e-4f0e-9a55-6d2a3c1d7c01",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Bookbinding, first year",
        "issuer": { "id": "", "type": ["Profile"], "name": "Workshop of the Paper Guild" },
        "validFrom": "2026-05-03T10:00:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [{
                "type": "IdentityObject", "hashed": false, "identityHash": "Jane Doe", "identityType": "name"
            }],
            "achievement": {
                "id": "https://guild.example/achievements/bookbinding-1",
                "type": ["Achievement"],
                "name": "Bookbinding, first year",
                "description": "Folding, sewing, rounding, casing in.",
                "criteria": { "narrative": "Ten books, **each** opened and closed a hundred times." }
            }
        }
    })
}

fn small() -> String {
    signed(badge())
}

fn full() -> String {
    let mut badge = badge();
    let pixels: Vec<u8> =
        (0u32..13_500).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let picture = format!("data:image/png;base64,{}", encoding::to_base64(&pixels));
    let subject = &mut badge["credentialSubject"];
    subject["achievement"]["image"] =
        json!({ "id": picture, "type": "Image", "caption": "A sewn book block" });
    subject["achievement"]["tag"] = json!(["paper", "thread", "glue"]);
    subject["achievement"]["alignment"] = (0..8)
        .map(|n| {
            json!({
                "type": ["Alignment"],
                "targetName": format!("Competency {n}"),
                "targetUrl": format!("https://framework.example/competencies/{n}"),
                "targetFramework": "Framework of crafts",
                "targetCode": format!("C-{n}"),
                "targetType": "CFItem"
            })
        })
        .collect();
    subject["achievement"]["resultDescription"] = (0..4)
        .map(|n| {
            json!({
                "id": format!("urn:uuid:00000000-0000-4000-8000-00000000000{n}"),
                "type": ["ResultDescription"],
                "name": format!("Piece {n}"),
                "resultType": "RubricCriterionLevel",
                "rubricCriterionLevel": (0..3).map(|level| json!({
                    "id": format!("urn:uuid:00000000-0000-4000-9000-0000000000{n}{level}"),
                    "type": ["RubricCriterionLevel"],
                    "name": format!("Level {level}"),
                    "points": level.to_string(),
                    "description": "How evenly the thread runs, and how the spine takes the light."
                })).collect::<Value>()
            })
        })
        .collect();
    subject["result"] = (0..4)
        .map(|n| {
            json!({
                "type": ["Result"],
                "resultDescription": format!("urn:uuid:00000000-0000-4000-8000-00000000000{n}"),
                "achievedLevel": format!("urn:uuid:00000000-0000-4000-9000-0000000000{n}2")
            })
        })
        .collect();
    badge["evidence"] = (0..6).map(|n| json!({
        "id": format!("https://guild.example/evidence/{n}"),
        "type": ["Evidence"],
        "name": format!("Book {n}"),
        "narrative": "Photographs of every stage, and the book itself on the shelf of the guild."
    })).collect();
    signed(badge)
}

/// The badge without its proof, as it is hashed.
fn unsecured(text: &str) -> Value {
    let mut value = json::parse(text).unwrap_or_default();
    if let Some(object) = value.as_object_mut() {
        object.remove("proof");
    }
    value
}

fn parse(text: String) -> Run {
    Box::new(move || drop(black_box(json::parse(&text))))
}

fn expand(text: String) -> Run {
    let value = unsecured(&text);
    Box::new(move || drop(black_box(jsonld::expand(&value, &jsonld::Options::new(&Bundle)))))
}

fn canonicalise(text: String) -> Run {
    let expanded = jsonld::expand(&unsecured(&text), &jsonld::Options::new(&Bundle));
    let expanded = expanded.unwrap_or_default();
    Box::new(move || {
        let dataset = expanded.to_dataset().unwrap_or_default();
        drop(black_box(canonicalize(&dataset, HashAlgorithm::Sha256, DEFAULT_BUDGET)));
    })
}

fn hash(text: String) -> Run {
    let expanded = jsonld::expand(&unsecured(&text), &jsonld::Options::new(&Bundle));
    let dataset = expanded.unwrap_or_default().to_dataset().unwrap_or_default();
    let canonical = Rc::new(canonicalize(&dataset, HashAlgorithm::Sha256, DEFAULT_BUDGET));
    Box::new(move || drop(black_box(canonical.as_ref().as_ref().map(|done| done.digest()))))
}

fn verify_signature() -> Run {
    let (signing, multikey) = key();
    let message = [7; 64];
    let signature = signing.sign(&message).to_bytes();
    let key = VerificationKey::from_multibase(&multikey);
    Box::new(move || {
        let fits = key.as_ref().is_ok_and(|key| key.verify(&message, &signature).is_ok());
        assert!(black_box(fits), "the signature fits");
    })
}

/// From the file's bytes to the verdict.
fn whole(text: String) -> Run {
    let (resources, options) = (Resources::new(), options());
    Box::new(move || {
        let readings = read("badge.json", text.as_bytes()).unwrap_or_default();
        let verdicts = readings.iter().map(|reading| reading.verify(&resources, &options));
        let valid = verdicts.filter(|found| found.report.verdict() == Verdict::Valid).count();
        assert_eq!(black_box(valid), 1, "the badge is valid");
    })
}
