//! Lists of withdrawn badges, as entries find them.

use std::io::Write;
use std::rc::Rc;

use serde_json::json;

use super::read::{Kept, decode, is_list, kept_as, whole};
use super::*;
use crate::encoding::to_base64url;
use crate::resource::{Options, Origin, Resource, Resources, Trace};

const CLAUSE: Clause = Clause { name: "", url: "" };
static KIND: Kind =
    Kind { credential: "", subject: "", prefixed: true, purpose: None, clause: CLAUSE };

fn at(index: usize, size: usize) -> Option<u32> {
    let parts = Parts { kind: &KIND, purpose: "revocation", list: "", index, size };
    value(&[0b1000_0001, 0b0110_0000], &parts)
}

#[test]
fn index_0_is_the_left_most_bit() {
    let set: Vec<usize> = (0..16).filter(|index| at(*index, 1) == Some(1)).collect();
    assert_eq!(set, [0, 7, 9, 10]);
    assert_eq!(at(16, 1), None);
    assert_eq!(at(usize::MAX, 2), None);
}

#[test]
fn only_what_withdraws_decides() {
    let (json, resources) = (Value::Null, Resources::new());
    let options = Options::new(Timestamp::from_unix(0));
    let context = Context::new(&resources, &options);
    let decides = |purpose: &str| {
        let parts = Parts { kind: &KIND, purpose, list: "https://a.example/", index: 0, size: 1 };
        let entry = Entry { json: &json, issuer: None, id: None };
        matches!(answer(&entry, &parts, &context).weight, Weight::Deciding)
    };
    let purposes = ["revocation", "suspension", "refresh", "message", "anything"];
    assert_eq!(purposes.map(decides), [true, true, false, false, true]);
}

#[test]
fn entries_may_be_wider_than_a_bit() {
    assert_eq!(at(0, 2), Some(0b10));
    assert_eq!(at(1, 8), Some(0b0110_0000));
    assert_eq!(at(2, 8), None);
}

const URL: &str = "https://example.edu/list";

/// When lists of these tests were fetched and are looked at.
fn now() -> Timestamp {
    Timestamp::from_unix(1_780_000_000)
}

/// A list of 131,072 entries of which the first is set, with no word about its age.
fn list() -> List {
    let mut bits = vec![0; FEWEST_ENTRIES / 8];
    bits[0] = 0x80;
    List {
        bits,
        purposes: vec!["revocation".into(), "refresh".into(), "message".into()],
        issuer: Some("https://example.edu/issuer".into()),
        id: Some(URL.into()),
        from: None,
        until: None,
        time_to_live: None,
        signed: None,
        notes: Vec::new(),
    }
}

/// What was fetched from the list's address: nothing that can be read.
fn resources() -> Resources {
    let mut resources = Resources::new();
    let said = Resource::saying(URL, "no list", Origin::Fetched);
    resources.insert(URL, Ok(Resource { fetched_at: Some(now()), ..said }));
    resources
}

/// What an entry finds in a list that was read at a moment, now; and the codes of what is noted.
fn look(
    list: List,
    read_at: Timestamp,
    purpose: &str,
    (index, size): (usize, usize),
) -> (String, Vec<Code>) {
    let resources = resources();
    let options = Options::new(now());
    let context = Context::new(&resources, &options);
    let kept = Kept { at: read_at, list: Rc::new(Ok(list)), rests_on: Trace::default() };
    context.memo().put(&kept_as(&KIND, URL, &context), kept, 0);
    let json = json!({ "statusReference": "https://example.edu/words" });
    let entry = Entry { json: &json, issuer: Some("https://example.edu/issuer"), id: None };
    let parts = Parts { kind: &KIND, purpose, list: URL, index, size };
    let mut notes = Vec::new();
    let found = match look_up(&entry, &parts, &context, &mut notes) {
        Ok(NotWithdrawn(())) => "not withdrawn".to_owned(),
        Err(Stop::Failed(problem)) => format!("failed {}", problem.code.as_str()),
        Err(stop) => stop.problem().unwrap().to_string(),
    };
    (found, notes.into_iter().map(|note| note.code).collect())
}

#[test]
fn a_bit_says_what_its_purpose_is() {
    let at = |purpose: &str, index| look(list(), now(), purpose, (index, 1)).0;
    assert_eq!(at("revocation", 1), "not withdrawn");
    assert_eq!(at("revocation", 0), "failed revoked");
    assert!(at("refresh", 0).starts_with("newerVersion"));
    assert!(at("message", 0).starts_with("statusMessage: 0x1 https://example.edu/words"));
    assert!(at("suspension", 0).starts_with("statusListUnverified"));
}

#[test]
fn a_list_counts_within_its_time_and_the_clocks_tolerance() {
    let from = |seconds| List { from: Some(now().plus_seconds(seconds)), ..list() };
    let until = |seconds| List { until: Some(now().plus_seconds(seconds)), ..list() };
    let said = |list| look(list, now(), "revocation", (1, 1)).0;
    for young in [from(-86_400), from(0), from(300), until(86_400), until(-300)] {
        assert_eq!(said(young), "not withdrawn");
    }
    for other in [from(301), from(86_400), until(-301), until(-86_400)] {
        assert!(said(other).starts_with("statusListOutdated"));
    }
}

#[test]
fn a_list_judged_at_another_moment_is_judged_again() {
    let (found, _) = look(list(), now().plus_seconds(-1), "revocation", (1, 1));
    assert!(found.starts_with("statusListUnreadable"), "{found}");
}

#[test]
fn what_still_lacks_something_is_not_remembered() {
    let remembered = |body: &str| {
        let mut resources = Resources::new();
        resources.insert(URL, Ok(Resource::saying(URL, body, Origin::Fetched)));
        let options = Options::new(now());
        let context = Context::new(&resources, &options);
        let evidence = context.get(URL, Purpose::StatusList).unwrap_or_else(|_| panic!());
        assert!(list_of(&KIND, URL, evidence, &context).is_err());
        let is_kept = context.memo().get::<Kept>(&kept_as(&KIND, URL, &context)).is_some();
        (is_kept, context.into_requests().0.len())
    };
    assert_eq!(remembered("no list"), (true, 0));
    // Whose key it is can be asked, and must be asked for in every round.
    let signed = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": "did:web:example.edu",
        "credentialSubject": {},
        "proof": { "type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022", "proofPurpose": "assertionMethod",
            "verificationMethod": "did:web:example.edu#key", "proofValue": "z3" },
    });
    assert_eq!(remembered(&signed.to_string()), (false, 1));
}

#[test]
fn what_is_odd_about_a_list_is_noted() {
    let noted = |list| look(list, now(), "revocation", (1, 1)).1;
    assert_eq!(noted(list()), []);
    let one_less = List { bits: vec![0; FEWEST_ENTRIES / 8 - 1], ..list() };
    assert_eq!(noted(one_less), [Code::ShortStatusList]);
    let wide = look(list(), now(), "revocation", (1, 2)).1;
    assert_eq!(wide, [Code::ShortStatusList]);
    assert_eq!(noted(List { id: None, ..list() }), []);
    let elsewhere = List { id: Some("https://example.edu/other".into()), ..list() };
    assert_eq!(noted(elsewhere), [Code::StatusListOtherAddress]);
    assert_eq!(noted(List { issuer: None, ..list() }), [Code::StatusListOfOther]);
}

#[test]
fn a_list_says_twice_that_it_is_one() {
    static OF_BITS: Kind =
        Kind { credential: "List", subject: "Bits", prefixed: true, purpose: None, clause: CLAUSE };
    let is = |one: &str, other: &str| {
        is_list(&OF_BITS, &json!({ "type": one }), &json!({ "type": other }))
    };
    assert!(is("List", "Bits"));
    assert!(!is("List", "Achievement") && !is("Badge", "Bits") && !is("Badge", "Achievement"));
}

#[test]
fn whole_numbers_are_read_as_json_writes_them() {
    for (written, read) in [
        (json!(300_000), Some(300_000)),
        (json!("300000"), Some(300_000)),
        (json!(300_000.0), Some(300_000)),
        (json!(0), Some(0)),
        (json!(1.5), None),
        (json!(-1), None),
        (json!("five minutes"), None),
        (json!(null), None),
    ] {
        assert_eq!(whole(&written), read, "{written}");
    }
}

#[test]
fn lists_are_packed_as_their_generation_packs() {
    let bits = [0x80_u8; 100];
    let best = flate2::Compression::best();
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), best);
    packer.write_all(&bits).unwrap();
    let gzip = to_base64url(&packer.finish().unwrap());
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), best);
    packer.write_all(&bits).unwrap();
    let zlib = to_base64url(&packer.finish().unwrap());
    static FIRST: Kind = Kind {
        credential: "",
        subject: "",
        prefixed: false,
        purpose: Some("revocation"),
        clause: CLAUSE,
    };
    let unpacked = |kind: &Kind, encoded: &str| {
        let mut notes = Vec::new();
        let found = decode(kind, encoded, 1_000, &mut notes);
        assert!(found.as_ref().ok().is_none_or(|found| *found == bits));
        (found.is_ok(), notes.len())
    };
    assert_eq!(unpacked(&KIND, &format!("u{gzip}")), (true, 0));
    assert_eq!(unpacked(&KIND, &gzip), (true, 1));
    assert_eq!(unpacked(&FIRST, &gzip), (true, 0));
    // E3.1: zlib in the first generation only.
    assert_eq!(unpacked(&FIRST, &zlib), (true, 0));
    assert_eq!(unpacked(&KIND, &format!("u{zlib}")), (false, 0));
    assert_eq!(unpacked(&FIRST, &to_base64url(&bits)), (false, 0));
    assert_eq!(unpacked(&KIND, "u="), (false, 0));
}
