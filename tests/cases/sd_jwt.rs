//! Making SD-JWTs: `sd-jwt: KEY [hide=/a,/b] [withhold=/b] [holder=KEY] [kb=KEY] [nonce=…] [aud=…]
//! [kb-typ=…] [kb-for=…] [extra] [forged]`.

use proofmark::encoding::{sha256, to_base64url};
use serde_json::{Value, json};

use crate::header::Words;
use crate::support::TestKey;

/// An SD-JWT of the document: members at `hide` become disclosures, those at `withhold` are kept back.
pub(crate) fn sd_jwt(line: &str, document: &mut Value) -> Result<String, String> {
    let words = Words::of(line);
    let key = TestKey::named(words.at(0)?);
    let listed = |name: &str| -> Vec<String> {
        words.get(name).map(|list| list.split(',').map(str::to_owned).collect()).unwrap_or_default()
    };
    let withheld = listed("withhold");
    let mut shown = Vec::new();
    for pointer in listed("hide").iter().chain(&withheld) {
        let disclosure = hide(document, pointer)?;
        if !withheld.contains(pointer) {
            shown.push(disclosure);
        }
    }
    if words.has("extra") {
        shown.push(part(&json!(["salt", "added", "by somebody"])));
    }
    if let Some(holder) = words.get("holder") {
        document["cnf"] = json!({ "jwk": TestKey::named(holder).jwk() });
    }
    let typ = words.get("typ").unwrap_or("vc+sd-jwt");
    let header = json!({ "alg": key.alg(), "kid": key.did_method(), "typ": typ });
    let mut text = signed(&key, &header, document);
    if words.has("forged") {
        let parts: Vec<String> = text.split('.').map(str::to_owned).collect();
        document["id"] = "urn:uuid:forged".into();
        text = format!("{}.{}.{}", parts[0], part(document), parts[2]);
    }
    for disclosure in shown {
        text = format!("{text}~{disclosure}");
    }
    text.push('~');
    if let Some(holder) = words.get("kb") {
        let key = TestKey::named(holder);
        let header = json!({ "alg": key.alg(), "typ": words.get("kb-typ").unwrap_or("kb+jwt") });
        let mut claims = json!({
            "iat": 1_795_000_000, "aud": words.get("aud").unwrap_or("https://verifier.example"),
            "nonce": words.get("nonce").unwrap_or("1"),
            "sd_hash": to_base64url(&sha256(text.as_bytes()))
        });
        if words.has("kb-of-another") {
            claims["sd_hash"] = to_base64url(&sha256(b"another")).into();
        }
        text.push_str(&signed(&key, &header, &claims));
    }
    Ok(text)
}

/// Takes the member at a place out of the document, and gives its disclosure.
fn hide(document: &mut Value, pointer: &str) -> Result<String, String> {
    let missing = || format!("nothing at {pointer}");
    let (parent, name) = pointer.rsplit_once('/').ok_or_else(missing)?;
    let object = document.pointer_mut(parent).and_then(Value::as_object_mut).ok_or_else(missing)?;
    let value = object.remove(name).ok_or_else(missing)?;
    let disclosure = part(&json!([format!("salt of {pointer}"), name, value]));
    let digest = to_base64url(&sha256(disclosure.as_bytes()));
    match object.entry("_sd").or_insert_with(|| json!([])) {
        Value::Array(digests) => digests.push(digest.into()),
        _ => return Err("_sd".into()),
    }
    Ok(disclosure)
}

fn part(value: &Value) -> String {
    to_base64url(value.to_string().as_bytes())
}

fn signed(key: &TestKey, header: &Value, payload: &Value) -> String {
    let input = format!("{}.{}", part(header), part(payload));
    let signature = key.signature(key.alg(), input.as_bytes());
    format!("{input}.{}", to_base64url(&signature))
}
