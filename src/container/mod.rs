//! From a file's bytes to the text of the badge in it.

use crate::report::{Code, Problem};

/// The badge's text as it was found in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payload {
    /// JSON, a compact JWS, or (Open Badges 2 and older) a URL.
    pub text: String,
    /// Where it was: `png:iTXt`, `png:tEXt`, `png:zTXt`, `svg`, `json`, `jws`.
    pub container: &'static str,
    /// What was odd about it.
    pub notes: Vec<Problem>,
}

/// Finds every badge in a file, newest generation first; never empty.
pub fn open(bytes: &[u8]) -> Result<Vec<Payload>, Problem> {
    let text = std::str::from_utf8(bytes).map_err(|_| Problem::new(Code::NotUtf8, ""))?;
    Ok(vec![Payload { text: text.to_owned(), container: "json", notes: Vec::new() }])
}
