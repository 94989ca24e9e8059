//! What a file may cost with everything in it: each of its documents within its own limits, all of them
//! together too much.

use proofmark::report::{Code, Verdict};
use proofmark::resource::{Options, Resources};
use proofmark::{Reading, Verification, read};
use serde_json::{Map, Value, json};

use super::support::evidence::StatusList;
use super::support::{TestKey, by_did_key, fetched};
use super::work::badge;
use super::{families, has, now};

/// The question, with so much work allowed.
fn within(work: u64) -> Options {
    let mut options = now();
    options.limits.work = work;
    options
}

/// A presentation, signed by nobody, of so many badges.
fn presentation(many: usize, badge: impl Fn(usize) -> Value) -> Reading {
    let badges: Vec<Value> = (0..many).map(|number| families::signed(badge(number))).collect();
    let text = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": badges
    });
    read("presentation.json", text.to_string().as_bytes()).unwrap().remove(0)
}

/// How many members of a file were given up because of the whole; those come last, and the others are as
/// they are alone.
fn given_up(found: &Verification) -> usize {
    let is_given_up = |member: &Verification| has(&member.report, Code::TooComplex);
    let first = found.members.iter().position(is_given_up).unwrap_or(found.members.len());
    let (whole, cut) = found.members.split_at(first);
    assert!(whole.iter().all(|member| member.report.verdict() == Verdict::Valid));
    assert!(cut.iter().all(|member| {
        is_given_up(member) && member.report.verdict() == Verdict::Indeterminate
    }));
    cut.len()
}

/// The same with contexts of the badge's own, which are read anew for each.
fn with_terms(mut badge: Value, many: usize) -> Value {
    let terms = (0..many).map(|term| (format!("t{term}"), json!("https://e.example/t")));
    let terms = Value::Object(terms.collect::<Map<_, _>>());
    badge["@context"].as_array_mut().unwrap().push(terms);
    badge
}

#[test]
fn a_file_of_dear_badges_is_given_up_in_part() {
    let reading = presentation(6, |_| with_terms(badge(), 2_000));
    let resources = Resources::new();
    let verify = |work| reading.verify(&resources, &within(work));
    // Each is read for the claims and the signature, and once for the configuration of its proof.
    let some = given_up(&verify(25_000_000));
    assert!((1..6).contains(&some), "{some}");
    // What was kept from the first time costs as much as it did then.
    assert_eq!(given_up(&verify(25_000_000)), some);
    assert_eq!(given_up(&verify(10_000_000_000)), 0);
    assert_eq!(given_up(&verify(25_000_000)), some);
    assert_eq!(given_up(&verify(1)), 6);
}

/// Each badge costs so many steps of canonicalisation: evidence that nothing tells apart.
#[test]
fn a_file_of_badges_that_are_hard_to_name_is_given_up_in_part() {
    let reading = presentation(4, |_| {
        let mut badge = badge();
        badge["evidence"] = vec![json!({ "type": "Evidence", "name": "n" }); 3_000].into();
        badge
    });
    let resources = Resources::new();
    let verify = |work| given_up(&reading.verify(&resources, &within(work)));
    assert_eq!(verify(10_000_000_000), 0);
    let some = verify(80_000_000);
    assert!((1..4).contains(&some), "{some}");
}

/// A status list that was verified for another file costs the same again: what a report says must not depend
/// on what was dropped before.
#[test]
fn what_was_dropped_before_changes_nothing() {
    let url = "https://school.example/status/1";
    let alice = TestKey::named("alice");
    let did = alice.did();
    let mut list = StatusList::new(url, &did, &[]).credential();
    list = with_terms(list, 3_000);
    alice.sign(&mut list, &by_did_key(&alice, "eddsa-rdfc-2022"), &Resources::new());
    let evidence = || {
        let mut resources = Resources::new();
        resources.insert(url, Ok(fetched(url, list.to_string(), Some(now().at))));
        resources
    };
    let reading = presentation(6, |number| {
        let mut badge = badge();
        badge["credentialStatus"] = json!({
            "id": format!("{url}#{number}"), "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation", "statusListIndex": number.to_string(),
            "statusListCredential": url
        });
        badge
    });
    let fresh = |work| given_up(&reading.verify(&evidence(), &within(work)));
    assert_eq!(fresh(10_000_000_000), 0);
    let works: Vec<u64> = (1..8).map(|tens| tens * 20_000_000).collect();
    let expected: Vec<usize> = works.iter().map(|work| fresh(*work)).collect();
    assert!(expected.iter().any(|some| (1..6).contains(some)), "{expected:?}");
    // The same evidence for all of them, so that the list is kept from the first on.
    let shared = evidence();
    reading.verify(&shared, &now());
    let found = works.iter().map(|work| given_up(&reading.verify(&shared, &within(*work))));
    assert_eq!(found.collect::<Vec<_>>(), expected);
}

/// The largest honest file is far from it: a record of as many badges as are looked at.
#[test]
fn two_hundred_badges_cost_a_twentieth() {
    let reading = presentation(200, |_| badge());
    let options = now();
    let found = reading.verify(&Resources::new(), &within(options.limits.work / 20));
    assert_eq!((found.members.len(), given_up(&found)), (200, 0));
}
