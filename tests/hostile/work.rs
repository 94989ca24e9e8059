//! What unpacks, nests, multiplies or turns in circles: each ends, and says why.
//!
//! Nothing here is timed. What does not end soon is noticed by whoever waits for the tests.

use std::io::Write;

use proofmark::container::LARGEST_FILE;
use proofmark::encoding::{crc32, to_base64url};
use proofmark::report::{Axis, Code, Outcome, Subject, Verdict};
use proofmark::resource::Resources;
use proofmark::{Verification, read};
use serde_json::{Value, json};

use super::support::evidence::StatusList;
use super::support::{TestKey, by_did_key, fetched};
use super::{families, has, now, problem, verified};

/// Why a file holds no badge.
fn refused(bytes: &[u8]) -> Code {
    read("file", bytes).unwrap_err().code
}

/// Why the first reading of a text is no document.
fn broken(text: &str) -> Option<Code> {
    match read("file", text.as_bytes()) {
        Err(problem) => Some(problem.code),
        Ok(readings) => readings[0].document.as_ref().err().map(|problem| problem.code),
    }
}

pub(super) fn badge() -> Value {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/badge.json");
    let text = std::fs::read_to_string(path).unwrap();
    serde_json::from_str(&text.replace("{{did:alice}}", &TestKey::named("alice").did())).unwrap()
}

/// 64 MB of nothing in a few KB, as gzip.
fn gzip_bomb() -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..64 {
        packer.write_all(&vec![0; 1 << 20]).unwrap();
    }
    packer.finish().unwrap()
}

#[test]
fn pictures_that_unpack_too_far_are_refused() {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..16 {
        packer.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    let packed = packer.finish().unwrap();
    let chunk = |kind: &[u8], data: &[u8]| {
        let named = [kind, data].concat();
        let length = u32::try_from(data.len()).unwrap().to_be_bytes();
        [&length[..], &named, &crc32(&named).to_be_bytes()].concat()
    };
    let header = chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0]);
    let text = [b"openbadgecredential\0\x01\0\0\0", &packed[..]].concat();
    let png =
        [b"\x89PNG\r\n\x1a\n", &header[..], &chunk(b"iTXt", &text), &chunk(b"IEND", b"")].concat();
    assert_eq!(refused(&png), Code::InflatesTooFar);
    assert_eq!(refused(&gzip_bomb()), Code::InflatesTooFar);
    assert_eq!(refused(&vec![b'{'; LARGEST_FILE + 1]), Code::FileTooLarge);
}

/// Half a million chunks, each of which could hold a badge.
#[test]
fn a_picture_of_nothing_but_chunks_ends() {
    let named = b"tEXtComment\0x";
    let chunk = [&9_u32.to_be_bytes()[..], named, &crc32(named).to_be_bytes()].concat();
    let header = b"IHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";
    let header = [&13_u32.to_be_bytes()[..], header, &crc32(header).to_be_bytes()].concat();
    let png = [b"\x89PNG\r\n\x1a\n", &header[..], &chunk.repeat(500_000)].concat();
    assert_eq!(refused(&png), Code::TruncatedFile);
}

#[test]
fn depth_is_refused_wherever_json_is_read() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(broken(&format!("{{\"a\":{deep}}}")), Some(Code::TooDeep));
    let packed = to_base64url(format!("{{\"vc\":{deep}}}").as_bytes());
    let header = to_base64url(b"{\"alg\":\"EdDSA\"}");
    assert_eq!(broken(&format!("{header}.{packed}.AAAA")), Some(Code::TooDeep));
    assert_eq!(broken(&format!("{packed}.{header}.AAAA")), Some(Code::TooDeep));
    let disclosure = to_base64url(format!("[\"salt\",\"name\",{deep}]").as_bytes());
    assert_eq!(broken(&format!("{header}.{header}.AAAA~{disclosure}~")), Some(Code::TooDeep));
    // An answer of that kind is no answer.
    let site = "did:web:example.edu";
    let url = "https://example.edu/.well-known/did.json";
    let text = super::support::badge_of(site, &TestKey::named("alice")).to_string();
    let mut resources = Resources::new();
    resources.insert(url, Ok(fetched(url, deep, Some(now().at))));
    let report = read("badge", text.as_bytes()).unwrap()[0].verify(&resources, &now()).report;
    assert_eq!(report.verdict(), Verdict::Indeterminate);
}

/// Members by the hundred thousand are read once, two of a name noticed.
#[test]
fn an_object_may_have_many_members() {
    let members: Vec<String> = (0..200_000).map(|index| format!("\"m{index}\":0")).collect();
    let text = format!("{{{}}}", members.join(","));
    assert_eq!(broken(&text), Some(Code::NotACredential));
    assert_eq!(broken(&text.replacen("m199999", "m0", 1)), Some(Code::DuplicateMember));
}

/// A name that every place below it would repeat, and numbers that take long to write in ECMAScript's form.
#[test]
fn long_names_and_far_numbers_are_refused() {
    let named = format!("{{\"{}\":1}}", "n".repeat(1 << 20));
    assert_eq!(broken(&named), Some(Code::TooComplex));
    let payload = to_base64url(named.as_bytes());
    let header = to_base64url(b"{\"alg\":\"EdDSA\"}");
    assert_eq!(broken(&format!("{header}.{payload}.AAAA")), Some(Code::TooComplex));
    let numbers = vec!["1.2345678901234567e300"; 200_000].join(",");
    assert_eq!(broken(&format!("{{\"a\":[{numbers}]}}")), Some(Code::TooComplex));
}

/// Nulls count, and say once what a thousand of them say; schemas are held against the whole badge each.
#[test]
fn nulls_and_schemas_end() {
    let with_nulls = |many: usize| {
        let mut badge = badge();
        badge["evidence"] = vec![Value::Null; many].into();
        verified(&families::signed(badge).to_string()).report
    };
    let some = with_nulls(1_000);
    assert_eq!(some.verdict(), Verdict::Valid);
    let notes = some.checks.iter().flat_map(|check| &check.notes);
    assert!((1..200).contains(&notes.filter(|note| note.code == Code::NotToStandard).count()));
    assert!(has(&with_nulls(20_000), Code::TooComplex));
    let mut many = badge();
    let schema =
        json!({ "id": "https://e.example/schema", "type": "1EdTechJsonSchemaValidator2019" });
    many["credentialSchema"] = vec![schema; 100].into();
    let report = verified(&families::signed(many).to_string()).report;
    let lines = report.checks.iter().filter(|check| check.subject == Subject::Schema);
    assert_eq!(lines.count(), 17);
    assert!(has(&report, Code::LeftOut));
}

/// Blank nodes that look alike have more orders than anybody can try.
#[test]
fn graphs_that_have_no_order_are_given_up() {
    let mut poison = badge();
    poison["@context"]
        .as_array_mut()
        .unwrap()
        .push("https://www.w3.org/ns/credentials/undefined-terms/v2".into());
    let node = |one: usize| {
        let others: Vec<Value> = (0..20)
            .filter(|other| *other != one)
            .map(|other| json!({ "id": format!("_:n{other}") }))
            .collect();
        json!({ "id": format!("_:n{one}"), "knows": others })
    };
    poison["credentialSubject"]["knows"] = (0..20).map(node).collect();
    let found = verified(&families::signed(poison).to_string());
    assert_eq!(found.report.verdict(), Verdict::Indeterminate);
    assert!(has(&found.report, Code::TooComplex), "{:?}", found.report.checks);
}

/// RFC 7518 section 3.3 asks for 2048 bits at least; above 8192 a browser stands still.
#[test]
fn keys_that_take_too_long_are_refused() {
    for bits in [1_024, 16_384, 65_536] {
        let number = to_base64url(&vec![0xff; bits / 8]);
        let jwk = json!({ "kty": "RSA", "n": number, "e": "AQAB" });
        let did = format!("did:jwk:{}", to_base64url(jwk.to_string().as_bytes()));
        let mut payload = badge();
        payload["issuer"] = did.as_str().into();
        let header = json!({ "alg": "RS256", "kid": format!("{did}#0") });
        let text =
            [header.to_string(), payload.to_string()].map(|part| to_base64url(part.as_bytes()));
        let signature = to_base64url(&vec![0; bits / 8]);
        let found = verified(&format!("{}.{signature}", text.join(".")));
        assert_ne!(found.report.verdict(), Verdict::Valid);
        assert!(has(&found.report, Code::MalformedKey), "{bits}: {:?}", found.report.checks);
    }
}

/// No index is beyond counting, and none wraps around to a bit that is not set.
#[test]
fn an_index_beyond_every_list_is_no_place_in_it() {
    const LIST: &str = "https://status.example/1";
    let alice = TestKey::named("alice");
    let did = alice.did();
    let mut list = StatusList::new(LIST, &did, &[]).credential();
    alice.sign(&mut list, &by_did_key(&alice, "eddsa-rdfc-2022"), &Resources::new());
    let mut resources = Resources::new();
    resources.insert(LIST, Ok(fetched(LIST, list.to_string(), Some(now().at))));
    let answer = |index: &str, size: u64| {
        let mut badge = badge();
        badge["credentialStatus"] = json!({ "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
            "statusListIndex": index, "statusListCredential": LIST, "statusSize": size,
            "statusMessage": [{ "status": "0x0", "message": "x" }, { "status": "0x1", "message": "y" }] });
        let text = families::signed(badge).to_string();
        let found = read("badge", text.as_bytes()).unwrap()[0].verify(&resources, &now());
        (
            found.report.verdict(),
            problem(&found.report.axis(Axis::Status)).map(|problem| problem.code),
        )
    };
    assert_eq!(answer("7", 1), (Verdict::Valid, None));
    for index in [
        "131072",
        "9223372036854775807",
        "9223372036854775808",
        "18446744073709551615",
        "18446744073709551616",
        "340282366920938463463374607431768211456",
        "-1",
        "+7",
        "0x7",
        "7 ",
        "٧",
    ] {
        assert_eq!(
            answer(index, 1),
            (Verdict::Indeterminate, Some(Code::MalformedStatus)),
            "{index}"
        );
    }
    for size in [0, 1 << 40, u64::MAX] {
        assert_eq!(
            answer("7", size),
            (Verdict::Indeterminate, Some(Code::MalformedStatus)),
            "{size}"
        );
    }
}

/// A list that unpacks to more than any list has is not read.
#[test]
fn a_status_list_that_unpacks_too_far_is_not_read() {
    const LIST: &str = "https://status.example/1";
    let alice = TestKey::named("alice");
    let did = alice.did();
    let mut list = StatusList::new(LIST, &did, &[]).credential();
    list["credentialSubject"]["encodedList"] = format!("u{}", to_base64url(&gzip_bomb())).into();
    alice.sign(&mut list, &by_did_key(&alice, "eddsa-rdfc-2022"), &Resources::new());
    let mut resources = Resources::new();
    resources.insert(LIST, Ok(fetched(LIST, list.to_string(), Some(now().at))));
    let mut badge = badge();
    badge["credentialStatus"] = json!({ "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
        "statusListIndex": "7", "statusListCredential": LIST });
    let text = families::signed(badge).to_string();
    let report = read("badge", text.as_bytes()).unwrap()[0].verify(&resources, &now()).report;
    assert_eq!(report.verdict(), Verdict::Indeterminate);
    assert_eq!(
        problem(&report.axis(Axis::Status)).map(|problem| problem.code),
        Some(Code::StatusListUnreadable)
    );
}

#[test]
fn ten_thousand_proofs_are_not_tried() {
    let mut badge = families::signed(badge());
    let proof = badge["proof"].clone();
    badge["proof"] = vec![proof; 10_000].into();
    let found = verified(&badge.to_string());
    assert_eq!(
        (found.report.verdict(), found.report.reason()),
        (Verdict::Indeterminate, Some(Code::TooComplex))
    );
}

/// Two hundred are looked at, and how many were left out is said.
#[test]
fn of_ten_thousand_endorsements_two_hundred_are_looked_at() {
    let mut badge = badge();
    badge["endorsement"] = vec![json!({ "type": ["EndorsementCredential"] }); 10_000].into();
    let found = verified(&families::signed(badge).to_string());
    assert_eq!(found.endorsements.len(), 200);
    assert!(has(&found.report, Code::LeftOut), "{:?}", found.report.checks);
}

/// A badge that a record holds and nobody looked at is not passed over: it may be withdrawn.
#[test]
fn members_beyond_counting_are_said() {
    let mut record = families::all().remove(2).1;
    let holder = &mut record["credentialSubject"];
    let member = holder["verifiableCredential"][0].clone();
    holder["verifiableCredential"] = vec![member; 203].into();
    let found = verified(&families::signed(record).to_string());
    assert_eq!(found.members.len(), 201);
    let last = &found.members[200].report;
    assert_eq!((last.verdict(), last.reason()), (Verdict::Indeterminate, Some(Code::LeftOut)));
    let Outcome::Unknown(why) = &last.checks[0].outcome else { panic!("{:?}", last.checks) };
    assert_eq!(why.detail, "3");
}

/// The same of a file that is nothing but a list.
#[test]
fn a_list_beyond_counting_is_said() {
    let text = Value::Array(vec![families::signed(badge()); 203]).to_string();
    let readings = read("badges.json", text.as_bytes()).unwrap();
    assert_eq!(readings.len(), 201);
    let last = readings[200].verify(&Resources::new(), &now()).report;
    assert_eq!((last.verdict(), last.reason()), (Verdict::Indeterminate, Some(Code::LeftOut)));
}

/// Records in records end at the fourth, and what is deeper is counted.
#[test]
fn records_in_records_end() {
    let record = families::all().remove(2).1;
    let mut all = record.clone();
    for _ in 0..9 {
        let mut outer = record.clone();
        outer["credentialSubject"]["verifiableCredential"] = json!([all]);
        all = outer;
    }
    let found = verified(&all.to_string());
    let mut deepest = &found;
    let mut depth = 0;
    while let Some(inner) = deepest.members.first() {
        (deepest, depth) = (inner, depth + 1);
    }
    // The last stands for what is not looked at, so that nobody takes the whole for checked.
    assert_eq!(depth, 5);
    let (verdict, reason) = (deepest.report.verdict(), deepest.report.reason());
    assert_eq!((verdict, reason), (Verdict::Indeterminate, Some(Code::NestedTooDeep)));
}

/// Sixty at each level: of 3,600 badges in one file two thousand are looked at, and the others are counted.
#[test]
fn records_as_wide_as_they_may_be_end() {
    let record = |members: Vec<Value>| {
        json!({ "@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiableCredential", "ClrCredential"],
            "issuer": "did:example:a", "credentialSubject": { "verifiableCredential": members } })
    };
    let all = record(vec![record(vec![record(Vec::new()); 60]); 60]);
    let found = verified(&all.to_string());
    let is_left_out = |one: &&Verification| one.report.reason() == Some(Code::LeftOut);
    let inner = || found.members.iter().flat_map(|one| &one.members);
    assert_eq!(inner().filter(|one| !is_left_out(one)).count(), 2_000 - 60);
    // Those of the 33rd that there was no room for, and those of all behind it.
    assert_eq!(inner().filter(is_left_out).count(), 28);
    assert!(found.members[31].members.iter().all(|one| !is_left_out(&one)));
    assert_eq!(found.members[59].members.len(), 1);
    assert_ne!(found.report.verdict(), Verdict::Valid);
}

/// What is no credential where one should be, below a name that is in no badge: counted, and not repeated.
#[test]
fn reports_stay_near_the_size_of_their_files() {
    let files = [
        json!({ "type": "VerifiablePresentation",
            "verifiableCredential": vec![json!({ "type": "VerifiablePresentation", "verifiableCredential": vec![0; 200] }); 200] }),
        json!({ "type": "VerifiableCredential", "n".repeat(4_000): { "endorsement": vec![0; 50_000] } }),
        json!({ "type": "VerifiableCredential", "id": "n".repeat(1 << 20), "endorsement": vec![0; 200] }),
        json!({ "type": "VerifiableCredential", "proof": vec![0; 50_000] }),
        json!({ "type": "VerifiableCredential", "refreshService": vec![0; 50_000] }),
    ];
    for file in files {
        let text = file.to_string();
        let report = verified(&text).to_json().to_string();
        assert!(report.len() < 20 * text.len(), "{} of {}", report.len(), text.len());
    }
}
