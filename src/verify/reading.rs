//! Reading files: every credential in one, and those inside each other.

use std::cell::Cell;
use std::fmt;

use super::{Inspection, Verification};
use crate::container::{self, Payload};
use crate::document::{self, DataModel, Document, Inner, Role};
use crate::encoding::{hex, sha256};
use crate::proof;
use crate::report::{Code, Problem};
use crate::resource::{Context, Options, Resources};
use crate::status;

/// One credential found in a file, or what stands in its place.
pub struct Reading {
    /// What was dropped.
    pub input: Input,
    /// The document; or why what is there cannot be read as one.
    pub document: Result<Document, Problem>,
    /// What was odd about the file.
    pub notes: Vec<Problem>,
    /// The credentials inside, each to be verified on its own.
    pub inside: Vec<Inside>,
}

/// A credential inside another document.
pub struct Inside {
    /// JSON pointer to it.
    pub at: String,
    /// What it is there for.
    pub role: Role,
    /// What was read.
    pub reading: Reading,
}

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
    pub format: Option<String>,
    /// The W3C data model (`vc-2.0`), if any.
    pub data_model: Option<String>,
}

/// How deep credentials may stand inside each other; what is deeper is counted and named.
pub(super) const DEEPEST: usize = 4;

/// Reads a file; every credential in it, newest generation first.
///
/// # Errors
/// Why there is no badge in it, for a person to read: not a picture with a badge, not a credential.
/// A badge that is there and broken is not an error here but a [`Reading`] whose report says so.
pub fn read(name: &str, bytes: &[u8]) -> Result<Vec<Reading>, Problem> {
    let mut readings = Vec::new();
    for payload in container::open(bytes)? {
        for document in Document::parse_all(&payload.text) {
            readings.push(read_payload(name, bytes.len(), &payload, document)?);
        }
    }
    Ok(readings)
}

/// Reads what was found inside a file of another kind: `within` says where, as the report will
/// (`qr`, `pdf:attachment`).
///
/// # Errors
/// As [`read`].
pub fn read_within(within: &str, name: &str, bytes: &[u8]) -> Result<Vec<Reading>, Problem> {
    let mut readings = read(name, bytes)?;
    for reading in &mut readings {
        let container = &mut reading.input.container;
        // A text has no container of its own.
        *container = match container.as_str() {
            "text" => within.to_owned(),
            own => format!("{within}, {own}"),
        };
    }
    Ok(readings)
}

fn read_payload(
    name: &str,
    bytes: usize,
    payload: &Payload,
    document: Result<Document, Problem>,
) -> Result<Reading, Problem> {
    if let Err(problem) = &document
        && is_no_badge(problem.code)
    {
        // A picture that holds something else where its badge should be is a broken badge picture.
        let inside = payload.container != "text" && problem.code == Code::NotABadgeFile;
        let broken = || Problem::new(Code::DamagedFile, format!("{} inside", problem.detail));
        return Err(if inside { broken() } else { problem.clone() });
    }
    let input = Input {
        name: name.to_owned(),
        bytes,
        sha256: None,
        container: payload.container.to_owned(),
        format: None,
        data_model: None,
    };
    let room = Cell::new(document::MOST_IN_FILE);
    let mut reading = Reading::of(input, document, 0, &room);
    reading.notes.splice(..0, payload.notes.iter().cloned());
    Ok(reading)
}

/// Whether a problem with the text means that there is nothing to verify.
fn is_no_badge(code: Code) -> bool {
    (Code::EmptyFile..=Code::OnlyALink).contains(&code) || code == Code::UnsupportedFormat
}

impl Reading {
    /// Reads what is inside a document that stands so deep in others. `room` is how many more credentials are
    /// looked at in the file.
    pub(super) fn of(
        mut input: Input,
        document: Result<Document, Problem>,
        depth: usize,
        room: &Cell<usize>,
    ) -> Self {
        let read = document.as_ref().ok();
        input.format = read.map(|document| document.format.as_str().to_owned());
        let model = read.and_then(|document| document.data_model);
        input.data_model = model.map(|model| DataModel::as_str(model).to_owned());
        let (inner, more) = read
            .map(|document| document.inner(room))
            .map_or((Vec::new(), 0), |gathered| (gathered.inner, gathered.left_out));
        let (mut notes, mut inside) = (Vec::new(), Vec::new());
        notes.extend((more > 0).then(|| Problem::new(Code::LeftOut, more.to_string())));
        let inner = if depth < DEEPEST {
            inner
        } else {
            let members = inner.iter().map(Inner::members).sum();
            Inner::left_out(Code::NestedTooDeep, members).into_iter().collect()
        };
        let name = &input.name;
        inside.extend(inner.into_iter().map(|inner| Inside::of(name, inner, depth + 1, room)));
        Self { input, document, notes, inside }
    }

    /// One of the credentials inside with what was found out about it: members first, then endorsements,
    /// those last that the badge only names.
    pub fn step_into<'a>(
        &'a self,
        found: &'a Verification,
        index: usize,
    ) -> Option<(&'a Self, &'a Verification)> {
        if let Some(member) = found.members.get(index) {
            return Some((&self.inside.get(index)?.reading, member));
        }
        let endorsement = found.endorsements.get(index - found.members.len())?;
        let elsewhere = endorsement.reading.as_deref();
        let reading = elsewhere.or_else(|| Some(&self.inside.get(index)?.reading))?;
        Some((reading, &endorsement.verification))
    }

    /// Everything taken apart, for the inspector.
    pub fn inspect(&self, resources: &Resources, options: &Options) -> Inspection {
        let Ok(document) = &self.document else { return Inspection::default() };
        let context = Context::new(resources, options);
        Inspection {
            proofs: proof::inspect(document, &context),
            places: status::places(&proof::claims(document, &context), &context),
        }
    }
}

impl fmt::Debug for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reading").field("input", &self.input).finish_non_exhaustive()
    }
}

impl Inside {
    pub(super) fn of(name: &str, inner: Inner, depth: usize, room: &Cell<usize>) -> Self {
        let input = Input {
            name: name.to_owned(),
            bytes: inner.document.as_ref().map_or(0, |document| document.text.len()),
            container: inner.at.clone(),
            ..Input::default()
        };
        let reading = Reading::of(input, inner.document, depth, room);
        Self { at: inner.at, role: inner.role, reading }
    }
}

impl Input {
    /// Adds the hash of the file's bytes.
    pub fn hash(&mut self, bytes: &[u8]) {
        self.sha256 = Some(hex(&sha256(bytes)));
    }
}
