//! Names that look like others (CHECKLIST K15, H2.6): hosts in punycode, hosts that anyone can have an
//! address on, texts that mix alphabets.

use super::host;

/// Something about a name that people may take for something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Anyone can have an address at this host.
    SharedHost(String),
    /// The host is not written in the letters that it is shown in: its real name.
    ForeignLetters(String),
    /// The text mixes letters of alphabets that look alike.
    MixedLetters,
}

/// Sites that give addresses to everybody, under a name of their own or a folder.
const SHARED: &[&str] = &[
    "azurewebsites.net",
    "blogspot.com",
    "cloudfront.net",
    "codeberg.page",
    "firebaseapp.com",
    "fly.dev",
    "github.com",
    "github.io",
    "gitlab.io",
    "githubusercontent.com",
    "glitch.me",
    "herokuapp.com",
    "amazonaws.com",
    "neocities.org",
    "netlify.app",
    "ngrok.io",
    "onrender.com",
    "pages.dev",
    "r2.dev",
    "render.com",
    "replit.app",
    "run.app",
    "sites.google.com",
    "storage.googleapis.com",
    "surge.sh",
    "vercel.app",
    "web.app",
    "windows.net",
    "wixsite.com",
    "wordpress.com",
    "workers.dev",
];

/// What may mislead about an issuer: its proven identifier, and the name it gives itself.
pub fn doubts(id: Option<&str>, name: Option<&str>) -> Vec<Doubt> {
    let mut found = Vec::new();
    let host = id.and_then(host_of);
    if let Some(host) = &host {
        let shared = SHARED.iter().find(|shared| {
            host.strip_suffix(**shared).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        });
        found.extend(shared.map(|shared| Doubt::SharedHost((*shared).to_owned())));
        if !host.is_ascii() || host.split('.').any(|label| label.starts_with("xn--")) {
            found.push(Doubt::ForeignLetters(host.clone()));
        }
    }
    if name.is_some_and(is_mixed) {
        found.push(Doubt::MixedLetters);
    }
    found
}

/// The host of a web address or of a did:web, in lower case and without port.
fn host_of(id: &str) -> Option<String> {
    let host = match id.strip_prefix("did:web:") {
        Some(rest) => {
            let first = rest.split(':').next().unwrap_or_default();
            first.split("%3A").next().unwrap_or_default()
        }
        None => host(id)?,
    };
    let host = host.split(':').next().unwrap_or_default().trim_end_matches('.');
    (!host.is_empty()).then(|| host.to_lowercase())
}

/// Whether a word is written in more than one of the alphabets whose letters look alike.
fn is_mixed(text: &str) -> bool {
    let alphabet = |c: char| match c {
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Some(0),
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Some(1),
        '\u{400}'..='\u{52f}' => Some(2),
        '\u{530}'..='\u{58f}' => Some(3),
        '\u{13a0}'..='\u{13ff}' | '\u{ab70}'..='\u{abbf}' => Some(4),
        _ => None,
    };
    // Two alphabets side by side are a translation; within one word they are a trick.
    text.split(|c: char| !c.is_alphanumeric()).any(|word| {
        let mut alphabets = word.chars().filter_map(alphabet);
        alphabets.next().is_some_and(|first| alphabets.any(|other| other != first))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_host_is_named() {
        let shared = |id: &str| doubts(Some(id), None);
        for id in ["https://me.github.io/i", "did:web:me.github.io:x", "did:web:github.io"] {
            assert_eq!(shared(id), [Doubt::SharedHost("github.io".into())], "{id}");
        }
        for id in ["https://notgithub.io/", "did:web:example.edu", "did:key:z6M", "urn:x"] {
            assert!(shared(id).is_empty(), "{id}");
        }
    }

    #[test]
    fn letters_of_other_alphabets_are_named() {
        let id = "did:web:xn--hrvard-7ve.edu%3A8443";
        let expected = Doubt::ForeignLetters("xn--hrvard-7ve.edu".into());
        assert_eq!(doubts(Some(id), None), [expected]);
        let mixed = |name: &str| !doubts(None, Some(name)).is_empty();
        assert!(mixed("H\u{430}rvard University"));
        assert!(mixed("\u{39f}xford"));
        for name in [
            "Harvard",
            "Universit\u{e9} \u{c9}cole",
            "\u{41c}\u{413}\u{423} MSU",
            "\u{6771}\u{4eac}",
        ] {
            assert!(!mixed(name), "{name}");
        }
    }
}
