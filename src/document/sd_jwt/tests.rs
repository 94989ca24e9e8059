//! Disclosures that find their places, and those that must not.

use serde_json::json;

use super::*;
use crate::encoding::sha256;

fn part(value: &Value) -> String {
    to_base64url(value.to_string().as_bytes())
}

fn digest(disclosure: &Value) -> String {
    to_base64url(&sha256(part(disclosure).as_bytes()))
}

fn sd_jwt(payload: &Value, disclosures: &[&Value]) -> String {
    let mut text = format!("{}.{}.AQ~", part(&json!({ "alg": "ES256" })), part(payload));
    for disclosure in disclosures {
        text.push_str(&part(disclosure));
        text.push('~');
    }
    text
}

fn code(payload: &Value, disclosures: &[&Value]) -> Option<Code> {
    split(&sd_jwt(payload, disclosures)).err().map(|problem| problem.code)
}

/// What is cut off the end takes nothing away from what is withheld (D5.8).
#[test]
fn without_its_last_sign_it_still_is_one() {
    let payload = json!({ "type": "VerifiableCredential", "a": [{ "_sd": ["withheld"] }] });
    let text = sd_jwt(&payload, &[]);
    for text in [text.as_str(), text.trim_end_matches('~')] {
        let document = crate::document::Document::parse(text).unwrap();
        assert_eq!(document.sd_jwt.map(|sd| sd.withheld), Some(1), "{text}");
    }
}

#[test]
fn disclosures_inside_each_other_end() {
    let nested = |levels: usize| {
        let mut disclosures = vec![json!(["s", "a", 1])];
        for _ in 1..levels {
            let inner = disclosures.last().map(digest);
            disclosures.push(json!(["s", "a", { "_sd": [inner] }]));
        }
        let payload = json!({ "_sd": [disclosures.last().map(digest)] });
        code(&payload, &disclosures.iter().collect::<Vec<_>>())
    };
    assert_eq!(nested(json::DEEPEST), None);
    assert_eq!(nested(json::DEEPEST + 1), Some(Code::TooDeep));
}

/// Each was parsed by itself; together they are as deep as all of them.
#[test]
fn disclosures_of_deep_values_end() {
    let nested = |levels: usize, arrays: usize| {
        let around = |value: Value| (0..arrays).fold(value, |value, _| json!([value]));
        let mut disclosures = vec![json!(["s", "a", around(json!(1))])];
        for _ in 1..levels {
            let inner = disclosures.last().map(digest);
            disclosures.push(json!(["s", "a", around(json!({ "_sd": [inner] }))]));
        }
        let payload = json!({ "_sd": [disclosures.last().map(digest)] });
        code(&payload, &disclosures.iter().collect::<Vec<_>>())
    };
    assert_eq!(nested(1, 60), None);
    assert_eq!(nested(5, 10), None);
    assert_eq!(nested(2, 58), Some(Code::TooDeep));
    assert_eq!(nested(20, 58), Some(Code::TooDeep));
}

/// Each is shown with what stands inside it: a large one deep inside would be there again at each level.
#[test]
fn what_is_shown_again_and_again_is_counted() {
    let nested = |levels: usize, bytes: usize| {
        let mut disclosures = vec![json!(["s", "a", "x".repeat(bytes)])];
        for _ in 1..levels {
            let inner = disclosures.last().map(digest);
            disclosures.push(json!(["s", "a", { "_sd": [inner] }]));
        }
        let payload = json!({ "_sd": [disclosures.last().map(digest)] });
        code(&payload, &disclosures.iter().collect::<Vec<_>>())
    };
    assert_eq!(nested(60, MOST_SHOWN / 65), None);
    assert_eq!(nested(60, MOST_SHOWN / 60), Some(Code::TooComplex));
}

#[test]
fn disclosed_claims_find_their_places() {
    let street = json!(["s1", "street", "Main St."]);
    let address = json!(["s2", "address", { "_sd": [digest(&street)] }]);
    let item = json!(["s3", "DE"]);
    let payload = json!({
        "iss": "a", "_sd_alg": "sha-256", "_sd": [digest(&address), "decoy"],
        "nations": [{ "...": digest(&item) }, { "...": "withheld" }, "FR"]
    });
    let (_, shown, sd) = split(&sd_jwt(&payload, &[&item, &street, &address])).unwrap();
    let all = json!({ "iss": "a", "address": { "street": "Main St." }, "nations": ["DE", "FR"] });
    assert_eq!(shown, all);
    assert_eq!(sd.withheld, 2);
    let places: Vec<&str> = sd.disclosures.iter().map(|one| one.at.as_str()).collect();
    assert_eq!(places, ["/nations/0", "/address/street", "/address"]);
    let (_, shown, sd) = split(&sd_jwt(&payload, &[])).unwrap();
    assert_eq!((shown, sd.withheld), (json!({ "iss": "a", "nations": ["FR"] }), 4));
}

#[test]
fn what_the_jwt_does_not_call_for_is_refused() {
    let name = json!(["s", "name", "Mallory"]);
    assert_eq!(code(&json!({ "iss": "a" }), &[&name]), Some(Code::UnsignedMember));
    let twice = json!({ "_sd": [digest(&name)], "inner": { "_sd": [digest(&name)] } });
    assert_eq!(code(&twice, &[&name]), Some(Code::MalformedProof));
    let called = json!({ "_sd": [digest(&name)] });
    assert_eq!(code(&called, &[&name, &name]), Some(Code::MalformedProof));
    let there = json!({ "name": "Alice", "_sd": [digest(&name)] });
    assert_eq!(code(&there, &[&name]), Some(Code::DuplicateMember));
    let in_list = json!({ "list": [{ "...": digest(&name) }] });
    assert_eq!(code(&in_list, &[&name]), Some(Code::MalformedProof));
    let item = json!(["s", 1]);
    assert_eq!(code(&json!({ "_sd": [digest(&item)] }), &[&item]), Some(Code::MalformedProof));
    for reserved in [json!(["s", "_sd", 1]), json!(["s", "...", 1]), json!(["s"]), json!({})] {
        let called = json!({ "_sd": [digest(&reserved)] });
        assert_eq!(code(&called, &[&reserved]), Some(Code::MalformedProof), "{reserved}");
    }
    let other = json!({ "_sd_alg": "md5" });
    assert_eq!(code(&other, &[&name]), Some(Code::UnsupportedAlgorithm));
}
