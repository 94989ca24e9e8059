//! What holds for every input: no panic, no evidence that makes a verdict out of nothing, no answer
//! that depends on anything but document, evidence and question (ARCHITECTURE section 7).

#![allow(clippy::unwrap_used)]

#[path = "support/mod.rs"]
mod support;

use std::fs;
use std::path::Path;

use proofmark::report::{Axis, Code, Outcome, Purpose, Report, Request, Verdict};
use proofmark::resource::{FetchError, Options, Origin, Resource, Resources};
use proofmark::{Verification, read, settle};
use proptest::prelude::*;
use serde_json::Value;

use support::evidence::{StatusList, profile};
use support::{ProofOptions, TestKey, at, fetched, question};

const ISSUER: &str = "did:web:example.edu";
const LIST: &str = "https://status.example/1";
const DOCUMENT: &str = "https://example.edu/.well-known/did.json";

fn sample(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("www/samples").join(name)).unwrap()
}

/// A badge of did:web with a status entry, and everything it takes to call it valid.
fn badge_with_evidence() -> (Vec<u8>, Resources, Options) {
    let options = question(at("2026-11-23T00:00:00Z"));
    let (alice, status) = (TestKey::named("alice"), TestKey::named("alice"));
    let signing = |key: &TestKey, method: String, document: &mut Value| {
        let options = ProofOptions {
            suite: "eddsa-rdfc-2022",
            method,
            members: serde_json::Map::new(),
            unhashable: false,
        };
        key.sign(document, &options, &Resources::new());
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/badge.json");
    let text = fs::read_to_string(folder).unwrap().replace("{{did:alice}}", ISSUER);
    let mut badge: Value = serde_json::from_str(&text).unwrap();
    badge["credentialStatus"] = serde_json::json!({
        "id": format!("{LIST}#7"), "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
        "statusListIndex": "7", "statusListCredential": LIST
    });
    signing(&alice, format!("{ISSUER}#key-1"), &mut badge);
    let mut list = StatusList::new(LIST, ISSUER, &[(3, 1)]).credential();
    signing(&status, format!("{ISSUER}#key-1"), &mut list);
    let mut resources = Resources::new();
    let yesterday = Some(options.at.plus_seconds(-24 * 60 * 60));
    let document = alice.did_web_document(ISSUER).to_string();
    resources.insert(DOCUMENT, Ok(fetched(DOCUMENT, document, yesterday)));
    resources.insert(LIST, Ok(fetched(LIST, list.to_string(), yesterday)));
    (badge.to_string().into_bytes(), resources, options)
}

fn verify(bytes: &[u8], resources: &Resources, options: &Options) -> Vec<Verification> {
    let readings = read("badge", bytes).unwrap_or_default();
    readings.iter().map(|reading| reading.verify(resources, options)).collect()
}

fn one(bytes: &[u8], resources: &Resources, options: &Options) -> Report {
    verify(bytes, resources, options).remove(0).report
}

fn copy(all: &Resources) -> Resources {
    let mut copy = Resources::new();
    for (url, answer) in all.iter() {
        copy.insert(url, answer.clone());
    }
    copy
}

#[test]
fn the_evidence_suffices() {
    let (bytes, resources, options) = badge_with_evidence();
    let report = one(&bytes, &resources, &options);
    assert_eq!((report.verdict(), report.reason()), (Verdict::Valid, None));
    assert!(report.wanted.is_empty() && report.foreseen.is_empty());
}

/// Taking evidence away never makes a verdict better, and never turns it into "not valid".
#[test]
fn less_evidence_is_less_knowledge() {
    let (bytes, all, options) = badge_with_evidence();
    for missing in [&[DOCUMENT][..], &[LIST], &[DOCUMENT, LIST]] {
        let mut some = copy(&all);
        for url in missing {
            some.remove(url);
        }
        let report = one(&bytes, &some, &options);
        assert_eq!(report.verdict(), Verdict::Indeterminate, "without {missing:?}");
        for axis in Axis::ALL {
            let (less, more) = (report.axis(axis), one(&bytes, &all, &options).axis(axis));
            assert!(
                less == more || matches!(less, Outcome::Unknown(_)),
                "{axis:?} without {missing:?}"
            );
        }
    }
}

/// Every way a server can refuse leaves the question open.
#[test]
fn refusals_are_no_verdicts() {
    let (bytes, all, options) = badge_with_evidence();
    let refusals = [
        FetchError::Offline,
        FetchError::Blocked,
        FetchError::NotFound,
        FetchError::Gone,
        FetchError::Status(500),
        FetchError::Declined,
    ];
    for url in [DOCUMENT, LIST] {
        for refusal in &refusals {
            let mut some = copy(&all);
            some.insert(url, Err(*refusal));
            let report = one(&bytes, &some, &options);
            assert_eq!(report.verdict(), Verdict::Indeterminate, "{url}: {refusal:?}");
            assert!(report.wanted.is_empty(), "what was refused is not asked again");
        }
    }
}

/// VERDICT section 6: what the candidate hands over proves nothing, whatever it says.
#[test]
fn handed_over_evidence_never_suffices() {
    let (bytes, all, options) = badge_with_evidence();
    for doubted in [DOCUMENT, LIST] {
        let mut some = copy(&all);
        let mut resource = some.get(doubted).unwrap().clone().unwrap();
        resource.origin = Origin::Supplied;
        some.insert(doubted, Ok(resource));
        let report = one(&bytes, &some, &options);
        // A status list carries the issuer's signature, but an old one may come with any date; a DID
        // document carries nobody's signature at all.
        let expected = if doubted == LIST { Code::Stale } else { Code::SuppliedEvidence };
        assert_eq!(report.reason(), Some(expected), "{doubted}");
    }
}

/// Each byte of a signed badge counts: whatever is flipped, the badge is never called valid with
/// other content. (White space and the like may change; then the content is the same.)
#[test]
fn no_flipped_byte_goes_unnoticed() {
    let (bytes, resources, options) = badge_with_evidence();
    let original: Value = serde_json::from_slice(&bytes).unwrap();
    for place in 0..bytes.len() {
        // Three kinds of change at every place would take a minute; one, another each time.
        let mut changed = bytes.clone();
        changed[place] ^= [1, 2, 0x20, 4, 8][place % 5];
        for found in verify(&changed, &resources, &options) {
            if found.report.verdict() != Verdict::Valid {
                continue;
            }
            let value: Value = serde_json::from_slice(&changed).unwrap_or(Value::Null);
            assert!(value == original, "byte {place} was flipped and the badge is still valid");
        }
    }
}

#[test]
fn no_cut_file_is_a_badge() {
    let (resources, options) = (Resources::new(), question(at("2026-11-23T00:00:00Z")));
    for name in ["genuine.png", "genuine.json"] {
        let bytes = sample(name);
        for length in 0..bytes.len() {
            for found in verify(&bytes[..length], &resources, &options) {
                assert_ne!(found.report.verdict(), Verdict::Valid, "{name} cut at {length}");
            }
        }
    }
}

/// Reports can be kept: what is read back says the same.
#[test]
fn reports_round_trip() {
    let (bytes, resources, options) = badge_with_evidence();
    for evidence in [resources, Resources::new()] {
        let report = one(&bytes, &evidence, &options);
        let json = report.to_json();
        assert_eq!(Report::from_json(&json), Some(report.clone()));
        let text = json.to_string();
        let again = Report::from_json(&serde_json::from_str(&text).unwrap()).unwrap();
        assert_eq!(again.to_json().to_string(), text);
    }
}

/// Asking until nothing is wanted ends at the same report as having it all at once.
#[test]
fn settling_ends_where_the_evidence_ends() {
    let (bytes, all, options) = badge_with_evidence();
    let readings = read("badge", &bytes).unwrap();
    let document = readings[0].document.as_ref().unwrap();
    let mut asked: Vec<Request> = Vec::new();
    let mut resources = Resources::new();
    let answer = |request: Request| {
        asked.push(request.clone());
        let answer: Result<Resource, FetchError> =
            all.get(&request.url).cloned().unwrap_or(Err(FetchError::NotFound));
        std::future::ready(answer)
    };
    let report = block_on(settle(document, &mut resources, &options, answer));
    assert_eq!(report, one(&bytes, &all, &options));
    let asked: Vec<(&str, Purpose)> =
        asked.iter().map(|request| (request.url.as_str(), request.purpose)).collect();
    assert_eq!(asked, [(DOCUMENT, Purpose::DidDocument), (LIST, Purpose::StatusList)]);
}

/// What was looked at for one badge stays in the report of the next: also whose list it is, and by which key.
#[test]
fn a_badge_that_is_looked_at_again_has_the_same_report() {
    let (bytes, mut resources, options) = badge_with_evidence();
    let (other, its_document) =
        ("did:web:lists.example", "https://lists.example/.well-known/did.json");
    let bob = TestKey::named("bob");
    let mut list = StatusList::new(LIST, other, &[]).credential();
    let by = ProofOptions {
        suite: "eddsa-rdfc-2022",
        method: format!("{other}#key-1"),
        members: serde_json::Map::new(),
        unhashable: false,
    };
    bob.sign(&mut list, &by, &Resources::new());
    resources.insert(LIST, Ok(fetched(LIST, list.to_string(), Some(options.at))));
    let document = bob.did_web_document(other).to_string();
    resources.insert(its_document, Ok(fetched(its_document, document, Some(options.at))));
    let first = one(&bytes, &resources, &options);
    assert_eq!(first.verdict(), Verdict::Valid);
    assert_eq!(first.evidence.len(), 3);
    assert_eq!(one(&bytes, &resources, &options), first);
}

/// Runs a future that never waits.
fn block_on<F: std::future::Future>(future: F) -> F::Output {
    let mut future = std::pin::pin!(future);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    loop {
        if let std::task::Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
    }
}

/// An https issuer answered by its profile is as good as a DID document.
#[test]
fn profiles_confirm_as_documents_do() {
    let options = question(at("2026-11-23T00:00:00Z"));
    let (alice, url) = (TestKey::named("alice"), "https://example.edu/issuer");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/badge.json");
    let text = fs::read_to_string(folder).unwrap().replace("{{did:alice}}", url);
    let mut badge: Value = serde_json::from_str(&text).unwrap();
    let method = format!("{url}#{}", alice.multibase);
    let by = ProofOptions {
        suite: "eddsa-rdfc-2022",
        method,
        members: serde_json::Map::new(),
        unhashable: false,
    };
    alice.sign(&mut badge, &by, &Resources::new());
    let mut resources = Resources::new();
    let page = profile(url, &alice.multibase).to_string();
    resources.insert(url, Ok(fetched(url, page, Some(options.at))));
    let report = one(badge.to_string().as_bytes(), &resources, &options);
    assert_eq!(report.verdict(), Verdict::Valid);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_are_too_strange(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        verify(&bytes, &Resources::new(), &question(at("2026-11-23T00:00:00Z")));
    }

    /// Signatures of every container in front of noise.
    #[test]
    fn no_container_is_too_strange(
        kind in 0..5_usize,
        bytes in proptest::collection::vec(any::<u8>(), 0..400),
    ) {
        let heads: [&[u8]; 5] = [
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89",
            b"<svg xmlns:openbadges='https://purl.imsglobal.org/ob/v3p0'><openbadges:credential>",
            b"{\"@context\":[\"https://www.w3.org/ns/credentials/v2\"],\"proof\":",
            b"eyJhbGciOiJFZERTQSJ9.e30.",
            b"\x1f\x8b\x08\0\0\0\0\0\0\0",
        ];
        let bytes = [heads[kind], &bytes].concat();
        verify(&bytes, &Resources::new(), &question(at("2026-11-23T00:00:00Z")));
    }

    /// A badge whose pieces were replaced by others of its pieces: whatever it says then, it is not
    /// what was signed.
    #[test]
    fn shuffled_badges_are_not_valid(from in 0..2000_usize, length in 1..60_usize, to in 0..2000_usize) {
        let (bytes, resources, options) = badge_with_evidence();
        let original: Value = serde_json::from_slice(&bytes).unwrap();
        let piece: Vec<u8> = bytes.iter().copied().skip(from % bytes.len()).take(length).collect();
        let mut changed = bytes.clone();
        let place = to % bytes.len();
        changed.splice(place..(place + length).min(bytes.len()), piece);
        for found in verify(&changed, &resources, &options) {
            let same = serde_json::from_slice::<Value>(&changed).is_ok_and(|value| value == original);
            prop_assert!(same || found.report.verdict() != Verdict::Valid);
        }
    }

    /// What servers answer is as hostile as what candidates drop.
    #[test]
    fn no_answer_is_too_strange(which in any::<bool>(), body in proptest::collection::vec(any::<u8>(), 0..300)) {
        let (bytes, mut resources, options) = badge_with_evidence();
        let url = if which { DOCUMENT } else { LIST };
        resources.insert(url, Ok(fetched(url, body, Some(options.at))));
        prop_assert_eq!(one(&bytes, &resources, &options).verdict(), Verdict::Indeterminate);
    }
}
