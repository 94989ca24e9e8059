//! Evidence from files: a folder's `index.json`, or one evidence pack, which holds the badge as well.

use std::collections::BTreeSet;

use hmac::{KeyInit, Mac as _};
use serde_json::{Map, Value};

use super::{FetchError, Origin, Resource, Resources};
use crate::encoding::{base64_lenient, hex, object, pointer_step, sha256, to_base64, to_base64url};
use crate::time::Timestamp;

/// Why an index or a pack could not be read: English, for the developer who wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackError(pub String);

/// A badge with everything that was looked at to judge it, in one file: it verifies again from this file
/// alone, years later.
pub struct EvidencePack {
    /// The badge's file name.
    pub name: String,
    /// The badge's bytes.
    pub input: Vec<u8>,
    /// When it was made.
    pub made: Timestamp,
    /// The other day that was asked about.
    pub as_of: Option<Timestamp>,
    json: Value,
}

/// Who made an evidence pack, and so what its unsigned pieces are worth (VERDICT section 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackMaker {
    /// Nobody knows: the candidate may have.
    Unknown,
    /// The person who asks, or somebody they answer for.
    Trusted,
    /// This device, as its seal shows.
    ThisDevice,
}

impl EvidencePack {
    /// Writes a pack. `urls` are the addresses that were looked at; `key` is this device's own secret.
    pub fn write(
        name: &str,
        input: &[u8],
        (made, as_of): (Timestamp, Option<Timestamp>),
        resources: &Resources,
        urls: &BTreeSet<String>,
        key: &[u8],
    ) -> Value {
        let mut pack = Map::new();
        let tool = [("name", "proofmark"), ("version", env!("CARGO_PKG_VERSION"))];
        pack.insert("tool".into(), object(tool.map(|(name, value)| (name, value.into()))));
        pack.insert("made".into(), made.to_string().into());
        pack.insert("asOf".into(), as_of.map_or(Value::Null, |day| day.to_string().into()));
        let input = [
            ("name", name.into()),
            ("sha256", hex(&sha256(input)).into()),
            ("body", to_base64(input).into()),
        ];
        pack.insert("input".into(), object(input));
        let kept = resources.iter().filter(|(url, _)| urls.contains(*url));
        let kept = kept.filter_map(|(url, answer)| Some((url.to_owned(), entry(answer)?)));
        pack.insert("resources".into(), Value::Object(kept.collect()));
        let mut pack = Value::Object(pack);
        let seal = to_base64url(&seal(&pack, key));
        if let Some(object) = pack.as_object_mut() {
            object.insert("seal".into(), seal.into());
        }
        pack
    }

    /// Reads a pack; `None` when it is something else.
    ///
    /// # Errors
    /// It is a pack, and damaged: no badge in it, or not the one whose hash it names.
    pub fn read(json: Value) -> Option<Result<Self, PackError>> {
        let is_pack = json.pointer("/input/body").is_some() && json.get("resources").is_some();
        is_pack.then(|| Self::read_whole(json))
    }

    fn read_whole(json: Value) -> Result<Self, PackError> {
        let fault = |what: &str| PackError(what.to_owned());
        let text = |place: &str| json.pointer(place).and_then(Value::as_str);
        let date = |place: &str| -> Result<Option<Timestamp>, PackError> {
            let written = text(place).map(Timestamp::parse).transpose();
            Ok(written.map_err(|_| fault(place))?.map(|written| written.instant))
        };
        let input = text("/input/body").and_then(base64_lenient).ok_or(fault("/input/body"))?;
        if text("/input/sha256") != Some(&hex(&sha256(&input))) {
            return Err(fault("/input/sha256"));
        }
        let name = text("/input/name").unwrap_or("badge").to_owned();
        let made = date("/made")?.ok_or(fault("/made"))?;
        let as_of = date("/asOf")?;
        // What cannot be read is found out now and not later.
        Resources::new().read_pack(&json)?;
        Ok(Self { name, input, made, as_of, json })
    }

    /// Whether it was made by the device with this secret, and not changed since.
    pub fn is_sealed_by(&self, key: &[u8]) -> bool {
        let written = self.json.get("seal").and_then(Value::as_str);
        let mut bare = self.json.clone();
        if let Some(object) = bare.as_object_mut() {
            object.remove("seal");
        }
        let Ok(mut mac) = Mac::new_from_slice(key) else { return false };
        mac.update(bare.to_string().as_bytes());
        let written = written.and_then(base64_lenient);
        written.is_some_and(|written| mac.verify_slice(&written).is_ok())
    }

    /// What is in it, worth what its maker is worth.
    pub fn resources(&self, maker: PackMaker) -> Resources {
        let mut read = Resources::new();
        // It was read once already.
        let _ = read.read_pack(&self.json);
        let mut worth = Resources::new();
        for (url, answer) in read.iter() {
            let recorded = self.json.pointer(&format!("/resources/{}/origin", pointer_step(url)));
            let origin = match (maker, recorded.and_then(Value::as_str)) {
                (PackMaker::ThisDevice, Some("fetched")) => Origin::Fetched,
                (PackMaker::ThisDevice, Some("host")) => Origin::Host,
                (PackMaker::ThisDevice, Some("saved")) | (PackMaker::Trusted, _) => Origin::Saved,
                _ => Origin::Supplied,
            };
            match answer {
                Ok(resource) => worth.insert(url, Ok(Resource { origin, ..resource.clone() })),
                // That something is gone is a host's word; a stranger cannot give it.
                Err(_) if maker == PackMaker::Unknown => {}
                Err(error) => worth.insert(url, Err(*error)),
            }
        }
        worth
    }
}

type Mac = hmac::Hmac<sha2::Sha256>;

fn seal(pack: &Value, key: &[u8]) -> Vec<u8> {
    // Every length is a key for this construction (RFC 2104 section 2).
    let mac = Mac::new_from_slice(key).map(|mac| mac.chain_update(pack.to_string()));
    mac.map(|mac| mac.finalize().into_bytes().to_vec()).unwrap_or_default()
}

/// An answer as an entry of a pack; refusals that say nothing of the address are left out.
fn entry(answer: &Result<Resource, FetchError>) -> Option<Value> {
    let mut object = Map::new();
    match answer {
        Ok(resource) => {
            object.insert("body".into(), to_base64(&resource.body).into());
            object.insert("origin".into(), resource.origin.as_str().into());
            object.insert("finalUrl".into(), resource.final_url.as_str().into());
            let media_type = resource.media_type.as_deref();
            object.extend(media_type.map(|text| ("mediaType".to_owned(), text.into())));
            let date = resource.fetched_at.map(|date| date.to_string());
            object.extend(date.map(|date| ("fetchedAt".to_owned(), date.into())));
        }
        Err(FetchError::NotFound) => drop(object.insert("status".into(), 404.into())),
        Err(FetchError::Gone) => drop(object.insert("status".into(), 410.into())),
        Err(_) => return None,
    }
    Some(Value::Object(object))
}

impl Resources {
    /// Reads an `index.json`: URL to `{ file, mediaType?, status?, fetchedAt? }`, or to a bare file
    /// name of unknown age. A status of 404 or 410 needs no file. `open` reads a file of the folder.
    pub fn read_index(
        &mut self,
        index: &Value,
        open: impl Fn(&str) -> Result<Vec<u8>, String>,
    ) -> Result<(), PackError> {
        self.read_entries(index, |entry| {
            let file = entry.as_str().or_else(|| entry.get("file").and_then(Value::as_str));
            open(file.ok_or("names no file")?)
        })
    }

    /// Reads an evidence pack: `{ "resources": { URL: { body (base64), mediaType?, status?,
    /// fetchedAt?, finalUrl? } } }`.
    pub fn read_pack(&mut self, pack: &Value) -> Result<(), PackError> {
        let resources = pack.get("resources").ok_or_else(|| PackError("no resources".into()))?;
        self.read_entries(resources, |entry| {
            let body = entry.get("body").and_then(Value::as_str).ok_or("has no body")?;
            base64_lenient(body).ok_or_else(|| "body is not base64".to_owned())
        })
    }

    fn read_entries(
        &mut self,
        entries: &Value,
        body: impl Fn(&Value) -> Result<Vec<u8>, String>,
    ) -> Result<(), PackError> {
        let entries = entries.as_object().ok_or_else(|| PackError("not an object".into()))?;
        for (url, entry) in entries {
            let fault = |reason: String| PackError(format!("{url}: {reason}"));
            let text = |name: &str| entry.get(name).and_then(Value::as_str).map(str::to_owned);
            let fetched_at = match text("fetchedAt") {
                None => None,
                Some(date) => {
                    let written = Timestamp::parse(&date);
                    Some(written.map_err(|_| fault(format!("fetchedAt {date:?}")))?.instant)
                }
            };
            let answer = match entry.get("status").and_then(Value::as_u64).unwrap_or(200) {
                404 => Err(FetchError::NotFound),
                410 => Err(FetchError::Gone),
                200..=299 => Ok(Resource {
                    body: body(entry).map_err(fault)?,
                    media_type: text("mediaType"),
                    final_url: text("finalUrl").unwrap_or_else(|| url.clone()),
                    fetched_at,
                    origin: Origin::Supplied,
                }),
                status => Err(FetchError::Status(u16::try_from(status).unwrap_or(u16::MAX))),
            };
            self.insert(url, answer);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn reads_an_index() {
        let index = json!({
            "https://example.edu/a": { "file": "a.json", "fetchedAt": "2026-11-22T12:00:00Z" },
            "https://example.edu/b": "b.json",
            "https://example.edu/c": { "status": 410 },
            "https://example.edu/d": { "status": 503 }
        });
        let mut resources = Resources::new();
        resources.read_index(&index, |file| Ok(file.as_bytes().to_vec())).unwrap();
        let a = resources.get("https://example.edu/a").unwrap().as_ref().unwrap();
        assert_eq!((a.body.as_slice(), a.origin), (&b"a.json"[..], Origin::Supplied));
        assert!(a.fetched_at.is_some());
        let b = resources.get("https://example.edu/b").unwrap().as_ref().unwrap();
        assert_eq!(b.fetched_at, None);
        assert_eq!(resources.get("https://example.edu/c"), Some(&Err(FetchError::Gone)));
        assert_eq!(resources.get("https://example.edu/d"), Some(&Err(FetchError::Status(503))));
    }

    #[test]
    fn says_what_is_wrong_with_an_index() {
        let missing = |_: &str| Err("no such file".to_owned());
        for index in [
            json!([]),
            json!({ "https://example.edu/a": { "file": "a.json" } }),
            json!({ "https://example.edu/a": { "mediaType": "x" } }),
            json!({ "https://example.edu/a": { "file": "a", "fetchedAt": "soon" } }),
        ] {
            assert!(Resources::new().read_index(&index, missing).is_err());
        }
    }

    fn packed() -> Value {
        let mut resources = Resources::new();
        let answer = |origin| Resource {
            body: b"{}".to_vec(),
            media_type: Some("application/json".into()),
            final_url: "https://example.edu/a".into(),
            fetched_at: Some(Timestamp::from_unix(1_790_000_000)),
            origin,
        };
        resources.insert("https://example.edu/a", Ok(answer(Origin::Fetched)));
        resources.insert("https://example.edu/s", Ok(answer(Origin::Supplied)));
        resources.insert("https://example.edu/gone", Err(FetchError::Gone));
        resources.insert("https://example.edu/not-used", Ok(answer(Origin::Fetched)));
        let used = ["a", "s", "gone"].map(|name| format!("https://example.edu/{name}"));
        let when = (Timestamp::from_unix(1_800_000_000), None);
        EvidencePack::write("badge.json", b"{1}", when, &resources, &used.into(), b"secret")
    }

    #[test]
    fn a_pack_is_worth_what_its_maker_is() {
        let pack = EvidencePack::read(packed()).unwrap().unwrap();
        assert_eq!((pack.name.as_str(), pack.input.as_slice()), ("badge.json", &b"{1}"[..]));
        let origins = |maker| -> Vec<Option<Origin>> {
            let resources = pack.resources(maker);
            let of = |(_, answer): (&str, &Result<Resource, FetchError>)| {
                answer.as_ref().ok().map(|resource| resource.origin)
            };
            resources.iter().map(of).collect()
        };
        let (fetched, supplied) = (Some(Origin::Fetched), Some(Origin::Supplied));
        assert_eq!(origins(PackMaker::ThisDevice), [fetched, None, supplied]);
        assert_eq!(origins(PackMaker::Trusted), [Some(Origin::Saved), None, Some(Origin::Saved)]);
        assert_eq!(origins(PackMaker::Unknown), [supplied, supplied]);
    }

    #[test]
    fn a_seal_is_broken_by_any_change() {
        let pack = EvidencePack::read(packed()).unwrap().unwrap();
        assert!(pack.is_sealed_by(b"secret"));
        assert!(!pack.is_sealed_by(b"another"));
        for (place, value) in [
            ("/made", json!("2020-01-01T00:00:00Z")),
            ("/resources/https:~1~1example.edu~1a/body", json!("e30")),
            ("/resources/https:~1~1example.edu~1s/origin", json!("fetched")),
            ("/seal", json!("")),
        ] {
            let mut changed = packed();
            *changed.pointer_mut(place).unwrap() = value;
            let changed = EvidencePack::read(changed).unwrap().unwrap();
            assert!(!changed.is_sealed_by(b"secret"), "{place}");
        }
    }

    #[test]
    fn a_damaged_pack_is_said_to_be_one() {
        for place in ["/input/body", "/input/sha256", "/made"] {
            let mut damaged = packed();
            *damaged.pointer_mut(place).unwrap() = "e30=".into();
            assert_eq!(
                EvidencePack::read(damaged).unwrap().err().map(|e| e.0.contains('/')),
                Some(true),
                "{place}"
            );
        }
        assert!(EvidencePack::read(json!({ "resources": {} })).is_none());
    }

    #[test]
    fn reads_a_pack() {
        let pack = json!({ "resources": { "https://example.edu/a": { "body": "e30=" } } });
        let mut resources = Resources::new();
        resources.read_pack(&pack).unwrap();
        let answer = resources.get("https://example.edu/a").unwrap().as_ref().unwrap();
        assert_eq!(answer.body, b"{}");
    }
}
