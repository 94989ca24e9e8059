//! PNG and SVG files, broken ones among them: what is found in each, and never a panic.

use std::fs;

use proofmark::read;
use proofmark::resource::{Options, Resources};
use serde_json::Value;

use crate::support::{at, json_file, tally, vectors};

/// What came out of a file: the badge's text with whether anything was noted, or nothing.
fn found(bytes: &[u8]) -> Result<Vec<(String, bool)>, String> {
    let payloads = proofmark::container::open(bytes).map_err(|problem| problem.to_string())?;
    Ok(payloads.into_iter().map(|payload| (payload.text, !payload.notes.is_empty())).collect())
}

fn judge(case: &Value, bytes: &[u8]) -> Result<(), String> {
    // Everything after the container must bear these files, too.
    let readings = read("vector", bytes).unwrap_or_default();
    for reading in &readings {
        reading.verify(&Resources::new(), &Options::new(at("2026-11-23T00:00:00Z")));
    }
    let found = found(bytes);
    let expected = case["payload"].as_str();
    let is = |payload: &str| found.as_ref().is_ok_and(|all| all[0].0 == payload);
    let noted = found.as_ref().is_ok_and(|all| all[0].1);
    let right = match case["expect"].as_str().unwrap_or_default() {
        // No badge is in them, so nothing may be found, however good or broken the picture is.
        "decode-ok" | "decode-error" | "no-panic" | "none" | "error-or-none" => found.is_err(),
        // Or something that is no JSON, and said to be none.
        "error" => readings.iter().all(|reading| reading.document.is_err()),
        "payload" | "payload-safe-render" => match expected {
            Some(payload) => is(payload),
            None => found.is_ok(),
        },
        "payload-with-warning" => expected.is_some_and(is) && noted,
        "payload-first-or-error" => found.is_err() || expected.is_some_and(is),
        "error-or-warning" | "none-or-warning" => found.is_err() || noted,
        other => return Err(format!("unknown expectation {other}")),
    };
    if right { Ok(()) } else { Err(format!("{}: {found:?}", case["expect"])) }
}

#[test]
#[cfg_attr(not(has_vectors), ignore = "needs the published vectors (PROOFMARK_VECTORS)")]
fn png_and_svg() {
    let Some(folder) = vectors("png") else { return };
    let manifest = json_file(&folder.join("manifest.json"));
    let results = manifest["cases"].as_array().unwrap().iter().map(|case| {
        let bytes = fs::read(folder.join(case["file"].as_str().unwrap())).unwrap();
        (case["id"].as_str().unwrap().to_owned(), judge(case, &bytes))
    });
    assert!(tally("png", results.collect()) >= 290);
}
