//! JSON Web Signatures, keys and canonical JSON.

use std::fs;

use proofmark::document::{jcs, json, jws};
use proofmark::key::VerificationKey;
use proofmark::proof::verify_jws;
use proofmark::report::{Code, Stop};
use serde_json::{Map, Value};

use crate::support::{json_file, tally, vectors};

/// The public half of a JWK.
fn public(jwk: &Value) -> Map<String, Value> {
    let mut jwk = jwk.as_object().cloned().unwrap_or_default();
    for secret in ["d", "p", "q", "dp", "dq", "qi"] {
        jwk.remove(secret);
    }
    jwk
}

fn is_shared(jwk: &Value) -> bool {
    jwk["kty"] == "oct"
}

/// Whether one of these keys checks this JWS; the one it names, if it names one.
fn check(jws: &str, keys: &Value) -> Result<(), Stop> {
    let all = keys["keys"].as_array().cloned().unwrap_or_else(|| vec![keys.clone()]);
    let mut last = Err(Stop::failed(Code::MalformedKey, "no key"));
    for jwk in &all {
        let jws = jws::split(jws).map_err(Stop::Failed)?;
        last = VerificationKey::from_jwk(&public(jwk)).and_then(|key| verify_jws(&jws, &key));
        if last.is_ok() {
            return last;
        }
    }
    last
}

#[test]
#[cfg_attr(not(has_vectors), ignore = "needs the published vectors (PROOFMARK_VECTORS)")]
fn wycheproof_jose() {
    let Some(folder) = vectors("wycheproof") else { return };
    let mut results = Vec::new();
    for name in ["json_web_signature", "json_web_key", "json_web_crypto"] {
        let file = json_file(&folder.join(format!("share/{name}_test.json")));
        for group in file["testGroups"].as_array().unwrap() {
            let keys = group.get("public").unwrap_or(&group["private"]);
            for test in group["tests"].as_array().unwrap() {
                let Some(jws) = test["jws"].as_str() else { continue };
                let valid = test["result"] == "valid";
                // Shared secrets are refused whatever they sign: only the refusals are ours to show.
                let shared = jws::split(jws).is_ok_and(|jws| {
                    jws.header["alg"].as_str().is_some_and(|alg| alg.starts_with("HS"))
                });
                if valid && (shared || is_shared(keys)) {
                    continue;
                }
                let found = check(jws, keys);
                let id = format!("{name} {}", test["tcId"]);
                let right = found.is_ok() == valid;
                let why = || format!("{} {}: {found:?}", group["comment"], test["comment"]);
                results.push((id, right.then_some(()).ok_or_else(why)));
            }
        }
    }
    assert!(tally("wycheproof-jose", results) >= 250);
}

#[test]
#[cfg_attr(not(has_vectors), ignore = "needs the published vectors (PROOFMARK_VECTORS)")]
fn rfc_examples() {
    let Some(folder) = vectors("jose") else { return };
    let manifest = json_file(&folder.join("manifest.json"));
    let results = manifest["cases"].as_array().unwrap().iter().map(|case| {
        let file = json_file(&folder.join(case["file"].as_str().unwrap()));
        (case["id"].as_str().unwrap().to_owned(), example(case, &file))
    });
    assert!(tally("jose", results.collect()) >= 20);
}

fn example(case: &Value, file: &Value) -> Result<(), String> {
    let expect = case["expect"].as_str().unwrap();
    if expect == "parse" {
        let keys = file["keys"].as_array().cloned().unwrap_or_else(|| vec![file.clone()]);
        for jwk in keys {
            let found = VerificationKey::from_jwk(jwk.as_object().unwrap());
            let right = match (&found, is_shared(&jwk), jwk.get("d").is_some()) {
                (Err(Stop::Failed(problem)), true, _) | (Err(Stop::Failed(problem)), _, true) => {
                    problem.code == Code::KeyIsPublic
                }
                (Ok(_), false, false) => true,
                _ => false,
            };
            // An early draft's name for secp256k1, and keys for encryption.
            if !right && jwk["crv"] != "P-256K" && jwk["use"] != "enc" && jwk["crv"] != "X25519" {
                return Err(format!("{jwk}: {found:?}"));
            }
        }
        return Ok(());
    }
    let key = file.get("key").or_else(|| file["input"].get("key")).cloned().unwrap_or_default();
    let Some(compact) = file["compact"].as_str().or_else(|| file["output"]["compact"].as_str())
    else {
        // JSON serialisation: recognised where a badge would stand, and never checked (A24).
        let text = file.get("jws").unwrap_or(&file["output"]).to_string();
        return match proofmark::document::Document::parse(&text) {
            Err(_) => Ok(()),
            Ok(_) => Err("was taken for a credential".into()),
        };
    };
    let found = check(compact, &key);
    // Shared secrets are refused by name, before their key is looked at.
    let shared = is_shared(&key);
    if (found.is_ok() == (expect == "valid")) != shared {
        return Ok(());
    }
    Err(format!("{expect}, found {found:?}"))
}

#[test]
#[cfg_attr(not(has_vectors), ignore = "needs the published vectors (PROOFMARK_VECTORS)")]
fn canonical_json() {
    let Some(folder) = vectors("jcs") else { return };
    let manifest = json_file(&folder.join("manifest.json"));
    let results = manifest["cases"].as_array().unwrap().iter().map(|case| {
        let text = fs::read(folder.join(case["file"].as_str().unwrap())).unwrap();
        let parsed = String::from_utf8(text).ok().and_then(|text| json::parse(&text).ok());
        let result = match (case["result"].as_str(), parsed) {
            (None, None) => Ok(()),
            (None, Some(_)) => Err("was read".into()),
            (Some(_), None) => Err("was not read".into()),
            (Some(file), Some(value)) => {
                let expected = fs::read_to_string(folder.join(file)).unwrap();
                let found = jcs::canonical(&value);
                (found == expected).then_some(()).ok_or(found)
            }
        };
        (case["id"].as_str().unwrap().to_owned(), result)
    });
    assert_eq!(tally("jcs", results.collect()), 8);
}
