//! The order of things: what is read, what is checked, and when.

use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;

use serde_json::Value;

use crate::budget::Budget;
use crate::credential::{self, Credential};
use crate::document::{self, Document, Format, Role};
use crate::order::sort_by;
use crate::proof::{self, Dossier};
use crate::report::{Axis, Check, Code, Outcome, Problem, Report, Request, Source, Subject};
use crate::resource::{Context, FetchError, Options, Resource, Resources};
use crate::status::Place;

mod checks;
mod conformance;
mod endorsement;
mod file;
mod gap;
mod gist;
mod hashlink;
mod json;
mod period;
mod prepare;
mod presenter;
mod reading;
mod record;
mod refresh;
mod schema;
mod standing;

use checks::Case;
use reading::DEEPEST;

pub use file::verify_file;
pub use gap::fits;
pub use gist::Gist;
pub use prepare::{Sought, names_an_issuer, needed};
pub use reading::{Input, Inside, Reading, read, read_within};
pub use standing::Standing;

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

/// What each document of a file is verified with.
#[derive(Clone, Copy)]
struct Part<'a> {
    resources: &'a Resources,
    options: &'a Options,
    /// What is left for the file.
    budget: &'a Rc<Budget>,
    /// Whether a newer version is asked for: a newer one is not asked for a newer one.
    refresh: bool,
}

impl Reading {
    /// Verifies what was read.
    pub fn verify(&self, resources: &Resources, options: &Options) -> Verification {
        let budget = Rc::new(Budget::new(options.limits.work));
        self.verify_as(Part { resources, options, budget: &budget, refresh: true })
    }

    /// Verifies what may be one of several in a file.
    fn verify_as(&self, part: Part<'_>) -> Verification {
        let Part { resources, options, .. } = part;
        let inner = Part { refresh: true, ..part };
        let (mut report, credential, attached, claims) = match &self.document {
            Ok(document) => {
                let (report, claims) = examine(document, part);
                let credential = credential::model(&claims, document.format, document.data_model);
                let attached = match document.format {
                    Format::OpenBadge2 | Format::OpenBadge1 => document::attached(&claims),
                    _ => Vec::new(),
                };
                (report, credential, attached, Some(claims))
            }
            Err(problem) => (broken(problem, options), None, Vec::new(), None),
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
            let mut verification = reading.verify_as(inner);
            match role {
                Role::Member => {
                    let is_one = !verification.stands_for_others();
                    if is_presentation && is_one {
                        let line = presenter::ownership(&report, &verification);
                        report.checks.push(line);
                    }
                    if is_record && is_one {
                        let lines = record::lines(&report, credential.as_ref(), at, &verification);
                        report.checks.extend(lines);
                    }
                    members.push(verification);
                }
                Role::Endorsement { endorsed } => {
                    endorsement::wait(&report, &mut verification.report);
                    // Where nothing was signed, anybody may have hung one up (C9.3, K5).
                    let signed =
                        claims.as_ref().is_none_or(|claims| endorsement::is_in(at, claims));
                    let (at, endorsed) = (at.clone(), endorsed.clone().filter(|_| signed));
                    endorsements.push(Endorsement { at, endorsed, verification, reading: None });
                }
            }
        }
        endorsements.extend(attached.into_iter().map(|found| {
            let inside = Inside::of(&self.input.name, found, DEEPEST, &Cell::new(0));
            let mut verification = inside.reading.verify_as(inner);
            endorsement::wait(&report, &mut verification.report);
            let reading = Some(Rc::new(inside.reading));
            let (at, endorsed) = (inside.at, inside.role.endorsed());
            Endorsement { at, endorsed, verification, reading }
        }));
        let lines = endorsements.iter().map(|one| endorsement::line(one, issuer));
        report.checks.extend(lines);
        let newer = refresh::newer(&report.checks, resources).map(|document| {
            let input = Input { container: "/refreshService".to_owned(), ..Input::default() };
            let reading = Self::of(input, Ok(document), DEEPEST, &Cell::new(document::MOST_INSIDE));
            Box::new(reading.verify_as(Part { refresh: false, ..part }))
        });
        Verification { input: self.input.clone(), credential, report, members, endorsements, newer }
    }
}

/// Verifies a document: a pure function of the document, the evidence and the question.
pub fn verify(document: &Document, resources: &Resources, options: &Options) -> Report {
    let budget = Rc::new(Budget::new(options.limits.work));
    examine(document, Part { resources, options, budget: &budget, refresh: true }).0
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
fn examine(document: &Document, part: Part<'_>) -> (Report, Rc<Value>) {
    let Part { resources, options, budget, refresh } = part;
    let context = Context::within(resources, options, budget);
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

/// The report on a badge whose text cannot be read. What cannot be opened here, or is beyond our limits, is
/// not broken: then no question is answered.
fn broken(problem: &Problem, options: &Options) -> Report {
    use Code::{
        LeftOut, NestedTooDeep, TooComplex, TooDeep, UnsupportedAlgorithm, UnsupportedEnvelope,
    };
    let unread = matches!(
        problem.code,
        UnsupportedEnvelope | UnsupportedAlgorithm | LeftOut | NestedTooDeep | TooDeep | TooComplex
    );
    let line = |(axis, subject)| Check {
        axis: Some(axis),
        subject,
        of: String::new(),
        outcome: match unread {
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
        checks: all.into_iter().take(if unread { 4 } else { 1 }).map(line).collect(),
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
