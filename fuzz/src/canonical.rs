//! Canonical forms of a folder of documents, for comparison with another implementation
//! (`fuzz/compare-jsonld.mjs`).

use std::fs;
use std::path::Path;

use proofmark::document::json;
use serde_json::json;

use crate::jsonld::canonical;

/// Prints one line for each file: its name, and the canonical form or nothing.
pub(crate) fn write(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let Ok(text) = fs::read_to_string(entry.path()) else { continue };
        let Ok(document) = json::parse(&text) else { continue };
        let found = canonical(&document).map(|(_, canonical)| canonical.text());
        let name = entry.file_name().to_string_lossy().into_owned();
        println!("{}", json!({ "file": name, "canonical": found }));
    }
}
