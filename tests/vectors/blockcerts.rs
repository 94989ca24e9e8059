//! Blockcerts: the fixtures of cert-verifier-js, as far as they can be decided without a blockchain.

use proofmark::report::{Axis, Code, Outcome, Verdict};
use proofmark::resource::Resources;
use proofmark::{Verification, read};
use serde_json::Value;

use crate::support::{at, fetched, json_file, question, tally, vectors};

/// What a verifier without a blockchain can say of a case.
fn judge(case: &Value, found: &Verification) -> Result<(), String> {
    let report = &found.report;
    let said = || {
        let lines: Vec<_> = report.checks.iter().map(|check| &check.outcome).collect();
        Err(format!("{:?} {:?} {lines:?}", report.verdict(), report.reason()))
    };
    let intact = report.axis(Axis::Integrity) == Outcome::Passed;
    let by_chain = [Some(Code::AnchorNotChecked), Some(Code::TestChain)].contains(&report.reason());
    let is_merkle = report.checks.iter().any(|check| match &check.outcome {
        Outcome::Unknown(problem) => {
            matches!(problem.code, Code::AnchorNotChecked | Code::TestChain)
        }
        _ => false,
    });
    // Nothing that hangs on a chain is ever called valid.
    if is_merkle && report.verdict() == Verdict::Valid && case["expect"] != "valid" {
        return said();
    }
    match case["expect"].as_str().unwrap_or_default() {
        "unsupported" if report.reason() == Some(Code::OldBlockcerts) => Ok(()),
        "valid" | "unasserted" if intact => Ok(()),
        "invalid" if report.verdict() == Verdict::Invalid => Ok(()),
        // What is wrong is on the chain, or in the profile that is compared with it.
        "invalid" if intact && by_chain && case["offline"].is_null() => Ok(()),
        "revoked" if report.reason() == Some(Code::Revoked) || intact && by_chain => Ok(()),
        _ => said(),
    }
}

#[test]
#[cfg_attr(not(has_vectors), ignore = "needs the published vectors (PROOFMARK_VECTORS)")]
fn blockcerts() {
    let Some(folder) = vectors("blockcerts") else { return };
    let mut resources = Resources::new();
    for (url, file) in json_file(&folder.join("urlmap.json")).as_object().unwrap() {
        let body = std::fs::read(folder.join(file.as_str().unwrap())).unwrap();
        resources.insert(url, Ok(fetched(url, body, Some(at("2026-06-30T00:00:00Z")))));
    }
    for entry in std::fs::read_dir(folder.join("assertions")).unwrap() {
        let body = std::fs::read(entry.unwrap().path()).unwrap();
        let json: Value = serde_json::from_slice(&body).unwrap();
        if let Some(url) = json["id"].as_str().filter(|id| id.starts_with("https://"))
            && resources.get(url).is_none()
        {
            resources.insert(url, Ok(fetched(url, body, Some(at("2026-06-30T00:00:00Z")))));
        }
    }
    let manifest = json_file(&folder.join("manifest.json"));
    let results = manifest["cases"].as_array().unwrap().iter().map(|case| {
        let id = case["id"].as_str().unwrap().to_owned();
        let bytes = std::fs::read(folder.join(case["file"].as_str().unwrap())).unwrap();
        let mut options = question(at(case["now"].as_str().unwrap()));
        options.limits.released = at("2000-01-01T00:00:00Z");
        let result = match read(&id, &bytes) {
            Err(problem) => Err(problem.to_string()),
            Ok(readings) => judge(case, &readings[0].verify(&resources, &options)),
        };
        (id, result)
    });
    assert!(tally("blockcerts", results.collect()) >= 30);
}
