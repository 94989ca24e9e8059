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

#[cfg(test)]
mod tests {
    use super::*;

    /// Whoever is overlaid in a frame may be made to press what they do not see.
    #[test]
    fn one_badge_may_be_framed_and_the_page_may_not() {
        let home = std::env::temp_dir().join(format!("proofmark-hosting-{}", std::process::id()));
        std::fs::create_dir_all(&home).unwrap();
        for name in ["index.html", "embed.html", "page.js"] {
            project::write(&home.join(name), "").unwrap();
        }
        write(&home).unwrap();
        let text = project::read(&home.join(site::HEADERS)).unwrap();
        let of = |path: &str| -> Vec<String> {
            let lines = text.lines().skip_while(|line| *line != path).skip(1);
            lines.take_while(|line| line.starts_with(' ')).map(str::to_owned).collect()
        };
        let unframed = "  Content-Security-Policy: frame-ancestors 'none'".to_owned();
        for path in ["/", "/index.html"] {
            assert!(of(path).contains(&unframed), "{path}: {text}");
        }
        let all = of("/*").join("\n");
        assert!(all.contains("default-src 'none'") && !all.contains("frame-ancestors"), "{text}");
        assert_eq!(of("/embed.html"), [""; 0], "{text}");
        std::fs::remove_dir_all(&home).unwrap();
    }
}
