//! The same file and the same evidence give the same report, byte for byte, natively and as wasm.

use std::fs;
use std::path::Path;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use proofmark::document::json;
use proofmark::resource::{Options, Resources};
use serde_json::{Map, Value, json};

use crate::engine::Engine;
use crate::open_page_in;
use crate::support::{at, data};

const NOW: &str = "2026-11-23T00:00:00Z";

/// The native command's lines for a file.
fn native(name: &str, bytes: &[u8], evidence: &Resources) -> String {
    let options = Options::new(at(NOW));
    let mut lines = String::new();
    for reading in proofmark::read(name, bytes).unwrap_or_default() {
        let mut verification = reading.verify(evidence, &options);
        verification.input.hash(bytes);
        lines.push_str(&verification.to_json().to_string());
        lines.push('\n');
    }
    lines
}

/// An evidence pack of everything a folder's `index.json` lists.
fn pack(folder: &Path) -> Value {
    let index = fs::read_to_string(folder.join("index.json")).unwrap();
    let mut resources = Map::new();
    for (url, entry) in json::parse(&index).unwrap().as_object().unwrap() {
        let mut packed = entry.as_object().cloned().unwrap_or_default();
        if let Some(file) = entry.as_str().or_else(|| entry["file"].as_str()) {
            packed.insert(
                "body".into(),
                STANDARD.encode(fs::read(folder.join(file)).unwrap()).into(),
            );
        }
        packed.remove("file");
        resources.insert(url.clone(), Value::Object(packed));
    }
    json!({ "resources": resources })
}

/// Every badge file below a folder.
fn files(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

/// Told in each engine by `engines.rs`.
pub(crate) fn page_and_command_say_the_same(engine: Engine) {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/samples");
    let mut all = Vec::new();
    files(&samples, &mut all);
    let mut packed =
        json::parse(&fs::read_to_string(samples.join("evidence.json")).unwrap()).unwrap();
    if let Some(badges) = data("PROOFMARK_BADGES", "../shared/badges") {
        files(&badges.join("files"), &mut all);
        let more = pack(&badges);
        let resources = packed["resources"].as_object_mut().unwrap();
        resources.extend(more["resources"].as_object().unwrap().clone());
    }
    let evidence = Resources::vouched(packed.clone()).unwrap();
    let page = open_page_in(engine);
    page.script("window.__evidence = arguments[0]", &json!([packed.to_string()]));
    let mut compared = 0;
    all.sort();
    for path in all {
        let bytes = fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let found = page.script_async(
            "const [name, text, at, done] = arguments;
             const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
             const here = (name) => import(new URL(name, location.href));
             window.__api ??= here('wasm.js').then(({ load }) => load()).then(async (api) => {
               api.take_keys(await (await here('keys.js')).load());
               return api;
             });
             __api.then(({ verify_bytes }) => done(verify_bytes(name, bytes, at, __evidence, undefined)), (error) => done(`${error}`));",
            &json!([name, STANDARD.encode(&bytes), NOW]),
        );
        let expected = native(&name, &bytes, &evidence);
        assert_eq!(found.as_str(), Some(expected.as_str()), "{}", path.display());
        compared += usize::from(!expected.is_empty());
    }
    println!("reports compared: {compared}");
    assert!(compared >= 5);
}
