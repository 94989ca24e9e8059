//! The text of a case: header lines, a blank line, the payload.

use proofmark::resource::Chain;
use serde_json::Value;

use crate::support::TestKey;

/// Every key that may be used.
const KEYS: &[&str] = &[
    "comment",
    "base",
    "badge",
    "issuer",
    "holder",
    "put",
    "sign",
    "tamper",
    "remove",
    "rename",
    "merkle",
    "transaction",
    "explorer",
    "wrap",
    "jws",
    "jws-text",
    "append",
    "sd-jwt",
    "replace",
    "resource",
    "context",
    "did-web",
    "profile",
    "issued",
    "status-list",
    "at",
    "recipient",
    "challenge",
    "trust",
    "supplied",
    "published-keys",
    "expect",
    "reason",
    "signer",
    "check",
    "line",
    "member",
    "endorsement",
    "newer",
    "note",
    "silent",
    "wanted",
    "foreseen",
    "shows",
    "rests-on",
    "says",
    "place",
];

/// A case as it was written.
pub(crate) struct Header {
    lines: Vec<(String, String)>,
    /// What follows the blank line.
    pub(crate) payload: String,
}

impl Header {
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let text = fill_in(text)?;
        let (head, payload) = text.split_once("\n\n").unwrap_or((text.trim_end(), ""));
        let mut lines = Vec::new();
        for line in head.lines() {
            let (key, value) =
                line.split_once(": ").ok_or_else(|| format!("no key in {line:?}"))?;
            if !KEYS.contains(&key) {
                return Err(format!("unknown key {key}"));
            }
            lines.push((key.to_owned(), value.trim().to_owned()));
        }
        Ok(Self { lines, payload: payload.to_owned() })
    }

    /// Every value of a key, in order.
    pub(crate) fn all<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a str> {
        self.lines.iter().filter(move |(found, _)| found == key).map(|(_, value)| value.as_str())
    }

    /// The value of a key that may be there once.
    pub(crate) fn maybe(&self, key: &str) -> Result<Option<&str>, String> {
        let values: Vec<&str> =
            self.lines.iter().filter(|(k, _)| k == key).map(|(_, v)| v.as_str()).collect();
        match values[..] {
            [] => Ok(None),
            [one] => Ok(Some(one)),
            _ => Err(format!("several lines {key}")),
        }
    }

    /// The value of a key that must be there.
    pub(crate) fn one(&self, key: &str) -> Result<&str, String> {
        self.maybe(key)?.ok_or_else(|| format!("no line {key}"))
    }

    /// Every line in the order in which it was written.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (&str, &str)> {
        self.lines.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }
}

/// Puts keys where `{{kind:name}}` stands.
fn fill_in(text: &str) -> Result<String, String> {
    let mut parts = text.split("{{");
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once("}}").ok_or("{{ without }}")?;
        let (kind, name) = name.split_once(':').ok_or("{{kind:name}}")?;
        let key = TestKey::named(name);
        filled.push_str(&match kind {
            "did" => key.did(),
            "key" => key.multibase,
            "method" => key.did_method(),
            "didjwk" => key.did_jwk(),
            "named-jwk" => {
                let mut jwk = key.jwk();
                jwk.insert("kid".to_owned(), name.into());
                Value::Object(jwk).to_string()
            }
            "pem" => key.pem().replace('\n', "\\n"),
            "bitcoin" => key.public().addresses(Chain::Bitcoin).swap_remove(0),
            "ethereum" => key.public().addresses(Chain::Ethereum).swap_remove(0),
            "jwk" => Value::Object(key.jwk()).to_string(),
            _ => return Err(format!("unknown {{{{{kind}}}}}")),
        });
        filled.push_str(rest);
    }
    Ok(filled)
}

/// The words of a line: what comes first, and `name=value` after it. A value that begins with a
/// brace goes to the end of the line.
pub(crate) struct Words<'a> {
    /// Words without `=`.
    pub(crate) plain: Vec<&'a str>,
    /// `name=value`.
    pub(crate) named: Vec<(&'a str, &'a str)>,
}

impl<'a> Words<'a> {
    pub(crate) fn of(line: &'a str) -> Self {
        let mut words = Self { plain: Vec::new(), named: Vec::new() };
        let mut rest = line.trim();
        while !rest.is_empty() {
            let end = if rest.starts_with(['{', '[']) {
                rest.len()
            } else {
                rest.find(' ').unwrap_or(rest.len())
            };
            let word = &rest[..end];
            match word.split_once('=').filter(|(name, _)| !name.contains(['/', '{', '['])) {
                Some(named) => words.named.push(named),
                None => words.plain.push(word),
            }
            rest = rest[end..].trim_start();
        }
        words
    }

    /// The value of this name.
    pub(crate) fn get(&self, name: &str) -> Option<&'a str> {
        self.named.iter().find(|(found, _)| *found == name).map(|(_, value)| *value)
    }

    /// Whether this word stands there.
    pub(crate) fn has(&self, word: &str) -> bool {
        self.plain.contains(&word)
    }

    /// The word at this place.
    pub(crate) fn at(&self, place: usize) -> Result<&'a str, String> {
        self.plain.get(place).copied().ok_or_else(|| format!("no word {place} in {:?}", self.plain))
    }
}
