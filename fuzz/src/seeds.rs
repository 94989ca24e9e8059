//! What each target begins with: made from badges and files of evidence.

use std::fs;
use std::path::Path;

use proofmark::container;
use proofmark::document::{Document, json};
use proofmark::encoding::sha256;
use proofmark::resource::EvidencePack;
use serde_json::Value;

use crate::Target;
use crate::world::{badge_in, resources_in};

/// Larger ones make the fuzzer slow and teach it little.
const LARGEST: usize = 64 << 10;

/// A file, read as far as it can be.
pub(crate) struct Seed {
    /// The file itself.
    pub(crate) bytes: Vec<u8>,
    /// The badge's text, where there is one.
    pub(crate) text: Option<String>,
    /// Its JSON: of a JWS the payload.
    pub(crate) document: Option<Value>,
    /// The bodies of what a file of evidence holds.
    pub(crate) evidence: Vec<String>,
}

impl Seed {
    fn read(bytes: Vec<u8>) -> Self {
        let pack = std::str::from_utf8(&bytes).ok().and_then(|text| json::parse(text.trim()).ok());
        let pack = pack.and_then(EvidencePack::read).and_then(Result::ok);
        let (badge, evidence) = match &pack {
            Some(pack) => (badge_in(pack), resources_in(pack)),
            None => (bytes.clone(), Vec::new()),
        };
        let text = container::open(&badge).ok().and_then(|found| Some(found.first()?.text.clone()));
        let text = text.or_else(|| String::from_utf8(badge).ok());
        let document = text.as_deref().and_then(|text| Document::parse(text).ok());
        let document = document.map(|document| Value::clone(&document.json));
        Self { document, text, evidence, bytes }
    }

    /// The badge and every piece of evidence, as far as they are JSON.
    pub(crate) fn documents(&self) -> impl Iterator<Item = Value> {
        let evidence = self.evidence.iter().filter_map(|text| json::parse(text).ok());
        self.document.iter().cloned().chain(evidence)
    }
}

/// Writes the seeds of every target, each into a folder of its name. Of two that are the same one is kept.
pub(crate) fn write(targets: &[Target], to: &Path) {
    let from = std::env::var_os("PROOFMARK_SEEDS_FROM").expect("PROOFMARK_SEEDS_FROM is a list");
    let mut files = Vec::new();
    for folder in std::env::split_paths(&from) {
        list(&folder, &mut files);
    }
    for target in targets {
        let folder = to.join(target.name);
        fs::create_dir_all(&folder).expect("the seeds' folder can be made");
    }
    for bytes in files {
        let seed = Seed::read(bytes);
        for target in targets {
            for part in (target.seeds)(&seed) {
                if part.len() > LARGEST {
                    continue;
                }
                let name: String =
                    sha256(&part)[..10].iter().map(|byte| format!("{byte:02x}")).collect();
                fs::write(to.join(target.name).join(name), part).expect("a seed can be written");
            }
        }
    }
}

/// Every file below a folder that is not too large.
pub(crate) fn list(folder: &Path, found: &mut Vec<Vec<u8>>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            list(&path, found);
        } else if let Ok(bytes) = fs::read(&path)
            && bytes.len() <= 4 * LARGEST
        {
            found.push(bytes);
        }
    }
}
