//! Answers from files: what a folder's `index.json` lists, or the `resources` of an evidence pack.

use serde_json::Value;

use super::{EvidencePack, PackError, PackMaker};
use crate::encoding::{base64_lenient, pointer_step};
use crate::resource::{FetchError, Origin, Resource, Resources};
use crate::time::Timestamp;

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
        // Answers belong to addresses without a fragment; two keys for one would share their worth.
        let mut keys = resources.as_object().into_iter().flat_map(|all| all.keys());
        if let Some(odd) = keys.find(|key| key.contains('#')) {
            return Err(PackError(format!("{odd}: an address with a fragment")));
        }
        self.read_entries(resources, |entry| {
            let body = entry.get("body").and_then(Value::as_str).ok_or("has no body")?;
            base64_lenient(body).ok_or_else(|| "body is not base64".to_owned())
        })
    }

    /// Evidence in a file that the caller answers for: a pack, of which what its maker had from a stranger
    /// stays a stranger's; or `resources` alone.
    ///
    /// # Errors
    /// It is neither, or damaged.
    pub fn vouched(json: Value) -> Result<Self, PackError> {
        if let Some(pack) = EvidencePack::read(json.clone()) {
            return Ok(pack?.resources(PackMaker::Trusted));
        }
        let mut bare = Self::new();
        bare.read_pack(&json)?;
        let strangers = |url: &str| {
            let place = format!("/resources/{}/origin", pointer_step(url));
            json.pointer(&place).and_then(Value::as_str) == Some("supplied")
        };
        let (doubted, vouched): (Vec<_>, Vec<_>) = bare.iter().partition(|(url, _)| strangers(url));
        let mut found = vouched.into_iter().collect::<Self>().answered_for();
        found.merge(doubted.into_iter().collect());
        Ok(found)
    }

    /// The same answers, those of nobody now answered for by the caller.
    #[must_use]
    pub fn answered_for(&self) -> Self {
        let mut marked = Self::new();
        for (url, answer) in self.iter() {
            let worth = |resource: Resource| match resource.origin {
                Origin::Supplied => Resource { origin: Origin::Saved, ..resource },
                _ => resource,
            };
            marked.insert(url, answer.clone().map(worth));
        }
        marked
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

    #[test]
    fn reads_a_pack() {
        let pack = json!({ "resources": { "https://example.edu/a": { "body": "e30=" } } });
        let mut resources = Resources::new();
        resources.read_pack(&pack).unwrap();
        let answer = resources.get("https://example.edu/a").unwrap().as_ref().unwrap();
        assert_eq!(answer.body, b"{}");
    }
}
