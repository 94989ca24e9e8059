//! What is shown is what was signed: tests of the way back from statements.

use std::rc::Rc;

use serde_json::{Value, json};

use super::{FEW, MOST_ALIKE, distinct, plain};
use crate::jsonld::dataset::Term;
use crate::jsonld::{ContextOrigin, LoadedContext, Loader, Options, contexts, expand};

struct Bundle;

impl Loader for Bundle {
    fn load(&self, url: &str) -> Option<LoadedContext> {
        let document: Rc<Value> = contexts::bundled(url)?.document();
        Some(LoadedContext { document, origin: ContextOrigin::Bundled })
    }
}

fn shown(json: &Value) -> Value {
    plain(&expand(json, &Options::new(&Bundle)).unwrap()).unwrap()
}

const CONTEXTS: [&str; 2] = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
];

fn badge() -> Value {
    json!({
        "@context": CONTEXTS,
        "id": "urn:uuid:1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": { "id": "did:web:example.edu", "type": "Profile", "name": "Example University" },
        "validFrom": "2024-05-03T00:00:00Z",
        "name": { "@value": "Naam", "@language": "nl", "@direction": "ltr" },
        "credentialSubject": {
            "type": "AchievementSubject",
            "identifier": [{ "type": "IdentityObject", "hashed": false,
                "identityHash": "Jane", "identityType": "name" }],
            "achievement": {
                "id": "urn:uuid:2", "type": "Achievement", "name": "Rust", "description": "Systems",
                "criteria": { "narrative": "Write *Rust*." }, "tag": ["a", "b"],
                "creditsAvailable": 3.5,
                "resultDescription": [{ "id": "urn:uuid:3", "type": "ResultDescription",
                    "name": "Mark", "resultType": "LetterGrade", "allowedValue": ["F", "A"] }],
            },
            "result": [{ "type": "Result", "resultDescription": "urn:uuid:3", "value": "A" }],
        },
        "proof": { "type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022",
            "proofPurpose": "assertionMethod", "proofValue": "z1",
            "verificationMethod": "did:web:example.edu#k" },
    })
}

#[test]
fn a_badge_comes_back_as_it_was() {
    let plain = shown(&badge());
    assert_eq!(plain["id"], "urn:uuid:1");
    assert_eq!(plain["@at"], "");
    assert_eq!(plain["type"], json!(["VerifiableCredential", "OpenBadgeCredential"]));
    assert_eq!(plain["issuer"]["name"], "Example University");
    assert_eq!(plain["issuer"]["@at"], "/issuer");
    assert_eq!(plain["validFrom"], "2024-05-03T00:00:00Z");
    assert_eq!(plain["name"], json!({ "@value": "Naam", "@language": "nl" }));
    let subject = &plain["credentialSubject"];
    assert_eq!(subject["identifier"]["hashed"], false);
    assert_eq!(subject["identifier"]["identityHash"], "Jane");
    let achievement = &subject["achievement"];
    assert_eq!(achievement["criteria"]["narrative"], "Write *Rust*.");
    assert_eq!(achievement["tag"], json!(["a", "b"]));
    assert_eq!(achievement["creditsAvailable"], 3.5);
    assert_eq!(achievement["resultDescription"]["allowedValue"], json!(["F", "A"]));
    assert_eq!(subject["result"]["resultDescription"], "urn:uuid:3");
    assert_eq!(plain["proof"]["proofPurpose"], "assertionMethod");
    assert_eq!(plain["proof"]["verificationMethod"], "did:web:example.edu#k");
    assert_eq!(plain.get("@foreign"), None);
}

#[test]
fn context_swaps_name_and_description() {
    // K4, measured: under 3.0.1 nothing is protected; the statements stay the same, so what is
    // shown stays the same.
    let mut honest = badge();
    honest["@context"] = json!([
        "https://www.w3.org/2018/credentials/v1",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json"
    ]);
    honest.as_object_mut().unwrap().remove("name");
    let mut swapped = honest.clone();
    let string = "https://www.w3.org/2001/XMLSchema#string";
    swapped["@context"].as_array_mut().unwrap().push(json!({
        "name": { "@id": "https://schema.org/description", "@type": string },
        "description": { "@id": "https://schema.org/name", "@type": string },
    }));
    for place in ["/issuer", "/credentialSubject/achievement"] {
        let object = swapped.pointer_mut(place).unwrap().as_object_mut().unwrap();
        let (name, description) = (object.remove("name"), object.remove("description"));
        object.extend(name.map(|text| ("description".to_owned(), text)));
        object.extend(description.map(|text| ("name".to_owned(), text)));
    }
    let description = &mut swapped["credentialSubject"]["achievement"]["resultDescription"][0];
    let name = description.as_object_mut().unwrap().remove("name").unwrap();
    description["description"] = name;
    assert_ne!(honest, swapped);
    assert_eq!(statements(&honest), statements(&swapped));
    assert_eq!(without_places(shown(&honest)), without_places(shown(&swapped)));
    assert_eq!(shown(&swapped)["credentialSubject"]["achievement"]["name"], "Rust");
}

/// How many statements of each predicate and object there are, apart from blank nodes.
fn statements(json: &Value) -> Vec<String> {
    let expanded = expand(json, &Options::new(&Bundle)).unwrap();
    let mut all: Vec<_> = expanded
        .to_dataset()
        .unwrap()
        .into_iter()
        .filter(|quad| !matches!(quad.object, Term::Blank(_)))
        .map(|quad| format!("{:?} {:?}", quad.predicate, quad.object))
        .collect();
    all.sort();
    all
}

fn without_places(mut json: Value) -> Value {
    match &mut json {
        Value::Object(object) => {
            object.remove("@at");
            object.values_mut().for_each(|value| *value = without_places(value.take()));
        }
        Value::Array(items) => items.iter_mut().for_each(|it| *it = without_places(it.take())),
        _ => {}
    }
    json
}

#[test]
fn what_makes_no_statement_is_not_shown() {
    let mut json = badge();
    json["unknown"] = "never signed".into();
    json["credentialSubject"]["achievement"]["id"] = "ach-1".into();
    json["evidence"] = json!([{ "id": "https://e.example/1", "type": ["Evidence", "odd"],
        "name": { "@value": "x", "@language": "not a tag" } }]);
    let plain = shown(&json);
    assert_eq!(plain.get("unknown"), None);
    assert_eq!(plain["credentialSubject"].get("achievement"), None);
    assert_eq!(plain["evidence"]["type"], "Evidence");
    assert_eq!(plain["evidence"].get("name"), None);
}

#[test]
fn a_name_moved_to_another_object_of_the_same_identifier_changes_nothing() {
    // K9, measured: the statements are equal.
    let mut moved = badge();
    moved["credentialSubject"]["achievement"]["creator"] =
        json!({ "id": "did:web:example.edu", "type": "Profile", "name": "Example University" });
    moved["issuer"] = json!({ "id": "did:web:example.edu", "type": "Profile" });
    let plain = shown(&moved);
    assert_eq!(plain["issuer"]["name"], "Example University");
    let creator = &plain["credentialSubject"]["achievement"]["creator"];
    assert_eq!(creator["name"], "Example University");
}

#[test]
fn own_words_stand_apart() {
    let mut json = badge();
    json["@context"].as_array_mut().unwrap().push(json!({
        "room": "https://e.example/ns#room", "seat": "https://e.example/ns#seat",
        "evil": "https://e.example/ns#name",
    }));
    json["credentialSubject"]["room"] =
        json!({ "seat": ["12", 13], "evil": "Harvard", "type": "https://e.example/ns#Room" });
    let plain = shown(&json);
    let foreign = json!([
        { "iri": "https://e.example/ns#name", "text": "Harvard", "at": "/credentialSubject/room/evil" },
        { "iri": "https://e.example/ns#seat", "text": "12", "at": "/credentialSubject/room/seat/0" },
        { "iri": "https://e.example/ns#seat", "text": 13, "at": "/credentialSubject/room/seat/1" },
    ]);
    assert_eq!(plain["@foreign"], foreign);
    assert_eq!(plain["credentialSubject"]["@foreign"], foreign);
    assert_eq!(plain["credentialSubject"].get("room"), None);
}

#[test]
fn criteria_may_have_the_identifier_of_their_achievement() {
    let mut json = badge();
    json["credentialSubject"]["achievement"]["criteria"]["id"] = "urn:uuid:2".into();
    let plain = shown(&json);
    let achievement = &plain["credentialSubject"]["achievement"];
    assert_eq!(achievement["name"], "Rust");
    assert_eq!(achievement["criteria"]["narrative"], "Write *Rust*.");
    assert_eq!(achievement["criteria"]["resultDescription"], "urn:uuid:3");
}

#[test]
fn circles_and_repetitions_end() {
    let mut json = badge();
    let mut inner = json!({ "id": "https://e.example/0", "type": "Profile" });
    for level in 1..50 {
        let id = format!("https://e.example/{level}");
        inner = json!({ "id": id, "type": "Profile", "parentOrg": inner });
    }
    json["issuer"] = inner;
    json["issuer"]["parentOrg"]["parentOrg"] = "https://e.example/49".into();
    let again = &shown(&json)["issuer"]["parentOrg"]["parentOrg"];
    assert_eq!(again["id"], "https://e.example/49");
    assert_eq!(again["parentOrg"], "https://e.example/48");
    let related: Vec<_> = (0..40)
        .map(|n| {
            json!({ "id": format!("https://e.example/{n}"), "type": "Profile", "parentOrg":
            [format!("https://e.example/{}", n + 1), { "id": format!("https://e.example/{}", n + 1),
              "type": "Profile", "name": "n" }] })
        })
        .collect();
    // More levels than anybody reads are not shown in part.
    let mut deep = badge();
    deep["issuer"] = (0..100).fold(json!({}), |inner, level| {
        json!({ "id": format!("https://e.example/{level}"), "type": "Profile", "parentOrg": inner })
    });
    let endless = |json: &Value| plain(&expand(json, &Options::new(&Bundle)).unwrap()).is_none();
    json["evidence"] = related.into();
    assert!(endless(&json) && endless(&deep));
    // Nothing deep or often, but large: a text of a megabyte below a thing that many others name.
    let mut json = badge();
    json["issuer"] =
        json!({ "id": "https://e.example/0", "type": "Profile", "name": "n".repeat(1 << 20) });
    let named =
        |many: usize| vec![json!({ "type": "Profile", "parentOrg": "https://e.example/0" }); many];
    json["evidence"] = named(10).into();
    assert!(!endless(&json));
    json["evidence"] = named(300).into();
    assert!(endless(&json));
}

/// A record speaks of one learner at each of its badges: each says its own, and the first all of it.
#[test]
fn one_thing_at_many_places_is_written_whole_once() {
    let many = |many: usize| {
        let mut json = badge();
        let place = |n: usize| json!({ "type": "Evidence", "id": "https://e.example/same", "name": format!("{n}") });
        json["evidence"] = (0..many).map(place).collect();
        let shown = shown(&json);
        let names = |at: usize| shown["evidence"][at]["name"].as_array().map_or(1, Vec::len);
        (names(0), names(1), names(many - 1))
    };
    assert_eq!(many(MOST_ALIKE), (MOST_ALIKE, MOST_ALIKE, MOST_ALIKE));
    assert_eq!(many(MOST_ALIKE + 1), (MOST_ALIKE + 1, 1, 1));
    assert_eq!(many(500), (500, 1, 1));
}

#[test]
fn a_statement_counts_once_among_few_and_among_many() {
    let object = |at: usize, id: Option<&str>| {
        let mut object = json!({ "@at": format!("/{at}"), "name": "x" });
        if let Some(id) = id {
            object["id"] = id.into();
        }
        object
    };
    let few = vec![
        json!("a"),
        json!(1),
        json!("1"),
        json!("a"),
        object(0, Some("urn:a")),
        object(1, Some("urn:a")),
        object(2, Some("urn:b")),
        // Without an identifier they may be alike and yet be several.
        object(3, None),
        object(4, None),
    ];
    let once = vec![
        json!("a"),
        json!(1),
        json!("1"),
        object(0, Some("urn:a")),
        object(2, Some("urn:b")),
        object(3, None),
        object(4, None),
    ];
    let mut values = few.clone();
    distinct(&mut values);
    assert_eq!(values, once);
    let others: Vec<Value> = (0..FEW).map(|n| json!(format!("other {n}"))).collect();
    let mut values = [few, others.clone()].concat();
    distinct(&mut values);
    assert_eq!(values, [once, others].concat());
}

#[test]
fn a_proof_is_passed_over_where_it_stands_and_nowhere_else() {
    let mut whole = badge();
    whole["credentialSubject"]["achievement"]["proof"] = json!({ "type": "DataIntegrityProof" });
    let mut left = whole.clone();
    left.as_object_mut().unwrap().remove("proof");
    let bundle = Options::new(&Bundle);
    let without = expand(&whole, &Options { without: Some("proof"), ..bundle }).unwrap();
    assert_eq!(without.items, expand(&left, &bundle).unwrap().items);
    assert_ne!(without.items, expand(&whole, &bundle).unwrap().items);
    // Nor does it lend its types, where an issuer's own context calls it one.
    let mut alias = json!({
        "@context": { "proof": "@type", "T": { "@id": "a:T", "@context": { "p": "a:p" } } },
        "@id": "a:1", "proof": "T", "p": "x"
    });
    let without = expand(&alias, &Options { without: Some("proof"), ..bundle }).unwrap();
    alias.as_object_mut().unwrap().remove("proof");
    let left = expand(&alias, &bundle).unwrap();
    assert_eq!((without.items, without.events), (left.items, left.events));
}
