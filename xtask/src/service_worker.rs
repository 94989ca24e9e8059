//! The service worker's list: what is kept for use without a network, and the version that stands for
//! all of it. The browser tests publish second versions with it.

use std::{fs, io, path::Path};

use crate::{fill::fill_once, hash, site};

/// Its name in the site.
pub const NAME: &str = "sw.js";

/// The mark of the whole build, which hashes the service worker too and so cannot be hashed by it.
pub const MARK: &str = "build.json";

/// The service worker as it is written, with placeholders.
const SOURCE: &str = include_str!("../../www/sw.js");

/// Writes the service worker of a finished site, all of whose other files are there.
///
/// # Errors
/// A file cannot be read or written.
pub fn write(folder: &Path) -> io::Result<()> {
    let mut files = Vec::new();
    for name in site::files(folder)?.into_iter().filter(|name| is_kept(name)) {
        let integrity = hash::integrity(&fs::read(folder.join(&name))?);
        files.push((name, integrity));
    }
    fs::write(folder.join(NAME), fill(&files).map_err(io::Error::other)?)
}

/// Whether a file of the site is kept for use without a network: what the page asks for, and not what
/// people fetch, servers read, hosts put beside it or browsers never see.
pub fn is_kept(name: &str) -> bool {
    const LEFT: [&str; 5] = [NAME, MARK, site::HEADERS, site::SUMS, site::SINGLE_FILE];
    const FOLDERS: [&str; 3] = [site::EVIDENCE, site::EXTENSION, site::PACKAGE];
    let never = [".br", ".gz", ".sha256", ".d.ts"].iter().any(|ending| name.ends_with(ending));
    !never && !LEFT.contains(&name) && !FOLDERS.iter().any(|folder| site::lies_in(name, folder))
}

/// The version follows every byte that is kept, and the service worker's own.
fn fill(files: &[(String, String)]) -> Result<String, String> {
    const FILE: &str = "www/sw.js";
    let entry = |name: &str, integrity: &str| format!("\n  [\"{name}\", \"{integrity}\"],");
    let mut list: String = files
        .iter()
        .map(|(name, integrity)| entry(if name == "index.html" { "" } else { name }, integrity))
        .collect();
    list += &entry(MARK, "");
    let version = &hash::sha256(format!("{SOURCE}{list}").as_bytes())[..16];
    let text = fill_once(SOURCE, "\"VERSION\"", &format!("\"{version}\""), FILE)?;
    fill_once(&text, "[\"FILES\", \"\"]", &(list + "\n"), FILE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(name: &str, integrity: &str) -> String {
        fill(&[(name.into(), integrity.into())]).unwrap()
    }

    #[test]
    fn every_byte_makes_another_version() {
        let version = |text: String| text.split_once("version = \"").unwrap().1[..16].to_owned();
        let first = version(filled("a", "sha384-x"));
        assert!(first.bytes().all(|byte| byte.is_ascii_hexdigit()));
        assert_ne!(first, version(filled("a", "sha384-y")));
        assert_ne!(first, version(filled("b", "sha384-x")));
    }

    #[test]
    fn the_page_goes_by_the_name_of_its_folder() {
        let text = filled("index.html", "sha384-x");
        assert!(text.contains("[\"\", \"sha384-x\"]") && !text.contains("FILES"), "{text}");
    }

    #[test]
    fn what_the_page_never_asks_for_is_not_kept() {
        assert!(
            ["index.html", "page.js", "lang/de.txt", "icons/icon.svg"].into_iter().all(is_kept)
        );
        let left = ["sw.js", "page.js.br", "proofmark.html.sha256", "_headers", "evidence/a.json"];
        assert!(!left.into_iter().chain(["v1/widget.d.ts"]).any(is_kept));
    }
}
