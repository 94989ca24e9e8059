//! Open Badges 2.0: the examples of 1EdTech's validator.

use std::fs;
use std::path::Path;

use proofmark::document::Document;
use proofmark::read;
use proofmark::report::{Code, Outcome, Report, Verdict};
use proofmark::resource::Resources;
use serde_json::Value;

use crate::support::{at, fetched, json_file, question, tally, vectors};

#[test]
#[cfg_attr(not(has_vectors), ignore = "needs the published vectors (PROOFMARK_VECTORS)")]
fn open_badges_2() {
    let Some(folder) = vectors("1edtech-ob20") else { return };
    let manifest = json_file(&folder.join("manifest.json"));
    let cases = manifest["cases"].as_array().unwrap().iter();
    let cases = cases.filter(|case| case["now"].is_string());
    let results = cases.map(|case| {
        let id = case["id"].as_str().unwrap().to_owned();
        let bytes = fs::read(folder.join(case["file"].as_str().unwrap())).unwrap();
        let mut options = question(at(case["now"].as_str().unwrap()));
        options.limits.released = at("2020-01-01T00:00:00Z");
        let found = read(&id, &bytes).map(|all| {
            let document = all[0].document.as_ref().ok();
            all[0].verify(&web(&folder, document, options.at), &options).report
        });
        let expect = case["expect"].as_str().unwrap();
        let result = match (&found, expect) {
            (Ok(report), "invalid") if report.verdict() == Verdict::Valid => {
                Err("is called valid".to_owned())
            }
            (Ok(report), "valid" | "valid-with-warning") => is_valid(report),
            (Err(problem), "valid" | "valid-with-warning") => Err(problem.to_string()),
            _ => Ok(()),
        };
        (id, result)
    });
    assert!(tally("1edtech-ob20", results.collect()) >= 25);
}

/// What the issuer serves: the assets, and the badge itself at its address.
fn web(folder: &Path, document: Option<&Document>, now: proofmark::time::Timestamp) -> Resources {
    let mut resources = Resources::new();
    for entry in fs::read_dir(folder.join("ob20/assets")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        for site in ["https://example.org", "https://www.example.org", "http://example.org"] {
            let answer = fetched(&format!("{site}/{name}"), fs::read(&path).unwrap(), Some(now));
            resources.insert(&format!("{site}/{name}"), Ok(answer));
        }
    }
    let json = document.map(|document| &document.json);
    if let Some(url) = json.and_then(|json| json.get("id")).and_then(Value::as_str)
        && url.starts_with("http")
    {
        let text = json.map(ToString::to_string).unwrap_or_default();
        resources.insert(url, Ok(fetched(url, text, Some(now))));
    }
    resources
}

fn is_valid(report: &Report) -> Result<(), String> {
    // A part of a badge is valid in itself; here it is recognised, and no badge.
    if report.verdict() == Verdict::Valid || report.reason() == Some(Code::OnlyAPart) {
        return Ok(());
    }
    let open = report.checks.iter().filter(|check| check.axis.is_some());
    let open = open.filter(|check| !matches!(check.outcome, Outcome::Passed));
    Err(open.map(|check| format!("{:?}", check.outcome)).collect::<Vec<_>>().join("; "))
}
