//! `_headers`: what Netlify and Cloudflare Pages read to send the headers of [`site`].

use std::path::Path;

use xtask::site;

use crate::{Result, project};

/// What a page carries that must not be overlaid with another.
const UNFRAMED: (&str, &str) = ("Content-Security-Policy", "frame-ancestors 'none'");

/// Writes it for a finished site that lies at the root of its host.
pub(crate) fn write(folder: &Path) -> Result {
    let mut text = String::from("/*\n");
    for (name, value) in site::security("") {
        // Who may frame a page is said page by page: what is told twice is joined, and both hold.
        let value = value.replace("; frame-ancestors 'none'", "");
        text += &format!("  {name}: {value}\n");
    }
    text += &format!("/\n  {}: {}\n", UNFRAMED.0, UNFRAMED.1);
    // Both hosts have every file asked for anew unless told otherwise, and join what is told twice.
    for name in project::files(folder)? {
        let mut headers = Vec::new();
        if site::hashed(&name) {
            headers.push(("Cache-Control", site::caching(&name)));
        }
        headers.extend(site::special(&name).iter().copied());
        if name.ends_with(".html") && site::framing(&name) == "'none'" {
            headers.push(UNFRAMED);
        }
        if !headers.is_empty() {
            text += &format!("/{name}\n");
            headers.iter().for_each(|(name, value)| text += &format!("  {name}: {value}\n"));
        }
    }
    project::write(&folder.join(site::HEADERS), &text)
}
