//! Status lists: the published and derived cases, each list signed by the test issuer on the way,
//! so that they go through everything a real list goes through.

use proofmark::document::Document;
use proofmark::report::{Code, Problem, Stop};
use proofmark::resource::{Context, Resources};
use proofmark::status::{self, Answer};
use serde_json::{Value, json};

use crate::support::{TestKey, at, by_did_key, fetched, json_file, question, tally, vectors};

/// Looks the entry up in the list, which the test issuer signs and this device has just fetched.
fn look_up(entry: &Value, mut list: Value, now: &str) -> Answer {
    let key = TestKey::named("status");
    let (url, now) = (entry["statusListCredential"].as_str().unwrap().to_owned(), at(now));
    list["issuer"] = key.did().into();
    // StatusList2021 lists are written in the contexts of their time.
    if entry["type"] == "StatusList2021Entry" {
        list["@context"] = json!([
            "https://www.w3.org/2018/credentials/v1",
            "https://w3id.org/vc/status-list/2021/v1",
            "https://w3id.org/security/data-integrity/v2"
        ]);
        list["issuanceDate"] = list["validFrom"].take();
        list.as_object_mut().unwrap().remove("validFrom");
    }
    key.sign(&mut list, &by_did_key(&key, "eddsa-rdfc-2022"), &Resources::new());
    let mut resources = Resources::new();
    resources.insert(&url, Ok(fetched(&url, list.to_string(), Some(now))));
    let options = question(now);
    let claims = json!({ "credentialStatus": entry });
    let context = Context::new(&resources, &options);
    status::check(&claims, &claims, Some(&key.did()), &context).remove(0)
}

fn algorithm(case: &Value, file: &Value) -> Result<(), String> {
    let now = file["now"].as_str().unwrap_or("2026-07-01T00:00:00Z");
    let answer = look_up(&file["credentialStatus"], file["statusListCredential"].clone(), now);
    let expect = case["expect"].as_str().unwrap();
    let noted = |code: Code| answer.notes.iter().any(|note| note.code == code);
    let fine = match (expect, &answer.result) {
        ("set", Err(Stop::Failed(Problem { code: Code::Revoked | Code::Suspended, .. }))) => true,
        ("not-set", Ok(_)) => true,
        ("set-or-error", Err(_)) | ("policy" | "not-checkable", _) => true,
        ("value:2", Err(Stop::Unknown(Problem { code: Code::StatusMessage, detail, .. }))) => {
            detail.starts_with("0x2")
        }
        // VERDICT section 9: short lists and lists without prefix are read, with a note.
        ("error:STATUS_LIST_LENGTH_ERROR", _) => noted(Code::ShortStatusList),
        (expect, Err(Stop::Unknown(_))) => expect.starts_with("error"),
        (expect, _) => expect.starts_with("error") && noted(Code::StatusListWithoutPrefix),
    };
    fine.then_some(())
        .ok_or_else(|| format!("{expect}, found {:?} {:?}", answer.result, answer.notes))
}

fn encoded_list(case: &Value, file: &Value) -> Result<(), String> {
    let bits = case["bits"].as_u64().unwrap();
    let set: Vec<u64> = case["set"].as_array().unwrap().iter().filter_map(Value::as_u64).collect();
    let encoded = file["encodedList"].as_str().unwrap();
    let list = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": "https://example.com/status/3",
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "credentialSubject": {
            "type": "BitstringStatusList", "statusPurpose": "revocation", "encodedList": encoded
        }
    });
    let revoked = |index: u64| {
        let entry = json!({
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": index.to_string(),
            "statusListCredential": "https://example.com/status/3"
        });
        match look_up(&entry, list.clone(), "2026-07-01T00:00:00Z").result {
            Ok(_) => Ok(false),
            Err(Stop::Failed(_)) => Ok(true),
            Err(stop) => Err(format!("{index}: {stop:?}")),
        }
    };
    let mut probes = vec![0, bits - 1];
    probes.extend(set.iter().flat_map(|index| [index.saturating_sub(1), *index, index + 1]));
    for index in probes.into_iter().filter(|index| *index < bits) {
        if revoked(index)? != set.contains(&index) {
            return Err(format!("index {index}"));
        }
    }
    revoked(bits).err().map(|_| ()).ok_or_else(|| "longer than published".to_owned())
}

/// Lists that are not signed, as they come from their address.
fn plain_list(case: &Value, file: &Value) -> Result<(), String> {
    let url = "https://example.org/list";
    let now = at("2026-07-01T00:00:00Z");
    let mut list = file["revocationList"].clone();
    list["id"] = url.into();
    let mut resources = Resources::new();
    resources.insert(url, Ok(fetched(url, list.to_string(), Some(now))));
    let options = question(now);
    let context = Context::new(&resources, &options);
    let answer = match &file["assertion"] {
        Value::Null => {
            let entry = json!({ "id": url, "type": "1EdTechRevocationList" });
            let claims = json!({ "id": file["credentialId"], "credentialStatus": entry });
            status::check(&claims, &claims, None, &context).remove(0)
        }
        assertion => {
            let mut claims = assertion.clone();
            claims["type"] = "Assertion".into();
            claims["badge"] = json!({ "issuer": { "revocationList": url } });
            let document = Document::parse(&claims.to_string()).unwrap();
            status::check_open_badge(&document, &claims, &context).pop().unwrap()
        }
    };
    let revoked = matches!(&answer.result, Err(Stop::Failed(Problem { code: Code::Revoked, .. })));
    match (case["expect"].as_str().unwrap(), &answer.result) {
        ("revoked", _) if revoked => Ok(()),
        ("not-revoked", Ok(_)) => Ok(()),
        (expect, result) => Err(format!("{expect}, found {result:?}")),
    }
}

/// A list of the older kind as it was published and signed; bit 50 000 is set in the order of bits of
/// its time, 50 007 in today's (README of the vectors).
fn published_list(list: &Value) -> Result<(), String> {
    let url = list["id"].as_str().unwrap();
    let now = at("2026-07-01T00:00:00Z");
    let mut resources = Resources::new();
    resources.insert(url, Ok(fetched(url, list.to_string(), Some(now))));
    let options = question(now);
    let context = Context::new(&resources, &options);
    for (index, set) in [(50_007, true), (50_000, false), (0, false)] {
        let entry = json!({
            "type": "StatusList2021Entry", "statusPurpose": "Revocation",
            "statusListIndex": index.to_string(), "statusListCredential": url
        });
        let claims = json!({ "credentialStatus": entry });
        let answer = status::check(&claims, &claims, list["issuer"].as_str(), &context).remove(0);
        let found = matches!(answer.result, Err(Stop::Failed(_)));
        if found != set || !found && answer.result.is_err() {
            return Err(format!("{index}: {:?}", answer.result));
        }
    }
    Ok(())
}

#[test]
#[cfg_attr(not(has_vectors), ignore = "needs the published vectors (PROOFMARK_VECTORS)")]
fn status() {
    let Some(folder) = vectors("status") else { return };
    let manifest = json_file(&folder.join("manifest.json"));
    let mut results = Vec::new();
    for case in manifest["cases"].as_array().unwrap() {
        let id = case["id"].as_str().unwrap();
        let file = json_file(&folder.join(case["file"].as_str().unwrap()));
        if id.starts_with("algorithm/") {
            results.push((id.to_owned(), algorithm(case, &file)));
        } else if id.starts_with("encodedList/") {
            results.push((id.to_owned(), encoded_list(case, &file)));
        } else if id.starts_with("ob2/") || id.starts_with("1edtech/") {
            results.push((id.to_owned(), plain_list(case, &file)));
        } else if id == "statuslist2021/db-revocation" {
            results.push((id.to_owned(), published_list(&file)));
        }
    }
    assert!(tally("status", results) >= 25);
}
