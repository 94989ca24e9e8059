//! Keys and identifiers: did:key, did:web, Ed25519 edge cases.

use proofmark::did::{Did, document_url, resolve};
use proofmark::key::{ALGORITHMS, VerificationKey};
use proofmark::report::{Code, Stop};
use proofmark::resource::{Context, Options, Resources};
use serde_json::Value;

use crate::support::{at, json_file, tally, vectors};

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

fn ed25519(key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let algorithm = ALGORITHMS.iter().find(|algorithm| algorithm.name == "Ed25519").unwrap();
    VerificationKey::new(algorithm, key).is_ok_and(|key| key.verify(message, signature).is_ok())
}

#[test]
#[cfg_attr(not(has_vectors), ignore = "needs the published vectors (PROOFMARK_VECTORS)")]
fn ed25519_speccheck() {
    let Some(folder) = vectors("ed25519-speccheck") else { return };
    let manifest = json_file(&folder.join("manifest.json"));
    let results = manifest["cases"].as_array().unwrap().iter().map(|case| {
        let file = json_file(&folder.join(case["file"].as_str().unwrap()));
        let part = |name: &str| bytes(file[name].as_str().unwrap());
        let found = ed25519(&part("pub_key"), &part("message"), &part("signature"));
        let result =
            if found == (case["expect"] == "valid") { Ok(()) } else { Err(format!("{found}")) };
        (case["id"].as_str().unwrap().to_owned(), result)
    });
    assert!(tally("ed25519-speccheck", results.collect()) >= 9);
}

#[test]
#[cfg_attr(not(has_vectors), ignore = "needs the published vectors (PROOFMARK_VECTORS)")]
fn wycheproof_ed25519() {
    let Some(folder) = vectors("wycheproof") else { return };
    let file = json_file(&folder.join("share/ed25519_test.json"));
    let mut results = Vec::new();
    for group in file["testGroups"].as_array().unwrap() {
        let key = bytes(group["publicKey"]["pk"].as_str().unwrap());
        for test in group["tests"].as_array().unwrap() {
            let part = |name: &str| bytes(test[name].as_str().unwrap());
            let found = ed25519(&key, &part("msg"), &part("sig"));
            let right = found == (test["result"] == "valid");
            let id = format!("ed25519 {}", test["tcId"]);
            results.push((id, right.then_some(()).ok_or_else(|| test["comment"].to_string())));
        }
    }
    assert!(tally("wycheproof", results) >= 100);
}

fn did_key(case: &Value) -> Result<(), String> {
    let text = case["did"].as_str().unwrap();
    let expect = case["expect"].as_str().unwrap();
    let (resources, options) = (Resources::new(), Options::new(at("2026-11-23T00:00:00Z")));
    let context = Context::new(&resources, &options);
    let key = match Did::parse(text) {
        None => Err(None),
        Some((did, fragment)) => match resolve(&did, &context) {
            Err(stop) => Err(Some(stop)),
            Ok(resolved) => {
                let id =
                    fragment.map_or(resolved.document.methods[0].id.clone(), |_| text.to_owned());
                match resolved.document.method(&id) {
                    None => Err(None),
                    Some(method) => method.key.clone().map_err(Some),
                }
            }
        },
    };
    match (expect, key) {
        ("error", Err(None | Some(Stop::Failed(_)))) => Ok(()),
        ("resolves" | "resolves-or-unsupported", Ok(key)) => {
            let expected = bytes(case["raw_public_key_hex"].as_str().unwrap());
            (key.bytes() == expected).then_some(()).ok_or("another key".to_owned())
        }
        // Kinds of keys this build knows by name only are neither right nor wrong.
        (_, Err(Some(Stop::Unknown(problem)))) if problem.code == Code::UnsupportedKey => Ok(()),
        (_, Err(Some(Stop::Unknown(problem)))) if problem.code == Code::UnsupportedDidMethod => {
            Ok(())
        }
        ("resolves-or-unsupported", Err(_)) => Ok(()),
        (expect, found) => Err(format!("{expect}, found {found:?}")),
    }
}

#[test]
#[cfg_attr(not(has_vectors), ignore = "needs the published vectors (PROOFMARK_VECTORS)")]
fn did() {
    let Some(folder) = vectors("did") else { return };
    let manifest = json_file(&folder.join("manifest.json"));
    let cases = manifest["cases"].as_array().unwrap().iter();
    let keys = cases.filter(|case| {
        case["id"].as_str().unwrap().starts_with("did-key/") && case.get("did").is_some()
    });
    let results = keys.map(|case| (case["id"].as_str().unwrap().to_owned(), did_key(case)));
    assert!(tally("did", results.collect()) >= 20);
}

#[test]
#[cfg_attr(not(has_vectors), ignore = "needs the published vectors (PROOFMARK_VECTORS)")]
fn did_web_addresses() {
    let Some(folder) = vectors("did") else { return };
    let table = json_file(&folder.join("did-web/urls.json"));
    let address = |did: &str| Did::parse(did).and_then(|(did, _)| document_url(&did));
    let mut seen = 0;
    for row in ["spec", "derived"].iter().flat_map(|part| table[part].as_array().unwrap()) {
        assert_eq!(address(row["did"].as_str().unwrap()).as_deref(), row["url"].as_str());
        seen += 1;
    }
    for bad in table["bad_derived"].as_array().unwrap() {
        let did = bad.as_str().or_else(|| bad["did"].as_str()).unwrap();
        assert_eq!(address(did), None, "{did}");
        seen += 1;
    }
    assert!(seen >= 4);
}
