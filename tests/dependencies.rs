//! Every direct dependency has its reason in `docs/dependencies.md`, and nothing else stands there.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The manifests of what is built here.
const MANIFESTS: [&str; 5] = [
    "Cargo.toml",
    "base/Cargo.toml",
    "xtask/Cargo.toml",
    "benches/web/Cargo.toml",
    "fuzz/Cargo.toml",
];

fn text(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The names in every table of dependencies of a manifest, but for our own crates.
fn named(manifest: &str) -> BTreeSet<String> {
    let (mut found, mut inside) = (BTreeSet::new(), false);
    for line in manifest.lines() {
        if let Some(table) = line.strip_prefix('[') {
            inside = table.trim_end_matches(']').ends_with("dependencies");
        } else if inside && let Some((name, value)) = line.split_once(" = ") {
            let is_name =
                name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
            if is_name && !value.contains("path = ") {
                found.insert(name.to_owned());
            }
        }
    }
    found
}

/// The names in the first column of the tables.
fn explained(page: &str) -> BTreeSet<String> {
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.map(|row| row.split_once('`').unwrap().0.to_owned()).collect()
}

#[test]
fn every_dependency_has_its_reason() {
    let all: BTreeSet<String> =
        MANIFESTS.iter().flat_map(|manifest| named(&text(manifest))).collect();
    assert!(all.len() > 30, "{all:?}");
    assert_eq!(all, explained(&text("docs/dependencies.md")));
}

/// The lists in `Cargo.toml` that go on over lines are no names.
#[test]
fn names_are_told_from_what_follows_them() {
    let manifest = "[dependencies]\na = \"1\"\nb = { version = \"2\", features = [\n  \"C\",\n] }\nd = { path = \"x\" }\n[lib]\ne = 1\n[target.'cfg(x)'.dependencies]\nf-g = \"1\"\n";
    let names: Vec<String> = named(manifest).into_iter().collect();
    assert_eq!(names, ["a", "b", "f-g"]);
}
