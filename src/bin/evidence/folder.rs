//! The folder beside the page: files, and an `index.json` that says what each answers and since when.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proofmark::document::json;
use proofmark::encoding::{hex, sha256};
use serde_json::{Map, Value};

use crate::curl::Answer;
use crate::gather::Line;

/// What each address answers.
const INDEX: &str = "index.json";

/// How the name of a file ends while it is written.
const PART: &str = ".part";

/// The folder, and what its index said.
pub(crate) struct Folder {
    path: PathBuf,
    index: Map<String, Value>,
}

impl Folder {
    /// Opens a folder, which need not be there yet.
    pub(crate) fn open(path: &Path) -> Result<Self, String> {
        let file = path.join(INDEX);
        let index = match fs::read_to_string(&file) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Map::new(),
            Err(error) => return Err(format!("{} cannot be read: {error}.", file.display())),
            Ok(text) => match json::parse(text.trim()) {
                Ok(Value::Object(index)) => index,
                _ => {
                    return Err(format!(
                        "{} is no index of evidence. Name another folder with --into.",
                        file.display()
                    ));
                }
            },
        };
        Ok(Self { path: path.to_owned(), index })
    }

    /// The addresses that it holds.
    pub(crate) fn addresses(&self) -> impl Iterator<Item = &str> {
        self.index.keys().map(String::as_str)
    }

    /// Writes what came back, the index last, and tells about each address. What did not answer keeps
    /// its old copy with its old date. The number is of those.
    pub(crate) fn keep(&self, lines: &BTreeMap<String, Line>) -> Result<usize, String> {
        fs::create_dir_all(&self.path)
            .map_err(|error| format!("{} cannot be made: {error}.", self.path.display()))?;
        let (mut index, mut unanswered) = (self.index.clone(), 0);
        println!("{:>10}  {:>6}  address", "bytes", "status");
        for (url, line) in lines {
            match &line.answer {
                Ok(answer) => {
                    let page = is_page(answer);
                    let remark = match (line.kept, page) {
                        (false, _) => "   (about one person: not kept)",
                        (true, true) => "   (a web page: not kept)",
                        (true, false) => "",
                    };
                    let bytes = answer.body.len();
                    println!("{bytes:>10}  {:>6}  {url}{remark}", answer.status);
                    if line.kept && !page {
                        index.insert(url.clone(), self.write(url, answer, line)?);
                    }
                }
                Err(reason) => {
                    unanswered += 1;
                    let date = self.index.get(url).and_then(|entry| entry.get("fetchedAt"));
                    let date = date.and_then(Value::as_str);
                    let stays =
                        date.map_or(String::new(), |date| format!("; the copy of {date} stays"));
                    // To the channel for errors: a scheduled job may want to hear of nothing else.
                    eprintln!("{:>10}  {:>6}  {url}   ({reason}{stays})", "-", "-");
                }
            }
        }
        let text = format!("{:#}\n", Value::Object(index.clone()));
        self.put(INDEX, text.as_bytes())?;
        self.sweep(&index)?;
        println!("{} addresses in {}", index.len(), self.path.display());
        Ok(unanswered)
    }

    /// Writes one answer and gives back its entry.
    fn write(&self, url: &str, answer: &Answer, line: &Line) -> Result<Value, String> {
        let mut entry = Map::new();
        entry.insert("status".into(), answer.status.into());
        entry.insert("fetchedAt".into(), line.fetched_at.to_string().into());
        if (200..300).contains(&answer.status) {
            let name = name(url, &answer.body);
            self.put(&name, &answer.body)?;
            entry.insert("file".into(), name.into());
            entry
                .extend(answer.media_type.as_deref().map(|text| ("mediaType".into(), text.into())));
            if answer.final_url != url {
                entry.insert("finalUrl".into(), answer.final_url.as_str().into());
            }
        }
        Ok(Value::Object(entry))
    }

    /// Writes beside the final place and renames: somebody may be reading.
    fn put(&self, name: &str, bytes: &[u8]) -> Result<(), String> {
        let (part, path) = (self.path.join(format!("{name}{PART}")), self.path.join(name));
        fs::write(&part, bytes)
            .and_then(|()| fs::rename(&part, &path))
            .map_err(|error| format!("{} cannot be written: {error}.", path.display()))
    }

    /// Takes out what neither this index nor the one before names: a page that is open has read that.
    fn sweep(&self, index: &Map<String, Value>) -> Result<(), String> {
        let entries = index.values().chain(self.index.values());
        let named: BTreeSet<&str> =
            entries.filter_map(|entry| entry.get("file").and_then(Value::as_str)).collect();
        let listed = fs::read_dir(&self.path)
            .map_err(|error| format!("{} cannot be read: {error}.", self.path.display()))?;
        for entry in listed.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if (is_ours(&name) || is_part(&name)) && !named.contains(name.as_str()) {
                // What cannot be removed takes space and nothing else.
                let _ = fs::remove_file(entry.path());
            }
        }
        Ok(())
    }
}

/// A file's name: its host, for people, and a hash of its bytes, so that it never changes its content and
/// may be kept for ever.
fn name(url: &str, body: &[u8]) -> String {
    let host = url.split('/').nth(2).unwrap_or_default();
    let host: String =
        host.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '_' }).collect();
    let host = host.trim_start_matches('.');
    format!("{host}-{}.txt", &hex(&sha256(body))[..16])
}

/// Whether this command gave a file its name.
fn is_ours(name: &str) -> bool {
    let digits = name.strip_suffix(".txt").and_then(|name| name.rsplit_once('-'));
    digits.is_some_and(|(_, hash)| hash.len() == 16 && hash.bytes().all(|c| c.is_ascii_hexdigit()))
}

/// Whether a file is one that this command did not finish.
fn is_part(name: &str) -> bool {
    name.strip_suffix(PART).is_some_and(|name| name == INDEX || is_ours(name))
}

/// A page for people answers nothing that a badge could ask.
fn is_page(answer: &Answer) -> bool {
    (200..300).contains(&answer.status) && answer.body.trim_ascii_start().starts_with(b"<")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_bytes() {
        let one = name("https://example.edu:8443/../x", b"1");
        assert!(one.starts_with("example.edu_8443-") && is_ours(&one), "{one}");
        assert_ne!(one, name("https://example.edu:8443/../x", b"2"));
        assert!(!is_ours("index.json") && !is_ours("notes-of-mine.txt"));
        assert!(is_part(&format!("{one}.part")) && is_part("index.json.part"));
        assert!(!is_part(&one) && !is_part("notes-of-mine.txt.part"));
        assert!(name("https://../x", b"1").starts_with('-'));
    }
}
