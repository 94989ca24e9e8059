//! Contexts that grow, multiply or turn in circles: each ends, and says why.

use proofmark::read;
use proofmark::report::{Code, Verdict};
use proofmark::resource::Resources;
use serde_json::{Map, Value, json};

use super::support::{TestKey, by_did_key, fetched};
use super::work::badge;
use super::{families, has, now, verified};

/// An inline context of so many terms, each with the same definition.
fn terms(many: usize, definition: &Value) -> Value {
    let terms = (0..many).map(|term| (format!("t{term}"), definition.clone()));
    Value::Object(terms.collect::<Map<_, _>>())
}

/// The badge with one context more and so much evidence, signed as nothing: too much to be hashed.
fn given_up(context: Value, evidence: Vec<Value>) -> bool {
    let mut badge = badge();
    badge["@context"].as_array_mut().unwrap().push(context);
    badge["evidence"] = evidence.into();
    let found = verified(&families::signed(badge).to_string());
    let given_up = has(&found.report, Code::TooComplex);
    assert_eq!(found.report.verdict() == Verdict::Indeterminate, given_up, "{:?}", found.report);
    given_up
}

/// Each piece of evidence adds a term to a context of thousands, which is copied for it.
#[test]
fn contexts_that_thousands_add_to_are_given_up() {
    let evidence = |many: usize| {
        let own = json!({ "@context": { "own": "https://e.example/own" }, "type": "Evidence", "own": "x" });
        vec![own; many]
    };
    let context = || terms(4_000, &json!("https://e.example/t"));
    assert!(!given_up(context(), evidence(10)));
    assert!(given_up(context(), evidence(3_000)));
}

/// Each of thousands of terms has a context of its own, which is the large one with a term more.
#[test]
fn contexts_within_a_large_one_are_given_up() {
    let own =
        json!({ "@id": "https://e.example/t", "@context": { "own": "https://e.example/own" } });
    let evidence =
        (0..4_000).map(|term| json!({ "type": "Evidence", format!("t{term}"): { "own": "x" } }));
    assert!(given_up(terms(4_000, &own), evidence.collect()));
}

/// The configuration of each proof is expanded in the document's contexts, which a document may need once
/// and sixteen proofs sixteen times.
#[test]
fn contexts_larger_than_a_proof_needs_are_given_up() {
    assert!(!given_up(terms(15_000, &json!("https://e.example/t")), Vec::new()));
    assert!(given_up(terms(25_000, &json!("https://e.example/t")), Vec::new()));
}

/// Every object is looked through for every word that stands for a keyword.
#[test]
fn words_for_keywords_end() {
    assert!(!given_up(terms(150, &json!("@type")), Vec::new()));
    assert!(given_up(terms(250, &json!("@type")), Vec::new()));
}

/// Two profiles that name each other's parents double at every step.
#[test]
fn things_that_refer_to_each_other_end() {
    let profile = |name: usize| format!("https://e.example/{name}");
    let evidence = (0..40).map(|one| {
        let next = json!({ "id": profile(one + 1), "type": "Profile", "name": "n" });
        json!({ "id": profile(one), "type": "Profile", "parentOrg": [profile(one + 1), next] })
    });
    assert!(given_up(json!({}), evidence.collect()));
}

/// Contexts that bring each other, or themselves, end. What is scoped to a word may do so (JSON-LD 1.1,
/// section 4.1.9); what brings itself, or defines a word by itself, may not.
#[test]
fn contexts_in_circles_end() {
    let (one, other) = ("https://example.edu/one", "https://example.edu/other");
    let scoped =
        json!({ "@propagate": false, "a": { "@id": "https://a.example/a", "@context": other } });
    let circles = [
        (json!([other]), json!([one]), false),
        (json!({ "@import": other }), json!({ "@import": one }), false),
        (json!({ "a": "b:c", "b": "a:c" }), json!({}), false),
        (scoped, json!([one]), true),
    ];
    for (first, second, may_be) in circles {
        let mut resources = Resources::new();
        for (url, context) in [(one, first), (other, second)] {
            let body = json!({ "@context": context }).to_string();
            resources.insert(url, Ok(fetched(url, body, Some(now().at))));
        }
        let mut badge = badge();
        badge["@context"].as_array_mut().unwrap().push(one.into());
        badge["a"] = json!({ "a": { "a": 1 } });
        let alice = TestKey::named("alice");
        let options = super::support::ProofOptions {
            unhashable: true,
            ..by_did_key(&alice, "eddsa-rdfc-2022")
        };
        alice.sign(&mut badge, &options, &resources);
        let text = badge.to_string();
        let report = read("badge", text.as_bytes()).unwrap()[0].verify(&resources, &now()).report;
        assert_eq!(report.verdict() == Verdict::Valid, may_be, "{:?}", report.checks);
    }
}

/// A context of a term that is nothing but nulls, wherever the term is used; and a name that is repeated in
/// the place of each of many values.
#[test]
fn contexts_of_nothing_and_long_places_are_given_up() {
    let evidence = |many: usize| vec![json!({ "type": "Evidence", "t": vec![1; 200] }); many];
    let nulls = |many: usize| json!({ "t": { "@id": "https://e.example/t", "@context": vec![Value::Null; many] } });
    assert!(!given_up(nulls(10), evidence(10)));
    assert!(given_up(nulls(2_000), evidence(10)));
    let long = "n".repeat(2_000);
    let name = |many: usize| {
        let place = json!({ &long: { &long: vec![1; many] } });
        let terms = json!({ &long: { "@id": "https://e.example/n", "@type": "@id" } });
        given_up(terms, vec![place])
    };
    assert!(!name(1_000));
    assert!(name(30_000));
}
