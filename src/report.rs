//! The words every answer is made of: outcomes, reasons, checks, the report and its verdict.
//!
//! The rules are VERDICT.md's: a missing piece of evidence is [`Outcome::Unknown`], never a pass;
//! verdict, reason and axes are derived from the checks by functions and never stored.

use crate::time::Timestamp;

mod check;
mod code;
mod evidence;
mod json;
mod problem;
mod written;

pub use check::{Axis, Check, Subject};
pub use code::Code;
pub use evidence::{Purpose, Request, Source};
pub use problem::{Outcome, Problem, Stop};
pub(crate) use written::{Filled, OrNull, Types, Written, Yes, word, written};

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
