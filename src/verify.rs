//! The order of things: what is read, what is checked, and when.

use std::fmt;
use std::future::Future;
use std::rc::Rc;

use serde_json::Value;

use crate::container::{self, Payload};
use crate::credential::{self, Credential};
use crate::document::{self, DataModel, Document, Format, Inner, Role};
use crate::encoding::{hex, sha256};
use crate::order::sort_by;
use crate::proof::{self, Dossier};
use crate::report::{Axis, Check, Code, Outcome, Problem, Report, Request, Source, Subject};
use crate::resource::{Context, FetchError, Options, Resource, Resources};
use crate::status::{self, Place};

mod checks;
mod conformance;
mod endorsement;
mod file;
mod gap;
mod gist;
mod hashlink;
mod json;
mod prepare;
mod presenter;
mod record;
mod refresh;
mod schema;

use checks::Case;

pub use file::verify_file;
pub use gap::fits;
pub use gist::{Gist, Standing};
pub use prepare::{Sought, names_an_issuer, needed};

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

/// What is handed to page, worker, widget, command and tests.
#[derive(Clone, Debug)]
pub struct Verification {
    /// What was read.
    pub input: Input,
    /// What it says, read from what was signed.
    pub credential: Option<Credential>,
    /// What was found out about it.
    pub report: Report,
    /// Credentials that this presentation or record holds, each verified on its own.
    pub members: Vec<Verification>,
    /// What others say of it, each verified on its own.
    pub endorsements: Vec<Endorsement>,
    /// The newer version that the issuer gave, verified on its own.
    pub newer: Option<Box<Self>>,
}

/// What a verdict rests on, taken apart for engineers.
#[derive(Clone, Debug, Default)]
pub struct Inspection {
    /// Every proof, the best first.
    pub proofs: Vec<Dossier>,
    /// Every status entry whose list of bits is at hand.
    pub places: Vec<Place>,
}

/// An endorsement carried along.
#[derive(Clone, Debug)]
pub struct Endorsement {
    /// JSON pointer to it.
    pub at: String,
    /// The identifier of what it is attached to.
    pub endorsed: Option<String>,
    /// What was found out about it.
    pub verification: Verification,
    /// What was read, where it does not stand in the file: the badge names its address.
    pub reading: Option<Rc<Reading>>,
}

/// How deep credentials may stand inside each other; what is deeper is counted and named.
const DEEPEST: usize = 4;

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
    let mut reading = Reading::of(input, document, 0);
    reading.notes.splice(..0, payload.notes.iter().cloned());
    Ok(reading)
}

/// Whether a problem with the text means that there is nothing to verify.
fn is_no_badge(code: Code) -> bool {
    (Code::EmptyFile..=Code::OnlyALink).contains(&code) || code == Code::UnsupportedFormat
}

impl Reading {
    fn of(mut input: Input, document: Result<Document, Problem>, depth: usize) -> Self {
        let read = document.as_ref().ok();
        input.format = read.map(|document| document.format.as_str().to_owned());
        let model = read.and_then(|document| document.data_model);
        input.data_model = model.map(|model| DataModel::as_str(model).to_owned());
        let mut inner = read.map(Document::inner).unwrap_or_default();
        let (mut notes, mut inside) = (Vec::new(), Vec::new());
        // One of those may be withdrawn.
        let more = inner.len().saturating_sub(document::MOST_INSIDE);
        notes.extend((more > 0).then(|| Problem::new(Code::LeftOut, more.to_string())));
        inner.truncate(document::MOST_INSIDE);
        if depth < DEEPEST {
            let read = inner.into_iter().map(|inner| Inside::of(&input.name, inner, depth + 1));
            inside.extend(read);
        } else {
            // Nothing is left out without a word.
            let members = inner.iter().filter(|inner| inner.role == Role::Member).count();
            let skipped =
                || Problem::new(Code::NestedTooDeep, members.to_string()).at(&input.container);
            notes.extend((members > 0).then(skipped));
        }
        Self { input, document, notes, inside }
    }

    /// Verifies what was read.
    pub fn verify(&self, resources: &Resources, options: &Options) -> Verification {
        self.verify_as(resources, options, true)
    }

    /// Verifies; asks for a newer version or not, because a newer one is not asked for a newer one.
    fn verify_as(&self, resources: &Resources, options: &Options, refresh: bool) -> Verification {
        let (mut report, credential, attached) = match &self.document {
            Ok(document) => {
                let (report, claims) = examine(document, resources, options, refresh);
                let credential = credential::model(&claims, document.format, document.data_model);
                let attached = match document.format {
                    Format::OpenBadge2 | Format::OpenBadge1 => document::attached(&claims),
                    _ => Vec::new(),
                };
                (report, credential, attached)
            }
            Err(problem) => (broken(problem, options), None, Vec::new()),
        };
        if !self.notes.is_empty() {
            report.checks.insert(
                0,
                Check {
                    axis: None,
                    subject: Subject::Container,
                    of: String::new(),
                    outcome: Outcome::Passed,
                    notes: self.notes.clone(),
                },
            );
        }
        let (mut members, mut endorsements) = (Vec::new(), Vec::new());
        let issuer = credential.as_ref().and_then(|credential| credential.issuer.id.as_deref());
        let is_record = self.input.format.as_deref() == Some(Format::Clr2.as_str());
        let is_presentation = self.input.format.as_deref() == Some(Format::Presentation.as_str());
        for Inside { at, role, reading } in &self.inside {
            let mut verification = reading.verify(resources, options);
            match role {
                Role::Member => {
                    if is_presentation {
                        let line = presenter::ownership(&report, &verification);
                        report.checks.push(line);
                    }
                    if is_record {
                        let lines = record::lines(&report, credential.as_ref(), at, &verification);
                        report.checks.extend(lines);
                    }
                    members.push(verification);
                }
                Role::Endorsement { endorsed } => {
                    endorsement::wait(&report, &mut verification.report);
                    let (at, endorsed) = (at.clone(), endorsed.clone());
                    endorsements.push(Endorsement { at, endorsed, verification, reading: None });
                }
            }
        }
        endorsements.extend(attached.into_iter().map(|inner| {
            let inside = Inside::of(&self.input.name, inner, DEEPEST);
            let mut verification = inside.reading.verify(resources, options);
            endorsement::wait(&report, &mut verification.report);
            let reading = Some(Rc::new(inside.reading));
            let (at, endorsed) = (inside.at, inside.role.endorsed());
            Endorsement { at, endorsed, verification, reading }
        }));
        let lines = endorsements.iter().map(|one| endorsement::line(one, issuer));
        report.checks.extend(lines);
        let newer = refresh::newer(&report.checks, resources).map(|document| {
            let input = Input { container: "/refreshService".to_owned(), ..Input::default() };
            let reading = Self::of(input, Ok(document), DEEPEST);
            Box::new(reading.verify_as(resources, options, false))
        });
        Verification { input: self.input.clone(), credential, report, members, endorsements, newer }
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
    fn of(name: &str, inner: Inner, depth: usize) -> Self {
        let input = Input {
            name: name.to_owned(),
            bytes: inner.document.as_ref().map_or(0, |document| document.text.len()),
            container: inner.at.clone(),
            ..Input::default()
        };
        let reading = Reading::of(input, inner.document, depth);
        Self { at: inner.at, role: inner.role, reading }
    }
}

impl Input {
    /// Adds the hash of the file's bytes.
    pub fn hash(&mut self, bytes: &[u8]) {
        self.sha256 = Some(hex(&sha256(bytes)));
    }
}

/// Verifies a document: a pure function of the document, the evidence and the question.
pub fn verify(document: &Document, resources: &Resources, options: &Options) -> Report {
    examine(document, resources, options, true).0
}

/// Verifies again and again, asking `fetch` for what is wanted, until nothing is (or every answer is
/// a refusal). The first pass, with no answers, is the offline verdict.
pub async fn settle<F, A>(
    document: &Document,
    resources: &mut Resources,
    options: &Options,
    mut fetch: F,
) -> Report
where
    F: FnMut(Request) -> A,
    A: Future<Output = Result<Resource, FetchError>>,
{
    loop {
        let report = verify(document, resources, options);
        if report.wanted.is_empty() || resources.len() > options.limits.requests * 4 {
            return report;
        }
        for request in &report.wanted {
            let answer = fetch(request.clone()).await;
            resources.insert(&request.url, answer);
        }
    }
}

/// The report, and the claims that may be shown.
fn examine(
    document: &Document,
    resources: &Resources,
    options: &Options,
    refresh: bool,
) -> (Report, Rc<Value>) {
    let context = Context::new(resources, options);
    let judgements = proof::judge(document, &context);
    let claims = match judgements.first().map(|best| &best.integrity) {
        Some(Ok(verified)) => Rc::clone(&verified.claims),
        _ => proof::claims(document, &context),
    };
    let case =
        Case { document, judgements: &judgements, claims: &claims, context: &context, refresh };
    let mut lines = Vec::new();
    for check in checks::CHECKS {
        check(&case, &mut lines);
    }
    let signer = judgements
        .first()
        .filter(|best| best.integrity.is_ok())
        .and_then(|best| best.binding.as_ref().ok())
        .map(|bound| bound.signer().clone());
    let evidence = context.used();
    let (wanted, foreseen) = context.into_requests();
    let (at, as_of) = (options.at, options.as_of);
    (Report { checks: lines, signer, wanted, foreseen, evidence, at, as_of }, claims)
}

/// The report on a badge whose text cannot be read. What cannot be opened here is not broken: then no
/// question is answered.
fn broken(problem: &Problem, options: &Options) -> Report {
    use Code::{LeftOut, UnsupportedAlgorithm, UnsupportedEnvelope};
    let foreign = matches!(problem.code, UnsupportedEnvelope | UnsupportedAlgorithm | LeftOut);
    let line = |(axis, subject)| Check {
        axis: Some(axis),
        subject,
        of: String::new(),
        outcome: match foreign {
            true => Outcome::Unknown(problem.clone()),
            false => Outcome::Failed(problem.clone()),
        },
        notes: Vec::new(),
    };
    let all = [
        (Axis::Integrity, Subject::Format),
        (Axis::Issuer, Subject::Key),
        (Axis::Status, Subject::Status),
        (Axis::Validity, Subject::Period),
    ];
    Report {
        checks: all.into_iter().take(if foreign { 4 } else { 1 }).map(line).collect(),
        signer: None,
        wanted: Vec::new(),
        foreseen: Vec::new(),
        evidence: Vec::new(),
        at: options.at,
        as_of: options.as_of,
    }
}

impl Verification {
    /// Everything that is missing now and may be asked for, for this credential and those inside it.
    pub fn wanted(&self) -> Vec<Request> {
        self.requests(|report| &report.wanted)
    }

    /// Every address that was looked at, for this credential and those inside it.
    pub fn evidence(&self) -> Vec<Source> {
        let mut all = self.report.evidence.clone();
        let endorsed = self.endorsements.iter().map(|endorsement| &endorsement.verification);
        for inner in self.members.iter().chain(endorsed).chain(self.newer.as_deref()) {
            all.extend(inner.evidence());
        }
        // One may have checked its signature where another did not look.
        sort_by(&mut all, |a, b| a.url.cmp(&b.url).then_with(|| b.signed_by.cmp(&a.signed_by)));
        all.dedup_by(|a, b| a.url == b.url);
        all
    }

    /// What will be asked for next if that succeeds.
    pub fn foreseen(&self) -> Vec<Request> {
        let wanted = self.wanted();
        let mut foreseen = self.requests(|report| &report.foreseen);
        foreseen.retain(|request| !wanted.contains(request));
        foreseen
    }

    fn requests(&self, of: fn(&Report) -> &Vec<Request>) -> Vec<Request> {
        let mut all = of(&self.report).clone();
        let endorsed = self.endorsements.iter().map(|endorsement| &endorsement.verification);
        let newer = self.newer.as_deref();
        for inner in self.members.iter().chain(endorsed).chain(newer) {
            all.extend(inner.requests(of));
        }
        let mut unique: Vec<Request> = Vec::with_capacity(all.len());
        for request in all {
            if !unique.contains(&request) {
                unique.push(request);
            }
        }
        unique
    }
}

#[cfg(test)]
mod tests;
