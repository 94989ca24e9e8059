//! Keys and identifiers: did:key, did:web, Ed25519 edge cases.

use proofmark::did::{Did, document_url, resolve};
use proofmark::encoding::to_base64url;
use proofmark::key::{ALGORITHMS, VerificationKey};
use proofmark::report::{Code, Stop};
use proofmark::resource::{Context, Options, Resources};
use serde_json::{Value, json};

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

/// The raw key of a group of tests, as our keys have it, and the JOSE name of its signatures.
fn key_of(group: &Value) -> (VerificationKey, &'static str) {
    let named = |name: &str| ALGORITHMS.iter().find(|one| one.name == name).unwrap();
    let raw = &group["publicKey"];
    let (name, jose, key) = match (group["type"].as_str().unwrap(), raw["curve"].as_str()) {
        ("EddsaVerify", _) => ("Ed25519", "EdDSA", bytes(raw["pk"].as_str().unwrap())),
        ("EcdsaP1363Verify", Some(curve)) => {
            let (name, jose) = match curve {
                "secp256r1" => ("P-256", "ES256"),
                "secp384r1" => ("P-384", "ES384"),
                _ => panic!("{curve}"),
            };
            let point = bytes(raw["uncompressed"].as_str().unwrap());
            let (x, y) = point[1..].split_at(point.len() / 2);
            let jwk =
                json!({ "kty": "EC", "crv": name, "x": to_base64url(x), "y": to_base64url(y) });
            return (VerificationKey::from_jwk(jwk.as_object().unwrap()).unwrap(), jose);
        }
        ("RsassaPkcs1Verify", _) => {
            ("RSA", "RS256", bytes(group["publicKeyAsn"].as_str().unwrap()))
        }
        other => panic!("{other:?}"),
    };
    (VerificationKey::new(named(name), &key).unwrap(), jose)
}

/// Every file of signatures: all that are valid are accepted, all that are invalid refused.
#[test]
#[cfg_attr(not(has_vectors), ignore = "needs the published vectors (PROOFMARK_VECTORS)")]
fn wycheproof_signatures() {
    let Some(folder) = vectors("wycheproof") else { return };
    let mut results = Vec::new();
    for name in [
        "ed25519",
        "ecdsa_secp256r1_sha256_p1363",
        "ecdsa_secp384r1_sha384_p1363",
        "rsa_signature_2048_sha256",
        "rsa_signature_3072_sha256",
        "rsa_signature_4096_sha256",
    ] {
        let file = json_file(&folder.join(format!("share/{name}_test.json")));
        for group in file["testGroups"].as_array().unwrap() {
            let (key, jose) = key_of(group);
            for test in group["tests"].as_array().unwrap() {
                let part = |name: &str| bytes(test[name].as_str().unwrap());
                let found = key.verify_as(jose, &part("msg"), &part("sig")).is_ok();
                let right = match test["result"].as_str().unwrap() {
                    "valid" => found,
                    "invalid" => !found,
                    _ => true,
                };
                let id = format!("{name} {}", test["tcId"]);
                results.push((id, right.then_some(()).ok_or_else(|| test["comment"].to_string())));
            }
        }
    }
    assert!(tally("wycheproof", results) >= 1000);
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

/// A did:jwk resolves to the very key that stands beside it.
fn did_jwk(case: &Value, file: &Value) -> Result<(), String> {
    let text = case["did"].as_str().unwrap();
    let (resources, options) = (Resources::new(), Options::new(at("2026-11-23T00:00:00Z")));
    let context = Context::new(&resources, &options);
    let found = Did::parse(text).ok_or(None).and_then(|(did, _)| {
        let resolved = resolve(&did, &context).map_err(Some)?;
        let method = resolved.document.method(&format!("{text}#0")).ok_or(None)?;
        method.key.clone().map_err(Some)
    });
    match (case["expect"].as_str().unwrap(), found) {
        ("error", Err(None | Some(Stop::Failed(_)))) => Ok(()),
        ("error", Err(Some(Stop::Unknown(problem)))) if problem.code == Code::UnsupportedKey => {
            Ok(())
        }
        (_, Err(Some(Stop::Unknown(problem)))) if problem.code == Code::UnsupportedKey => Ok(()),
        (expect, Ok(key)) if expect != "error" => {
            let expected = file["jwk"].as_object().map(VerificationKey::from_jwk);
            match expected {
                Some(Ok(expected)) if expected == key => Ok(()),
                other => Err(format!("another key: {other:?}")),
            }
        }
        // A key for encryption resolves, and is none for signatures.
        (expect, Err(Some(Stop::Failed(problem))))
            if expect != "error"
                && problem.code == Code::MalformedKey
                && file["jwk"]["crv"] == "X25519" =>
        {
            Ok(())
        }
        (expect, found) => Err(format!("{expect}, found {found:?}")),
    }
}

#[test]
#[cfg_attr(not(has_vectors), ignore = "needs the published vectors (PROOFMARK_VECTORS)")]
fn did() {
    let Some(folder) = vectors("did") else { return };
    let manifest = json_file(&folder.join("manifest.json"));
    let cases = manifest["cases"].as_array().unwrap().iter();
    let results = cases.filter(|case| case.get("did").is_some()).map(|case| {
        let id = case["id"].as_str().unwrap().to_owned();
        let result = if id.starts_with("did-jwk/") {
            did_jwk(case, &json_file(&folder.join(case["file"].as_str().unwrap())))
        } else {
            did_key(case)
        };
        (id, result)
    });
    assert!(tally("did", results.collect()) >= 30);
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
