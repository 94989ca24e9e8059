//! `dist/extension`: the same page as an extension of Chromium and Firefox (Manifest V3).

use std::path::Path;

use xtask::{
    fill::fill_once,
    service_worker,
    site::{EXTENSION, POLICY},
};

use crate::{Result, project};

/// Copies the finished page and adds what makes it an extension.
pub(crate) fn write(staging: &Path) -> Result {
    let (root, folder) = (project::root(), staging.join(EXTENSION));
    for name in project::files(staging)?.iter().filter(|name| belongs(name)) {
        project::copy(&staging.join(name), &folder.join(name))?;
    }
    for name in ["background.js", "extension.js"] {
        project::copy(&root.join("www/extension").join(name), &folder.join(name))?;
    }
    for name in ["icons/icon-48.png", "icons/icon-128.png"] {
        project::copy(&root.join("www").join(name), &folder.join(name))?;
    }
    let manifest = project::read(&root.join("www/extension/manifest.json"))?;
    let manifest = edit_manifest(&manifest, &project::version()?)?;
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
    const FILE: &str = "www/extension/manifest.json";
    fill_once(&fill_once(text, "VERSION", version, FILE)?, "POLICY", POLICY, FILE)
}

/// Has the page load what only the extension has, before anything else.
fn edit_index(html: &str) -> Result<String> {
    const PAGE: &str = "<script type=\"module\" src=\"./page.js\"";
    let both = format!("<script type=\"module\" src=\"./extension.js\"></script>{PAGE}");
    fill_once(html, PAGE, &both, "index.html")
        .map_err(|reason| format!("{reason} Has `pattern_script` in Trunk.toml changed?"))
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
