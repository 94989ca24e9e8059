//! The words every answer is made of: outcomes, reasons, checks, the report and its verdict.
//!
//! The rules are VERDICT.md's: a missing piece of evidence is [`Outcome::Unknown`], never a pass;
//! verdict, reason and axes are derived from the checks by functions and never stored.

use std::fmt;

use crate::time::Timestamp;

mod code;
mod json;
mod written;

pub use code::Code;
pub(crate) use written::{Filled, OrNull, Types, Written, Yes, word, written};

/// How a check came out. `Unknown` is never silently a pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The check was carried out on evidence and found in order.
    Passed,
    /// The check was carried out and the credential does not stand it.
    Failed(Problem),
    /// The check could not be carried out; the problem says what was missing.
    Unknown(Problem),
    /// There is nothing here to check.
    NotApplicable,
}

/// What went wrong or is worth knowing, as a code; sentences for people live in `locale/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The reason, from one closed list.
    pub code: Code,
    /// English detail for developers: a name, a value, a URL; never shown as a sentence.
    pub detail: String,
    /// Where: a JSON pointer into the credential, or a URL.
    pub at: Option<String>,
}

impl Problem {
    /// A problem with a detail and no place.
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into(), at: None }
    }

    /// The same problem with its place: a JSON pointer or a URL.
    #[must_use]
    pub fn at(mut self, place: impl Into<String>) -> Self {
        self.at = Some(place.into());
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.as_str(), self.detail)?;
        self.at.as_deref().map_or(Ok(()), |at| write!(f, " (at {at})"))
    }
}

/// Why a check ended early; `?` carries it up to the line of the report it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The evidence is there and speaks against the credential.
    Failed(Problem),
    /// The evidence is missing, or this build cannot read it.
    Unknown(Problem),
    /// There is nothing to check.
    NotApplicable,
}

impl Stop {
    /// A failure.
    pub fn failed(code: Code, detail: impl Into<String>) -> Self {
        Self::Failed(Problem::new(code, detail))
    }

    /// A gap in the evidence.
    pub fn unknown(code: Code, detail: impl Into<String>) -> Self {
        Self::Unknown(Problem::new(code, detail))
    }

    /// The same stop with the place filled in, unless it already names one.
    #[must_use]
    pub fn at(self, place: impl Into<String>) -> Self {
        let fill =
            |problem: Problem| if problem.at.is_some() { problem } else { problem.at(place) };
        match self {
            Self::Failed(problem) => Self::Failed(fill(problem)),
            Self::Unknown(problem) => Self::Unknown(fill(problem)),
            Self::NotApplicable => Self::NotApplicable,
        }
    }

    /// The problem carried, if any.
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Failed(problem) | Self::Unknown(problem) => Some(problem),
            Self::NotApplicable => None,
        }
    }

    /// For evidence about evidence: what fails there is merely unknown here (VERDICT section 9).
    #[must_use]
    pub fn soften(self, code: Code) -> Self {
        match self {
            Self::Failed(problem) => Self::Unknown(Problem {
                detail: format!("{}: {}", problem.code.as_str(), problem.detail),
                code,
                at: problem.at,
            }),
            other => other,
        }
    }
}

impl From<Stop> for Outcome {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Failed(problem) => Self::Failed(problem),
            Stop::Unknown(problem) => Self::Unknown(problem),
            Stop::NotApplicable => Self::NotApplicable,
        }
    }
}

/// The questions an employer asks. A check without an axis is advisory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Axis {
    /// Has it been altered since it was signed?
    Integrity,
    /// Was it signed by the issuer it names?
    Issuer,
    /// Has it been withdrawn?
    Status,
    /// Is it within its period of validity?
    Validity,
    /// Was it awarded to the person named? Never part of the verdict (VERDICT section 2).
    Recipient,
}

impl Axis {
    /// Every axis, in the order in which people read them.
    pub const ALL: [Self; 5] =
        [Self::Integrity, Self::Issuer, Self::Status, Self::Validity, Self::Recipient];

    /// The four that make the verdict.
    pub const DECIDING: [Self; 4] = [Self::Integrity, Self::Issuer, Self::Status, Self::Validity];

    /// The name used in the report's JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Integrity => "integrity",
            Self::Issuer => "issuer",
            Self::Status => "status",
            Self::Validity => "validity",
            Self::Recipient => "recipient",
        }
    }
}

/// What a line of the report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The file the credential came in: image chunk, text, web page.
    Container,
    /// The shape of the credential.
    Format,
    /// A signature.
    Proof,
    /// The binding of the signing key to the issuer.
    Key,
    /// A revocation or suspension entry.
    Status,
    /// The period of validity.
    Period,
    /// The person it was awarded to.
    Recipient,
    /// An endorsement carried along.
    Endorsement,
    /// Who shows it.
    Presenter,
    /// A schema the credential names.
    Schema,
    /// A refresh service the credential names.
    Refresh,
    /// A picture that is named with its hash.
    Hashlink,
}

impl Subject {
    /// Every subject.
    pub const ALL: [Self; 12] = [
        Self::Container,
        Self::Format,
        Self::Proof,
        Self::Key,
        Self::Status,
        Self::Period,
        Self::Recipient,
        Self::Endorsement,
        Self::Presenter,
        Self::Schema,
        Self::Refresh,
        Self::Hashlink,
    ];

    /// The name used in the report's JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Container => "container",
            Self::Format => "format",
            Self::Proof => "proof",
            Self::Key => "key",
            Self::Status => "status",
            Self::Period => "period",
            Self::Recipient => "recipient",
            Self::Endorsement => "endorsement",
            Self::Presenter => "presenter",
            Self::Schema => "schema",
            Self::Refresh => "refresh",
            Self::Hashlink => "hashlink",
        }
    }
}

/// One line of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The question it answers; `None` is advisory and never decides.
    pub axis: Option<Axis>,
    /// What was looked at.
    pub subject: Subject,
    /// JSON pointer to the part of the credential it is about (`/proof/0`), empty for the whole.
    pub of: String,
    /// How it came out.
    pub outcome: Outcome,
    /// Things worth knowing that do not change the outcome.
    pub notes: Vec<Problem>,
}

impl Check {
    /// Whether nobody but the file itself says that it is unaltered.
    pub fn only_fits(&self) -> bool {
        self.notes.iter().any(|note| note.code == Code::OnlyFits)
    }
}

/// Who signed, as far as it is proven (VERDICT section 4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signer {
    /// What stands behind the signature.
    pub kind: SignerKind,
    /// The proven identifier: a DID or an https URL.
    pub id: String,
    /// What the list that knows the signer calls it; never what it calls itself.
    pub name: Option<String>,
}

/// What stands behind a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignerKind {
    /// On the person's or the site's own list.
    Trusted,
    /// A web domain that publishes the key.
    Domain,
    /// Nothing but the key itself (did:key, did:jwk).
    Key,
}

impl SignerKind {
    /// Every kind.
    const ALL: [Self; 3] = [Self::Trusted, Self::Domain, Self::Key];

    /// The name used in the report's JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Trusted => "trusted",
            Self::Domain => "domain",
            Self::Key => "key",
        }
    }
}

/// Something the verifier lacks: an address and what it is needed for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Request {
    /// Absolute https URL without fragment.
    pub url: String,
    /// What the answer is needed for.
    pub purpose: Purpose,
}

/// What a resource is needed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// The issuer's DID document.
    DidDocument,
    /// A status list.
    StatusList,
    /// A hosted assertion.
    Assertion,
    /// A hosted endorsement.
    Endorsement,
    /// A badge class.
    BadgeClass,
    /// The issuer's own profile or controlled identifier document.
    Issuer,
    /// A key or key set.
    Key,
    /// A JSON-LD context.
    Context,
    /// A JSON schema.
    Schema,
    /// A newer version of the badge.
    Refresh,
    /// A picture.
    Image,
    /// A blockchain transaction.
    Transaction,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Self; 12] = [
        Self::DidDocument,
        Self::StatusList,
        Self::Assertion,
        Self::Endorsement,
        Self::BadgeClass,
        Self::Issuer,
        Self::Key,
        Self::Context,
        Self::Schema,
        Self::Refresh,
        Self::Image,
        Self::Transaction,
    ];

    /// The name used in the report's JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DidDocument => "didDocument",
            Self::StatusList => "statusList",
            Self::Assertion => "assertion",
            Self::Endorsement => "endorsement",
            Self::BadgeClass => "badgeClass",
            Self::Issuer => "issuer",
            Self::Key => "key",
            Self::Context => "context",
            Self::Schema => "schema",
            Self::Refresh => "refresh",
            Self::Image => "image",
            Self::Transaction => "transaction",
        }
    }
}

/// A piece of evidence that was looked at: where it is from, how old it is, who brought it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// The address it answers, without fragment.
    pub url: String,
    /// When it was fetched; `None` is an unknown age.
    pub fetched_at: Option<Timestamp>,
    /// Who brought it: one of `Source::ORIGINS` (VERDICT section 6).
    pub origin: &'static str,
    /// The issuer whose signature over this very piece was checked and found good. Without one, the piece
    /// rests on who brought it.
    pub signed_by: Option<String>,
}

impl Source {
    /// The names of those who bring evidence (`resource::Origin`).
    pub(crate) const ORIGINS: [&'static str; 4] = ["fetched", "host", "saved", "supplied"];
}

/// The answer in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Everything that decides was checked and is in order.
    Valid,
    /// Something that decides is wrong.
    Invalid,
    /// Something that decides could not be checked.
    Indeterminate,
}

impl Verdict {
    /// Every verdict.
    const ALL: [Self; 3] = [Self::Valid, Self::Invalid, Self::Indeterminate];

    /// The name used in the report's JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Invalid => "invalid",
            Self::Indeterminate => "indeterminate",
        }
    }
}

/// What was found out about one credential at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Every line, in the order in which things were checked.
    pub checks: Vec<Check>,
    /// Who signed; `None` until the binding of key and issuer is proven.
    pub signer: Option<Signer>,
    /// What is missing now and may be asked for.
    pub wanted: Vec<Request>,
    /// What will be asked for next if this round succeeds (VERDICT section 8).
    pub foreseen: Vec<Request>,
    /// What was looked at, by address.
    pub evidence: Vec<Source>,
    /// The moment asked about.
    pub at: Timestamp,
    /// The day for which the period was asked about, if that is not the moment itself.
    pub as_of: Option<Timestamp>,
}

impl Report {
    /// How one question came out: Failed before Unknown before Passed before not applicable.
    pub fn axis(&self, axis: Axis) -> Outcome {
        self.checks
            .iter()
            .filter(|check| check.axis == Some(axis))
            .map(|check| &check.outcome)
            .max_by(|a, b| weight(a).cmp(&weight(b)).then_with(|| by_code(b, a)))
            .cloned()
            .unwrap_or(Outcome::NotApplicable)
    }

    /// The verdict (VERDICT section 3).
    pub fn verdict(&self) -> Verdict {
        let outcomes = Axis::DECIDING.map(|axis| self.axis(axis));
        if outcomes.iter().any(|outcome| matches!(outcome, Outcome::Failed(_))) {
            return Verdict::Invalid;
        }
        let passed = |axis| self.axis(axis) == Outcome::Passed;
        let not_withdrawn =
            matches!(self.axis(Axis::Status), Outcome::Passed | Outcome::NotApplicable);
        if passed(Axis::Integrity)
            && passed(Axis::Issuer)
            && passed(Axis::Validity)
            && not_withdrawn
        {
            Verdict::Valid
        } else {
            Verdict::Indeterminate
        }
    }

    /// The one reason for a verdict other than Valid that matters most to an employer.
    pub fn reason(&self) -> Option<Code> {
        match self.verdict() {
            Verdict::Valid => None,
            Verdict::Invalid => self
                .deciding()
                .filter_map(|(_, outcome)| match outcome {
                    Outcome::Failed(problem) => Some(problem.code),
                    _ => None,
                })
                .min(),
            Verdict::Indeterminate => self
                .deciding()
                .filter_map(|(axis, outcome)| match outcome {
                    Outcome::Unknown(problem) => Some((axis, problem.code)),
                    _ => None,
                })
                .min_by_key(|(axis, code)| {
                    (!matches!(code, Code::Unsigned | Code::OnlyAPart | Code::Hosted), *axis, *code)
                })
                .map(|(_, code)| code)
                .or(Some(Code::NothingChecked)),
        }
    }

    /// Whether the badge rests on what stands at its address, and nothing is signed.
    pub fn is_hosted(&self) -> bool {
        self.checks.iter().any(|check| {
            check.subject == Subject::Proof
                && check.axis == Some(Axis::Integrity)
                && check.of == "/id"
        })
    }

    /// Whether it is a signature that says that nothing was altered: not the address where it is kept, and
    /// not a file that only fits itself.
    pub fn is_signed(&self) -> bool {
        !self.is_hosted() && !self.checks.iter().any(Check::only_fits)
    }

    /// All lines that belong to a deciding axis.
    fn deciding(&self) -> impl Iterator<Item = (Axis, &Outcome)> {
        self.checks.iter().filter_map(|check| {
            let axis = check.axis.filter(|axis| Axis::DECIDING.contains(axis))?;
            Some((axis, &check.outcome))
        })
    }
}

/// How strongly an outcome counts within its axis.
fn weight(outcome: &Outcome) -> u8 {
    match outcome {
        Outcome::NotApplicable => 0,
        Outcome::Passed => 1,
        Outcome::Unknown(_) => 2,
        Outcome::Failed(_) => 3,
    }
}

/// Orders two outcomes of equal weight by their code.
fn by_code(a: &Outcome, b: &Outcome) -> std::cmp::Ordering {
    let code = |outcome: &Outcome| match outcome {
        Outcome::Failed(problem) | Outcome::Unknown(problem) => Some(problem.code),
        _ => None,
    };
    code(a).cmp(&code(b))
}

#[cfg(test)]
mod tests;
