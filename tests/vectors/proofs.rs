//! Signed documents: W3C EdDSA cryptosuites, 1EdTech Open Badges 3.0, Digital Credentials Consortium.

use std::path::Path;

use proofmark::did::{Did, document_url};
use proofmark::document::Document;
use proofmark::proof::{self, Part};
use proofmark::report::{Axis, Code, Outcome, Report, Verdict};
use proofmark::resource::{Context, Options, Resources};
use proofmark::{read, verify};
use serde_json::{Value, json};

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

/// Compares the texts and hashes that the standard prints with those of our inspector.
fn intermediates(folder: &Path, case: &Value, resources: &Resources) -> Result<(), String> {
    let Some(files) = case.get("intermediates") else { return Ok(()) };
    let text = std::fs::read_to_string(folder.join(case["file"].as_str().unwrap())).unwrap();
    let document = Document::parse(&text).unwrap();
    let options = vector_question(case);
    let dossiers = proof::inspect(&document, &Context::new(resources, &options));
    let parts = [
        ("canonDoc", Part::Document),
        ("proofCanon", Part::Configuration),
        ("docHash", Part::DocumentHash),
        ("proofHash", Part::ConfigurationHash),
        ("combinedHash", Part::Signed),
    ];
    for (theirs, part) in parts {
        let Some(file) = files[theirs].as_str() else { continue };
        let expected = std::fs::read_to_string(folder.join(file)).unwrap();
        let ours = dossiers[0].exhibits.iter().find(|exhibit| exhibit.part == part);
        let ours = ours.map_or("", |exhibit| exhibit.text.as_str());
        if ours.trim_end() != expected.trim_end() {
            return Err(format!("{theirs} differs:\n{ours}\n---\n{expected}"));
        }
    }
    Ok(())
}

/// What a bundle of a credential and its keys puts on the web.
fn bundle(file: &Value) -> Option<(Vec<u8>, Resources)> {
    let methods = file.get("verificationMethods")?.as_object()?;
    let mut resources = Resources::new();
    for (id, method) in methods {
        let (url, fragment) = id.split_once('#')?;
        let url = match Did::parse(url) {
            Some((did, _)) => document_url(&did)?,
            None => url.to_owned(),
        };
        let owner = id.trim_end_matches(&format!("#{fragment}"));
        let document =
            json!({ "id": owner, "verificationMethod": [method], "assertionMethod": [id] });
        resources.insert(&url, Ok(fetched(&url, document.to_string(), None)));
    }
    Some((file["input"].to_string().into_bytes(), resources))
}

fn is_base(report: &Report) -> bool {
    matches!(report.axis(Axis::Integrity), Outcome::Unknown(problem) if problem.code == Code::BaseProof)
}

/// The one context of these documents that is not bundled.
fn citizenship() -> Resources {
    let mut resources = Resources::new();
    let file = vectors("contexts").map(|folder| folder.join("w3id.org_citizenship_v4rc1.jsonld"));
    if let Some(Ok(bytes)) = file.map(std::fs::read) {
        let url = "https://w3id.org/citizenship/v4rc1";
        resources.insert(url, Ok(fetched(url, bytes, None)));
    }
    resources
}

fn data_integrity(suite: &str, least: usize) {
    let Some(folder) = vectors(suite) else { return };
    let foreign = citizenship();
    let manifest = json_file(&folder.join("manifest.json"));
    let results = manifest["cases"].as_array().unwrap().iter().map(|case| {
        let id = case["id"].as_str().unwrap().to_owned();
        let found = match bundle(&json_file(&folder.join(case["file"].as_str().unwrap()))) {
            None => report(&folder, case, &foreign),
            Some((bytes, resources)) => read(&id, &bytes)
                .map(|readings| readings[0].verify(&resources, &vector_question(case)).report)
                .map_err(|problem| problem.to_string()),
        };
        let result = found.and_then(|report| {
            let intact = report.axis(Axis::Integrity) == Outcome::Passed;
            match (case["expect"].as_str().unwrap(), report.verdict()) {
                ("valid", Verdict::Valid) => intermediates(&folder, case, &foreign),
                // The issuer of these documents is an address nobody can ask, or another than the
                // key's; the signature is what the vector is about.
                ("valid", Verdict::Indeterminate) if intact => {
                    intermediates(&folder, case, &foreign)
                }
                ("valid", Verdict::Invalid)
                    if intact && report.reason() == Some(Code::KeyNotIssuers) =>
                {
                    intermediates(&folder, case, &foreign)
                }
                ("invalid", Verdict::Invalid) => Ok(()),
                ("base-proof", _) if is_base(&report) => Ok(()),
                (expect, verdict) => {
                    let lines: Vec<_> = report.checks.iter().map(|check| &check.outcome).collect();
                    Err(format!("{expect}, found {verdict:?} {lines:?}"))
                }
            }
        });
        (id, result)
    });
    assert!(tally(suite, results.collect()) >= least);
}

#[test]
#[cfg_attr(not(has_vectors), ignore = "needs the published vectors (PROOFMARK_VECTORS)")]
fn vc_di_eddsa() {
    data_integrity("vc-di-eddsa", 18);
}

#[test]
#[cfg_attr(not(has_vectors), ignore = "needs the published vectors (PROOFMARK_VECTORS)")]
fn vc_di_ecdsa() {
    data_integrity("vc-di-ecdsa", 20);
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
