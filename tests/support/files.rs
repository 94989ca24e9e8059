//! Badge files, with the evidence that settles them.

use std::fs;
use std::path::{Path, PathBuf};

use proofmark::document::json;
use proofmark::resource::{Origin, Resource, Resources};

use super::data;

/// As if this device had asked for all of it.
fn as_fetched(all: &Resources) -> Resources {
    let mut own = Resources::new();
    for (url, answer) in all.iter() {
        let fetched = |resource: Resource| Resource { origin: Origin::Fetched, ..resource };
        own.insert(url, answer.clone().map(fetched));
    }
    own
}

/// Badge files with the evidence that settles them.
pub fn real_badges() -> Option<(Vec<PathBuf>, Resources)> {
    let folder = data("PROOFMARK_BADGES", "../shared/badges")?;
    let index = json::parse(&fs::read_to_string(folder.join("index.json")).unwrap()).unwrap();
    let mut resources = Resources::new();
    let open = |name: &str| fs::read(folder.join(name)).map_err(|error| error.to_string());
    resources.read_index(&index, open).unwrap();
    let mut files = Vec::new();
    list(&folder.join("files"), &mut files);
    Some((files, as_fetched(&resources)))
}

/// The page's samples with theirs.
pub fn samples() -> (Vec<PathBuf>, Resources) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/samples");
    let mut resources = Resources::new();
    let evidence = fs::read_to_string(folder.join("evidence.json")).unwrap();
    resources.read_pack(&json::parse(&evidence).unwrap()).unwrap();
    let mut files = Vec::new();
    list(&folder, &mut files);
    (files, as_fetched(&resources))
}

fn list(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() { list(&path, found) } else { found.push(path) }
    }
}
