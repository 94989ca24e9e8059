//! Status lists: an entry as JSON on the first line, then the packed list. Both are signed by an issuer, so
//! that everything behind the signature is reached.

use proofmark::document::json;
use proofmark::encoding::to_base64url;
use proofmark::resource::{Context, Origin, Resource, Resources};
use proofmark::status;
use serde_json::{Value, json};

use crate::Target;
use crate::world::{Issuer, lines, question};

pub(crate) const TARGET: Target = Target { name: "bits", run, seeds };

const LIST: &str = "https://status.example/1";

fn seeds(seed: &crate::Seed) -> Vec<Vec<u8>> {
    let entries: Vec<Value> =
        seed.documents().filter_map(|one| one.get("credentialStatus").cloned()).collect();
    let lists = seed.documents().filter_map(|one| {
        let text = one.pointer("/credentialSubject/encodedList")?.as_str()?.to_owned();
        proofmark::encoding::base64_lenient(text.trim_start_matches('u'))
    });
    let lists: Vec<Vec<u8>> = lists.collect();
    let pairs = entries.iter().flat_map(|entry| lists.iter().map(move |list| (entry, list)));
    pairs.map(|(entry, list)| [entry.to_string().into_bytes(), list.clone()].join(&b'\n')).collect()
}

fn run(bytes: &[u8]) {
    let parts = lines(bytes, 2);
    let [entry, packed] = parts[..] else { return };
    let Some(mut entry) = std::str::from_utf8(entry).ok().and_then(|text| json::parse(text).ok())
    else {
        return;
    };
    let Value::Object(members) = &mut entry else { return };
    members.insert("statusListCredential".into(), LIST.into());
    let issuer = Issuer::alice();
    let purpose = members.get("statusPurpose").cloned().unwrap_or_else(|| "revocation".into());
    let old = members.get("type").and_then(Value::as_str) != Some("BitstringStatusListEntry");
    let (kind, subject) = match old {
        true => ("StatusList2021Credential", "StatusList2021"),
        false => ("BitstringStatusListCredential", "BitstringStatusList"),
    };
    let mut list = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": LIST, "type": ["VerifiableCredential", kind], "issuer": issuer.did,
        "validFrom": "2026-11-20T00:00:00Z",
        "credentialSubject": { "id": format!("{LIST}#list"), "type": subject, "statusPurpose": purpose,
            "encodedList": format!("u{}", to_base64url(packed)) }
    });
    if issuer.sign(&mut list).is_none() {
        return;
    }
    let options = question();
    let mut resources = Resources::new();
    let answer = Resource {
        body: list.to_string().into_bytes(),
        media_type: None,
        final_url: LIST.into(),
        fetched_at: Some(options.at),
        origin: Origin::Fetched,
    };
    resources.insert(LIST, Ok(answer));
    let context = Context::new(&resources, &options);
    let claims = json!({ "issuer": issuer.did, "credentialStatus": entry });
    let answers = status::check(&claims, &claims, Some(&issuer.did), &context);
    assert_eq!(answers.len(), 1, "every entry has an answer");
    for place in status::places(&claims, &context) {
        assert!(place.index < place.entries);
        // A bit that is set is never called not withdrawn.
        assert!(place.value == 0 || answers[0].result.is_err());
    }
}
