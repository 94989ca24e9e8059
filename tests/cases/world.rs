//! What a case is made of: the file, the evidence, the question.

use std::fs;
use std::path::{Path, PathBuf};

use proofmark::did::{Did, document_url};
use proofmark::encoding::to_base64url;
use proofmark::resource::{
    Chain, Explorer, FetchError, Options, Origin, PublishedKeys, Resource, Resources,
    SuppliedEvidence, TrustEntry,
};
use serde_json::{Map, Value, json};

use crate::header::{Header, Words};
use crate::sd_jwt::sd_jwt;
use crate::support::evidence::{StatusList, profile};
use crate::support::merkle::{Tree, transaction};
use crate::support::{ProofOptions, TestKey, at, hmac, question};

/// The transaction of Merkle proofs, if a case names no other.
const TRANSACTION: &str = "2378076e8e140012814e98a2b2cb1af07ec760b239c1d6d93ba54d658a010ecd";

/// Where the cases lie.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// Everything a verification needs.
pub(crate) struct World {
    pub(crate) bytes: Vec<u8>,
    pub(crate) resources: Resources,
    pub(crate) options: Options,
}

impl World {
    pub(crate) fn build(header: &Header) -> Result<Self, String> {
        let options = options(header)?;
        let mut resources = Resources::new();
        // What the issuer sees, contexts that the verifier lacks included.
        let mut all = Resources::new();
        for (key, line) in header.lines() {
            let words = Words::of(line);
            let found = match key {
                "resource" | "context" => given(&words)?,
                "did-web" => did_web(&words)?,
                "profile" => {
                    let (url, key) = (words.at(0)?, words.at(1)?);
                    let mut page = profile(url, &multibase(key));
                    if key == "none" {
                        page["verificationMethod"] = json!([]);
                    }
                    (url.to_owned(), Ok(page.to_string().into_bytes()))
                }
                "issued" => issued(&words)?,
                "status-list" => status_list(&words)?,
                _ => continue,
            };
            let (url, answer) = found;
            let answer = answer.map(|body| resource(&url, body, &words, &options));
            all.insert(&url, answer.clone());
            if !words.has("unseen") {
                resources.insert(&url, answer);
            }
        }
        let (bytes, root) = file(header, &all)?;
        for line in header.all("transaction") {
            let words = Words::of(line);
            let url = words.at(0)?;
            let (tree, root) =
                (tree(header)?.ok_or("no merkle")?, root.as_deref().ok_or("no root")?);
            let anchor = tree.anchor();
            let root = if words.has("another-root") { "00".repeat(32) } else { root.to_owned() };
            let time = at(words.get("time").unwrap_or("2026-05-01T09:00:00Z")).unix();
            let from = words.get("from").unwrap_or("1Somebody");
            let mut answer = transaction(&anchor, &root, from, time, url.contains("eth_"));
            if words.has("unconfirmed") {
                answer["status"] = json!({ "confirmed": false });
            }
            // `saved` stands for its own name, which nobody can be asked for.
            let name = anchor.uri();
            let url = if url == "saved" { &name } else { url };
            let body = answer.to_string().into_bytes();
            resources.insert(url, Ok(resource(url, body, &words, &options)));
        }
        Ok(Self { bytes, resources, options })
    }
}

fn options(header: &Header) -> Result<Options, String> {
    let mut options = question(at(header.maybe("at")?.unwrap_or("2026-11-23T00:00:00Z")));
    options.challenge = header.maybe("challenge")?.map(str::to_owned);
    options.recipient = header.maybe("recipient")?.map(|typed| typed.trim_matches('"').to_owned());
    for line in header.all("trust") {
        let (id, name) = line.split_once(' ').ok_or("trust: ID NAME")?;
        options.trust.0.push(TrustEntry {
            id: id.to_owned(),
            name: name.to_owned(),
            ..TrustEntry::default()
        });
    }
    for line in header.all("explorer") {
        let (chain, url) = line.split_once(' ').ok_or("explorer: CHAIN URL")?;
        let chain = if chain == "btc" { Chain::Bitcoin } else { Chain::Ethereum };
        options.explorers.push(Explorer::new(chain, url).ok_or("explorer: https://…")?);
    }
    match header.maybe("supplied")? {
        None | Some("doubt") => {}
        Some("trust") => options.supplied = SuppliedEvidence::Trust,
        Some(other) => return Err(format!("supplied: {other}")),
    }
    match header.maybe("published-keys")? {
        None | Some("allow") => {}
        Some("refuse") => options.published_keys = PublishedKeys::Refuse,
        Some(other) => return Err(format!("published-keys: {other}")),
    }
    Ok(options)
}

/// The Merkle proof that is to be made.
fn tree(header: &Header) -> Result<Option<Tree<'_>>, String> {
    let Some(line) = header.maybe("merkle")? else { return Ok(None) };
    let words = Words::of(line);
    Ok(Some(Tree {
        kind: words.at(0)?,
        network: words.get("chain").unwrap_or("btc:mainnet"),
        transaction: words.get("tx").unwrap_or(TRANSACTION),
        path: words.get("path").unwrap_or("left,right"),
        method: words.get("method").unwrap_or("https://issuer.example/profile#key-1"),
        previous: words.get("previous"),
    }))
}

/// The file that is dropped, and the root of its Merkle proof.
fn file(header: &Header, evidence: &Resources) -> Result<(Vec<u8>, Option<String>), String> {
    let folder = folder();
    if let Some(name) = header.maybe("badge")? {
        let bytes = fs::read(folder.join(name)).map_err(|error| format!("{name}: {error}"))?;
        return Ok((bytes, None));
    }
    let mut root = None;
    let changes = ["merkle", "sign", "put", "tamper", "remove", "rename", "wrap", "jws", "sd-jwt"];
    let base = header.maybe("base")?.unwrap_or("badge");
    let mut text = header.payload.clone();
    if base != "none" || header.lines().any(|(key, _)| changes.contains(&key)) {
        let mut document = json!({});
        if base != "none" {
            let named = header.maybe("issuer")?.or(header.maybe("holder")?);
            document = by(base, named.unwrap_or("alice"))?;
        }
        if !text.trim().is_empty() {
            merge(&mut document, json(&text)?);
        }
        for line in header.all("put") {
            put(&mut document, line, evidence)?;
        }
        for line in header.all("sign") {
            sign(&mut document, &Words::of(line), evidence)?;
        }
        root = tree(header)?.map(|tree| tree.prove(&mut document));
        for (key, line) in header.lines() {
            change(key, line, &mut document)?;
        }
        text = match header.maybe("jws")? {
            None => document.to_string(),
            Some(line) => jws(line, &document.to_string())?,
        };
        if let Some(line) = header.maybe("sd-jwt")? {
            text = sd_jwt(line, &mut document)?;
        }
    }
    if let Some(line) = header.maybe("jws-text")? {
        let (key, payload) = line.split_once(' ').ok_or("jws-text: KEY TEXT")?;
        text = jws(key, payload)?;
    }
    text.push_str(header.maybe("append")?.unwrap_or_default());
    for line in header.all("replace") {
        let (old, new) = line.split_once(" => ").ok_or("replace: old => new")?;
        if !text.contains(old) {
            return Err(format!("no {old} to replace"));
        }
        text = text.replacen(old, new, 1);
    }
    Ok((text.into_bytes(), root))
}

/// A base as this key's owner would write it.
fn by(base: &str, key: &str) -> Result<Value, String> {
    let text = fs::read_to_string(folder().join(format!("{base}.json")));
    let text = text.map_err(|error| format!("{base}: {error}"))?;
    json(&text.replace("{{did:alice}}", &TestKey::named(key).did()))
}

/// Puts a credential of its own into the document: `POINTER KEY|unsigned [base=…] [as=…] {patch}`.
fn put(document: &mut Value, line: &str, evidence: &Resources) -> Result<(), String> {
    let words = Words::of(line);
    let (pointer, key) = (words.at(0)?, words.at(1)?);
    let signer = if key == "unsigned" { "alice" } else { key };
    let mut inner = by(words.get("base").unwrap_or("badge"), signer)?;
    if let Some(patch) = words.plain.last().filter(|last| last.starts_with('{')) {
        merge(&mut inner, json(patch)?);
    }
    let form = words.get("as").unwrap_or("object");
    if form == "object" && key != "unsigned" {
        let suite = words.get("suite").unwrap_or("eddsa-rdfc-2022");
        sign(&mut inner, &Words::of(&format!("{key} suite={suite}")), evidence)?;
    }
    let jws = || jws(&format!("{key} {{\"typ\":\"vc+jwt\"}}"), &inner.to_string());
    let value = match form {
        "object" => inner,
        "jwt" => jws()?.into(),
        "envelope" => json!({
            "@context": "https://www.w3.org/ns/credentials/v2",
            "type": "EnvelopedVerifiableCredential",
            "id": format!("data:application/vc+jwt,{}", jws()?)
        }),
        other => return Err(format!("as={other}")),
    };
    let (parent, name) = pointer.rsplit_once('/').ok_or("put: /pointer")?;
    let missing = || format!("nothing at {parent}");
    match document.pointer_mut(parent).ok_or_else(missing)? {
        Value::Array(items) => items.push(value),
        Value::Object(object) => drop(object.insert(name.to_owned(), value)),
        _ => return Err(missing()),
    }
    Ok(())
}

/// A compact JWS around a text. Without a key its signature is of zeros; `alg` and `kid` are the
/// key's own unless the header says otherwise.
fn jws(line: &str, payload: &str) -> Result<String, String> {
    let words = Words::of(line);
    let last = words.plain.last().copied().unwrap_or_default();
    let mut header = if last.starts_with('{') { json(last)? } else { json!({}) };
    let name = words.plain.first().copied().filter(|first| !first.starts_with('{'));
    let (hashed, name) = match name.and_then(|name| name.strip_prefix("hmac:")) {
        Some(name) => (true, Some(name)),
        None => (false, name),
    };
    let key = name.map(TestKey::named);
    if let (Some(key), Some(header)) = (&key, header.as_object_mut()) {
        header.entry("alg").or_insert_with(|| key.alg().into());
        header.entry("kid").or_insert_with(|| key.did_method().into());
        header.retain(|_, value| !value.is_null());
    }
    let alg = header["alg"].as_str().unwrap_or_default().to_owned();
    let part = |text: &str| to_base64url(text.as_bytes());
    let input = format!("{}.{}", part(&header.to_string()), part(payload));
    let signature = match &key {
        None => vec![0; 64],
        Some(key) if hashed => hmac(key.public().bytes(), input.as_bytes()),
        Some(key) => key.signature(&alg, input.as_bytes()),
    };
    Ok(format!("{input}.{}", to_base64url(&signature)))
}

fn json(text: &str) -> Result<Value, String> {
    serde_json::from_str(text).map_err(|error| format!("{error} in {text:?}"))
}

/// RFC 7396, except that `"null"` in quotes stands for a null that is to be there.
fn merge(target: &mut Value, patch: Value) {
    let Value::Object(patch) = patch else {
        *target = patch;
        return;
    };
    if !target.is_object() {
        *target = json!({});
    }
    let Some(object) = target.as_object_mut() else { return };
    for (name, value) in patch {
        match value {
            Value::Null => drop(object.remove(&name)),
            Value::String(text) if text == "null" => drop(object.insert(name, Value::Null)),
            value => merge(object.entry(name).or_insert(Value::Null), value),
        }
    }
}

fn sign(document: &mut Value, words: &Words<'_>, evidence: &Resources) -> Result<(), String> {
    let key = TestKey::named(words.at(0)?);
    let mut members = Map::new();
    for (name, value) in &words.named {
        let value = match *value {
            "-" => Value::Null,
            value => json(value).unwrap_or_else(|_| value.into()),
        };
        if !["suite", "method"].contains(name) {
            members.insert((*name).to_owned(), value);
        }
    }
    let options = ProofOptions {
        suite: words.get("suite").unwrap_or("eddsa-rdfc-2022"),
        method: words.get("method").map_or_else(|| key.did_method(), str::to_owned),
        members,
        unhashable: words.has("unhashable"),
    };
    key.sign(document, &options, evidence);
    Ok(())
}

/// One change after signing.
fn change(key: &str, line: &str, document: &mut Value) -> Result<(), String> {
    let (pointer, rest) = line.split_once(' ').unwrap_or((line, ""));
    let (parent, name) = match (key, pointer.rsplit_once('/')) {
        ("wrap", _) => {
            let inner = document.take();
            *document = json(line)?;
            return put_in(document, &inner).then_some(()).ok_or_else(|| "no $ in wrap".into());
        }
        ("tamper" | "remove" | "rename", Some(split)) => split,
        _ => return Ok(()),
    };
    let missing = || format!("nothing at {pointer}");
    let parent = document.pointer_mut(parent).ok_or_else(missing)?;
    match parent {
        Value::Object(object) => match key {
            "tamper" => drop(object.insert(name.to_owned(), json(rest)?)),
            "remove" => drop(object.remove(name).ok_or_else(missing)?),
            _ => {
                let value = object.remove(name).ok_or_else(missing)?;
                object.insert(rest.to_owned(), value);
            }
        },
        Value::Array(items) => {
            let index: usize =
                if name == "-" { items.len() } else { name.parse().map_err(|_| missing())? };
            match key {
                "remove" => drop(items.remove(index)),
                _ if index == items.len() => items.push(json(rest)?),
                _ => items[index] = json(rest)?,
            }
        }
        _ => return Err(missing()),
    }
    Ok(())
}

/// Puts the document where `"$"` stands.
fn put_in(outer: &mut Value, inner: &Value) -> bool {
    match outer {
        Value::String(text) if text == "$" => {
            *outer = inner.clone();
            true
        }
        Value::Array(items) => items.iter_mut().any(|item| put_in(item, inner)),
        Value::Object(object) => object.values_mut().any(|item| put_in(item, inner)),
        _ => false,
    }
}

type Answer = (String, Result<Vec<u8>, FetchError>);

fn given(words: &Words<'_>) -> Result<Answer, String> {
    let url = words.at(0)?.to_owned();
    let answer = match (words.get("status"), words.plain.last()) {
        (Some("404"), _) => Err(FetchError::NotFound),
        (Some("410"), _) => Err(FetchError::Gone),
        (Some("offline"), _) => Err(FetchError::Offline),
        (Some("blocked"), _) => Err(FetchError::Blocked),
        (Some("declined"), _) => Err(FetchError::Declined),
        (Some(other), _) => Err(FetchError::Status(other.parse().map_err(|_| "status")?)),
        (None, last) => {
            let patch = last.filter(|last| last.starts_with('{'));
            let file =
                words.plain.get(1).filter(|word| **word != "unseen" && !word.starts_with('{'));
            Ok(match (file, patch) {
                (None, Some(text)) => text.as_bytes().to_vec(),
                (None, None) => return Err(format!("no answer for {url}")),
                (Some(file), patch) => {
                    let body = fs::read_to_string(folder().join(file));
                    let mut body = body.map_err(|error| format!("{file}: {error}"))?;
                    if let Some(patch) = patch {
                        let mut document = json(&body)?;
                        merge(&mut document, json(patch)?);
                        body = document.to_string();
                    }
                    body.into_bytes()
                }
            })
        }
    };
    Ok((url, answer))
}

fn resource(url: &str, body: Vec<u8>, words: &Words<'_>, options: &Options) -> Resource {
    Resource {
        body,
        media_type: None,
        final_url: url.to_owned(),
        fetched_at: match words.get("fetched") {
            None => Some(options.at.plus_seconds(-24 * 60 * 60)),
            Some("-") => None,
            Some(date) => Some(at(date)),
        },
        origin: match words.get("origin") {
            Some("supplied") => Origin::Supplied,
            Some("host") => Origin::Host,
            _ => Origin::Fetched,
        },
    }
}

/// The Multikey of a test key; of nobody in particular for `none`.
fn multibase(key: &str) -> String {
    TestKey::named(if key == "none" { "bob" } else { key }).multibase
}

fn did_web(words: &Words<'_>) -> Result<Answer, String> {
    let (did, key) = (words.at(0)?, words.at(1)?);
    let url = Did::parse(did).and_then(|(did, _)| document_url(&did)).ok_or("no did:web")?;
    let key = multibase(key);
    let id = format!("{did}#{}", words.get("name").unwrap_or("key-1"));
    let mut method = json!({
        "id": id, "type": "Multikey", "publicKeyMultibase": key,
        "controller": words.get("controller").unwrap_or(did)
    });
    if let Some(date) = words.get("revoked") {
        method["revoked"] = date.into();
    }
    let listed = if words.has("unlisted") { json!([]) } else { json!([id]) };
    let methods = if words.has("none") { json!([]) } else { json!([method]) };
    let document = json!({
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": words.get("about").unwrap_or(did),
        "verificationMethod": methods,
        "assertionMethod": listed,
        "authentication": [id]
    });
    Ok((url, Ok(document.to_string().into_bytes())))
}

/// A badge of its own, at an address.
fn issued(words: &Words<'_>) -> Result<Answer, String> {
    let (url, key) = (words.at(0)?, words.at(1)?);
    let mut badge = by("badge", key)?;
    merge(&mut badge, json(words.at(2)?)?);
    sign(&mut badge, &Words::of(key), &Resources::new())?;
    Ok((url.to_owned(), Ok(badge.to_string().into_bytes())))
}

fn status_list(words: &Words<'_>) -> Result<Answer, String> {
    let (url, key) = (words.at(0)?, words.at(1)?);
    let number = |text: &str| text.parse::<usize>().map_err(|_| format!("{text} is no number"));
    let set = words.get("set").map_or(Ok(Vec::new()), |set| {
        let entry = |entry: &str| {
            let (index, value) = entry.split_once('=').unwrap_or((entry, "1"));
            Ok::<_, String>((number(index)?, number(value)?))
        };
        set.split(',').map(entry).collect()
    })?;
    let signer = TestKey::named(if key == "unsigned" { "alice" } else { key });
    let did = signer.did();
    let list = StatusList {
        purpose: words.get("purpose").unwrap_or("revocation"),
        entries: words.get("entries").map_or(Ok(131_072), number)?,
        size: words.get("size").map_or(Ok(1), number)?,
        ..StatusList::new(url, words.get("issuer").unwrap_or(&did), &set)
    };
    let mut credential = match words.get("kind") {
        None => list.credential(),
        Some(kind) => list.older(kind),
    };
    for (name, place) in [
        ("id", "/id"),
        ("from", "/validFrom"),
        ("type", "/type/1"),
        ("encoded", "/credentialSubject/encodedList"),
    ] {
        if let (Some(value), Some(place)) = (words.get(name), credential.pointer_mut(place)) {
            *place = value.into();
        }
    }
    if let Some(until) = words.get("until") {
        let ends: Vec<&str> = until.split(',').collect();
        credential["validUntil"] = if ends.len() > 1 { json!(ends) } else { until.into() };
    }
    if let Some(milliseconds) = words.get("ttl") {
        credential["credentialSubject"]["ttl"] = number(milliseconds)?.into();
    }
    if words.has("bare") {
        credential["credentialSubject"]["encodedList"] = list.encoded()[1..].into();
    }
    if key != "unsigned" {
        let options = ProofOptions {
            suite: "eddsa-rdfc-2022",
            method: words.get("method").map_or_else(|| signer.did_method(), str::to_owned),
            members: Map::from_iter(words.get("created").map(|at| ("created".into(), at.into()))),
            unhashable: false,
        };
        signer.sign(&mut credential, &options, &Resources::new());
    }
    if words.has("tampered") {
        let other = StatusList { set: &[(9, 1)], ..list };
        credential["credentialSubject"]["encodedList"] = other.encoded().into();
    }
    Ok((url.to_owned(), Ok(credential.to_string().into_bytes())))
}
