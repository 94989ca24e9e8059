//! Imports run one way: a module may import only what stands before it (ARCHITECTURE section 2). The modules
//! of `base` come before all others, because it is a crate of its own.

use std::fs;
use std::path::{Path, PathBuf};

/// The order within `base`.
const BASE: &[&[&str]] = &[&["budget", "encoding", "order"], &["json", "jcs"], &["jsonld"]];

/// The order. A module may use itself, and modules of an earlier row.
const LAYERS: &[&[&str]] = &[
    &["report", "time", "budget", "encoding", "order"],
    &["resource"],
    &["container"],
    &["scan"],
    &["document"],
    &["schema"],
    &["credential"],
    &["key"],
    &["jsonld"],
    &["did"],
    &["issuer"],
    &["proof"],
    &["status"],
    &["verify"],
    &["pile"],
    &["locale"],
    &["view"],
    &["web"],
];

fn layer(layers: &[&[&str]], module: &str) -> Option<usize> {
    layers.iter().position(|row| row.contains(&module))
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("src is readable") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Names of our own modules that a text uses as `crate::name`.
fn imports(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        for after in code.split("crate::").skip(1) {
            let name: String =
                after.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            found.push((number + 1, name));
        }
    }
    found
}

/// What is imported against the order.
fn against(layers: &[&[&str]], root: &Path) -> Vec<String> {
    let mut sources = Vec::new();
    files(root, &mut sources);
    assert!(sources.len() > 20, "the sources are here");
    let mut wrong = Vec::new();
    for source in sources {
        let relative = source.strip_prefix(root).expect("inside the folder");
        let first = relative.components().next().expect("a name").as_os_str().to_string_lossy();
        let module = first.trim_end_matches(".rs").to_owned();
        if ["lib", "bin", "build"].contains(&module.as_str()) {
            continue;
        }
        let own = layer(layers, &module);
        let own = own.unwrap_or_else(|| panic!("{module} has no place in the order"));
        for (line, import) in imports(&fs::read_to_string(&source).expect("UTF-8")) {
            let allowed =
                import == module || layer(layers, &import).is_some_and(|other| other <= own);
            if !allowed {
                wrong.push(format!("{}:{line} imports {import}", relative.display()));
            }
        }
    }
    wrong
}

#[test]
fn imports_run_one_way() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut wrong = against(BASE, &root.join("base/src"));
    wrong.extend(against(LAYERS, &root.join("src")));
    assert!(wrong.is_empty(), "imports against the order:\n{}", wrong.join("\n"));
}

#[test]
fn the_core_knows_no_browser() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    files(&root.join("base/src"), &mut sources);
    files(&root.join("src"), &mut sources);
    for source in sources {
        let relative = source.strip_prefix(root).expect("inside").to_string_lossy();
        let relative = relative.trim_start_matches("src/");
        let text = fs::read_to_string(&source).expect("UTF-8");
        let browser =
            ["web_sys::", "js_sys::", "wasm_bindgen::"].iter().any(|name| text.contains(name));
        // The words of numbers and dates come from the browser's own tables.
        let allowed = relative.starts_with("web")
            || relative == "lib.rs"
            || relative.starts_with("bin")
            || relative.starts_with("locale");
        assert!(!browser || allowed, "{relative} uses the browser");
    }
}
