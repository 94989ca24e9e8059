//! `dist/extension`: the same page as an extension of Chromium and Firefox (Manifest V3).

use std::{fs, path::Path};

use xtask::{service_worker, site::POLICY};

use crate::{Result, project};

/// The folder in `dist`. It is no part of the site: a host may leave it out.
const FOLDER: &str = "extension";

/// Copies the finished page and adds what makes it an extension.
pub(crate) fn write(staging: &Path) -> Result {
    let (root, folder) = (project::root(), staging.join(FOLDER));
    for name in project::files(staging)?.iter().filter(|name| belongs(name)) {
        copy(&staging.join(name), &folder.join(name))?;
    }
    for name in ["background.js", "extension.js"] {
        copy(&root.join("www/extension").join(name), &folder.join(name))?;
    }
    for name in ["icons/icon-48.png", "icons/icon-128.png"] {
        copy(&root.join("www").join(name), &folder.join(name))?;
    }
    let manifest = project::read(&root.join("www/extension/manifest.json"))?;
    let manifest = edit_manifest(&manifest, &project::locked("proofmark")?)?;
    project::write(&folder.join("manifest.json"), &manifest)?;
    let index = folder.join("index.html");
    project::write(&index, &edit_index(&project::read(&index)?)?)
}

/// Whether a file of the site is one of the extension: the page and what it loads. There is no host
/// beside whom evidence could lie, and nothing that has to be kept for use without a network. Names that
/// begin with `_` are refused by browsers.
fn belongs(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    // Compressed copies are for servers.
    if ["br", "gz"].contains(&ending) {
        return false;
    }
    match name.split_once('/') {
        Some((folder, _)) => ["samples", "lang", "icons"].contains(&folder),
        None => {
            name == "index.html"
                || name == service_worker::MARK
                || ["css", "js", "wasm", "webmanifest"].contains(&ending)
                    && !["sw.js", "embed.js"].contains(&name)
        }
    }
}

/// Writes in the version and the policy: the words of the site's own, so that there is one of it.
fn edit_manifest(text: &str, version: &str) -> Result<String> {
    let mut text = text.to_owned();
    for (placeholder, value) in [("VERSION", version), ("POLICY", POLICY)] {
        if text.matches(placeholder).count() != 1 {
            return Err(format!(
                "www/extension/manifest.json must hold `{placeholder}` exactly once: the build writes the real value there."
            ));
        }
        text = text.replace(placeholder, value);
    }
    Ok(text)
}

/// Has the page load what only the extension has, before anything else.
fn edit_index(html: &str) -> Result<String> {
    const PAGE: &str = "<script type=\"module\" src=\"./page.js\"";
    if html.matches(PAGE).count() != 1 {
        return Err(format!(
            "index.html does not hold `{PAGE}` exactly once. Has `pattern_script` in Trunk.toml changed?"
        ));
    }
    let both = format!("<script type=\"module\" src=\"./extension.js\"></script>{PAGE}");
    Ok(html.replace(PAGE, &both))
}

fn copy(from: &Path, to: &Path) -> Result {
    to.parent()
        .map_or(Ok(()), fs::create_dir_all)
        .map_err(|error| project::cannot("create", to, &error))?;
    fs::copy(from, to).map(drop).map_err(|error| project::cannot("copy", from, &error))
}

/// Whether a file of `dist` is the extension's.
pub(crate) fn is_extension(name: &str) -> bool {
    name.starts_with("extension/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_is_the_page_and_nothing_else() {
        for name in [
            "index.html",
            "build.json",
            "page.js",
            "proofmark-app-0123456789abcdef_bg.wasm",
            "lang/de.txt",
            "samples/genuine.png",
        ] {
            assert!(belongs(name), "{name}");
        }
        for name in [
            "sw.js",
            "embed.html",
            "embed.js",
            "v1/widget.js",
            "evidence/index.json",
            "extension/page.js",
            "_headers",
            "page.js.br",
            "lang/de.txt.gz",
            "proofmark.html",
        ] {
            assert!(!belongs(name), "{name}");
        }
    }

    #[test]
    fn the_shipped_manifest_has_every_placeholder() {
        let path = project::root().join("www/extension/manifest.json");
        let text = project::read(&path).unwrap();
        let edited = edit_manifest(&text, "1.2.3").unwrap();
        assert!(edited.contains("\"version\": \"1.2.3\"") && edited.contains(POLICY));
        assert!(edit_manifest(&edited, "1.2.3").is_err());
        // What is not asked for here cannot be asked of the person.
        assert!(!edited.contains("\"host_permissions\"") && !edited.contains("\"permissions\""));
    }

    #[test]
    fn a_changed_page_is_noticed() {
        let page = "<script type=\"module\" src=\"./page.js\"></script>";
        let edited = edit_index(page).unwrap();
        assert!(edited.find("extension.js").unwrap() < edited.find("page.js").unwrap());
        assert!(edit_index("<p>").is_err());
    }
}
