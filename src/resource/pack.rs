//! Evidence packs: a badge with everything that was looked at to judge it, or evidence alone that was
//! prepared for a machine without a network. A folder's `index.json` is read beside it.

use std::collections::BTreeSet;

use hmac::{KeyInit, Mac as _};
use serde_json::{Map, Value};

use super::{FetchError, Origin, Resource, Resources};
use crate::encoding::{base64_lenient, hex, object, pointer_step, sha256, to_base64, to_base64url};
use crate::time::Timestamp;

mod index;

/// What a pack says that it is; the number changes when old readers could misread a new one.
const FORMAT: &str = "proofmark-evidence/1";

/// Why an index or a pack could not be read: English, for the developer who wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackError(pub String);

/// Evidence in one file: it verifies again from this file alone, years later.
#[derive(Clone, Debug, PartialEq)]
pub struct EvidencePack {
    /// When it was made.
    pub made: Timestamp,
    /// The badge it was kept for; a pack that was prepared for a machine without a network has none.
    pub badge: Option<PackedBadge>,
    json: Value,
}

/// The badge in a pack, and what was asked about it. Whom the person trusts is not in a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackedBadge {
    /// Its file name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The moment that was asked about.
    pub at: Timestamp,
    /// The other day that was asked about.
    pub as_of: Option<Timestamp>,
    /// Whom it was compared with, if the person wanted that kept.
    pub recipient: Option<String>,
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
        badge: Option<&PackedBadge>,
        made: Timestamp,
        resources: &Resources,
        urls: &BTreeSet<String>,
        key: &[u8],
    ) -> Value {
        let mut pack = Map::new();
        pack.insert("format".into(), FORMAT.into());
        let tool = [("name", "proofmark"), ("version", env!("CARGO_PKG_VERSION"))];
        pack.insert("tool".into(), object(tool.map(|(name, value)| (name, value.into()))));
        pack.insert("made".into(), made.to_string().into());
        if let Some(badge) = badge {
            pack.insert("input".into(), badge.input());
            pack.insert("asked".into(), badge.asked());
        }
        let kept = resources.iter().filter(|(url, _)| urls.contains(*url));
        let mut entries = Map::new();
        entries.extend(kept.filter_map(|(url, answer)| Some((url.to_owned(), entry(answer)?))));
        pack.insert("resources".into(), Value::Object(entries));
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
    /// It is a pack, and damaged or of a later kind: no date, or a badge that is not the one whose hash
    /// it names.
    pub fn read(json: Value) -> Option<Result<Self, PackError>> {
        let format = json.get("format").and_then(Value::as_str)?;
        let is_pack = format.starts_with("proofmark-evidence/");
        let is_known = format == FORMAT;
        is_pack.then(|| match is_known {
            true => Self::read_whole(json),
            false => Err(PackError("/format".to_owned())),
        })
    }

    fn read_whole(json: Value) -> Result<Self, PackError> {
        let made = date(&json, "/made")?.ok_or(PackError("/made".to_owned()))?;
        let badge = json.get("input").map(|_| PackedBadge::read(&json)).transpose()?;
        // What cannot be read is found out now and not later.
        Resources::new().read_pack(&json)?;
        Ok(Self { made, badge, json })
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

    /// What is in it, each piece worth what its maker is worth.
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
                (PackMaker::ThisDevice, Some("saved")) => Origin::Saved,
                // What its maker had from a stranger stays a stranger's, whoever answers for the maker.
                (PackMaker::Trusted, Some(recorded)) if recorded != "supplied" => Origin::Saved,
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

    /// The pack as it is written into a file.
    pub fn to_text(&self) -> String {
        format!("{:#}\n", self.json)
    }
}

impl PackedBadge {
    fn read(json: &Value) -> Result<Self, PackError> {
        let fault = |what: &str| PackError(what.to_owned());
        let text = |place: &str| json.pointer(place).and_then(Value::as_str);
        let bytes = text("/input/body").and_then(base64_lenient).ok_or(fault("/input/body"))?;
        if text("/input/sha256") != Some(&hex(&sha256(&bytes))) {
            return Err(fault("/input/sha256"));
        }
        Ok(Self {
            name: text("/input/name").unwrap_or("badge").to_owned(),
            bytes,
            at: date(json, "/asked/at")?.ok_or(fault("/asked/at"))?,
            as_of: date(json, "/asked/asOf")?,
            recipient: text("/asked/recipient").map(str::to_owned),
        })
    }

    fn input(&self) -> Value {
        object([
            ("name", self.name.as_str().into()),
            ("sha256", hex(&sha256(&self.bytes)).into()),
            ("body", to_base64(&self.bytes).into()),
        ])
    }

    fn asked(&self) -> Value {
        let mut asked = Map::new();
        asked.insert("at".into(), self.at.to_string().into());
        asked.extend(self.as_of.map(|day| ("asOf".to_owned(), day.to_string().into())));
        let recipient = self.recipient.as_deref();
        asked.extend(recipient.map(|whom| ("recipient".to_owned(), whom.into())));
        Value::Object(asked)
    }
}

fn date(json: &Value, place: &str) -> Result<Option<Timestamp>, PackError> {
    let written = json.pointer(place).and_then(Value::as_str).map(Timestamp::parse).transpose();
    Ok(written.map_err(|_| PackError(place.to_owned()))?.map(|written| written.instant))
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
            object.insert("status".into(), 200.into());
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

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
        let badge = PackedBadge {
            name: "badge.json".into(),
            bytes: b"{1}".to_vec(),
            at: Timestamp::from_unix(1_799_999_999),
            as_of: Some(Timestamp::from_unix(1_700_000_000)),
            recipient: None,
        };
        let made = Timestamp::from_unix(1_800_000_000);
        EvidencePack::write(Some(&badge), made, &resources, &used.into(), b"secret")
    }

    #[test]
    fn a_pack_is_worth_what_its_maker_is() {
        let pack = EvidencePack::read(packed()).unwrap().unwrap();
        let badge = pack.badge.as_ref().unwrap();
        assert_eq!((badge.name.as_str(), badge.bytes.as_slice()), ("badge.json", &b"{1}"[..]));
        assert_eq!(badge.as_of, Some(Timestamp::from_unix(1_700_000_000)));
        let origins = |maker| -> Vec<Option<Origin>> {
            let resources = pack.resources(maker);
            let of = |(_, answer): (&str, &Result<Resource, FetchError>)| {
                answer.as_ref().ok().map(|resource| resource.origin)
            };
            resources.iter().map(of).collect()
        };
        let (fetched, supplied) = (Some(Origin::Fetched), Some(Origin::Supplied));
        assert_eq!(origins(PackMaker::ThisDevice), [fetched, None, supplied]);
        // What its maker had from a stranger stays a stranger's.
        assert_eq!(origins(PackMaker::Trusted), [Some(Origin::Saved), None, supplied]);
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
        for place in ["/format", "/input/body", "/input/sha256", "/made", "/asked/at"] {
            let mut damaged = packed();
            let wrong = if place == "/format" { "proofmark-evidence/2" } else { "e30=" };
            *damaged.pointer_mut(place).unwrap() = wrong.into();
            assert_eq!(
                EvidencePack::read(damaged).unwrap().err().map(|e| e.0.contains('/')),
                Some(true),
                "{place}"
            );
        }
        assert!(EvidencePack::read(json!({ "resources": {} })).is_none());
    }

    #[test]
    fn whom_it_was_compared_with_is_kept_only_if_wanted() {
        let mut badge = EvidencePack::read(packed()).unwrap().unwrap().badge.unwrap();
        let text = |badge: &PackedBadge| {
            let made = Timestamp::from_unix(1_800_000_000);
            let none = Resources::new();
            EvidencePack::write(Some(badge), made, &none, &BTreeSet::new(), b"").to_string()
        };
        assert!(!text(&badge).contains("recipient"));
        badge.recipient = Some("jane@example.org".into());
        let pack = EvidencePack::read(serde_json::from_str(&text(&badge)).unwrap());
        assert_eq!(pack.unwrap().unwrap().badge, Some(badge));
    }

    #[test]
    fn evidence_is_packed_without_a_badge() {
        let mut resources = Resources::new();
        resources.insert("https://example.edu/gone", Err(FetchError::Gone));
        let made = Timestamp::from_unix(1_800_000_000);
        let all = BTreeSet::from(["https://example.edu/gone".to_owned()]);
        let pack = EvidencePack::write(None, made, &resources, &all, b"secret");
        let pack = EvidencePack::read(pack).unwrap().unwrap();
        assert_eq!((pack.made, &pack.badge), (made, &None));
        assert_eq!(pack.resources(PackMaker::Trusted).len(), 1);
        assert_eq!(pack.resources(PackMaker::Unknown).len(), 0);
    }
}
