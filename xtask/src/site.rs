//! What a good host answers for each file of the site: content type, caching, security policy.
//!
//! The browser tests use it too, so that they see the page as `cargo xtask serve` shows it; what other
//! servers are told (`docs/hosting`, `_headers`) is held against it.

use std::{
    fs, io,
    ops::Range,
    path::{Path, PathBuf},
};

use crate::{hash, service_worker};

/// The policy for every answer. `index.html` carries it too, for hosts that send no headers; only
/// `frame-ancestors` cannot stand there.
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self' https:; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types proofmark";

/// The folder with what issuers publish, gathered beside the page.
pub const EVIDENCE: &str = "evidence";

/// The folder with the page as an extension of browsers. It is no part of the site: a host may leave it out.
pub const EXTENSION: &str = "extension";

/// The folder with the package for Node and bundlers. It is no part of the site, either.
pub const PACKAGE: &str = "npm";

/// The one file that holds everything.
pub const SINGLE_FILE: &str = "proofmark.html";

/// The list of what people compare a site by, in the form of `sha256sum`.
pub const SUMS: &str = "SHA256SUMS";

/// What hosts read that send headers of one's own.
pub const HEADERS: &str = "_headers";

/// Whether a file of the site lies in that folder.
pub fn lies_in(name: &str, folder: &str) -> bool {
    name.split_once('/').is_some_and(|(first, _)| first == folder)
}

/// What every answer carries beside its policy, its type and its caching.
const SECURITY: &[(&str, &str)] = &[
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    // The camera reads codes, when the person asks for it. Nothing else of this is ever used.
    (
        "Permissions-Policy",
        "camera=(self), accelerometer=(), autoplay=(), display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), sync-xhr=(), usb=(), xr-spatial-tracking=()",
    ),
];

/// What lets pages of other sites read a script, a module or a language: the widget brings them in.
const SHARED: &[(&str, &str)] =
    &[("Access-Control-Allow-Origin", "*"), ("Cross-Origin-Resource-Policy", "cross-origin")];

/// The single file is to be saved: its own policy allows its script, that of a site does not.
const SAVED: &[(&str, &str)] = &[("Content-Disposition", "attachment")];

/// Which pages may show a file in a frame: one badge is made for that, and the page itself must not be
/// overlaid with another.
pub fn framing(name: &str) -> &'static str {
    if last(name) == FRAMED { "*" } else { "'none'" }
}

/// The page with one badge.
const FRAMED: &str = "embed.html";

/// The headers that every answer of a site carries, whatever the file but for [`framing`].
pub fn security(name: &str) -> impl Iterator<Item = (&'static str, String)> {
    let policy = format!("{POLICY}; frame-ancestors {}", framing(name));
    let rest = SECURITY.iter().map(|(name, value)| (*name, (*value).to_owned()));
    std::iter::once(("Content-Security-Policy", policy)).chain(rest)
}

/// An answer without its transport.
pub struct Answer {
    /// The status code and its phrase.
    pub status: &'static str,
    /// Header names and values.
    pub headers: Vec<(&'static str, String)>,
    /// What follows the headers.
    pub body: Vec<u8>,
}

/// Answers a GET for `target`, as the request line has it, from the files of a folder.
pub fn answer(folder: &Path, target: &str) -> Answer {
    let found = name(target).and_then(|name| Some((content(folder, &name)?, name)));
    let Some((mut body, name)) = found else {
        return plain("404 Not Found", "There is no such file here.\n");
    };
    if PAGES.contains(&last(&name)) {
        body = for_builders(&String::from_utf8_lossy(&body)).into_bytes();
    } else if last(&name) == service_worker::NAME {
        body = knowing_builders(folder, &name, &body);
    }
    let name = name.trim_start_matches('/');
    let mut headers = vec![
        ("Content-Type", content_type(name).to_owned()),
        ("Cache-Control", caching(name).to_owned()),
    ];
    headers.extend(security(name).map(|(name, value)| (name, for_builders(&value))));
    headers.extend(special(name).iter().map(|(name, value)| (*name, (*value).to_owned())));
    Answer { status: "200 OK", headers, body }
}

/// The pages that may ask issuers.
const PAGES: [&str; 2] = ["index.html", FRAMED];

/// The service worker, which keeps pages only as they were built, with the hashes of the pages as they are
/// shown here.
fn knowing_builders(folder: &Path, name: &str, worker: &[u8]) -> Vec<u8> {
    let mut worker = String::from_utf8_lossy(worker).into_owned();
    for page in PAGES {
        let beside = name.trim_end_matches(service_worker::NAME);
        let page = content(folder, &format!("{beside}{page}")).unwrap_or_default();
        let shown = for_builders(&String::from_utf8_lossy(&page));
        worker = worker.replace(&hash::integrity(&page), &hash::integrity(shown.as_bytes()));
    }
    worker.into_bytes()
}

/// The policy as it stands on this machine: whoever builds an issuer here can check its badges. The
/// page asks such addresses only where it is itself served from this machine.
fn for_builders(text: &str) -> String {
    let here = "connect-src 'self' https: http://127.0.0.1:* http://localhost:*";
    text.replace("connect-src 'self' https:", here)
}

/// A short answer in words.
pub fn plain(status: &'static str, text: &str) -> Answer {
    let headers = vec![("Content-Type", "text/plain; charset=utf-8".to_owned())];
    Answer { status, headers, body: text.as_bytes().to_vec() }
}

/// Every file below a folder, as sorted names with `/`: the order of `read_dir` varies.
///
/// # Errors
/// A folder cannot be listed.
pub fn files(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(inner) = folders.pop() {
        for entry in fs::read_dir(folder.join(&inner))? {
            let entry = entry?;
            let name = inner.join(entry.file_name());
            if entry.path().is_dir() {
                folders.push(name);
            } else {
                names.push(name.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    names.sort();
    Ok(names)
}

/// Whether a name holds a hash of the file's bytes, as `proofmark-0123456789abcdef_bg.wasm` does.
pub fn hashed(name: &str) -> bool {
    hash_position(name).is_some()
}

/// Where in a name the hash stands: up to 16 hex digits after a hyphen. Trunk drops leading zeros, so
/// fewer are rare and must count; below 10 it is a word.
pub fn hash_position(name: &str) -> Option<Range<usize>> {
    const DIGITS: std::ops::RangeInclusive<usize> = 10..=16;
    name.match_indices('-').map(|(hyphen, _)| hyphen + 1).find_map(|start| {
        let digits = name[start..].bytes().take_while(u8::is_ascii_hexdigit).count();
        DIGITS.contains(&digits).then_some(start..start + digits)
    })
}

/// The file's name that a request target asks for, or `None` where it would leave the folder.
fn name(target: &str) -> Option<String> {
    let path = target.split(['?', '#']).next()?.strip_prefix('/')?;
    let path = percent_decoded(path)?;
    let inside = path.split('/').all(|part| part != ".." && !part.contains(['\\', ':', '\0']));
    let index = if path.is_empty() || path.ends_with('/') { "index.html" } else { "" };
    inside.then(|| path + index)
}

/// A file's name without its folders.
fn last(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

fn content(folder: &Path, name: &str) -> Option<Vec<u8>> {
    fs::read(folder.join(name.trim_start_matches('/'))).ok()
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        if first == b'%' {
            let digits = std::str::from_utf8(after.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &after[2..];
        } else {
            bytes.push(first);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

/// For how long a file may be kept without asking.
pub fn caching(name: &str) -> &'static str {
    // A hashed name never changes its content; every other name may with each release.
    if hashed(name) { "public, max-age=31536000, immutable" } else { "no-cache" }
}

/// What some files carry besides.
pub fn special(name: &str) -> &'static [(&'static str, &'static str)] {
    match name {
        _ if name.ends_with(".js") || name.ends_with(".wasm") => SHARED,
        _ if name.contains("lang/") && name.ends_with(".txt") => SHARED,
        _ if last(name) == SINGLE_FILE => SAVED,
        _ => &[],
    }
}

/// Whether a file gets smaller by compressing it.
pub fn compressible(name: &str) -> bool {
    const ENDINGS: [&str; 8] =
        [".html", ".css", ".js", ".json", ".svg", ".txt", ".wasm", ".webmanifest"];
    ENDINGS.iter().any(|ending| name.ends_with(ending))
}

fn content_type(name: &str) -> &'static str {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension.to_ascii_lowercase().as_str() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        // Without this type browsers refuse to compile while the module arrives.
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "jwt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_stay_inside_the_folder() {
        assert_eq!(name("/").as_deref(), Some("index.html"));
        assert_eq!(name("/samples/a%20b.png?x=1").as_deref(), Some("samples/a b.png"));
        for outside in
            ["", "x", "/../x", "/%2e%2e/x", "/a/..", "/c:/x", "/%5c..%5cx", "/%zz", "/%e"]
        {
            assert_eq!(name(outside), None, "{outside}");
        }
    }

    #[test]
    fn ten_to_sixteen_hex_digits_are_a_hash() {
        assert!(hashed("proofmark-0123456789abcdef_bg.wasm"));
        assert!(hashed("open-badge-0123456789abcdef.css"));
        assert!(!hashed("page.js"));
        assert!(hashed("x-123456789abcdef.js"));
        assert!(!hashed("x-deadbeef.js"));
        assert!(!hashed("x-0123456789abcdef0.js"));
    }

    #[test]
    fn hashed_files_are_kept_and_others_asked_for() {
        assert!(caching("proofmark-0123456789abcdef.js").ends_with("immutable"));
        assert_eq!(caching("page.js"), "no-cache");
    }

    #[test]
    fn pages_carry_the_same_policy() {
        for page in ["../index.html", "../www/embed.html"] {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
            let text = fs::read_to_string(path).unwrap();
            assert!(text.contains(&format!("content=\"{POLICY}\"")), "{page}");
        }
    }

    #[test]
    fn one_badge_may_be_framed_and_the_page_may_not() {
        let policy = |name| security(name).next().unwrap().1;
        assert!(policy("embed.html").ends_with("; frame-ancestors *"));
        for name in ["index.html", "not-embed.html"] {
            assert!(policy(name).ends_with("; frame-ancestors 'none'"), "{name}");
        }
        assert!(policy("somewhere/embed.html").ends_with("; frame-ancestors *"));
    }

    #[test]
    fn only_the_pages_themselves_are_changed_for_builders() {
        let home = std::env::temp_dir().join(format!("proofmark-site-{}", std::process::id()));
        fs::create_dir_all(home.join("sub")).unwrap();
        let page = "connect-src 'self' https:";
        let worker = hash::integrity(page.as_bytes());
        for name in ["index.html", "my-index.html", "sub/index.html"] {
            fs::write(home.join(name), page).unwrap();
        }
        for name in ["sw.js", "news.js", "sub/sw.js"] {
            fs::write(home.join(name), &worker).unwrap();
        }
        let served = |name: &str| answer(&home, name).body;
        for name in ["/", "/index.html", "/sub/", "/sw.js", "/sub/sw.js"] {
            let kept = [page, &worker].contains(&&*String::from_utf8_lossy(&served(name)));
            assert!(!kept, "{name}");
        }
        assert_eq!(served("/my-index.html"), page.as_bytes());
        assert_eq!(served("/news.js"), worker.as_bytes());
        fs::remove_dir_all(&home).unwrap();
    }
}
