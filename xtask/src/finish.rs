//! Trunk's `post_build` hook: names that follow the final bytes, and one file that knows them.
//!
//! Trunk names files after what cargo wrote, before wasm-bindgen and wasm-opt; a new wasm-opt would
//! put other bytes under an old, `immutable` name. So every hashed file is renamed by its own bytes.

use std::{
    fs,
    path::{Path, PathBuf},
};

use xtask::site;

use crate::{
    Result,
    measure::{self, Hashes},
    project,
};

/// Finishes what Trunk has staged.
pub(crate) fn finish() -> Result {
    let staging = std::env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from).ok_or(
        "`cargo xtask finish` is called by Trunk after each build. To build, run `cargo xtask build`.",
    )?;
    let names: Vec<String> =
        project::files(&staging)?.into_iter().filter(|name| site::hashed(name)).collect();
    let hashes = measure::hashes(&staging, &names)?;
    let renamed = rename(&staging, &names, &hashes)?;

    let index = staging.join("index.html");
    project::write(&index, &edit_index(&project::read(&index)?, &renamed)?)?;

    let wasm_js = staging.join("wasm.js");
    let glue = the_one(&renamed, ".js")?;
    let module = the_one(&renamed, ".wasm")?;
    let edited = edit_wasm_js(&project::read(&wasm_js)?, glue, module)?;
    project::write(&wasm_js, &edited)
}

/// A file before and after.
#[derive(Debug)]
struct Renamed {
    old: String,
    new: String,
    integrity: String,
}

fn rename(folder: &Path, names: &[String], hashes: &[Hashes]) -> Result<Vec<Renamed>> {
    let mut renamed = Vec::new();
    for (old, hashes) in names.iter().zip(hashes) {
        let new = with_hash(old, &hashes.name);
        let (from, to) = (folder.join(old), folder.join(&new));
        fs::rename(&from, &to).map_err(|error| project::cannot("rename", &from, &error))?;
        renamed.push(Renamed { old: old.clone(), new, integrity: hashes.integrity.clone() });
    }
    Ok(renamed)
}

/// `proofmark-0123456789abcdef_bg.wasm` with another hash. [`site::hashed`] has found the place.
fn with_hash(name: &str, hash: &str) -> String {
    match site::hash_position(name) {
        Some(place) => [&name[..place.start], hash, &name[place.end..]].concat(),
        None => name.to_owned(),
    }
}

fn edit_index(html: &str, renamed: &[Renamed]) -> Result<String> {
    let mut html = without_preload(html)?;
    for file in renamed {
        // Trunk announces the module in the preload only, which has just gone.
        if !file.old.ends_with(".wasm") && !html.contains(&file.old) {
            return Err(format!(
                "index.html, as Trunk wrote it, does not mention {}. Has Trunk changed its output?",
                file.old
            ));
        }
        html = html.replace(&file.old, &file.new);
    }
    Ok(html)
}

/// Takes out Trunk's preload of the module: WebKit would fetch it twice.
fn without_preload(html: &str) -> Result<String> {
    let wrong = || {
        "index.html, as Trunk wrote it, has no `<link rel=\"preload\" …>`. Has Trunk changed its output?".to_owned()
    };
    let start = html.find("<link rel=\"preload\"").ok_or_else(wrong)?;
    let length = html[start..].find('>').ok_or_else(wrong)? + 1;
    let (tag, rest) = html[start..].split_at(length);
    if !tag.contains(".wasm") || rest.contains("<link rel=\"preload\"") {
        return Err("index.html has a preload that is not Trunk's of the module. `cargo xtask finish` would take out the wrong one.".into());
    }
    Ok([&html[..start], rest].concat())
}

fn edit_wasm_js(text: &str, glue: &Renamed, module: &Renamed) -> Result<String> {
    let mut text = text.to_owned();
    let edits = [
        ("./proofmark-app.js", format!("./{}", glue.new)),
        ("./proofmark-app_bg.wasm", format!("./{}", module.new)),
        ("INTEGRITY", module.integrity.clone()),
    ];
    for (placeholder, value) in edits {
        if text.matches(placeholder).count() != 1 {
            return Err(format!(
                "www/wasm.js must hold `{placeholder}` exactly once: the build writes the real value there."
            ));
        }
        text = text.replace(placeholder, &value);
    }
    Ok(text)
}

fn the_one<'a>(renamed: &'a [Renamed], ending: &str) -> Result<&'a Renamed> {
    let mut found = renamed.iter().filter(|file| file.new.ends_with(ending));
    match (found.next(), found.next()) {
        (Some(file), None) => Ok(file),
        _ => Err(format!(
            "Trunk staged not exactly one hashed `*{ending}` file. `cargo xtask finish` needs one to name in wasm.js."
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn renamed(old: &str, new: &str) -> Renamed {
        Renamed { old: old.into(), new: new.into(), integrity: "sha384-x".into() }
    }

    #[test]
    fn names_take_the_new_hash() {
        assert_eq!(
            with_hash("a-0123456789abcdef_bg.wasm", "ffffffffffffffff"),
            "a-ffffffffffffffff_bg.wasm"
        );
    }

    #[test]
    fn index_loses_the_preload_and_gets_the_names() {
        let html = "<link rel=\"modulepreload\" href=\"./a-1.js\"><link rel=\"preload\" href=\"./a-1_bg.wasm\" as=\"fetch\"><p>";
        let edited =
            edit_index(html, &[renamed("a-1.js", "a-2.js"), renamed("a-1_bg.wasm", "a-3_bg.wasm")]);
        assert_eq!(edited.unwrap(), "<link rel=\"modulepreload\" href=\"./a-2.js\"><p>");
    }

    #[test]
    fn a_changed_trunk_is_noticed() {
        assert!(without_preload("<p>").is_err());
        assert!(without_preload("<link rel=\"preload\" href=\"font.woff2\">").is_err());
        assert!(
            edit_index("<link rel=\"preload\" href=\"a.wasm\">", &[renamed("a-1.js", "a-2.js")])
                .is_err()
        );
    }

    #[test]
    fn the_shipped_wasm_js_has_every_placeholder() {
        let text = project::read(&project::root().join("www/wasm.js")).unwrap();
        let edited = edit_wasm_js(&text, &renamed("", "g.js"), &renamed("", "m.wasm")).unwrap();
        assert!(
            edited.contains("./g.js") && edited.contains("./m.wasm") && edited.contains("sha384-x")
        );
        assert!(edit_wasm_js(&edited, &renamed("", "g.js"), &renamed("", "m.wasm")).is_err());
    }
}
