//! Runs the W3C json-ld-api suite from the shared vectors.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use proofmark::jsonld::canon::{DEFAULT_BUDGET, HashAlgorithm, canonicalize};
use proofmark::jsonld::dataset::Dataset;
use proofmark::jsonld::{
    ContextOrigin, Error, Expanded, LoadedContext, Loader, Options, ProcessingMode, expand, nquads,
};
use serde_json::Value;

/// Where the tests of the suite live on the web; their contexts are files beside them.
const HOME: &str = "https://w3c.github.io/json-ld-api/tests/";

#[test]
#[cfg_attr(not(has_vectors), ignore = "needs the published vectors (PROOFMARK_VECTORS)")]
fn json_ld_api_expand() {
    run_suite("expand");
}

#[test]
#[cfg_attr(not(has_vectors), ignore = "needs the published vectors (PROOFMARK_VECTORS)")]
fn json_ld_api_to_rdf() {
    run_suite("toRdf");
}

fn run_suite(kind: &str) {
    let root = std::env::var("PROOFMARK_VECTORS").unwrap_or_else(|_| "../shared/vectors".into());
    let folder = PathBuf::from(root).join("json-ld-api");
    let manifest = fs::read(folder.join("manifest.json")).expect("the manifest is there");
    let manifest: Value = serde_json::from_slice(&manifest).expect("the manifest is JSON");
    let exceptions: BTreeMap<String, BTreeMap<String, String>> =
        serde_json::from_str(include_str!("../exceptions.json")).expect("exceptions.json is JSON");
    let exceptions = exceptions.get("json-ld-api").cloned().unwrap_or_default();
    let (mut passed, mut skipped, mut excepted) = (0, 0, 0);
    let mut failures = Vec::new();
    for case in manifest["cases"].as_array().expect("the manifest has cases") {
        if case["kind"] != kind {
            continue;
        }
        let id = case["id"].as_str().expect("a case has an id");
        if skip(case) {
            skipped += 1;
            continue;
        }
        match (run(&folder, case), exceptions.get(id)) {
            (Ok(()), None) => passed += 1,
            (Ok(()), Some(_)) => {
                failures.push(format!("{id}: healed, take it off exceptions.json"))
            }
            (Err(_), Some(_)) => excepted += 1,
            (Err(reason), None) => failures.push(format!("{id}: {reason}")),
        }
    }
    println!(
        "{kind}: {passed} passed, {} failed, {excepted} excepted, {skipped} skipped",
        failures.len()
    );
    assert!(passed > 0 && failures.is_empty(), "{}", failures.join("\n"));
}

/// Processors of JSON-LD 1.0 and options that are not offered.
fn skip(case: &Value) -> bool {
    let option = &case["option"];
    case["expect"].as_str().is_some_and(|expect| expect.ends_with("1.0only"))
        || option["produceGeneralizedRdf"] == true
        || option["rdfDirection"].is_string()
}

fn run(folder: &Path, case: &Value) -> Result<(), String> {
    let file = case["file"].as_str().ok_or("no file")?;
    let input = read_json(&folder.join(file))?;
    let option = &case["option"];
    let loader = Folder(folder);
    let context = match option["expandContext"].as_str() {
        Some(file) => Some(read_json(&folder.join(file))?),
        None => None,
    };
    let options = Options {
        base: option["base"].as_str().or(case["base"].as_str()),
        expand_context: context.as_ref(),
        processing_mode: match option["processingMode"].as_str() {
            Some("json-ld-1.0") => ProcessingMode::V1_0,
            _ => ProcessingMode::V1_1,
        },
        ..Options::new(&loader)
    };
    let expanded = expand(&input, &options);
    let to_rdf = |expanded: Result<Expanded, Error>| expanded.and_then(|e| e.to_dataset());
    match (case["kind"].as_str(), case["expect"].as_str()) {
        (Some("expand"), Some("error")) => {
            expect_error(case, expanded.map(|e| e.to_json().to_string()))
        }
        (_, Some("error")) => expect_error(case, to_rdf(expanded).map(|d| canonical(&d))),
        (_, Some("no-error")) => to_rdf(expanded).map(drop).map_err(|error| error.to_string()),
        (Some("expand"), Some("equals")) => {
            let actual = expanded.map_err(|error| error.to_string())?.to_json();
            let wanted = read_json(&folder.join(case["result"].as_str().ok_or("no result")?))?;
            if same_json(&actual, &wanted) {
                Ok(())
            } else {
                Err(format!("expected {wanted}\n     got {actual}"))
            }
        }
        (Some("toRdf"), Some("equals")) => {
            let actual = canonical(&to_rdf(expanded).map_err(|error| error.to_string())?);
            let path = folder.join(case["result"].as_str().ok_or("no result")?);
            let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
            let wanted = canonical(&nquads::parse(&text).map_err(|error| error.to_string())?);
            if actual == wanted { Ok(()) } else { Err(format!("expected\n{wanted}got\n{actual}")) }
        }
        other => Err(format!("unknown expectation {other:?}")),
    }
}

fn expect_error(case: &Value, result: Result<String, Error>) -> Result<(), String> {
    match result {
        Err(error) if case["errorCode"] == error.code.as_str() => Ok(()),
        Err(error) => Err(format!("expected {}, got {error}", case["errorCode"])),
        Ok(text) => Err(format!("expected {}, got {text}", case["errorCode"])),
    }
}

fn canonical(dataset: &Dataset) -> String {
    let canonical = canonicalize(dataset, HashAlgorithm::Sha256, DEFAULT_BUDGET);
    canonical.expect("no test graph is poison").text()
}

/// Equal as the standard compares: objects as maps, numbers by value.
fn same_json(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_json(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same_json(a, b)))
        }
        _ => a == b,
    }
}

fn read_json(path: &Path) -> Result<Value, String> {
    let bytes = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_slice(&bytes).map_err(|error| error.to_string())
}

/// Answers for the addresses of the suite from its folder.
struct Folder<'a>(&'a Path);

impl Loader for Folder<'_> {
    fn load(&self, url: &str) -> Option<LoadedContext> {
        let document = Rc::new(read_json(&self.0.join(url.strip_prefix(HOME)?)).ok()?);
        Some(LoadedContext { document, origin: ContextOrigin::Foreign })
    }
}
