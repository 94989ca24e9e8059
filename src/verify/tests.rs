//! Reading files, stepping into what is inside, asking again and again.

use std::cell::Cell;
use std::future::ready;
use std::pin::pin;
use std::task::{Context as Waking, Poll, Waker};

use serde_json::json;

use super::*;
use crate::time::Timestamp;

fn options() -> Options {
    Options::new(Timestamp::from_unix(1_800_000_000))
}

/// A credential that nobody signed, by this issuer, with members of its own.
fn credential(kind: &str, issuer: &str, more: Value) -> Value {
    let mut json = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential", kind], "id": format!("urn:{kind}"), "issuer": issuer,
        "credentialSubject": { "id": "did:example:jane" }
    });
    if let (Some(json), Value::Object(more)) = (json.as_object_mut(), more) {
        json.extend(more);
    }
    json
}

fn reading(json: &Value) -> Reading {
    read("badge.json", json.to_string().as_bytes()).unwrap().remove(0)
}

/// A record with one badge in it and one endorsement of the record.
fn record() -> Reading {
    let member = credential("OpenBadgeCredential", "did:example:a", json!({}));
    let endorsement = credential("EndorsementCredential", "did:example:b", json!({}));
    reading(&credential(
        "ClrCredential",
        "did:example:a",
        json!({
            "credentialSubject": { "id": "did:example:jane", "verifiableCredential": [member] },
            "endorsement": [endorsement]
        }),
    ))
}

#[test]
fn it_is_said_in_what_a_badge_was_found() {
    let text = credential("OpenBadgeCredential", "did:example:a", json!({})).to_string();
    let within = |bytes: &[u8]| {
        let readings = read_within("qr", "photo", bytes).unwrap();
        assert_eq!(readings.len(), 1);
        readings[0].input.container.clone()
    };
    assert_eq!(within(text.as_bytes()), "qr");
    let svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:openbadges='https://purl.imsglobal.org/ob/v3p0'>\
         <openbadges:credential><![CDATA[{text}]]></openbadges:credential></svg>"
    );
    assert_eq!(within(svg.as_bytes()), "qr, svg");
}

#[test]
fn a_picture_with_something_else_inside_is_damaged() {
    let code = |bytes: &str| read("a", bytes.as_bytes()).err().map(|problem| problem.code);
    let svg = |inside: &str| {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' xmlns:openbadges='http://openbadges.org'>\
             <openbadges:assertion>{inside}</openbadges:assertion></svg>"
        )
    };
    let words = "Dear Jane, thank you for your letter.";
    assert_eq!(code(words), Some(Code::NotABadgeFile));
    assert_eq!(code(&svg(words)), Some(Code::DamagedFile));
    // What is nothing, or a badge of a kind that is not read, is called that.
    assert_ne!(code(&svg("")), Some(Code::DamagedFile));
}

#[test]
fn members_come_before_endorsements() {
    let record = record();
    let found = record.verify(&Resources::new(), &options());
    assert_eq!((found.members.len(), found.endorsements.len()), (1, 1));
    let at = |index: usize| {
        let (reading, verification) = record.step_into(&found, index)?;
        assert_eq!(reading.input.container, verification.input.container);
        Some(reading.input.container.clone())
    };
    assert_eq!(at(0).as_deref(), Some("/credentialSubject/verifiableCredential/0"));
    assert_eq!(at(1).as_deref(), Some("/endorsement/0"));
    assert_eq!(at(2), None);
}

#[test]
fn what_is_inside_has_the_name_of_its_file_and_a_size_of_its_own() {
    let record = record();
    let found = record.verify(&Resources::new(), &options());
    let member = &found.members[0].input;
    assert_eq!(member.name, "badge.json");
    assert!(member.bytes > 100 && member.bytes < found.input.bytes, "{}", member.bytes);
}

#[test]
fn beyond_two_hundred_the_others_are_left_out_and_counted() {
    let left_out = |many: usize| {
        let member = credential("OpenBadgeCredential", "did:example:a", json!({}));
        let holder =
            json!({ "id": "did:example:jane", "verifiableCredential": vec![member; many] });
        let record = credential("ClrCredential", "a:b", json!({ "credentialSubject": holder }));
        let found = reading(&record).verify(&Resources::new(), &options());
        let left_out = found.members.iter().filter_map(|one| match &one.report.checks[0].outcome {
            Outcome::Unknown(why) if why.code == Code::LeftOut => Some(why.detail.clone()),
            _ => None,
        });
        (found.members.len(), left_out.collect::<Vec<_>>())
    };
    let most = document::MOST_INSIDE;
    assert_eq!(left_out(most), (most, vec![]));
    assert_eq!(left_out(most + 2), (most + 1, vec!["2".to_owned()]));
}

#[test]
fn the_inspector_and_the_hash_are_there_when_they_are_wanted() {
    let sample = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/www/samples/genuine.json"));
    let reading = read("genuine.json", &sample.unwrap()).unwrap().remove(0);
    assert_eq!(reading.inspect(&Resources::new(), &options()).proofs.len(), 1);
    assert!(format!("{reading:?}").contains("genuine.json"));
    let mut input = Input::default();
    input.hash(b"abc");
    let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(input.sha256.as_deref(), Some(hash));
}

/// How often an address is asked for a document with a key on the web, when so many answers are there
/// already and two requests are allowed.
fn asked(answers: usize) -> usize {
    let signed = credential(
        "OpenBadgeCredential",
        "did:web:a.example",
        json!({ "proof": {
            "type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022", "proofValue": "z1",
            "proofPurpose": "assertionMethod", "verificationMethod": "did:web:a.example#k"
        } }),
    );
    let document = Document::parse(&signed.to_string()).unwrap();
    let mut resources = Resources::new();
    for index in 0..answers {
        resources.insert(&format!("https://b.example/{index}"), Err(FetchError::NotFound));
    }
    let mut options = options();
    options.limits.requests = 2;
    let count = Cell::new(0);
    let settled = settle(&document, &mut resources, &options, |_| {
        count.set(count.get() + 1);
        ready(Err(FetchError::NotFound))
    });
    // Every answer is there at once.
    let polled = pin!(settled).poll(&mut Waking::from_waker(Waker::noop()));
    assert!(matches!(polled, Poll::Ready(_)));
    count.get()
}

#[test]
fn asking_ends() {
    assert_eq!(asked(0), 1);
    assert_eq!(asked(8), 1);
    assert_eq!(asked(9), 0);
}
