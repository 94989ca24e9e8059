//! Runs the W3C `rdf-canon` suite from the shared vectors.

use std::{collections::BTreeMap, fs, path::PathBuf};

use proofmark::jsonld::canon::{DEFAULT_BUDGET, HashAlgorithm, canonicalize};
use proofmark::jsonld::nquads::parse;
use serde_json::Value;

#[test]
#[cfg_attr(not(has_vectors), ignore = "needs the published vectors (PROOFMARK_VECTORS)")]
fn w3c_rdf_canon() {
    let root = std::env::var("PROOFMARK_VECTORS").unwrap_or_else(|_| "../shared/vectors".into());
    let folder = PathBuf::from(root).join("rdf-canon");
    let manifest = fs::read(folder.join("manifest.json")).expect("the manifest is there");
    let manifest: Value = serde_json::from_slice(&manifest).expect("the manifest is JSON");
    let cases = manifest["cases"].as_array().expect("the manifest has cases");
    let (mut failures, mut steps) = (Vec::new(), 0);
    for case in cases {
        match run(&folder, case) {
            Ok(used) => steps = steps.max(used),
            Err(reason) => failures.push(format!("{}: {reason}", case["id"])),
        }
    }
    println!("{} cases, {} failures, at most {steps} steps", cases.len(), failures.len());
    assert!(!cases.is_empty() && failures.is_empty(), "{}", failures.join("\n"));
}

/// Runs one case and says how many steps it took.
fn run(folder: &std::path::Path, case: &Value) -> Result<u32, String> {
    let read = |member: &str| {
        let file = case[member].as_str().ok_or(format!("no {member}"))?;
        fs::read_to_string(folder.join(file)).map_err(|error| error.to_string())
    };
    let algorithm = match case["hashAlgorithm"].as_str() {
        None | Some("SHA256") => HashAlgorithm::Sha256,
        Some("SHA384") => HashAlgorithm::Sha384,
        Some(other) => return Err(format!("unknown hash algorithm {other}")),
    };
    let dataset = parse(&read("file")?).map_err(|error| error.to_string())?;
    let result = canonicalize(&dataset, algorithm, DEFAULT_BUDGET);
    if case["expect"] == "must-abort" {
        return if result.is_err() { Ok(0) } else { Err("did not abort".into()) };
    }
    let canonical = result.map_err(|error| error.to_string())?;
    match case["expect"].as_str() {
        Some("canonical-equals") if canonical.text() != read("result")? => {
            Err(format!("got\n{}", canonical.text()))
        }
        Some("idmap-equals") => {
            let expected: BTreeMap<String, String> =
                serde_json::from_str(&read("result")?).map_err(|error| error.to_string())?;
            let got: BTreeMap<String, String> =
                canonical.labels.iter().map(|(from, to)| (from.to_string(), to.clone())).collect();
            if got == expected { Ok(canonical.steps) } else { Err(format!("got {got:?}")) }
        }
        Some("canonical-equals") => Ok(canonical.steps),
        other => Err(format!("unknown expectation {other:?}")),
    }
}
