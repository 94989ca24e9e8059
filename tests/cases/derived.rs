//! Every way in which a derived proof of `ecdsa-sd-2023` can be wrong (CHECKLIST D5): one line each.

use proofmark::document::Document;
use proofmark::proof::{Part, inspect};
use proofmark::read;
use proofmark::report::{Axis, Outcome};
use proofmark::resource::{Context, Resources};
use serde_json::{Map, Value, json};

use crate::support::derived::{Derived, value};
use crate::support::{TestKey, at, question};
use crate::world::folder;

/// A proof like this, as a proof value.
type Change = fn(Derived) -> String;

const CHANGES: &[(&str, Change, &str)] = &[
    ("nothing", |derived| derived.value(), "passed"),
    ("nothing mandatory", |derived| signed_again(derived, |mandatory| mandatory.clear()), "passed"),
    ("everything mandatory", everything_mandatory, "passed"),
    // D5.1: what it is made of.
    ("a base proof", |derived| headed(derived, [0xd9, 0x5d, 0x00]), "unknown baseProof"),
    ("another header", |derived| headed(derived, [0xd9, 0x5d, 0x02]), MALFORMED),
    ("base58", |derived| format!("z{}", bs58::encode(derived.bytes()).into_string()), MALFORMED),
    ("something after it", |derived| value(&[&derived.bytes()[..], &[0]].concat()), MALFORMED),
    ("four parts", |derived| first(derived, 0x84), MALFORMED),
    ("six parts", |derived| first(derived, 0x86), MALFORMED),
    ("a list without an end", endless, MALFORMED),
    ("a short signature", |derived| with(derived, |it| it.base_signature.truncate(63)), MALFORMED),
    ("a long signature", |derived| with(derived, |it| it.base_signature.push(0)), MALFORMED),
    ("a short key", |derived| with(derived, |it| it.public_key.truncate(34)), MALFORMED),
    ("a key of another kind", key_of_another_kind, MALFORMED),
    ("no key", no_key, MALFORMED),
    ("one short signature", |derived| with(derived, |it| it.signatures[1].truncate(63)), MALFORMED),
    ("a signature for each of 2,001 statements", too_many, "unknown tooComplex"),
    // D5.2: the issuer's names for blank nodes.
    ("a short name", |derived| with(derived, |it| it.labels[0].1.truncate(31)), MALFORMED),
    ("no name", |derived| with(derived, |it| it.labels.truncate(1)), MALFORMED),
    ("a name twice", |derived| with(derived, |it| it.labels.push(it.labels[0].clone())), MALFORMED),
    (
        "a huge number",
        |derived| with(derived, |it| it.labels.push((1 << 40, vec![0; 32]))),
        MALFORMED,
    ),
    ("a name more", |derived| with(derived, |it| it.labels.push((70_000, vec![0; 32]))), "passed"),
    ("other names", |derived| with(derived, |it| it.labels[0].1[0] ^= 1), MISMATCH),
    // D5.3, D5.4: which statements are mandatory.
    ("one mandatory twice", |derived| signed_again(derived, |all| all.insert(0, 0)), MALFORMED),
    ("mandatory in disorder", |derived| signed_again(derived, |all| all.swap(0, 1)), MALFORMED),
    ("one mandatory beyond", beyond, MALFORMED),
    ("one mandatory less", |derived| with(derived, |it| it.mandatory.truncate(1)), MISMATCH),
    // D5.5, D5.6: who signed.
    ("the key brought along", |derived| by(derived, "bob-p256"), MISMATCH),
    ("another issuer", |derived| by(derived, "mallory-p256"), MISMATCH),
    (
        "another key brought along",
        |derived| with(derived, |it| it.bring(&key("mallory-p256"))),
        MISMATCH,
    ),
    ("a statement not signed", |derived| with(derived, |it| drop(it.signatures.pop())), MISMATCH),
    (
        "one signed too many",
        |derived| with(derived, |it| it.signatures.push(vec![1; 64])),
        MISMATCH,
    ),
    ("two exchanged", |derived| with(derived, |it| it.signatures.swap(0, 1)), MISMATCH),
    (
        "the last one forged",
        |derived| with(derived, |it| it.signatures.last_mut().unwrap()[40] ^= 1),
        MISMATCH,
    ),
];

const MALFORMED: &str = "failed malformedProof";
const MISMATCH: &str = "failed signatureMismatch";

#[test]
fn a_derived_proof_is_what_the_issuer_signed_and_nothing_else() {
    let (badge, proof, derived) = made();
    let mut wrong = Vec::new();
    for (what, change, expected) in CHANGES {
        let found = judged(&badge, &proof, &change(derived.clone()));
        if found != *expected {
            wrong.push(format!("{what}: {found}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_the_inspector_shows_is_what_was_signed() {
    let (mut badge, mut proof, derived) = made();
    proof.insert("proofValue".into(), derived.value().into());
    badge["proof"] = json!(proof);
    let document = Document::parse(&badge.to_string()).unwrap();
    let (resources, options) = (Resources::new(), question(at("2026-11-23T00:00:00Z")));
    let dossier = &inspect(&document, &Context::new(&resources, &options))[0];
    let text = |part: Part| {
        let exhibit = dossier.exhibits.iter().find(|exhibit| exhibit.part == part);
        exhibit.map(|exhibit| exhibit.text.clone()).unwrap_or_default()
    };
    assert_eq!(text(Part::Mandatory), derived.shown(true).concat());
    assert_eq!(text(Part::Chosen), derived.shown(false).concat());
    assert_eq!(text(Part::Configuration), derived.configuration);
    // Two hashes of 32 bytes and a key of 35, in hex.
    assert_eq!(text(Part::Signed).len(), 2 * (32 + 35 + 32));
}

/// The badge of the cases by alice's P-256 key, its proof without a value, and what belongs there.
fn made() -> (Value, Map<String, Value>, Derived) {
    let issuer = key("alice-p256");
    let text = std::fs::read_to_string(folder().join("badge.json")).unwrap();
    let mut badge: Value =
        serde_json::from_str(&text.replace("{{did:alice}}", &issuer.did())).unwrap();
    // Several blank nodes, so that their names count.
    badge["evidence"] = json!([{ "type": ["Evidence"], "name": "A kite" }, { "type": ["Evidence"], "name": "Its shadow" }]);
    let proof = json!({
        "type": "DataIntegrityProof", "cryptosuite": "ecdsa-sd-2023", "created": "2026-05-01T09:00:00Z",
        "verificationMethod": issuer.did_method(), "proofPurpose": "assertionMethod"
    });
    let proof = proof.as_object().unwrap().clone();
    let derived = Derived::of(&badge, &proof, &issuer);
    assert!(derived.labels.len() > 2 && derived.signatures.len() > 2);
    (badge, proof, derived)
}

/// How the integrity of the badge comes out with this proof value.
fn judged(badge: &Value, proof: &Map<String, Value>, value: &str) -> String {
    let (mut badge, mut proof) = (badge.clone(), proof.clone());
    proof.insert("proofValue".into(), value.into());
    badge["proof"] = json!(proof);
    let readings = read("derived.json", badge.to_string().as_bytes()).unwrap();
    let found = readings[0].verify(&Resources::new(), &question(at("2026-11-23T00:00:00Z")));
    let outcome = found.report.axis(Axis::Integrity);
    match &outcome {
        Outcome::Failed(problem) | Outcome::Unknown(problem) => {
            format!("{} {}", outcome.as_str(), problem.code.as_str())
        }
        _ => outcome.as_str().to_owned(),
    }
}

fn key(name: &str) -> TestKey {
    TestKey::named(name)
}

fn with(mut derived: Derived, change: impl Fn(&mut Derived)) -> String {
    change(&mut derived);
    derived.value()
}

/// With another header.
fn headed(derived: Derived, header: [u8; 3]) -> String {
    with(derived, |it| it.header = header)
}

/// With another first byte after the header.
fn first(derived: Derived, byte: u8) -> String {
    let mut bytes = derived.bytes();
    bytes[3] = byte;
    value(&bytes)
}

/// As a list that says where it ends, not how long it is.
fn endless(derived: Derived) -> String {
    let mut bytes = derived.bytes();
    bytes[3] = 0x9f;
    bytes.push(0xff);
    value(&bytes)
}

/// Other statements are mandatory, and everybody signs accordingly.
fn signed_again(derived: Derived, change: impl Fn(&mut Vec<u64>)) -> String {
    with(derived, |it| {
        change(&mut it.mandatory);
        it.bring(&key("bob-p256"));
        it.sign(&key("alice-p256"));
    })
}

fn too_many(derived: Derived) -> String {
    with(derived, |it| it.signatures.resize(2_001, it.signatures[0].clone()))
}

fn everything_mandatory(derived: Derived) -> String {
    let all = derived.statements.len() as u64;
    signed_again(derived, |mandatory| *mandatory = (0..all).collect())
}

/// The first place after the last statement; nothing else is amiss.
fn beyond(derived: Derived) -> String {
    let after = derived.statements.len() as u64;
    signed_again(derived, |mandatory| mandatory.push(after))
}

/// As long as a P-256 key, and named as one for Ed25519.
fn key_of_another_kind(derived: Derived) -> String {
    with(derived, |it| {
        it.public_key[..2].copy_from_slice(&[0xed, 0x01]);
        it.sign(&key("alice-p256"));
    })
}

/// As long as a key, and none.
fn no_key(derived: Derived) -> String {
    with(derived, |it| {
        it.public_key = vec![0x80; 35];
        it.sign(&key("alice-p256"));
    })
}

/// Signed by another than the issuer.
fn by(derived: Derived, name: &str) -> String {
    with(derived, |it| it.sign(&key(name)))
}
