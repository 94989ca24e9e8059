//! Compares the bundled contexts with the copies in the shared vectors, by meaning.

use std::{fs, path::PathBuf};

use proofmark::jsonld::contexts;
use serde_json::Value;

/// Texts that the vectors do not have: the context of the Open Badges 3.0 beta (until November
/// 2022), which the same address served before the final one.
const NOT_IN_VECTORS: [(&str, &str); 1] =
    [("https://purl.imsglobal.org/spec/ob/v3p0/context.json", "beta")];

#[test]
#[cfg_attr(not(has_vectors), ignore = "needs the published vectors (PROOFMARK_VECTORS)")]
fn bundled_contexts_mean_what_the_published_ones_mean() {
    let root = std::env::var("PROOFMARK_VECTORS").unwrap_or_else(|_| "../shared/vectors".into());
    let folder = PathBuf::from(root).join("contexts");
    let manifest = fs::read(folder.join("manifest.json")).expect("the manifest is there");
    let context = |path: PathBuf| -> Value {
        let bytes = fs::read(&path).expect("a listed context is there");
        let document: Value = serde_json::from_slice(&bytes).expect("a context is JSON");
        document["@context"].clone()
    };
    let manifest: Value = serde_json::from_slice(&manifest).expect("the manifest is JSON");
    let cases = manifest["cases"].as_array().expect("the manifest has cases");
    let variants: Vec<(String, Value)> = fs::read_dir(folder.join("variants"))
        .expect("the variants are there")
        .map(|file| file.expect("a variant").path())
        .map(|path| {
            (path.file_name().unwrap_or_default().to_string_lossy().into_owned(), context(path))
        })
        .collect();
    let (mut compared, mut wrong) = (0, Vec::new());
    for case in cases {
        let (Some(url), Some(file)) = (case["id"].as_str(), case["file"].as_str()) else {
            panic!("a case without id or file");
        };
        let bundled = contexts::variants(url);
        if bundled.is_empty() {
            println!("not bundled: {url}");
        }
        let preferred = context(folder.join(file));
        let stem = file.trim_end_matches(".jsonld").trim_end_matches(".json");
        let published =
            || variants.iter().filter(|(name, _)| name.starts_with(stem)).map(|(_, value)| value);
        for text in
            bundled.iter().filter(|text| !NOT_IN_VECTORS.contains(&(text.url, text.variant)))
        {
            compared += 1;
            let ours = &text.document()["@context"];
            if ours == &preferred {
                continue;
            }
            if published().any(|theirs| theirs == ours) {
                println!("a variant: {url} ({})", text.variant);
            } else {
                wrong.push(format!("{url} {}", text.variant));
            }
        }
    }
    println!(
        "{compared} of {} bundled texts compared, {} wrong",
        contexts::all().len(),
        wrong.len()
    );
    assert!(compared > 0 && wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
#[cfg_attr(not(has_vectors), ignore = "needs the published vectors (PROOFMARK_VECTORS)")]
fn aliases_of_the_vectors_are_known() {
    let root = std::env::var("PROOFMARK_VECTORS").unwrap_or_else(|_| "../shared/vectors".into());
    let aliases = fs::read(PathBuf::from(root).join("contexts/aliases.json"));
    let aliases = aliases.expect("the aliases are there");
    let aliases: Value = serde_json::from_slice(&aliases).expect("aliases are JSON");
    let aliases = aliases.as_object().expect("aliases are an object");
    assert!(!aliases.is_empty());
    for (alias, url) in aliases {
        assert_eq!(contexts::bundled(alias).map(|text| text.url), url.as_str(), "{alias}");
    }
}
