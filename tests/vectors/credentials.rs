//! W3C test suites of whole documents: VC-JOSE-COSE and the data model 2.0.

use std::fs;

use proofmark::report::{Axis, Code, Outcome, Verdict};
use proofmark::resource::Resources;
use proofmark::{Verification, read};
use serde_json::{Value, json};

use crate::support::{TestKey, at, by_did_key, fetched, json_file, question, tally, vectors};

#[test]
#[cfg_attr(not(has_vectors), ignore = "needs the published vectors (PROOFMARK_VECTORS)")]
fn vc_jose_cose() {
    let Some(folder) = vectors("vc-jose-cose") else { return };
    let manifest = json_file(&folder.join("manifest.json"));
    // The day the examples were signed; this verifier is younger than that.
    let mut options = question(at("2024-12-16T12:00:00Z"));
    options.limits.released = at("2024-01-01T00:00:00Z");
    let results = manifest["cases"].as_array().unwrap().iter().map(|case| {
        let id = case["id"].as_str().unwrap().to_owned();
        let bytes = fs::read(folder.join(case["file"].as_str().unwrap())).unwrap();
        let method = json_file(&folder.join(case["key"].as_str().unwrap()));
        let set = json!({ "keys": [method["publicKeyJwk"]] }).to_string();
        let url = "https://example.issuer/.well-known/jwks.json";
        let mut resources = Resources::new();
        resources.insert(url, Ok(fetched(url, set, Some(options.at))));
        let found = read(&id, &bytes).map(|all| all[0].verify(&resources, &options));
        let good = case["expect"] == "valid";
        let result = match &found {
            _ if id.contains("COSE") => by_name_only(&found, good),
            Ok(found) if good => match found.report.verdict() {
                Verdict::Valid => Ok(()),
                _ => Err(format!("{:#?}", found.report.checks)),
            },
            Ok(found) if found.report.axis(Axis::Integrity) == Outcome::Passed => {
                Err("passed".to_owned())
            }
            Err(problem) if good => Err(problem.to_string()),
            _ => Ok(()),
        };
        (id, result)
    });
    assert!(tally("vc-jose-cose", results.collect()) >= 20);
}

/// COSE is recognised by name (A24); what is not even that is no badge.
fn by_name_only(
    found: &Result<Verification, proofmark::report::Problem>,
    good: bool,
) -> Result<(), String> {
    match found {
        Ok(found) if found.report.reason() == Some(Code::UnsupportedEnvelope) => Ok(()),
        Err(_) if !good => Ok(()),
        Ok(found) => Err(format!("{:?}", found.report.reason())),
        Err(problem) => Err(problem.to_string()),
    }
}

/// Every document is signed by the test issuer; what departs from the data model must be noted or
/// refused, and what does not must be neither.
#[test]
#[cfg_attr(not(has_vectors), ignore = "needs the published vectors (PROOFMARK_VECTORS)")]
fn data_model_2() {
    let Some(folder) = vectors("vcdm2") else { return };
    let manifest = json_file(&folder.join("manifest.json"));
    let key = TestKey::named("alice");
    let results = manifest["cases"].as_array().unwrap().iter().map(|case| {
        let file = case["file"].as_str().unwrap();
        let mut document = json_file(&folder.join(file));
        complete(file, &mut document, &key);
        // What has no proof is given one, where that is possible at all.
        if document.get("proof").is_none() {
            let mut options = by_did_key(&key, "eddsa-rdfc-2022");
            options.unhashable = true;
            if file.contains("presentation") {
                options.members.insert("proofPurpose".into(), "authentication".into());
            }
            key.sign(&mut document, &options, &Resources::new());
        }
        let found = read(file, document.to_string().as_bytes());
        let found = found
            .map(|all| all[0].verify(&Resources::new(), &question(at("2026-11-23T00:00:00Z"))));
        let departs = found.as_ref().map_or(Some("no credential".to_owned()), departure);
        let result = match (case["expect"].as_str().unwrap(), departs) {
            ("ok", Some(why)) => Err(why),
            ("fail", None) => Err("nothing was noticed".to_owned()),
            _ => Ok(()),
        };
        (file.to_owned(), result)
    });
    assert!(tally("vcdm2", results.collect()) >= 85);
}

/// The suite leaves the issuer to whoever issues.
fn complete(file: &str, document: &mut Value, key: &TestKey) {
    if file.contains("presentation") {
        return;
    }
    match document.get_mut("issuer") {
        None if !file.contains("no-issuer") => document["issuer"] = key.did().into(),
        Some(Value::Object(issuer))
            if file.contains("names-and-descriptions") || file.ends_with("-object-ok.json") =>
        {
            issuer.entry("id").or_insert_with(|| key.did().into());
        }
        _ => {}
    }
}

/// The first departure from the data model that the report names, here or inside.
fn departure(found: &Verification) -> Option<String> {
    let checks = &found.report.checks;
    let broken = checks.iter().find_map(|check| match &check.outcome {
        Outcome::Failed(problem) if check.axis == Some(Axis::Integrity) => {
            Some(problem.to_string())
        }
        Outcome::Failed(problem) if problem.code == Code::PeriodReversed => {
            Some(problem.to_string())
        }
        _ => None,
    });
    let notes = checks.iter().flat_map(|check| &check.notes);
    let mut noted = notes.filter(|note| note.code == Code::NotToStandard);
    broken
        .or_else(|| noted.next().map(ToString::to_string))
        .or_else(|| found.members.iter().find_map(departure))
}
