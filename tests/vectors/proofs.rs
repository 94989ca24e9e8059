//! Signed documents: W3C EdDSA cryptosuites, 1EdTech Open Badges 3.0, Digital Credentials Consortium.

use std::path::Path;

use proofmark::document::Document;
use proofmark::proof;
use proofmark::report::{Axis, Code, Outcome, Report, Verdict};
use proofmark::resource::{Context, Options, Resources};
use proofmark::{read, verify};
use serde_json::Value;

use crate::support::{at, fetched, json_file, question, tally, vectors};

/// The question of a vector: its own moment, which may lie before this version was made.
fn vector_question(case: &Value) -> Options {
    let mut options = question(at(case["now"].as_str().unwrap_or("2026-07-01T00:00:00Z")));
    options.limits.released = at("2000-01-01T00:00:00Z");
    options
}

fn report(folder: &Path, case: &Value, resources: &Resources) -> Result<Report, String> {
    let bytes =
        std::fs::read(folder.join(case["file"].as_str().unwrap())).map_err(|e| e.to_string())?;
    let readings =
        read(case["id"].as_str().unwrap(), &bytes).map_err(|problem| problem.to_string())?;
    Ok(readings[0].verify(resources, &vector_question(case)).report)
}

fn failed(report: &Report, axis: Axis) -> bool {
    matches!(report.axis(axis), Outcome::Failed(_))
}

/// The names of the files that hold the intermediate values, and ours.
fn intermediates(folder: &Path, case: &Value) -> Result<(), String> {
    let Some(files) = case.get("intermediates") else { return Ok(()) };
    let text = std::fs::read_to_string(folder.join(case["file"].as_str().unwrap())).unwrap();
    let document = Document::parse(&text).unwrap();
    let (resources, options) = (Resources::new(), vector_question(case));
    let ours = proof::evidence(&document, &Context::new(&resources, &options));
    let names = [
        ("canonDoc", "canonical document"),
        ("proofCanon", "canonical proof configuration"),
        ("docHash", "SHA-256 of document"),
        ("proofHash", "SHA-256 of proof configuration"),
    ];
    for (theirs, name) in names {
        let file = files[theirs].as_str().ok_or_else(|| format!("no {theirs}"))?;
        let expected = std::fs::read_to_string(folder.join(file)).unwrap();
        let (_, found) = ours.iter().find(|(title, _)| title.ends_with(name)).ok_or(name)?;
        if found.trim_end() != expected.trim_end() {
            return Err(format!("{name} differs:\n{found}\n---\n{expected}"));
        }
    }
    Ok(())
}

#[test]
#[cfg_attr(not(has_vectors), ignore = "needs the published vectors (PROOFMARK_VECTORS)")]
fn vc_di_eddsa() {
    let Some(folder) = vectors("vc-di-eddsa") else { return };
    let manifest = json_file(&folder.join("manifest.json"));
    let results = manifest["cases"].as_array().unwrap().iter().map(|case| {
        let id = case["id"].as_str().unwrap().to_owned();
        let result = report(&folder, case, &Resources::new()).and_then(|report| {
            match (case["expect"].as_str().unwrap(), report.verdict()) {
                ("valid", Verdict::Valid) | ("invalid", Verdict::Invalid) => {
                    intermediates(&folder, case)
                }
                // The issuer of these documents is an https address nobody can ask; the signature is
                // what the vector is about.
                ("valid", Verdict::Indeterminate)
                    if report.axis(Axis::Integrity) == Outcome::Passed =>
                {
                    intermediates(&folder, case)
                }
                ("valid", Verdict::Invalid)
                    if report.axis(Axis::Integrity) == Outcome::Passed
                        && report.reason() == Some(Code::KeyNotIssuers) =>
                {
                    intermediates(&folder, case)
                }
                (expect, verdict) => {
                    Err(format!("{expect}, found {verdict:?} {:?}", report.reason()))
                }
            }
        });
        (id, result)
    });
    assert!(tally("vc-di-eddsa", results.collect()) >= 10);
}

#[test]
#[cfg_attr(not(has_vectors), ignore = "needs the published vectors (PROOFMARK_VECTORS)")]
fn one_edtech_ob30() {
    let Some(folder) = vectors("1edtech-ob30") else { return };
    let manifest = json_file(&folder.join("manifest.json"));
    let results = manifest["cases"].as_array().unwrap().iter().map(|case| {
        let id = case["id"].as_str().unwrap().to_owned();
        let result = report(&folder, case, &Resources::new()).and_then(|report| {
            let good = report.axis(Axis::Integrity) == Outcome::Passed
                && !failed(&report, Axis::Status)
                && !failed(&report, Axis::Validity);
            let verdict = report.verdict();
            match case["expect"].as_str().unwrap() {
                // VERDICT section 5: a key in the fragment of an https address is the reference
                // validator's "valid" and our "not confirmed".
                "valid" | "valid-with-warning" if good && verdict != Verdict::Invalid => Ok(()),
                "invalid" | "error" if verdict != Verdict::Valid && !good => Ok(()),
                "no-proof" if report.reason() == Some(Code::Unsigned) => Ok(()),
                "unasserted" => Ok(()),
                expect => Err(format!("{expect}, found {verdict:?} {:?}", report.reason())),
            }
        });
        (id, result)
    });
    assert!(tally("1edtech-ob30", results.collect()) >= 20);
}

#[test]
#[cfg_attr(not(has_vectors), ignore = "needs the published vectors (PROOFMARK_VECTORS)")]
fn dcc_verifier_core() {
    let Some(folder) = vectors("dcc-verifier-core") else { return };
    let manifest = json_file(&folder.join("manifest.json"));
    let mut resources = Resources::new();
    for support in manifest["support"].as_array().unwrap() {
        let bytes = std::fs::read(folder.join(support["file"].as_str().unwrap())).unwrap();
        let url = support["url"].as_str().unwrap();
        resources.insert(url, Ok(fetched(url, bytes, Some(at("2026-06-30T00:00:00Z")))));
    }
    let results = manifest["cases"].as_array().unwrap().iter().map(|case| {
        let id = case["id"].as_str().unwrap().to_owned();
        let report = report(&folder, case, &resources);
        let result = match (case["expect"].as_str().unwrap(), report) {
            ("error", Err(_)) | ("unasserted", _) => Ok(()),
            (_, Err(why)) => Err(why),
            (expect, Ok(report)) => {
                let fine = match expect {
                    // The did:web documents of these issuers are not in the suite.
                    "valid" => {
                        report.axis(Axis::Integrity) == Outcome::Passed
                            && report.verdict() != Verdict::Invalid
                            && !failed(&report, Axis::Status)
                    }
                    "expired" => report.reason() == Some(Code::Expired),
                    "revoked" => report.reason() == Some(Code::Revoked),
                    "no-proof" => report.reason() == Some(Code::Unsigned),
                    "invalid" | "error" => report.verdict() == Verdict::Invalid,
                    _ => false,
                };
                let (verdict, reason) = (report.verdict(), report.reason());
                fine.then_some(()).ok_or(format!("{expect}, found {verdict:?} {reason:?}"))
            }
        };
        (id, result)
    });
    assert!(tally("dcc-verifier-core", results.collect()) >= 15);
}

/// Published signatures by published keys: refused unless the caller says it is a test.
#[test]
#[cfg_attr(not(has_vectors), ignore = "needs the published vectors (PROOFMARK_VECTORS)")]
fn published_keys_are_refused_by_default() {
    let Some(folder) = vectors("vc-di-eddsa") else { return };
    let text = std::fs::read_to_string(folder.join("eddsa-rdfc-2022/alumni/signed.json")).unwrap();
    let document = Document::parse(&text).unwrap();
    let options = Options::new(at("2026-11-23T00:00:00Z"));
    let report = verify(&document, &Resources::new(), &options);
    assert_eq!(report.verdict(), Verdict::Invalid);
    assert_eq!(report.axis(Axis::Integrity), Outcome::Passed);
}
