//! The order of things: what is checked, and when.

use crate::credential::Credential;
use crate::report::Report;

/// What was dropped, for the report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Input {
    /// The file's name, or what the person pasted it as.
    pub name: String,
    /// Its size in bytes.
    pub bytes: usize,
    /// SHA-256 of the bytes, lower-case hex; computed after the verdict is on screen.
    pub sha256: Option<String>,
    /// Where in the file the badge was (`png:iTXt`).
    pub container: String,
    /// What kind of document it is (`open-badges-3.0`).
    pub format: String,
    /// The W3C data model (`vc-2.0`), if any.
    pub data_model: Option<String>,
}

/// What is handed to page, worker, widget, command and tests.
#[derive(Clone, Debug)]
pub struct Verification {
    /// What was read.
    pub input: Input,
    /// What it says, read from what was signed.
    pub credential: Option<Credential>,
    /// What was found out about it.
    pub report: Report,
    /// Credentials inside this one, each verified on its own.
    pub members: Vec<Verification>,
}
