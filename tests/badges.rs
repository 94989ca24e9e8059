//! Real badges, read by path and never copied: each report must be one that its record allows.
//!
//! The folder is `PROOFMARK_BADGES`, by default `../shared/badges`; where it is absent the test says
//! so and counts as ignored.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proofmark::report::Axis;
use proofmark::resource::{Options, Resources, SuppliedEvidence};
use proofmark::time::Timestamp;
use proofmark::{Verification, read};
use serde_json::Value;

/// Families whose proofs this build checks: every record must be met.
const COVERED: &[&str] = &[
    "cognipilot-ob3",
    "dcc-vc-test-fixtures",
    "mit-learn",
    "gentropic-ob3",
    "andamio-ob3",
    "teachplay-ob3",
    "jff-plugfest",
    "1edtech-validator-ob3",
    "credly-ob3-png",
    "ericatrump-ob3-vcjwt-png",
    "waltid-ob3-jwt",
    "clr2",
    "blockcerts",
    "chapi-unsigned-ob3",
    "europass-elm",
    "dcc-docs",
    "ob3-examples-unsigned",
    "edubadges-ob3-unsigned",
    "misc-ob3",
    "negatives",
    "credly-ob2-png",
    "badgr-ob2-png",
    "badgr-testfiles",
    "virtualbadge-ob2-png",
    "mozilla-ob1-png",
    "mozilla-ob1-svg",
    "badge101-ob1",
    "swindler-ob1",
    "selfhosted-ob2",
    "selfhosted-ob2-svg",
    "ericatrump-ob2-text-png",
    "1edtech-validator-ob2",
    "issue-threads",
];

fn folder() -> Option<PathBuf> {
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/badges");
    let folder = std::env::var_os("PROOFMARK_BADGES").map_or(default, PathBuf::from);
    let found = folder.join("manifest.json").is_file();
    if !found {
        println!("ignored: no real badges at {}", folder.display());
    }
    found.then_some(folder)
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).expect("readable")).expect("JSON")
}

fn exceptions() -> BTreeMap<String, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exceptions.json");
    let all = json(&path);
    let own = all.get("badges").and_then(Value::as_object).cloned().unwrap_or_default();
    own.into_iter().map(|(file, why)| (file, why.to_string())).collect()
}

fn verify(folder: &Path, file: &str, supplied: SuppliedEvidence) -> Vec<Verification> {
    let mut resources = Resources::new();
    let open = |name: &str| fs::read(folder.join(name)).map_err(|error| error.to_string());
    resources.read_index(&json(&folder.join("index.json")), open).expect("an index");
    let mut options =
        Options::new(Timestamp::parse("2026-11-23T00:00:00Z").expect("a date").instant);
    options.supplied = supplied;
    let bytes = fs::read(folder.join(file)).expect("readable");
    let readings = read(file, &bytes).unwrap_or_default();
    readings.iter().map(|reading| reading.verify(&resources, &options)).collect()
}

fn allowed(expect: &Value, name: &str) -> bool {
    expect.as_array().is_none_or(|list| list.iter().any(|one| one == name))
}

/// What a record's `expect` does not allow.
fn objections(expect: &Value, found: &[Verification]) -> Vec<String> {
    let mut objections = Vec::new();
    if found.is_empty() && !allowed(&expect["verdict"], "none") {
        objections.push("no report".to_owned());
    }
    for verification in found {
        let report = &verification.report;
        let verdict = report.verdict().as_str();
        if !allowed(&expect["verdict"], verdict) {
            objections.push(format!("{verdict} because {:?}", report.reason()));
        }
        for axis in Axis::ALL {
            let outcome = report.axis(axis);
            if let Some(list) = expect["axes"].get(axis.as_str())
                && !allowed(list, outcome.as_str())
            {
                objections.push(format!("{}: {outcome:?}", axis.as_str()));
            }
        }
    }
    objections
}

#[test]
#[cfg_attr(not(has_badges), ignore = "needs the real badges (PROOFMARK_BADGES)")]
fn real_badges_are_reported_as_their_records_allow() {
    let Some(folder) = folder() else { return };
    let exceptions = exceptions();
    let (mut agreed, mut wrong, mut healed) = (0, Vec::new(), Vec::new());
    for record in json(&folder.join("manifest.json")).as_array().expect("a list") {
        let (Some(file), Some(expect)) = (record["file"].as_str(), record.get("expect")) else {
            continue;
        };
        if expect.is_null() || !COVERED.contains(&record["family"].as_str().unwrap_or_default()) {
            continue;
        }
        let objections = objections(expect, &verify(&folder, file, SuppliedEvidence::Trust));
        match (objections.is_empty(), exceptions.contains_key(file)) {
            (true, false) => agreed += 1,
            (true, true) => healed.push(file.to_owned()),
            (false, true) => {}
            (false, false) => wrong.push(format!("{file}: {}", objections.join("; "))),
        }
    }
    println!("{agreed} real badges agree with their records");
    assert!(healed.is_empty(), "exceptions that are none any more: {healed:#?}");
    assert!(wrong.is_empty(), "{} disagree:\n{}", wrong.len(), wrong.join("\n"));
    assert!(agreed > 80, "only {agreed} were looked at");
}

#[test]
#[cfg_attr(not(has_badges), ignore = "needs the real badges (PROOFMARK_BADGES)")]
fn nothing_is_called_valid_that_may_not_be_in_any_family() {
    let Some(folder) = folder() else { return };
    let mut looked_at = 0;
    for record in json(&folder.join("manifest.json")).as_array().expect("a list") {
        let (Some(file), Some(expect)) = (record["file"].as_str(), record.get("expect")) else {
            continue;
        };
        looked_at += 1;
        for verification in verify(&folder, file, SuppliedEvidence::Trust) {
            let verdict = verification.report.verdict().as_str();
            let may = expect.is_null() || allowed(&expect["verdict"], "valid");
            assert!(verdict != "valid" || may, "{file} is called valid");
        }
    }
    assert!(looked_at > 200);
}

/// VERDICT section 6: what the candidate may have made never makes a badge valid. Only a signature
/// by a key that is its own identifier needs no evidence; such badges are left out here.
#[test]
#[cfg_attr(not(has_badges), ignore = "needs the real badges (PROOFMARK_BADGES)")]
fn doubted_evidence_makes_nothing_valid() {
    let Some(folder) = folder() else { return };
    let mut looked_at = 0;
    for record in json(&folder.join("manifest.json")).as_array().expect("a list") {
        let Some(file) = record["file"].as_str().filter(|file| file.starts_with("files/")) else {
            continue;
        };
        for verification in verify(&folder, file, SuppliedEvidence::Doubt) {
            looked_at += 1;
            let report = &verification.report;
            let domain =
                report.signer.as_ref().is_some_and(|signer| !signer.id.starts_with("did:key:"));
            assert!(!domain, "{file}: {:?} on the word of supplied evidence", report.signer);
        }
    }
    println!("{looked_at} reports were looked at");
    assert!(looked_at > 100, "only {looked_at} were looked at");
}
