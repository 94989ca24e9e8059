//! How a check came out, and why.

use std::fmt;

use super::Code;

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
